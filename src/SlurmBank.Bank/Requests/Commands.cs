using System;
using System.Collections.Generic;
using SlurmBank.Engine;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

/// <summary>Opening a bank: a ledger, its books, a first tariff.</summary>
public sealed record InitializeCommand
{
    /// <summary>Nothing done before this is charged; null for now.</summary>
    public SiteMoment? BooksOpen { get; init; }

    /// <summary>Why.</summary>
    public string Reason { get; init; } = string.Empty;

    /// <summary>Changes nothing and says what would be done.</summary>
    public bool IsPlan { get; init; }
}

/// <summary>What opening a bank did, or would do.</summary>
/// <param name="Ledger">Where the ledger is.</param>
/// <param name="BooksOpen">From when on runs are charged.</param>
/// <param name="Cluster">The cluster.</param>
/// <param name="TariffVersion">The tariff version captured from Slurm.</param>
/// <param name="Accounts">How many accounts Slurm has.</param>
/// <param name="Findings">What should be mended before the bank is relied on.</param>
/// <param name="IsPlan">True for a plan.</param>
public sealed record InitializeReport(string Ledger, DateTimeOffset BooksOpen, string Cluster, int TariffVersion, int Accounts, IReadOnlyList<BankFinding> Findings, bool IsPlan);

/// <summary>A grant.</summary>
public sealed record GrantCommand
{
    /// <summary>The account.</summary>
    public required string Account { get; init; }

    /// <summary>The amount.</summary>
    public required ServiceUnits Amount { get; init; }

    /// <summary>When the window begins; null for today's midnight in the site's time zone.</summary>
    public SiteMoment? StartDate { get; init; }

    /// <summary>The last date of the window (inclusive), or the first instant after it; null for a window without end.</summary>
    public SiteMoment? EndDate { get; init; }

    /// <summary>What the amount is counted in; null for the site's default.</summary>
    public string? Currency { get; init; }

    /// <summary>The unit that was written behind the amount, which says the currency too; null for none.</summary>
    public string? Unit { get; init; }

    /// <summary>What the site calls it; null for what the rule for the account's name says, else <c>grant</c>.</summary>
    public string? Kind { get; init; }

    /// <summary>How long each allocation of a row lasts: <c>month</c>, <c>quarter</c> or <c>year</c>; <c>once</c> or null for a single one (null with the kind <c>investment</c>: years).</summary>
    public string? Every { get; init; }

    /// <summary>How many periods the row has; null for as many as there are to the end date, or no end.</summary>
    public int? Count { get; init; }

    /// <summary>Whether the amount is divided over the periods; null for the kind's usual way.</summary>
    public bool? IsSplit { get; init; }

    /// <summary>The part, 0 to 1, of what a period leaves unused that goes to the next one; null for the kind's usual one.</summary>
    public decimal? CarryOver { get; init; }

    /// <summary>The most that goes to the next period, as a part, 0 to 1, of the period's share.</summary>
    public decimal? CarryOverLimit { get; init; }

    /// <summary>The part, 0 to 1, of the next period that may be spent in advance; null for the kind's usual one.</summary>
    public decimal? Borrow { get; init; }

    /// <summary>How many days after its period each allocation may still be spent.</summary>
    public int? GraceDays { get; init; }

    /// <summary>Passes over the site's rules about grants.</summary>
    public bool Force { get; init; }

    /// <summary>Which is drawn first: the lowest; null for the kind's usual one.</summary>
    public int? Priority { get; init; }

    /// <summary>Clusters, partitions, QOS and users that it may pay for.</summary>
    public AllocationScope Scope { get; init; } = AllocationScope.Everything;

    /// <summary>The award or ticket number, unique per account and kind of movement.</summary>
    public string? Reference { get; init; }

    /// <summary>Why.</summary>
    public string Reason { get; init; } = string.Empty;

    /// <summary>Changes nothing and answers with what would be.</summary>
    public bool IsPlan { get; init; }
}

/// <summary>What a movement of one account's credit says: how much, of which allocation, why.</summary>
public abstract record CreditCommand
{
    /// <summary>The account.</summary>
    public required string Account { get; init; }

    /// <summary>The amount, more than zero.</summary>
    public required ServiceUnits Amount { get; init; }

    /// <summary>The allocation; null for the account's only active one (several are an error that lists them).</summary>
    public long? AllocationId { get; init; }

    /// <summary>What the amount is counted in; null for the site's default.</summary>
    public string? Currency { get; init; }

    /// <summary>The unit that was written behind the amount, which says the currency too; null for none.</summary>
    public string? Unit { get; init; }

    /// <summary>The award or ticket number, unique per account and kind of movement.</summary>
    public string? Reference { get; init; }

    /// <summary>Why.</summary>
    public string Reason { get; init; } = string.Empty;

    /// <summary>Changes nothing and answers with what would be.</summary>
    public bool IsPlan { get; init; }
}

/// <summary>A deposit into an allocation.</summary>
public sealed record DepositCommand : CreditCommand;

/// <summary>A withdrawal from an allocation: never more than is left and available.</summary>
public sealed record WithdrawCommand : CreditCommand;

/// <summary>The answer to a movement.</summary>
/// <param name="Allocation">The allocation after it.</param>
/// <param name="Seq">The entry; 0 for a plan.</param>
/// <param name="IsNew">False where the same movement was done before under the same reference.</param>
public sealed record MovementReport(AllocationReport Allocation, long Seq, bool IsNew);

/// <summary>A change of an account's settings; null leaves a setting as it is.</summary>
public sealed record AccountChange
{
    /// <summary>The account.</summary>
    public required string Account { get; init; }

    /// <summary>How far the account may go below its grants.</summary>
    public ServiceUnits? CreditLimit { get; init; }

    /// <summary>What happens when nothing is left.</summary>
    public AccountMode? Mode { get; init; }

    /// <summary>Back to the site's default mode.</summary>
    public bool UseDefaultMode { get; init; }

    /// <summary>Whether funds are counted.</summary>
    public AccountKind? Kind { get; init; }

    /// <summary>The Slurm limit that holds the account; empty for the site's default.</summary>
    public string? HoldMechanism { get; init; }

    /// <summary>Whether the account draws on the allocations of its parent in Slurm after its own.</summary>
    public bool? DrawOnParent { get; init; }

    /// <summary>First moment of work for which <see cref="DrawOnParent"/> counts; null for now.</summary>
    public SiteMoment? Since { get; init; }

    /// <summary>The partitions that are hardware of an owned account's own; empty for all; null leaves them.</summary>
    public IReadOnlyList<string>? OwnedPartitions { get; init; }

    /// <summary>What users may be charged in the account at most; users that are not named stay.</summary>
    public IReadOnlyList<UserLimitChange> UserLimits { get; init; } = [];

    /// <summary>The currency of <see cref="UserLimits"/>; null for the site's.</summary>
    public string? Currency { get; init; }

    /// <summary>Percentages of use that are told, such as <c>75,90</c>; <c>none</c>, or <c>default</c> for the site's.</summary>
    public string? Thresholds { get; init; }

    /// <summary>Days before an allocation's end that are told, such as <c>30,7</c>; <c>none</c>, or <c>default</c> for the site's.</summary>
    public string? NoticeDays { get; init; }

    /// <summary>Why.</summary>
    public string Reason { get; init; } = string.Empty;

    /// <summary>Changes nothing and answers with what would be.</summary>
    public bool IsPlan { get; init; }
}

/// <summary>A user's limit inside an account.</summary>
/// <param name="User">The user, as Slurm names him.</param>
/// <param name="Amount">The most that he may be charged; null for no limit.</param>
/// <param name="Unit">The unit that was written behind the amount, which says the currency too; null for none.</param>
public sealed record UserLimitChange(string User, ServiceUnits? Amount, string? Unit = null)
{
    /// <summary>Reads <c>ann=500</c>, <c>ann=1.5k SU</c>, <c>ann=40 GPU-h</c> and <c>ann=none</c>.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="TextFormatException">It is none of these.</exception>
    public static UserLimitChange Parse(string text)
    {
        int equals = text.IndexOf('=', System.StringComparison.Ordinal);
        if (equals <= 0 || equals == text.Length - 1)
        {
            throw new TextFormatException("limit of a user", text, new TextError("a user, '=' and an amount or 'none' are expected (ann=500)", System.Math.Max(equals, 0)));
        }

        string user = text[..equals].Trim();
        string amount = text[(equals + 1)..].Trim();
        if (amount is "none" or "unlimited")
        {
            return new UserLimitChange(user, null);
        }

        StatedAmount stated = StatedAmount.Parse(amount);
        return new UserLimitChange(user, stated.Amount, stated.Unit);
    }
}

/// <summary>Which entries are asked for.</summary>
public sealed record TransactionQuery
{
    /// <summary>Whether each entry about a run says how it came about.</summary>
    public bool Explain { get; init; }

    /// <summary>Names or wildcard patterns of accounts; empty for all.</summary>
    public IReadOnlyList<string> Accounts { get; init; } = [];

    /// <summary>Recorded at or after.</summary>
    public SiteMoment? StartTime { get; init; }

    /// <summary>Recorded before; a date is inclusive.</summary>
    public SiteMoment? EndTime { get; init; }

    /// <summary>Kinds of entries, such as <c>charge</c>; empty for all.</summary>
    public IReadOnlyList<string> Kinds { get; init; } = [];

    /// <summary>With this reference.</summary>
    public string? Reference { get; init; }

    /// <summary>Of this job: JobID as people see it, or JobIDRaw.</summary>
    public string? JobId { get; init; }

    /// <summary>The newest so many only, oldest of them first; null for all.</summary>
    public int? Last { get; init; }
}

/// <summary>A sync.</summary>
public sealed record SyncCommand
{
    /// <summary>The cluster; null for each that the configuration names, or Slurm's own.</summary>
    public string? Cluster { get; init; }

    /// <summary>Reads from here instead of from the watermark; the watermark does not move back.</summary>
    public SiteMoment? StartTime { get; init; }

    /// <summary>Reads up to here instead of up to now.</summary>
    public SiteMoment? EndTime { get; init; }

    /// <summary>Reads the days again that the configuration names for the nightly run.</summary>
    public bool Nightly { get; init; }

    /// <summary>Changes nothing and says what would be settled.</summary>
    public bool IsPlan { get; init; }
}

/// <summary>How far a long work has come.</summary>
/// <param name="Activity">What is being done.</param>
/// <param name="Status">Where it is.</param>
/// <param name="Percent">From 0 to 100; -1 where it is not known.</param>
public sealed record BankProgress(string Activity, string Status, int Percent);

/// <summary>An enforcement.</summary>
public sealed record EnforceCommand
{
    /// <summary>The cluster; null for each that the configuration names, or Slurm's own.</summary>
    public string? Cluster { get; init; }

    /// <summary>Names or wildcard patterns of accounts; empty for all.</summary>
    public IReadOnlyList<string> Accounts { get; init; } = [];

    /// <summary>
    /// Takes up limits that look like the bank's own and are not in its ledger, as after a restore: those of accounts that are to be held become its own, the others are lifted.
    /// </summary>
    public bool Adopt { get; init; }

    /// <summary>Holds even where the first enforcement would hold more accounts than the brake allows.</summary>
    public bool Force { get; init; }

    /// <summary>Changes nothing and says what would be done.</summary>
    public bool IsPlan { get; init; }
}

/// <summary>A person's hold or release of one account.</summary>
public sealed record HoldCommand
{
    /// <summary>The cluster; null for each that the configuration names, or Slurm's own.</summary>
    public string? Cluster { get; init; }

    /// <summary>The account.</summary>
    public required string Account { get; init; }

    /// <summary>Why; a hold without a reason is refused.</summary>
    public required string Reason { get; init; }

    /// <summary>Until when. A hold without it stays until lifted; a release of an account with nothing left holds off automatic holds until then, by default for seven days.</summary>
    public SiteMoment? Until { get; init; }

    /// <summary>The Slurm limit; null for the account's or the site's.</summary>
    public string? Mechanism { get; init; }

    /// <summary>Changes nothing and says what would be done.</summary>
    public bool IsPlan { get; init; }
}

/// <summary>What a job that is not submitted yet would cost.</summary>
public sealed record QuoteCommand
{
    /// <summary>The text of a batch script; null for a request by options alone.</summary>
    public string? Script { get; init; }

    /// <summary>The script's name, for errors.</summary>
    public string ScriptName { get; init; } = "script";

    /// <summary>Options as sbatch takes them, each an argument: <c>-n</c>, <c>4</c>, <c>--time=1:00:00</c>.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>The user; null for the one who asks.</summary>
    public string? User { get; init; }
}

/// <summary>A backup of the ledger.</summary>
public sealed record BackupCommand
{
    /// <summary>A folder, in which the file is named by time and newest entry, or the file itself, which must not exist.</summary>
    public required string Path { get; init; }

    /// <summary>Writes nothing and says what would be written.</summary>
    public bool IsPlan { get; init; }
}

/// <summary>A restore of the ledger from a backup.</summary>
public sealed record RestoreCommand
{
    /// <summary>The backup's file.</summary>
    public required string Path { get; init; }

    /// <summary>Why.</summary>
    public string Reason { get; init; } = string.Empty;

    /// <summary>Restores even where entries of the ledger are lost by it; it is kept beside.</summary>
    public bool Force { get; init; }

    /// <summary>Brings over, from the ledger as it was, what people hold and pardon now and which limits stand in Slurm on the bank's behalf: the backup may not know of them.</summary>
    public bool Adopt { get; init; }

    /// <summary>Changes nothing and says what would be done, and lost.</summary>
    public bool IsPlan { get; init; }
}
