using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;

namespace SlurmBank.Engine.Toml;

/// <summary>A key of a table with its value.</summary>
/// <param name="Key">The key, unquoted; it may be empty.</param>
/// <param name="KeyPosition">Where the key stands.</param>
/// <param name="Value">The value, which knows its own place.</param>
public sealed record TomlEntry(string Key, TomlPosition KeyPosition, TomlNode Value);

/// <summary>How a table came about, which decides what may still be added to it (TOML 1.0, "Table" and "Inline Table").</summary>
internal enum TomlTableOrigin
{
    /// <summary>Named only on the way to a deeper header; a header may still define it.</summary>
    Implicit,

    /// <summary>Defined by its own header, or the root; only its own section adds keys.</summary>
    Header,

    /// <summary>Defined by dotted keys; dotted keys of the same section may add to it, a header may not.</summary>
    Dotted,

    /// <summary>Written in braces: complete as it stands.</summary>
    Inline,
}

/// <summary>A table: keys with values, in the order written.</summary>
public sealed class TomlTable : TomlNode
{
    private readonly List<TomlEntry> entries = [];
    private readonly Dictionary<string, TomlEntry> byKey = new(System.StringComparer.Ordinal);

    internal TomlTable(TomlTableOrigin origin, TomlPosition position)
        : base(TomlKind.Table, position) => Origin = origin;

    /// <summary>The keys and values, in the order written.</summary>
    public IReadOnlyList<TomlEntry> Entries => entries;

    /// <summary>How the table came about.</summary>
    internal TomlTableOrigin Origin { get; set; }

    /// <summary>Finds a key; keys are compared exactly, case included.</summary>
    public bool TryGet(string key, [NotNullWhen(true)] out TomlEntry? entry) => byKey.TryGetValue(key, out entry);

    /// <inheritdoc/>
    public override string Describe() => Origin == TomlTableOrigin.Inline ? "an inline table" : "a table";

    internal void Add(TomlEntry entry)
    {
        byKey.Add(entry.Key, entry);
        entries.Add(entry);
    }
}
