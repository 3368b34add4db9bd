using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using SlurmBank.Engine;
using SlurmBank.Engine.Decisions;
using SlurmBank.Engine.Requests;

namespace SlurmBank.Native.Tests;

/// <summary>A request in its two forms: as sbatch's options say it, and as job_submit sees it after sbatch has worked on it.</summary>
internal static class Submission
{
    /// <summary>Does what sbatch does: fills job_desc_msg_t.</summary>
    internal static void Fill(Arena arena, JobRequest request, ClusterFacts cluster, ref NativeRequest native)
    {
        Arena.Clear(ref native);
        JobAsk ask = new();
        ask.Fill(request);
        JobShape client = new();
        client.Begin(ask, new PartitionShape(cluster, new PartitionFacts()), explains: false);
        ShapeSteps.Client(client);
        native.MinCpus = Number(client.MinimumCpus);
        native.Tasks = Number(client.Tasks);
        native.MinNodes = Number(client.MinimumNodes);
        native.MaxNodes = Number(client.MaximumNodes);
        native.MinCpusPerNode = Number(client.CpusPerNode);
        native.CpusPerTask = Number(client.CpusPerTask);
        native.TasksPerNode = Number(client.TasksPerNode);
        native.ThreadsPerCore = Number(client.ThreadsPerCore);
        native.CoresPerSocket = Number(client.CoresPerSocket);
        FillNumbers(request, ref native);
        FillTexts(arena, request, ref native);
    }

    /// <summary>The price by the other way: the resolver's records, text for text, and the rules of a quote.</summary>
    internal static (PricingFault Fault, long Lower, long Upper, long Rate, long Seconds, string Resources) Price(JobRequest request, PricingBasis basis)
    {
        ResolvedRequest resolved = RequestResolver.Resolve(request, basis.Cluster.Facts);
        long tasks = resolved.ArrayTaskCount;
        (long lower, long upper, long rate, long seconds) = (0, 0, 0, 0);
        List<string> resources = [];
        foreach (ResolvedComponent component in resolved.Components)
        {
            ResolvedPartition[] open = [.. component.Partitions.Where(p => p.Problems.All(t => t.Contains("jobs do not start there now", System.StringComparison.Ordinal)))];
            (long Upper, long Lower, long Rate, long Seconds, string Resources)? dearest = null;
            foreach (ResolvedPartition partition in open.Length > 0 ? open : component.Partitions)
            {
                if (partition.TimeLimit.Seconds is null && basis.RefusesUnlimited)
                {
                    return (PricingFault.NoTimeLimit, 0, 0, 0, 0, string.Empty);
                }

                long time = partition.TimeLimit.Seconds ?? basis.HorizonSeconds;
                long least = System.Math.Min(partition.MinimumTime.Seconds ?? time, time);
                string most = partition.Upper.ToString();
                if (Amount(basis, partition, component.Request.Qos, most, time) is not long high || Amount(basis, partition, component.Request.Qos, most, 3600) is not long hour
                    || Amount(basis, partition, component.Request.Qos, partition.Lower.ToString(), least) is not long low)
                {
                    return (PricingFault.NoPrice, 0, 0, 0, 0, string.Empty);
                }

                dearest = dearest is null || high > dearest.Value.Upper ? (high, System.Math.Min(low, high), hour, time, most) : dearest;
            }

            if (dearest is null)
            {
                return (PricingFault.NoPartition, 0, 0, 0, 0, string.Empty);
            }

            (lower, upper, rate) = (lower + dearest.Value.Lower, upper + dearest.Value.Upper, rate + dearest.Value.Rate);
            seconds = System.Math.Max(seconds, dearest.Value.Seconds);
            resources.Add(dearest.Value.Resources);
        }

        return (PricingFault.None, lower * tasks, upper * tasks, rate * tasks, seconds, string.Join(" : ", resources));
    }

    private static long? Amount(PricingBasis basis, ResolvedPartition partition, string? qos, string tres, long seconds) =>
        basis.Tariff.Price(new RunUsage { Partition = partition.Partition.Name, Qos = qos, State = "COMPLETED", AllocTres = tres, WallSeconds = seconds }, out PriceResult result)
            ? result.Amount.Units
            : null;

    private static void FillNumbers(JobRequest request, ref NativeRequest native)
    {
        native.TimeLimit = request.TimeLimit is TimeLimit limit ? limit.IsUnlimited ? Abi.Infinite : Number(limit.Minutes) : Abi.Unset;
        native.TimeMinimum = Number(request.MinimumTime?.Minutes);
        native.TasksPerCore = Number(request.TasksPerCore);
        native.TasksPerTres = Number(request.TasksPerGpu);
        native.SocketsPerNode = Number(request.SocketsPerNode);
        native.Overcommit = request.Overcommit ? 1 : Abi.Unset;
        native.Memory = request.MemoryPerNode is MemorySize node ? (ulong)node.Megabytes
            : request.MemoryPerCpu is MemorySize cpu ? (ulong)cpu.Megabytes | Abi.MemoryPerCpu
            : Abi.Unset64;
        native.Shared = request.Sharing switch
        {
            NodeSharing.Exclusive => 0,
            NodeSharing.OverSubscribe => 1,
            NodeSharing.User => 2,
            NodeSharing.SecurityLabel => 3,
            NodeSharing.Topology => 4,
            _ => Abi.Unset,
        };
        native.CoreSpec = request.ThreadSpecification is long threads ? (uint)threads | Abi.CoreSpecThreads : Number(request.CoreSpecification);
    }

    private static void FillTexts(Arena arena, JobRequest request, ref NativeRequest native)
    {
        native.Account = arena.Text(request.Account);
        native.Partition = arena.Text(request.Partitions is null ? null : string.Join(',', request.Partitions));
        native.Qos = arena.Text(request.Qos);
        native.Array = arena.Text(request.Array?.ToString());
        native.Features = arena.Text(request.Constraint);
        native.Licenses = arena.Text(request.Licenses is null ? null : string.Join(request.LicensesAreAlternatives ? '|' : ',', request.Licenses));
        native.RequiredNodes = arena.Text(request.NodeList is null ? null : string.Join(',', request.NodeList));
        native.ExcludedNodes = arena.Text(request.ExcludedNodes is null ? null : string.Join(',', request.ExcludedNodes));
        native.TresPerJob = arena.Text(Gres(request.Gpus));
        native.TresPerNode = arena.Text(Gres([.. request.GpusPerNode ?? [], .. request.Gres ?? []]));
        native.TresPerSocket = arena.Text(Gres(request.GpusPerSocket));
        native.TresPerTask = arena.Text(Gres([.. request.GpusPerTask ?? [], .. request.GresPerTask ?? []]));
        if (request.LicensesPerTask is { Count: > 0 } licenses)
        {
            native.TresPerTask = arena.Text(string.Join(',', licenses.Select(l => "license/" + l).Prepend(Gres([.. request.GpusPerTask ?? [], .. request.GresPerTask ?? []])).Where(t => !string.IsNullOrEmpty(t))));
        }

        native.CpusPerTres = arena.Text(request.CpusPerGpu is long cpus ? string.Create(CultureInfo.InvariantCulture, $"gres:gpu:{cpus}") : null);
        native.MemPerTres = arena.Text(request.MemoryPerGpu is MemorySize memory ? string.Create(CultureInfo.InvariantCulture, $"gres:gpu:{memory.Megabytes}") : null);
    }

    private static string? Gres(IReadOnlyList<GresRequest>? list) => list is { Count: > 0 } ? string.Join(',', list.Select(item => "gres:" + item)) : null;

    private static uint Number(long? value) => value is long number ? (uint)System.Math.Min(number, 0xfffffff0) : Abi.Unset;
}
