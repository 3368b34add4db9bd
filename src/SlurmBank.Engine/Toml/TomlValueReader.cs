using System.Collections.Generic;

namespace SlurmBank.Engine.Toml;

/// <summary>Reads values of every kind, and the key = value pairs they stand in.</summary>
internal static class TomlValueReader
{
    /// <summary>Reads <c>key = value</c> into a section. <paramref name="depth"/> is how deep that section lies.</summary>
    internal static bool TryReadPair(TomlCursor cursor, TomlTable section, int depth)
    {
        if (!TomlKeyReader.TryRead(cursor, StrictTomlReader.DeepestNesting - depth, out List<TomlKeyPart> key))
        {
            return false;
        }

        if (!cursor.Accept('='))
        {
            return cursor.Fail($"'=' is expected after a key, {TomlText.Describe(cursor.Current)} is found");
        }

        cursor.SkipBlanks();
        if (!TomlTableRules.TryWalkDotted(cursor, section, key, out TomlTable table)
            || !TryReadValue(cursor, depth + key.Count, out TomlNode? value))
        {
            return false;
        }

        table.Add(new TomlEntry(key[^1].Name, key[^1].Position, value!));
        return true;
    }

    private static bool TryReadValue(TomlCursor cursor, int depth, out TomlNode? value)
    {
        TomlPosition position = cursor.Position;
        value = null;
        switch (cursor.Current)
        {
            case '"' or '\'':
                bool read = cursor.IsTriple((char)cursor.Current)
                    ? TomlStringReader.TryReadMultiLine(cursor, out string text)
                    : TomlStringReader.TryReadSingleLine(cursor, out text);
                value = new TomlString(text, position);
                return read;
            case '[' or '{' when depth >= StrictTomlReader.DeepestNesting:
                return cursor.Fail($"values are nested deeper than {StrictTomlReader.DeepestNesting}");
            case '[':
                return TryReadArray(cursor, depth + 1, position, out value);
            case '{':
                return TryReadInlineTable(cursor, depth + 1, position, out value);
            default:
                return TryReadBare(cursor, position, out value);
        }
    }

    private static bool TryReadArray(TomlCursor cursor, int depth, TomlPosition position, out TomlNode? value)
    {
        TomlArray array = new(isTableArray: false, position);
        value = array;
        cursor.Offset++;
        while (true)
        {
            if (!cursor.SkipTrivia())
            {
                return false;
            }

            if (cursor.Accept(']'))
            {
                return true;
            }

            if (!TryReadValue(cursor, depth, out TomlNode? item))
            {
                return false;
            }

            array.Add(item!);
            if (!cursor.SkipTrivia())
            {
                return false;
            }

            if (!cursor.Accept(',') && cursor.Current != ']')
            {
                return cursor.Fail($"',' or ']' is expected in the array that starts at {position}, {TomlText.Describe(cursor.Current)} is found");
            }
        }
    }

    /// <summary>TOML 1.0 keeps an inline table on one line and allows no comma after its last pair.</summary>
    private static bool TryReadInlineTable(TomlCursor cursor, int depth, TomlPosition position, out TomlNode? value)
    {
        // While it is read, its own dotted keys may add to its sub-tables; from its closing brace on, nothing may.
        TomlTable table = new(TomlTableOrigin.Inline, position);
        value = table;
        cursor.Offset++;
        cursor.SkipBlanks();
        if (cursor.Accept('}'))
        {
            return true;
        }

        do
        {
            cursor.SkipBlanks();
            if (!TryReadPair(cursor, table, depth))
            {
                return false;
            }

            cursor.SkipBlanks();
        }
        while (cursor.Accept(','));

        return cursor.Accept('}')
            || cursor.Fail($"',' or '}}' is expected in the inline table that starts at {position}, {TomlText.Describe(cursor.Current)} is found");
    }

    private static bool TryReadBare(TomlCursor cursor, TomlPosition position, out TomlNode? value)
    {
        value = null;
        int start = cursor.Offset;
        SkipToken(cursor);
        // A space may part a date from its time: 2026-01-31 07:30:00.
        if (cursor.Offset == start + 10 && cursor.Current == ' ' && IsDigit(cursor.Ahead(1)) && IsDigit(cursor.Ahead(2)) && cursor.Ahead(3) == ':'
            && TomlDateTimeReader.LooksLikeOne(cursor.Slice(start)))
        {
            cursor.Offset++;
            SkipToken(cursor);
        }

        string token = cursor.Slice(start);
        switch (token)
        {
            case "":
                return cursor.Fail($"a value is expected, {TomlText.Describe(cursor.Current)} is found");
            case "true" or "false":
                value = new TomlBoolean(token == "true", position);
                return true;
        }

        string problem;
        bool read = TomlDateTimeReader.LooksLikeOne(token)
            ? TomlDateTimeReader.TryRead(token, position, out value, out problem)
            : TomlNumberReader.TryRead(token, position, out value, out problem);
        return read || cursor.Fail(problem, position);
    }

    private static void SkipToken(TomlCursor cursor)
    {
        while (TomlText.IsBareKeyCharacter(cursor.Current) || cursor.Current is '+' or '.' or ':')
        {
            cursor.Offset++;
        }
    }

    private static bool IsDigit(int c) => c is >= '0' and <= '9';
}
