using System.Collections.Generic;
using System.Linq;
using SlurmBank.Engine.Toml;

namespace SlurmBank.Engine.Configuration;

/// <summary>
/// The sections of the older banking plugins that have no effect here. They are read so that a file of theirs is accepted
/// unchanged, and everything in them is a finding, so that nobody thinks it still works.
/// </summary>
internal static class OlderPluginSections
{
    internal const string Enable = "Enable";
    internal const string Api = "API";
    internal const string QosMultiplier = "QosMultiplier";

    internal static IReadOnlyList<string> Names { get; } = [Enable, Api, QosMultiplier];

    /// <summary>The keys of each section: what its value is, and what to write instead. [QosMultiplier] has QOS names for keys.</summary>
    private static readonly Dictionary<string, (TomlKind Kind, string Fix)> EnableKeys = new()
    {
        ["enable_job_submit_plugin"] = (TomlKind.Boolean, "Remove it; what the submit plugin does is [gate] policy, and slurm.conf's JobSubmitPlugins turns it on"),
        ["enable_spank_plugin"] = (TomlKind.Boolean, "Remove it; jobs that start are seen by the sync"),
        ["enable_job_complete_plugin"] = (TomlKind.Boolean, "Remove it; jobs that end are settled by the sync"),
    };

    private static readonly Dictionary<string, (TomlKind Kind, string Fix)> ApiKeys = new()
    {
        ["url"] = (TomlKind.String, "Remove it; the ledger of [ledger] path takes the place of that service"),
        ["token"] = (TomlKind.String, "Remove it; secrets stand in the file of [secrets] file or in the environment"),
    };

    internal static bool Has(string section) => Names.Contains(section);

    internal static void Read(string section, TomlTable table, FindingCollector findings, ConfigurationFacts? facts)
    {
        switch (section)
        {
            case QosMultiplier:
                ReadMultipliers(table, findings);
                break;
            case Enable:
                ReadKeys(section, table, EnableKeys, findings);
                break;
            default:
                ReadKeys(section, table, ApiKeys, findings);
                CheckToken(table, findings, facts);
                break;
        }
    }

    private static void ReadKeys(string section, TomlTable table, Dictionary<string, (TomlKind Kind, string Fix)> keys, FindingCollector findings)
    {
        foreach (TomlEntry entry in table.Entries)
        {
            if (!keys.TryGetValue(entry.Key, out (TomlKind Kind, string Fix) known))
            {
                UnknownNames.ReportKey(findings, $"[{section}]", entry, keys.Keys.ToList());
            }
            else if (entry.Value.Kind != known.Kind)
            {
                string expected = known.Kind == TomlKind.Boolean ? "true or false" : "a text";
                findings.WrongType($"{section}.{entry.Key}", entry.Value is TomlString ? new Hidden(entry.Value) : entry.Value, expected, known.Fix);
            }
            else
            {
                findings.Warning(ConfigurationFindingCodes.NoEffect, entry.KeyPosition, $"{section}.{entry.Key} has no effect", known.Fix);
            }
        }
    }

    private static void ReadMultipliers(TomlTable table, FindingCollector findings)
    {
        NumberTableKind kind = new("factor", Kinds.LargestNumber);
        if (!kind.TryRead(table, QosMultiplier, findings, out IReadOnlyDictionary<string, decimal> factors))
        {
            return;
        }

        foreach (TomlEntry entry in table.Entries)
        {
            string written = $"{TomlText.Key(entry.Key)} = {ExactDecimal.Write(factors[entry.Key])}";
            findings.Warning(
                ConfigurationFindingCodes.NoEffect,
                entry.KeyPosition,
                $"{QosMultiplier}.{TomlText.Key(entry.Key)} has no effect: the older plugins had dropped this section",
                $"Write {written} in [tariff.qos_factor] if the QOS is to cost that much, and remove it here");
        }
    }

    /// <summary>A token in a file that others can read is no secret any more, whether or not anything uses it.</summary>
    private static void CheckToken(TomlTable table, FindingCollector findings, ConfigurationFacts? facts)
    {
        if (table.TryGet("token", out TomlEntry? token) && token.Value is TomlString { Value.Length: > 0 } && facts?.ConfigurationFile is { IsReadableByOthers: true } file)
        {
            findings.Warning(
                ConfigurationFindingCodes.SecretReadable,
                token.KeyPosition,
                $"{Api}.token stands in a file that others can read (mode {file.ModeText})",
                "Remove it here, and have the service that issued it replace it");
        }
    }

    /// <summary>Keeps a text that may be a secret out of messages.</summary>
    private sealed class Hidden(TomlNode node) : TomlNode(node.Kind, node.Position)
    {
        public override string Describe() => "a text";
    }
}
