using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using SlurmBank.Engine;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

/// <summary>Makes grants of what a person asked for: the defaults filled in, the site's rules kept, one allocation or a row of them.</summary>
internal sealed class Granting(BankContext context)
{
    private const string Once = "once";
    private readonly GrantPolicy policy = new(context);

    /// <summary>Whether a row of allocations is asked for.</summary>
    internal bool IsRow(GrantCommand command)
    {
        bool isNamed = command.Every is { Length: > 0 } every && !string.Equals(every, Once, StringComparison.OrdinalIgnoreCase);
        bool isInvestment = policy.KindOf(command.Account, command.Kind) == GrantPolicy.Investment && string.IsNullOrEmpty(command.Every);
        if (!isNamed && !isInvestment && (command.Count is not null || command.IsSplit is true || command.CarryOver is not null || command.CarryOverLimit is not null || command.Borrow is not null || command.GraceDays is not null))
        {
            throw new InvalidRequestException($"A single grant to account '{command.Account}' has no periods to count, divide, carry over or borrow from.", "Say how long a period is: -Every Month, Quarter or Year.");
        }

        return isNamed || isInvestment;
    }

    /// <summary>Grants one allocation.</summary>
    internal GrantResult Grant(LedgerSession session, GrantCommand command, ServiceUnits? whole = null)
    {
        string kind = policy.KindOf(command.Account, command.Kind);
        Entry? earlier = Earlier(session, command.Account, EntryKind.Grant, command.Reference);
        long start = command.StartDate?.ToStart(context.Zone) ?? Number(earlier, "start") ?? Today().ToStart(context.Zone);
        var request = new GrantRequest(command.Account, command.Amount, start, command.EndDate?.ToEnd(context.Zone) ?? UsualEnd(kind, start))
        {
            Currency = CurrencyNames.Of(context, session.Reader, command.Currency, command.Unit),
            Kind = kind,
            Priority = command.Priority ?? GrantPolicy.PriorityOf(kind),
            Scope = command.Scope,
            Reference = command.Reference,
            Reason = command.Reason,
        };
        if (earlier is null && !command.Force)
        {
            policy.Check(session, command.Account, request, whole);
        }

        GrantResult result = session.Grants.Grant(request);
        ApplyRule(session, result.Allocation.AccountId);
        return result;
    }

    /// <summary>Grants a row: all periods of one that ends, the present one and the next of one that does not.</summary>
    internal SeriesResult GrantRow(LedgerSession session, GrantCommand command, ServiceUnits? whole = null)
    {
        string kind = policy.KindOf(command.Account, command.Kind);
        Entry? earlier = Earlier(session, command.Account, EntryKind.Series, command.Reference);
        SeriesTerms terms = Terms(command, kind, earlier);
        PeriodCalendar.RefuseBeyond(terms);
        (long start, long end) = PeriodCalendar.Window(terms, 1);
        if (earlier is null && !command.Force)
        {
            policy.Check(session, command.Account, new GrantRequest(command.Account, command.Amount, start, terms.Periods is int last ? PeriodCalendar.Window(terms, last).End : end)
            {
                Currency = CurrencyNames.Of(context, session.Reader, command.Currency, command.Unit),
                Kind = kind,
                Scope = command.Scope,
            }, whole);
        }

        SeriesResult result = session.Series.Make(new SeriesRequest(command.Account, terms)
        {
            Currency = CurrencyNames.Of(context, session.Reader, command.Currency, command.Unit),
            Kind = kind,
            Priority = command.Priority ?? GrantPolicy.PriorityOf(kind),
            Scope = command.Scope,
            Reference = command.Reference,
            Reason = command.Reason,
        });
        if (result.IsNew)
        {
            _ = Extend(session, result.Series);
            ApplyRule(session, result.Series.AccountId);
        }

        return result;
    }

    /// <summary>Grants the periods of a row that there should be and are not: all of one that ends, else up to the one after the present one.</summary>
    internal static List<GrantResult> Extend(LedgerSession session, AllocationSeries series)
    {
        var made = new List<GrantResult>();
        int number = session.Reader.Periods(series.Id).Select(p => p.Number).LastOrDefault();
        while (series.Last is int last ? number < last : number == 0 || PeriodCalendar.Window(series.Terms, number).Start <= session.NowSeconds)
        {
            (long start, long end) = PeriodCalendar.Window(series.Terms, ++number);
            made.Add(session.Series.AddPeriod(series, number, start, end));
        }

        return made;
    }

    /// <summary>Grants the same again after an allocation's end.</summary>
    internal GrantResult Renew(LedgerSession session, RenewalCommand command)
    {
        Allocation old = session.Reader.FindAllocation(command.AllocationId) ?? throw new AllocationNotFoundException($"The ledger has no allocation {command.AllocationId}.", "Get-SlurmAllocation lists them.");
        string account = session.Reader.FindAccount(old.AccountId)!.Name;
        RefuseRenewal(session, old, account);
        CurrencyNames.Require(context, session.Reader, null, command.Unit, old.Currency, $"allocation {old.Id}");
        string reference = command.Reference ?? string.Create(CultureInfo.InvariantCulture, $"renewal:{old.Id}");
        Entry? earlier = Earlier(session, account, EntryKind.Grant, reference);
        long start = command.StartDate?.ToStart(context.Zone) ?? Number(earlier, "start") ?? Math.Max(old.End, Today().ToStart(context.Zone));
        int days = policy.DaysOf(old.Kind) ?? Math.Max(1, (context.Instant(old.End).DateTime.Date - context.Instant(old.Start).DateTime.Date).Days);
        var request = new GrantRequest(account, command.Amount ?? Granted(session, old), start, command.EndDate?.ToEnd(context.Zone) ?? DaysAfter(start, days))
        {
            Currency = old.Currency,
            Kind = old.Kind,
            Priority = old.Priority,
            Scope = old.Scope,
            Reference = reference,
            Reason = command.Reason,
        };
        if (earlier is null && !command.Force)
        {
            policy.Check(session, account, request);
        }

        return session.Grants.Grant(request);
    }

    internal static void ApplyRules(BankContext context, LedgerSession session, Func<string, bool> accounts, Action<Account, AccountSettings> tell)
    {
        var policy = new GrantPolicy(context);
        HashSet<long> decided = [.. session.Reader.AllSettings().Select(s => s.AccountId)];
        foreach (Account account in session.Reader.Accounts().Where(a => accounts(a.Name)).ToList())
        {
            if (policy.Apply(session, account, decided) is AccountSettings settings)
            {
                tell(account, settings);
            }
        }
    }

    /// <summary>Midnight today in the site's time zone, so that work of this morning is paid for by a grant of this afternoon.</summary>
    private SiteMoment Today() => SiteMoment.FromDate(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(context.Clock.GetUtcNow(), context.Zone).DateTime));

    private void ApplyRule(LedgerSession session, long accountId) =>
        _ = policy.Apply(session, session.Reader.FindAccount(accountId)!, session.Reader.AllSettings().Select(s => s.AccountId).ToHashSet());

    private long UsualEnd(string kind, long start) => policy.DaysOf(kind) is int days ? DaysAfter(start, days) : Allocation.Forever;

    /// <summary>The same time of day some days later, by the site's clocks.</summary>
    private long DaysAfter(long start, int days) => SiteMoment.FromDateTime(DateTime.SpecifyKind(context.Instant(start).DateTime.AddDays(days), DateTimeKind.Unspecified)).ToStart(context.Zone);

    private SeriesTerms Terms(GrantCommand command, string kind, Entry? earlier)
    {
        bool isInvestment = kind == GrantPolicy.Investment;
        if (command is { Count: not null, EndDate: not null })
        {
            throw new InvalidRequestException("The number of periods and the last day contradict each other.", "Leave one of them out.");
        }

        bool isSplit = command.IsSplit ?? isInvestment;
        var terms = new SeriesTerms(Months(command.Every), First(command, earlier), context.Configuration.Site.TimeZone, command.Amount)
        {
            IsSplit = isSplit,
            CarryOver = Millionths(command.CarryOver ?? (isInvestment ? context.Configuration.Grant.Rollover : 0), "-CarryOver"),
            CarryOverLimit = command.CarryOverLimit is decimal limit ? Millionths(limit, "-CarryOverLimit") : null,
            Advance = Millionths(command.Borrow ?? (isSplit ? 1 : 0), "-Borrow"),
            GraceDays = command.GraceDays ?? 0,
        };
        return terms with
        {
            Periods = command.Count ?? (command.EndDate is SiteMoment end ? PeriodCalendar.Count(terms, LastDay(end)) : isInvestment ? context.Configuration.Grant.InvestmentYears * 12 / terms.Months : null),
        };
    }

    private static int Months(string? every) => every?.ToLowerInvariant() switch
    {
        null or "" or "year" => 12,
        "month" => 1,
        "quarter" => 3,
        _ => throw new InvalidRequestException($"'{every}' is not the length of a period.", "Periods are Once, Month, Quarter or Year."),
    };

    private DateOnly First(GrantCommand command, Entry? earlier)
    {
        if (command.StartDate is null && EntryBody.Field(earlier?.Draft.Body ?? string.Empty, "first") is string first)
        {
            return DateOnly.ParseExact(first, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        }

        SiteMoment start = command.StartDate ?? Today();
        DateTime local = context.Instant(start.ToStart(context.Zone)).DateTime;
        var day = DateOnly.FromDateTime(local);
        return start.IsDate || SiteMoment.FromDate(day).ToStart(context.Zone) == start.ToStart(context.Zone)
            ? day
            : throw new InvalidRequestException($"A row of allocations begins on a date, not at {start}.", "Give the first day alone.");
    }

    private DateOnly LastDay(SiteMoment end) => DateOnly.FromDateTime(context.Instant(end.ToEnd(context.Zone) - 1).DateTime);

    private static int Millionths(decimal part, string name) => part is >= 0 and <= 1 && decimal.Truncate(part * SeriesTerms.Whole) == part * SeriesTerms.Whole
        ? (int)(part * SeriesTerms.Whole)
        : throw new InvalidRequestException($"{name} is a part from 0 to 1 with six decimals at most, not {part.ToString(CultureInfo.InvariantCulture)}.");

    private static Entry? Earlier(LedgerSession session, string account, EntryKind kind, string? reference) =>
        reference is not null && session.Reader.FindAccount(account.ToLowerInvariant()) is Account known ? session.Reader.FindByReference(known.Id, kind, reference) : null;

    private static long? Number(Entry? entry, string field) =>
        entry is not null && long.TryParse(EntryBody.Field(entry.Draft.Body, field), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) ? number : null;

    private static void RefuseRenewal(LedgerSession session, Allocation old, string account)
    {
        string? wrong = session.Reader.FindPeriod(old.Id) is AllocationPeriod period ? $"is period {period.Number} of series {period.SeriesId}, whose periods follow each other by themselves"
            : old.IsReversed ? "was reversed"
            : old.Kind == Allocation.WriteOffKind ? "writes an overdraft off"
            : old.End == Allocation.Forever ? "has no end" : null;
        if (wrong is not null)
        {
            throw new InvalidRequestException($"Allocation {old.Id} of account '{account}' cannot be renewed: it {wrong}.", "Grant a new allocation: New-SlurmAllocation.");
        }
    }

    private static ServiceUnits Granted(LedgerSession session, Allocation old)
    {
        Entry entry = session.Reader.Entries(new EntryFilter { AccountId = old.AccountId, AllocationId = old.Id, Kind = EntryKind.Grant }).First();
        return ServiceUnits.FromUnits(Number(entry, "amount") ?? 0);
    }
}
