using SlurmBank.Engine.Toml;

namespace SlurmBank.Engine.Configuration;

/// <summary>A table of names with a price or a factor each: exact decimals from 0 up.</summary>
internal sealed class NumberTableKind(string what, decimal most) : TableKind<decimal>(TextRules.SlurmName)
{
    internal override string Expected => $"a table of names with a {what} each, such as normal = 1.5";

    private protected override string WriteEntry(decimal value) => ExactDecimal.Write(value);

    private protected override bool TryReadEntry(TomlNode node, string place, FindingCollector findings, out decimal value)
    {
        value = 0;
        if (node is TomlTable)
        {
            return findings.WrongType(place, node, $"a {what}", "A name that has a dot in it stands in quotes");
        }

        if (!ExactDecimal.TryRead(node, out value, out string problem))
        {
            // An unparsable price must never become a price of zero, which would make jobs free without a word.
            return findings.InvalidValue(place, node.Position, $"a {what} such as 1.5 is expected, {node.Describe()} is found: {problem}");
        }

        return (value >= 0 && value <= most)
            || findings.InvalidValue(place, node.Position, $"a {what} from 0 to {ExactDecimal.Write(most)} is expected, {node.Describe()} is found");
    }
}
