using System;
using System.Collections.Generic;
using System.Linq;
using SlurmBank.Bank;

namespace SlurmBank.Cli.Output;

/// <summary>Says in this door's words what the bank's texts say in the cmdlets': the same verbs, in a shell's manner.</summary>
internal static class Vocabulary
{
    // Longer phrases come first, because shorter ones are parts of them.
    private static readonly (string Cmdlet, string Verb)[] Words =
    [
        ("Initialize-SlurmBank (or 'slurmbank init')", "'slurmbank init'"),
        ("Backup-SlurmLedger (slurmbank backup)", "slurmbank backup"),
        ("(-WhatIf -PassThru, --plan); then restore with -Force (--force)", "(--plan); then restore with --force"),
        ("Restore-SlurmLedger (slurmbank restore)", "slurmbank restore"),
        ("-SkipInvalid (--skip-invalid)", "--skip-invalid"),
        ("-From Sbank, --from sbank", "--from sbank"),
        ("-From (--from): SlurmBank, SlurmSuBank, PittBank, CrcBank, Sbank or Csv", "--from: slurmbank, slurm-su-bank, pitt-bank, crc-bank, sbank or csv"),
        ("-From (--from)", "--from"),
        ("(-LedgerPath, --ledger)", "(--ledger)"),
        ("-Force (--force)", "--force"),
        ("Sync-SlurmHold -WhatIf, slurmbank enforce --plan", "slurmbank enforce --plan"),
        ("Set-SlurmBankAccount -Kind", "slurmbank account set --kind"),
        ("Set-SlurmAllocation -EndDate", "slurmbank allocation set --end"),
        ("New-SlurmAllocation -Kind", "slurmbank grant --kind"),
        ("New-SlurmAllocation -Borrow", "slurmbank grant --borrow"),
        ("New-SlurmAllocation -Every", "slurmbank grant --every"),
        ("Get-SlurmAllocation -Series", "slurmbank allocation series"),
        ("Close-SlurmAllocation -Series", "slurmbank allocation close --series"),
        ("-Every Month, Quarter or Year", "--every month, quarter or year"),
        ("Add-SlurmCredit -WriteOff", "slurmbank write-off"),
        ("give -StartTime (--start); -WhatIf (--plan)", "give --start; --plan"),
        ("Get-SlurmAssertion", "slurmbank assertions"),
        ("Add-SlurmAssertion", "slurmbank assert"),
        ("Test-SlurmLedger -Detailed", "slurmbank verify"),
        ("Test-SlurmBankConfiguration", "slurmbank config test"),
        ("Get-SlurmBankConfiguration", "slurmbank config show"),
        ("Get-SlurmBankStatus", "slurmbank status"),
        ("Get-SlurmBankAccount", "slurmbank account list"),
        ("Set-SlurmBankAccount", "slurmbank account set"),
        ("Initialize-SlurmBank", "slurmbank init"),
        ("New-SlurmAllocation", "slurmbank grant"),
        ("Get-SlurmAllocation", "slurmbank allocation list"),
        ("Set-SlurmAllocation", "slurmbank allocation set"),
        ("Close-SlurmAllocation", "slurmbank allocation close"),
        ("Add-SlurmCredit", "slurmbank deposit"),
        ("Remove-SlurmCredit", "slurmbank withdraw"),
        ("Move-SlurmCredit", "slurmbank transfer"),
        ("New-SlurmRefund", "slurmbank refund"),
        ("Undo-SlurmTransaction", "slurmbank undo"),
        ("New-SlurmTariff", "slurmbank tariff capture"),
        ("Get-SlurmTariff", "slurmbank tariff list"),
        ("Test-SlurmTariff", "slurmbank tariff test"),
        ("Get-SlurmStatement", "slurmbank statement"),
        ("Get-SlurmUsage", "slurmbank usage"),
        ("Export-SlurmChart", "slurmbank chart"),
        ("Compare-SlurmUsage", "slurmbank compare"),
        ("-Kind Usage (--kind usage)", "--kind usage"),
        ("Get-SlurmBalance", "slurmbank balance"),
        ("Get-SlurmTransaction", "slurmbank transactions"),
        ("Get-SlurmLien", "slurmbank liens"),
        ("Get-SlurmParkedRun", "slurmbank parked"),
        ("Get-SlurmJobCost", "slurmbank cost"),
        ("Get-SlurmHold", "slurmbank holds list"),
        ("Get-SlurmNotice", "slurmbank notices list"),
        ("Send-SlurmNotice", "slurmbank notices send"),
        ("Sync-SlurmUsage", "slurmbank sync"),
        ("Sync-SlurmHold", "slurmbank enforce"),
        ("Lock-SlurmAccount", "slurmbank lock"),
        ("Unlock-SlurmAccount", "slurmbank unlock"),
        ("Test-SlurmLedger", "slurmbank verify"),
        (": -AllocationId.", ": --allocation."),
        (": -ToAllocationId.", ": --to-allocation."),
        (": -Cluster.", ": --cluster."),
        (": -Reason.", ": --reason."),
        ("with -Force", "with --force"),
    ];

    /// <summary>A text in this door's words.</summary>
    internal static string Speak(string text)
    {
        if (!text.Contains('-'))
        {
            return text;
        }

        foreach ((string cmdlet, string verb) in Words)
        {
            text = text.Replace(cmdlet, verb, StringComparison.Ordinal);
        }

        return text;
    }

    /// <summary>Findings in this door's words.</summary>
    internal static IReadOnlyList<BankFinding> Speak(IReadOnlyList<BankFinding> findings) =>
        [.. findings.Select(finding => finding with { Message = Speak(finding.Message), Fix = Speak(finding.Fix) })];
}
