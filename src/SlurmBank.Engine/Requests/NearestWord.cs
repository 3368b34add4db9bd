using System;
using System.Collections.Generic;

namespace SlurmBank.Engine.Requests;

/// <summary>Finds the word that needs the fewest insertions, deletions and replacements to become another.</summary>
internal static class NearestWord
{
    // A longer text is no slip of the keys; the distance would only cost time.
    private const int LongestText = 64;

    internal static string Find<T>(string text, IEnumerable<T> items, Func<T, string> word)
    {
        string best = string.Empty;
        int fewest = int.MaxValue;
        foreach (T item in items)
        {
            int distance = Distance(text.Length > LongestText ? text[..LongestText] : text, word(item));
            if (distance < fewest)
            {
                (best, fewest) = (word(item), distance);
            }
        }

        return best;
    }

    private static int Distance(string from, string to)
    {
        int[] previous = new int[to.Length + 1];
        int[] current = new int[to.Length + 1];
        for (int j = 0; j <= to.Length; j++)
        {
            previous[j] = j;
        }

        for (int i = 0; i < from.Length; i++)
        {
            current[0] = i + 1;
            for (int j = 0; j < to.Length; j++)
            {
                int change = previous[j] + (from[i] == to[j] ? 0 : 1);
                current[j + 1] = Math.Min(change, Math.Min(previous[j + 1], current[j]) + 1);
            }

            (previous, current) = (current, previous);
        }

        return previous[to.Length];
    }
}
