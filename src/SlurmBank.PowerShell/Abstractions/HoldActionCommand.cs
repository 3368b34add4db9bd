using System.ComponentModel;
using System.Management.Automation;
using SlurmBank.Bank;
using SlurmBank.PowerShell.Internal;

namespace SlurmBank.PowerShell.Abstractions;

/// <summary>What all cmdlets that hold or release share: how an action is told.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class HoldActionCommand : BankChangeCommand
{
    private protected HoldActionCommand()
    {
    }

    /// <summary>Reports what did not succeed as an error, and what Slurm would not honour as a warning.</summary>
    private protected void Report(HoldAction action)
    {
        if (action.Error is string error)
        {
            string text = $"Account '{action.Account}' on cluster '{action.Cluster}': {action.Action} failed: {error}";
            WriteError(BankErrors.ToRecord("HoldFailed", ErrorCategory.InvalidResult, text, "Mend what Slurm says, then run Sync-SlurmHold: it does what is missing.", action));
        }
        else if (action.Action == "not-effective")
        {
            WriteWarning($"Account '{action.Account}' on cluster '{action.Cluster}': Slurm would not honour the hold: {action.Reason}");
        }
    }
}
