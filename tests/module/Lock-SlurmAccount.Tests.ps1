BeforeDiscovery { . "$PSScriptRoot/common.ps1"; $noCluster = -not (Get-TestCluster) }
BeforeAll { . "$PSScriptRoot/common.ps1" }

Describe 'Lock-SlurmAccount' -Skip:$noCluster {
    BeforeAll { $bank = New-ClusterBank }
    AfterEach { Get-SlurmHold | Where-Object Owner -eq person | Unlock-SlurmAccount -Reason 'after a test' }

    AfterAll {
        Clear-TestLimit
        Remove-TestBank $bank
    }

    It 'sets Slurm''s limit, remembers who and why, and says nothing' {
        Lock-SlurmAccount chem -Reason 'Report is late' | Should -BeNullOrEmpty
        Get-TestLimit chem | Should -Be 'cpu=0'
        Get-TestLimit physics | Should -BeNullOrEmpty
        (Get-SlurmHold chem).Reason | Should -BeExactly 'Report is late'
        (Get-SlurmBalance chem).Status | Should -Be held
    }

    It 'gives the action with -PassThru; repeated it changes nothing in Slurm' {
        $action = Lock-SlurmAccount chem 'Report is late' -PassThru
        $action | Should -BeOfType [SlurmBank.Bank.HoldAction]
        $action.Action, $action.Done, $action.Limit | Should -Be @('hold', $true, 'GrpTRESRunMins=cpu')
        (Lock-SlurmAccount chem 'Report is late' -PassThru).Action | Should -Be 'keep'
        Get-FitFault @($action) | Should -BeNullOrEmpty
    }

    It 'takes another limit and a time' {
        Lock-SlurmAccount chem -Reason 'Report is late' -HoldMechanism grp-submit-jobs -Until 2099-12-31
        Invoke-Slurm sacctmgr -n -P show association account=chem 'user=' format=grpsubmitjobs | Should -Be '0'
        (Get-SlurmHold chem).Mechanism | Should -Be 'grp-submit-jobs'
        (Get-Failure { Lock-SlurmAccount chem -Reason 'too late' -Until 2001-01-01 }).FullyQualifiedErrorId | Should -BeLike 'InvalidRequest,*'
    }

    It 'changes nothing under -WhatIf; -PassThru gives the plan' {
        $entries = @(Get-SlurmTransaction).Count
        (Lock-SlurmAccount chem -Reason x -WhatIf -PassThru).Action | Should -Be 'hold'
        Lock-SlurmAccount chem -Reason x -WhatIf | Should -BeNullOrEmpty
        Get-WhatIfText 'Get-SlurmBalance ch* | Lock-SlurmAccount -Reason ''AY26 spent'' -WhatIf' | Should -Match 'Hold until lifted, reason: AY26 spent.*chem'
        Get-TestLimit chem | Should -BeNullOrEmpty
        Get-SlurmHold chem | Should -BeNullOrEmpty
        @(Get-SlurmTransaction).Count | Should -Be $entries
    }

    It 'takes balances and patterns, and goes on after a wrong account' {
        Get-SlurmBalance | Where-Object Account -in physics, industry | Lock-SlurmAccount -Reason 'Spent'
        (Get-SlurmHold).Account | Sort-Object | Should -Be @('industry', 'physics')
        $rows = 'nosuch', 'ch*' | Lock-SlurmAccount -Reason 'Spent' -PassThru -ErrorVariable failures -ErrorAction SilentlyContinue
        $rows.Account | Should -Be chem
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
