using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using SlurmBank.Engine.Toml;

namespace SlurmBank.Engine.Configuration;

/// <summary>A table of names with a price or a factor each: exact decimals from 0 up.</summary>
internal sealed class NumberTableKind(string what, decimal most) : SettingKind<IReadOnlyDictionary<string, decimal>>
{
    internal override string Expected => $"a table of names with a {what} each, such as normal = 1.5";

    internal override bool TryRead(TomlNode node, string path, FindingCollector findings, out IReadOnlyDictionary<string, decimal> value)
    {
        value = ImmutableSortedDictionary<string, decimal>.Empty;
        if (node is not TomlTable table)
        {
            return findings.WrongType(path, node, Expected);
        }

        ImmutableSortedDictionary<string, decimal>.Builder read = ImmutableSortedDictionary.CreateBuilder<string, decimal>(StringComparer.Ordinal);
        bool whole = true;
        foreach (TomlEntry entry in table.Entries)
        {
            string name = $"{path}.{TomlText.Key(entry.Key)}";
            if (!TextRules.SlurmName(entry.Key, out _, out string problem))
            {
                whole = findings.InvalidValue(name, entry.KeyPosition, problem);
            }
            else if (TryReadNumber(entry, name, findings, out decimal number))
            {
                read.Add(entry.Key, number);
            }
            else
            {
                whole = false;
            }
        }

        value = read.ToImmutable();
        return whole;
    }

    internal override string Write(IReadOnlyDictionary<string, decimal> value) =>
        value.Count == 0 ? "{}" : $"{{ {string.Join(", ", value.Select(pair => $"{TomlText.Key(pair.Key)} = {ExactDecimal.Write(pair.Value)}"))} }}";

    internal override IReadOnlyList<KeyValuePair<string, string>> Rows(IReadOnlyDictionary<string, decimal> value) =>
        value.Select(pair => KeyValuePair.Create(TomlText.Key(pair.Key), ExactDecimal.Write(pair.Value))).ToList();

    private bool TryReadNumber(TomlEntry entry, string name, FindingCollector findings, out decimal number)
    {
        number = 0;
        if (entry.Value is TomlTable)
        {
            return findings.WrongType(name, entry.Value, $"a {what}", "A name that has a dot in it stands in quotes");
        }

        if (!ExactDecimal.TryRead(entry.Value, out number, out string problem))
        {
            // An unparsable price must never become a price of zero, which would make jobs free without a word.
            return findings.InvalidValue(name, entry.Value.Position, $"a {what} such as 1.5 is expected, {entry.Value.Describe()} is found: {problem}");
        }

        return (number >= 0 && number <= most)
            || findings.InvalidValue(name, entry.Value.Position, $"a {what} from 0 to {ExactDecimal.Write(most)} is expected, {entry.Value.Describe()} is found");
    }
}

/// <summary>A table of names with a rule of the gate each.</summary>
internal sealed class GateOverridesKind(TextRule<string> nameRule) : SettingKind<IReadOnlyDictionary<string, GateOverride>>
{
    private static readonly string[] Keys = ["policy", "missing_snapshot", "lien"];

    internal override string Expected => "a table of names with { policy, missing_snapshot, lien } each, all optional";

    internal override bool TryRead(TomlNode node, string path, FindingCollector findings, out IReadOnlyDictionary<string, GateOverride> value)
    {
        value = ImmutableSortedDictionary<string, GateOverride>.Empty;
        if (node is not TomlTable table)
        {
            return findings.WrongType(path, node, Expected);
        }

        ImmutableSortedDictionary<string, GateOverride>.Builder read = ImmutableSortedDictionary.CreateBuilder<string, GateOverride>(StringComparer.Ordinal);
        bool whole = true;
        foreach (TomlEntry entry in table.Entries)
        {
            string place = $"{path}.{TomlText.Key(entry.Key)}";
            if (!nameRule(entry.Key, out string name, out string problem))
            {
                whole = findings.InvalidValue(place, entry.KeyPosition, problem);
            }
            else if (read.ContainsKey(name))
            {
                whole = findings.InvalidValue(place, entry.KeyPosition, $"{TomlText.Quote(name)} stands in the table already, in another case");
            }
            else if (TryReadOverride(entry.Value, place, findings, out GateOverride rule))
            {
                read.Add(name, rule);
            }
            else
            {
                whole = false;
            }
        }

        value = read.ToImmutable();
        return whole;
    }

    internal override string Write(IReadOnlyDictionary<string, GateOverride> value) =>
        value.Count == 0 ? "{}" : $"{{ {string.Join(", ", value.Select(pair => $"{TomlText.Key(pair.Key)} = {Write(pair.Value)}"))} }}";

    internal override IReadOnlyList<KeyValuePair<string, string>> Rows(IReadOnlyDictionary<string, GateOverride> value) =>
        value.Select(pair => KeyValuePair.Create(TomlText.Key(pair.Key), Write(pair.Value))).ToList();

    private static string Write(GateOverride rule)
    {
        List<string> parts = [];
        if (rule.Policy is GatePolicy policy)
        {
            parts.Add($"policy = {GateSettings.PolicyKind.Write(policy)}");
        }

        if (rule.MissingSnapshot is MissingSnapshotPolicy missing)
        {
            parts.Add($"missing_snapshot = {GateSettings.MissingSnapshotKind.Write(missing)}");
        }

        if (rule.Lien is LienMoment lien)
        {
            parts.Add($"lien = {GateSettings.LienKind.Write(lien)}");
        }

        return parts.Count == 0 ? "{}" : $"{{ {string.Join(", ", parts)} }}";
    }

    private static bool TryReadOverride(TomlNode node, string path, FindingCollector findings, out GateOverride rule)
    {
        rule = new GateOverride();
        if (node is not TomlTable table)
        {
            return findings.WrongType(path, node, "a table with policy, missing_snapshot or lien", "A name that has a dot in it stands in quotes");
        }

        bool whole = true;
        foreach (TomlEntry entry in table.Entries)
        {
            string place = $"{path}.{TomlText.Key(entry.Key)}";
            switch (entry.Key)
            {
                case "policy":
                    whole &= GateSettings.PolicyKind.TryRead(entry.Value, place, findings, out GatePolicy policy);
                    rule = rule with { Policy = policy };
                    break;
                case "missing_snapshot":
                    whole &= GateSettings.MissingSnapshotKind.TryRead(entry.Value, place, findings, out MissingSnapshotPolicy missing);
                    rule = rule with { MissingSnapshot = missing };
                    break;
                case "lien":
                    whole &= GateSettings.LienKind.TryRead(entry.Value, place, findings, out LienMoment lien);
                    rule = rule with { Lien = lien };
                    break;
                default:
                    UnknownNames.ReportKey(findings, path, entry, Keys);
                    whole = false;
                    break;
            }
        }

        return whole;
    }
}
