using System;
using System.Collections.Generic;
using System.Linq;
using SlurmBank.Engine;
using SlurmBank.Ledger;
using SlurmBank.Slurm;

namespace SlurmBank.Bank;

/// <summary>Says what each waiting and running job may still cost at most.</summary>
internal sealed class LienObserver
{
    private readonly TariffBook tariffs;
    private readonly IReadOnlyDictionary<string, SlurmPartition> partitions;
    private readonly TimeSpan horizon;
    private readonly long now;
    private readonly long booksOpen;
    private readonly string currency;

    internal LienObserver(TariffBook tariffs, IEnumerable<SlurmPartition> partitions, TimeSpan horizon, long now, long booksOpen, string currency)
    {
        this.tariffs = tariffs;
        this.partitions = partitions.ToDictionary(p => p.Name);
        this.horizon = horizon;
        this.now = now;
        this.booksOpen = booksOpen;
        this.currency = currency;
    }

    /// <summary>
    /// The lien of a job in the queue; <paramref name="open"/> is its row in sacct, which has what was allocated. While the job waits, what the
    /// gate promised for each task stays set aside where it is more: the gate knew what whole nodes cost.
    /// </summary>
    internal ObservedJob Observe(string cluster, QueuedJob job, SacctRun? open, GateToken? token = null)
    {
        bool waits = Waits(job);
        int tasks = waits && job.ArrayTasks.Length > 0 ? CountTasks(job.ArrayTasks) : 1;
        string partition = waits ? job.Partition : open?.Partition ?? job.Partition;
        string tres = open is { AllocTres.Length: > 0 } && !waits ? open.AllocTres : job.Tres;
        long started = open?.StartSeconds ?? job.StartSeconds ?? now;
        (long seconds, string how) = Seconds(job, partition, waits ? now : started);
        RunKey key = KeyOf(cluster, job, open);
        (ServiceUnits one, string note, string money) = Price(partition, job.Qos, tres, seconds, waits ? now : Math.Max(started, key.Submit));
        ServiceUnits asked = waits && token is GateToken t && (t.Currency ?? currency) == money ? ServiceUnits.FromUnits(t.Units) : ServiceUnits.Zero;
        return new ObservedJob(
            key,
            DisplayId(job, waits),
            job.Account.Length > 0 ? job.Account : open?.Account ?? string.Empty,
            job.User,
            partition,
            waits ? LienPhase.Queued : LienPhase.Running,
            (asked > one ? asked : one) * tasks,
            tasks,
            money,
            (tasks > 1 ? $"{tasks} tasks x {note} ({how})" : $"{note} ({how})") + (asked > one ? $"; the gate set aside {asked}" : string.Empty)) { Qos = job.Qos };
    }

    /// <summary>The run that a job will be; a running one has the submission of its row in sacct (a resize makes a new one).</summary>
    internal static RunKey KeyOf(string cluster, QueuedJob job, SacctRun? open) =>
        new(cluster, job.JobIdRaw, Waits(job) ? job.SubmitSeconds : open?.SubmitSeconds ?? job.SubmitSeconds);

    private static bool Waits(QueuedJob job) => job.State == "PENDING";

    private static int CountTasks(string tasks)
    {
        int count = ArraySpec.TryParse(tasks, out ArraySpec? spec, out _) ? spec!.TaskCount : 1;
        return Math.Max(count, 1);
    }

    private static string DisplayId(QueuedJob job, bool waits) => job switch
    {
        { ArrayJobId: long array, ArrayTasks.Length: > 0 } => waits && CountTasks(job.ArrayTasks) > 1 ? $"{array}_[{job.ArrayTasks}]" : $"{array}_{job.ArrayTasks}",
        { HetJobId: long leader and > 0, HetOffset: long offset } => $"{leader}+{offset}",
        _ => job.JobIdRaw.ToString(System.Globalization.CultureInfo.InvariantCulture),
    };

    private (long Seconds, string How) Seconds(QueuedJob job, string partition, long started)
    {
        long elapsed = Math.Max(now - started, 0);
        if (job.TimeLimitSeconds is long limit && !job.TimeLimitIsUnlimited && !job.TimeLimitIsPartitions)
        {
            return (Math.Max(limit, elapsed), $"to its time limit of {limit} s");
        }

        SlurmPartition? facts = partition.Split(',').Select(p => partitions.GetValueOrDefault(p)).FirstOrDefault(p => p is not null);
        if (job.TimeLimitIsPartitions && (facts?.DefaultTimeSeconds ?? facts?.MaxTimeSeconds) is long usual)
        {
            return (Math.Max(usual, elapsed), $"to the partition's time limit of {usual} s");
        }

        long far = (long)horizon.TotalSeconds;
        return (Math.Max(far, elapsed), $"it has no time limit; {far} s are set aside");
    }

    private (ServiceUnits Amount, string Note, string Currency) Price(string partitionList, string qos, string tres, long seconds, long start)
    {
        Tariff? tariff = tariffs.At(start);
        if (tariff is null)
        {
            return (ServiceUnits.Zero, "no tariff is in effect", currency);
        }

        string[] names = partitionList.Split(',', StringSplitOptions.RemoveEmptyEntries);
        long charged = start < booksOpen ? Math.Max(seconds - (booksOpen - start), 0) : seconds;
        ServiceUnits dearest = ServiceUnits.Zero;
        string note = "cannot be priced";
        // Prices in different currencies cannot be compared: a job that may start in either waits with what its first partition costs.
        string money = tariff.CurrencyOf(names.FirstOrDefault());
        foreach (string name in names)
        {
            // The billing that Slurm names for a waiting job is that of its first partition only.
            string allocation = names.Length > 1 ? WithoutBilling(tres) : tres;
            var usage = new RunUsage { Partition = name, Qos = qos, State = "RUNNING", AllocTres = allocation, WallSeconds = charged };
            if (!tariff.Price(usage, out PriceResult result))
            {
                note = note == "cannot be priced" ? $"cannot be priced: {result.ReasonText}" : note;
            }
            else if (result.Amount >= dearest && tariff.CurrencyOf(name) == money)
            {
                (dearest, note) = (result.Amount, $"{result.Amount} {money}");
            }
        }

        return (dearest, note, money);
    }

    private static string WithoutBilling(string tres) => string.Join(',', tres.Split(',').Where(t => !t.StartsWith("billing=", StringComparison.OrdinalIgnoreCase)));
}
