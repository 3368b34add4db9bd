using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using SlurmBank.Ledger;
using SlurmBank.Slurm;

namespace SlurmBank.Bank;

/// <summary>Compares the limits that the bank put into Slurm with what Slurm shows: somebody may have changed them by hand.</summary>
internal sealed class StatusDrift
{
    private const int MostNamed = 5;
    private readonly BankContext context;
    private readonly ILedgerReader reader;
    private readonly List<BankFinding> findings;

    internal StatusDrift(BankContext context, ILedgerReader reader, List<BankFinding> findings)
    {
        this.context = context;
        this.reader = reader;
        this.findings = findings;
    }

    /// <summary>How many drift; 0 where the bank has put none there, which asks nobody; null where Slurm does not answer.</summary>
    internal int? Count(IEnumerable<string> clusters, CancellationToken cancellation)
    {
        int all = 0;
        foreach (string cluster in clusters)
        {
            List<PlacedLimit> placed = [.. reader.PlacedLimits(cluster)];
            if (placed.Count == 0)
            {
                continue;
            }

            try
            {
                all += Compare(cluster, placed, new AssociationTree(context.Slurm.Sacctmgr.ReadAssociations(cluster, null, cancellation).Rows));
            }
            catch (SlurmCommandException error)
            {
                findings.Add(new BankFinding(FindingSeverity.Warning, "SlurmSilent", $"Slurm did not show its limits, so it is not known whether holds stand. {error.Message}", cluster, error.Advice));
                return null;
            }
        }

        return all;
    }

    private int Compare(string cluster, List<PlacedLimit> placed, AssociationTree tree)
    {
        List<string> drifting = [];
        foreach (PlacedLimit limit in placed)
        {
            string? now = tree.ValueOf(limit.Target, HoldMechanism.OfLimit(limit.Limit));
            if (now is not null && now != limit.Value)
            {
                drifting.Add($"{limit.Target} {limit.Limit}={(now.Length == 0 ? "(none)" : now)}, not {limit.Value}");
            }
        }

        if (drifting.Count > 0)
        {
            string more = drifting.Count > MostNamed ? $" and {drifting.Count - MostNamed} more" : string.Empty;
            string text = $"{drifting.Count} limits of the bank were changed by somebody else: {string.Join("; ", drifting.Take(MostNamed))}{more}.";
            findings.Add(new BankFinding(FindingSeverity.Warning, "LimitsDrift", text, cluster, "Sync-SlurmHold sets them again where the account is still to be held; Sync-SlurmHold -WhatIf, slurmbank enforce --plan shows it."));
        }

        return drifting.Count;
    }
}
