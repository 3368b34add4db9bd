using System.Globalization;
using System.Text;

namespace SlurmBank.Engine.Toml;

/// <summary>Writes texts and keys so that a TOML reader gives them back unchanged.</summary>
public static class TomlText
{
    /// <summary>Writes a text as a basic string on one line; a lone surrogate, which TOML cannot hold, becomes U+FFFD.</summary>
    public static string Quote(string text)
    {
        StringBuilder written = new(text.Length + 2);
        written.Append('"');
        foreach (Rune rune in text.EnumerateRunes())
        {
            AppendEscaped(written, rune);
        }

        return written.Append('"').ToString();
    }

    /// <summary>Writes a key: bare where TOML allows it, else quoted.</summary>
    public static string Key(string key)
    {
        foreach (char c in key)
        {
            if (!IsBareKeyCharacter(c))
            {
                return Quote(key);
            }
        }

        return key.Length == 0 ? "\"\"" : key;
    }

    internal static bool IsBareKeyCharacter(int c) => c is >= 'a' and <= 'z' or >= 'A' and <= 'Z' or >= '0' and <= '9' or '-' or '_';

    /// <summary>A character for an error message; what cannot be printed is named by its number.</summary>
    internal static string Describe(int character) => character switch
    {
        < 0 => "the end of the text",
        '\n' or '\r' => "the end of the line",
        '\t' => "a tab",
        < 0x20 or (>= 0x7F and < 0xA0) or (>= 0xD800 and <= 0xDFFF) or 0x2028 or 0x2029 or 0xFEFF =>
            string.Create(CultureInfo.InvariantCulture, $"the character U+{character:X4}"),
        _ => $"'{(char)character}'",
    };

    private static void AppendEscaped(StringBuilder written, Rune rune)
    {
        switch (rune.Value)
        {
            case '"':
                written.Append("\\\"");
                break;
            case '\\':
                written.Append("\\\\");
                break;
            case '\n':
                written.Append("\\n");
                break;
            case '\t':
                written.Append("\\t");
                break;
            default:
                // Format characters (such as those that turn the writing direction) are escaped too, so that a message shows them.
                if (Rune.IsControl(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
                {
                    written.Append(CultureInfo.InvariantCulture, $"\\U{rune.Value:X8}");
                }
                else
                {
                    written.Append(rune.ToString());
                }

                break;
        }
    }
}
