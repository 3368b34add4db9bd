BeforeAll { . "$PSScriptRoot/common.ps1" }

Describe 'Restore-SlurmLedger' {
    BeforeEach {
        $bank = New-TestBank
        $null = New-SlurmAllocation bio 100 -Reference AY26
        $backup = Backup-SlurmLedger "$($bank.Folder)/backup.db"
    }
    AfterEach { Remove-TestBank $bank }

    It 'has nothing to do where nothing was done since' {
        $report = $backup | Restore-SlurmLedger -Confirm:$false
        $report | Should -BeOfType [SlurmBank.Bank.RestoreReport]
        $report.IsNew, $report.LostEntries, $report.KeptAs | Should -Be @($false, 0, $null)
        (Get-SlurmBankStatus).Head | Should -Be $backup.Head
    }

    It 'lists what would be lost, and refuses it without -Force' {
        $null = New-SlurmAllocation bio 7 -Reference AY27
        $head = (Get-SlurmBankStatus).Head
        $plan = Restore-SlurmLedger $backup.Path -WhatIf -PassThru
        $plan.IsPlan, $plan.IsSameLedger, $plan.LostEntries | Should -Be @($true, $true, 1)
        $plan.LostMovements.Reference | Should -Be AY27
        $failure = Get-Failure { Restore-SlurmLedger $backup.Path -Confirm:$false }
        $failure.FullyQualifiedErrorId | Should -Be 'RestoreWouldLose,SlurmBank.PowerShell.Commands.RestoreSlurmLedgerCommand'
        $failure.ErrorDetails.RecommendedAction | Should -Match '-Force'
        (Get-SlurmBankStatus).Head | Should -Be $head
    }

    It 'goes back with -Force, keeps what was, and says so in the ledger' {
        $null = New-SlurmAllocation bio 7 -Reference AY27
        $report = Get-Item -Path $backup.Path | Restore-SlurmLedger -Force -Reason 'wrong import' -Confirm:$false
        $report.IsNew, $report.LostEntries | Should -Be @($true, 1)
        (Get-SlurmBalance bio).Granted | Should -Be 100
        (Get-SlurmBalance bio -LedgerPath $report.KeptAs).Granted | Should -Be 107
        $said = Get-SlurmTransaction | Where-Object Kind -eq restored
        $said.Reason | Should -Be 'wrong import'
        Test-SlurmLedger | Should -BeTrue
        Get-FitFault @($report) | Should -BeNullOrEmpty
    }

    It 'makes a ledger where there is none' {
        $report = Restore-SlurmLedger $backup.Path -LedgerPath "$($bank.Folder)/trial.db" -Confirm:$false
        $report.IsNew, $report.KeptAs | Should -Be @($true, $null)
        (Get-SlurmBalance bio -LedgerPath "$($bank.Folder)/trial.db").Granted | Should -Be 100
    }

    It 'names a backup that is not there, and goes on with the next' {
        $problems = $null
        $reports = @([pscustomobject]@{ Path = "$($bank.Folder)/absent.db" }, $backup) | Restore-SlurmLedger -Confirm:$false -ErrorVariable problems -ErrorAction SilentlyContinue
        $problems[0].FullyQualifiedErrorId | Should -Be 'BackupNotFound,SlurmBank.PowerShell.Commands.RestoreSlurmLedgerCommand'
        @($reports).Count | Should -Be 1
    }

    It 'asks before it changes anything' {
        [SlurmBank.PowerShell.Commands.RestoreSlurmLedgerCommand].GetCustomAttributes([Management.Automation.CmdletAttribute], $false)[0].ConfirmImpact | Should -Be High
    }

    It 'has help' { Get-HelpFault Restore-SlurmLedger | Should -BeNullOrEmpty }
}
