using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using SlurmBank.Engine.Toml;

namespace SlurmBank.Engine.Configuration;

/// <summary>Makes a <see cref="BankConfiguration"/> from TOML. It never throws: everything that is wrong is a finding.</summary>
public static class BankConfigurationReader
{
    /// <summary>Reads a configuration from a text.</summary>
    /// <param name="text">The text; null counts as empty, which gives the defaults.</param>
    /// <param name="sourceName">The name that findings show, usually the path.</param>
    /// <param name="facts">What the caller knows about the file and the machine; null checks nothing of that.</param>
    public static ConfigurationReading Read(string? text, string sourceName, ConfigurationFacts? facts = null) =>
        TomlDocument.TryParse(text, sourceName, out TomlDocument? document, out TomlError error) ? Read(document, facts) : Fail(sourceName, error);

    /// <summary>Reads a configuration from the bytes of a file, which must be UTF-8.</summary>
    /// <param name="utf8">The bytes.</param>
    /// <param name="sourceName">The name that findings show, usually the path.</param>
    /// <param name="facts">What the caller knows about the file and the machine; null checks nothing of that.</param>
    public static ConfigurationReading Read(ReadOnlySpan<byte> utf8, string sourceName, ConfigurationFacts? facts = null) =>
        TomlDocument.TryParse(utf8, sourceName, out TomlDocument? document, out TomlError error) ? Read(document, facts) : Fail(sourceName, error);

    private static ConfigurationReading Fail(string sourceName, TomlError error)
    {
        FindingCollector findings = new(sourceName);
        findings.Error(ConfigurationFindingCodes.Syntax, new TomlPosition(error.Line, error.Column), error.Message);
        return new ConfigurationReading(BankConfiguration.Default with { SourceName = sourceName }, findings.Findings);
    }

    private static ConfigurationReading Read(TomlDocument document, ConfigurationFacts? facts)
    {
        FindingCollector findings = new(document.SourceName);
        Reading reading = new(findings, BankConfiguration.Default with { SourceName = document.SourceName });
        foreach (TomlEntry entry in document.Root.Entries)
        {
            ReadSection(entry, reading, facts);
        }

        ImplyTariff(reading);
        BankConfiguration configuration = reading.Configuration with { Origins = reading.Origins.ToImmutable() };
        ConfigurationChecks.Run(configuration, findings, facts);
        return new ConfigurationReading(configuration, findings.Findings);
    }

    private static void ReadSection(TomlEntry entry, Reading reading, ConfigurationFacts? facts)
    {
        SectionSchema? section = null;
        foreach (SectionSchema candidate in ConfigurationSchema.Sections)
        {
            section = candidate.Name == entry.Key ? candidate : section;
        }

        bool older = OlderPluginSections.Has(entry.Key);
        if (section is null && !older)
        {
            UnknownNames.ReportSection(reading.Findings, entry, ConfigurationSchema.SectionNames);
        }
        else if (entry.Value is not TomlTable table)
        {
            reading.Findings.WrongType(entry.Key, entry.Value, $"a section [{entry.Key}]");
        }
        else if (older)
        {
            OlderPluginSections.Read(entry.Key, table, reading.Findings, facts);
        }
        else
        {
            ReadSettings(section!, entry, table, reading);
        }
    }

    private static void ReadSettings(SectionSchema section, TomlEntry entry, TomlTable table, Reading reading)
    {
        if (section.Settings is [{ Key.Length: 0 } whole])
        {
            reading.Apply(whole, table, entry.KeyPosition);
            return;
        }

        foreach (TomlEntry key in table.Entries)
        {
            Setting? setting = null;
            foreach (Setting candidate in section.Settings)
            {
                setting = candidate.Key == key.Key ? candidate : setting;
            }

            if (setting is null)
            {
                UnknownNames.ReportKey(reading.Findings, section, key);
            }
            else
            {
                reading.Apply(setting, key.Value, key.KeyPosition);
            }
        }
    }

    /// <summary>Prices without a tariff kind are a file of the older plugins, whose one tariff was this.</summary>
    private static void ImplyTariff(Reading reading)
    {
        if (!reading.Origins.TryGetValue("PartitionPrice", out SettingOrigin prices) || reading.Seen.Contains("tariff.kind"))
        {
            return;
        }

        BankConfiguration configuration = reading.Configuration;
        reading.Configuration = configuration with { Tariff = configuration.Tariff with { Kind = TariffKind.PartitionPrice } };
        reading.Origins["tariff.kind"] = new SettingOrigin(SettingOriginKind.Implied, prices.Position);
        reading.Findings.Add(
            FindingSeverity.Information,
            ConfigurationFindingCodes.ImpliedTariff,
            prices.Position,
            "[PartitionPrice] without a tariff kind makes the tariff one of partition prices, half up to 0.01 SU",
            "Write kind = \"partition-price\" in [tariff] to say so");
    }

    /// <summary>A configuration on its way.</summary>
    private sealed class Reading(FindingCollector findings, BankConfiguration configuration)
    {
        internal FindingCollector Findings => findings;

        internal BankConfiguration Configuration { get; set; } = configuration;

        internal ImmutableSortedDictionary<string, SettingOrigin>.Builder Origins { get; } = ImmutableSortedDictionary.CreateBuilder<string, SettingOrigin>(StringComparer.Ordinal);

        /// <summary>Every setting that was written, right or wrong: a wrong one is not to be replaced by a guess.</summary>
        internal HashSet<string> Seen { get; } = new(StringComparer.Ordinal);

        internal void Apply(Setting setting, TomlNode value, TomlPosition position)
        {
            Seen.Add(setting.Path);
            BankConfiguration configuration = Configuration;
            if (setting.TryApply(value, findings, ref configuration))
            {
                Configuration = configuration;
                Origins[setting.Path] = new SettingOrigin(SettingOriginKind.File, position);
            }
        }
    }
}
