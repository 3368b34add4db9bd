using System;

namespace SlurmBank.Engine;

/// <summary>Those of Slurm's PriorityFlags that change what a job bills.</summary>
[Flags]
public enum PriorityFlags
{
    /// <summary>Weighted TRES are added up.</summary>
    None = 0,

    /// <summary>MAX_TRES: the largest of cpu, mem, node and each gres on a node, plus the sum of all global TRES (licences).</summary>
    MaxTres = 1,

    /// <summary>MAX_TRES_GRES (from Slurm 25.05): as MAX_TRES, but the gres are added up and added to the largest of the others. It wins over MAX_TRES.</summary>
    MaxTresGres = 2,
}

/// <summary>Reads and prints <see cref="PriorityFlags"/> in Slurm's spelling.</summary>
public static class PriorityFlagsText
{
    /// <summary>
    /// Picks the flags that matter out of Slurm's comma-separated PriorityFlags; the many others (and <c>(null)</c>) are passed over.
    /// There is no wrong text.
    /// </summary>
    public static PriorityFlags Read(ReadOnlySpan<char> text)
    {
        PriorityFlags flags = PriorityFlags.None;
        while (!text.IsEmpty)
        {
            int comma = text.IndexOf(',');
            ReadOnlySpan<char> word = (comma < 0 ? text : text[..comma]).Trim();
            flags |= word.Equals("MAX_TRES", StringComparison.OrdinalIgnoreCase) ? PriorityFlags.MaxTres
                : word.Equals("MAX_TRES_GRES", StringComparison.OrdinalIgnoreCase) ? PriorityFlags.MaxTresGres
                : PriorityFlags.None;
            text = comma < 0 ? default : text[(comma + 1)..];
        }

        return flags;
    }

    /// <summary>The flags as Slurm writes them, separated by commas; empty for none.</summary>
    public static string Print(PriorityFlags flags) => (flags & (PriorityFlags.MaxTres | PriorityFlags.MaxTresGres)) switch
    {
        PriorityFlags.MaxTres => "MAX_TRES",
        PriorityFlags.MaxTresGres => "MAX_TRES_GRES",
        PriorityFlags.None => string.Empty,
        _ => "MAX_TRES,MAX_TRES_GRES",
    };
}
