using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace SlurmBank.Engine;

/// <summary>
/// The tasks of a job array, as <c>--array</c> takes them (<c>0-5,7,9-20:2%4</c>) and as squeue prints those that wait (<c>123_[5-10%2]</c>).
/// </summary>
/// <remarks>Grammar: slurm.md 2.7, from <c>slurm_parse_array_tok</c>. Tasks named twice are one task.</remarks>
public sealed class ArraySpec
{
    /// <summary>The largest task number that any Slurm accepts (MaxArraySize is at most 4 000 001).</summary>
    public const int LargestTask = 4_000_000;

    private readonly NumberRange[] ranges;

    private ArraySpec(NumberRange[] ranges, int? limit, long? jobId, bool truncated)
    {
        this.ranges = ranges;
        Limit = limit;
        JobId = jobId;
        IsTruncated = truncated;
        TaskCount = new TaskMarks().CountDistinct(ranges);
    }

    /// <summary>How many different tasks there are. A lower bound where <see cref="IsTruncated"/>.</summary>
    public int TaskCount { get; }

    /// <summary>How many tasks may run at once (<c>%N</c>); null for no limit. It bounds concurrency, never the total.</summary>
    public int? Limit { get; }

    /// <summary>The number of the job, where the text began with one (<c>123_[...]</c>).</summary>
    public long? JobId { get; }

    /// <summary>True where the text ended in <c>...</c>: Slurm had more tasks than it printed.</summary>
    public bool IsTruncated { get; }

    /// <summary>The lowest task number; 0 where a truncated text showed none.</summary>
    public int FirstTask => ranges.Length == 0 ? 0 : ranges.Min(range => range.First);

    /// <summary>The highest task number; 0 where a truncated text showed none.</summary>
    public int LastTask => ranges.Length == 0 ? 0 : ranges.Max(range => range.LastReached);

    /// <summary>The task numbers, ascending, each once.</summary>
    public IEnumerable<int> Tasks
    {
        get
        {
            TaskMarks tasks = new();
            tasks.Mark(ranges);
            for (int task = 0; task < tasks.Length; task++)
            {
                if (tasks[task])
                {
                    yield return task;
                }
            }
        }
    }

    /// <summary>True where the array has the task.</summary>
    public bool Contains(int task) =>
        ranges.Any(range => task >= range.First && task <= range.Last && (task - range.First) % range.Step == 0);

    /// <summary>Reads the tasks of an array: see <see cref="TryParse"/>.</summary>
    /// <exception cref="TextFormatException">The text does not name the tasks of an array.</exception>
    public static ArraySpec Parse(string? text) =>
        TryParse(text, out ArraySpec? value, out TextError error) ? value! : throw new TextFormatException("list of array tasks", text, error);

    /// <summary>
    /// Reads <c>1-100:3%4</c>, <c>0-5,7,9-20:2</c>, <c>[5-10%2]</c>, <c>123_[5-10%2]</c>, <c>123_7</c> and lists that Slurm cut short with
    /// <c>...</c>; the number before the dots is dropped unless a comma stands between, since it may be cut itself. <c>%0</c> is no limit.
    /// </summary>
    /// <param name="text">The text to read.</param>
    /// <param name="value">The tasks read; null where the answer is false.</param>
    /// <param name="error">What is wrong with the text, where the answer is false.</param>
    public static bool TryParse(string? text, out ArraySpec? value, out TextError error)
    {
        value = null;
        ArraySpecText reader = new();
        if (!reader.TryRead(text.AsMemory(), out error))
        {
            return false;
        }

        value = new([.. reader.Ranges], reader.Limit, reader.JobId, reader.IsTruncated);
        return true;
    }

    /// <summary>The form that <c>--array</c> takes, or with the job's number that of squeue.</summary>
    public override string ToString()
    {
        StringBuilder text = new();
        foreach (NumberRange range in ranges)
        {
            text.Append(text.Length == 0 ? string.Empty : ",").Append(CultureInfo.InvariantCulture, $"{range.First}");
            text.Append(range.Last == range.First ? string.Empty : string.Create(CultureInfo.InvariantCulture, $"-{range.Last}"));
            text.Append(range.Step == 1 ? string.Empty : string.Create(CultureInfo.InvariantCulture, $":{range.Step}"));
        }

        text.Append(!IsTruncated ? string.Empty : text.Length == 0 ? "..." : ",...");
        text.Append(Limit is int limit ? string.Create(CultureInfo.InvariantCulture, $"%{limit}") : string.Empty);
        return JobId is long job ? string.Create(CultureInfo.InvariantCulture, $"{job}_[{text}]") : text.ToString();
    }
}
