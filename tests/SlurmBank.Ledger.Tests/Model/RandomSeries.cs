using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using SlurmBank.Engine;

namespace SlurmBank.Ledger.Tests.Model;

/// <summary>Rows of allocations: made, carried over, spent in advance and that taken back, stopped.</summary>
internal sealed partial class RandomBanking
{
    private const int Whole = 1_000_000;
    private readonly List<Row> rows = [];

    private Action<LedgerSession> MakeSeries()
    {
        int periods = random.Next(2, 6);
        long length = random.Next(200, 4000);
        long first = Now + (random.Next(-6, 3) * 500);
        long grace = random.Next(3) == 0 ? random.Next(1, (int)length) : 0;
        var row = new Row(Of(Accounts), random.Next(2) == 0, Of([0, 250_000, 500_000, Whole]), random.Next(3) == 0 ? Of([0, 300_000, Whole]) : null, Of([0, 100_000, Whole]));
        long amount = Units();
        string[] partitions = random.Next(3) == 0 ? [Of(Partitions)] : [];
        int priority = Of([0, 0, 100, 200]);
        var terms = new SeriesTerms(1, new DateOnly(2026, 1, 1), "UTC", Support.TestLedger.Units(amount))
        {
            Periods = periods,
            IsSplit = row.IsSplit,
            CarryOver = row.CarryOver,
            CarryOverLimit = row.Limit,
            Advance = row.Advance,
        };
        for (int n = 1; n <= periods; n++)
        {
            // What does not divide goes to the first ones.
            BigInteger share = !row.IsSplit ? amount : (amount / periods) + (n <= amount % periods ? 1 : 0);
            long id = model.Grants.Count + 1;
            model.Grants.Add(new ModelBank.Grant(id, row.Account, share, first + ((n - 1) * length), first + (n * length) + grace, priority, partitions, []));
            row.Periods.Add(new Period(id, share));
        }

        rows.Add(row);
        string reference = $"s{rows.Count}";
        var request = new SeriesRequest(row.Account, terms) { Priority = priority, Scope = new AllocationScope([], partitions, [], []), Reference = reference };
        return s =>
        {
            AllocationSeries made = s.Series.Make(request).Series;
            for (int n = 1; n <= periods; n++)
            {
                Assert.Equal(row.Periods[n - 1].Grant, s.Series.AddPeriod(made, n, first + ((n - 1) * length), first + (n * length) + grace).Allocation.Id);
            }

            Assert.False(s.Series.Make(request).IsNew);
            Assert.Throws<InvalidRequestException>(() => s.Series.AddPeriod(made, periods + 1, 0, 1));
        };
    }

    /// <summary>As the ledger's, from the facts alone: everything that is due is taken back and given anew, in order of the ends.</summary>
    private Action<LedgerSession> Renew()
    {
        List<(Row Row, int At)> due = [.. rows.SelectMany(row => Enumerable.Range(0, row.Last - 1).Select(at => (row, at)))
            .Where(step => step.row.CarryOver > 0 && At(step.row.Periods[step.at].Grant).End <= Now)
            .OrderBy(step => (step.row.Periods.Take(step.at + 1).Select(p => At(p.Grant).End).Where(end => end <= Now).Max(), step.row.Periods[step.at].Grant))];
        BigInteger[] before = [.. due.Select(step => step.Row.Periods[step.At].Carried)];
        due.ForEach(step => Carry(step.Row, step.At, 0));
        foreach ((Row row, int at) in due)
        {
            Period period = row.Periods[at];
            BigInteger received = at > 0 ? row.Periods[at - 1].Carried : 0;
            BigInteger own = At(period.Grant).Amount - received;
            BigInteger unused = own - BigInteger.Max(0, model.Of(row.Account).Drawn[period.Grant] - received);
            BigInteger amount = BigInteger.Max(0, unused) * row.CarryOver / Whole;
            amount = row.Limit is int limit ? BigInteger.Min(amount, period.Share * limit / Whole) : amount;
            Carry(row, at, BigInteger.Max(amount, -At(row.Periods[at + 1].Grant).Amount));
        }

        int moved = due.Where((step, i) => step.Row.Periods[step.At].Carried != before[i]).Count();
        return s =>
        {
            Assert.Equal(moved, s.CarryOvers.Run().Count);
            Assert.Empty(s.CarryOvers.Run());
        };
    }

    private void Carry(Row row, int at, BigInteger amount)
    {
        BigInteger more = amount - row.Periods[at].Carried;
        model.Add(row.Periods[at].Grant, -more);
        model.Add(row.Periods[at + 1].Grant, more);
        row.Periods[at] = row.Periods[at] with { Carried = amount };
    }

    private Action<LedgerSession> SpendInAdvance()
    {
        (Row Row, int At)[] open = [.. rows.SelectMany(row => Enumerable.Range(0, row.Periods.Count).Select(at => (row, at)))
            .Where(p => At(p.row.Periods[p.at].Grant) is { } g && g.Start <= Now && Now < g.End)];
        if (open.Length == 0)
        {
            return MakeSeries();
        }

        (Row row, int present) = Of(open);
        long asked = random.Next(3) == 0 ? random.Next(1, 20) : Units() + 1;
        var given = new List<(int At, BigInteger Units)>();
        BigInteger rest = asked;
        for (int later = present + 1; later < row.Periods.Count && (row.IsSplit || later == present + 1); later++)
        {
            Period period = row.Periods[later];
            BigInteger may = At(period.Grant).Start <= Now ? 0 : BigInteger.Min(model.LeftIn(At(period.Grant)), (period.Share * row.Advance / Whole) + BigInteger.Min(0, period.Advanced));
            BigInteger take = BigInteger.Min(rest, BigInteger.Max(0, may));
            given.Add((later, take));
            rest -= take;
        }

        long id = row.Periods[present].Grant;
        if (rest > 0)
        {
            BigInteger available = asked - rest;
            return s => Assert.Equal(available, Assert.Throws<AdvanceExceededException>(() => s.Advances.Advance(id, Support.TestLedger.Units(asked), "now")).Available.Units);
        }

        void Move(int sign)
        {
            given.ForEach(g => Shift(row, g.At, -sign * g.Units));
            Shift(row, present, sign * asked);
        }

        Move(+1);
        Done done = Remember(() => model.LeftIn(At(id)) >= asked, () => Move(-1));
        string reference = $"adv{next++}";
        return s =>
        {
            done.Seq = s.Advances.Advance(id, Support.TestLedger.Units(asked), "now", reference).Entry.Seq;
            Assert.False(s.Advances.Advance(id, Support.TestLedger.Units(asked), "now", reference).IsNew);
        };
    }

    private Action<LedgerSession> StopSeries()
    {
        Row[] running = [.. rows.Where(r => !r.IsStopped)];
        if (running.Length == 0)
        {
            return Renew();
        }

        Row row = Of(running);
        long series = rows.IndexOf(row) + 1;
        int last = Math.Max(1, Enumerable.Range(0, row.Periods.Count).Where(at => At(row.Periods[at].Grant).Start <= Now).Select(at => at + 1).LastOrDefault());
        bool isNew = last < row.Last;
        if (isNew)
        {
            (row.Last, row.IsStopped) = (last, true);
            foreach (Period period in row.Periods.Skip(last))
            {
                model.Add(period.Grant, -model.LeftIn(At(period.Grant)));
            }
        }

        return s => Assert.Equal(isNew, s.Series.Stop(series, "no more").Entry is not null);
    }

    private void Shift(Row row, int at, BigInteger units)
    {
        model.Add(row.Periods[at].Grant, units);
        row.Periods[at] = row.Periods[at] with { Advanced = row.Periods[at].Advanced + units };
    }

    private sealed record Period(long Grant, BigInteger Share)
    {
        public BigInteger Carried { get; init; }

        public BigInteger Advanced { get; init; }
    }

    private sealed record Row(string Account, bool IsSplit, int CarryOver, int? Limit, int Advance)
    {
        public List<Period> Periods { get; } = [];

        public int Last { get => field == 0 ? Periods.Count : field; set; }

        public bool IsStopped { get; set; }
    }
}
