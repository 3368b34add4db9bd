using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using SlurmBank.Engine.Configuration;
using SlurmBank.Engine.Requests;
using SlurmBank.Ledger;
using SlurmBank.Slurm;

namespace SlurmBank.Bank;

/// <summary>Publishes what login nodes may know: figures, windows, tariff, partitions, members.</summary>
internal sealed class SnapshotPublisher
{
    private const long KeySeconds = 86_400;
    private readonly BankContext context;

    internal SnapshotPublisher(BankContext context) => this.context = context;

    /// <summary>Publishes everything anew. Asks Slurm.</summary>
    /// <param name="cancellation">Ends the commands.</param>
    /// <param name="keys">Keys of the gate's liens that the figures count now, or that have ended; earlier ones stay for a day.</param>
    internal void Publish(CancellationToken cancellation, IReadOnlyCollection<string>? keys = null) =>
        Write([.. context.Clusters(null, cancellation).Select(c => Cluster(c, cancellation))], Keys(keys ?? []));

    /// <summary>Publishes the ledger's figures anew beside what was known of Slurm; does nothing where nothing was published yet.</summary>
    internal void Refresh()
    {
        if (File.Exists(context.SnapshotPath))
        {
            SnapshotDocument before = SnapshotFile.Read(context.SnapshotPath);
            Write(before.Clusters, before.GateKeys);
        }
    }

    private IReadOnlyList<SnapshotGateKey> Keys(IReadOnlyCollection<string> seen)
    {
        long now = context.NowSeconds;
        var keys = seen.ToDictionary(k => k, _ => now);
        try
        {
            IReadOnlyList<SnapshotGateKey> before = File.Exists(context.SnapshotPath) ? SnapshotFile.Read(context.SnapshotPath).GateKeys : [];
            foreach (SnapshotGateKey key in before.Where(k => now - k.LastSeen < KeySeconds))
            {
                keys.TryAdd(key.Key, key.LastSeen);
            }
        }
        catch (LedgerUnavailableException)
        {
            // The one before is damaged: the gate asks again by what it still has in its journal.
        }

        return [.. keys.Select(k => new SnapshotGateKey(k.Key, k.Value)).OrderBy(k => k.Key, StringComparer.Ordinal)];
    }

    private void Write(IReadOnlyList<SnapshotCluster> clusters, IReadOnlyList<SnapshotGateKey> keys)
    {
        using LedgerView view = context.Ledger.Read();
        Entry? head = view.Reader.LastEntry();
        var document = new SnapshotDocument
        {
            Published = view.NowSeconds,
            LedgerSeq = head?.Seq ?? 0,
            LedgerHead = Hex.Of(head?.Hash ?? EntryHash.Origin),
            TimeZone = context.Configuration.Site.TimeZone,
            Currency = context.Currency,
            Contact = context.Configuration.Site.Contact,
            MembersOnly = context.Configuration.Site.Visibility == BalanceVisibility.Members,
            UnlimitedHorizonSeconds = (long)context.Configuration.Sync.UnlimitedHorizon.TotalSeconds,
            RefuseUnlimitedTime = context.Configuration.Quote.UnlimitedTime == UnlimitedTimeSetting.Refuse,
            Clusters = [.. clusters.Select(c => c with { Tariff = TariffBook.Read(view.Reader, c.Name).At(view.NowSeconds)?.ToCanonicalText() ?? string.Empty })],
            Accounts = [.. Accounts(view)],
            GateKeys = keys,
        };
        SnapshotFile.Write(context.SnapshotPath, document);
        byte[] gate = GateSnapshotWriter.Write(GateSnapshotBuilder.Build(context, view, document, new GateLiens(0, 0, [.. keys.Select(k => Convert.FromHexString(k.Key))])));
        AtomicFile.Replace(context.Configuration.GateSnapshotPath, stream => stream.Write(gate));
    }

    private SnapshotCluster Cluster(string cluster, CancellationToken cancellation)
    {
        ClusterFacts facts = FactsReading.Read(context.Slurm, cancellation);
        Dictionary<string, string> defaults = context.Slurm.Sacctmgr.ReadUsers(null, cancellation).Rows.ToDictionary(u => u.Name, u => u.DefaultAccount);
        return new SnapshotCluster
        {
            Name = cluster,
            Facts = facts,
            Members = [.. context.Slurm.Sacctmgr.ReadAssociations(cluster, null, cancellation).Rows
                .Where(a => !a.IsAccount)
                .Select(a => new SnapshotMember(a.User, a.Account, defaults.GetValueOrDefault(a.User) == a.Account, a.DefaultQos))
                .Distinct()],
        };
    }

    private IEnumerable<SnapshotAccount> Accounts(LedgerView view)
    {
        var words = BalanceReading.Read(context, view, []).ToDictionary(b => (b.Account, b.Currency));
        ILookup<string, AllocationBalance> windows = view.Allocations().Where(a => a.Allocation.End > view.NowSeconds).ToLookup(a => view.Reader.FindAccount(a.Allocation.AccountId)!.Name);
        foreach (AccountBalance b in view.Balances(context.Currency))
        {
            Balance word = words[(b.Account.Name, b.Currency)];
            yield return new SnapshotAccount
            {
                Name = b.Account.Name,
                Currency = b.Currency,
                IsManaged = b.IsManaged,
                IsUnlimited = b.IsUnlimited,
                Mode = word.Mode,
                Status = word.Status,
                Granted = b.Granted.Units,
                Charged = b.Charged.Units,
                TotalCharged = b.TotalCharged.Units,
                CreditLimit = b.Settings.CreditLimit.Units,
                Running = b.Pending.Running.Units,
                Queued = b.Pending.Queued.Units,
                Gated = b.Pending.Gated.Units,
                Spendable = b.Spendable.Units,
                Available = b.Available.Units,
                Windows = [.. windows[b.Account.Name].Where(w => w.Allocation.Currency == b.Currency)
                    .Select(w => new SnapshotWindow(w.Allocation.Id, w.Allocation.Start, w.Allocation.End, w.Remaining.Units))],
            };
        }
    }
}
