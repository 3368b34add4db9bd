using System;
using System.Collections.Generic;

namespace SlurmBank.Engine;

/// <summary>Reads the text of an <see cref="ArraySpec"/>.</summary>
internal sealed class ArraySpecText(string? text)
{
    private const string Example = "an array looks like 1-100:3%4, 0-5,7 or 123_[5-10%2]";

    // A text of repeated large ranges would otherwise cost time for nothing; sbatch takes 4096 characters at most.
    private const int MostRanges = 100_000;

    private readonly string text = text ?? string.Empty;
    private int at;

    internal List<NumberRange> Ranges { get; } = [];

    internal int? Limit { get; private set; }

    internal long? JobId { get; private set; }

    internal bool IsTruncated { get; private set; }

    internal bool TryRead(out TextError error)
    {
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
            return GrammarText.Fail(GrammarText.Unexpected(text, at, "']' is expected"), at, out error);
        }

        if (bracket && Limit is null && !TryReadLimit(out error))
        {
            return false;
        }

        return at == text.Length || GrammarText.Fail(GrammarText.Unexpected(text, at, Example), at, out error);
    }

    private bool TryReadJob(out TextError error)
    {
        error = default;
        int underscore = text.IndexOf('_', StringComparison.Ordinal);
        if (underscore < 0)
        {
            return true;
        }

        if (!GrammarText.TryReadNumber(text, ref at, long.MaxValue, out long job, out error))
        {
            return false;
        }

        JobId = job;
        return Take('_') || GrammarText.Fail(GrammarText.Unexpected(text, at, "'_' is expected after the number of the job"), at, out error);
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

            if (!NumberRange.TryRead(text, ref at, ArraySpec.LargestTask, out NumberRange range, out error))
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
        int dots = text.IndexOf("...", StringComparison.Ordinal);
        bool inside = dots > 0 && text.AsSpan(0, dots).LastIndexOfAny(',', '[') < at && text[dots - 1] is '-' or ':' && error.Position == dots;
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

        if (!GrammarText.TryReadNumber(text, ref at, int.MaxValue, out long limit, out error))
        {
            return false;
        }

        Limit = limit == 0 ? null : (int)limit;
        return true;
    }

    private bool TakeDots()
    {
        if (!text.AsSpan(at).StartsWith("...", StringComparison.Ordinal))
        {
            return false;
        }

        at += 3;
        IsTruncated = true;
        return true;
    }

    private bool Take(char expected)
    {
        if (at >= text.Length || text[at] != expected)
        {
            return false;
        }

        at++;
        return true;
    }
}
