using System;
using System.Collections.Generic;

namespace SlurmBank.Engine;

/// <summary>Reads texts of an <see cref="ArraySpec"/>, one after the other, in a room that it keeps.</summary>
internal sealed class ArraySpecText
{
    private const string Example = "an array looks like 1-100:3%4, 0-5,7 or 123_[5-10%2]";

    // A text of repeated large ranges would otherwise cost time for nothing; sbatch takes 4096 characters at most.
    private const int MostRanges = 100_000;

    // What a single long list needed is not kept for ever.
    private const int MostKept = 4_096;

    private ReadOnlyMemory<char> text;
    private int at;

    private ReadOnlySpan<char> Text => text.Span;

    /// <summary>The ranges, as they were written; valid until the next text.</summary>
    internal List<NumberRange> Ranges { get; private set; } = [];

    internal int? Limit { get; private set; }

    internal long? JobId { get; private set; }

    internal bool IsTruncated { get; private set; }

    /// <summary>Reads a text; what it says is in the properties until the next one.</summary>
    internal bool TryRead(ReadOnlyMemory<char> list, out TextError error)
    {
        (text, at, Limit, JobId, IsTruncated) = (list, 0, null, null, false);
        Ranges = Ranges.Capacity > MostKept ? [] : Ranges;
        Ranges.Clear();
        if (!TryReadJob(out error))
        {
            return false;
        }

        bool bracket = Take('[');
        if (!TryReadRanges(out error) || !TryReadLimit(out error))
        {
            return false;
        }

        if (bracket && !Take(']'))
        {
            return GrammarText.Fail(GrammarText.Unexpected(Text, at, "']' is expected"), at, out error);
        }

        if (bracket && Limit is null && !TryReadLimit(out error))
        {
            return false;
        }

        return at == text.Length || GrammarText.Fail(GrammarText.Unexpected(Text, at, Example), at, out error);
    }

    private bool TryReadJob(out TextError error)
    {
        error = default;
        int underscore = Text.IndexOf('_');
        if (underscore < 0)
        {
            return true;
        }

        if (!GrammarText.TryReadNumber(Text, ref at, long.MaxValue, out long job, out error))
        {
            return false;
        }

        JobId = job;
        return Take('_') || GrammarText.Fail(GrammarText.Unexpected(Text, at, "'_' is expected after the number of the job"), at, out error);
    }

    private bool TryReadRanges(out TextError error)
    {
        while (true)
        {
            if (TakeDots())
            {
                error = default;
                return true;
            }

            if (!NumberRange.TryRead(Text, ref at, ArraySpec.LargestTask, out NumberRange range, out error))
            {
                return CutInside(ref error);
            }

            if (TakeDots())
            {
                return true;
            }

            if (Ranges.Count == MostRanges)
            {
                return GrammarText.Fail($"the list has more than {MostRanges} parts", at, out error);
            }

            Ranges.Add(range);
            if (!Take(','))
            {
                return true;
            }
        }
    }

    /// <summary>A list may be cut in the middle of a range: "5-..." or "5-9:..."; what was read of it is dropped.</summary>
    private bool CutInside(ref TextError error)
    {
        int dots = Text.IndexOf("...", StringComparison.Ordinal);
        bool inside = dots > 0 && Text[..dots].LastIndexOfAny(',', '[') < at && Text[dots - 1] is '-' or ':' && error.Position == dots;
        at = inside ? dots : at;
        if (!inside || !TakeDots())
        {
            return false;
        }

        error = default;
        return true;
    }

    private bool TryReadLimit(out TextError error)
    {
        error = default;
        if (!Take('%'))
        {
            return true;
        }

        if (!GrammarText.TryReadNumber(Text, ref at, int.MaxValue, out long limit, out error))
        {
            return false;
        }

        Limit = limit == 0 ? null : (int)limit;
        return true;
    }

    private bool TakeDots()
    {
        if (!Text[at..].StartsWith("...", StringComparison.Ordinal))
        {
            return false;
        }

        at += 3;
        IsTruncated = true;
        return true;
    }

    private bool Take(char expected)
    {
        if (at >= text.Length || Text[at] != expected)
        {
            return false;
        }

        at++;
        return true;
    }
}
