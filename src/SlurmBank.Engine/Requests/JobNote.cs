using System;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace SlurmBank.Engine.Requests;

/// <summary>What was filled in; the numbers are those of <c>SB_ASSUMED_</c> in slurmbank.h.</summary>
[Flags]
internal enum Assumed
{
    /// <summary>Nothing.</summary>
    Nothing = 0,

    /// <summary>The cluster's default partition.</summary>
    Partition = 0x1,

    /// <summary>The partition's DefaultTime.</summary>
    DefaultTime = 0x2,

    /// <summary>The partition's MaxTime.</summary>
    MaximumTime = 0x4,

    /// <summary>The horizon that is priced where no limit is anywhere.</summary>
    Horizon = 0x8,

    /// <summary>A number of nodes.</summary>
    Nodes = 0x10,

    /// <summary>A number of tasks.</summary>
    Tasks = 0x20,

    /// <summary>CPUs of a task or a node.</summary>
    Cpus = 0x40,

    /// <summary>Memory.</summary>
    Memory = 0x80,

    /// <summary>Whole nodes.</summary>
    WholeNodes = 0x100,

    /// <summary>No node of the partition is known.</summary>
    Geometry = 0x200,
}

/// <summary>Why Slurm would refuse a job or never start it; the numbers are those of <c>SB_PROBLEM_</c> in slurmbank.h.</summary>
[Flags]
internal enum Obstacles
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The array.</summary>
    Array = 0x1,

    /// <summary>The partition does not take the job.</summary>
    Partition = 0x2,

    /// <summary>The time limit.</summary>
    Time = 0x4,

    /// <summary>More nodes, CPUs or memory than there are.</summary>
    Size = 0x8,

    /// <summary>Generic resources that do not go together.</summary>
    Resources = 0x10,

    /// <summary>The partition is not up: it may be, later, and the job would start. C callers see <see cref="Partition"/>.</summary>
    Down = 0x10000,
}

/// <summary>The text of a note, which is not made where the job explains nothing.</summary>
[InterpolatedStringHandler]
internal ref struct JobNote
{
    private readonly bool isWanted;
    private DefaultInterpolatedStringHandler text;

    /// <summary>Called by the compiler.</summary>
    public JobNote(int literalLength, int formattedCount, JobShape job, out bool isWanted)
    {
        isWanted = this.isWanted = job.Explains;
        text = isWanted ? new(literalLength, formattedCount, CultureInfo.InvariantCulture) : default;
    }

    /// <summary>Called by the compiler.</summary>
    public void AppendLiteral(string value) => text.AppendLiteral(value);

    /// <summary>Called by the compiler.</summary>
    public void AppendFormatted<T>(T value) => text.AppendFormatted(value);

    /// <summary>Called by the compiler.</summary>
    public void AppendFormatted(ReadOnlySpan<char> value) => text.AppendFormatted(value);

    internal string? Finish() => isWanted ? text.ToStringAndClear() : null;
}
