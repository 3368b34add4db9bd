using System.Collections.Generic;
using System.Management.Automation;
using System.Threading;
using SlurmBank.Bank;
using SlurmBank.PowerShell.Abstractions;

namespace SlurmBank.PowerShell.Commands;

/// <summary>Releases accounts because a person says so; one with nothing left is then exempt from automatic holds for a time.</summary>
[Cmdlet(VerbsCommon.Unlock, "SlurmAccount", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(HoldAction))]
public sealed class UnlockSlurmAccountCommand : HoldCommandBase
{
    private protected override string Describe() => $"Release{(Until is SiteMoment until ? $", exempt from automatic holds until {until}" : string.Empty)}, reason: {Reason}";

    private protected override IReadOnlyList<HoldOutcome> Do(IReadOnlyList<HoldCommand> commands, CancellationToken cancellation) => Bank.UnlockAll(commands, cancellation);
}
