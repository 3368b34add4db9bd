using System;
using SlurmBank.Engine;
using SlurmBank.Engine.Requests;

namespace SlurmBank.Native;

/// <summary>Reads the generic resources and licenses of a request as slurmctld is sent them: <c>gres:gpu:2</c>, later <c>gres/gpu:2</c>.</summary>
internal sealed class ResourceReader
{
    private readonly TextSpace texts;

    internal ResourceReader(TextSpace texts) => this.texts = texts;

    /// <summary><see cref="Code.Ok"/>, <see cref="Code.Range"/> or <see cref="Code.Text"/>.</summary>
    internal int Read(in NativeRequest request, JobAsk ask)
    {
        int code = ReadGres(request.TresPerJob, GresBasis.Job, ask);
        code = code == Code.Ok ? ReadGres(request.TresPerNode, GresBasis.Node, ask) : code;
        code = code == Code.Ok ? ReadGres(request.TresPerSocket, GresBasis.Socket, ask) : code;
        code = code == Code.Ok ? ReadGres(request.TresPerTask, GresBasis.Task, ask) : code;
        code = code == Code.Ok ? ReadLicenses(request.Licenses, ask) : code;
        long? perGpu = null;
        code = code == Code.Ok ? ReadOfGpu(request.CpusPerTres, out perGpu) : code;
        ask.CpusPerGpu = perGpu > 0 ? perGpu : null;
        code = code == Code.Ok ? ReadOfGpu(request.MemPerTres, out perGpu) : code;
        ask.MemoryPerGpu = perGpu is long memory ? MemorySize.FromMegabytes(memory) : null;
        return code;
    }

    private int ReadGres(in NativeText text, GresBasis basis, JobAsk ask)
    {
        if (!texts.TryRead(text, out ReadOnlyMemory<char> list))
        {
            return Code.Range;
        }

        for (int start = 0; !list.IsEmpty && CountedListText.NextPiece(list, ",", ref start, out ReadOnlyMemory<char> piece, out _);)
        {
            ReadOnlySpan<char> word = piece.Span;
            if (basis == GresBasis.Task && (IsOf(word, "cpu") || IsOf(word, "license")))
            {
                int code = ReadPerTask(piece, ask);
                if (code != Code.Ok)
                {
                    return code;
                }

                continue;
            }

            if (!CountedListText.TryReadOneGres(piece, out GresItem item, out _))
            {
                return Code.Text;
            }

            ask.Gres.Add((basis, item));
        }

        return Code.Ok;
    }

    /// <summary>tres_per_task of later releases also names CPUs and licenses.</summary>
    private static int ReadPerTask(ReadOnlyMemory<char> piece, JobAsk ask)
    {
        bool isCpu = IsOf(piece.Span, "cpu");
        if (isCpu)
        {
            bool read = CountedListText.TryReadCount(piece.Span, 4, out long cpus, out _) && cpus > 0;
            ask.CpusPerTask ??= read ? cpus : null;
            return read ? Code.Ok : Code.Text;
        }

        if (!CountedListText.TryReadOneLicense(piece[8..], out GresItem license, out _))
        {
            return Code.Text;
        }

        ask.Licenses.Add((true, license));
        return Code.Ok;
    }

    private static bool IsOf(ReadOnlySpan<char> piece, string kind) =>
        piece.Length > kind.Length && piece.StartsWith(kind, StringComparison.OrdinalIgnoreCase) && piece[kind.Length] is ':' or '=' or '/';

    private int ReadLicenses(in NativeText text, JobAsk ask)
    {
        if (!texts.TryRead(text, out ReadOnlyMemory<char> list))
        {
            return Code.Range;
        }

        ask.LicensesAreAlternatives = list.Span.Contains('|');
        for (int start = 0; !list.IsEmpty && CountedListText.NextPiece(list, CountedListText.LicenseSeparators, ref start, out ReadOnlyMemory<char> piece, out _);)
        {
            if (!CountedListText.TryReadOneLicense(piece, out GresItem item, out _))
            {
                return Code.Text;
            }

            ask.Licenses.Add((false, item));
        }

        return Code.Ok;
    }

    /// <summary><c>gres:gpu:4</c>: the number for each GPU. Other resources have none that matters here.</summary>
    private int ReadOfGpu(in NativeText text, out long? count)
    {
        count = null;
        if (!texts.TryRead(text, out ReadOnlyMemory<char> list))
        {
            return Code.Range;
        }

        for (int start = 0; !list.IsEmpty && CountedListText.NextPiece(list, ",", ref start, out ReadOnlyMemory<char> piece, out _);)
        {
            if (!CountedListText.TryReadOneGres(piece, out GresItem item, out _))
            {
                return Code.Text;
            }

            count = item.Name.Span is "gpu" ? item.Count : count;
        }

        return Code.Ok;
    }
}
