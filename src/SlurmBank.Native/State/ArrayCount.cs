using System;
using SlurmBank.Engine;

namespace SlurmBank.Native;

/// <summary>Counts the tasks of an array. Usual texts (<c>1-100</c>, <c>1-9:2%4</c>, <c>1,3,5-8</c>) cost no memory; the others are read by <see cref="ArraySpec"/>.</summary>
internal static class ArrayCount
{
    /// <summary>The number of different tasks, and the highest; false where the text is no array.</summary>
    internal static bool TryRead(ReadOnlySpan<char> text, out long tasks, out long last)
    {
        if (TryReadAscending(text, out tasks, out last))
        {
            return true;
        }

        bool read = ArraySpec.TryParse(text.ToString(), out ArraySpec? spec, out _);
        (tasks, last) = read ? (spec!.TaskCount, spec.LastTask) : (0, 0);
        return read;
    }

    private static bool TryReadAscending(ReadOnlySpan<char> text, out long tasks, out long last)
    {
        (tasks, last) = (0, -1);
        int at = 0;
        while (NumberRange.TryRead(text, ref at, ArraySpec.LargestTask, out NumberRange range, out _) && range.First > last)
        {
            tasks += range.Count;
            last = range.LastReached;
            if (at == text.Length)
            {
                return true;
            }

            if (text[at] == '%')
            {
                at++;
                return GrammarText.TryReadNumber(text, ref at, int.MaxValue, out _, out _) && at == text.Length;
            }

            if (text[at++] != ',')
            {
                return false;
            }
        }

        return false;
    }
}
