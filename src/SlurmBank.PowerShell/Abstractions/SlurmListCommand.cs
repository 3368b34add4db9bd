using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using SlurmBank.PowerShell.Internal;
using SlurmBank.Slurm;

namespace SlurmBank.PowerShell.Abstractions;

/// <summary>What the cmdlets share that list things of Slurm by name or pattern.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class SlurmListCommand : BankCommand
{
    private protected SlurmListCommand()
    {
    }

    /// <summary>
    /// Reads a table and writes what was asked for. Slurm gives only what is named, unless there are patterns; a name that it does not
    /// have is an error, and stops no other.
    /// </summary>
    /// <param name="what">What is listed, for the error: account.</param>
    /// <param name="names">Names or patterns; empty for all.</param>
    /// <param name="read">Reads the rows of names; all where the list is empty.</param>
    /// <param name="nameOf">The name of a row.</param>
    /// <param name="make">Makes what is written of a row; null where it is not wanted.</param>
    private protected void WriteNamed<TRow, TOut>(
        string what,
        IReadOnlyList<string> names,
        Func<IReadOnlyList<string>, CancellationToken, SlurmTable<TRow>> read,
        Func<TRow, string> nameOf,
        Func<TRow, TOut?> make)
        where TRow : class
        where TOut : class
    {
        string[] good = [.. names.Where(name => IsName(what, name))];
        if (names.Count > 0 && good.Length == 0)
        {
            return;
        }

        bool hasPattern = good.Any(WildcardPattern.ContainsWildcardCharacters);
        object? target = good.Length == 0 ? null : string.Join(',', good);
        if (!Try<SlurmTable<TRow>>(target, () => Run(cancellation => read(hasPattern ? [] : good, cancellation)), out SlurmTable<TRow>? table))
        {
            return;
        }

        WildcardPattern[] patterns = [.. good.Select(Pattern)];
        var seen = new bool[patterns.Length];
        foreach (TRow row in table.Rows)
        {
            bool isWanted = patterns.Length == 0;
            for (int i = 0; i < patterns.Length; i++)
            {
                if (patterns[i].IsMatch(nameOf(row)))
                {
                    isWanted = seen[i] = true;
                }
            }

            if (isWanted && make(row) is TOut output)
            {
                WriteObject(output);
            }
        }

        WriteProblems(table.Problems);
        for (int i = 0; i < seen.Length; i++)
        {
            if (!seen[i] && !WildcardPattern.ContainsWildcardCharacters(good[i]))
            {
                WriteMissing(what, good[i]);
            }
        }
    }

    /// <summary>Reports that Slurm has no such thing.</summary>
    private protected void WriteMissing(string what, string name) => WriteError(BankErrors.ToRecord(
        new SlurmNameNotFoundException(what, name, $"Slurm has no {what} '{name}'.", $"Check the name; {MyInvocation.MyCommand.Name} without a name lists all."), name));

    /// <summary>Reports rows that could not be read.</summary>
    private protected void WriteProblems(IEnumerable<SlurmProblem> problems)
    {
        foreach (SlurmProblem problem in problems)
        {
            WriteError(BankErrors.ToRecord("RowUnreadable", ErrorCategory.InvalidData, $"A row of Slurm could not be read: {problem}", "The others are shown; report it where it stays.", problem));
        }
    }

    /// <summary>True where a name is none of several texts that are to be matched, without regard to case.</summary>
    private protected static bool IsNone(IReadOnlyList<string> wanted, string name) => wanted.Count > 0 && !wanted.Any(text => Pattern(text).IsMatch(name));

    private static WildcardPattern Pattern(string name) => new(name, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);

    /// <summary>Whether what is listed has the names of TRES, with a slash in them.</summary>
    private protected virtual bool IsTres => false;

    private bool IsName(string what, string name)
    {
        if (IsTres || WildcardPattern.ContainsWildcardCharacters(name) || SlurmCommands.NameProblem(what, name) is not SlurmNameException error)
        {
            return true;
        }

        WriteError(BankErrors.ToRecord(error, name));
        return false;
    }
}
