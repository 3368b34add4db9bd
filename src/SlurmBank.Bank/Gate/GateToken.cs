using System;
using System.Globalization;

namespace SlurmBank.Bank;

/// <summary>The word that the gate leaves in a job's admin_comment: <c>slurmbank=KEY:UNITS</c>, or <c>slurmbank=KEY:UNITS:CURRENCY</c> where that is not the site's.</summary>
/// <param name="Key">The lien's key: 32 hexadecimal digits in lower case.</param>
/// <param name="Units">What is set aside for one task of an array, or for the job; 0 or more.</param>
/// <param name="Currency">What it is counted in; null for the site's currency.</param>
internal readonly record struct GateToken(string Key, long Units, string? Currency = null)
{
    internal const int KeyLength = 32;
    private const string Word = "slurmbank=";
    private const string Separators = " \t\n;,|";

    /// <summary>The last valid token of a comment, in which a site may have written what it likes. Never throws.</summary>
    internal static bool TryFind(string? comment, out GateToken token)
    {
        token = default;
        bool found = false;
        for (int at = (comment ?? string.Empty).IndexOf(Word, StringComparison.Ordinal); at >= 0; at = comment!.IndexOf(Word, at + 1, StringComparison.Ordinal))
        {
            bool begins = at == 0 || Separators.Contains(comment![at - 1], StringComparison.Ordinal);
            if (begins && TryRead(comment.AsSpan(at + Word.Length), out GateToken read))
            {
                (token, found) = (read, true);
            }
        }

        return found;
    }

    internal static bool IsKey(ReadOnlySpan<char> text) => text.Length == KeyLength && !text.ContainsAnyExcept("0123456789abcdef");

    private static bool TryRead(ReadOnlySpan<char> text, out GateToken token)
    {
        token = default;
        int end = text.IndexOfAny(Separators);
        ReadOnlySpan<char> word = end < 0 ? text : text[..end];
        int colon = word.Length > KeyLength + 1 ? word[(KeyLength + 1)..].IndexOf(':') : -1;
        string? currency = colon < 0 ? null : word[(KeyLength + colon + 2)..].ToString();
        word = colon < 0 ? word : word[..(KeyLength + 1 + colon)];
        if (currency?.Length == 0 || word.Length <= KeyLength + 1 || word[KeyLength] != ':' || !IsKey(word[..KeyLength]) ||
            !long.TryParse(word[(KeyLength + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out long units))
        {
            return false;
        }

        token = new GateToken(word[..KeyLength].ToString(), units, currency);
        return true;
    }
}
