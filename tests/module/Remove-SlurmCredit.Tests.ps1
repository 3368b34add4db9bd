BeforeAll { . "$PSScriptRoot/common.ps1" }

Describe 'Remove-SlurmCredit' {
    BeforeEach {
        $bank = New-TestBank
        $null = New-SlurmAllocation bio 100 -Reference AY1
        $null = New-SlurmAllocation geo 50
    }

    AfterEach { Remove-TestBank $bank }

    It 'takes back from the only active allocation, and gives it on request only' {
        Remove-SlurmCredit bio 40 | Should -BeNullOrEmpty
        $allocation = Remove-SlurmCredit bio 10k -ErrorAction SilentlyContinue -PassThru
        $allocation | Should -BeNullOrEmpty
        $allocation = Remove-SlurmCredit bio 10 -PassThru -Reason 'Panel of June'
        $allocation | Should -BeOfType [SlurmBank.Bank.AllocationReport]
        $allocation.Granted, $allocation.Remaining | Should -Be @(50, 50)
        (Get-SlurmTransaction bio -Kind withdrawal -Last 1).Reason | Should -BeExactly 'Panel of June'
    }

    It 'takes no more than is left' {
        $failure = Get-Failure { Remove-SlurmCredit bio 100.01 }
        $failure.FullyQualifiedErrorId | Should -BeExactly 'InsufficientFunds,SlurmBank.PowerShell.Commands.RemoveSlurmCreditCommand'
        $failure.CategoryInfo.Category | Should -Be 'LimitsExceeded'
        $failure.Exception.Available.Amount | Should -Be 100
        (Get-SlurmBalance bio).Granted | Should -Be 100
    }

    It 'refuses <Amount>, which is no amount to take (B11, B13)' -ForEach @(@{ Amount = 0 }, @{ Amount = -1 }, @{ Amount = '10 apples' }) {
        Get-Failure { Remove-SlurmCredit bio $Amount } | Should -Not -BeNullOrEmpty
        (Get-SlurmBalance bio).Granted | Should -Be 100
    }

    It 'takes accounts, allocations and rows of a CSV file from the pipeline' {
        'bio', 'geo' | Remove-SlurmCredit -Amount 1
        Get-SlurmAllocation | Remove-SlurmCredit -Amount 2
        "Account,Amount,Reason`nbio,4,from a file`ngeo,5,from a file" | ConvertFrom-Csv | Remove-SlurmCredit
        (Get-SlurmBalance bio, geo).Granted | Should -Be @(93, 42)
    }

    It 'does the same once, however often a reference is repeated' {
        1..3 | ForEach-Object { Remove-SlurmCredit bio 5 -Reference T1 }
        (Get-SlurmBalance bio).Granted | Should -Be 95
        (Get-Failure { Remove-SlurmCredit bio 6 -Reference T1 }).FullyQualifiedErrorId | Should -BeLike 'ReferenceConflict,*'
    }

    It 'changes nothing under -WhatIf, and says what it would; -PassThru gives the plan' {
        Get-WhatIfText 'Remove-SlurmCredit bio 5 -WhatIf' | Should -Match 'Take back 5.00 SU.*bio'
        (Remove-SlurmCredit bio 5 -WhatIf -PassThru).Remaining | Should -Be 95
        (Get-SlurmBalance bio).Granted | Should -Be 100
    }

    It 'fits a terminal, and has help' {
        Get-FitFault @(Remove-SlurmCredit bio, geo 1 -PassThru) | Should -BeNullOrEmpty
        Get-HelpFault Remove-SlurmCredit | Should -BeNullOrEmpty
    }
}
