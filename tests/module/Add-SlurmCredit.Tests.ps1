BeforeAll { . "$PSScriptRoot/common.ps1" }

Describe 'Add-SlurmCredit' {
    BeforeEach {
        $bank = New-TestBank
        $null = New-SlurmAllocation bio 100 -Reference AY1
        $null = New-SlurmAllocation geo 50
    }

    AfterEach { Remove-TestBank $bank }

    It 'adds to the only active allocation, and says nothing' {
        Add-SlurmCredit bio 2.5k -Reason 'More work' | Should -BeNullOrEmpty
        (Get-SlurmBalance bio).Granted | Should -Be 2600
        (Get-SlurmTransaction bio -Kind deposit).Reason | Should -BeExactly 'More work'
    }

    It 'takes <Text> for <Units> units' -ForEach @(
        @{ Text = '10k'; Units = 36000000000 }, @{ Text = '1.5M SU'; Units = 5400000000000 }, @{ Text = 0.01; Units = 36000 }
        @{ Text = 1e3; Units = 3600000000 }, @{ Text = 7; Units = 25200000 }, @{ Text = '0.0000003'; Units = $null }
        @{ Text = '-1'; Units = $null }, @{ Text = '10 apples'; Units = $null }, @{ Text = '9e30'; Units = $null }, @{ Text = $true; Units = $null }
    ) {
        if ($null -eq $Units) {
            Get-Failure { Add-SlurmCredit bio $Text } | Should -Not -BeNullOrEmpty
            (Get-SlurmBalance bio).GrantedUnits | Should -Be 360000000
        }
        else {
            (Add-SlurmCredit bio $Text -PassThru).GrantedUnits | Should -Be (360000000 + $Units)
        }
    }

    It 'takes accounts, allocations and rows of a CSV file from the pipeline' {
        'bio', 'geo' | Add-SlurmCredit -Amount 1
        Get-SlurmAllocation | Add-SlurmCredit -Amount 2
        Get-SlurmBalance | Add-SlurmCredit -Amount 3
        "Account,Amount,Reason`nbio,4,from a file`ngeo,5,from a file" | ConvertFrom-Csv | Add-SlurmCredit
        (Get-SlurmBalance bio, geo).Granted | Should -Be @(110, 61)
    }

    It 'does the same movement once, however often a reference is repeated' {
        1..3 | ForEach-Object { Add-SlurmCredit bio 5 -Reference T1 }
        (Get-SlurmBalance bio).Granted | Should -Be 105
        $failure = Get-Failure { Add-SlurmCredit bio 6 -Reference T1 }
        $failure.FullyQualifiedErrorId | Should -BeExactly 'ReferenceConflict,SlurmBank.PowerShell.Commands.AddSlurmCreditCommand'
        $failure.CategoryInfo.Category | Should -Be 'ResourceExists'
        $failure.Exception | Should -BeOfType [SlurmBank.Ledger.ReferenceConflictException]
        $failure.Exception.Message | Should -Match 'amount'
        # The allocation's own reference is not the deposit's.
        Get-SlurmAllocation bio | Add-SlurmCredit -Amount 1
        (Get-SlurmTransaction bio -Kind deposit | Select-Object -Last 1).Reference | Should -BeNullOrEmpty
    }

    It 'names the allocations where several could be meant, and takes the one chosen' {
        $second = New-SlurmAllocation bio 10
        $failure = Get-Failure { Add-SlurmCredit bio 1 }
        $failure.FullyQualifiedErrorId | Should -BeLike 'AllocationNotFound,*'
        $failure.Exception.Message | Should -Match "$($second.AllocationId)"
        (Add-SlurmCredit bio 1 -AllocationId $second.AllocationId -PassThru).Granted | Should -Be 11
        (Get-Failure { Add-SlurmCredit geo 1 -AllocationId $second.AllocationId }).FullyQualifiedErrorId | Should -BeLike 'AllocationNotFound,*'
    }

    It 'goes on after a wrong account' {
        'bio', 'nosuch', 'geo' | Add-SlurmCredit -Amount 1 -ErrorVariable failures -ErrorAction SilentlyContinue
        $failures.FullyQualifiedErrorId | Should -BeLike 'AccountNotFound,*'
        $failures.TargetObject | Should -BeExactly 'nosuch'
        (Get-SlurmBalance bio, geo).Granted | Should -Be @(101, 51)
    }

    It 'changes nothing under -WhatIf, and says what it would; -PassThru gives the plan' {
        $before = (Get-SlurmTransaction).Count
        Get-WhatIfText 'Add-SlurmCredit bio 5 -WhatIf' | Should -Match 'Add 5.00 SU.*bio'
        (Add-SlurmCredit bio 5 -WhatIf -PassThru).Granted | Should -Be 105
        (Get-SlurmTransaction).Count | Should -Be $before
        (Get-SlurmBalance bio).Granted | Should -Be 100
    }

    It 'writes an overdraft off, and says where there is none' {
        (Get-Failure { Add-SlurmCredit bio -WriteOff }).Exception.Message | Should -Match 'no overdraft'
        Get-WhatIfText 'Add-SlurmCredit bio -WriteOff -WhatIf' | Should -Match 'Write off the overdraft.*bio'
        Get-Failure { Add-SlurmCredit bio -WriteOff -AllocationId 1 } | Should -Not -BeNullOrEmpty
        (Get-SlurmBalance bio).Granted | Should -Be 100
    }

    It 'leaves an unlimited account unlimited (B16)' {
        Set-SlurmBankAccount bio -Kind Unlimited
        Add-SlurmCredit bio 500
        (Get-SlurmBalance bio).AvailableUnits | Should -Be ([long]::MaxValue)
    }

    It 'completes accounts, and allocations with what is left of them' {
        Get-Completion 'Add-SlurmCredit b' | Should -Be 'bio'
        Get-Completion 'Add-SlurmCredit bio 1 -AllocationId ' | Should -Be @('1', '2')
    }

    It 'fits a terminal, and has help' {
        Get-FitFault @(Add-SlurmCredit bio, geo 1 -PassThru) | Should -BeNullOrEmpty
        Get-HelpFault Add-SlurmCredit | Should -BeNullOrEmpty
    }
}
