using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using SlurmBank.Engine;
using SlurmBank.Engine.Requests;
using SlurmBank.Slurm;

namespace SlurmBank.Bank;

/// <summary>Reads from Slurm what the request resolver needs to know of a cluster.</summary>
internal static class FactsReading
{
    internal static ClusterFacts Read(SlurmCommands slurm, CancellationToken cancellation)
    {
        SlurmConfiguration configuration = slurm.Scontrol.ReadConfiguration(cancellation);
        return new ClusterFacts
        {
            Name = configuration.ClusterName,
            SlurmVersion = configuration["SLURM_VERSION"],
            SelectType = configuration["SelectType"],
            SelectTypeParameters = configuration["SelectTypeParameters"],
            DefaultMemoryPerCpu = Number(configuration["DefMemPerCPU"]),
            DefaultMemoryPerNode = Number(configuration["DefMemPerNode"]),
            MaximumMemoryPerCpu = Number(configuration["MaxMemPerCPU"]),
            MaximumMemoryPerNode = Number(configuration["MaxMemPerNode"]),
            JobDefaults = Text(configuration["JobDefaults"]),
            PriorityFlags = Text(configuration["PriorityFlags"]),
            AccountingStorageTres = Names(configuration["AccountingStorageTRES"]),
            EnforcePartitionLimits = Text(configuration["EnforcePartLimits"]),
            JobRequeue = configuration["JobRequeue"] != "0",
            MaximumArraySize = Number(configuration["MaxArraySize"]),
            Partitions = [.. slurm.Scontrol.ReadPartitions(cancellation).Rows.Select(Partition)],
            Nodes = [.. slurm.Scontrol.ReadNodes(cancellation).Rows.Select(Node)],
        };
    }

    private static PartitionFacts Partition(SlurmPartition partition) => new()
    {
        Name = partition.Name,
        IsDefault = partition.IsDefault,
        State = partition.State,
        DefaultTimeSeconds = partition.DefaultTimeSeconds,
        MaximumTimeSeconds = partition.MaxTimeSeconds,
        DefaultMemoryPerCpu = partition.DefMemPerCpu,
        DefaultMemoryPerNode = partition.DefMemPerNode,
        MaximumMemoryPerCpu = partition.MaxMemPerCpu,
        MaximumMemoryPerNode = partition.MaxMemPerNode,
        MaximumCpusPerNode = Number(Field(partition.Fields, "MaxCPUsPerNode")),
        JobDefaults = Text(Field(partition.Fields, "JobDefaults")),
        SelectTypeParameters = Text(Field(partition.Fields, "SelectTypeParameters")),
        OverSubscribe = partition.OverSubscribe,
        NodeNames = HostList.TryExpand(partition.Nodes, out IReadOnlyList<string> nodes, out _) ? nodes : [],
        MinimumNodes = Number(Field(partition.Fields, "MinNodes")) ?? 0,
        MaximumNodes = Number(Field(partition.Fields, "MaxNodes")),
        Qos = partition.Qos is "" or "N/A" ? null : partition.Qos,
        TresBillingWeights = partition.BillingWeights,
        AllowAccounts = partition.AllowAccounts is "" or "ALL" ? [] : Names(partition.AllowAccounts),
        DenyAccounts = Names(Field(partition.Fields, "DenyAccounts")),
        AllowQos = Field(partition.Fields, "AllowQos") is "" or "ALL" ? [] : Names(Field(partition.Fields, "AllowQos")),
    };

    private static NodeFacts Node(SlurmNode node) => new()
    {
        Name = node.Name,
        Cpus = node.Cpus ?? 1,
        EffectiveCpus = node.CpusForJobs,
        Boards = Number(Field(node.Fields, "Boards")) ?? 1,
        Sockets = node.Sockets ?? 1,
        CoresPerSocket = node.CoresPerSocket ?? 1,
        ThreadsPerCore = node.ThreadsPerCore ?? 1,
        RealMemory = node.RealMemory ?? 1,
        MemorySpecLimit = node.MemSpecLimit ?? 0,
        CoreSpecCount = Number(Field(node.Fields, "CoreSpecCount")) ?? 0,
        Gres = [.. Gres(node.Gres)],
        Features = Names(Field(node.Fields, "AvailableFeatures")),
        State = node.State,
    };

    /// <summary><c>gpu:a100:4(S:0-1),gpu:2</c>: name, perhaps a type, a count, perhaps where it is.</summary>
    private static IEnumerable<GresFacts> Gres(string text)
    {
        foreach (string part in Names(text))
        {
            int bracket = part.IndexOf('(', StringComparison.Ordinal);
            string[] words = (bracket < 0 ? part : part[..bracket]).Split(':');
            if (words.Length >= 2 && long.TryParse(words[^1], NumberStyles.None, CultureInfo.InvariantCulture, out long count))
            {
                yield return new GresFacts(words[0], words.Length > 2 ? words[1] : null, count);
            }
        }
    }

    private static string Field(IReadOnlyDictionary<string, string> fields, string name) => fields.TryGetValue(name, out string? value) ? value : string.Empty;

    private static string Text(string value) => value is "(null)" or "N/A" ? string.Empty : value;

    private static string[] Names(string value) => Text(value).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static long? Number(string value) => long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : null;
}
