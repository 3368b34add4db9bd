BeforeDiscovery { . "$PSScriptRoot/common.ps1"; $noCluster = -not (Get-TestCluster) }
BeforeAll { . "$PSScriptRoot/common.ps1" }

Describe 'Get-SlurmAssociation' -Skip:$noCluster {
    BeforeAll { $bank = New-TestBank -Cluster (Get-TestCluster) -NoLedger }
    AfterAll { Remove-TestBank $bank }

    It 'shows what sacctmgr shows, without a ledger' {
        $all = Get-SlurmAssociation
        $all | ForEach-Object { $_ | Should -BeOfType [SlurmBank.PowerShell.SlurmAssociation] }
        $all.Count | Should -Be @(Invoke-Slurm sacctmgr -n -P show association).Count
        ($all | Where-Object { $_.Account -eq 'physics' -and -not $_.User }).ParentAccount | Should -Be 'science'
    }

    It 'chooses accounts, patterns and users' {
        (Get-SlurmAssociation physics).User | Sort-Object | Should -Be @('', 'alice', 'bob')
        (Get-SlurmAssociation chem, industry -User bob, dave).Account | Should -Be @('chem', 'industry')
        (Get-SlurmAssociation 'p*', 'ch?m').Account | Sort-Object -Unique | Should -Be @('chem', 'physics')
        (Get-SlurmAssociation physics -Cluster lab -User alice).User | Should -Be alice
    }

    It 'shows a limit that was set' {
        $null = Invoke-Slurm sacctmgr -i modify account set 'grptresrunmins=cpu=77' where account=industry
        try { (Get-SlurmAssociation industry -User '')[0].GrpTresRunMins | Should -Be 'cpu=77' } finally { Clear-TestLimit }
    }

    It 'takes the pipeline, and goes on after a wrong account' {
        $rows = 'physics', 'nosuch', 'chem' | Get-SlurmAssociation -ErrorVariable failures -ErrorAction SilentlyContinue
        $rows.Account | Sort-Object -Unique | Should -Be @('chem', 'physics')
        $failures.FullyQualifiedErrorId | Should -Be 'AccountNotFound,SlurmBank.PowerShell.Commands.GetSlurmAssociationCommand'
        $failures.TargetObject | Should -Be nosuch
        ([pscustomobject]@{ Account = 'industry' } | Get-SlurmAssociation).User | Should -Contain dave
    }

    It 'tells a cluster that is not there' {
        (Get-Failure { Get-SlurmAssociation -Cluster nosuch }).FullyQualifiedErrorId | Should -Be 'ClusterNotFound,SlurmBank.PowerShell.Commands.GetSlurmAssociationCommand'
    }

    It 'fits a terminal, and has help' {
        Get-FitFault @(Get-SlurmAssociation) | Should -BeNullOrEmpty
        Get-HelpFault Get-SlurmAssociation | Should -BeNullOrEmpty
    }
}

Describe 'Get-SlurmAssociation without a Slurm' {
    BeforeAll { $bank = New-TestBank; $null = New-SlurmAllocation bio 1 }
    AfterAll { Remove-TestBank $bank }

    It 'says once which command is missing' {
        $failure = Get-Failure { 'a', 'b' | Get-SlurmAssociation -ErrorAction Continue }
        $failure.FullyQualifiedErrorId | Should -Be 'SlurmCommandMissing,SlurmBank.PowerShell.Commands.GetSlurmAssociationCommand'
        $failure.CategoryInfo.Category | Should -Be 'NotInstalled'
    }

    It 'completes accounts of the ledger' { Get-Completion 'Get-SlurmAssociation b' | Should -Be 'bio' }
}
