using System.Collections.Generic;

namespace SlurmBank.Engine.Requests;

/// <summary>A word of a script or a command line, and where each of its characters stood.</summary>
/// <param name="Text">The word, quotes and backslashes taken away.</param>
/// <param name="Source">Where it came from.</param>
/// <param name="Line">The line or the number of the argument, from 1.</param>
/// <param name="Columns">The column of each character, from 1; null where character <c>i</c> stood at <c>i + 1</c>.</param>
/// <param name="Variable">The environment variable; empty for the other sources.</param>
internal sealed record OptionWord(string Text, RequestSource Source, int Line, IReadOnlyList<int>? Columns = null, string Variable = "")
{
    /// <summary>A problem at a character of the word; one past the end is where the next character would have stood.</summary>
    internal RequestProblem Problem(int offset, string message)
    {
        int column = Columns is null ? offset + 1
            : offset < Columns.Count ? Columns[offset]
            : Columns.Count == 0 ? 1 : Columns[^1] + 1;
        return new(message, Source, Line, column, Variable);
    }
}

/// <summary>An option as it was used.</summary>
/// <param name="Option">Which one.</param>
/// <param name="Value">Its value; null where it has none.</param>
/// <param name="Word">The word that the value stands in, or the option's own where it has none.</param>
/// <param name="Offset">Where in the word the value begins, or the option's letter.</param>
internal sealed record OptionUse(SbatchOption Option, string? Value, OptionWord Word, int Offset)
{
    /// <summary>A problem at a character of the value.</summary>
    internal RequestProblem Problem(int position, string message) => Word.Problem(Offset + position, message);
}
