using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using SlurmBank.Engine;
using SlurmBank.Engine.Configuration;
using SlurmBank.Ledger;
using SlurmBank.Slurm;

namespace SlurmBank.Bank;

/// <summary>
/// What stands in the way of the moving limit. It follows the balance only where Slurm counts what the ledger charges, forgets nothing, and ends no running job that reaches it.
/// </summary>
internal static class MovingLimitProof
{
    /// <summary>What the configuration has against it.</summary>
    internal static IEnumerable<string> InConfiguration(BankConfiguration configuration)
    {
        if (configuration.Tariff.Kind != TariffKind.Billing)
        {
            yield return "the tariff is not of the kind 'billing', which is what Slurm counts";
        }

        if (configuration.Tariff.Suspended != SuspendedTime.Charge)
        {
            yield return "suspended time is free, but Slurm counts it";
        }

        if (configuration.Slurm.Clusters.Count > 1)
        {
            yield return "there is more than one cluster, and each counts by itself";
        }

        if (configuration.Tariff.PartitionCurrencies.Values.Any(c => c != configuration.Site.Currency))
        {
            yield return "partitions are charged in several currencies, and Slurm counts them together";
        }

        if (configuration.Enforce.ResetUsage)
        {
            yield return "usage is reset at the end of periods ([enforce] reset_usage), on which the limit rests";
        }
    }

    /// <summary>Everything that is against it.</summary>
    internal static IReadOnlyList<string> Obstacles(BankContext context, SlurmConfiguration slurm, CancellationToken cancellation)
    {
        List<string> found = [.. InConfiguration(context.Configuration)];
        try
        {
            SafetyProof.Require(context, slurm, MovingLimits.Limit);
        }
        catch (InvalidRequestException error)
        {
            found.Add(error.Message.TrimEnd('.'));
        }
        catch (LedgerUnavailableException) when (slurm.HasSafe)
        {
            // There is no ledger yet that could remember what was in force when slurmctld had started.
        }

        if (!slurm["PriorityType"].Equals("priority/multifactor", StringComparison.Ordinal))
        {
            found.Add($"PriorityType is '{slurm["PriorityType"]}', and only priority/multifactor counts usage");
        }

        if (slurm.HalfLifeSeconds is not 0)
        {
            found.Add($"usage decays (PriorityDecayHalfLife={slurm["PriorityDecayHalfLife"]})");
        }

        if (!slurm.NeverResetsUsage)
        {
            found.Add($"usage is reset (PriorityUsageResetPeriod={slurm["PriorityUsageResetPeriod"]})");
        }

        string[] factors = [.. context.Slurm.Sacctmgr.ReadQos(cancellation).Rows.Where(q => q.UsageFactor != 1).Select(q => q.Name)];
        if (factors.Length > 0)
        {
            found.Add($"QOS {string.Join(", ", factors)} has a UsageFactor, so Slurm counts its jobs otherwise");
        }

        return found;
    }
}
