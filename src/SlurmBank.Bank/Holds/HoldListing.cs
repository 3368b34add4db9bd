using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using SlurmBank.Ledger;
using SlurmBank.Slurm;

namespace SlurmBank.Bank;

/// <summary>
/// Holds as Slurm shows them now: whether each is there and honoured; and solvent accounts that a limit of somebody else keeps from starting jobs.
/// </summary>
internal sealed class HoldListing
{
    private readonly BankContext context;

    internal HoldListing(BankContext context) => this.context = context;

    /// <summary>The holds of the clusters with what Slurm shows, and then the limits of others.</summary>
    internal List<HoldReport> Read(IReadOnlyList<HoldReport> holds, IReadOnlyCollection<string> chosen, string? cluster, CancellationToken cancellation)
    {
        var answer = new List<HoldReport>();
        foreach (string name in context.Clusters(cluster, cancellation))
        {
            var tree = new AssociationTree(context.Slurm.Sacctmgr.ReadAssociations(name, null, cancellation).Rows);
            SlurmQos[] qos = [.. context.Slurm.Sacctmgr.ReadQos(cancellation).Rows];
            HoldReport[] here = [.. holds.Where(h => h.Cluster == name)];
            answer.AddRange(here.Select(h => h.Lifted is null && h.Owner != "pardon" ? Seen(h, tree, qos) : h));
            HashSet<string> held = [.. here.Where(h => h.Lifted is null && h.Owner != "pardon" && h.Currency.Length + h.User.Length == 0).Select(h => h.Account)];
            answer.AddRange(Foreign(name, tree, [.. chosen.Where(a => tree.Has(a) && !held.Contains(a))], cancellation));
        }

        return answer;
    }

    private static HoldReport Seen(HoldReport hold, AssociationTree tree, SlurmQos[] qos)
    {
        HoldMechanism mechanism = HoldMechanism.Find(hold.Mechanism);
        string[] missing = [.. hold.Targets.Where(t => string.IsNullOrEmpty(tree.ValueOf(t, mechanism)))];
        string[] over = tree.Has(hold.Account)
            ? [.. qos.Where(q => mechanism.IsOverriddenBy(q) && tree.QosOf(hold.Account).Contains(q.Name, StringComparer.OrdinalIgnoreCase)).Select(q => q.Name)]
            : [];
        string note = hold.Targets.Count == 0 ? "no limit is in Slurm yet: Sync-SlurmHold sets it"
            : missing.Length > 0 ? $"Slurm does not show it on {string.Join(", ", missing)}"
            : over.Length > 0 ? $"QOS {string.Join(", ", over)} sets {hold.Limit} itself, which switches this limit off for its jobs" : string.Empty;
        return hold with { Effective = note.Length == 0, Note = note };
    }

    /// <summary>Limits at which nothing starts, on an account or above it, that the bank did not set.</summary>
    private List<HoldReport> Foreign(string cluster, AssociationTree tree, List<string> accounts, CancellationToken cancellation)
    {
        HashSet<(string, string)> own;
        using (LedgerView view = context.Ledger.Read())
        {
            own = [.. view.Reader.PlacedLimits(cluster).Select(l => (l.Target, l.Limit))];
        }

        var found = new List<HoldReport>();
        if (accounts.Count == 0)
        {
            return found;
        }

        Dictionary<string, SlurmShare> shares = context.Slurm.Sshare.Read(null, cluster, cancellation).Rows.Where(s => s.User.Length == 0).GroupBy(s => s.Account).ToDictionary(g => g.Key, g => g.First());
        foreach (string account in accounts.Order(StringComparer.Ordinal))
        {
            foreach (string place in tree.Upwards(account))
            {
                found.AddRange(Exhausted(place, tree, shares.GetValueOrDefault(place)).Where(e => !own.Contains((place, e.Limit))).Select(e => Report(cluster, account, place, e.Limit, e.Why)));
            }
        }

        return found;
    }

    private static IEnumerable<(string Limit, string Why)> Exhausted(string place, AssociationTree tree, SlurmShare? share)
    {
        SlurmAssociation association = tree.Account(place);
        foreach ((string name, long? value) in new[] { ("GrpJobs", association.GrpJobs), ("GrpSubmitJobs", association.GrpSubmitJobs) })
        {
            if (value == 0)
            {
                yield return (name, "is 0");
            }
        }

        foreach ((string tres, long value) in Values(association.GrpTresRunMins).Where(v => v.Value == 0))
        {
            yield return ($"GrpTRESRunMins={tres}", "is 0");
        }

        Dictionary<string, long> used = Values(share?.GrpTresRaw ?? string.Empty).ToDictionary(v => v.Tres, v => v.Value);
        foreach ((string tres, long value) in Values(association.GrpTresMins).Where(v => used.GetValueOrDefault(v.Tres) >= v.Value))
        {
            yield return ($"GrpTRESMins={tres}", string.Create(CultureInfo.InvariantCulture, $"is {value}, and {used.GetValueOrDefault(tres)} minutes are used"));
        }
    }

    private static IEnumerable<(string Tres, long Value)> Values(string limits)
    {
        foreach (string part in limits.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && long.TryParse(part.AsSpan(equals + 1), NumberStyles.None, CultureInfo.InvariantCulture, out long value))
            {
                yield return (part[..equals], value);
            }
        }
    }

    private static HoldReport Report(string cluster, string account, string place, string limit, string why) => new()
    {
        Account = account,
        Cluster = cluster,
        Owner = "foreign",
        Actor = string.Empty,
        Reason = $"{limit} of {(place == account ? "the account" : $"account '{place}' above it")} {why}; the bank did not set it",
        Mechanism = string.Empty,
        Placed = null,
        Until = null,
        Lifted = null,
        LiftedBy = null,
        Limit = limit,
        Targets = [place],
        Effective = true,
    };
}
