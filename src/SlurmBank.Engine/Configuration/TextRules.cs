using System;
using System.Globalization;
using System.Text;
using SlurmBank.Engine.Toml;

namespace SlurmBank.Engine.Configuration;

/// <summary>What the texts of a configuration may hold.</summary>
internal static class TextRules
{
    private const int LongestName = 255;
    private const int LongestContact = 200;

    /// <summary>The end states of jobs that sacct prints (sacct(1), JOB STATE CODES).</summary>
    internal static readonly string[] EndStates =
        ["BOOT_FAIL", "CANCELLED", "COMPLETED", "DEADLINE", "FAILED", "NODE_FAIL", "OUT_OF_MEMORY", "PREEMPTED", "REVOKED", "TIMEOUT"];

    internal static bool AbsolutePath(string text, out string value, out string problem)
    {
        value = text;
        problem = $"a path that starts with / is expected, {Found(text)}";
        return text.StartsWith('/') && !HasUnprintable(text);
    }

    internal static bool AbsolutePathOrNone(string text, out string value, out string problem)
    {
        value = text;
        problem = string.Empty;
        return text.Length == 0 || AbsolutePath(text, out value, out problem);
    }

    /// <summary>A word of a command; no shell reads it, so every printable character may stand in it.</summary>
    internal static bool CommandWord(string text, out string value, out string problem)
    {
        value = text;
        problem = $"a word of a command is expected, {Found(text)}";
        return text.Length > 0 && !HasUnprintable(text);
    }

    /// <summary>The name of a partition, QOS or the like: lists of names are parted by commas and blanks, so names hold neither.</summary>
    internal static bool SlurmName(string text, out string value, out string problem)
    {
        value = text;
        problem = $"a name without blanks, commas, quotes, '=' and '*' is expected, {Found(text)}";
        return text.Length is > 0 and <= LongestName && !HasUnprintable(text) && text.AsSpan().IndexOfAny(" ,\"'=*") < 0;
    }

    /// <summary>The name of an account or a cluster, which Slurm keeps in lower case.</summary>
    internal static bool LowerCaseName(string text, out string value, out string problem)
    {
        bool read = SlurmName(text, out value, out problem);
        value = value.ToLowerInvariant();
        return read;
    }

    internal static bool Pattern(string text, out AccountPattern value, out string problem)
    {
        value = new AccountPattern(text);
        problem = $"the name of an account, with * and ? for any characters, is expected, {Found(text)}";
        return text.Length is > 0 and <= LongestName && !HasUnprintable(text) && text.AsSpan().IndexOfAny(" ,\"'=") < 0;
    }

    /// <summary>The contact is shown in refusals, on other people's terminals: one printable line.</summary>
    internal static bool Contact(string text, out string value, out string problem)
    {
        value = text;
        problem = $"one printable line of at most {LongestContact.ToString(CultureInfo.InvariantCulture)} characters is expected, {Found(text)}";
        return text.Length <= LongestContact && !HasUnprintable(text);
    }

    internal static bool Currency(string text, out string value, out string problem)
    {
        value = text;
        problem = $"a letter and then letters, digits, '_', '-' or '.', 32 at most, are expected, {Found(text)}";
        return text.Length is > 0 and <= 32 && char.IsAsciiLetter(text[0]) && !text.AsSpan().ContainsAnyExcept("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.");
    }

    /// <summary>The form of an IANA name; whether the machine knows the zone is for the caller to say.</summary>
    internal static bool TimeZone(string text, out string value, out string problem)
    {
        value = text;
        problem = $"an IANA time zone such as \"UTC\" or \"Europe/Paris\" is expected, {Found(text)}";
        return text.Length is > 0 and <= 64 && char.IsAsciiLetter(text[0]) && !text.Contains("//", StringComparison.Ordinal) && !text.EndsWith('/')
            && !text.AsSpan().ContainsAnyExcept("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-+/");
    }

    internal static bool EndState(string text, out string value, out string problem)
    {
        value = text.ToUpperInvariant();
        string? nearest = NearestName.Find(text, EndStates);
        problem = $"an end state of a job is expected, {Found(text)}{(nearest is null ? string.Empty : $"; did you mean \"{nearest}\"?")} The states are {string.Join(", ", EndStates)}";
        return Array.IndexOf(EndStates, value) >= 0;
    }

    private static string Found(string text) => text.Length == 0 ? "an empty text is found" : $"{TomlText.Quote(text.Length <= 60 ? text : text[..60] + "...")} is found";

    private static bool HasUnprintable(string text)
    {
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
            {
                return true;
            }
        }

        return false;
    }
}
