BeforeDiscovery { . "$PSScriptRoot/common.ps1"; $noCluster = -not (Get-TestCluster) }
BeforeAll { . "$PSScriptRoot/common.ps1" }

Describe 'Sync-SlurmHold' -Skip:$noCluster {
    BeforeAll {
        # physics and chem have spent their grants; only physics and industry may be held.
        $bank = New-ClusterBank -Synced
        $null = New-SlurmAllocation physics, chem 0.00001
        $null = New-SlurmAllocation industry 1000
        Set-SlurmBankAccount physics, industry -Mode Enforce
    }

    AfterAll {
        Clear-TestLimit
        Remove-TestBank $bank
    }

    It 'stops where a first enforcement would hold too many, and shows the plan under -WhatIf' {
        $failure = Get-Failure { Sync-SlurmHold }
        $failure.FullyQualifiedErrorId | Should -Be 'EnforcementBrake,SlurmBank.PowerShell.Commands.SyncSlurmHoldCommand'
        $failure.CategoryInfo.Category | Should -Be 'LimitsExceeded'
        $plan = Sync-SlurmHold -WhatIf -PassThru -WarningVariable warnings -WarningAction SilentlyContinue
        $plan | Should -BeOfType [SlurmBank.Bank.HoldAction]
        ($plan | Where-Object Action -eq hold).Account | Should -Be physics
        $warnings | Should -Match 'brake'
        Get-WhatIfText 'Sync-SlurmHold -WhatIf' | Should -Match 'Hold: .*physics'
        Get-TestLimit physics | Should -BeNullOrEmpty
        Get-SlurmHold | Should -BeNullOrEmpty
    }

    It 'holds who has nothing left and is in mode enforce, nobody else' {
        $actions = Sync-SlurmHold -Force
        ($actions | Where-Object Action -eq hold).Account | Should -Be physics
        $actions.Done | Should -Be $true
        Get-FitFault @($actions) | Should -BeNullOrEmpty
        Get-TestLimit physics | Should -Be 'cpu=0'
        Get-TestLimit chem | Should -BeNullOrEmpty
        Get-TestLimit industry | Should -BeNullOrEmpty
        (Get-SlurmHold).Owner | Should -Be automatic
    }

    It 'changes nothing when repeated' {
        $entries = @(Get-SlurmTransaction).Count
        (Sync-SlurmHold).Action | Should -Be keep
        @(Get-SlurmTransaction).Count | Should -Be $entries
    }

    It 'takes accounts from the pipeline, and nothing for nothing' {
        Get-SlurmBalance industry | Sync-SlurmHold | Should -BeNullOrEmpty
        @() | Sync-SlurmHold | Should -BeNullOrEmpty
        (Sync-SlurmHold 'phys*').Account | Should -Be physics
        (Get-Failure { 'nosuch' | Sync-SlurmHold }).FullyQualifiedErrorId | Should -Be 'AccountNotFound,SlurmBank.PowerShell.Commands.SyncSlurmHoldCommand'
    }

    It 'releases who was given more, and keeps a person''s hold' {
        Lock-SlurmAccount industry -Reason 'Contract has ended'
        Add-SlurmCredit physics 100
        Get-WhatIfText 'Sync-SlurmHold -WhatIf' | Should -Match 'Release: .*physics'
        Get-TestLimit physics | Should -Be 'cpu=0'
        (Sync-SlurmHold | Where-Object Action -eq release).Account | Should -Be physics
        Get-TestLimit physics | Should -BeNullOrEmpty
        Get-TestLimit industry | Should -Be 'cpu=0'
        (Get-SlurmHold).Account | Should -Be industry
    }

    It 'completes accounts and clusters' {
        Get-Completion 'Sync-SlurmHold ch' | Should -Be 'chem'
        Get-Completion 'Sync-SlurmHold -Cluster ' | Should -Be 'lab'
    }

    It 'has help' { Get-HelpFault Sync-SlurmHold | Should -BeNullOrEmpty }
}

Describe 'Sync-SlurmHold without a Slurm' {
    BeforeAll { $bank = New-TestBank; $null = New-SlurmAllocation bio 1 }
    AfterAll { Remove-TestBank $bank }

    It 'says which command is missing' {
        (Get-Failure { Sync-SlurmHold }).FullyQualifiedErrorId | Should -Be 'SlurmCommandMissing,SlurmBank.PowerShell.Commands.SyncSlurmHoldCommand'
    }
}
