using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using SlurmBank.Engine;

namespace SlurmBank.Ledger;

/// <summary>A row of allocations that is asked for.</summary>
/// <param name="Account">The account's name; it is opened where the ledger did not have it.</param>
/// <param name="Terms">The rules.</param>
public sealed record SeriesRequest(string Account, SeriesTerms Terms)
{
    /// <summary>What the amount is counted in.</summary>
    public string Currency { get; init; } = "SU";

    /// <summary>What the site calls it.</summary>
    public string Kind { get; init; } = "grant";

    /// <summary>Which is drawn first: the lowest.</summary>
    public int Priority { get; init; } = Allocation.SpecificPriority;

    /// <summary>What it may pay for.</summary>
    public AllocationScope Scope { get; init; } = AllocationScope.Everything;

    /// <summary>The award or ticket number; unique per account.</summary>
    public string? Reference { get; init; }

    /// <summary>Why.</summary>
    public string Reason { get; init; } = string.Empty;

    internal void Check()
    {
        SeriesTerms terms = Terms;
        string? wrong = terms switch
        {
            { Months: not (1 or 3 or 12) } => "a period is a month, a quarter or a year",
            { Periods: < 1 or > SeriesTerms.MostPeriods } => $"it has from 1 to {SeriesTerms.MostPeriods} periods",
            { IsSplit: true, Periods: null } => "an amount is divided over a number of periods, which must be given",
            { CarryOver: < 0 or > SeriesTerms.Whole } or { CarryOverLimit: < 0 or > SeriesTerms.Whole } or { Advance: < 0 or > SeriesTerms.Whole } => "what is carried over or spent in advance is a part from 0 to 1",
            { GraceDays: < 0 or > 366 } => "the days of grace are from 0 to 366",
            _ => null,
        };
        if (wrong is not null)
        {
            throw new InvalidRequestException($"The row of allocations for account '{Account}' cannot be made: {wrong}.");
        }

        // The same rules as for each of its allocations.
        new GrantRequest(Account, terms.Amount, 0, 1) { Priority = Priority, Scope = Scope }.Check();
    }
}

/// <summary>The answer to a request for a row of allocations.</summary>
/// <param name="Series">The series.</param>
/// <param name="Entry">The entry, new or found by its reference.</param>
/// <param name="IsNew">False where the same was asked before under the same reference.</param>
public sealed record SeriesResult(AllocationSeries Series, Entry Entry, bool IsNew);

/// <summary>
/// Rows of allocations. The ledger knows no calendar: who renews says when each period begins and ends. Every period is granted once, by an entry with
/// the reference of the series and the period's number.
/// </summary>
public sealed class SeriesOperations
{
    private readonly LedgerSession session;

    internal SeriesOperations(LedgerSession session) => this.session = session;

    /// <summary>Decides a row of allocations; the same reference and terms again answer with what is there. It grants nothing yet: see <see cref="AddPeriod"/>.</summary>
    /// <exception cref="ReferenceConflictException">The reference was used with other terms, or for a single grant.</exception>
    /// <exception cref="InvalidRequestException">The terms contradict each other.</exception>
    public SeriesResult Make(SeriesRequest request)
    {
        request.Check();
        Account account = session.Accounts.Open(request.Account);
        var series = new AllocationSeries(0, account.Id, request.Currency, request.Kind, request.Priority, request.Scope, request.Reference, request.Terms, 0);
        string body = Body(series);
        if (References.Earlier(session, account, EntryKind.Series, request.Reference, body) is Entry earlier)
        {
            return new SeriesResult(session.Transaction.FindSeriesByEntry(earlier.Seq)!, earlier, false);
        }

        RefuseOther(account, EntryKind.Grant, request.Reference, "once", Every(request.Terms.Months));
        var draft = new EntryDraft(EntryKind.Series, session.NowSeconds) { AccountId = account.Id, Reason = request.Reason, Reference = request.Reference, Body = body };
        Entry entry = session.Journal.Append(draft, []);
        return new SeriesResult(session.Transaction.AddSeries(series with { Seq = entry.Seq }), entry, true);
    }

    /// <summary>Grants the next period of a series.</summary>
    /// <param name="series">The series.</param>
    /// <param name="number">Which period; the last one's number plus 1.</param>
    /// <param name="start">Its first second, in seconds since 1970 UTC.</param>
    /// <param name="end">The first second after it, days of grace included.</param>
    /// <exception cref="InvalidRequestException">It is not the next period, or beyond the last one.</exception>
    /// <exception cref="AmountOverflowException">The sum of the account's grants would not fit.</exception>
    public GrantResult AddPeriod(AllocationSeries series, int number, long start, long end)
    {
        int made = session.Transaction.Periods(series.Id).Select(p => p.Number).LastOrDefault();
        if (number != made + 1 || number > (series.Last ?? int.MaxValue))
        {
            throw new InvalidRequestException($"Period {number} of series {series.Id} cannot be granted: it has {made}{(series.Last is int last ? $" of {last}" : string.Empty)}.");
        }

        Account account = session.Transaction.FindAccount(series.AccountId)!;
        string of = series.Terms.Periods is int periods ? string.Create(CultureInfo.InvariantCulture, $" of {periods}") : string.Empty;
        ServiceUnits share = series.Terms.Share(number);
        GrantResult result = session.Grants.Grant(new GrantRequest(account.Name, share, start, end)
        {
            Currency = series.Currency,
            Kind = series.Kind,
            Priority = series.Priority,
            Scope = series.Scope,
            Reference = series.ReferenceOf(number),
            Reason = string.Create(CultureInfo.InvariantCulture, $"period {number}{of} of series {series.Id}"),
        });
        if (!result.IsNew)
        {
            throw new ReferenceConflictException(series.ReferenceOf(number), account.Name, result.Entry.Seq, "series", "none", series.Id.ToString(CultureInfo.InvariantCulture));
        }

        session.Transaction.AddPeriod(new AllocationPeriod(result.Allocation.Id, series.Id, number, share));
        return result;
    }

    /// <summary>Lets a series end with the period that has begun last; what is left in later ones is withdrawn. Again it changes nothing.</summary>
    /// <returns>The series as it is now, and the entry; null where it had ended.</returns>
    /// <exception cref="InvalidRequestException">There is no such series.</exception>
    public (AllocationSeries Series, Entry? Entry) Stop(long seriesId, string reason, string? reference = null)
    {
        AllocationSeries series = session.Transaction.FindSeries(seriesId) ?? throw new InvalidRequestException($"The ledger has no series {seriesId}.", "Get-SlurmAllocation -Series lists them.");
        List<(AllocationPeriod Period, Allocation Allocation)> periods = [.. session.Transaction.Periods(seriesId).ToList().Select(p => (p, session.Transaction.FindAllocation(p.AllocationId)!))];
        int last = Math.Max(1, periods.Where(p => p.Allocation.Start <= session.NowSeconds).Select(p => p.Period.Number).LastOrDefault());
        if (series.Stopped is not null || (series.Last is int end && end <= last))
        {
            return (series, null);
        }

        string body = new EntryBody().Add("stop", seriesId).Add("last", last).ToString();
        Entry entry = session.Journal.Append(
            new EntryDraft(EntryKind.Series, session.NowSeconds) { AccountId = series.AccountId, LinkedSeq = series.Seq, Reason = reason, Reference = reference, Body = body }, []);
        session.Transaction.StopSeries(seriesId, last);
        _ = session.Funds(series.AccountId, series.Currency);
        foreach ((AllocationPeriod period, Allocation allocation) in periods.Where(p => p.Period.Number > last && !p.Allocation.IsReversed))
        {
            session.Settle(series.AccountId, series.Currency);
            long left = session.Journal.Book(BookKind.Allocation, allocation.AccountId, allocation.Id, allocation.Currency).Balance;
            if (left > 0)
            {
                _ = session.Grants.Withdraw(allocation.Id, ServiceUnits.FromUnits(left), reason, string.Create(CultureInfo.InvariantCulture, $"stop:{seriesId}#{period.Number}"));
            }
        }

        return (series with { Stopped = last }, entry);
    }

    /// <summary>Refuses a reference that stands for another form of grant: the same award once and every month would be two.</summary>
    internal void RefuseOther(Account account, EntryKind kind, string? reference, string before, string now)
    {
        if (reference is not null && session.Transaction.FindByReference(account.Id, kind, reference) is Entry other)
        {
            throw new ReferenceConflictException(reference, account.Name, other.Seq, "every", before, now);
        }
    }

    internal static string Every(int months) => months switch { 1 => "month", 3 => "quarter", _ => "year" };

    /// <summary>All that was decided of a series, as the body of its entry; the zone is the site's and not asked for.</summary>
    internal static string Body(AllocationSeries series)
    {
        SeriesTerms terms = series.Terms;
        return new EntryBody()
            .Add("every", Every(terms.Months))
            .Add("amount", terms.Amount.Units)
            .Add("currency", series.Currency)
            .Add("first", terms.First.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))
            .Add("periods", terms.Periods?.ToString(CultureInfo.InvariantCulture))
            .Add("split", terms.IsSplit ? "yes" : "no")
            .Add("carry_over", terms.CarryOver)
            .Add("carry_over_limit", terms.CarryOverLimit?.ToString(CultureInfo.InvariantCulture))
            .Add("advance", terms.Advance)
            .Add("grace_days", terms.GraceDays)
            .Add("kind", series.Kind)
            .Add("priority", series.Priority)
            .Add("clusters", series.Scope.Clusters)
            .Add("partitions", series.Scope.Partitions)
            .Add("qos", series.Scope.Qos)
            .Add("users", series.Scope.Users)
            .AddResult("zone", terms.Zone)
            .ToString();
    }
}
