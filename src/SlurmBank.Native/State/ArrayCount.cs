using System;
using SlurmBank.Engine;

namespace SlurmBank.Native;

/// <summary>Counts the tasks of an array as <see cref="ArraySpec"/> does, in rooms that it keeps.</summary>
internal sealed class ArrayCount
{
    private readonly ArraySpecText reader = new();
    private readonly TaskMarks marks = new();

    /// <summary>The number of different tasks, and the highest; false where the text is no array.</summary>
    internal bool TryRead(ReadOnlyMemory<char> text, out long tasks, out long last)
    {
        (tasks, last) = (0, 0);
        if (!reader.TryRead(text, out _))
        {
            return false;
        }

        tasks = marks.CountDistinct(reader.Ranges);
        foreach (NumberRange range in reader.Ranges)
        {
            last = Math.Max(last, range.LastReached);
        }

        return true;
    }
}
