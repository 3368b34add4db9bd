using System.Collections.Generic;
using System.Linq;
using SlurmBank.Engine.Toml;

namespace SlurmBank.Engine.Configuration;

/// <summary>Looks at settings that are right one by one, and may not go together or not fit the machine.</summary>
internal static class ConfigurationChecks
{
    internal static void Run(BankConfiguration configuration, FindingCollector findings, ConfigurationFacts? facts)
    {
        CheckPlaces(configuration, findings);
        CheckPrices(configuration, findings);
        CheckFree(configuration, findings);
        CheckMovingLimit(configuration, findings);
        CheckCurrencies(configuration, findings);
        CheckFile(findings, facts);
        if (facts?.IsTimeZone is not null && !facts.IsTimeZone(configuration.Site.TimeZone))
        {
            findings.Error(
                ConfigurationFindingCodes.InvalidValue,
                Place(configuration, "site.time_zone"),
                $"site.time_zone: this machine does not know the zone {TomlText.Quote(configuration.Site.TimeZone)}",
                "Correct the name, or install the time zone data (the package is usually called tzdata)");
        }
    }

    /// <summary>What is published is written over the file of before: that must never be the ledger, nor what else is published.</summary>
    private static void CheckPlaces(BankConfiguration configuration, FindingCollector findings)
    {
        var taken = new Dictionary<string, string> { [configuration.Ledger.Path] = "ledger.path" };
        foreach ((string setting, string path) in new[] { ("ledger.snapshot", configuration.Ledger.SnapshotPath), ("gate.snapshot", configuration.GateSnapshotPath) })
        {
            if (!taken.TryAdd(path, setting))
            {
                findings.Error(
                    ConfigurationFindingCodes.Conflict,
                    Place(configuration, setting),
                    $"{setting} is the file of {taken[path]}, which would be written over: {TomlText.Quote(path)}",
                    "Give each a file of its own");
            }
        }
    }

    private static void CheckPrices(BankConfiguration configuration, FindingCollector findings)
    {
        bool hasPrices = configuration.Origins.ContainsKey("PartitionPrice");
        bool usesPrices = configuration.Tariff.Kind == TariffKind.PartitionPrice;
        if (usesPrices && configuration.Tariff.PartitionPrices.Count == 0)
        {
            findings.Error(
                ConfigurationFindingCodes.Conflict,
                Place(configuration, "tariff.kind"),
                "tariff.kind is \"partition-price\", and there are no prices",
                "Write every partition with its SU per CPU-hour in [PartitionPrice]");
        }
        else if (hasPrices && !usesPrices)
        {
            findings.Warning(
                ConfigurationFindingCodes.NoEffect,
                Place(configuration, "PartitionPrice"),
                $"[PartitionPrice] has no effect with tariff.kind = {TariffSettings.KindKind.Write(configuration.Tariff.Kind)}",
                "Remove the section, or write kind = \"partition-price\" in [tariff]");
        }
    }

    /// <summary>Two lines about one QOS or partition of which only one counts.</summary>
    private static void CheckFree(BankConfiguration configuration, FindingCollector findings)
    {
        TariffSettings tariff = configuration.Tariff;
        foreach (string qos in tariff.FreeQos.Where(tariff.QosFactors.ContainsKey))
        {
            findings.Warning(
                ConfigurationFindingCodes.NoEffect,
                Place(configuration, "tariff.qos_factor"),
                $"tariff.qos_factor.{TomlText.Key(qos)} has no effect: tariff.free_qos makes that QOS free",
                "Remove one of the two");
        }

        IEnumerable<string> priced = tariff.FreePartitions.Where(name => tariff.PartitionPrices.TryGetValue(name, out decimal price) && price > 0);
        foreach (string partition in tariff.Kind == TariffKind.PartitionPrice ? priced : [])
        {
            findings.Warning(
                ConfigurationFindingCodes.NoEffect,
                Place(configuration, "PartitionPrice"),
                $"PartitionPrice.{TomlText.Key(partition)} has no effect: tariff.free_partitions makes that partition free",
                "Remove one of the two");
        }
    }

    /// <summary>Limits of currencies in which nothing is charged.</summary>
    private static void CheckCurrencies(BankConfiguration configuration, FindingCollector findings)
    {
        foreach (string currency in configuration.Enforce.CurrencyHolds.Keys.Where(c => c != configuration.Site.Currency && !configuration.Tariff.PartitionCurrencies.Values.Contains(c)))
        {
            findings.Warning(
                ConfigurationFindingCodes.NoEffect,
                Place(configuration, "enforce.currency_hold"),
                $"enforce.currency_hold.{TomlText.Key(currency)} has no effect: no partition is charged in that currency",
                "Correct the name, or name the currency in [tariff.partition_currency]");
        }
    }

    /// <summary>A limit in billing minutes follows the balance only where the tariff counts what Slurm counts.</summary>
    private static void CheckMovingLimit(BankConfiguration configuration, FindingCollector findings)
    {
        if (configuration.Enforce.Hold != HoldMechanismSetting.MovingLimit)
        {
            return;
        }

        List<string> obstacles = [];
        if (configuration.Tariff.Kind != TariffKind.Billing)
        {
            obstacles.Add("tariff.kind = \"billing\"");
        }

        if (configuration.Tariff.Suspended != SuspendedTime.Charge)
        {
            obstacles.Add("tariff.suspended = \"charge\"");
        }

        if (configuration.Slurm.Clusters.Count > 1)
        {
            obstacles.Add("a single cluster in slurm.clusters");
        }

        if (configuration.Tariff.PartitionCurrencies.Values.Any(c => c != configuration.Site.Currency))
        {
            obstacles.Add("a single currency, without tariff.partition_currency");
        }

        if (configuration.Enforce.ResetUsage)
        {
            obstacles.Add("enforce.reset_usage = false");
        }

        if (obstacles.Count > 0)
        {
            findings.Error(
                ConfigurationFindingCodes.Conflict,
                Place(configuration, "enforce.hold"),
                $"enforce.hold = \"moving-limit\" wants {string.Join(" and ", obstacles)}",
                "Change that, or take hold = \"grp-tres-run-mins\"");
        }
    }

    /// <summary>The configuration names commands and paths, so whoever can write it can run them as the bank.</summary>
    private static void CheckFile(FindingCollector findings, ConfigurationFacts? facts)
    {
        if (facts?.ConfigurationFile is not FileFacts file || !(file.IsWritableByEverybody || file.IsWritableByGroup))
        {
            return;
        }

        findings.Add(
            file.IsWritableByEverybody ? FindingSeverity.Error : FindingSeverity.Warning,
            ConfigurationFindingCodes.ConfigurationWritable,
            new TomlPosition(1, 1),
            $"{(file.IsWritableByEverybody ? "everybody" : "the group")} can write this file (mode {file.ModeText}), which names commands that the bank runs",
            $"chmod go-w {findings.SourceName}");
    }

    private static TomlPosition Place(BankConfiguration configuration, string path) =>
        configuration.Origins.TryGetValue(path, out SettingOrigin origin) ? origin.Position : new TomlPosition(1, 1);
}
