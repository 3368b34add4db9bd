using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using SlurmBank.Engine.Toml;

namespace SlurmBank.Engine.Configuration;

/// <summary>A table of currencies with the limit that holds work in each.</summary>
internal sealed class CurrencyHoldsKind(ChoiceKind<HoldMechanismSetting> limits) : SettingKind<IReadOnlyDictionary<string, HoldMechanismSetting>>
{
    internal override string Expected => "a table of currencies with a limit each, such as \"GPU-h\" = \"grp-tres-run-mins-gpu\"";

    internal override bool TryRead(TomlNode node, string path, FindingCollector findings, out IReadOnlyDictionary<string, HoldMechanismSetting> value)
    {
        value = ImmutableSortedDictionary<string, HoldMechanismSetting>.Empty;
        if (node is not TomlTable table)
        {
            return findings.WrongType(path, node, Expected);
        }

        ImmutableSortedDictionary<string, HoldMechanismSetting>.Builder read = ImmutableSortedDictionary.CreateBuilder<string, HoldMechanismSetting>(StringComparer.Ordinal);
        bool whole = true;
        foreach (TomlEntry entry in table.Entries)
        {
            string name = $"{path}.{TomlText.Key(entry.Key)}";
            if (!TextRules.Currency(entry.Key, out _, out string problem))
            {
                whole = findings.InvalidValue(name, entry.KeyPosition, problem);
            }
            else if (!limits.TryRead(entry.Value, name, findings, out HoldMechanismSetting limit))
            {
                whole = false;
            }
            else if (limit == HoldMechanismSetting.MovingLimit)
            {
                whole = findings.InvalidValue(name, entry.Value.Position, "the moving limit follows a single currency's balance, and cannot hold work in one of several");
            }
            else
            {
                read.Add(entry.Key, limit);
            }
        }

        value = read.ToImmutable();
        return whole;
    }

    internal override string Write(IReadOnlyDictionary<string, HoldMechanismSetting> value) =>
        value.Count == 0 ? "{}" : $"{{ {string.Join(", ", value.Select(pair => $"{TomlText.Key(pair.Key)} = {limits.Write(pair.Value)}"))} }}";

    internal override IReadOnlyList<KeyValuePair<string, string>> Rows(IReadOnlyDictionary<string, HoldMechanismSetting> value) =>
        value.Select(pair => KeyValuePair.Create(TomlText.Key(pair.Key), limits.Write(pair.Value))).ToList();
}
