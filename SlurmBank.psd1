@{
    RootModule           = 'module/bin/SlurmBank.PowerShell.dll'
    ModuleVersion        = '0.1.0'
    GUID                 = '5b0f8f0c-6c0f-4d0e-9a53-2f6b7c1d9e42'
    Author               = 'The SlurmBank developers'
    CompanyName          = 'SlurmBank'
    Copyright            = '(c) The SlurmBank developers'
    Description          = 'The bank of a Slurm cluster: grants service units to accounts, charges jobs for what they used, and holds accounts that have spent their grants.'
    PowerShellVersion    = '7.4'
    CompatiblePSEditions = @('Core')
    # Loaded at import, so that a script can name their types before a cmdlet has needed them: catch [SlurmBank.Slurm.SlurmCommandException].
    RequiredAssemblies   = @('module/bin/SlurmBank.Engine.dll', 'module/bin/SlurmBank.Ledger.dll', 'module/bin/SlurmBank.Slurm.dll', 'module/bin/SlurmBank.Bank.dll')
    FormatsToProcess     = @('module/SlurmBank.Format.ps1xml')
    CmdletsToExport      = @(
        'Add-SlurmAccountUser'
        'Add-SlurmCredit'
        'Backup-SlurmLedger'
        'Close-SlurmAllocation'
        'Get-SlurmAccount'
        'Get-SlurmAllocation'
        'Add-SlurmAssertion'
        'Export-SlurmLedger'
        'Get-SlurmAssertion'
        'Get-SlurmBalance'
        'Get-SlurmBankAccount'
        'Get-SlurmBankConfiguration'
        'Get-SlurmBankStatus'
        'Get-SlurmAssociation'
        'Get-SlurmCluster'
        'Get-SlurmHold'
        'Get-SlurmJob'
        'Get-SlurmJobCost'
        'Get-SlurmLien'
        'Get-SlurmNode'
        'Get-SlurmParkedRun'
        'Get-SlurmPartition'
        'Get-SlurmQos'
        'Get-SlurmQueue'
        'Get-SlurmReport'
        'Get-SlurmShare'
        'Get-SlurmStatement'
        'Get-SlurmTariff'
        'Get-SlurmTransaction'
        'Get-SlurmTres'
        'Get-SlurmUsage'
        'Get-SlurmUser'
        'Export-SlurmChart'
        'Compare-SlurmUsage'
        'Import-SlurmLedger'
        'Initialize-SlurmBank'
        'Lock-SlurmAccount'
        'Move-SlurmCredit'
        'New-SlurmAccount'
        'New-SlurmAllocation'
        'New-SlurmRefund'
        'New-SlurmTariff'
        'Remove-SlurmAccount'
        'Remove-SlurmAccountUser'
        'Remove-SlurmCredit'
        'Reset-SlurmUsage'
        'Restore-SlurmLedger'
        'Set-SlurmAccount'
        'Set-SlurmAllocation'
        'Set-SlurmBankAccount'
        'Set-SlurmLimit'
        'Sync-SlurmHold'
        'Sync-SlurmUsage'
        'Test-SlurmBankConfiguration'
        'Test-SlurmJob'
        'Test-SlurmLedger'
        'Test-SlurmTariff'
        'Undo-SlurmTransaction'
        'Unlock-SlurmAccount'
    )
    FunctionsToExport    = @()
    AliasesToExport      = @()
    VariablesToExport    = @()
    PrivateData          = @{
        PSData = @{
            Tags         = @('Slurm', 'HPC', 'Accounting', 'Allocation', 'Banking', 'PSEdition_Core', 'Linux')
            ReleaseNotes = 'See CHANGELOG.md.'
        }
    }
}
