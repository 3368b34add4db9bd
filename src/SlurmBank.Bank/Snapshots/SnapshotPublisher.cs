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
    private const int MostTimes = 20;
    private readonly BankContext context;

    internal SnapshotPublisher(BankContext context) => this.context = context;

    /// <summary>Publishes everything anew. Asks Slurm.</summary>
    /// <param name="cancellation">Ends the commands.</param>
    /// <param name="keys">Keys of the gate's liens that the figures count now, or that have ended; earlier ones stay for a day.</param>
    internal void Publish(CancellationToken cancellation, IReadOnlyCollection<string>? keys = null) =>
        Write([.. context.Clusters(null, cancellation).Select(c => Cluster(c, cancellation))], keys ?? []);

    /// <summary>Publishes the ledger's figures anew beside what was known of Slurm; does nothing where nothing was published yet.</summary>
    internal void Refresh()
    {
        if (File.Exists(context.SnapshotPath))
        {
            Write(SnapshotFile.Read(context.SnapshotPath).Clusters, []);
        }
    }

    /// <summary>
    /// Others may write and publish between the look at the ledger and the file's exchange, and their newer figures would be replaced by
    /// these: so whoever has exchanged the file looks again. Who comes last finds nothing newer.
    /// </summary>
    private void Write(IReadOnlyList<SnapshotCluster> clusters, IReadOnlyCollection<string> keys)
    {
        string? published = null;
        for (int times = 0; times < MostTimes && State(clusters) != published; times++)
        {
            using LedgerView view = context.Ledger.Read();
            published = State(view, clusters);
            SnapshotDocument document = Document(view, clusters) with { GateKeys = PublishedKeys.Add(context.SnapshotPath, keys, view.NowSeconds) };
            byte[] gate = GateSnapshotWriter.Write(GateSnapshotBuilder.Build(context, view, document, new GateLiens(0, 0, [.. document.GateKeys.Select(k => Convert.FromHexString(k.Key))])));
            SnapshotFile.Write(context.SnapshotPath, document);
            AtomicFile.Replace(context.Configuration.GateSnapshotPath, stream => stream.Write(gate));
        }
    }

    private string State(IReadOnlyList<SnapshotCluster> clusters)
    {
        using LedgerView view = context.Ledger.Read();
        return State(view, clusters);
    }

    /// <summary>Changes with every entry and with every sync: liens are not entries.</summary>
    private static string State(LedgerView view, IReadOnlyList<SnapshotCluster> clusters) => string.Join(
        ' ', clusters.Select(c => view.Reader.Watermark(c.Name, UsageSync.LastSyncMark)).Prepend(view.Reader.LastEntry()?.Seq));

    private SnapshotDocument Document(LedgerView view, IReadOnlyList<SnapshotCluster> clusters)
    {
        Entry? head = view.Reader.LastEntry();
        return new SnapshotDocument
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
            Accounts = [.. Accounts(view, Currencies(view, clusters))],
        };
    }

    private SnapshotCluster Cluster(string cluster, CancellationToken cancellation)
    {
        ClusterFacts facts = FactsReading.Read(context.Slurm, cancellation);
        Dictionary<string, string> defaults = context.Slurm.Sacctmgr.ReadUsers(null, cancellation).Rows.ToDictionary(u => u.Name, u => u.DefaultAccount);
        IReadOnlyList<SlurmAssociation> associations = context.Slurm.Sacctmgr.ReadAssociations(cluster, null, cancellation).Rows;
        Place(cluster, associations);
        return new SnapshotCluster
        {
            Name = cluster,
            Facts = facts,
            Members = [.. associations
                .Where(a => !a.IsAccount)
                .Select(a => new SnapshotMember(a.User, a.Account, defaults.GetValueOrDefault(a.User) == a.Account, a.DefaultQos))
                .Distinct()],
        };
    }

    /// <summary>Where accounts stand in Slurm's tree follows Slurm; nothing is written while it stands as it is.</summary>
    private void Place(string cluster, IReadOnlyList<SlurmAssociation> associations)
    {
        (string Account, string? Parent)[] tree;
        using (LedgerView view = context.Ledger.Read())
        {
            tree = [.. new AssociationTree(associations).Parents().Where(t => view.Reader.FindAccount(t.Account) is not null)];
            var known = view.Reader.Associations(cluster).ToDictionary(a => a.AccountId, a => a.ParentId);
            if (tree.Length == 0 || tree.All(t => view.Reader.FindAccount(t.Account) is Account account && known.TryGetValue(account.Id, out long? parent)
                && parent == (t.Parent is null ? null : view.Reader.FindAccount(t.Parent)?.Id)))
            {
                return;
            }
        }

        using LedgerSession session = context.Ledger.Write();
        session.Accounts.Place(cluster, tree);
        session.Commit();
    }

    /// <summary>Where jobs may be charged in several currencies, every account in each of them.</summary>
    private string[] Currencies(LedgerView view, IReadOnlyList<SnapshotCluster> clusters)
    {
        string[] all = [.. clusters.SelectMany(c => TariffBook.Read(view.Reader, c.Name).At(view.NowSeconds)?.Currencies ?? []).Append(context.Currency).Distinct()];
        return all.Length > 1 ? all : [];
    }

    private IEnumerable<SnapshotAccount> Accounts(LedgerView view, string[] currencies)
    {
        var words = BalanceReading.Read(context, view, []).ToDictionary(b => (b.Account, b.Currency));
        ILookup<string, Balance> any = words.Values.ToLookup(b => b.Account);
        ILookup<string, AllocationBalance> windows = view.Allocations().Where(a => a.Allocation.End > view.NowSeconds && !a.Allocation.IsReversed).ToLookup(a => view.Reader.FindAccount(a.Allocation.AccountId)!.Name);
        ILookup<(long, string), UserFigures> limits = view.UserFigures().ToLookup(f => (f.Limit.AccountId, f.Limit.Currency));
        foreach (AccountBalance b in view.Balances(context.Currency, currencies))
        {
            bool isEmpty = !words.TryGetValue((b.Account.Name, b.Currency), out Balance? own);
            Balance word = own ?? any[b.Account.Name].First();
            yield return new SnapshotAccount
            {
                Name = b.Account.Name,
                Currency = b.Currency,
                IsManaged = b.IsManaged,
                IsEmpty = isEmpty,
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
                Parent = b.Tree.Parent?.Name,
                Funds = SnapshotFunds.Of(view, b),
                UserLimits = [.. limits[(b.Account.Id, b.Currency)].Select(f => new SnapshotUserLimit(f.Limit.User, f.Limit.Amount.Units, f.Available.Units, f.Charged.Units, f.Spendable.Units))],
            };
        }
    }
}
