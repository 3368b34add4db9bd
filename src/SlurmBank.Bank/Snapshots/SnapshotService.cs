using System;
using System.Collections.Generic;
using System.Linq;
using SlurmBank.Engine;
using SlurmBank.Engine.Decisions;
using SlurmBank.Engine.Requests;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

/// <summary>The bank as a login node sees it: the published snapshot alone, without ledger and without Slurm's administrative commands.</summary>
public sealed partial class SnapshotService
{
    private readonly SnapshotDocument document;
    private readonly TimeZoneInfo zone;
    private readonly TimeProvider clock;

    private SnapshotService(SnapshotDocument document, TimeProvider clock)
    {
        this.document = document;
        this.clock = clock;
        zone = TimeZoneInfo.TryFindSystemTimeZoneById(document.TimeZone, out TimeZoneInfo? found) ? found : TimeZoneInfo.Utc;
    }

    /// <summary>When it was published.</summary>
    public DateTimeOffset Published => Instant(document.Published);

    /// <summary>How long ago it was published.</summary>
    public TimeSpan Age => clock.GetUtcNow() - Published;

    /// <summary>Whether the site shows an account's figures to its members only. Whoever may read the file can read all of it.</summary>
    public bool MembersOnly => document.MembersOnly;

    /// <summary>Reads a published snapshot.</summary>
    /// <param name="path">Its file.</param>
    /// <param name="clock">The clock, to say how old it is.</param>
    /// <exception cref="LedgerUnavailableException">It is missing, damaged or of another version.</exception>
    public static SnapshotService Read(string path, TimeProvider clock) => new(SnapshotFile.Read(path), clock);

    /// <summary>The accounts of a user, as Slurm's associations say; all accounts where the user is null.</summary>
    public IReadOnlyList<string> AccountsOf(string? user) => user is null
        ? [.. document.Accounts.Select(a => a.Name).Distinct().Order(StringComparer.Ordinal)]
        : [.. document.Clusters.SelectMany(c => c.Members).Where(m => m.User == user).Select(m => m.Account).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The currency that a question is about; null for all of them. It is one that an account has figures in, or that a tariff charges in.</summary>
    /// <exception cref="CurrencyNotFoundException">There is no such currency.</exception>
    public string? Currency(string? named) => named is null ? null : CurrencyNames.Among(
        [.. document.Clusters.Where(c => c.Tariff.Length > 0).SelectMany(c => Tariff.ParseCanonical(c.Tariff).Currencies).Concat(document.Accounts.Select(a => a.Currency)).Distinct(StringComparer.Ordinal)], named);

    /// <summary>The figures of accounts at the time of the snapshot. Names may hold wildcards; empty for all.</summary>
    /// <exception cref="AccountNotFoundException">A name without wildcards is not in the snapshot.</exception>
    public IEnumerable<Balance> Balances(IReadOnlyList<string> names) => [.. Chosen(names).Select(Report)];

    private SnapshotAccount[] Chosen(IReadOnlyList<string> names)
    {
        var pattern = new NamePattern(names);
        foreach (string name in pattern.Literals)
        {
            if (!document.Accounts.Any(a => a.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
            {
                throw new AccountNotFoundException(name);
            }
        }

        return [.. document.Accounts.Where(a => pattern.Matches(a.Name) && !a.IsEmpty).OrderBy(a => a.Name, StringComparer.Ordinal)];
    }

    /// <summary>Prices a request or a script with the snapshot's tariff and partitions.</summary>
    public QuoteReport Quote(QuoteCommand command)
    {
        SbatchReading reading = QuoteRequestReading.Read(command);
        string? wanted = reading.Request.Clusters is { Count: > 0 } named ? named[0] : null;
        SnapshotCluster cluster = document.Clusters.FirstOrDefault(c => wanted is null || c.Name == wanted)
            ?? throw new InvalidRequestException($"The snapshot has no cluster '{wanted}'.", "Leave --clusters out.");
        if (cluster.Tariff.Length == 0)
        {
            throw new InvalidRequestException($"The snapshot has no tariff for cluster '{cluster.Name}'.", "Ask the administrators to capture one: Initialize-SlurmBank.");
        }

        var quoter = new Quoter(cluster.Facts, Tariff.ParseCanonical(cluster.Tariff), document.Contact, document.UnlimitedHorizonSeconds, document.RefuseUnlimitedTime);
        return quoter.Quote(reading, Payer(command, reading.Request, cluster, quoter.CurrencyOf(reading.Request)), Published);
    }

    private Payer Payer(QuoteCommand command, JobRequest request, SnapshotCluster cluster, string currency)
    {
        string user = command.User ?? Actor.NameOfCaller();
        var assumptions = new List<string>();
        string? account = request.Account?.ToLowerInvariant();
        if (account is null)
        {
            account = cluster.Members.FirstOrDefault(m => m.User == user && m.IsDefault)?.Account
                ?? throw new InvalidRequestException($"The request names no account, and the snapshot knows no default account of user '{user}'.", "Name one: --account.");
            assumptions.Add($"account: {account}, the default of {user}");
        }

        string? qos = request.Qos;
        if (qos is null)
        {
            qos = cluster.Members.FirstOrDefault(m => m.User == user && m.Account == account) is { DefaultQos.Length: > 0 } member ? member.DefaultQos : "normal";
            assumptions.Add($"QOS: {qos}");
        }

        return new Payer(account, qos, document.Accounts.FirstOrDefault(a => a.Name == account && a.Currency == currency) is SnapshotAccount found ? Figures(found, request.Partitions, cluster.Name, qos, user) : null, assumptions);
    }

    private static FundsFigures Figures(SnapshotAccount account, IReadOnlyList<string>? partitions, string cluster, string qos, string user)
    {
        FundsFigures figures = Figures(account);
        if (account.Funds.Count > 0)
        {
            long left = (partitions is { Count: > 0 } ? partitions : [null!]).Min(p => account.LeftFor(cluster, p, qos, user));
            figures = left == long.MaxValue ? figures with { IsUnlimited = true, Available = ServiceUnits.Unlimited } : figures with { Available = Units(Math.Min(left, account.Available)) };
        }

        return account.UserLimits.FirstOrDefault(l => l.User == user) is SnapshotUserLimit limit
            ? figures with { User = limit.User, UserLimit = Units(limit.Limit), UserAvailable = Units(limit.Available) }
            : figures;
    }

    private static FundsFigures Figures(SnapshotAccount a) => new(
        a.Name, a.IsManaged, a.IsUnlimited, Units(a.Granted), Units(a.CreditLimit), Units(a.Charged), Units(a.Running), Units(a.Queued) + Units(a.Gated), Units(a.Available));

    private Balance Report(SnapshotAccount a) => new()
    {
        Account = a.Name,
        Currency = a.Currency,
        Granted = Units(a.Granted).Amount,
        GrantedUnits = a.Granted,
        Charged = Units(a.Charged).Amount,
        ChargedUnits = a.Charged,
        Running = Units(a.Running).Amount,
        RunningUnits = a.Running,
        Queued = Units(a.Queued + a.Gated).Amount,
        QueuedUnits = a.Queued + a.Gated,
        CreditLimit = Units(a.CreditLimit).Amount,
        CreditLimitUnits = a.CreditLimit,
        Spendable = Units(a.Spendable).Amount,
        SpendableUnits = a.Spendable,
        Available = Units(a.Available).Amount,
        AvailableUnits = a.Available,
        TotalCharged = Units(a.TotalCharged).Amount,
        TotalChargedUnits = a.TotalCharged,
        PercentUsed = a.Granted > 0 ? Math.Round(100m * a.Charged / a.Granted, 2, MidpointRounding.AwayFromZero) : null,
        Status = a.Status,
        Mode = a.Mode,
        EndDate = a.Windows.Where(w => w.Start <= document.Published && w.End != Allocation.Forever).Select(w => (long?)w.End).Min() is long end ? Instant(end) : null,
        Time = Published,
    };

    private static ServiceUnits Units(long units) => ServiceUnits.FromUnits(units);

    private DateTimeOffset Instant(long seconds) => TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeSeconds(seconds), zone);
}
