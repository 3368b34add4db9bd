BeforeDiscovery { . "$PSScriptRoot/common.ps1"; $noCluster = -not (Get-TestCluster) }
BeforeAll { . "$PSScriptRoot/common.ps1" }

Describe 'Lock-SlurmAccount' -Skip:$noCluster {
    # sacctmgr takes its time, so the tests build on each other: chem is held by the first, industry by the second.
    BeforeAll { $bank = New-ClusterBank }

    AfterAll {
        Clear-TestLimit
        Remove-TestBank $bank
    }

    It 'sets Slurm''s limit, remembers who and why, and says nothing' {
        Lock-SlurmAccount chem -Reason 'Report is late' | Should -BeNullOrEmpty
        Get-TestLimit chem | Should -Be 'cpu=0'
        Get-TestLimit physics | Should -BeNullOrEmpty
        (Get-SlurmHold chem).Reason | Should -BeExactly 'Report is late'
        (Get-SlurmHold chem).Actor | Should -Be (& id -un)
        (Get-SlurmBalance chem).Status | Should -Be held
    }

    It 'gives the action with -PassThru; takes another limit and a time' {
        $action = Lock-SlurmAccount industry 'Contract has ended' -HoldMechanism grp-submit-jobs -Until 2099-12-31 -PassThru
        $action | Should -BeOfType [SlurmBank.Bank.HoldAction]
        $action.Action, $action.Done, $action.Limit | Should -Be @('hold', $true, 'GrpSubmitJobs')
        Get-FitFault @($action) | Should -BeNullOrEmpty
        Invoke-Slurm sacctmgr -n -P show association account=industry 'user=' format=grpsubmitjobs | Should -Be '0'
        (Get-SlurmHold industry).Mechanism | Should -Be 'grp-submit-jobs'
        (Get-Failure { Lock-SlurmAccount chem -Reason 'too late' -Until 2001-01-01 }).FullyQualifiedErrorId | Should -BeLike 'InvalidRequest,*'
    }

    It 'changes nothing under -WhatIf; -PassThru gives the plan' {
        $entries = @(Get-SlurmTransaction).Count
        (Lock-SlurmAccount physics -Reason x -WhatIf -PassThru).Action | Should -Be 'hold'
        Lock-SlurmAccount physics -Reason x -WhatIf | Should -BeNullOrEmpty
        Get-WhatIfText 'Get-SlurmBalance ph* | Lock-SlurmAccount -Reason ''AY26 spent'' -WhatIf' | Should -Match 'Hold until lifted, reason: AY26 spent.*physics'
        Get-TestLimit physics | Should -BeNullOrEmpty
        Get-SlurmHold physics | Should -BeNullOrEmpty
        @(Get-SlurmTransaction).Count | Should -Be $entries
    }

    It 'takes balances and patterns, goes on after a wrong account, and keeps what is held already' {
        Get-SlurmBalance | Where-Object Account -eq physics | Lock-SlurmAccount -Reason 'Spent'
        (Get-SlurmHold physics).Reason | Should -Be 'Spent'
        $rows = 'nosuch', 'ch*' | Lock-SlurmAccount -Reason 'Spent' -PassThru -ErrorVariable failures -ErrorAction SilentlyContinue
        $rows.Account, $rows.Action | Should -Be @('chem', 'keep')
        $failures.FullyQualifiedErrorId | Should -Be 'AccountNotFound,SlurmBank.PowerShell.Commands.LockSlurmAccountCommand'
    }
}

Describe 'Lock-SlurmAccount without a Slurm' {
    BeforeAll { $bank = New-TestBank; $null = New-SlurmAllocation bio 1; $null = New-SlurmAllocation geo 1 }
    AfterAll { Remove-TestBank $bank }

    It 'ends the pipeline, and has changed nothing in the ledger' {
        $failure = Get-Failure { 'bio', 'geo' | Lock-SlurmAccount -Reason x -ErrorAction Continue }
        $failure.FullyQualifiedErrorId | Should -Be 'SlurmCommandMissing,SlurmBank.PowerShell.Commands.LockSlurmAccountCommand'
        Get-SlurmHold | Should -BeNullOrEmpty
    }

    It 'wants a reason' {
        (Get-Failure { Lock-SlurmAccount bio -Reason '' }).FullyQualifiedErrorId | Should -BeLike 'ParameterArgumentValidationError,*'
    }

    It 'completes accounts and mechanisms' {
        Get-Completion 'Lock-SlurmAccount b' | Should -Be 'bio'
        Get-Completion 'Lock-SlurmAccount bio -HoldMechanism grp-s' | Should -Be 'grp-submit-jobs'
    }

    It 'has help' { Get-HelpFault Lock-SlurmAccount | Should -BeNullOrEmpty }
}
