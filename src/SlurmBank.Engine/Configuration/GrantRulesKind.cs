using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using SlurmBank.Engine.Toml;

namespace SlurmBank.Engine.Configuration;

/// <summary>A table of patterns of account names with a rule about grants each.</summary>
internal sealed class GrantRulesKind : SettingKind<IReadOnlyDictionary<string, GrantRule>>
{
    private static readonly string[] Keys = ["kind", "kinds", "minimum", "credit_limit", "unlimited"];
    private static readonly TextKind<string> KindName = new("the name of a kind such as \"proposal\"", KindRule, v => v);
    private static readonly TextListKind<string> KindNames = new("a list of kinds such as [\"proposal\", \"class\"]", KindRule, v => v);
    private static readonly AmountKind Amount = new();
    private static readonly FlagKind Flag = new();

    internal override string Expected => "a table of patterns with { kind, kinds, minimum, credit_limit, unlimited } each, all optional";

    internal override bool TryRead(TomlNode node, string path, FindingCollector findings, out IReadOnlyDictionary<string, GrantRule> value)
    {
        value = ImmutableSortedDictionary<string, GrantRule>.Empty;
        if (node is not TomlTable table)
        {
            return findings.WrongType(path, node, Expected);
        }

        ImmutableSortedDictionary<string, GrantRule>.Builder read = ImmutableSortedDictionary.CreateBuilder<string, GrantRule>(StringComparer.Ordinal);
        bool whole = true;
        foreach (TomlEntry entry in table.Entries)
        {
            string place = $"{path}.{TomlText.Key(entry.Key)}";
            if (!TextRules.Pattern(entry.Key, out AccountPattern pattern, out string problem))
            {
                whole = findings.InvalidValue(place, entry.KeyPosition, problem);
            }
            else if (read.ContainsKey(pattern.Text))
            {
                whole = findings.InvalidValue(place, entry.KeyPosition, $"{TomlText.Quote(pattern.Text)} stands in the table already, in another case");
            }
            else if (TryReadRule(entry.Value, place, findings, out GrantRule rule))
            {
                read.Add(pattern.Text, rule);
            }
            else
            {
                whole = false;
            }
        }

        value = read.ToImmutable();
        return whole;
    }

    internal override string Write(IReadOnlyDictionary<string, GrantRule> value) =>
        value.Count == 0 ? "{}" : $"{{ {string.Join(", ", value.Select(pair => $"{TomlText.Key(pair.Key)} = {Write(pair.Value)}"))} }}";

    internal override IReadOnlyList<KeyValuePair<string, string>> Rows(IReadOnlyDictionary<string, GrantRule> value) =>
        value.Select(pair => KeyValuePair.Create(TomlText.Key(pair.Key), Write(pair.Value))).ToList();

    private static string Write(GrantRule rule)
    {
        List<string> parts = [];
        if (rule.Kind is string kind)
        {
            parts.Add($"kind = {KindName.Write(kind)}");
        }

        if (rule.Kinds.Count > 0)
        {
            parts.Add($"kinds = {KindNames.Write(rule.Kinds)}");
        }

        if (rule.Minimum is ServiceUnits minimum)
        {
            parts.Add($"minimum = {Amount.Write(minimum)}");
        }

        if (rule.CreditLimit is ServiceUnits limit)
        {
            parts.Add($"credit_limit = {Amount.Write(limit)}");
        }

        if (rule.IsUnlimited)
        {
            parts.Add("unlimited = true");
        }

        return parts.Count == 0 ? "{}" : $"{{ {string.Join(", ", parts)} }}";
    }

    private static bool TryReadRule(TomlNode node, string path, FindingCollector findings, out GrantRule rule)
    {
        rule = new GrantRule();
        if (node is not TomlTable table)
        {
            return findings.WrongType(path, node, "a table with kind, kinds, minimum, credit_limit or unlimited", "A pattern that has a dot, * or ? in it stands in quotes");
        }

        bool whole = true;
        foreach (TomlEntry entry in table.Entries)
        {
            string place = $"{path}.{TomlText.Key(entry.Key)}";
            switch (entry.Key)
            {
                case "kind":
                    whole &= KindName.TryRead(entry.Value, place, findings, out string kind);
                    rule = rule with { Kind = kind };
                    break;
                case "kinds":
                    whole &= KindNames.TryRead(entry.Value, place, findings, out IReadOnlyList<string> kinds);
                    rule = rule with { Kinds = kinds };
                    break;
                case "minimum":
                    whole &= Amount.TryRead(entry.Value, place, findings, out ServiceUnits minimum);
                    rule = rule with { Minimum = minimum };
                    break;
                case "credit_limit":
                    whole &= Amount.TryRead(entry.Value, place, findings, out ServiceUnits limit);
                    rule = rule with { CreditLimit = limit };
                    break;
                case "unlimited":
                    whole &= Flag.TryRead(entry.Value, place, findings, out bool unlimited);
                    rule = rule with { IsUnlimited = unlimited };
                    break;
                default:
                    UnknownNames.ReportKey(findings, path, entry, Keys);
                    whole = false;
                    break;
            }
        }

        return whole;
    }

    private static bool KindRule(string text, out string value, out string problem)
    {
        bool read = TextRules.SlurmName(text, out value, out problem);
        problem = $"the name of a kind is expected: {problem}";
        return read;
    }
}
