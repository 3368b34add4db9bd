using System;
using System.Collections.Generic;

namespace SlurmBank.Engine.Configuration;

/// <summary>Finds what a misspelt name was probably meant to be.</summary>
internal static class NearestName
{
    /// <summary>Longer names get no suggestion: the work would grow with their length, and nothing here is so long.</summary>
    private const int LongestCompared = 64;

    /// <summary>
    /// The candidate with the fewest insertions, deletions, replacements and swaps of neighbours (optimal string alignment),
    /// case and hyphens aside; null where even that is more than half the name away.
    /// </summary>
    internal static string? Find(string name, IEnumerable<string> candidates)
    {
        if (name.Length is 0 or > LongestCompared)
        {
            return null;
        }

        string wanted = Fold(name);
        string? nearest = null;
        int best = int.MaxValue;
        foreach (string candidate in candidates)
        {
            int distance = Distance(wanted, Fold(candidate));
            if (distance < best)
            {
                best = distance;
                nearest = candidate;
            }
        }

        return best <= Math.Max(1, name.Length / 2) ? nearest : null;
    }

    internal static int Distance(string left, string right)
    {
        int[,] steps = new int[left.Length + 1, right.Length + 1];
        for (int i = 0; i <= left.Length; i++)
        {
            for (int j = 0; j <= right.Length; j++)
            {
                steps[i, j] = i == 0 || j == 0 ? i + j : Best(steps, left, right, i, j);
            }
        }

        return steps[left.Length, right.Length];
    }

    private static int Best(int[,] steps, string left, string right, int i, int j)
    {
        int replace = steps[i - 1, j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
        int best = Math.Min(replace, Math.Min(steps[i - 1, j], steps[i, j - 1]) + 1);
        bool swapped = i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1];
        return swapped ? Math.Min(best, steps[i - 2, j - 2] + 1) : best;
    }

    private static string Fold(string name) => name.ToLowerInvariant().Replace('-', '_');
}
