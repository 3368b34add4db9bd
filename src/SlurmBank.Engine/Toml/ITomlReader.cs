using System;
using System.Diagnostics.CodeAnalysis;

namespace SlurmBank.Engine.Toml;

/// <summary>Reads TOML 1.0. The one door to TOML, so that another reader could take its place.</summary>
public interface ITomlReader
{
    /// <summary>Reads a document from a text; never throws, whatever the text.</summary>
    /// <param name="text">The document; null counts as empty.</param>
    /// <param name="sourceName">The name errors and findings show, usually a path.</param>
    /// <param name="document">The document, where the answer is true.</param>
    /// <param name="error">The first thing that is wrong, where the answer is false.</param>
    public bool TryRead(string? text, string sourceName, [NotNullWhen(true)] out TomlDocument? document, out TomlError error);

    /// <summary>Reads a document from bytes, which must be UTF-8; never throws, whatever the bytes.</summary>
    /// <param name="utf8">The document, with or without a byte order mark.</param>
    /// <param name="sourceName">The name errors and findings show, usually a path.</param>
    /// <param name="document">The document, where the answer is true.</param>
    /// <param name="error">The first thing that is wrong, where the answer is false.</param>
    public bool TryRead(ReadOnlySpan<byte> utf8, string sourceName, [NotNullWhen(true)] out TomlDocument? document, out TomlError error);
}
