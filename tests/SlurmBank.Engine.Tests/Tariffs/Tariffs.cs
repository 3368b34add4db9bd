using System;
using System.Collections.Generic;
using System.Linq;

namespace SlurmBank.Engine.Tests;

/// <summary>Short ways to tariffs and runs for the tests.</summary>
internal static class Tariffs
{
    internal static TariffDefinition Definition(string kind = "billing", int version = 1, long effectiveFrom = 0) =>
        new() { Version = version, EffectiveFrom = effectiveFrom, Kind = kind };

    /// <summary>One partition p with these weights.</summary>
    internal static TariffDefinition Weights(string kind, string weights, string flags = "") =>
        Definition(kind) with { PartitionWeights = new Dictionary<string, string> { ["p"] = weights }, PriorityFlags = flags };

    /// <summary>One partition p with this price per CPU-hour.</summary>
    internal static TariffDefinition Price(string price) =>
        Definition("partition-price") with { PartitionPrices = new Dictionary<string, string> { ["p"] = price } };

    internal static Tariff Build(this TariffDefinition definition)
    {
        bool built = Tariff.TryBuild(definition, out Tariff? tariff, out IReadOnlyList<TariffFinding> findings);
        Assert.True(built, string.Join('\n', findings));
        return tariff!;
    }

    internal static IReadOnlyList<TariffFinding> Findings(this TariffDefinition definition)
    {
        bool built = Tariff.TryBuild(definition, out Tariff? tariff, out IReadOnlyList<TariffFinding> findings);
        Assert.Equal(built, tariff is not null);
        Assert.Equal(built, findings.All(finding => finding.Severity != TariffFindingSeverity.Error));
        Assert.All(findings, finding => Assert.False(string.IsNullOrWhiteSpace(finding.Code + finding.Message) || finding.Place.Length == 0 || finding.Fix.Length == 0));
        return findings;
    }

    internal static PriceResult Of(this Tariff tariff, string tres, long seconds, string partition = "p", string qos = "", string state = "COMPLETED", long suspended = 0)
    {
        bool priced = tariff.Price(Run(tres, seconds, partition, qos, state, suspended), out PriceResult result);
        Assert.Equal(priced, result.IsPriced);
        Assert.NotEmpty(result.ReasonText);
        Assert.True(priced || result.Amount == ServiceUnits.Zero);
        return result;
    }

    internal static string Amount(this Tariff tariff, string tres, long seconds, string qos = "")
    {
        PriceResult result = tariff.Of(tres, seconds, qos: qos);
        Assert.True(result.IsPriced, result.ReasonText);
        return result.Amount.ToString();
    }

    internal static RunUsage Run(string tres, long seconds, string partition = "p", string qos = "", string state = "COMPLETED", long suspended = 0) => new()
    {
        Partition = partition,
        Qos = qos,
        State = state,
        AllocTres = tres,
        WallSeconds = seconds,
        SuspendedSeconds = suspended,
    };
}
