BeforeDiscovery { . "$PSScriptRoot/common.ps1"; $noCluster = -not (Get-TestCluster) }
BeforeAll { . "$PSScriptRoot/common.ps1" }

Describe 'Get-SlurmParkedRun' -Skip:$noCluster {
    BeforeAll {
        $bank = New-ClusterBank -Extra "[tariff]`nkind = `"partition-price`"`n[PartitionPrice]`ngpu = `"1`"`n"
        $runs = Get-TestRun
        $sync = Sync-SlurmUsage -WarningVariable warnings -WarningAction SilentlyContinue
    }

    AfterAll { Remove-TestBank $bank }

    It 'shows runs of a partition that has no price, and why' {
        $parked = @(Get-SlurmParkedRun)
        $parked.Count | Should -Be $sync.Parked
        $run = $parked | Where-Object JobIdRaw -eq $runs.physics
        $run | Should -BeOfType [SlurmBank.Bank.ParkedRunReport]
        $run.Account, $run.Cluster | Should -Be @('physics', 'lab')
        $run.Reason | Should -Match 'cpu'
        $run.Tries | Should -BeGreaterThan 0
        $warnings | Should -Match 'Get-SlurmParkedRun'
    }

    It 'groups as objects do' {
        (Get-SlurmParkedRun | Group-Object Account | Where-Object Name -eq chem).Count | Should -BeGreaterOrEqual 3
    }

    It 'is not charged, and keeps nothing from the pipeline' {
        (Get-SlurmBalance physics).ChargedUnits | Should -Be 0
        (Get-Failure { Get-SlurmJobCost -JobId $runs.physics }).ErrorDetails.RecommendedAction | Should -Match 'Get-SlurmParkedRun'
    }

    It 'fits a terminal, and has help' {
        Get-FitFault @(Get-SlurmParkedRun) | Should -BeNullOrEmpty
        Get-HelpFault Get-SlurmParkedRun | Should -BeNullOrEmpty
    }
}

Describe 'Get-SlurmParkedRun of a new ledger' {
    BeforeAll { $bank = New-TestBank }
    AfterAll { Remove-TestBank $bank }

    It 'is nothing' { Get-SlurmParkedRun | Should -BeNullOrEmpty }

    It 'says that there is no ledger' {
        (Get-Failure { Get-SlurmParkedRun -LedgerPath "$TestDrive/none.db" }).FullyQualifiedErrorId | Should -Be 'LedgerNotFound,SlurmBank.PowerShell.Commands.GetSlurmParkedRunCommand'
    }
}
