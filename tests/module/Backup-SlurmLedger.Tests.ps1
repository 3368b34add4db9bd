BeforeAll { . "$PSScriptRoot/common.ps1" }

Describe 'Backup-SlurmLedger' {
    BeforeAll {
        $bank = New-TestBank
        $null = New-SlurmAllocation bio 100 -Reference AY26
        $folder = (New-Item -ItemType Directory -Path "$($bank.Folder)/backups").FullName
    }
    AfterAll { Remove-TestBank $bank }

    It 'writes nothing under -WhatIf; -PassThru gives the plan' {
        $plan = Backup-SlurmLedger $folder -WhatIf -PassThru
        $plan.IsPlan, $plan.Size | Should -Be @($true, 0)
        Backup-SlurmLedger $folder -WhatIf | Should -BeNullOrEmpty
        Get-WhatIfText "Backup-SlurmLedger '$folder' -WhatIf" | Should -Match 'Back up to .*backups'
        Get-ChildItem -Path $folder | Should -BeNullOrEmpty
    }

    It 'makes one sound file that is named by time and entry' {
        $report = Backup-SlurmLedger $folder
        $report | Should -BeOfType [SlurmBank.Bank.BackupReport]
        (Split-Path -Path $report.Path -Leaf) | Should -Match "^slurmbank-\d{8}T\d{6}Z-$($report.HeadSeq)\.db$"
        $report.IsSound, $report.IsPlan | Should -Be @($true, $false)
        $report.Head | Should -Be (Get-SlurmBankStatus).Head
        $report.Size | Should -Be (Get-Item -Path $report.Path).Length
        @(Get-ChildItem -Path $folder).Count | Should -Be 1
        (Get-SlurmBalance bio -LedgerPath $report.Path).Granted | Should -Be 100
        Get-FitFault @($report) | Should -BeNullOrEmpty
    }

    It 'takes a path relative to the location, and writes over nothing' {
        Push-Location -Path $folder
        try {
            (Backup-SlurmLedger mine.db).Path | Should -Be "$folder/mine.db"
            (Get-Failure { Backup-SlurmLedger mine.db }).FullyQualifiedErrorId | Should -Be 'BackupExists,SlurmBank.PowerShell.Commands.BackupSlurmLedgerCommand'
        }
        finally { Pop-Location }
    }

    It 'says where it cannot write' {
        $failure = Get-Failure { Backup-SlurmLedger "$folder/absent/x.db" }
        $failure.FullyQualifiedErrorId | Should -Be 'BackupNotWritten,SlurmBank.PowerShell.Commands.BackupSlurmLedgerCommand'
        $failure.Exception.Message | Should -Match 'absent/x.db'
    }

    It 'has help' { Get-HelpFault Backup-SlurmLedger | Should -BeNullOrEmpty }
}
