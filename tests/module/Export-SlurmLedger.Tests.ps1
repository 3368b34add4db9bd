BeforeAll { . "$PSScriptRoot/common.ps1" }

Describe 'Export-SlurmLedger' {
    BeforeEach {
        $bank = New-TestBank
        $null = New-SlurmAllocation bio 100 -Reference AY26
    }
    AfterEach { Remove-TestBank $bank }

    It 'writes one file that has all, and another program reads' {
        $report = Export-SlurmLedger "$($bank.Folder)/dump.json"
        $report | Should -BeOfType [SlurmBank.Bank.ExportReport]
        $dump = Get-Content -Raw $report.Path | ConvertFrom-Json
        $dump.slurmbank_dump | Should -Be 1
        $dump.head.hash | Should -Be (Get-SlurmBankStatus).Head
        ($dump.tables.entry | Where-Object reference -eq AY26).posting.amount | Should -Be @(-360000000, 360000000)
        Get-FitFault @($report) | Should -BeNullOrEmpty
    }

    It 'writes a file a table as CSV' {
        $report = Export-SlurmLedger "$($bank.Folder)/tables" -Format Csv
        (Import-Csv "$($report.Path)/allocation.csv").reference | Should -Be AY26
        (Import-Csv "$($report.Path)/posting.csv")[0].amount_su | Should -Be '-100.00'
    }

    It 'writes over nothing without -Force' {
        $null = Export-SlurmLedger "$($bank.Folder)/dump.json"
        $failure = Get-Failure { Export-SlurmLedger "$($bank.Folder)/dump.json" }
        $failure.FullyQualifiedErrorId | Should -Be 'DumpExists,SlurmBank.PowerShell.Commands.ExportSlurmLedgerCommand'
        (Export-SlurmLedger "$($bank.Folder)/dump.json" -Force).Size | Should -BeGreaterThan 0
    }

    It 'plans without writing' {
        (Export-SlurmLedger "$($bank.Folder)/dump.json" -WhatIf -PassThru).IsPlan | Should -BeTrue
        Test-Path "$($bank.Folder)/dump.json" | Should -BeFalse
    }

    It 'has help' { Get-HelpFault Export-SlurmLedger | Should -BeNullOrEmpty }
}
