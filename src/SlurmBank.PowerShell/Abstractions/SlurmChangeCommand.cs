using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using SlurmBank.Bank;
using SlurmBank.PowerShell.Completion;
using SlurmBank.PowerShell.Internal;
using SlurmBank.Slurm;

namespace SlurmBank.PowerShell.Abstractions;

/// <summary>
/// What the cmdlets that change Slurm share. Each object of the pipeline is asked about as it comes; what is alike is changed together
/// at the end, so that many accounts are one command of Slurm.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class SlurmChangeCommand : BankChangeCommand
{
    private readonly List<(object Key, string Account)> agreed = [];

    private protected SlurmChangeCommand()
    {
    }

    /// <summary>The cluster; without it the one that the configuration names, or Slurm's own.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SlurmClusterCompleter))]
    public string? Cluster { get; set; }

    /// <summary>Asks as PowerShell does, and remembers an account that is to be changed, or (where only asked what would happen, with PassThru) planned.</summary>
    /// <param name="account">The account.</param>
    /// <param name="target">What is changed, worded for a person.</param>
    /// <param name="action">How, worded for a person.</param>
    /// <param name="key">What is to be done; equal keys are done together. Told whether to plan only.</param>
    private protected void Agree(string account, string target, string action, Func<bool, object> key)
    {
        if (SlurmCommands.NameProblem("account", account) is SlurmNameException error)
        {
            WriteError(BankErrors.ToRecord(error, account));
            return;
        }

        string text = $"Performing the operation \"{action}\" on target \"{target}\".";
        bool go = ShouldProcess(text, $"Are you sure you want to perform this action?\n{text}", "Confirm", out ShouldProcessReason reason);
        if (go || (reason.HasFlag(ShouldProcessReason.WhatIf) && PassThru))
        {
            agreed.Add((key(!go), account.ToLowerInvariant()));
        }
    }

    /// <summary>True where a name can be one of Slurm's; else it is reported.</summary>
    private protected bool IsName(string what, string name)
    {
        if (SlurmCommands.NameProblem(what, name) is not SlurmNameException error)
        {
            return true;
        }

        WriteError(BankErrors.ToRecord(error, name));
        return false;
    }

    /// <summary>Does what was agreed, group by group, and writes what came of it.</summary>
    private protected void ChangeAgreed<TKey, TResult>(Func<TKey, IReadOnlyList<string>, CancellationToken, IReadOnlyList<ChangeOutcome<TResult>>> change)
        where TKey : notnull
    {
        foreach (IGrouping<TKey, string> group in agreed.GroupBy(pair => (TKey)pair.Key, pair => pair.Account))
        {
            string[] accounts = [.. group.Distinct(StringComparer.Ordinal)];
            if (!Try<IReadOnlyList<ChangeOutcome<TResult>>>(
                string.Join(',', accounts), () => Run(cancellation => change(group.Key, accounts, cancellation)), out IReadOnlyList<ChangeOutcome<TResult>>? outcomes))
            {
                continue;
            }

            foreach (ChangeOutcome<TResult> outcome in outcomes)
            {
                if (outcome.Error is Engine.SlurmBankException error)
                {
                    WriteError(BankErrors.ToRecord(error, outcome.Target));
                }
                else if (PassThru)
                {
                    foreach (TResult result in outcome.Results)
                    {
                        WriteObject(Present(result));
                    }
                }
            }
        }
    }

    /// <summary>What is written of a result.</summary>
    private protected virtual object? Present(object? result) => result;

    /// <summary>Texts that make one key.</summary>
    private protected static string Joined(IEnumerable<string> texts) => string.Join(',', texts.Order(StringComparer.Ordinal));
}
