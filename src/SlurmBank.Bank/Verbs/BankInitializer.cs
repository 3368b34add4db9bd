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

/// <summary>Opens a bank on a live cluster: a ledger, the moment from which runs are charged, a tariff captured from Slurm, the accounts.</summary>
internal sealed class BankInitializer
{
    private readonly BankContext context;

    internal BankInitializer(BankContext context) => this.context = context;

    internal InitializeReport Run(InitializeCommand command, IReadOnlyList<BankFinding> configuration, CancellationToken cancellation)
    {
        var findings = new List<BankFinding>([.. configuration, .. new ConfigurationTester(context).Test(cancellation)]);
        string? first = null;
        int version = 0;
        int accounts = 0;
        long opened = command.BooksOpen?.ToStart(context.Zone) ?? context.NowSeconds;
        foreach (string cluster in context.Clusters(null, cancellation))
        {
            first ??= cluster;
            (int captured, int found, long open) = OpenCluster(cluster, command, opened, cancellation);
            version = Math.Max(version, captured);
            accounts += found;
            opened = open;
        }

        if (!command.IsPlan)
        {
            new SnapshotPublisher(context).Publish(cancellation);
        }

        return new InitializeReport(context.LedgerPath, context.Instant(opened), first!, version, accounts, findings, command.IsPlan);
    }

    private (int Version, int Accounts, long Opened) OpenCluster(string cluster, InitializeCommand command, long wanted, CancellationToken cancellation)
    {
        SlurmConfiguration slurm = context.Slurm.Scontrol.ReadConfiguration(cancellation);
        SlurmTable<SlurmPartition> partitions = context.Slurm.Scontrol.ReadPartitions(cancellation);
        var tree = new AssociationTree(context.Slurm.Sacctmgr.ReadAssociations(cluster, null, cancellation).Rows);
        if (!File.Exists(context.LedgerPath))
        {
            // Only now, when Slurm has answered and a tariff can be made of it: what fails leaves no empty ledger.
            Tariff planned = Build(TariffCapture.Capture(context.Configuration.Tariff, context.Currency, slurm, partitions.Rows, 1, 0));
            if (command.IsPlan)
            {
                return (planned.Version, tree.Accounts.Count(), wanted);
            }

            context.CreateLedger();
        }

        (int version, long opened) = Write(cluster, command, wanted, slurm, partitions.Rows, tree, cancellation);
        if (!command.IsPlan)
        {
            SafetyProof.Remember(context, slurm);
        }

        return (version, tree.Accounts.Count(), opened);
    }

    private (int Version, long Opened) Write(
        string cluster, InitializeCommand command, long wanted, SlurmConfiguration slurm, IReadOnlyList<SlurmPartition> partitions, AssociationTree tree, CancellationToken cancellation)
    {
        using LedgerSession session = context.Ledger.Write(cancellation);
        long opened = OpenBooks(session, command, wanted);
        session.Accounts.Place(cluster, tree.Parents());
        int version = Capture(session, cluster, slurm, partitions, command.Reason);
        if (!command.IsPlan)
        {
            session.Commit();
        }

        return (version, opened);
    }

    private long OpenBooks(LedgerSession session, InitializeCommand command, long wanted)
    {
        if (Books.TryOpenedAt(session.Reader) is not long before)
        {
            session.OpenBooks(wanted, command.Reason);
            return wanted;
        }

        if (command.BooksOpen is not null && before != wanted)
        {
            throw new InvalidRequestException($"The books of this ledger were opened at {context.Instant(before):u}; that cannot be changed to {context.Instant(wanted):u}.", "Leave the date out, or begin another ledger.");
        }

        return before;
    }

    /// <summary>The first tariff prices every start, because a run may have begun before the books were opened; a later one prices from now.</summary>
    private int Capture(LedgerSession session, string cluster, SlurmConfiguration slurm, IEnumerable<SlurmPartition> partitions, string reason)
    {
        List<TariffVersion> all = [.. session.Reader.Tariffs()];
        TariffVersion? last = all.LastOrDefault(t => t.Cluster == cluster);
        int next = all.Count == 0 ? 1 : all.Max(t => t.Version) + 1;
        Tariff tariff = Build(TariffCapture.Capture(context.Configuration.Tariff, context.Currency, slurm, partitions, next, last is null ? 0 : session.NowSeconds));
        if (last is not null && TariffCapture.SamePrices(Tariff.ParseCanonical(last.Text), tariff))
        {
            return last.Version;
        }

        session.AddTariff(tariff.Version, tariff.EffectiveFrom, cluster, tariff.ToCanonicalText(), reason.Length > 0 ? reason : "captured from Slurm");
        return tariff.Version;
    }

    private static Tariff Build(TariffDefinition definition) => Tariff.TryBuild(definition, out Tariff? tariff, out IReadOnlyList<TariffFinding> findings)
        ? tariff
        : throw new InvalidRequestException(
            string.Create(CultureInfo.InvariantCulture, $"No tariff can be made of what Slurm and the configuration say: {string.Join(" ", findings.Where(f => f.Severity == TariffFindingSeverity.Error))}"),
            "Mend what is named and repeat.");
}
