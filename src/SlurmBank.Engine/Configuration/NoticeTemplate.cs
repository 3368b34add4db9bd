using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace SlurmBank.Engine.Configuration;

/// <summary>
/// A notice's text with places that the bank fills in: <c>{account}</c>, <c>{percent}</c> and so on. Only names, amounts and dates can stand in them,
/// never a text that a user wrote; <c>{{</c> and <c>}}</c> are the braces themselves.
/// </summary>
public sealed class NoticeTemplate
{
    /// <summary>The places that may stand in a template.</summary>
    public static IReadOnlyList<string> Places { get; } =
        ["account", "currency", "threshold", "percent", "granted", "charged", "remaining", "allocation", "end_date", "days", "contact"];

    private readonly List<(string Text, bool IsPlace)> parts;

    private NoticeTemplate(string text, List<(string, bool)> parts)
    {
        Text = text;
        this.parts = parts;
    }

    /// <summary>The template as it was written.</summary>
    public string Text { get; }

    /// <summary>Reads a template.</summary>
    /// <param name="text">The template.</param>
    /// <param name="isLine">Whether it is one line: a subject.</param>
    /// <param name="template">The template.</param>
    /// <param name="error">What is wrong: a place that there is not, a brace alone, an unprintable character.</param>
    public static bool TryParse(string? text, bool isLine, out NoticeTemplate template, out TextError error)
    {
        var parts = new List<(string, bool)>();
        var plain = new StringBuilder();
        template = new NoticeTemplate(text ?? string.Empty, parts);
        string all = text ?? string.Empty;
        for (int i = 0; i < all.Length; i++)
        {
            char c = all[i];
            if (c is '{' or '}' && i + 1 < all.Length && all[i + 1] == c)
            {
                plain.Append(c);
                i++;
            }
            else if (c == '{')
            {
                int close = all.IndexOf('}', i);
                string place = close < 0 ? string.Empty : all[(i + 1)..close];
                if (close < 0 || !IsPlace(place))
                {
                    error = new TextError($"one of the places {{{string.Join("}, {", Places)}}} is expected; {{{{ is a brace", i);
                    return false;
                }

                parts.Add((plain.ToString(), false));
                plain.Clear();
                parts.Add((place, true));
                i = close;
            }
            else if (c == '}' || (CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator && (isLine || c is not ('\n' or '\t'))))
            {
                error = new TextError(c == '}' ? "}} is a brace; } alone ends no place" : isLine ? "one printable line is expected" : "printable text is expected", i);
                return false;
            }
            else
            {
                plain.Append(c);
            }
        }

        parts.Add((plain.ToString(), false));
        error = default;
        return true;
    }

    /// <summary>Reads a template, as <see cref="TryParse"/> does.</summary>
    /// <exception cref="TextFormatException">The text is of another form.</exception>
    public static NoticeTemplate Parse(string? text, bool isLine) =>
        TryParse(text, isLine, out NoticeTemplate template, out TextError error) ? template : throw new TextFormatException("template of a notice", text, error);

    /// <summary>The text with its places filled in; a place without a value is empty.</summary>
    public string Fill(IReadOnlyDictionary<string, string> values)
    {
        var text = new StringBuilder();
        foreach ((string part, bool isPlace) in parts)
        {
            text.Append(isPlace ? values.GetValueOrDefault(part, string.Empty) : part);
        }

        return text.ToString();
    }

    private static bool IsPlace(string name)
    {
        foreach (string place in Places)
        {
            if (place == name)
            {
                return true;
            }
        }

        return false;
    }
}
