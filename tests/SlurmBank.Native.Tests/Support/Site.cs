using System;
using System.Collections.Generic;
using System.Linq;
using SlurmBank.Engine;
using SlurmBank.Engine.Requests;

namespace SlurmBank.Native.Tests;

/// <summary>The clusters and tariffs of the tests, and how they come into the library.</summary>
internal static unsafe class Site
{
    internal const string Weights = "CPU=1.0,Mem=0.25G,GRES/gpu=8.0";

    internal static ClusterFacts Lab { get; } = new()
    {
        Name = "lab",
        SelectTypeParameters = "CR_CORE_MEMORY",
        DefaultMemoryPerCpu = 1024,
        MaximumArraySize = 20001,
        AccountingStorageTres = ["cpu", "mem", "energy", "node", "billing", "fs/disk", "vmem", "pages", "gres/gpu", "gres/gpu:a100", "license/ansys"],
        Partitions =
        [
            new() { Name = "cpu", IsDefault = true, MaximumTimeSeconds = 604800, DefaultTimeSeconds = 3600, NodeNames = ["c1", "c2", "c3"], TresBillingWeights = Weights },
            new() { Name = "gpu", MaximumTimeSeconds = 172800, NodeNames = ["g1", "g2"], JobDefaults = "DefCpuPerGPU=4", TresBillingWeights = Weights },
            new() { Name = "whole", OverSubscribe = "EXCLUSIVE", NodeNames = ["c1", "c2"], TresBillingWeights = Weights },
            new() { Name = "down", State = "DOWN", MaximumNodes = 1, MaximumTimeSeconds = 600, NodeNames = ["c1"], TresBillingWeights = "CPU=100" },
            new() { Name = "dark", NodeNames = [], TresBillingWeights = string.Empty },
            new() { Name = "unpriced", NodeNames = ["c1"] },
        ],
        Nodes =
        [
            new() { Name = "c1", Cpus = 64, Sockets = 2, CoresPerSocket = 16, ThreadsPerCore = 2, RealMemory = 256000, Features = ["big"] },
            new() { Name = "c2", Cpus = 64, Sockets = 2, CoresPerSocket = 16, ThreadsPerCore = 2, RealMemory = 256000 },
            new() { Name = "c3", Cpus = 32, Sockets = 1, CoresPerSocket = 16, ThreadsPerCore = 2, RealMemory = 128000 },
            new() { Name = "g1", Cpus = 64, Sockets = 2, CoresPerSocket = 16, ThreadsPerCore = 2, RealMemory = 512000, Gres = [new("gpu", "a100", 8)] },
            new() { Name = "g2", Cpus = 64, Sockets = 2, CoresPerSocket = 16, ThreadsPerCore = 2, RealMemory = 512000, Gres = [new("gpu", "a100", 4), new("gpu", "v100", 2)] },
        ],
    };

    internal static Tariff Tariff(string kind = "billing", int version = 1, string factor = "1.5", long from = 1_700_000_000) => Build(new TariffDefinition
    {
        Version = version,
        EffectiveFrom = from,
        Kind = kind,
        PriorityFlags = "MAX_TRES",
        PartitionWeights = Lab.Partitions.Where(p => p.Name != "unpriced").ToDictionary(p => p.Name, p => p.TresBillingWeights),
        PartitionPrices = kind == "partition-price" ? Lab.Partitions.Where(p => p.Name != "unpriced").ToDictionary(p => p.Name, _ => "2.67") : new Dictionary<string, string>(),
        QosFactors = new Dictionary<string, string> { ["high"] = factor, ["free"] = "0" },
    });

    internal static Tariff Build(TariffDefinition definition)
    {
        bool built = Engine.Tariff.TryBuild(definition, out Tariff? tariff, out IReadOnlyList<TariffFinding> findings);
        Assert.True(built, string.Join("; ", findings));
        return tariff!;
    }

    /// <summary>Loads, and expects it to succeed.</summary>
    internal static ulong Load(string? configuration, Tariff? tariff, ClusterFacts? facts) => Load(configuration, tariff?.ToCanonicalText(), facts);

    /// <summary>Loads several versions of the tariff, of which the last prices requests.</summary>
    internal static ulong LoadVersions(string? configuration, Tariff[] versions, ClusterFacts? facts) =>
        Load(configuration, string.Concat(versions.Select(version => version.ToCanonicalText())), facts);

    private static ulong Load(string? configuration, string? tariff, ClusterFacts? facts)
    {
        using Arena arena = new();
        NativeLoadInput* input = arena.New<NativeLoadInput>();
        NativeLoadResult* result = arena.New<NativeLoadResult>();
        NativeBuffer* message = arena.Buffer(4096);
        input->Configuration = arena.Text(configuration);
        input->Tariff = arena.Text(tariff);
        input->Facts = arena.Text(facts is null ? null : ClusterFactsText.Write(facts));
        int code = Library.Load(input, result, message);
        Assert.True(code == Code.Ok, $"{code}: {Arena.Read(message)}");
        return result->Generation;
    }
}
