using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace SlurmBank.Ledger;

/// <summary>
/// Carries part of what ended periods left unused to the next ones. How much is a function of what was granted and of the work that was done, and of
/// nothing else: each time it is computed anew, and the difference is posted. So it may run twice, late, or before all charges have come.
/// </summary>
/// <remarks>
/// What a period carries is min(unused x factor, share x limit), rounded down to a unit. Unused is of the period's own amount; what was carried into it
/// is taken as used first and is never carried on.
/// </remarks>
public sealed class CarryOverOperations
{
    private readonly LedgerSession session;

    internal CarryOverOperations(LedgerSession session) => this.session = session;

    /// <summary>Carries over what is due.</summary>
    /// <param name="accounts">Which accounts are meant, by their numbers; null for all.</param>
    /// <returns>The entries that were posted.</returns>
    public IReadOnlyList<Entry> Run(Func<long, bool>? accounts = null)
    {
        var entries = new List<Entry>();
        foreach (IGrouping<(long First, string Currency), AllocationSeries> group in session.Transaction.Series()
            .Where(s => s.Terms.CarryOver > 0).ToList().Where(s => accounts is null || accounts(s.AccountId)).GroupBy(s => (session.Tree.Group(s.AccountId)[0], s.Currency)))
        {
            List<Step> steps = Due(group);
            if (steps.Count > 0)
            {
                entries.AddRange(Settle(group.Key.First, group.Key.Currency, steps));
            }
        }

        return entries;
    }

    /// <summary>The periods that have ended and have a next one, in order of their ends; in a series never before an earlier period, even where one ends later.</summary>
    private List<Step> Due(IEnumerable<AllocationSeries> all)
    {
        var steps = new List<Step>();
        foreach (AllocationSeries series in all)
        {
            List<AllocationPeriod> periods = [.. session.Transaction.Periods(series.Id)];
            long end = long.MinValue;
            for (int i = 0; i + 1 < periods.Count && periods[i + 1].Number <= (series.Last ?? int.MaxValue); i++)
            {
                Allocation from = session.Transaction.FindAllocation(periods[i].AllocationId)!;
                Allocation to = session.Transaction.FindAllocation(periods[i + 1].AllocationId)!;
                if (from.End <= session.NowSeconds && !from.IsReversed && !to.IsReversed)
                {
                    end = Math.Max(end, from.End);
                    steps.Add(new Step(series.Terms, periods[i], i > 0 ? periods[i - 1] : null, from, to, end));
                }
            }
        }

        return [.. steps.OrderBy(s => s.Order).ThenBy(s => s.From.Id)];
    }

    /// <summary>
    /// Steps of accounts that draw on one another, all together: what a child used of its parent's period is the child's work, and what it got by its own
    /// carry-over it does not draw from above. At the same end those come first that draw on others.
    /// </summary>
    private List<Entry> Settle(long accountId, string currency, List<Step> steps)
    {
        AccountFunds funds = session.Funds(accountId, currency);
        session.Settle(accountId, currency);
        Dictionary<long, long> capacities = session.Capacities(funds);
        foreach (Step step in steps)
        {
            Move(capacities, step, -step.Period.Carried.Units);
        }

        var carried = new Dictionary<long, long>();
        var entries = new List<Entry>();
        foreach (IGrouping<(long, int, int), Step> together in Together(steps))
        {
            DrawPlan plan = session.PlanOf(funds, capacities);
            foreach (Step step in together)
            {
                long received = step.Before is null ? 0 : carried.GetValueOrDefault(step.Before.AllocationId, step.Before.Carried.Units);
                long amount = Amount(step, capacities[step.From.Id] - received, received, plan.Drawn.GetValueOrDefault(step.From.Id));

                // What was carried over and then taken away by a person cannot be taken back: no allocation is worth less than nothing.
                amount = Math.Max(amount, -capacities[step.To.Id]);
                carried[step.From.Id] = amount;
                Move(capacities, step, amount);
                if (amount != step.Period.Carried.Units)
                {
                    entries.Add(Post(step, amount));
                }
            }
        }

        session.Settle(accountId, currency);
        return entries;
    }

    /// <summary>The steps of one end and depth, at most one an account: no period of theirs is drawn from by another's next one, so that one plan serves them all.</summary>
    private IEnumerable<IGrouping<(long, int, int), Step>> Together(List<Step> steps)
    {
        var number = new Dictionary<(long Order, long AccountId), int>();
        return steps
            .Select(s => (Step: s, Key: (s.Order, -session.Tree.ChainAt(s.From.AccountId, s.From.End - 1).Count, number[(s.Order, s.From.AccountId)] = number.GetValueOrDefault((s.Order, s.From.AccountId)) + 1)))
            .ToList()
            .GroupBy(s => s.Key, s => s.Step)
            .OrderBy(g => g.Key);
    }

    /// <summary>What a period carries, by its own amount, what it received, and what was drawn from both.</summary>
    private static long Amount(Step step, long own, long received, long drawn)
    {
        long unused = Math.Max(0, own - Math.Max(0, drawn - received));
        long part = SeriesTerms.Part(unused, step.Terms.CarryOver);
        return step.Terms.CarryOverLimit is int limit ? Math.Min(part, SeriesTerms.Part(step.Period.Share.Units, limit)) : part;
    }

    private static void Move(Dictionary<long, long> capacities, Step step, long amount)
    {
        capacities[step.From.Id] -= amount;
        capacities[step.To.Id] += amount;
    }

    private Entry Post(Step step, long amount)
    {
        long difference = amount - step.Period.Carried.Units;
        (Allocation giver, Allocation taker) = difference > 0 ? (step.From, step.To) : (step.To, step.From);
        long moved = Math.Abs(difference);
        var books = new AllocationBooks(session.Journal, step.From.AccountId, step.From.Currency, session.NowSeconds);
        var moves = new List<(Book, long)> { (Issued(giver), moved), (Issued(taker), -moved) };

        // Where the giver has less left than that, its draws are moved to where they belong right after.
        long taken = books.Take(giver.Id, moved, moves);
        if (taken < moved)
        {
            moves.Add((books.HomeOf(giver), taken - moved));
        }

        moves.Add((books.HomeOf(taker), moved));
        AllocationPeriod period = step.Period with { Carried = Engine.ServiceUnits.FromUnits(amount), Revision = step.Period.Revision + 1 };
        session.Transaction.PutPeriod(period);
        return session.Journal.Append(
            new EntryDraft(EntryKind.CarryOver, step.From.End)
            {
                AccountId = step.From.AccountId,
                AllocationId = step.From.Id,
                Reason = step.Period.Revision == 0 ? "unused part of a period that has ended" : "what was unused of a period is known better now",
                Reference = string.Create(CultureInfo.InvariantCulture, $"carry-over:{step.From.Id}#{period.Revision}"),
                Body = new EntryBody().Add("from", step.From.Id).Add("to", step.To.Id).Add("amount", difference).AddResult("total", amount.ToString(CultureInfo.InvariantCulture)).ToString(),
            },
            moves);
    }

    private Book Issued(Allocation allocation) => session.Journal.Book(BookKind.Issued, allocation.AccountId, allocation.Id, allocation.Currency);

    /// <summary>A period that has ended, the one before it, and the two allocations.</summary>
    private sealed record Step(SeriesTerms Terms, AllocationPeriod Period, AllocationPeriod? Before, Allocation From, Allocation To, long Order);
}
