using System.Collections.Generic;
using SlurmBank.Engine.Toml;

namespace SlurmBank.Engine.Configuration;

/// <summary>A table of names with a rule of the gate each.</summary>
internal sealed class GateOverridesKind(TextRule<string> nameRule) : TableKind<GateOverride>(nameRule)
{
    private static readonly string[] Keys = ["policy", "missing_snapshot", "lien"];

    internal override string Expected => "a table of names with { policy, missing_snapshot, lien } each, all optional";

    private protected override string WriteEntry(GateOverride rule)
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

    private protected override bool TryReadEntry(TomlNode node, string path, FindingCollector findings, out GateOverride rule)
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
