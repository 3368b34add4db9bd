using System;
using System.Collections.Generic;
using System.Linq;
using SlurmBank.Engine.Requests;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

/// <summary>Makes the gate's snapshot of what is published anyway, with what only the gate needs: holds by cluster and exemptions.</summary>
internal static class GateSnapshotBuilder
{
    internal static GateSnapshot Build(BankContext context, LedgerView view, SnapshotDocument document, GateLiens liens)
    {
        string[] currencies = [.. document.Clusters.Where(c => c.Tariff.Length > 0).SelectMany(c => Engine.Tariff.ParseCanonical(c.Tariff).Currencies).Where(c => c != document.Currency).Distinct().Order(StringComparer.Ordinal)];
        Hold[] holds = [.. view.Reader.Holds().Where(h => h.Until is not long until || until > view.NowSeconds)];
        Dictionary<string, long> accounts = view.Reader.Accounts().ToDictionary(a => a.Name, a => a.Id);
        GateCluster Cluster(SnapshotCluster cluster)
        {
            ILookup<long, HoldOwner> here = holds.Where(h => h.Cluster == cluster.Name).ToLookup(h => h.AccountId, h => h.Owner);
            return new GateCluster(
                cluster.Name,
                cluster.Tariff,
                ClusterFactsText.Write(cluster.Facts),
                [.. document.Accounts.Where(a => a.Currency == document.Currency || currencies.Contains(a.Currency))
                    .Select(a => Account(context, a, document.Currency, cluster.Name, here[accounts.GetValueOrDefault(a.Name)]))],
                cluster.Members) { DefaultPartition = cluster.Facts.Partitions.FirstOrDefault(p => p.IsDefault)?.Name ?? string.Empty };
        }

        return new GateSnapshot
        {
            Created = document.Published,
            LedgerSeq = document.LedgerSeq,
            ChainHead = Convert.FromHexString(document.LedgerHead),
            Currency = document.Currency,
            Currencies = currencies,
            Liens = liens,
            Clusters = [.. document.Clusters.Select(Cluster)],
        };
    }

    /// <summary>What is special about an account for the gate.</summary>
    internal static GateFlags Flags(BankContext context, string account, string mode, bool isManaged, bool isUnlimited, IEnumerable<HoldOwner> holds)
    {
        GateFlags flags = mode.ToLowerInvariant() switch { "track" => GateFlags.Track, "enforce" => GateFlags.Enforce, _ => GateFlags.Notify };
        flags |= isManaged ? GateFlags.None : GateFlags.Unmanaged;
        flags |= isUnlimited ? GateFlags.Unlimited : GateFlags.None;
        flags |= context.Configuration.Enforce.IsExempt(account) ? GateFlags.Exempt : GateFlags.None;
        foreach (HoldOwner owner in holds)
        {
            flags |= owner == HoldOwner.Pardon ? GateFlags.Exempt : GateFlags.Held;
        }

        return flags;
    }

    private static GateAccount Account(BankContext context, SnapshotAccount account, string siteCurrency, string cluster, IEnumerable<HoldOwner> holds)
    {
        return new GateAccount
        {
            Name = GateAccounts.Row(account.Name, account.Currency, siteCurrency),
            Flags = Flags(context, account.Name, account.Mode, account.IsManaged, account.IsUnlimited, holds),
            Granted = account.Granted,
            CreditLimit = account.CreditLimit,
            Charged = account.Charged,
            Running = account.Running,
            Queued = account.Queued,
            Gated = account.Gated,
            Available = account.Available,
            NextEnd = account.Windows.Select(w => w.End).Append(long.MaxValue).Min(),
            Parent = account.Parent is string parent ? GateAccounts.Row(parent, account.Currency, siteCurrency) : null,
            Funds = [.. account.Funds.Where(f => f.IsFor(f.Clusters, cluster))],
            UserLimits = account.UserLimits,
        };
    }
}
