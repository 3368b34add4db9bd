using System;
using System.Buffers;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace SlurmBank.Engine.Toml;

/// <summary>
/// Reads TOML 1.0 and nothing beyond it. It stops at the first error, and nests no deeper than <see cref="DeepestNesting"/>,
/// so that no text can exhaust the stack of the process that reads it.
/// </summary>
public sealed class StrictTomlReader : ITomlReader
{
    /// <summary>How many tables and arrays may lie in each other, parts of dotted keys included. TOML itself names no bound.</summary>
    public const int DeepestNesting = 128;

    private const char ByteOrderMark = '\uFEFF';

    private StrictTomlReader()
    {
    }

    /// <summary>The reader; it keeps nothing between calls and may be used by many threads.</summary>
    public static StrictTomlReader Instance { get; } = new();

    /// <inheritdoc/>
    public bool TryRead(string? text, string sourceName, [NotNullWhen(true)] out TomlDocument? document, out TomlError error)
    {
        text ??= string.Empty;
        TomlCursor cursor = new(text);
        TomlTable root = new(TomlTableOrigin.Header, new TomlPosition(1, 1));
        bool read = CheckSurrogates(cursor, text) && ReadLines(cursor, root);
        document = read ? new TomlDocument(sourceName, root) : null;
        error = cursor.Error;
        return read;
    }

    /// <inheritdoc/>
    public bool TryRead(ReadOnlySpan<byte> utf8, string sourceName, [NotNullWhen(true)] out TomlDocument? document, out TomlError error)
    {
        int valid = ValidLength(utf8);
        string text = Encoding.UTF8.GetString(utf8[..valid]);
        if (valid == utf8.Length)
        {
            return TryRead(text, sourceName, out document, out error);
        }

        TomlCursor cursor = new(text);
        cursor.Fail($"the byte 0x{utf8[valid]:X2} is not valid UTF-8 here", text.Length);
        document = null;
        error = cursor.Error;
        return false;
    }

    private static int ValidLength(ReadOnlySpan<byte> utf8)
    {
        int at = 0;
        while (at < utf8.Length && Rune.DecodeFromUtf8(utf8[at..], out _, out int used) == OperationStatus.Done)
        {
            at += used;
        }

        return at;
    }

    /// <summary>A lone surrogate is no Unicode character, so no TOML file can hold one; a text in memory could.</summary>
    private static bool CheckSurrogates(TomlCursor cursor, string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                return cursor.Fail("half of a surrogate pair is not a Unicode character", i);
            }
        }

        return true;
    }

    private static bool ReadLines(TomlCursor cursor, TomlTable root)
    {
        cursor.Accept(ByteOrderMark);
        TomlTable section = root;
        int depth = 0;
        while (true)
        {
            if (!cursor.SkipTrivia())
            {
                return false;
            }

            if (cursor.Current == TomlCursor.End)
            {
                return true;
            }

            bool read = cursor.Current == '['
                ? ReadHeader(cursor, root, out section, out depth)
                : TomlValueReader.TryReadPair(cursor, section, depth);
            if (!read || !ReadEndOfLine(cursor))
            {
                return false;
            }
        }
    }

    private static bool ReadHeader(TomlCursor cursor, TomlTable root, out TomlTable section, out int depth)
    {
        section = root;
        depth = 0;
        bool isArray = cursor.Ahead(1) == '[';
        cursor.Offset += isArray ? 2 : 1;
        if (!TomlKeyReader.TryRead(cursor, DeepestNesting, out List<TomlKeyPart> path))
        {
            return false;
        }

        if (!cursor.Accept(']') || (isArray && !cursor.Accept(']')))
        {
            return cursor.Fail($"'{(isArray ? "]]" : "]")}' is expected after the name of a table, {TomlText.Describe(cursor.Current)} is found");
        }

        depth = path.Count;
        return isArray
            ? TomlTableRules.TryOpenArrayElement(cursor, root, path, out section)
            : TomlTableRules.TryOpenTable(cursor, root, path, out section);
    }

    private static bool ReadEndOfLine(TomlCursor cursor)
    {
        cursor.SkipBlanks();
        if (!cursor.SkipComment())
        {
            return false;
        }

        return cursor.Current == TomlCursor.End || cursor.AcceptNewline()
            || cursor.Fail($"the end of the line is expected, {TomlText.Describe(cursor.Current)} is found");
    }
}
