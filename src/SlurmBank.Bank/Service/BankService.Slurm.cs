using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

public sealed partial class BankService
{
    /// <summary>Makes the ledger, opens its books, captures the first tariff. Asks Slurm. Repeated, it changes nothing that is there.</summary>
    public InitializeReport Initialize(InitializeCommand command, CancellationToken cancellation = default) => new BankInitializer(context).Run(command, ConfigurationFindings, cancellation);

    /// <summary>Tests the configuration, the cluster's and the bank's, and names what is missing with its fix. Asks Slurm.</summary>
    public IReadOnlyList<BankFinding> TestConfiguration(CancellationToken cancellation = default) =>
        [.. ConfigurationFindings, .. new ConfigurationTester(context).Test(cancellation)];

    /// <summary>Settles finished runs and keeps the liens of unfinished ones, cluster by cluster. Asks Slurm.</summary>
    public IReadOnlyList<SyncReport> Sync(SyncCommand command, Action<BankProgress>? progress = null, CancellationToken cancellation = default) =>
        WorkBook.Do(context, WorkRecord.Sync, command.IsPlan || command.StartTime is not null || command.EndTime is not null, () => SyncAll(command, progress, cancellation));

    private IReadOnlyList<SyncReport> SyncAll(SyncCommand command, Action<BankProgress>? progress, CancellationToken cancellation)
    {
        var reports = new List<SyncReport>();
        var keys = new HashSet<string>();
        SpoolReport? spool = command.IsPlan ? null : SpoolDrain.Run(context, cancellation);
        try
        {
            foreach (string cluster in context.Clusters(command.Cluster, cancellation))
            {
                var sync = new UsageSync(context, cluster, command, progress);
                reports.Add(sync.Run(cancellation).With(spool));
                spool = null;
                keys.UnionWith(sync.GateKeys);
            }
        }
        finally
        {
            // What was drained is settled, also where slurmdbd then does not answer.
            spool?.Problems.ToList().ForEach(context.Warn);
        }

        if (!command.IsPlan)
        {
            RunDueQuietly();
            WatchNotices(cancellation);
            PublishQuietly(publisher => publisher.Publish(cancellation, keys));
            figuresChanged = false;
        }

        return reports;
    }

    /// <summary>Holds and releases accounts as their balances and people's decisions say, cluster by cluster; what is due is done first, and a plan counts on it. Asks and changes Slurm.</summary>
    /// <exception cref="EnforcementBrakeException">The first enforcement would hold more accounts than the brake allows; nothing was changed.</exception>
    public IReadOnlyList<HoldReportSet> SyncHolds(EnforceCommand command, CancellationToken cancellation = default)
    {
        figuresChanged |= !command.IsPlan;
        DueAhead? ahead = command.IsPlan ? new DueAhead(context) : null;
        if (!command.IsPlan)
        {
            RunDueQuietly();
        }

        IReadOnlyList<HoldReportSet> reports = WorkBook.Do<IReadOnlyList<HoldReportSet>>(
            context,
            WorkRecord.Enforce,
            command.IsPlan,
            () => [.. context.Clusters(command.Cluster, cancellation).Select(cluster => new HoldEnforcer(context, cluster, command, read: ahead is null ? null : ahead.Read).Run(cancellation))],
            sets => sets.SelectMany(set => set.Actions).FirstOrDefault(action => action.Error is not null)?.Error ?? string.Empty);
        if (!command.IsPlan)
        {
            WatchNotices(cancellation);
        }

        return reports;
    }

    /// <summary>Holds an account because a person says so. Asks and changes Slurm.</summary>
    public HoldAction Lock(HoldCommand command, CancellationToken cancellation = default) => Only(LockAll([command], cancellation));

    /// <summary>Releases an account because a person says so. Asks and changes Slurm.</summary>
    public HoldAction Unlock(HoldCommand command, CancellationToken cancellation = default) => Only(UnlockAll([command], cancellation));

    /// <summary>Holds accounts because a person says so, all of one cluster, in a handful of commands. An error that one account has is in its outcome.</summary>
    public IReadOnlyList<HoldOutcome> LockAll(IReadOnlyList<HoldCommand> commands, CancellationToken cancellation = default) => Decide(commands, isLock: true, cancellation);

    /// <summary>Releases accounts because a person says so, all of one cluster, in a handful of commands. An error that one account has is in its outcome.</summary>
    public IReadOnlyList<HoldOutcome> UnlockAll(IReadOnlyList<HoldCommand> commands, CancellationToken cancellation = default) => Decide(commands, isLock: false, cancellation);

    private IReadOnlyList<HoldOutcome> Decide(IReadOnlyList<HoldCommand> commands, bool isLock, CancellationToken cancellation)
    {
        if (commands.Count == 0)
        {
            return [];
        }

        figuresChanged |= commands.Any(c => !c.IsPlan);
        return new HoldBatch(context, Cluster(commands[0], cancellation), isLock).Run(commands, cancellation);
    }

    private static HoldAction Only(IReadOnlyList<HoldOutcome> outcomes) => outcomes[0].Error is Engine.SlurmBankException error ? throw error : outcomes[0].Action!;

    /// <summary>Prices a request or a script. Asks Slurm.</summary>
    public QuoteReport Quote(QuoteCommand command, CancellationToken cancellation = default) => new LiveQuote(context).Run(command, cancellation);

    /// <summary>Says what the gate would do with a request or a script, by the ledger's figures. Asks Slurm.</summary>
    public JobDecision Decide(QuoteCommand command, CancellationToken cancellation = default) => new LiveQuote(context).Decide(command, cancellation);

    /// <summary>Publishes the read-only snapshot for login nodes and the gate. Asks Slurm.</summary>
    public void PublishSnapshot(CancellationToken cancellation = default) => new SnapshotPublisher(context).Publish(cancellation);

    private void PublishQuietly(Action<SnapshotPublisher> publish)
    {
        try
        {
            publish(new SnapshotPublisher(context));
            WorkBook.NoteChange(context, WorkRecord.Snapshot, string.Empty, string.Empty);
        }
        catch (Exception error) when (error is Engine.SlurmBankException or System.IO.IOException or UnauthorizedAccessException)
        {
            WorkBook.NoteChange(context, WorkRecord.Snapshot, "SnapshotNotPublished", error.Message);
            context.Warn($"The snapshot was not published; login nodes see the older one. {error.Message}");
        }
    }

    private string Cluster(HoldCommand command, CancellationToken cancellation)
    {
        IReadOnlyList<string> clusters = context.Clusters(command.Cluster, cancellation);
        return clusters.Count == 1 ? clusters[0] : throw new InvalidRequestException($"There are {clusters.Count} clusters: {string.Join(", ", clusters)}.", "Name one of them: -Cluster.");
    }
}
