using System.Collections.Generic;
using System.Linq;

namespace SlurmBank.Engine.Tests;

/// <summary>The findings of the test of a tariff: design 4 and slurm.md 2.3.</summary>
public class TariffBuildTests
{
    [Theory]
    [InlineData("billing", "cpu=1,energy=1", "", "EnergyWeight Error")]
    [InlineData("billing-exact", "cpu=1,energy=-1", "", "EnergyWeight Error")]
    [InlineData("billing", "cpu=1,energy=0", "", "")]
    [InlineData("partition-price", "cpu=1,energy=1", "", "")]
    [InlineData("billing", "cpu=abc", "", "BadWeights Error")]
    [InlineData("billing-exact", "cpu=1, mem=1G", "", "BadWeights Error")]
    [InlineData("partition-price", "cpu=abc", "", "BadWeights Warning")]
    [InlineData("billing", "cpu=1,GRES/gpu=8,gres/gpu:a100=8", "", "TypedBesideUntyped Warning")]
    [InlineData("billing", "cpu=1,GRES/gpu=8,gres/gpu:a100=8,gres/gpu:v100=2", "MAX_TRES_GRES", "TypedBesideUntyped Warning|TypedBesideUntyped Warning")]
    [InlineData("billing", "cpu=1,gres/gpu=8,gres/gpu:a100=0", "", "")]
    [InlineData("billing", "cpu=1,gres/gpu:a100=8,gres/gpu:v100=2", "", "")]
    [InlineData("billing", "cpu=0.8", "", "CpuBillsBelowOne Warning")]
    [InlineData("billing", "gres/gpu=8", "", "CpuBillsBelowOne Warning")]
    [InlineData("billing", ",", "", "CpuBillsBelowOne Warning")]
    [InlineData("billing-exact", "cpu=0.8", "", "")]
    [InlineData("billing", "", "", "")]
    [InlineData("billing", "cpu=1,mem=-0.5G", "", "NegativeWeight Warning")]
    [InlineData("billing", "cpu=1,mem=-0.5G", "MAX_TRES", "")]
    [InlineData("billing", "cpu=1,license/x=-1", "MAX_TRES", "NegativeWeight Warning")]
    [InlineData("billing", "cpu=1,gres/gpu=-1", "MAX_TRES_GRES", "NegativeWeight Warning")]
    [InlineData("billing", "cpu=1,gres/gpu=-1", "MAX_TRES", "")]
    [InlineData("billing-exact", "cpu=1e-30", "", "WeightNotExact Error")]
    [InlineData("billing-exact", "cpu=0.1234567890123456789", "", "WeightNotExact Error")]
    [InlineData("billing-exact", "cpu=0.123456789012345678", "", "")]
    [InlineData("billing-exact", "mem=0.000000000001T,cpu=1", "", "")]
    public void Weights(string kind, string weights, string flags, string expected)
    {
        TariffDefinition definition = Tariffs.Weights(kind, weights, flags) with
        {
            PartitionPrices = kind == "partition-price" ? new Dictionary<string, string> { ["p"] = "1" } : new Dictionary<string, string>(),
        };
        IReadOnlyList<TariffFinding> findings = definition.Findings();
        Assert.Equal(expected, string.Join('|', findings.Select(finding => $"{finding.Code} {finding.Severity}")));
        Assert.All(findings, finding => Assert.Equal("PartitionWeights[p]", finding.Place));
    }

    public static TheoryData<TariffDefinition, string> Others() => new()
    {
        { Tariffs.Weights("billing", "") with { Version = 0 }, "BadVersion Error Version" },
        { Tariffs.Weights("bill", ""), "UnknownKind Error Kind" },
        { Tariffs.Weights("Billing ", ""), "" },
        { Tariffs.Weights("billing", "") with { Suspended = "sometimes" }, "UnknownSuspended Error Suspended" },
        { Tariffs.Weights("billing", "") with { Currency = "" }, "BadCurrency Error Currency" },
        { Tariffs.Weights("billing", "") with { Currency = "S U" }, "BadCurrency Error Currency" },
        { Tariffs.Weights("billing", "") with { Currency = "gpu-SU_2026" }, "" },
        { Tariffs.Weights("billing", "") with { Minimum = "much" }, "BadMinimum Error Minimum" },
        { Tariffs.Weights("billing", "") with { Minimum = "-1" }, "BadMinimum Error Minimum" },
        { Tariffs.Weights("billing", "") with { Minimum = "unlimited" }, "BadMinimum Error Minimum" },
        { Tariffs.Weights("billing", "") with { QosFactors = new Dictionary<string, string> { ["q"] = "-1" } }, "BadQosFactor Error QosFactors[q]" },
        { Tariffs.Weights("billing", "") with { QosFactors = new Dictionary<string, string> { ["q"] = "x" } }, "BadQosFactor Error QosFactors[q]" },
        { Tariffs.Weights("billing", "") with { QosFactors = new Dictionary<string, string> { ["q"] = "1", ["Q"] = "2" } }, "DuplicateName Error QosFactors[Q]" },
        { Tariffs.Weights("billing", "") with { FreePartitions = ["a\tb"] }, "BadName Error FreePartitions[a\tb]" },
        { Tariffs.Weights("billing", "") with { FreeQos = [""] }, "BadName Error FreeQos[]" },
        { Tariffs.Weights("billing", "cpu=\t1"), "BadText Error PartitionWeights[p]" },
        { Tariffs.Weights("billing", "") with { FreeStates = ["NODEFAIL"] }, "UnknownState Warning FreeStates[NODEFAIL]" },
        { Tariffs.Weights("billing", "") with { FreePartitions = ["q"] }, "UnknownPartition Warning FreePartitions[q]" },
        { Tariffs.Weights("billing", "") with { PartitionPrices = new Dictionary<string, string> { ["p"] = "abc" } }, "UnusedPrices Warning PartitionPrices" },
        { Tariffs.Weights("billing", "gres/gpu:a100=1,cpu=1") with { TrackedTres = ["gres/gpu"] }, "BadWeights Error PartitionWeights[p]" },
        { Tariffs.Definition("billing"), "NoPartitions Warning PartitionWeights" },
        { Tariffs.Definition("billing-exact"), "NoPartitions Error PartitionWeights" },
        { Tariffs.Definition("partition-price"), "NoPrices Error PartitionPrices" },
        { Tariffs.Price("0"), "ZeroPrice Warning PartitionPrices[p]" },
        { Tariffs.Price("1") with { PartitionWeights = new Dictionary<string, string> { ["p"] = "", ["q"] = "" } }, "UnlistedPartition Warning PartitionPrices[q]" },
        { Tariffs.Price("1") with { PartitionWeights = new Dictionary<string, string> { ["p"] = "", ["q"] = "" }, FreePartitions = ["q"] }, "" },
        { Tariffs.Price("1") with { PartitionWeights = new Dictionary<string, string> { ["q"] = "" }, FreePartitions = ["q"] }, "UnknownPartition Warning PartitionPrices[p]" },
    };

    [Theory]
    [MemberData(nameof(Others), DisableDiscoveryEnumeration = true)]
    public void Everything_else(TariffDefinition definition, string expected) =>
        Assert.Equal(expected, string.Join('|', definition.Findings().Select(finding => $"{finding.Code} {finding.Severity} {finding.Place}")));

    [Theory]
    [InlineData("billing", TariffFindingSeverity.Warning)]
    [InlineData("billing-exact", TariffFindingSeverity.Error)]
    public void Partitions_are_compared_with_what_Slurm_has(string kind, TariffFindingSeverity missing)
    {
        IReadOnlyList<TariffFinding> findings = Tariffs.Weights(kind, "cpu=1").Build().CheckPartitions(["b", "a"]);
        Assert.Equal(
            [(missing, "Partition[a]"), (missing, "Partition[b]"), (TariffFindingSeverity.Warning, "Partition[p]")],
            findings.Select(finding => (finding.Severity, finding.Place)));
        Assert.Empty(Tariffs.Weights(kind, "cpu=1").Build().CheckPartitions(["p"]));
    }

    [Fact]
    public void Errors_come_first()
    {
        TariffDefinition definition = Tariffs.Weights("billing", "cpu=0.5") with { FreeStates = ["X"], PartitionWeights = new Dictionary<string, string> { ["a"] = "cpu=0.5", ["b"] = "energy=1" } };
        Assert.Equal(TariffFindingSeverity.Error, definition.Findings()[0].Severity);
        Assert.Contains("EnergyWeight", definition.Findings().Select(finding => finding.Code));
    }
}
