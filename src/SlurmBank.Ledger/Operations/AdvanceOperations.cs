using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using SlurmBank.Engine;

namespace SlurmBank.Ledger;

/// <summary>
/// Spends later periods' money now: the next years' shares of an investment, or part of the next month's grant. The later periods are smaller by it, the
/// nearest first; so it is paid back by itself, and never more than there is to come.
/// </summary>
public sealed class AdvanceOperations
{
    private readonly LedgerSession session;

    internal AdvanceOperations(LedgerSession session) => this.session = session;

    /// <summary>Moves an amount from later periods into the one that is open now; the same reference and body again answer with what is there.</summary>
    /// <param name="allocationId">The allocation of the present period.</param>
    /// <param name="amount">How much; more than zero.</param>
    /// <param name="reason">Why.</param>
    /// <param name="reference">The ticket number; unique per account.</param>
    /// <exception cref="InvalidRequestException">The amount is not positive, the allocation has no later periods, or its window is not open.</exception>
    /// <exception cref="AdvanceExceededException">Later periods may give less than that.</exception>
    public GrantResult Advance(long allocationId, ServiceUnits amount, string reason, string? reference = null)
    {
        Allocation present = session.Grants.Find(allocationId);
        Account account = session.Transaction.FindAccount(present.AccountId)!;
        if (amount <= ServiceUnits.Zero || amount.IsUnlimited)
        {
            throw new InvalidRequestException($"An advance to allocation {allocationId} must be more than zero, not {amount} {present.Currency}.");
        }

        string body = new EntryBody().Add("allocation", allocationId).Add("amount", amount.Units).ToString();
        if (References.Earlier(session, account, EntryKind.Advance, reference, body) is Entry earlier)
        {
            return new GrantResult(present, earlier, false);
        }

        AllocationPeriod period = session.Transaction.FindPeriod(allocationId)
            ?? throw new InvalidRequestException($"Allocation {allocationId} of account '{account.Name}' is a single one: there are no later periods to take from.", "Add credit instead: Add-SlurmCredit.");
        if (!present.IsActiveAt(session.NowSeconds))
        {
            throw new InvalidRequestException($"Allocation {allocationId} of account '{account.Name}' is not open now; an advance goes into the period that is.", "Get-SlurmAllocation shows which it is.");
        }

        _ = session.Funds(account.Id, present.Currency);
        session.Settle(account.Id, present.Currency);
        List<(AllocationPeriod Period, Allocation Allocation, long Units)> sources = Sources(period, account, amount);
        Dictionary<long, AllocationPeriod> changed = sources.ToDictionary(s => s.Allocation.Id, s => s.Period with { Advanced = s.Period.Advanced - ServiceUnits.FromUnits(s.Units) });
        changed[present.Id] = period with { Advanced = period.Advanced + amount };
        changed.Values.ToList().ForEach(session.Transaction.PutPeriod);
        var moves = new List<(Book, long)> { (Book(BookKind.Issued, present), -amount.Units), (Book(BookKind.Allocation, present), amount.Units) };
        foreach ((_, Allocation later, long units) in sources)
        {
            moves.Add((Book(BookKind.Issued, later), units));
            moves.Add((Book(BookKind.Allocation, later), -units));
        }

        var draft = new EntryDraft(EntryKind.Advance, session.NowSeconds) { AccountId = account.Id, AllocationId = present.Id, Reason = reason, Reference = reference, Body = body };
        return new GrantResult(present, session.Journal.Append(draft, moves), true);
    }

    /// <summary>What later periods of an allocation's series may still give in advance; zero where it is in none.</summary>
    public ServiceUnits Available(long allocationId) => session.Transaction.FindPeriod(allocationId) is AllocationPeriod period
        ? ServiceUnits.FromUnits(Later(period).Sum(s => s.Units))
        : ServiceUnits.Zero;

    private List<(AllocationPeriod Period, Allocation Allocation, long Units)> Sources(AllocationPeriod period, Account account, ServiceUnits amount)
    {
        var sources = new List<(AllocationPeriod, Allocation, long)>();
        long rest = amount.Units;
        foreach ((AllocationPeriod later, Allocation allocation, long units) in Later(period))
        {
            long take = Math.Min(rest, units);
            if (take > 0)
            {
                sources.Add((later, allocation, take));
                rest -= take;
            }
        }

        return rest == 0 ? sources : throw new AdvanceExceededException(account.Name, amount, amount - ServiceUnits.FromUnits(rest));
    }

    /// <summary>The later periods with what each may give, the nearest first: of a divided amount all of them, else the next one alone.</summary>
    private IEnumerable<(AllocationPeriod Period, Allocation Allocation, long Units)> Later(AllocationPeriod period)
    {
        AllocationSeries series = session.Transaction.FindSeries(period.SeriesId)!;
        foreach (AllocationPeriod later in session.Transaction.Periods(series.Id).ToList())
        {
            Allocation allocation = session.Transaction.FindAllocation(later.AllocationId)!;
            if (later.Number > period.Number && (series.Terms.IsSplit || later.Number == period.Number + 1) && allocation.Start > session.NowSeconds && !allocation.IsReversed)
            {
                long allowed = SeriesTerms.Part(later.Share.Units, series.Terms.Advance) + Math.Min(0, later.Advanced.Units);
                yield return (later, allocation, Math.Max(0, Math.Min(allowed, Book(BookKind.Allocation, allocation).Balance)));
            }
        }
    }

    private Book Book(BookKind kind, Allocation allocation) => session.Journal.Book(kind, allocation.AccountId, allocation.Id, allocation.Currency);
}
