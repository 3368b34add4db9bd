using System;
using System.Globalization;
using System.Text;

namespace SlurmBank.Engine.Toml;

/// <summary>Reads the four kinds of text of TOML 1.0.</summary>
internal static class TomlStringReader
{
    /// <summary>Reads a text on one line; the cursor stands on its quote.</summary>
    internal static bool TryReadSingleLine(TomlCursor cursor, out string value)
    {
        int start = cursor.Offset;
        char quote = (char)cursor.Current;
        StringBuilder read = new();
        value = string.Empty;
        cursor.Offset++;
        while (!cursor.Accept(quote))
        {
            if (cursor.Current == TomlCursor.End || cursor.IsNewline())
            {
                return cursor.Fail($"the text that starts here is not closed with {quote} on its line", start);
            }

            if (!TryReadCharacter(cursor, quote == '"', read))
            {
                return false;
            }
        }

        value = read.ToString();
        return true;
    }

    /// <summary>Reads a text of several lines; the cursor stands on the first of its three quotes.</summary>
    internal static bool TryReadMultiLine(TomlCursor cursor, out string value)
    {
        int start = cursor.Offset;
        char quote = (char)cursor.Current;
        StringBuilder read = new();
        value = string.Empty;
        cursor.Offset += 3;
        // A line end directly after the opening quotes is not part of the text.
        cursor.AcceptNewline();
        while (!AcceptClosing(cursor, quote, read))
        {
            if (cursor.Current == TomlCursor.End)
            {
                return cursor.Fail($"the text that starts here is not closed with {new string(quote, 3)}", start);
            }

            if (cursor.AcceptNewline())
            {
                read.Append('\n');
            }
            else if (quote == '"' && cursor.Current == '\\' && SkipLineContinuation(cursor))
            {
                continue;
            }
            else if (!TryReadCharacter(cursor, quote == '"', read))
            {
                return false;
            }
        }

        value = read.ToString();
        return true;
    }

    /// <summary>Up to two quotes may stand directly before the closing three, and belong to the text.</summary>
    private static bool AcceptClosing(TomlCursor cursor, char quote, StringBuilder read)
    {
        if (!cursor.IsTriple(quote))
        {
            return false;
        }

        cursor.Offset += 3;
        for (int extra = 0; extra < 2 && cursor.Accept(quote); extra++)
        {
            read.Append(quote);
        }

        return true;
    }

    /// <summary>A backslash before a line end takes away all blanks and line ends up to the next character.</summary>
    private static bool SkipLineContinuation(TomlCursor cursor)
    {
        int start = cursor.Offset;
        cursor.Offset++;
        cursor.SkipBlanks();
        if (!cursor.AcceptNewline())
        {
            cursor.Offset = start;
            return false;
        }

        do
        {
            cursor.SkipBlanks();
        }
        while (cursor.AcceptNewline());

        return true;
    }

    private static bool TryReadCharacter(TomlCursor cursor, bool escapes, StringBuilder read)
    {
        int c = cursor.Current;
        if (escapes && c == '\\')
        {
            return TryReadEscape(cursor, read);
        }

        if (TomlCursor.IsForbiddenControl(c))
        {
            return cursor.Fail($"{TomlText.Describe(c)} is not allowed in a text{(escapes ? "; write it as an escape" : string.Empty)}");
        }

        read.Append((char)c);
        cursor.Offset++;
        return true;
    }

    private static bool TryReadEscape(TomlCursor cursor, StringBuilder read)
    {
        int letter = cursor.Ahead(1);
        char? simple = letter switch
        {
            'b' => '\b',
            't' => '\t',
            'n' => '\n',
            'f' => '\f',
            'r' => '\r',
            '"' => '"',
            '\\' => '\\',
            _ => null,
        };
        if (simple is char c)
        {
            read.Append(c);
            cursor.Offset += 2;
            return true;
        }

        return letter switch
        {
            'u' => TryReadCodePoint(cursor, 4, read),
            'U' => TryReadCodePoint(cursor, 8, read),
            _ => cursor.Fail($"{TomlText.Describe(letter)} after a backslash is not an escape of TOML 1.0 (b t n f r \" \\ uXXXX UXXXXXXXX)"),
        };
    }

    private static bool TryReadCodePoint(TomlCursor cursor, int digits, StringBuilder read)
    {
        Span<char> hex = stackalloc char[8];
        for (int i = 0; i < digits; i++)
        {
            int c = cursor.Ahead(2 + i);
            if (c < 0 || !char.IsAsciiHexDigit((char)c))
            {
                return cursor.Fail($"\\{(char)cursor.Ahead(1)} wants {digits} hexadecimal digits", cursor.Offset);
            }

            hex[i] = (char)c;
        }

        uint value = uint.Parse(hex[..digits], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        if (!Rune.IsValid(value))
        {
            return cursor.Fail($"U+{value:X4} is not a Unicode character", cursor.Offset);
        }

        read.Append(new Rune(value).ToString());
        cursor.Offset += 2 + digits;
        return true;
    }
}
