using System;
using System.Collections.Generic;
using System.Numerics;

namespace SlurmBank.Engine;

/// <summary>
/// The different numbers of some ranges, as bits. A range costs a step for each 64 numbers at most, whatever its own step is: a text of many
/// large ranges that overlap keeps nobody. The room is kept and used again.
/// </summary>
internal sealed class TaskMarks
{
    private readonly ulong[] patterns = new ulong[64];
    private ulong[] words = [];

    /// <summary>The highest number that is marked, and one more; 0 where none is.</summary>
    internal int Length { get; private set; }

    internal bool this[int number] => number < Length && (words[number >> 6] >> (number & 63) & 1) != 0;

    /// <summary>How many different numbers the ranges have. Marks nothing where none of them can overlap, which is usual.</summary>
    internal int CountDistinct(IReadOnlyList<NumberRange> ranges)
    {
        int sum = 0;
        int last = -1;
        for (int i = 0; i < ranges.Count; i++)
        {
            if (ranges[i].First <= last)
            {
                return CountMarked(ranges);
            }

            (sum, last) = (sum + ranges[i].Count, ranges[i].LastReached);
        }

        return sum;
    }

    /// <summary>Marks the numbers of the ranges, and no others.</summary>
    internal void Mark(IReadOnlyList<NumberRange> ranges)
    {
        Array.Clear(words, 0, (Length + 63) >> 6);
        Length = 0;
        for (int i = 0; i < ranges.Count; i++)
        {
            Length = Math.Max(Length, ranges[i].LastReached + 1);
        }

        int needed = (Length + 63) >> 6;
        if (words.Length < needed)
        {
            words = new ulong[needed];
        }

        for (int i = 0; i < ranges.Count; i++)
        {
            Mark(ranges[i]);
        }
    }

    private int CountMarked(IReadOnlyList<NumberRange> ranges)
    {
        Mark(ranges);
        int count = 0;
        foreach (ulong word in words.AsSpan(0, (Length + 63) >> 6))
        {
            count += BitOperations.PopCount(word);
        }

        return count;
    }

    private void Mark(in NumberRange range)
    {
        int last = range.LastReached;
        if (range.Step >= 64 || last - range.First < 64)
        {
            for (int number = range.First; number <= last; number += range.Step)
            {
                words[number >> 6] |= 1UL << (number & 63);
            }

            return;
        }

        MarkByWords(range.First, last, range.Step);
    }

    /// <summary>Of a small step there are as many patterns of a word as the step is large, by where in the word the first number falls.</summary>
    private void MarkByWords(int first, int last, int step)
    {
        for (int phase = 0; phase < step; phase++)
        {
            patterns[phase] = 0;
            for (int bit = phase; bit < 64; bit += step)
            {
                patterns[phase] |= 1UL << bit;
            }
        }

        int word = first >> 6;
        int end = last >> 6;
        int at = (first & 63) % step;
        // Below the first number, and above the last one, there is nothing.
        ulong mask = ulong.MaxValue << (first & 63);
        for (; word <= end; word++)
        {
            mask = word == end ? mask & (ulong.MaxValue >> (63 - (last & 63))) : mask;
            words[word] |= patterns[at] & mask;
            mask = ulong.MaxValue;
            at = (at + step - (64 % step)) % step;
        }
    }
}
