using System;
using System.Collections.Generic;

namespace SlurmBank.Engine.Requests;

/// <summary>
/// Reads the lists of names and counts that requests have: generic resources, GPUs, licenses and TRES per task.
/// A count takes one of K, M, G, T and P, powers of 1024. Nothing here throws.
/// </summary>
internal static class CountedListText
{
    internal const string LicenseSeparators = ",;|";

    private const long LargestCount = 1L << 50;

    /// <summary>Reads <c>--gres</c>: <c>[gres/]name[:type][:count]</c>, <c>=</c> before the count as in later Slurm; <c>none</c> is the empty list.</summary>
    internal static bool TryReadGres(string text, out IReadOnlyList<GresRequest> list, out TextError error)
    {
        if (GrammarText.IsWord(text, "none"))
        {
            (list, error) = ([], default);
            return true;
        }

        return TryReadList(text, ",", TryReadOneGresRequest, out list, out error);
    }

    /// <summary>Reads <c>--gpus</c> and its kin: <c>[type:]count</c>; a type alone is one device.</summary>
    internal static bool TryReadGpus(string text, out IReadOnlyList<GresRequest> list, out TextError error) =>
        TryReadList(text, ",", TryReadOneGpuRequest, out list, out error);

    /// <summary>Reads <c>--licenses</c>: <c>name[@server][:count]</c>, separated by commas, semicolons or bars.</summary>
    internal static bool TryReadLicenses(string text, out IReadOnlyList<LicenseRequest> list, out TextError error) =>
        TryReadList(text, LicenseSeparators, TryReadOneLicenseRequest, out list, out error);

    /// <summary>Splits at the separators and reads each piece; an empty piece is an error.</summary>
    internal static bool TryReadList<T>(string text, string separators, PieceReader<T> read, out IReadOnlyList<T> list, out TextError error)
    {
        List<T> items = [];
        list = [];
        for (int start = 0; NextPiece(text.AsMemory(), separators, ref start, out ReadOnlyMemory<char> piece, out int at);)
        {
            if (!read(piece, out T item, out error))
            {
                error = error with { Position = error.Position + at };
                return false;
            }

            items.Add(item);
        }

        list = items;
        error = default;
        return true;
    }

    /// <summary>Moves to the next piece of a list, which may be empty; a text has one at least. Begin with 0.</summary>
    internal static bool NextPiece(ReadOnlyMemory<char> text, string separators, ref int start, out ReadOnlyMemory<char> piece, out int at)
    {
        at = start;
        piece = default;
        if (start > text.Length)
        {
            return false;
        }

        int length = text.Span[start..].IndexOfAny(separators);
        piece = length < 0 ? text[start..] : text.Slice(start, length);
        start += piece.Length + 1;
        return true;
    }

    /// <summary>Reads digits with an optional unit; the text must end after them.</summary>
    internal static bool TryReadCount(ReadOnlySpan<char> text, int at, out long count, out TextError error)
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
    internal delegate bool PieceReader<T>(ReadOnlyMemory<char> piece, out T item, out TextError error);

    /// <summary>Reads <c>[gres/]name[:type][:count]</c>; a leading <c>gres:</c> is how slurmctld is sent it.</summary>
    internal static bool TryReadOneGres(ReadOnlyMemory<char> piece, out GresItem item, out TextError error)
    {
        ReadOnlySpan<char> text = piece.Span;
        int at = text.StartsWith("gres/", StringComparison.OrdinalIgnoreCase) || text.StartsWith("gres:", StringComparison.OrdinalIgnoreCase) ? 5 : 0;
        item = default;
        if (!TrySplitCount(text, at, out int end, out long count, out error))
        {
            return false;
        }

        int colon = text[at..end].IndexOf(':');
        ReadOnlyMemory<char> name = colon < 0 ? piece[at..end] : piece.Slice(at, colon);
        ReadOnlyMemory<char> type = colon < 0 ? default : piece[(at + colon + 1)..end];
        item = new(name, type, count);
        return TryCheckName(text, at, name.Span, out error) && (colon < 0 || TryCheckName(text, at + colon + 1, type.Span, out error));
    }

    /// <summary>Reads <c>name[@server][:count]</c>.</summary>
    internal static bool TryReadOneLicense(ReadOnlyMemory<char> piece, out GresItem item, out TextError error)
    {
        item = default;
        if (!TrySplitCount(piece.Span, 0, out int end, out long count, out error))
        {
            return false;
        }

        item = new(piece[..end], default, count);
        return TryCheckName(piece.Span, 0, item.Name.Span, out error);
    }

    private static bool TryReadOneGresRequest(ReadOnlyMemory<char> piece, out GresRequest request, out TextError error)
    {
        bool read = TryReadOneGres(piece, out GresItem item, out error);
        request = new(item.Name.ToString(), item.Type.IsEmpty ? null : item.Type.ToString(), item.Count);
        return read;
    }

    private static bool TryReadOneLicenseRequest(ReadOnlyMemory<char> piece, out LicenseRequest request, out TextError error)
    {
        bool read = TryReadOneLicense(piece, out GresItem item, out error);
        request = new(item.Name.ToString(), item.Count);
        return read;
    }

    private static bool TryReadOneGpuRequest(ReadOnlyMemory<char> piece, out GresRequest item, out TextError error)
    {
        ReadOnlySpan<char> text = piece.Span;
        int at = text.StartsWith("gpu:", StringComparison.OrdinalIgnoreCase) ? 4 : 0;
        item = new("gpu", null, 0);
        if (GrammarText.IsDigit(text, at) && TryReadCount(text, at, out long bare, out error))
        {
            item = new("gpu", null, bare);
            return true;
        }

        if (!TrySplitCount(text, at, out int end, out long count, out error))
        {
            return false;
        }

        item = new("gpu", text[at..end].ToString(), count);
        return TryCheckName(text, at, item.Type, out error);
    }

    /// <summary>Splits a count off the end: after '=' always, after the last ':' where a digit follows. Without one the count is 1.</summary>
    private static bool TrySplitCount(ReadOnlySpan<char> piece, int at, out int end, out long count, out TextError error)
    {
        count = 1;
        end = piece.Length;
        error = default;
        int mark = piece[at..].IndexOf('=');
        mark = mark < 0 ? mark : mark + at;
        int colon = piece.LastIndexOf(':');
        mark = mark < 0 && colon >= at && GrammarText.IsDigit(piece, colon + 1) && TryReadCount(piece, colon + 1, out _, out _) ? colon : mark;
        if (mark < 0)
        {
            return true;
        }

        end = mark;
        return TryReadCount(piece, mark + 1, out count, out error);
    }

    private static bool TryCheckName(ReadOnlySpan<char> piece, int at, ReadOnlySpan<char> name, out TextError error)
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
