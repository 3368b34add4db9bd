using System;
using System.Collections.Generic;
using System.Text;

namespace SlurmBank.Slurm;

/// <summary>A line of Slurm's output that could not be read: reported, never dropped, and never in the way of the others.</summary>
/// <param name="LineNumber">The line's number in the output, from 1; that of the last line where several were joined.</param>
/// <param name="Text">The line, shortened, control characters escaped.</param>
/// <param name="Why">What is wrong with it.</param>
public sealed record SlurmProblem(long LineNumber, string Text, string Why)
{
    internal static SlurmProblem Of(long lineNumber, ReadOnlySpan<byte> line, string why) =>
        new(lineNumber, CommandText.Escape(Encoding.UTF8.GetString(line[..Math.Min(line.Length, 2000)])), why);

    /// <summary>Line number, reason and text.</summary>
    public override string ToString() => $"line {LineNumber}: {Why}: '{Text}'";
}

/// <summary>One record of a streamed answer, or the problem that stands in its place.</summary>
/// <typeparam name="T">The kind of record.</typeparam>
/// <param name="Record">The record; null where the line could not be read.</param>
/// <param name="Problem">Why there is no record; null where there is one.</param>
public readonly record struct SlurmRow<T>(T? Record, SlurmProblem? Problem)
    where T : class;

/// <summary>A whole answer: the records that could be read, and the lines that could not.</summary>
/// <typeparam name="T">The kind of record.</typeparam>
/// <param name="Rows">The records, in Slurm's order.</param>
/// <param name="Problems">The lines that could not be read.</param>
public sealed record SlurmTable<T>(IReadOnlyList<T> Rows, IReadOnlyList<SlurmProblem> Problems)
    where T : class
{
    internal static SlurmTable<T> Of(IEnumerable<SlurmRow<T>> rows)
    {
        var records = new List<T>();
        var problems = new List<SlurmProblem>();
        foreach (SlurmRow<T> row in rows)
        {
            if (row.Record is { } record)
            {
                records.Add(record);
            }
            else if (row.Problem is { } problem)
            {
                problems.Add(problem);
            }
        }

        return new SlurmTable<T>(records, problems);
    }
}
