using System;

namespace SlurmBank.Engine;

/// <summary>What Slurm fixes about trackable resources (TRES): the eight standard ones, their positions and base units.</summary>
internal static class TresNames
{
    internal const string Cpu = "cpu";
    internal const string Memory = "mem";
    internal const string Energy = "energy";
    internal const string Node = "node";
    internal const string Billing = "billing";

    /// <summary>Position of the first TRES that a site adds; the eight before it are Slurm's own.</summary>
    internal const int FirstOwnPosition = 8;

    // The order of Slurm's tres_array enumeration (slurmctld.h): it decides the order of the sum.
    private static readonly string[] Standard = [Cpu, Memory, Energy, Node, Billing, "fs/disk", "vmem", "pages"];

    /// <summary>The position of a standard TRES, or -1.</summary>
    internal static int StandardPosition(ReadOnlySpan<char> name)
    {
        for (int position = 0; position < Standard.Length; position++)
        {
            if (Same(name, Standard[position]))
            {
                return position;
            }
        }

        return -1;
    }

    /// <summary>TRES names are compared without regard to case (assoc_mgr.c).</summary>
    internal static bool Same(ReadOnlySpan<char> name, string other) =>
        name.Length == other.Length && name.Equals(other, StringComparison.OrdinalIgnoreCase);

    /// <summary>True for TRES of type gres, which MAX_TRES_GRES adds up.</summary>
    internal static bool IsGres(ReadOnlySpan<char> name) => IsOfType(name, "gres");

    /// <summary>True for what a weight is given per MB, so that its suffix counts from M: types mem and bb (slurmdb_defs.c).</summary>
    internal static bool IsWeighedInMegabytes(ReadOnlySpan<char> name) => Same(name, Memory) || IsOfType(name, "bb");

    /// <summary>True for what Slurm prints with suffixes counted from M: mem, every bb, and gres/gpumem (slurmdb_defs.c).</summary>
    internal static bool IsPrintedInMegabytes(ReadOnlySpan<char> name) =>
        Same(name, Memory) || IsOfType(name, "bb") || Same(name, "gres/gpumem");

    private static bool IsOfType(ReadOnlySpan<char> name, string type) =>
        name.StartsWith(type, StringComparison.OrdinalIgnoreCase) && (name.Length == type.Length || name[type.Length] == '/');
}
