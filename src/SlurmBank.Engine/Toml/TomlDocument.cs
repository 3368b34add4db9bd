using System;
using System.Diagnostics.CodeAnalysis;

namespace SlurmBank.Engine.Toml;

/// <summary>A TOML document that was read without an error.</summary>
public sealed class TomlDocument
{
    internal TomlDocument(string sourceName, TomlTable root)
    {
        SourceName = sourceName;
        Root = root;
    }

    /// <summary>Where the document came from, usually a path.</summary>
    public string SourceName { get; }

    /// <summary>The keys and tables of the document.</summary>
    public TomlTable Root { get; }

    /// <summary>Reads a document strictly: see <see cref="ITomlReader.TryRead(string, string, out TomlDocument, out TomlError)"/>.</summary>
    public static bool TryParse(string? text, string sourceName, [NotNullWhen(true)] out TomlDocument? document, out TomlError error) =>
        StrictTomlReader.Instance.TryRead(text, sourceName, out document, out error);

    /// <summary>Reads a document strictly: see <see cref="ITomlReader.TryRead(ReadOnlySpan{byte}, string, out TomlDocument, out TomlError)"/>.</summary>
    public static bool TryParse(ReadOnlySpan<byte> utf8, string sourceName, [NotNullWhen(true)] out TomlDocument? document, out TomlError error) =>
        StrictTomlReader.Instance.TryRead(utf8, sourceName, out document, out error);
}
