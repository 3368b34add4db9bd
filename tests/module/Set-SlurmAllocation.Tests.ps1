BeforeAll { . "$PSScriptRoot/common.ps1" }

Describe 'Set-SlurmAllocation' {
    BeforeEach {
        $bank = New-TestBank
        $null = New-SlurmAllocation bio 100 -EndDate 2099-09-30 -Partition gpu -Reference AY1
    }

    AfterEach { Remove-TestBank $bank }

    It 'changes what is given and leaves the rest' {
        Set-SlurmAllocation 1 -EndDate 2099-12-31 | Should -BeNullOrEmpty
        $allocation = Set-SlurmAllocation 1 -Priority 100 -User alice, bob -PassThru
        $allocation | Should -BeOfType [SlurmBank.Bank.AllocationReport]
        $allocation.EndDate.ToString('yyyy-MM-dd') | Should -Be '2100-01-01'
        $allocation.Priority, "$($allocation.Partitions)", "$($allocation.Users)", $allocation.Reference | Should -Be @(100, 'gpu', 'alice bob', 'AY1')
        $allocation = Set-SlurmAllocation 1 -NoEndDate -Partition @() -User '' -PassThru
        $allocation.EndDate | Should -BeNullOrEmpty
        $allocation.Partitions.Count + $allocation.Users.Count | Should -Be 0
        @(Get-SlurmTransaction bio -Kind change).Count | Should -Be 3
        Test-SlurmLedger | Should -BeTrue
    }

    It 'changes nothing where the terms are these already, and once under a reference' {
        Set-SlurmAllocation 1 -Partition gpu
        @(Get-SlurmTransaction bio -Kind change).Count | Should -Be 0
        1..2 | ForEach-Object { Set-SlurmAllocation 1 -Priority 5 -Reference C1 -Reason why }
        @(Get-SlurmTransaction bio -Kind change).Count | Should -Be 1
        (Get-Failure { Set-SlurmAllocation 1 -Priority 6 -Reference C1 }).Exception.Field | Should -Be 'priority'
    }

    It 'lets what expired be spent again' {
        Close-SlurmAllocation 1
        (Get-SlurmAllocation bio).Expired | Should -Be 100
        (Get-SlurmAllocation bio | Set-SlurmAllocation -EndDate 2099-01-01 -PassThru).Remaining | Should -Be 100
    }

    It 'refuses what makes no sense' {
        (Get-Failure { Set-SlurmAllocation 1 -EndDate 2001-01-01 }).FullyQualifiedErrorId | Should -BeLike 'InvalidRequest,*'
        (Get-Failure { Set-SlurmAllocation 99 -Priority 1 }).FullyQualifiedErrorId | Should -BeLike 'AllocationNotFound,*'
        (Get-Failure { Set-SlurmAllocation 1 -Priority ([int]::MaxValue) }).FullyQualifiedErrorId | Should -BeLike 'InvalidRequest,*'
    }

    It 'changes nothing under -WhatIf; -PassThru gives the plan' {
        Get-WhatIfText 'Set-SlurmAllocation 1 -Priority 7 -Qos high -WhatIf' | Should -Match 'Set priority 7, QOS high.*allocation 1'
        (Set-SlurmAllocation 1 -Priority 7 -WhatIf -PassThru).Priority | Should -Be 7
        (Get-SlurmAllocation bio).Priority | Should -Be 0
    }

    It 'fits a terminal, and has help' {
        Get-FitFault @(Set-SlurmAllocation 1 -Priority 7 -PassThru) | Should -BeNullOrEmpty
        Get-HelpFault Set-SlurmAllocation | Should -BeNullOrEmpty
    }
}
