using System;
using System.Collections.Generic;

namespace SlurmBank.Bank;

/// <summary>A tariff version with every number that it uses.</summary>
public sealed record TariffReport
{
    /// <summary>Its number.</summary>
    public required int Version { get; init; }

    /// <summary>The cluster it was captured from.</summary>
    public required string Cluster { get; init; }

    /// <summary>The first start of a run that it prices; null for "every start".</summary>
    public required DateTimeOffset? EffectiveFrom { get; init; }

    /// <summary>Whether it prices a run that starts now.</summary>
    public required bool IsCurrent { get; init; }

    /// <summary><c>billing</c>, <c>billing-exact</c> or <c>partition-price</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The currency of its prices.</summary>
    public required string Currency { get; init; }

    /// <summary>The currencies of partitions whose runs are charged in another one: by partition.</summary>
    public IReadOnlyDictionary<string, string> PartitionCurrencies { get; init; } = System.Collections.ObjectModel.ReadOnlyDictionary<string, string>.Empty;

    /// <summary>What suspended time costs: <c>charge</c> or <c>free</c>.</summary>
    public required string Suspended { get; init; }

    /// <summary>The least that a run costs which is not free, in SU.</summary>
    public required decimal Minimum { get; init; }

    /// <summary>The least that a run costs which is not free, in units.</summary>
    public required long MinimumUnits { get; init; }

    /// <summary>TRESBillingWeights by partition; an empty text is a partition without weights, which bills its CPUs.</summary>
    public required IReadOnlyDictionary<string, string> Weights { get; init; }

    /// <summary>SU per CPU-hour by partition.</summary>
    public required IReadOnlyDictionary<string, string> Prices { get; init; }

    /// <summary>Factors by QOS; one that is not there has 1.</summary>
    public required IReadOnlyDictionary<string, string> QosFactors { get; init; }

    /// <summary>Slurm's PriorityFlags.</summary>
    public required string PriorityFlags { get; init; }

    /// <summary>Slurm's AccountingStorageTRES.</summary>
    public required IReadOnlyList<string> TrackedTres { get; init; }

    /// <summary>Partitions whose runs are free.</summary>
    public required IReadOnlyList<string> FreePartitions { get; init; }

    /// <summary>QOS whose runs are free.</summary>
    public required IReadOnlyList<string> FreeQos { get; init; }

    /// <summary>End states whose runs are free.</summary>
    public required IReadOnlyList<string> FreeStates { get; init; }
}

/// <summary>A number in which two versions of a tariff differ.</summary>
/// <param name="Name">Which, such as <c>weights gpu</c>.</param>
/// <param name="Before">What the one has; null where it has none.</param>
/// <param name="After">What the other has; null where it has none.</param>
public sealed record TariffDifference(string Name, string? Before, string? After);

/// <summary>The answer to a capture.</summary>
/// <param name="Tariff">The version captured; the last one where nothing differs.</param>
/// <param name="IsNew">False where Slurm and the configuration say what the last version says: nothing was added.</param>
/// <param name="IsPlan">True for a plan.</param>
/// <param name="Differences">In what it differs from the last version.</param>
/// <param name="Findings">What the test of the new version found.</param>
public sealed record TariffCaptureReport(TariffReport Tariff, bool IsNew, bool IsPlan, IReadOnlyList<TariffDifference> Differences, IReadOnlyList<BankFinding> Findings);

/// <summary>The answer to a test.</summary>
/// <param name="Version">The version tested.</param>
/// <param name="Cluster">Its cluster.</param>
/// <param name="Findings">Where Slurm and the configuration say something else now, and what is wrong with the version.</param>
public sealed record TariffTestReport(int Version, string Cluster, IReadOnlyList<BankFinding> Findings)
{
    /// <summary>Whether the version is what Slurm and the configuration say, and nothing is wrong with it.</summary>
    public bool IsGood
    {
        get
        {
            foreach (BankFinding finding in Findings)
            {
                if (finding.Severity != FindingSeverity.Information)
                {
                    return false;
                }
            }

            return true;
        }
    }
}
