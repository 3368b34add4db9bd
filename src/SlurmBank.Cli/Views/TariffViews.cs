using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using SlurmBank.Bank;
using SlurmBank.Cli.Output;

namespace SlurmBank.Cli.Views;

/// <summary>What people see of tariff versions.</summary>
internal static class TariffViews
{
    internal static void Write(TextWriter output, TariffReport tariff, TimeZoneInfo? zone) => FactList.Write(
        output,
        ("tariff", string.Create(CultureInfo.InvariantCulture, $"version {tariff.Version} of {tariff.Cluster}{(tariff.IsCurrent ? ", in effect now" : string.Empty)}")),
        ("prices starts", tariff.EffectiveFrom is DateTimeOffset from ? "from " + TimeText.Moment(from, zone) : "of any time"),
        ("kind", tariff.Kind),
        ("currency", tariff.PartitionCurrencies.Count == 0 ? tariff.Currency : $"{tariff.Currency}; {Pairs(tariff.PartitionCurrencies)}"),
        ("suspended time", tariff.Suspended),
        ("minimum", tariff.Minimum.ToString("0.############################", CultureInfo.InvariantCulture)),
        ("weights", Pairs(tariff.Weights)),
        ("prices", Pairs(tariff.Prices)),
        ("QOS factors", Pairs(tariff.QosFactors)),
        ("free partitions", string.Join(", ", tariff.FreePartitions)),
        ("free QOS", string.Join(", ", tariff.FreeQos)),
        ("free states", string.Join(", ", tariff.FreeStates)),
        ("priority flags", tariff.PriorityFlags),
        ("tracked TRES", string.Join(", ", tariff.TrackedTres)));

    internal static void Write(TextWriter output, TariffCaptureReport report, TimeZoneInfo? zone, Palette palette)
    {
        if (!report.IsNew)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Slurm and the configuration say what version {report.Tariff.Version} says; nothing was added."));
            FindingsView.Write(output, report.Findings, palette);
            return;
        }

        output.WriteLine(report.IsPlan ? "Nothing was changed; it would be:" : "Added:");
        Write(output, report.Tariff, zone);
        output.WriteLine(report.Differences.Count == 0 ? "It differs from the last version in its date alone." : "Differences to the last version:");
        foreach (TariffDifference difference in report.Differences)
        {
            output.WriteLine(PlainText.Clean($"  {difference.Name}: {Said(difference.Before)} -> {Said(difference.After)}"));
        }

        FindingsView.Write(output, report.Findings, palette);
    }

    internal static void Write(TextWriter output, TariffTestReport report, Palette palette)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"version {report.Version} of {report.Cluster}: {(report.IsGood ? "as Slurm and the configuration say" : "see below")}"));
        FindingsView.Write(output, report.Findings, palette);
    }

    private static string Said(string? value) => value is null ? "(not there)" : value.Length == 0 ? "(empty)" : value;

    private static string Pairs(IReadOnlyDictionary<string, string> values) => string.Join("; ", values.Select(v => $"{v.Key} {(v.Value.Length == 0 ? "(CPUs)" : v.Value)}"));
}
