using System;
using System.Collections.Generic;
using System.Linq;
using SlurmBank.Engine;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

/// <summary>
/// One account and period: leads each of Slurm's figures to the ledger's, run by run and rule by rule. Every step is one cause; what the steps
/// do not explain is left over, since the ledger's own sum is read beside them.
/// </summary>
internal sealed partial class AccountComparison
{
    private readonly BankContext context;
    private readonly LedgerView view;
    private readonly Account account;
    private readonly string cluster;
    private readonly string currency;
    private readonly long from;
    private readonly long to;
    private readonly IReadOnlyList<ComparedRow> rows;
    private readonly IReadOnlyList<ComparedRow> purged;
    private readonly TariffBook tariffs;
    private readonly RunPricing pricing;
    private readonly Dictionary<int, TariffLadder> ladders = [];

    internal AccountComparison(BankContext context, LedgerView view, Account account, string cluster, string currency, long from, long to, IReadOnlyList<ComparedRow> rows, IReadOnlyList<ComparedRow> purged)
    {
        this.context = context;
        this.view = view;
        this.account = account;
        this.cluster = cluster;
        this.from = from;
        this.to = to;
        this.rows = rows;
        this.purged = purged;
        this.currency = currency;
        tariffs = TariffBook.Read(view.Reader, cluster);
        pricing = new RunPricing(tariffs, Books.OpenedAt(view.Reader));
        LedgerUnits = UsagePieces.Cut(view.Reader, account.Id, currency, [from, to]).Where(p => p.Run.Facts.Key.Cluster == cluster).Sum(p => p.Net);
    }

    /// <summary>What the ledger says that the period's work cost.</summary>
    internal long LedgerUnits { get; }

    /// <summary>Beside sacct: billing of AllocTRES times Elapsed, of every job that was there in the period.</summary>
    internal ComparisonReport WithSacct()
    {
        var causes = new CauseBook();
        long figure = 0;
        foreach (ComparedRow row in rows)
        {
            bool isThere = row.Started is long started && started < to && row.End >= from;
            long whole = isThere ? row.Units(row.Elapsed) : 0;
            long shown = row.IsHidden ? 0 : whole;
            figure = checked(figure + shown);
            causes.Add("requeue", whole - shown);
            if (row.IsRunning || row.Facts is null || !isThere)
            {
                causes.Add(row.IsRunning ? "running" : "late", Charged(row) - whole);
                continue;
            }

            long own = row.Units(row.Facts.WallSeconds - row.Facts.SuspendedSeconds);
            causes.Add(row.IsResized ? "resize" : ComparisonReport.Unexplained, own - whole);
            TariffLadder? ladder = LadderOf(row);
            long counted = ladder is { SuspendedIsFree: true } ? own : row.Units(row.Facts.WallSeconds);
            causes.Add("suspended", counted - own);
            long inside = Inside(counted, row.Facts.Start, row.Facts.End);
            causes.Add("period", inside - counted);
            Tail(causes, row, ladder, inside);
        }

        AddPurged(causes);
        return Report("sacct", "billing of AllocTRES x Elapsed, as sacct --allocations shows it of the account and period", figure, causes);
    }

    /// <summary>Beside sreport: billing-seconds of whole hours, as slurmdbd has summed them up.</summary>
    /// <param name="used">Billing-seconds of the account's users.</param>
    /// <param name="idle">Billing-seconds of the account itself: idle reserved time.</param>
    /// <param name="idleCpu">The same in CPU-seconds, for the text.</param>
    /// <param name="first">The first hour asked for.</param>
    /// <param name="last">The end of the last hour asked for.</param>
    internal ComparisonReport WithSreport(long used, long idle, long idleCpu, long first, long last)
    {
        var causes = new CauseBook();
        long figure = checked((used + idle) * ServiceUnits.UnitsPerBillingSecond);
        causes.Add("reservations", -idle * ServiceUnits.UnitsPerBillingSecond, ofRun: false);
        if (idleCpu != 0)
        {
            causes.Note("reservations", $"sreport's cpu column has {idleCpu} CPU-seconds of it");
        }

        long summed = Summed(used, first, last);
        foreach (ComparedRow row in rows.Concat(purged.Where(r => !r.IsMoved)).Where(r => r.Facts is not null))
        {
            long rolled = row.Units(ComparedRow.Seconds(row.Started!.Value, row.End, first, summed));
            if (row.IsRunning)
            {
                causes.Add("running", Charged(row) - rolled);
                continue;
            }

            long own = row.Units(ComparedRow.Seconds(row.Facts!.Start, row.Facts.End, first, summed));
            causes.Add("resize", own - rolled);
            long inside = row.Units(ComparedRow.Seconds(row.Facts.Start, row.Facts.End, from, to));
            causes.Add("hours", inside - own);
            Tail(causes, row, LadderOf(row), WithoutSuspended(causes, row, inside));
        }

        AddMoved(causes);
        return Report("sreport", "billing-seconds of whole hours, from sreport cluster AccountUtilizationByUser", figure, causes);
    }

    /// <summary>From Slurm's billing of the run's seconds in the period to what the ledger has charged for them.</summary>
    private void Tail(CauseBook causes, ComparedRow row, TariffLadder? ladder, long value)
    {
        RunFacts facts = row.Facts!;
        if (ladder is null || facts.Account.Length == 0 || TariffLadder.Price(ladder.Plain, facts) is not long plain || TariffLadder.Price(ladder.Tariff, facts) is null)
        {
            causes.Add("parked", -value);
            causes.Add("late", Charged(row));
            return;
        }

        value = Step(causes, "weights", value, Inside(plain, facts.Start, facts.End));
        foreach ((string cause, Tariff tariff) in ladder.Steps)
        {
            string name = cause == "truncation" && row.Billing == 0 ? "below-one-unit" : cause;
            value = Step(causes, name, value, Inside(TariffLadder.Price(tariff, facts) ?? 0, facts.Start, facts.End));
        }

        bool isBefore = pricing.IsBeforeBooks(facts);
        if (isBefore || !pricing.TryPrice(facts, row.Run, out PricedRun priced, out _, out _))
        {
            value = Step(causes, isBefore ? "before-bank" : "parked", value, 0);
        }
        else if (facts.State == "REVOKED")
        {
            value = Step(causes, "free", value, 0);
        }
        else
        {
            value = Step(causes, "before-bank", value, Inside(priced.Price.Units, priced.ChargedFrom, facts.End));
        }

        Settled(causes, row, value);
    }

    private void Settled(CauseBook causes, ComparedRow row, long value)
    {
        RunFacts facts = row.Facts!;
        if (row.Run is not Run run || run.AccountId != account.Id)
        {
            _ = Step(causes, row.Run is null && view.Reader.FindParked(facts.Key) is not null ? "parked" : "late", value, 0);
            return;
        }

        if (run.Currency != currency)
        {
            _ = Step(causes, "other-currency", value, 0);
            return;
        }

        // With the same facts the price has to be the same: where it is not, that is left unexplained.
        long price = Inside(run.Price.Units, run.ChargedFrom, run.Facts.End);
        value = Step(causes, run.Facts == facts ? ComparisonReport.Unexplained : "late", value, price);
        _ = Step(causes, "refunds", value, Charged(row));
    }

    private static long Step(CauseBook causes, string cause, long before, long after)
    {
        causes.Add(cause, after - before);
        return after;
    }

    /// <summary>What the ledger has charged this account for a run in the period.</summary>
    private long Charged(ComparedRow row) => row.Run is Run run && run.AccountId == account.Id && run.Currency == currency ? Inside(run.Net.Units, run.ChargedFrom, run.Facts.End) : 0;

    /// <summary>The part of an amount of work in [start, end) that was done in the period.</summary>
    private long Inside(long units, long start, long end)
    {
        if (end <= start)
        {
            return start >= from && start < to ? units : 0;
        }

        long first = Math.Clamp(from, start, end);
        long last = Math.Clamp(to, start, end);
        return RunSplit.Share(units, last - (Int128)start, end - (Int128)start) - RunSplit.Share(units, first - (Int128)start, end - (Int128)start);
    }

    private long WithoutSuspended(CauseBook causes, ComparedRow row, long inside)
    {
        if (LadderOf(row) is not { SuspendedIsFree: true })
        {
            return inside;
        }

        RunFacts facts = row.Facts!;
        return Step(causes, "suspended", inside, Inside(row.Units(facts.WallSeconds - facts.SuspendedSeconds), facts.Start, facts.End));
    }

    private void AddPurged(CauseBook causes)
    {
        foreach (ComparedRow row in purged)
        {
            causes.Add(row.IsMoved ? "late" : "purged", Charged(row));
        }
    }

    /// <summary>What slurmdbd and slurmctld have summed up stays there when the rows are purged; not so what belongs to another account now.</summary>
    private void AddMoved(CauseBook causes)
    {
        foreach (ComparedRow row in purged.Where(r => r.IsMoved))
        {
            causes.Add("late", Charged(row));
        }
    }

    /// <summary>Up to which hour slurmdbd has summed up: the latest that its figure fits; where none does, the last asked for.</summary>
    private long Summed(long used, long first, long last)
    {
        for (long hour = last; hour >= Math.Max(first, last - (48 * 3600)); hour -= 3600)
        {
            Int128 expected = 0;
            foreach (ComparedRow row in rows.Concat(purged.Where(r => !r.IsMoved)).Where(r => r.Facts is not null))
            {
                expected += row.Billing * (Int128)ComparedRow.Seconds(row.Started!.Value, row.End, first, hour);
            }

            if (expected == used)
            {
                return hour;
            }
        }

        return last;
    }

    private TariffLadder? LadderOf(ComparedRow row) => row.Run is Run run ? Ladder(tariffs.Version(run.TariffVersion)) : LadderAt(row.Facts!.Start);

    private TariffLadder? LadderAt(long start) => Ladder(tariffs.At(start));

    private TariffLadder? Ladder(Tariff? tariff)
    {
        if (tariff is null)
        {
            return null;
        }

        if (!ladders.TryGetValue(tariff.Version, out TariffLadder? ladder))
        {
            ladder = new TariffLadder(tariff);
            ladders.Add(tariff.Version, ladder);
        }

        return ladder;
    }

    private ComparisonReport Report(string source, string basis, long figure, CauseBook causes)
    {
        long difference = checked(LedgerUnits - figure);
        IReadOnlyList<ComparisonCause> all = causes.Close(difference);
        long rest = causes.Units(ComparisonReport.Unexplained);
        return new ComparisonReport
        {
            Account = account.Name,
            Cluster = cluster,
            Source = source,
            Basis = basis,
            StartTime = context.Instant(from),
            EndTime = context.Instant(to),
            Ledger = ServiceUnits.FromUnits(LedgerUnits).Amount,
            LedgerUnits = LedgerUnits,
            Slurm = ServiceUnits.FromUnits(figure).Amount,
            SlurmUnits = figure,
            Difference = ServiceUnits.FromUnits(difference).Amount,
            DifferenceUnits = difference,
            Rest = ServiceUnits.FromUnits(rest).Amount,
            RestUnits = rest,
            Causes = all,
            Currency = currency,
        };
    }
}
