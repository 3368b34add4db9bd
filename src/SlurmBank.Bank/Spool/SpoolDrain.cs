using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using SlurmBank.Engine;
using SlurmBank.Engine.Configuration;
using SlurmBank.Ledger;
using SlurmBank.Slurm;

namespace SlurmBank.Bank;

/// <summary>
/// Settles what the completion plugin recorded, segment by segment, oldest first, through the same <see cref="Settler"/> and under the same
/// keys as sync. A segment leaves the folder only after the ledger's commit, so a crash between the two settles it again, which changes
/// nothing. A run that is settled already is never changed from here: slurmdbd's word, which sync brings, stands.
/// </summary>
internal sealed class SpoolDrain
{
    private const int MostProblems = 100;
    private readonly BankContext context;
    private readonly IReadOnlyList<string> clusters;
    private readonly SpoolFolder folder;
    private readonly SpoolSettings settings;
    private readonly Dictionary<string, (Settler Settler, SyncCounts Counts)> settlers = [];
    private readonly List<string> problems = [];
    private long segments;
    private long records;
    private long lost;
    private long aside;

    internal SpoolDrain(BankContext context, IReadOnlyList<string> clusters)
    {
        this.context = context;
        this.clusters = clusters;
        settings = context.Configuration.Spool;
        folder = new SpoolFolder(settings.Directory);
    }

    /// <summary>Called between the commit of a segment and its removal; the tests end the process there.</summary>
    internal Action<string>? BeforeMove { get; init; }

    /// <summary>Drains what is there; null where the site has no spool. Trouble with the folder is told and stops nobody.</summary>
    internal static SpoolReport? Run(BankContext context, CancellationToken cancellation) =>
        context.Configuration.Spool.Directory.Length == 0 ? null : new SpoolDrain(context, context.Clusters(null, cancellation)).Run(cancellation);

    internal SpoolReport Run(CancellationToken cancellation)
    {
        try
        {
            foreach (string name in folder.Complete())
            {
                cancellation.ThrowIfCancellationRequested();
                Drain(name, cancellation);
            }

            folder.Prune(settings.Keep, context.Clock.GetUtcNow());
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Problem($"The spool {settings.Directory} could not be drained: {error.Message}");
        }

        return Report();
    }

    private void Drain(string name, CancellationToken cancellation)
    {
        byte[]? bytes;
        try
        {
            bytes = folder.Read(name);
        }
        catch (InvalidDataException error)
        {
            SetAside(name, error.Message);
            return;
        }

        if (bytes is null)
        {
            return;
        }

        (List<SacctRun> runs, string? damage) = Decode(bytes);
        segments++;
        records += runs.Count;
        foreach (IGrouping<string, SacctRun> group in runs.GroupBy(r => r.Cluster))
        {
            damage = Settle(group.Key, [.. group], cancellation) ?? damage;
        }

        BeforeMove?.Invoke(name);
        if (damage is null)
        {
            folder.MoveToDone(name);
        }
        else
        {
            SetAside(name, damage);
        }
    }

    private (List<SacctRun> Runs, string? Damage) Decode(byte[] bytes)
    {
        var runs = new List<SacctRun>();
        string? damage = null;
        var reader = new SegmentReader(bytes);
        while (reader.TryNext(out ReadOnlySpan<byte> payload))
        {
            SpoolRecord record = SpoolRecord.Read(payload);
            lost += record.Lost;
            damage ??= record.Problem is string why ? $"a record cannot be used: {why}" : null;
            if (record.Run is SacctRun run)
            {
                runs.Add(run);
            }
        }

        damage ??= reader.HasHeader ? null : "it does not begin as a segment of this version";
        damage ??= reader.Skipped > 0 ? $"{reader.Skipped} bytes from byte {reader.FirstSkipped} on are no record" : null;
        return (runs, damage);
    }

    /// <summary>Settles the runs of a cluster; answers why it cannot, where it cannot.</summary>
    private string? Settle(string cluster, List<SacctRun> runs, CancellationToken cancellation)
    {
        if (!clusters.Contains(cluster))
        {
            return $"{runs.Count} records are of the cluster '{cluster}', which this bank does not serve";
        }

        if (!settlers.TryGetValue(cluster, out (Settler Settler, SyncCounts Counts) one))
        {
            using LedgerView view = context.Ledger.Read();
            var pricing = new RunPricing(TariffBook.Read(view.Reader, cluster), Books.OpenedAt(view.Reader));
            var counts = new SyncCounts();
            one = (new Settler(context.Ledger, pricing, context.Configuration.Sync, counts, cluster, isPlan: false) { KeepsSettled = true }, counts);
            settlers.Add(cluster, one);
        }

        // sacct shows a job that was held until it was cancelled in no window, so sync has no entry for it either.
        runs.RemoveAll(r => r.StartSeconds is null && r.EligibleSeconds is null);
        one.Settler.Settle([.. runs.Select(r => new SlurmRow<SacctRun>(r, null))], null, cancellation);
        return null;
    }

    private void SetAside(string name, string why)
    {
        aside++;
        Problem($"Segment {name} of the spool was put aside: {why}.");
        folder.MoveAside(name);
    }

    private void Problem(string text)
    {
        if (problems.Count < MostProblems)
        {
            problems.Add(text);
        }
    }

    private SpoolReport Report()
    {
        SyncCounts[] counts = [.. settlers.Values.Select(s => s.Counts)];
        if (lost > 0)
        {
            Problem($"The completion plugin dropped {lost} records for want of room; sync settles their runs.");
        }

        ServiceUnits amount = counts.Aggregate(ServiceUnits.Zero, (sum, c) => sum + c.Amount);
        return new SpoolReport
        {
            Segments = segments,
            Records = records,
            Charged = counts.Sum(c => c.Charged),
            Amount = amount.Amount,
            AmountUnits = amount.Units,
            Unchanged = counts.Sum(c => c.Unchanged),
            LeftToSync = counts.Sum(c => c.LeftToSync),
            Parked = counts.Sum(c => (long)c.ParkedRuns.Count),
            Lost = lost,
            SetAside = aside,
            Problems = problems,
        };
    }
}
