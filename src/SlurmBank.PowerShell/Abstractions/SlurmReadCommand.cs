using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using SlurmBank.PowerShell.Arguments;
using SlurmBank.PowerShell.Completion;
using SlurmBank.PowerShell.Internal;
using SlurmBank.Slurm;

namespace SlurmBank.PowerShell.Abstractions;

/// <summary>What the cmdlets that only read Slurm share.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class SlurmReadCommand : BankCommand
{
    private protected SlurmReadCommand()
    {
    }

    /// <summary>The cluster; without it the one that the commands belong to.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ClusterCompleter))]
    public string? Cluster { get; set; }

    /// <summary>Users.</summary>
    [Parameter]
    [NameListTransformation]
    [ArgumentCompleter(typeof(UserCompleter))]
    public string[] User { get; set; } = [];

    /// <summary>
    /// Reads a table of what belongs to accounts and writes what was asked for. Slurm passes over an account that does not exist
    /// without a word; here it is an error.
    /// </summary>
    /// <param name="accounts">Names or patterns; empty for all.</param>
    /// <param name="read">Reads the rows of accounts; all where there are patterns.</param>
    /// <param name="accountOf">The account of a row.</param>
    /// <param name="userOf">The user of a row; empty where it is the account's own.</param>
    /// <param name="make">Makes what is written of a row.</param>
    private protected void WriteTable<T>(
        IReadOnlyList<string> accounts,
        Func<IReadOnlyList<string>, CancellationToken, SlurmTable<T>> read,
        Func<T, string> accountOf,
        Func<T, string> userOf,
        Func<T, object> make)
        where T : class
    {
        bool hasPattern = accounts.Any(WildcardPattern.ContainsWildcardCharacters);
        object? target = accounts.Count == 0 ? null : string.Join(',', accounts);
        if (!Try<SlurmTable<T>>(target, () => Run(cancellation => read(hasPattern ? [] : accounts, cancellation)), out SlurmTable<T>? table))
        {
            return;
        }

        WildcardPattern[] patterns = [.. accounts.Select(name => new WildcardPattern(name, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant))];
        var seen = new bool[patterns.Length];
        foreach (T row in table.Rows)
        {
            int match = Array.FindIndex(patterns, pattern => pattern.IsMatch(accountOf(row)));
            if (match >= 0)
            {
                seen[match] = true;
            }

            if ((match >= 0 || patterns.Length == 0) && (User.Length == 0 || User.Contains(userOf(row), StringComparer.Ordinal)))
            {
                WriteObject(make(row));
            }
        }

        Report(table.Problems, "Slurm");
        if (Cluster is not null && table.Rows.Count == 0 && accounts.Count == 0)
        {
            // Every cluster has at least its root.
            WriteError(BankErrors.ToRecord(new SlurmNameNotFoundException("cluster", Cluster, $"Slurm has no cluster '{Cluster}'.", "Check the name: sacctmgr show cluster."), Cluster));
        }

        for (int i = 0; i < seen.Length; i++)
        {
            if (!seen[i] && !WildcardPattern.ContainsWildcardCharacters(accounts[i]))
            {
                WriteError(BankErrors.ToRecord(new SlurmNameNotFoundException("account", accounts[i], $"Slurm has no account '{accounts[i]}'.", "Check the name; Get-SlurmAssociation without a name lists all."), accounts[i]));
            }
        }
    }

    /// <summary>Reports rows that could not be read.</summary>
    private protected void Report(IEnumerable<SlurmProblem> problems, string what)
    {
        foreach (SlurmProblem problem in problems)
        {
            WriteError(BankErrors.ToRecord("RowUnreadable", ErrorCategory.InvalidData, $"A row of {what} could not be read: {problem}", "The others are shown; report it where it stays.", problem));
        }
    }
}
