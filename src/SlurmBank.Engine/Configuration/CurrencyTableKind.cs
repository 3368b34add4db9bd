using System;
using SlurmBank.Engine.Toml;

namespace SlurmBank.Engine.Configuration;

/// <summary>A table of partitions with the name of a currency each.</summary>
internal sealed class CurrencyTableKind() : TableKind<string>(TextRules.SlurmName)
{
    // What a tariff version can hold.
    private const int LongestName = 16;

    internal override string Expected => "a table of partitions with a currency each, such as gpu = \"GPU-h\"";

    private protected override string WriteEntry(string value) => TomlText.Quote(value);

    private protected override bool TryReadEntry(TomlNode node, string place, FindingCollector findings, out string value)
    {
        value = string.Empty;
        if (node is not TomlString text)
        {
            return findings.WrongType(place, node, "the name of a currency such as \"GPU-h\"", "A name that has a dot in it stands in quotes");
        }

        return (TextRules.Currency(text.Value, out value, out string problem) && IsShort(value, out problem)) || findings.InvalidValue(place, node.Position, problem);
    }

    private static bool IsShort(string currency, out string problem)
    {
        problem = $"16 characters at most, and no '.', are expected, {TomlText.Quote(currency)} is found";
        return currency.Length <= LongestName && !currency.Contains('.', StringComparison.Ordinal);
    }
}
