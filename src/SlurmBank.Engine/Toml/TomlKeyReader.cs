using System.Collections.Generic;

namespace SlurmBank.Engine.Toml;

/// <summary>One part of a dotted key.</summary>
internal readonly record struct TomlKeyPart(string Name, TomlPosition Position);

/// <summary>Reads keys: bare, quoted, dotted.</summary>
internal static class TomlKeyReader
{
    /// <summary>Reads a key of at most <paramref name="deepest"/> parts; the cursor stands on its first character.</summary>
    internal static bool TryRead(TomlCursor cursor, int deepest, out List<TomlKeyPart> parts)
    {
        parts = [];
        do
        {
            cursor.SkipBlanks();
            if (parts.Count >= deepest)
            {
                return cursor.Fail($"tables are nested deeper than {StrictTomlReader.DeepestNesting}");
            }

            TomlPosition position = cursor.Position;
            if (!TryReadPart(cursor, out string name))
            {
                return false;
            }

            parts.Add(new TomlKeyPart(name, position));
            cursor.SkipBlanks();
        }
        while (cursor.Accept('.'));

        return true;
    }

    private static bool TryReadPart(TomlCursor cursor, out string name)
    {
        name = string.Empty;
        if (cursor.Current is '"' or '\'')
        {
            return cursor.IsTriple((char)cursor.Current)
                ? cursor.Fail("a key cannot be a text of several lines")
                : TomlStringReader.TryReadSingleLine(cursor, out name);
        }

        int start = cursor.Offset;
        while (TomlText.IsBareKeyCharacter(cursor.Current))
        {
            cursor.Offset++;
        }

        name = cursor.Slice(start);
        return name.Length > 0 || cursor.Fail($"a key is expected, {TomlText.Describe(cursor.Current)} is found; other characters than A-Z a-z 0-9 - _ need quotes");
    }
}
