BeforeDiscovery { . "$PSScriptRoot/common.ps1"; $noCluster = -not (Get-TestCluster) }
BeforeAll { . "$PSScriptRoot/common.ps1" }

Describe 'Compare-SlurmUsage' {
    It 'completes, and has help' {
        Get-Completion 'Compare-SlurmUsage -Mon' | Should -Be '-Month'
        Get-HelpFault Compare-SlurmUsage | Should -BeNullOrEmpty
    }
}

Describe 'Compare-SlurmUsage of jobs' -Skip:$noCluster {
    BeforeAll { $bank = New-ClusterBank -Synced; $null = Get-TestRun; $null = Sync-SlurmUsage }
    AfterAll { Remove-TestBank $bank }

    It 'names causes that sum to the difference' {
        $all = Compare-SlurmUsage chem
        $all.Source | Should -Be @('sacct', 'sreport', 'sshare')
        foreach ($report in $all) {
            $report | Should -BeOfType [SlurmBank.Bank.ComparisonReport]
            $sum = 0
            foreach ($cause in $report.Causes) { $sum += $cause.AmountUnits }
            $sum | Should -Be $report.DifferenceUnits
        }
        ($all | Where-Object Source -eq sacct).RestUnits | Should -Be 0
    }

    It 'reports a wrong account' {
        (Get-Failure { Compare-SlurmUsage nosuch }).FullyQualifiedErrorId | Should -BeExactly 'AccountNotFound,SlurmBank.PowerShell.Commands.CompareSlurmUsageCommand'
    }
}
