using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace SlurmBank.Engine.Requests;

/// <summary>A line of <see cref="ClusterFactsText"/>: its key, and how its value is written and read.</summary>
/// <param name="Key">The key.</param>
/// <param name="Write">The value; null where there is none.</param>
/// <param name="Read">The record with the value; null where the text does not fit.</param>
internal sealed record FactsField<T>(string Key, Func<T, string?> Write, Func<T, string, T?> Read)
    where T : class;

/// <summary>The lines of <see cref="ClusterFactsText"/>.</summary>
internal static class FactsFields
{
    internal static IReadOnlyList<FactsField<ClusterFacts>> Cluster { get; } =
    [
        Text<ClusterFacts>("name", f => f.Name, (f, v) => f with { Name = v }),
        Text<ClusterFacts>("slurm-version", f => f.SlurmVersion, (f, v) => f with { SlurmVersion = v }),
        Text<ClusterFacts>("select-type", f => f.SelectType, (f, v) => f with { SelectType = v }),
        Text<ClusterFacts>("select-parameters", f => f.SelectTypeParameters, (f, v) => f with { SelectTypeParameters = v }),
        Number<ClusterFacts>("def-mem-per-cpu", f => f.DefaultMemoryPerCpu, (f, v) => f with { DefaultMemoryPerCpu = v }),
        Number<ClusterFacts>("def-mem-per-node", f => f.DefaultMemoryPerNode, (f, v) => f with { DefaultMemoryPerNode = v }),
        Number<ClusterFacts>("max-mem-per-cpu", f => f.MaximumMemoryPerCpu, (f, v) => f with { MaximumMemoryPerCpu = v }),
        Number<ClusterFacts>("max-mem-per-node", f => f.MaximumMemoryPerNode, (f, v) => f with { MaximumMemoryPerNode = v }),
        Text<ClusterFacts>("job-defaults", f => f.JobDefaults, (f, v) => f with { JobDefaults = v }),
        Text<ClusterFacts>("priority-flags", f => f.PriorityFlags, (f, v) => f with { PriorityFlags = v }),
        Names<ClusterFacts>("tracked-tres", f => f.AccountingStorageTres, (f, v) => f with { AccountingStorageTres = v }),
        Text<ClusterFacts>("enforce-part-limits", f => f.EnforcePartitionLimits, (f, v) => f with { EnforcePartitionLimits = v }),
        Flag<ClusterFacts>("job-requeue", f => f.JobRequeue, (f, v) => f with { JobRequeue = v }),
        Number<ClusterFacts>("max-array-size", f => f.MaximumArraySize, (f, v) => f with { MaximumArraySize = v }),
    ];

    internal static IReadOnlyList<FactsField<PartitionFacts>> Partition { get; } =
    [
        Flag<PartitionFacts>("default", f => f.IsDefault, (f, v) => f with { IsDefault = v }),
        Text<PartitionFacts>("state", f => f.State, (f, v) => f with { State = v }),
        Number<PartitionFacts>("default-time", f => f.DefaultTimeSeconds, (f, v) => f with { DefaultTimeSeconds = v }),
        Number<PartitionFacts>("max-time", f => f.MaximumTimeSeconds, (f, v) => f with { MaximumTimeSeconds = v }),
        Number<PartitionFacts>("def-mem-per-cpu", f => f.DefaultMemoryPerCpu, (f, v) => f with { DefaultMemoryPerCpu = v }),
        Number<PartitionFacts>("def-mem-per-node", f => f.DefaultMemoryPerNode, (f, v) => f with { DefaultMemoryPerNode = v }),
        Number<PartitionFacts>("max-mem-per-cpu", f => f.MaximumMemoryPerCpu, (f, v) => f with { MaximumMemoryPerCpu = v }),
        Number<PartitionFacts>("max-mem-per-node", f => f.MaximumMemoryPerNode, (f, v) => f with { MaximumMemoryPerNode = v }),
        Number<PartitionFacts>("max-cpus-per-node", f => f.MaximumCpusPerNode, (f, v) => f with { MaximumCpusPerNode = v }),
        Text<PartitionFacts>("job-defaults", f => f.JobDefaults, (f, v) => f with { JobDefaults = v }),
        Text<PartitionFacts>("select-parameters", f => f.SelectTypeParameters, (f, v) => f with { SelectTypeParameters = v }),
        Text<PartitionFacts>("oversubscribe", f => f.OverSubscribe, (f, v) => f with { OverSubscribe = v }),
        new("node-names", f => f.NodeNames.Count == 0 ? null : WriteNames(f.NodeNames), (f, v) => HostList.TryExpand(v, out IReadOnlyList<string> names, out _) ? f with { NodeNames = names } : null),
        new("min-nodes", f => f.MinimumNodes == 0 ? null : Digits(f.MinimumNodes), (f, v) => TryNumber(v, out long n) ? f with { MinimumNodes = n } : null),
        Number<PartitionFacts>("max-nodes", f => f.MaximumNodes, (f, v) => f with { MaximumNodes = v }),
        new("qos", f => f.Qos, (f, v) => f with { Qos = v }),
        Text<PartitionFacts>("weights", f => f.TresBillingWeights, (f, v) => f with { TresBillingWeights = v }),
        Names<PartitionFacts>("allow-accounts", f => f.AllowAccounts, (f, v) => f with { AllowAccounts = v }),
        Names<PartitionFacts>("deny-accounts", f => f.DenyAccounts, (f, v) => f with { DenyAccounts = v }),
        Names<PartitionFacts>("allow-qos", f => f.AllowQos, (f, v) => f with { AllowQos = v }),
    ];

    internal static IReadOnlyList<FactsField<NodeFacts>> Node { get; } =
    [
        Number<NodeFacts>("cpus", f => f.Cpus, (f, v) => f with { Cpus = v }),
        Number<NodeFacts>("effective-cpus", f => f.EffectiveCpus, (f, v) => f with { EffectiveCpus = v }),
        Number<NodeFacts>("boards", f => f.Boards, (f, v) => f with { Boards = v }),
        Number<NodeFacts>("sockets", f => f.Sockets, (f, v) => f with { Sockets = v }),
        Number<NodeFacts>("cores-per-socket", f => f.CoresPerSocket, (f, v) => f with { CoresPerSocket = v }),
        Number<NodeFacts>("threads-per-core", f => f.ThreadsPerCore, (f, v) => f with { ThreadsPerCore = v }),
        Number<NodeFacts>("real-memory", f => f.RealMemory, (f, v) => f with { RealMemory = v }),
        Number<NodeFacts>("mem-spec-limit", f => f.MemorySpecLimit, (f, v) => f with { MemorySpecLimit = v }),
        Number<NodeFacts>("core-spec-count", f => f.CoreSpecCount, (f, v) => f with { CoreSpecCount = v }),
        new("gres", f => f.Gres.Count == 0 ? null : string.Join(',', f.Gres.Select(WriteGres)), ReadGres),
        Names<NodeFacts>("features", f => f.Features, (f, v) => f with { Features = v }),
    ];

    internal static void Write<T>(StringBuilder text, IReadOnlyList<FactsField<T>> fields, T record, T byDefault)
        where T : class
    {
        foreach (FactsField<T> field in fields)
        {
            if (field.Write(record) is string value && value != field.Write(byDefault))
            {
                ClusterFactsText.Line(text, field.Key, value);
            }
        }
    }

    internal static bool TryRead<T>(IReadOnlyList<FactsField<T>> fields, string key, string value, ref T record)
        where T : class
    {
        FactsField<T>? field = fields.FirstOrDefault(known => known.Key == key);
        if (field?.Read(record, value) is not T read)
        {
            return false;
        }

        record = read;
        return true;
    }

    /// <summary>Names in their order: as a short list where that keeps it, else one by one.</summary>
    internal static string WriteNames(IReadOnlyList<string> names)
    {
        if (!names.All(name => HostList.TryExpand(name, out IReadOnlyList<string> one, out _) && one.Count == 1 && one[0] == name))
        {
            return string.Join(',', names.Where(name => HostList.TryExpand(name, out IReadOnlyList<string> one, out _) && one.Count == 1 && one[0] == name));
        }

        string compressed = HostList.Compress(names);
        return HostList.TryExpand(compressed, out IReadOnlyList<string> again, out _) && again.SequenceEqual(names) ? compressed : string.Join(',', names);
    }

    private static FactsField<T> Text<T>(string key, Func<T, string> get, Func<T, string, T> set)
        where T : class => new(key, get, set);

    private static FactsField<T> Number<T>(string key, Func<T, long?> get, Func<T, long, T> set)
        where T : class => new(key, f => get(f) is long value ? Digits(value) : null, (f, v) => TryNumber(v, out long n) ? set(f, n) : null);

    private static FactsField<T> Flag<T>(string key, Func<T, bool> get, Func<T, bool, T> set)
        where T : class => new(key, f => get(f) ? "yes" : "no", (f, v) => v is "yes" or "no" ? set(f, v == "yes") : null);

    private static FactsField<T> Names<T>(string key, Func<T, IReadOnlyList<string>> get, Func<T, IReadOnlyList<string>, T> set)
        where T : class => new(key, f => get(f).Count == 0 ? null : string.Join(',', get(f)), (f, v) => set(f, v.Split(',')));

    private static string WriteGres(GresFacts gres) => string.Create(CultureInfo.InvariantCulture, $"{gres.Name}:{(gres.Type is null ? string.Empty : gres.Type + ":")}{gres.Count}");

    private static NodeFacts? ReadGres(NodeFacts node, string value)
    {
        List<GresFacts> list = [];
        foreach (string piece in value.Split(','))
        {
            string[] words = piece.Split(':');
            if (words.Length is not (2 or 3) || !TryNumber(words[^1], out long count))
            {
                return null;
            }

            list.Add(new(words[0], words.Length == 3 ? words[1] : null, count));
        }

        return node with { Gres = [.. list] };
    }

    private static string Digits(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static bool TryNumber(string text, out long value) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
}
