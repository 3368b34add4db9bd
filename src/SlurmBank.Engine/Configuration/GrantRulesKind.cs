using System.Collections.Generic;
using SlurmBank.Engine.Toml;

namespace SlurmBank.Engine.Configuration;

/// <summary>A table of patterns of account names with a rule about grants each.</summary>
internal sealed class GrantRulesKind() : TableKind<GrantRule>(PatternRule)
{
    private static readonly string[] Keys = ["kind", "kinds", "minimum", "credit_limit", "unlimited"];
    private static readonly TextKind<string> KindName = new("the name of a kind such as \"proposal\"", KindRule, v => v);
    private static readonly TextListKind<string> KindNames = new("a list of kinds such as [\"proposal\", \"class\"]", KindRule, v => v);
    private static readonly AmountKind Amount = new();
    private static readonly FlagKind Flag = new();

    internal override string Expected => "a table of patterns with { kind, kinds, minimum, credit_limit, unlimited } each, all optional";

    private protected override string WriteEntry(GrantRule rule)
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

    private protected override bool TryReadEntry(TomlNode node, string path, FindingCollector findings, out GrantRule rule)
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

    private static bool PatternRule(string text, out string value, out string problem)
    {
        bool read = TextRules.Pattern(text, out AccountPattern pattern, out problem);
        value = pattern.Text;
        return read;
    }

    private static bool KindRule(string text, out string value, out string problem)
    {
        bool read = TextRules.SlurmName(text, out value, out problem);
        problem = $"the name of a kind is expected: {problem}";
        return read;
    }
}
