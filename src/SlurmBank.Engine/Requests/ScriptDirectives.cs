using System;
using System.Collections.Generic;
using System.Text;

namespace SlurmBank.Engine.Requests;

/// <summary>
/// Collects the words of a script's <c>#SBATCH</c> lines, as sbatch does: up to the first line that is neither empty nor a comment,
/// and apart for each component of a heterogeneous job.
/// </summary>
internal sealed class ScriptDirectives
{
    private const string Directive = "#SBATCH";
    private const string OldDirective = "#SLURM";
    private static readonly string[] Foreign = ["#PBS", "#BSUB"];

    private readonly List<RequestProblem> errors;
    private readonly List<RequestProblem> notes;
    private int line;

    internal ScriptDirectives(string text, List<RequestProblem> errors, List<RequestProblem> notes)
    {
        this.errors = errors;
        this.notes = notes;
        Components.Add([]);
        if (!text.StartsWith("#!", StringComparison.Ordinal))
        {
            Note(0, "sbatch refuses a script whose first line does not begin with #! and the path of an interpreter");
        }

        bool carriageReturns = false;
        foreach (ReadOnlySpan<char> read in text.AsSpan().EnumerateLinesAtNewline())
        {
            line++;
            carriageReturns |= read.EndsWith("\r", StringComparison.Ordinal);
            if (!ReadLine(read))
            {
                break;
            }
        }

        if (carriageReturns)
        {
            Note(0, "sbatch refuses a script with carriage returns at the ends of its lines");
        }
    }

    /// <summary>The words of each component, in order; at least one component.</summary>
    internal List<List<OptionWord>> Components { get; } = [];

    /// <summary>Answers false at the first line of commands.</summary>
    private bool ReadLine(ReadOnlySpan<char> text)
    {
        int at = text.StartsWith(Directive, StringComparison.Ordinal) ? Directive.Length
            : text.StartsWith(OldDirective, StringComparison.Ordinal) ? OldDirective.Length
            : 0;
        if (at == 0)
        {
            NoteForeign(text);
            ReadOnlySpan<char> content = text.TrimStart();
            return content.IsEmpty || content[0] == '#';
        }

        if (at == OldDirective.Length)
        {
            Note(1, "#SLURM is an old form of #SBATCH");
        }

        ReadWords(text, at);
        return true;
    }

    private void ReadWords(ReadOnlySpan<char> text, int at)
    {
        at = SkipSpace(text, at);
        foreach (string separator in new[] { "hetjob", "packjob" })
        {
            int end = at + separator.Length;
            if (GrammarText.HasWord(text, at, separator) && (end == text.Length || char.IsWhiteSpace(text[end])))
            {
                Components.Add([]);
                at = SkipSpace(text, end);
                break;
            }
        }

        if (at < text.Length && text[at] == ':')
        {
            errors.Add(Problem(at, "':' separates components on the command line only; a script has #SBATCH hetjob"));
            return;
        }

        while (TryReadWord(text, ref at, out OptionWord? word))
        {
            Components[^1].Add(word!);
        }
    }

    /// <summary>
    /// Reads one word: quotes group, a backslash takes the next character as it is, and an unquoted # begins a comment.
    /// A word that comes out empty ends the line, as it does in sbatch.
    /// </summary>
    private bool TryReadWord(ReadOnlySpan<char> text, ref int at, out OptionWord? word)
    {
        at = SkipSpace(text, at);
        StringBuilder letters = new();
        List<int> columns = [];
        int quote = -1;
        bool escaped = false;
        for (; at < text.Length && (quote >= 0 || !char.IsWhiteSpace(text[at]) || (escaped && text[at] == ' ')); at++)
        {
            char c = text[at];
            if (!escaped && c == '\\')
            {
                escaped = true;
                continue;
            }

            if (!escaped && (quote >= 0 ? c == text[quote] : c is '"' or '\''))
            {
                quote = quote >= 0 ? -1 : at;
                continue;
            }

            if (!escaped && quote < 0 && c == '#')
            {
                break;
            }

            escaped = false;
            letters.Append(c);
            columns.Add(at + 1);
        }

        if (quote >= 0)
        {
            errors.Add(Problem(quote, $"the quote {text[quote]} is not closed on this line"));
        }

        word = new(letters.ToString(), RequestSource.Script, line, columns);
        return letters.Length > 0 && quote < 0;
    }

    private void NoteForeign(ReadOnlySpan<char> text)
    {
        foreach (string mark in Foreign)
        {
            if (text.StartsWith(mark, StringComparison.Ordinal) && text.Length > mark.Length && char.IsWhiteSpace(text[mark.Length]))
            {
                Note(1, $"sbatch translates {mark} lines unless told --ignore-pbs; they are not part of this reading");
            }
        }
    }

    private void Note(int column, string message) => notes.Add(new(message, RequestSource.Script, column == 0 ? 1 : line, Math.Max(column, 1)));

    private RequestProblem Problem(int at, string message) => new(message, RequestSource.Script, line, at + 1);

    private static int SkipSpace(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
        {
            at++;
        }

        return at;
    }
}
