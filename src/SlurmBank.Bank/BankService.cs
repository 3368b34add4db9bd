using System;
using System.Collections.Generic;
using System.Threading;

namespace SlurmBank.Bank;

/// <summary>
/// The bank as its doors see it: every verb, each idempotent, each with a plan form that changes nothing. It knows no screen.
/// The ledger is opened at the first verb that needs it, Slurm is asked by the verbs that say so.
/// </summary>
public sealed partial class BankService : IDisposable
{
    /// <summary>Opens the bank: reads the configuration, touches nothing else.</summary>
    public static BankService Open(BankOptions options) => throw new NotImplementedException();

    /// <summary>What is to be said about the configuration's file.</summary>
    public IReadOnlyList<BankFinding> ConfigurationFindings => throw new NotImplementedException();

    /// <summary>Where the ledger is.</summary>
    public string LedgerPath => throw new NotImplementedException();

    /// <summary>Where the snapshot is published.</summary>
    public string SnapshotPath => throw new NotImplementedException();

    /// <summary>The site's time zone.</summary>
    public TimeZoneInfo Zone => throw new NotImplementedException();

    /// <summary>The effective configuration as TOML, each value with where it came from.</summary>
    public string ConfigurationText => throw new NotImplementedException();

    /// <summary>Makes the ledger, opens its books, captures the first tariff. Asks Slurm.</summary>
    public InitializeReport Initialize(InitializeCommand command, CancellationToken cancellation = default) => throw new NotImplementedException();

    /// <summary>Tests the configuration, the cluster's and the bank's, and names what is missing with its fix. Asks Slurm.</summary>
    public IReadOnlyList<BankFinding> TestConfiguration(CancellationToken cancellation = default) => throw new NotImplementedException();

    /// <summary>How the bank is doing.</summary>
    public BankStatus Status(CancellationToken cancellation = default) => throw new NotImplementedException();

    /// <summary>What was decided for accounts. Names may hold wildcards; a name without one that the ledger does not have is an error.</summary>
    public IEnumerable<AccountReport> Accounts(IReadOnlyList<string> names) => throw new NotImplementedException();

    /// <summary>Changes what was decided for an account.</summary>
    public AccountReport SetAccount(AccountChange change) => throw new NotImplementedException();

    /// <summary>Makes an allocation.</summary>
    public MovementReport Grant(GrantCommand command) => throw new NotImplementedException();

    /// <summary>Adds an amount to an allocation.</summary>
    public MovementReport Deposit(DepositCommand command) => throw new NotImplementedException();

    /// <summary>Allocations of accounts. Names may hold wildcards.</summary>
    public IEnumerable<AllocationReport> Allocations(IReadOnlyList<string> names) => throw new NotImplementedException();

    /// <summary>The figures of accounts. Names may hold wildcards; a name without one that the ledger does not have is an error.</summary>
    public IEnumerable<Balance> Balances(IReadOnlyList<string> names, string? currency = null) => throw new NotImplementedException();

    /// <summary>Entries of the ledger.</summary>
    public IEnumerable<TransactionReport> Transactions(TransactionQuery query) => throw new NotImplementedException();

    /// <summary>Liens of accounts, by default the open ones.</summary>
    public IEnumerable<LienReport> Liens(IReadOnlyList<string> names, bool ended = false) => throw new NotImplementedException();

    /// <summary>Runs that no tariff version can price.</summary>
    public IEnumerable<ParkedRunReport> ParkedRuns() => throw new NotImplementedException();

    /// <summary>Settles finished runs and keeps the liens of unfinished ones, cluster by cluster. Asks Slurm.</summary>
    public IReadOnlyList<SyncReport> Sync(SyncCommand command, Action<BankProgress>? progress = null, CancellationToken cancellation = default) => throw new NotImplementedException();

    /// <summary>Holds and releases accounts as their balances and people's decisions say. Asks and changes Slurm.</summary>
    public IReadOnlyList<HoldReportSet> SyncHolds(EnforceCommand command, CancellationToken cancellation = default) => throw new NotImplementedException();

    /// <summary>Holds an account because a person says so. Asks and changes Slurm.</summary>
    public HoldAction Lock(HoldCommand command, CancellationToken cancellation = default) => throw new NotImplementedException();

    /// <summary>Releases an account because a person says so. Asks and changes Slurm.</summary>
    public HoldAction Unlock(HoldCommand command, CancellationToken cancellation = default) => throw new NotImplementedException();

    /// <summary>Holds and pardons in force, or all there ever were.</summary>
    public IEnumerable<HoldReport> Holds(IReadOnlyList<string> names, bool lifted = false) => throw new NotImplementedException();

    /// <summary>Prices a request or a script. Asks Slurm.</summary>
    public QuoteReport Quote(QuoteCommand command, CancellationToken cancellation = default) => throw new NotImplementedException();

    /// <summary>What settled runs cost: by JobID as people see it, or JobIDRaw.</summary>
    public IEnumerable<RunCostReport> Costs(IReadOnlyList<string> jobIds) => throw new NotImplementedException();

    /// <summary>Verifies the whole ledger.</summary>
    public LedgerCheck Verify(Action<BankProgress>? progress = null, CancellationToken cancellation = default) => throw new NotImplementedException();

    /// <summary>Publishes the read-only snapshot for login nodes and the gate.</summary>
    public void PublishSnapshot(CancellationToken cancellation = default) => throw new NotImplementedException();

    /// <inheritdoc/>
    public void Dispose() => throw new NotImplementedException();
}
