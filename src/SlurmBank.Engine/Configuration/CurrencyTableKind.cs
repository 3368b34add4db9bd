using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using SlurmBank.Engine.Toml;

namespace SlurmBank.Engine.Configuration;

/// <summary>A table of partitions with the name of a currency each.</summary>
internal sealed class CurrencyTableKind : SettingKind<IReadOnlyDictionary<string, string>>
{
    // What a tariff version can hold.
    private const int LongestName = 16;

    internal override string Expected => "a table of partitions with a currency each, such as gpu = \"GPU-h\"";

    internal override bool TryRead(TomlNode node, string path, FindingCollector findings, out IReadOnlyDictionary<string, string> value)
    {
        value = ImmutableSortedDictionary<string, string>.Empty;
        if (node is not TomlTable table)
        {
            return findings.WrongType(path, node, Expected);
        }

        ImmutableSortedDictionary<string, string>.Builder read = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        bool whole = true;
        foreach (TomlEntry entry in table.Entries)
        {
            string name = $"{path}.{TomlText.Key(entry.Key)}";
            if (!TextRules.SlurmName(entry.Key, out _, out string problem))
            {
                whole = findings.InvalidValue(name, entry.KeyPosition, problem);
            }
            else if (entry.Value is not TomlString text)
            {
                whole = findings.WrongType(name, entry.Value, "the name of a currency such as \"GPU-h\"", "A name that has a dot in it stands in quotes");
            }
            else if (!TextRules.Currency(text.Value, out string currency, out problem) || !IsShort(currency, out problem))
            {
                whole = findings.InvalidValue(name, entry.Value.Position, problem);
            }
            else
            {
                read.Add(entry.Key, currency);
            }
        }

        value = read.ToImmutable();
        return whole;
    }

    internal override string Write(IReadOnlyDictionary<string, string> value) =>
        value.Count == 0 ? "{}" : $"{{ {string.Join(", ", value.Select(pair => $"{TomlText.Key(pair.Key)} = {TomlText.Quote(pair.Value)}"))} }}";

    internal override IReadOnlyList<KeyValuePair<string, string>> Rows(IReadOnlyDictionary<string, string> value) =>
        value.Select(pair => KeyValuePair.Create(TomlText.Key(pair.Key), TomlText.Quote(pair.Value))).ToList();

    private static bool IsShort(string currency, out string problem)
    {
        problem = $"16 characters at most, and no '.', are expected, {TomlText.Quote(currency)} is found";
        return currency.Length <= LongestName && !currency.Contains('.', StringComparison.Ordinal);
    }
}
