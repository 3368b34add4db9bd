using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using SlurmBank.Bank;
using SlurmBank.PowerShell.Abstractions;
using SlurmBank.PowerShell.Arguments;
using SlurmBank.PowerShell.Completion;

namespace SlurmBank.PowerShell.Commands;

/// <summary>Holds accounts with nothing left and releases those that have something again, as balances and people's decisions say.</summary>
[Cmdlet(VerbsData.Sync, "SlurmHold", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(HoldAction))]
public sealed class SyncSlurmHoldCommand : HoldActionCommand
{
    private readonly List<string> names = [];

    /// <summary>Accounts, by name or pattern; all of them without it.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [AccountTransformation]
    [ArgumentCompleter(typeof(AccountCompleter))]
    public string[] Account { get; set; } = [];

    /// <summary>The cluster; without it each that the configuration names, or Slurm's own.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ClusterCompleter))]
    public string? Cluster { get; set; }

    /// <summary>Takes up limits that look like the bank's own and are not in its ledger, as after a restore; those that are not due are lifted.</summary>
    [Parameter]
    public SwitchParameter Adopt { get; set; }

    /// <summary>Goes on where the first enforcement would hold more accounts than the configured part.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Collects the accounts: Slurm is asked, and changed, once for all of them.</summary>
    protected override void ProcessRecord() => names.AddRange(Account);

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        // No object came through the pipeline: that is not the same as all accounts.
        if (names.Count > 0 || !MyInvocation.ExpectingInput)
        {
            Enforce();
        }

        base.EndProcessing();
    }

    private void Enforce()
    {
        if (!IsWhatIf && !IsConfirm)
        {
            Answer(Sync(names, Cluster, isPlan: false));
            return;
        }

        foreach (HoldReportSet plan in Sync(names, Cluster, isPlan: true))
        {
            Warn(plan);
            List<HoldAction> accepted = plan.Actions.Where(Ask).ToList();
            if (IsWhatIf && PassThru)
            {
                WriteObject(plan.Actions, enumerateCollection: true);
            }

            string[] changed = accepted.Where(IsChange).Select(action => action.Account).Distinct().ToArray();
            if (changed.Length > 0)
            {
                Answer(Sync(changed, plan.Cluster, isPlan: false));
            }
        }
    }

    private static bool IsChange(HoldAction action) => action.Action is "hold" or "release" or "limit";

    private bool Ask(HoldAction action) =>
        !IsChange(action) || ShouldProcess($"account '{action.Account}' on cluster '{action.Cluster}'", $"{char.ToUpperInvariant(action.Action[0])}{action.Action[1..]}: {action.Reason}");

    private IReadOnlyList<HoldReportSet> Sync(IReadOnlyList<string> accounts, string? cluster, bool isPlan)
    {
        var command = new EnforceCommand { Accounts = accounts, Cluster = cluster, Force = Force, Adopt = Adopt, IsPlan = isPlan };
        return Try<IReadOnlyList<HoldReportSet>>(cluster, () => RunWatched("Enforcing", cancellation => Bank.SyncHolds(command, cancellation)), out IReadOnlyList<HoldReportSet>? sets) ? sets : [];
    }

    private void Answer(IReadOnlyList<HoldReportSet> sets)
    {
        foreach (HoldReportSet set in sets)
        {
            Warn(set);
            foreach (HoldAction action in set.Actions)
            {
                Report(action);
                WriteObject(action);
            }

            WriteVerbose($"Cluster '{set.Cluster}': {set.Accounts} accounts looked at, {set.Commands} Slurm commands changed something.");
        }
    }

    private void Warn(HoldReportSet set)
    {
        foreach (string warning in set.Warnings)
        {
            WriteWarning(warning);
        }
    }
}
