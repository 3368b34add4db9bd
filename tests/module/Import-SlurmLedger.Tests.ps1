BeforeAll { . "$PSScriptRoot/common.ps1" }

Describe 'Import-SlurmLedger' {
    BeforeEach { $bank = New-TestBank }
    AfterEach { Remove-TestBank $bank }

    It 'makes a ledger of a dump, with the same head' {
        $null = New-SlurmAllocation bio 100 -Reference AY26
        $dump = Export-SlurmLedger "$($bank.Folder)/dump.json"
        $report = Import-SlurmLedger $dump.Path -LedgerPath "$($bank.Folder)/copy.db"
        $report | Should -BeOfType [SlurmBank.Bank.ImportReport]
        $report.Head | Should -Be $dump.Head
        (Get-SlurmBalance bio -LedgerPath "$($bank.Folder)/copy.db").Granted | Should -Be 100
        Test-SlurmLedger -LedgerPath "$($bank.Folder)/copy.db" | Should -BeTrue
        Get-Failure { Import-SlurmLedger $dump.Path } | Should -BeNullOrEmpty -Because 'the ledger is that of the dump'
    }

    It 'takes a list of grants once, and shows it first' {
        Set-Content "$($bank.Folder)/grants.csv" "account,amount,used,reference`nbio,100,40,G-1`nchem,-1,,"
        $plan = Import-SlurmLedger "$($bank.Folder)/grants.csv" -WhatIf -PassThru
        $plan.IsPlan, $plan.Items.Count | Should -Be @($true, 2)
        Get-SlurmBalance | Where-Object Account -eq bio | Should -BeNullOrEmpty
        $report = Import-SlurmLedger "$($bank.Folder)/grants.csv"
        (Get-SlurmBalance bio).Available | Should -Be 60
        (Get-SlurmBalance chem).Status | Should -Be unlimited
        (Import-SlurmLedger "$($bank.Folder)/grants.csv").IsNew | Should -BeFalse
        Test-SlurmLedger | Should -BeTrue
        Get-FitFault @($report) | Should -BeNullOrEmpty
        Get-FitFault @($report.Items) | Should -BeNullOrEmpty
    }

    It 'names wrong lines and takes nothing' {
        Set-Content "$($bank.Folder)/grants.csv" "account,amount`nbio,100`nchem,much"
        $failure = Get-Failure { Import-SlurmLedger "$($bank.Folder)/grants.csv" }
        $failure.FullyQualifiedErrorId | Should -Be 'ImportInvalid,SlurmBank.PowerShell.Commands.ImportSlurmLedgerCommand'
        $failure.Exception.Message | Should -Match 'grants\.csv:3:6'
        Get-SlurmAllocation | Should -BeNullOrEmpty
    }

    It 'has help' { Get-HelpFault Import-SlurmLedger | Should -BeNullOrEmpty }
}
