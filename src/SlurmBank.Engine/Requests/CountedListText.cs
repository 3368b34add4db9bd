using System;
using System.Collections.Generic;

namespace SlurmBank.Engine.Requests;

/// <summary>
/// Reads the lists of names and counts that requests have: generic resources, GPUs, licenses and TRES per task.
/// A count takes one of K, M, G, T and P, powers of 1024. Nothing here throws.
/// </summary>
internal static class CountedListText
{
    private const long LargestCount = 1L << 50;

    /// <summary>Reads <c>--gres</c>: <c>[gres/]name[:type][:count]</c>, <c>=</c> before the count as in later Slurm; <c>none</c> is the empty list.</summary>
    internal static bool TryReadGres(string text, out IReadOnlyList<GresRequest> list, out TextError error)
    {
        if (GrammarText.IsWord(text, "none"))
        {
            (list, error) = ([], default);
            return true;
        }

        return TryReadList(text, ",", TryReadOneGres, out list, out error);
    }

    /// <summary>Reads <c>--gpus</c> and its kin: <c>[type:]count</c>; a type alone is one device.</summary>
    internal static bool TryReadGpus(string text, out IReadOnlyList<GresRequest> list, out TextError error) =>
        TryReadList(text, ",", TryReadOneGpu, out list, out error);

    /// <summary>Reads <c>--licenses</c>: <c>name[@server][:count]</c>, separated by commas, semicolons or bars.</summary>
    internal static bool TryReadLicenses(string text, out IReadOnlyList<LicenseRequest> list, out TextError error) =>
        TryReadList(text, ",;|", TryReadOneLicense, out list, out error);

    /// <summary>Splits at the separators and reads each piece; an empty piece is an error.</summary>
    internal static bool TryReadList<T>(string text, string separators, PieceReader<T> read, out IReadOnlyList<T> list, out TextError error)
    {
        List<T> items = [];
        list = [];
        int start = 0;
        while (true)
        {
            int end = text.AsSpan(start).IndexOfAny(separators);
            end = end < 0 ? text.Length : start + end;
            if (!read(text[start..end], out T item, out error))
            {
                error = error with { Position = error.Position + start };
                return false;
            }

            items.Add(item);
            if (end == text.Length)
            {
                list = items;
                return true;
            }

            start = end + 1;
        }
    }

    /// <summary>Reads digits with an optional unit; the text must end after them.</summary>
    internal static bool TryReadCount(string text, int at, out long count, out TextError error)
    {
        if (!GrammarText.TryReadNumber(text, ref at, LargestCount, out count, out error))
        {
            return false;
        }

        int unit = at < text.Length ? "KMGTP".IndexOf(char.ToUpperInvariant(text[at]), StringComparison.Ordinal) : -1;
        for (int i = 0; i <= unit; i++)
        {
            if (count > LargestCount / 1024)
            {
                return GrammarText.Fail("the count is too large", at, out error);
            }

            count *= 1024;
        }

        at += unit >= 0 ? 1 : 0;
        return at == text.Length || GrammarText.Fail(GrammarText.Unexpected(text, at, "a count has digits and one of K, M, G, T, P"), at, out error);
    }

    /// <summary>Reads a piece of a list.</summary>
    internal delegate bool PieceReader<T>(string piece, out T item, out TextError error);

    private static bool TryReadOneGres(string piece, out GresRequest item, out TextError error)
    {
        int at = piece.StartsWith("gres/", StringComparison.OrdinalIgnoreCase) || piece.StartsWith("gres:", StringComparison.OrdinalIgnoreCase) ? 5 : 0;
        item = new(string.Empty, null, 0);
        if (!TrySplitCount(piece, at, out int end, out long count, out error))
        {
            return false;
        }

        int colon = piece.IndexOf(':', at, end - at);
        string name = piece[at..(colon < 0 ? end : colon)];
        string? type = colon < 0 ? null : piece[(colon + 1)..end];
        item = new(name, type, count);
        return TryCheckName(piece, at, name, out error) && (type is null || TryCheckName(piece, colon + 1, type, out error));
    }

    private static bool TryReadOneGpu(string piece, out GresRequest item, out TextError error)
    {
        int at = piece.StartsWith("gpu:", StringComparison.OrdinalIgnoreCase) ? 4 : 0;
        item = new("gpu", null, 0);
        if (GrammarText.IsDigit(piece, at) && TryReadCount(piece, at, out long bare, out error))
        {
            item = new("gpu", null, bare);
            return true;
        }

        if (!TrySplitCount(piece, at, out int end, out long count, out error))
        {
            return false;
        }

        item = new("gpu", piece[at..end], count);
        return TryCheckName(piece, at, item.Type!, out error);
    }

    private static bool TryReadOneLicense(string piece, out LicenseRequest item, out TextError error)
    {
        item = new(string.Empty, 0);
        if (!TrySplitCount(piece, 0, out int end, out long count, out error))
        {
            return false;
        }

        item = new(piece[..end], count);
        return TryCheckName(piece, 0, item.Name, out error);
    }

    /// <summary>Splits a count off the end: after '=' always, after the last ':' where a digit follows. Without one the count is 1.</summary>
    private static bool TrySplitCount(string piece, int at, out int end, out long count, out TextError error)
    {
        count = 1;
        end = piece.Length;
        error = default;
        int mark = piece.IndexOf('=', at);
        int colon = piece.LastIndexOf(':');
        mark = mark < 0 && colon >= at && GrammarText.IsDigit(piece, colon + 1) && TryReadCount(piece, colon + 1, out _, out _) ? colon : mark;
        if (mark < 0)
        {
            return true;
        }

        end = mark;
        return TryReadCount(piece, mark + 1, out count, out error);
    }

    private static bool TryCheckName(string piece, int at, string name, out TextError error)
    {
        for (int i = 0; i < name.Length; i++)
        {
            if (!char.IsAsciiLetterOrDigit(name[i]) && name[i] is not ('_' or '-' or '.' or '@' or '/' or '+'))
            {
                return GrammarText.Fail(GrammarText.Unexpected(piece, at + i, "a name has letters, digits and . _ - @"), at + i, out error);
            }
        }

        error = default;
        return name.Length > 0 || GrammarText.Fail("a name is expected here", at, out error);
    }
}
