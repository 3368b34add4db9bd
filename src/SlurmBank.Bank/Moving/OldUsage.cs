using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using SlurmBank.Engine;
using SlurmBank.Ledger;
using SlurmBank.Slurm;

namespace SlurmBank.Bank;

/// <summary>
/// What accounts used, for banks that keep no usage of their own but look at Slurm's RawUsage: as slurmctld says it now, or as a saved
/// listing says it. RawUsage is in billing-seconds (sshare(1)); it is the sum of all use only where nothing decays and nothing was reset.
/// </summary>
internal sealed class OldUsage
{
    private readonly Dictionary<(string Account, string Cluster), long> seconds = [];
    private readonly bool isKnown;

    private OldUsage(bool isKnown) => this.isKnown = isKnown;

    /// <summary>What is to be told of all of it; null for nothing.</summary>
    internal string? Warning { get; private set; }

    /// <summary>Reads it once for the import.</summary>
    internal static OldUsage Read(BankContext context, ImportCommand command, CancellationToken cancellation)
    {
        var usage = new OldUsage(!command.NoUsage);
        if (command.NoUsage)
        {
            return usage;
        }

        if (command.UsagePath is string path)
        {
            usage.Fill(path);
            return usage;
        }

        foreach (string cluster in context.Clusters(null, cancellation))
        {
            foreach (SlurmShare share in context.Slurm.Sshare.Read(null, cluster, cancellation).Rows.Where(s => s.User.Length == 0))
            {
                usage.seconds[(share.Account, cluster.ToLowerInvariant())] = share.RawUsage;
            }
        }

        SlurmConfiguration slurm = context.Slurm.Scontrol.ReadConfiguration(cancellation);
        if (slurm.HalfLifeSeconds is > 0 || !slurm.NeverResetsUsage)
        {
            usage.Warning = $"Usage fades or is reset in Slurm (PriorityDecayHalfLife {slurm["PriorityDecayHalfLife"]}, PriorityUsageResetPeriod {slurm["PriorityUsageResetPeriod"]}): what sshare says, and is taken as used, is what is left of it.";
        }

        return usage;
    }

    /// <summary>What an account used, at a rate for a billing-hour.</summary>
    /// <param name="row">The record that asks.</param>
    /// <param name="account">The account.</param>
    /// <param name="cluster">The cluster; null for the sum over all.</param>
    /// <param name="rate">SU for a billing-hour.</param>
    /// <param name="note">What is to be said of it.</param>
    internal ServiceUnits Of(ForeignRow row, string account, string? cluster, decimal rate, out string note)
    {
        note = string.Empty;
        if (!isKnown)
        {
            return ServiceUnits.Zero;
        }

        decimal sum = 0;
        bool found = false;
        foreach (((string name, string of), long used) in seconds)
        {
            if (name == account && (cluster is null || of.Length == 0 || of == cluster.ToLowerInvariant()))
            {
                sum += used;
                found = true;
            }
        }

        note = found ? string.Empty : "Slurm's usage does not name the account: nothing counts as used";
        return row.Units(sum / 3600m, rate, "RawUsage");
    }

    private void Fill(string path)
    {
        string cluster = string.Empty;
        int account = -1, user = -1, raw = -1, named = -1;
        int line = 0;
        foreach (string text in ForeignFile.Text(path).Split('\n'))
        {
            line++;
            string trimmed = text.TrimEnd('\r');
            if (trimmed.StartsWith("CLUSTER:", StringComparison.OrdinalIgnoreCase))
            {
                cluster = trimmed[8..].Trim().ToLowerInvariant();
                continue;
            }

            string[] cells = trimmed.Split(TextTableReader.Delimiter(trimmed)).Select(c => c.Trim()).ToArray();
            if (cells.Any(c => c.Equals("RawUsage", StringComparison.OrdinalIgnoreCase)))
            {
                (account, user, raw, named) = (Find(cells, "Account"), Find(cells, "User"), Find(cells, "RawUsage"), Find(cells, "Cluster"));
                continue;
            }

            if (trimmed.Length == 0 || (user >= 0 && user < cells.Length && cells[user].Length > 0))
            {
                continue;
            }

            if (account < 0 || raw >= cells.Length || account >= cells.Length || !long.TryParse(cells[raw], NumberStyles.None, CultureInfo.InvariantCulture, out long used))
            {
                throw new ImportRefusedException("ImportInvalid", $"{path}:{line}: {(account < 0 ? "a heading with Account and RawUsage comes first" : "the account or its RawUsage cannot be read")}.", "Save what 'sshare -a -P' prints.");
            }

            seconds[(cells[account].ToLowerInvariant(), named >= 0 && named < cells.Length ? cells[named].ToLowerInvariant() : cluster)] = used;
        }
    }

    private static int Find(string[] cells, string name) => Array.FindIndex(cells, c => c.Equals(name, StringComparison.OrdinalIgnoreCase));
}
