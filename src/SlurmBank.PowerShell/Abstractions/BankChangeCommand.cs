using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Linq;
using System.Management.Automation;

namespace SlurmBank.PowerShell.Abstractions;

/// <summary>What the cmdlets that change something share: the question, the plan, the answer.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class BankChangeCommand : LedgerCommand
{
    private protected BankChangeCommand()
    {
    }

    /// <summary>Gives the changed object; together with <c>-WhatIf</c> the object as it would be.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>True where the person asked what would happen, by the parameter or by the preference.</summary>
    private protected bool IsWhatIf => MyInvocation.BoundParameters.TryGetValue("WhatIf", out object? given)
        ? LanguagePrimitives.IsTrue(given)
        : LanguagePrimitives.IsTrue(GetVariableValue("WhatIfPreference", false));

    /// <summary>True where each change is to be confirmed, by the parameter or by the preference.</summary>
    private protected bool IsConfirm => MyInvocation.BoundParameters.TryGetValue("Confirm", out object? given)
        ? LanguagePrimitives.IsTrue(given)
        : GetVariableValue("ConfirmPreference", ConfirmImpact.High) is ConfirmImpact preference and not ConfirmImpact.None && preference <= ConfirmImpact.Medium;

    /// <summary>Asks as PowerShell does, then carries the change out, or (where only asked what would happen, with PassThru) plans it.</summary>
    /// <param name="target">What is changed, worded for a person.</param>
    /// <param name="action">How, worded for a person.</param>
    /// <param name="subject">What the change is about, for the error.</param>
    /// <param name="verb">The change; told whether to plan only.</param>
    /// <param name="answer">The answer of the change or of the plan.</param>
    private protected bool Change<T>(string target, string action, object? subject, Func<bool, T> verb, [MaybeNullWhen(false)] out T answer)
    {
        string text = $"Performing the operation \"{action}\" on target \"{target}\".";
        bool go = ShouldProcess(text, $"Are you sure you want to perform this action?\n{text}", "Confirm", out ShouldProcessReason reason);
        if (go || (reason.HasFlag(ShouldProcessReason.WhatIf) && PassThru))
        {
            return Try(subject, () => verb(!go), out answer);
        }

        answer = default;
        return false;
    }

    /// <summary>Replaces patterns by the accounts of the ledger that match; names stay as they are.</summary>
    private protected IReadOnlyList<string> Expand(IEnumerable<string> names)
    {
        var accounts = new List<string>();
        foreach (string name in names)
        {
            if (!WildcardPattern.ContainsWildcardCharacters(name))
            {
                accounts.Add(name);
            }
            else if (Try<List<string>>(name, () => [.. Bank.Accounts([name]).Select(account => account.Account)], out List<string>? found))
            {
                accounts.AddRange(found);
            }
        }

        return accounts;
    }
}
