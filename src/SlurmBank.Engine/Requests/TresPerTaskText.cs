using System;
using System.Collections.Generic;

namespace SlurmBank.Engine.Requests;

/// <summary>
/// Reads <c>--tres-per-task</c>: <c>cpu=4,gres/gpu:a100=2,license/ansys=1</c>, with colons instead of equals signs too (23.02).
/// Memory, nodes, billing and the like cannot be asked for so, as in Slurm.
/// </summary>
internal sealed class TresPerTaskText
{
    private readonly List<GresRequest> gres = [];
    private readonly List<LicenseRequest> licenses = [];

    internal long? Cpus { get; private set; }

    internal IReadOnlyList<GresRequest> Gres => gres;

    internal IReadOnlyList<LicenseRequest> Licenses => licenses;

    internal bool TryRead(string text, out TextError error) => CountedListText.TryReadList<bool>(text, ",", TryReadOne, out _, out error);

    private bool TryReadOne(ReadOnlyMemory<char> whole, out bool item, out TextError error)
    {
        string piece = whole.ToString();
        item = true;
        if (Strip(piece, "cpu") is int cpu)
        {
            bool read = CountedListText.TryReadCount(piece, cpu, out long count, out error);
            Cpus = count;
            return read && (count is > 0 and <= int.MaxValue || GrammarText.Fail("the number of CPUs must be at least 1", cpu, out error));
        }

        if (Strip(piece, "gres") is not null && CountedListText.TryReadGres(piece, out IReadOnlyList<GresRequest> found, out error))
        {
            gres.AddRange(found);
            return true;
        }

        if (Strip(piece, "license") is int license)
        {
            bool read = CountedListText.TryReadLicenses(piece[license..], out IReadOnlyList<LicenseRequest> named, out error);
            licenses.AddRange(named);
            error = error with { Position = error.Position + (read ? 0 : license) };
            return read;
        }

        return GrammarText.Fail("cpu, gres/NAME or license/NAME is expected, each with a count", 0, out error);
    }

    /// <summary>Where the rest begins after the word and a mark; null where the piece begins otherwise.</summary>
    private static int? Strip(string piece, string word) =>
        GrammarText.HasWord(piece, 0, word) && piece.Length > word.Length && piece[word.Length] is '=' or ':' or '/' ? word.Length + 1 : null;
}
