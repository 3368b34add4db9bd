using System;

namespace SlurmBank.Engine;

/// <summary>What the readers of Slurm's short texts share. Nothing here throws, whatever the text is.</summary>
internal static class GrammarText
{
    /// <summary>Fills in the error and answers false, so that a reader can end with <c>return Fail(...)</c>.</summary>
    internal static bool Fail(string message, int position, out TextError error)
    {
        error = new TextError(message, position);
        return false;
    }

    /// <summary>A character as an error message shows it: control characters by their number.</summary>
    internal static string Show(char c) => c is < ' ' or (char)0x7F ? $"the control character 0x{(int)c:X2}" : $"'{c}'";

    /// <summary>Says what stands at a place where something else was expected.</summary>
    internal static string Unexpected(ReadOnlySpan<char> text, int at, string expected) =>
        at < text.Length ? $"{Show(text[at])} is unexpected, {expected}" : $"the text ends here, {expected}";

    /// <summary>True where an ASCII digit stands at the place.</summary>
    internal static bool IsDigit(ReadOnlySpan<char> text, int at) => at < text.Length && char.IsAsciiDigit(text[at]);

    /// <summary>
    /// Reads a run of digits of at most the given value and moves past it. The place is left at the start of the run where it fails.
    /// </summary>
    internal static bool TryReadNumber(ReadOnlySpan<char> text, ref int at, long largest, out long value, out TextError error)
    {
        value = 0;
        int start = at;
        if (!IsDigit(text, at))
        {
            return Fail(Unexpected(text, at, "a number is expected"), at, out error);
        }

        for (; IsDigit(text, at); at++)
        {
            int digit = text[at] - '0';
            if (value > (largest - digit) / 10)
            {
                value = 0;
                at = start;
                return Fail($"the number is too large (the largest is {largest})", start, out error);
            }

            value = (value * 10) + digit;
        }

        error = default;
        return true;
    }

    /// <summary>True where the word stands at the place, in either case.</summary>
    internal static bool HasWord(ReadOnlySpan<char> text, int at, string word) =>
        text.Length - at >= word.Length && text.Slice(at, word.Length).Equals(word, StringComparison.OrdinalIgnoreCase);

    /// <summary>True where the whole text is the word, in either case.</summary>
    internal static bool IsWord(ReadOnlySpan<char> text, string word) => text.Equals(word, StringComparison.OrdinalIgnoreCase);
}
