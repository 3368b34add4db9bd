BeforeDiscovery { . "$PSScriptRoot/common.ps1"; $noCluster = -not (Get-TestCluster) }
BeforeAll { . "$PSScriptRoot/common.ps1" }

Describe 'Get-SlurmBankStatus' {
    BeforeAll { $bank = New-TestBank }
    AfterAll { Remove-TestBank $bank }

    It 'shows a new ledger as it is, without asking Slurm' {
        $null = New-SlurmAllocation bio 100
        $status = Get-SlurmBankStatus
        $status | Should -BeOfType [SlurmBank.Bank.BankStatus]
        $status.Ledger, $status.Accounts, $status.Held, $status.Liens, $status.Parked | Should -Be @($bank.Ledger, 1, 0, 0, 0)
        $status.Entries | Should -Be @(Get-SlurmTransaction).Count
        $status.LastSync | Should -BeNullOrEmpty
        $status.Head | Should -Match '^[0-9a-f]{64}$'
    }

    It 'writes figures for Prometheus, and says by them that a ledger cannot be read' {
        $null = New-SlurmAllocation bio 100
        $file = "$TestDrive/slurmbank.prom"
        $status = Get-SlurmBankStatus -PrometheusPath $file -IncludeAccount -SkipSlurm
        $status.MonitorCode | Should -Be ([SlurmBank.Bank.MonitorCode]::Ok)
        $status.Drifting | Should -BeNullOrEmpty
        Get-Content $file | Should -Contain 'slurmbank_up 1'
        Get-Content $file | Where-Object { $_ -like 'slurmbank_account_granted{account="bio"*' } | Should -HaveCount 1
        $null = Get-Failure { Get-SlurmBankStatus -LedgerPath "$TestDrive/none.db" -PrometheusPath $file }
        Get-Content $file | Should -Contain 'slurmbank_up 0'
        (Get-Failure { Get-SlurmBankStatus -PrometheusPath "$file/x" }).FullyQualifiedErrorId | Should -Match '^InvalidRequest'
    }

    It 'says that there is no ledger' {
        $failure = Get-Failure { Get-SlurmBankStatus -LedgerPath "$TestDrive/none.db" }
        $failure.FullyQualifiedErrorId | Should -Be 'LedgerNotFound,SlurmBank.PowerShell.Commands.GetSlurmBankStatusCommand'
        $failure.ErrorDetails.RecommendedAction | Should -Match 'Initialize-SlurmBank'
    }

    It 'fits a terminal, and has help' {
        Get-FitFault @(Get-SlurmBankStatus) | Should -BeNullOrEmpty
        Get-HelpFault Get-SlurmBankStatus | Should -BeNullOrEmpty
    }
}

Describe 'Get-SlurmBankStatus after a sync' -Skip:$noCluster {
    BeforeAll { $bank = New-ClusterBank -Synced }
    AfterAll { Remove-TestBank $bank }

    It 'says up to when runs are settled, and that all is well' {
        $status = Get-SlurmBankStatus
        $status.Health | Should -Be 'ok' -Because "$($status.Findings)"
        $status.Watermarks['lab'] | Should -BeGreaterThan $status.BooksOpen
        ([datetimeoffset]::UtcNow - $status.LastSync).TotalMinutes | Should -BeLessThan 5
        $status.Tariffs['lab'] | Should -Be 1
        $status.BooksOpen | Should -BeLessThan ([datetimeoffset]::UtcNow)
    }
}
