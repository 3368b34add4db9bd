using System;
using System.Collections.Generic;

namespace SlurmBank.Engine.Requests;

/// <summary>
/// Goes through the generic resources that the chosen nodes have, each name once; or through the types of one resource, each once. Case does
/// not matter; the spelling is that of the first node.
/// </summary>
internal ref struct DeviceNames
{
    private readonly NodeChoice choice;
    private readonly ReadOnlySpan<char> typesOf;
    private int group;
    private int entry;

    /// <summary>Begins; a name asks for its types, none for the names.</summary>
    internal DeviceNames(NodeChoice choice, ReadOnlyMemory<char> typesOf)
    {
        this.choice = choice;
        this.typesOf = typesOf.Span;
        entry = -1;
    }

    internal readonly GresFacts Current => choice.Groups[group].Facts.Gres[entry];

    internal bool Next()
    {
        entry++;
        for (; group < choice.Groups.Count; (group, entry) = (group + 1, 0))
        {
            IReadOnlyList<GresFacts> gres = choice.Groups[group].Facts.Gres;
            for (; choice.CountOf(group) > 0 && entry < gres.Count; entry++)
            {
                if (Counts(gres[entry]) && !WasSeen(gres[entry]))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private readonly bool Counts(GresFacts gres) =>
        typesOf.IsEmpty || (gres.Type is not null && typesOf.Equals(gres.Name, StringComparison.OrdinalIgnoreCase));

    private readonly bool WasSeen(GresFacts candidate)
    {
        string? wanted = typesOf.IsEmpty ? candidate.Name : candidate.Type;
        for (int i = 0; i <= group; i++)
        {
            IReadOnlyList<GresFacts> gres = choice.Groups[i].Facts.Gres;
            int end = choice.CountOf(i) == 0 ? 0 : i < group ? gres.Count : entry;
            for (int j = 0; j < end; j++)
            {
                string? known = typesOf.IsEmpty ? gres[j].Name : gres[j].Type;
                if (Counts(gres[j]) && string.Equals(known, wanted, StringComparison.OrdinalIgnoreCase))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
