using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using SlurmBank.Engine.Toml;

namespace SlurmBank.Engine.Configuration;

/// <summary>A table of names with a value each. One entry that cannot be read spoils the table, so that no half of it comes into force.</summary>
/// <param name="nameRule">What a name may be, and how it is kept.</param>
internal abstract class TableKind<TEntry>(TextRule<string> nameRule) : SettingKind<IReadOnlyDictionary<string, TEntry>>
{
    internal sealed override bool TryRead(TomlNode node, string path, FindingCollector findings, out IReadOnlyDictionary<string, TEntry> value)
    {
        value = ImmutableSortedDictionary<string, TEntry>.Empty;
        if (node is not TomlTable table)
        {
            return findings.WrongType(path, node, Expected);
        }

        ImmutableSortedDictionary<string, TEntry>.Builder read = ImmutableSortedDictionary.CreateBuilder<string, TEntry>(StringComparer.Ordinal);
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
            else if (TryReadEntry(entry.Value, place, findings, out TEntry one))
            {
                read.Add(name, one);
            }
            else
            {
                whole = false;
            }
        }

        value = read.ToImmutable();
        return whole;
    }

    internal sealed override string Write(IReadOnlyDictionary<string, TEntry> value) =>
        value.Count == 0 ? "{}" : $"{{ {string.Join(", ", Rows(value).Select(row => $"{row.Key} = {row.Value}"))} }}";

    internal sealed override IReadOnlyList<KeyValuePair<string, string>> Rows(IReadOnlyDictionary<string, TEntry> value) =>
        value.Select(pair => KeyValuePair.Create(TomlText.Key(pair.Key), WriteEntry(pair.Value))).ToList();

    /// <summary>Reads the value of one name; what is wrong with it is reported, and the answer is then false.</summary>
    private protected abstract bool TryReadEntry(TomlNode node, string place, FindingCollector findings, out TEntry value);

    /// <summary>The value of one name as TOML writes it.</summary>
    private protected abstract string WriteEntry(TEntry value);
}
