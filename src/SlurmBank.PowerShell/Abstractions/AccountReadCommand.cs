using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Management.Automation;
using SlurmBank.PowerShell.Arguments;
using SlurmBank.PowerShell.Completion;

namespace SlurmBank.PowerShell.Abstractions;

/// <summary>What the cmdlets that look at accounts share: names, wildcards, or objects that name an account; all of them without a name.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class AccountReadCommand : LedgerCommand
{
    private protected AccountReadCommand()
    {
    }

    /// <summary>Accounts, by name or pattern; all of them without it.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [AccountTransformation]
    [ArgumentCompleter(typeof(AccountCompleter))]
    public string[]? Account { get; set; }

    /// <summary>Writes what a verb finds for each name given, so that a wrong name does not hide the others.</summary>
    private protected void WriteEachAccount<T>(Func<IReadOnlyList<string>, IEnumerable<T>> verb)
    {
        if (Account is null)
        {
            WriteEach(null, () => verb([]));
            return;
        }

        foreach (string name in Account)
        {
            WriteEach(name, () => verb([name]));
        }
    }
}
