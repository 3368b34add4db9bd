using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using SlurmBank.Engine;
using SlurmBank.Ledger;
using SlurmBank.Slurm;

namespace SlurmBank.Bank;

/// <summary>Looks at tariff versions, captures new ones, and compares them with what Slurm and the configuration say now.</summary>
internal sealed class TariffVerbs
{
    private readonly BankContext context;

    internal TariffVerbs(BankContext context) => this.context = context;

    internal IReadOnlyList<TariffReport> List(LedgerView view, string? cluster)
    {
        List<TariffVersion> all = [.. view.Reader.Tariffs(cluster?.ToLowerInvariant())];
        HashSet<int> current = [.. all.Select(t => t.Cluster).Distinct().Select(c => TariffBook.Read(view.Reader, c).At(view.NowSeconds)?.Version ?? 0)];
        return [.. all.Select(t => Report(t.Cluster, Tariff.ParseCanonical(t.Text), current.Contains(t.Version)))];
    }

    internal TariffCaptureReport Capture(TariffCaptureCommand command, string cluster, CancellationToken cancellation)
    {
        TariffDefinition now = Ask(cancellation);
        using LedgerSession session = context.Ledger.Write(cancellation);
        List<TariffVersion> all = [.. session.Reader.Tariffs()];
        TariffVersion? last = all.LastOrDefault(t => t.Cluster == cluster);
        Tariff? before = last is null ? null : Tariff.ParseCanonical(last.Text);
        long from = command.EffectiveFrom?.ToStart(context.Zone) ?? session.NowSeconds;
        if (!Tariff.TryBuild(now with { Version = all.Count == 0 ? 1 : all.Max(t => t.Version) + 1, EffectiveFrom = from }, out Tariff? tariff, out IReadOnlyList<TariffFinding> found))
        {
            string errors = string.Join(" ", found.Where(f => f.Severity == TariffFindingSeverity.Error));
            throw new InvalidRequestException($"No tariff can be made of what Slurm and the configuration say: {errors}", "Mend what is named and repeat.");
        }

        List<BankFinding> findings = [.. found.Select(Findings.Of)];
        IReadOnlyList<TariffDifference> differences = TariffComparison.Compare(before, tariff);
        if (before is not null && differences.Count == 0 && (command.EffectiveFrom is null || before.EffectiveFrom == from))
        {
            return new TariffCaptureReport(Report(cluster, before, TariffBook.Read(session.Reader, cluster).At(session.NowSeconds)?.Version == before.Version), false, command.IsPlan, [], findings);
        }

        if (from < session.NowSeconds)
        {
            string text = $"It prices runs that began since {context.Instant(from):u}; of these, runs that are settled keep the version they were settled with.";
            findings.Add(new BankFinding(FindingSeverity.Information, "TariffBackdated", text, $"version {tariff.Version}", "Parked runs are tried again at the next sync."));
        }

        session.AddTariff(tariff.Version, tariff.EffectiveFrom, cluster, tariff.ToCanonicalText(), command.Reason.Length > 0 ? command.Reason : "captured from Slurm");
        bool isCurrent = TariffBook.Read(session.Reader, cluster).At(session.NowSeconds)?.Version == tariff.Version;
        if (!command.IsPlan)
        {
            session.Commit();
        }

        return new TariffCaptureReport(Report(cluster, tariff, isCurrent), true, command.IsPlan, differences, findings);
    }

    internal TariffTestReport Test(TariffTestCommand command, string cluster, CancellationToken cancellation)
    {
        Tariff tariff;
        using (LedgerView view = context.Ledger.Read())
        {
            TariffBook book = TariffBook.Read(view.Reader, cluster);
            tariff = (command.Version is int version ? book.Version(version) : book.At(view.NowSeconds))
                ?? throw new InvalidRequestException(
                    command.Version is int number ? string.Create(CultureInfo.InvariantCulture, $"Cluster '{cluster}' has no tariff version {number}.") : $"Cluster '{cluster}' has no tariff that is in effect.",
                    "Get-SlurmTariff lists the versions; New-SlurmTariff captures one.");
        }

        TariffDefinition now = Ask(cancellation) with { Version = tariff.Version, EffectiveFrom = tariff.EffectiveFrom };
        var findings = new List<BankFinding>();
        if (Tariff.TryBuild(now, out Tariff? current, out IReadOnlyList<TariffFinding> broken))
        {
            findings.AddRange(TariffComparison.Compare(tariff, current).Select(d => Drift(tariff.Version, d)));
        }
        else
        {
            findings.AddRange(broken.Where(f => f.Severity == TariffFindingSeverity.Error).Select(Findings.Of));
        }

        _ = Tariff.TryBuild(tariff.Definition, out _, out IReadOnlyList<TariffFinding> own);
        findings.AddRange(own.Concat(tariff.CheckPartitions(now.PartitionWeights.Keys)).Select(Findings.Of));
        return new TariffTestReport(tariff.Version, cluster, [.. findings.OrderByDescending(f => f.Severity)]);
    }

    private TariffDefinition Ask(CancellationToken cancellation)
    {
        SlurmConfiguration slurm = context.Slurm.Scontrol.ReadConfiguration(cancellation);
        SlurmTable<SlurmPartition> partitions = context.Slurm.Scontrol.ReadPartitions(cancellation);
        if (partitions.Problems.Count > 0)
        {
            throw new InvalidRequestException($"A partition could not be read, and a tariff without it would park its runs: {partitions.Problems[0]}", "Look at it: scontrol show partition.");
        }

        return TariffCapture.Capture(context.Configuration.Tariff, context.Currency, slurm, partitions.Rows, 1, 0);
    }

    private static BankFinding Drift(int version, TariffDifference difference) => new(
        FindingSeverity.Warning,
        "TariffDrift",
        string.Create(CultureInfo.InvariantCulture, $"{difference.Name}: version {version} has {Said(difference.Before)}, Slurm and the configuration say {Said(difference.After)}."),
        difference.Name,
        "New-SlurmTariff captures what they say as a new version; or put Slurm or the configuration back.");

    private static string Said(string? value) => value is null ? "nothing" : value.Length == 0 ? "an empty text" : $"'{value}'";

    private TariffReport Report(string cluster, Tariff tariff, bool isCurrent)
    {
        TariffDefinition d = tariff.Definition;
        return new TariffReport
        {
            Version = tariff.Version,
            Cluster = cluster,
            EffectiveFrom = tariff.EffectiveFrom <= 0 ? null : context.Instant(tariff.EffectiveFrom),
            IsCurrent = isCurrent,
            Kind = d.Kind,
            Currency = d.Currency,
            PartitionCurrencies = d.PartitionCurrencies,
            Suspended = d.Suspended,
            Minimum = tariff.Minimum.Amount,
            MinimumUnits = tariff.Minimum.Units,
            Weights = d.PartitionWeights,
            Prices = d.PartitionPrices,
            QosFactors = d.QosFactors,
            PriorityFlags = d.PriorityFlags,
            TrackedTres = d.TrackedTres,
            FreePartitions = d.FreePartitions,
            FreeQos = d.FreeQos,
            FreeStates = d.FreeStates,
        };
    }
}
