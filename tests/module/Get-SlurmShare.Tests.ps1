BeforeDiscovery { . "$PSScriptRoot/common.ps1"; $noCluster = -not (Get-TestCluster) }
BeforeAll { . "$PSScriptRoot/common.ps1" }

Describe 'Get-SlurmShare' -Skip:$noCluster {
    BeforeAll { $bank = New-TestBank -Cluster (Get-TestCluster) -NoLedger }
    AfterAll { Remove-TestBank $bank }

    It 'shows what sshare shows' {
        $all = Get-SlurmShare
        $all | ForEach-Object { $_ | Should -BeOfType [SlurmBank.PowerShell.SlurmShare] }
        $all.Count | Should -Be @(Invoke-Slurm sshare -a -n -P).Count
        $alice = $all | Where-Object User -eq alice
        $alice.Account, $alice.RawShares, $alice.Depth | Should -Be @('physics', 1, 3)
        $alice.FairShare | Should -BeGreaterThan 0
    }

    It 'chooses accounts, patterns and users' {
        (Get-SlurmShare physics).Account | Sort-Object -Unique | Should -Be 'physics'
        (Get-SlurmShare 'c*').Account | Sort-Object -Unique | Should -Be 'chem'
        @(Get-SlurmShare -User bob).Account | Should -Be @('chem', 'physics')
    }

    It 'takes the pipeline, and goes on after a wrong account' {
        $rows = 'chem', 'nosuch', 'industry' | Get-SlurmShare -ErrorVariable failures -ErrorAction SilentlyContinue
        $rows.Account | Sort-Object -Unique | Should -Be @('chem', 'industry')
        $failures.FullyQualifiedErrorId | Should -Be 'AccountNotFound,SlurmBank.PowerShell.Commands.GetSlurmShareCommand'
        (Get-SlurmAssociation industry -User dave | Get-SlurmShare).User | Should -Contain dave
    }

    It 'fits a terminal, and has help' {
        Get-FitFault @(Get-SlurmShare) | Should -BeNullOrEmpty
        Get-HelpFault Get-SlurmShare | Should -BeNullOrEmpty
    }
}

Describe 'Get-SlurmShare without a Slurm' {
    BeforeAll { $bank = New-TestBank; $null = New-SlurmAllocation bio 1 }
    AfterAll { Remove-TestBank $bank }

    It 'says which command is missing' {
        (Get-Failure { Get-SlurmShare }).FullyQualifiedErrorId | Should -Be 'SlurmCommandMissing,SlurmBank.PowerShell.Commands.GetSlurmShareCommand'
    }

    It 'completes accounts of the ledger' { Get-Completion 'Get-SlurmShare b' | Should -Be 'bio' }
}
