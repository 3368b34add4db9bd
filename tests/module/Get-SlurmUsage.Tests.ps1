BeforeDiscovery { . "$PSScriptRoot/common.ps1"; $noCluster = -not (Get-TestCluster) }
BeforeAll { . "$PSScriptRoot/common.ps1" }

Describe 'Get-SlurmUsage' {
    BeforeAll { $bank = New-TestBank; $null = New-SlurmAllocation bio 100 }
    AfterAll { Remove-TestBank $bank }

    It 'shows nothing where nothing ran, and an error for a wrong account or month' {
        Get-SlurmUsage | Should -BeNullOrEmpty
        (Get-Failure { Get-SlurmUsage nosuch }).FullyQualifiedErrorId | Should -BeExactly 'AccountNotFound,SlurmBank.PowerShell.Commands.GetSlurmUsageCommand'
        (Get-Failure { Get-SlurmUsage -Month May }).Exception.Message | Should -Match 'May'
        Get-Failure { Get-SlurmUsage -By Moon } | Should -Not -BeNullOrEmpty
    }

    It 'completes, and has help' {
        Get-Completion 'Get-SlurmUsage -By Part' | Should -Be 'Partition'
        Get-HelpFault Get-SlurmUsage | Should -BeNullOrEmpty
    }
}

Describe 'Get-SlurmUsage of jobs' -Skip:$noCluster {
    BeforeAll { $bank = New-ClusterBank -Synced; $null = Get-TestRun }
    AfterAll { Remove-TestBank $bank }

    It 'tells users apart, and sums to what was charged' {
        $usage = Get-SlurmUsage chem
        $usage | ForEach-Object { $_ | Should -BeOfType [SlurmBank.Bank.UsageReport] }
        $usage.User | Should -Contain 'carol'
        ($usage | Measure-Object ChargedUnits -Sum).Sum | Should -Be (Get-SlurmBalance chem).TotalChargedUnits
        ($usage | Where-Object User -eq bob).Runs | Should -BeGreaterOrEqual 2
    }

    It 'tells months, partitions and states apart, or nothing' {
        $row = Get-SlurmUsage physics -By Month, Partition, State | Where-Object State -eq COMPLETED | Select-Object -Last 1
        $row.User | Should -BeNullOrEmpty
        $row.Month | Should -Match '^20\d\d-\d\d$'
        @(Get-SlurmUsage chem -By @()).Count | Should -Be 1
        (Get-SlurmBalance physics, chem | Get-SlurmUsage -By @()).Account | Should -Be @('physics', 'chem')
        Get-SlurmUsage chem -EndTime 2001-01-01 | Should -BeNullOrEmpty
    }

    It 'fits a terminal' { Get-FitFault @(Get-SlurmUsage) | Should -BeNullOrEmpty }
}
