using System.Collections.Generic;
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
    [ValidateSet("grp-tres-run-mins", "grp-tres-mins", "grp-submit-jobs", "grp-jobs", "grp-tres-run-mins-billing", "grp-tres-run-mins-gpu", "grp-tres-mins-billing")]
    public string? HoldMechanism { get; set; }

    private protected override string Describe() => $"Hold {(Until is SiteMoment until ? $"until {until}" : "until lifted")}, reason: {Reason}";

    private protected override HoldCommand Command(string account) => base.Command(account) with { Mechanism = HoldMechanism?.ToLowerInvariant() };

    private protected override IReadOnlyList<HoldOutcome> Do(IReadOnlyList<HoldCommand> commands, CancellationToken cancellation) => Bank.LockAll(commands, cancellation);
}
