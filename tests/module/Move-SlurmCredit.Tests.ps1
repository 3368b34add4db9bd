BeforeAll { . "$PSScriptRoot/common.ps1" }

Describe 'Move-SlurmCredit' {
    BeforeEach {
        $bank = New-TestBank -Extra "[tariff.partition_currency]`nabroad = 'EUR'"
        $null = New-SlurmAllocation bio 100 -Reference AY1
        $null = New-SlurmAllocation geo 50
    }

    AfterEach { Remove-TestBank $bank }

    It 'moves from one account to another in one entry' {
        Move-SlurmCredit bio 40 -ToAccount geo | Should -BeNullOrEmpty
        (Get-SlurmBalance bio, geo).Available | Should -Be @(60, 90)
        $entry = Get-SlurmTransaction geo -Kind transfer
        $entry.Account, $entry.OtherAccount, $entry.Amount | Should -Be @('bio', 'geo', -40)
        ($entry.Postings | Measure-Object AmountUnits -Sum).Sum | Should -Be 0
        (Get-SlurmTransaction bio -Kind transfer).Seq | Should -Be $entry.Seq
    }

    It 'gives both allocations on request, also of the plan' {
        $plan = Move-SlurmCredit bio 40 -ToAccount geo -WhatIf -PassThru
        $plan.Account | Should -Be @('bio', 'geo')
        $plan.Remaining | Should -Be @(60, 90)
        (Get-SlurmBalance bio).Available | Should -Be 100
        (Move-SlurmCredit bio 40 -ToAccount geo -PassThru).Remaining | Should -Be @(60, 90)
        Get-WhatIfText 'Move-SlurmCredit bio 5 -ToAccount geo -WhatIf' | Should -Match "Move 5.00 SU to account 'geo'.*bio"
    }

    It 'moves between the allocations of one account' {
        $second = New-SlurmAllocation bio 10 -EndDate 2099-01-01
        Move-SlurmCredit bio 30 -AllocationId 1 -ToAllocationId $second.AllocationId
        (Get-SlurmAllocation bio).Remaining | Should -Be @(70, 40)
        (Get-SlurmBalance bio).Available | Should -Be 110
        (Get-Failure { Move-SlurmCredit geo 1 }).FullyQualifiedErrorId | Should -BeLike 'InvalidRequest,*'
        (Get-Failure { Move-SlurmCredit geo 1 -ToAccount bio }).Exception.Message | Should -Match '1, '
    }

    It 'moves no more than is left, and nothing between currencies' {
        (Get-Failure { Move-SlurmCredit bio 100.01 -ToAccount geo }).FullyQualifiedErrorId | Should -BeLike 'InsufficientFunds,*'
        $euros = New-SlurmAllocation geo 10 -Currency EUR
        (Get-Failure { Move-SlurmCredit bio 1 -ToAccount geo -ToAllocationId $euros.AllocationId }).Exception.Message | Should -Match 'EUR'
        (Get-SlurmBalance bio).Available | Should -Be 100
    }

    It 'imports a file twice and moves nothing twice' {
        $rows = "Account,ToAccount,Amount,Reason,Reference`nbio,geo,4,joint,T1`ngeo,bio,1,back,T2" | ConvertFrom-Csv
        1..2 | ForEach-Object { $rows | Move-SlurmCredit }
        (Get-SlurmBalance bio, geo).Available | Should -Be @(97, 53)
        (Get-Failure { Move-SlurmCredit bio 5 -ToAccount geo -Reference T1 }).Exception.Field | Should -Be 'amount'
    }

    It 'completes accounts and allocations, fits a terminal, and has help' {
        Get-Completion 'Move-SlurmCredit bio 1 -ToAccount g' | Should -Be 'geo'
        Get-FitFault @(Move-SlurmCredit bio 1 -ToAccount geo -PassThru) | Should -BeNullOrEmpty
        Get-HelpFault Move-SlurmCredit | Should -BeNullOrEmpty
    }
}
