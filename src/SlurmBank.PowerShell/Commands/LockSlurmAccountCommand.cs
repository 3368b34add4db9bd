using System.Management.Automation;
using System.Threading;
using SlurmBank.Bank;
using SlurmBank.PowerShell.Abstractions;

namespace SlurmBank.PowerShell.Commands;

/// <summary>Holds accounts because a person says so: they start no more jobs until a person releases them, or until a stated time.</summary>
[Cmdlet(VerbsCommon.Lock, "SlurmAccount", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(HoldAction))]
public sealed class LockSlurmAccountCommand : HoldCommandBase
{
    /// <summary>The Slurm limit that holds; the account's or the site's without it.</summary>
    [Parameter]
    [ValidateSet("grp-tres-run-mins", "grp-tres-mins", "moving-limit", "grp-submit-jobs")]
    public string? HoldMechanism { get; set; }

    private protected override string Describe() => $"Hold {(Until is SiteMoment until ? $"until {until}" : "until lifted")}, reason: {Reason}";

    private protected override HoldCommand Command(string account) => base.Command(account) with { Mechanism = HoldMechanism?.ToLowerInvariant() };

    private protected override HoldAction Do(HoldCommand command, CancellationToken cancellation) => Bank.Lock(command, cancellation);
}
