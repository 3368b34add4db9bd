BeforeAll { . "$PSScriptRoot/common.ps1" }

Describe 'Set-SlurmBankAccount' {
    BeforeEach {
        $bank = New-TestBank
        $null = New-SlurmAllocation bio, botany, geo 10
    }

    AfterEach { Remove-TestBank $bank }

    It 'changes what is given, leaves the rest, and says nothing' {
        Set-SlurmBankAccount bio -CreditLimit 2.5 -Reason 'Bridge' | Should -BeNullOrEmpty
        Set-SlurmBankAccount bio -Mode Enforce
        Set-SlurmBankAccount bio -HoldMechanism grp-submit-jobs
        $bio = Get-SlurmBankAccount bio
        $bio.CreditLimit, $bio.CreditLimitUnits, $bio.Mode, $bio.ModeIsDefault, $bio.HoldMechanism, $bio.Kind | Should -Be @(2.5, 9000000, 'enforce', $false, 'grp-submit-jobs', 'funded')
        (Get-SlurmBalance bio).Available | Should -Be 12.5
        (Get-SlurmTransaction bio -Kind settings)[0].Reason | Should -Be 'Bridge'
    }

    It 'goes back to what the configuration says' {
        Set-SlurmBankAccount bio -Mode Enforce -HoldMechanism grp-submit-jobs
        $bio = Set-SlurmBankAccount bio -Mode Default -HoldMechanism Default -PassThru
        $bio | Should -BeOfType [SlurmBank.Bank.AccountReport]
        $bio.Mode, $bio.ModeIsDefault, $bio.HoldMechanism | Should -Be @('notify', $true, 'grp-tres-run-mins')
    }

    It 'makes an account unlimited' {
        Set-SlurmBankAccount bio -Kind Unlimited
        (Get-SlurmBalance bio).AvailableUnits | Should -Be ([long]::MaxValue)
        Get-SlurmBalance bio | Out-String | Should -Match 'unlimited'
    }

    It 'limits users, and shows what is left of it' {
        $bio = Set-SlurmBankAccount bio -UserLimit ann=2, bo=3 -PassThru -Reason 'A share each'
        @($bio.UserLimits.User) + @($bio.UserLimits.Limit) | Should -Be @('ann', 'bo', 2, 3)
        (Get-SlurmBalance bio -User ann).Available | Should -Be 2
        (Get-SlurmBalance bio -User ann).UserLimit | Should -Be 2
        (Get-SlurmBalance bio -User cy).Available | Should -Be 10
        Set-SlurmBankAccount bio -UserLimit ann=none
        (Get-SlurmBankAccount bio).UserLimits.User | Should -Be 'bo'
        (Get-Failure { Set-SlurmBankAccount bio -UserLimit ann -ErrorAction Stop }).FullyQualifiedErrorId | Should -BeLike '*SetSlurmBankAccountCommand'
    }

    It 'knows hardware of an account''s own, and accounts that owe nothing' {
        $bio = Set-SlurmBankAccount bio -Kind Owned -OwnedPartition gpu, big -PassThru
        @($bio.Kind) + @($bio.OwnedPartitions) | Should -Be @('owned', 'gpu', 'big')
        (Get-SlurmBalance bio -Partition gpu).AvailableUnits | Should -Be ([long]::MaxValue)
        (Get-SlurmBalance bio -Partition cpu).Available | Should -Be 10
        Set-SlurmBankAccount bio -Kind Unmanaged
        (Get-SlurmBalance bio).Status | Should -Be 'unmanaged'
    }

    It 'takes patterns, names and objects; a balance does not set its own mode' {
        Set-SlurmBankAccount 'b*' -CreditLimit 1
        (Get-SlurmBankAccount).CreditLimit | Should -Be @(1, 1, 0)
        Set-SlurmBankAccount geo -Mode Enforce
        Get-SlurmBalance | Set-SlurmBankAccount -CreditLimit 3
        (Get-SlurmBankAccount).CreditLimit | Should -Be @(3, 3, 3)
        (Get-SlurmBankAccount).ModeIsDefault | Should -Be @($true, $true, $false)
    }

    It 'goes on after a wrong account' {
        'bio', 'no such', 'geo' | Set-SlurmBankAccount -CreditLimit 1 -ErrorVariable failures -ErrorAction SilentlyContinue
        $failures.FullyQualifiedErrorId | Should -Be 'InvalidText,SlurmBank.PowerShell.Commands.SetSlurmBankAccountCommand'
        (Get-SlurmBankAccount).CreditLimit | Should -Be @(1, 0, 1)
    }

    It 'refuses what is not a value' {
        (Get-Failure { Set-SlurmBankAccount bio -Mode Sometimes }).FullyQualifiedErrorId | Should -BeLike 'ParameterArgumentValidationError,*'
        (Get-Failure { Set-SlurmBankAccount bio -CreditLimit much }).FullyQualifiedErrorId | Should -BeLike 'ParameterArgumentTransformationError,*'
        Get-Failure { Set-SlurmBankAccount bio -CreditLimit -1 } | Should -Not -BeNullOrEmpty
        (Get-SlurmBankAccount bio).CreditLimit | Should -Be 0
    }

    It 'changes nothing under -WhatIf; -PassThru gives the plan' {
        Get-WhatIfText 'Set-SlurmBankAccount bio -CreditLimit 5 -Mode Enforce -WhatIf' | Should -Match 'Set credit limit 5.00 SU, mode enforce.*bio'
        (Set-SlurmBankAccount bio -CreditLimit 5 -WhatIf -PassThru).CreditLimit | Should -Be 5
        (Get-SlurmBankAccount bio).CreditLimit | Should -Be 0
        Get-SlurmTransaction -Kind settings | Should -BeNullOrEmpty
    }

    It 'posts nothing where nothing changes' {
        Set-SlurmBankAccount bio -CreditLimit 5
        Set-SlurmBankAccount bio -CreditLimit 5
        @(Get-SlurmTransaction -Kind settings).Count | Should -Be 1
    }

    It 'completes accounts, modes and mechanisms' {
        Get-Completion 'Set-SlurmBankAccount b' | Should -Be @('bio', 'botany')
        Get-Completion 'Set-SlurmBankAccount bio -Mode e' | Should -Be 'Enforce'
        Get-Completion 'Set-SlurmBankAccount bio -HoldMechanism mov' | Should -Be 'moving-limit'
    }

    It 'fits a terminal, and has help' {
        Get-FitFault @(Set-SlurmBankAccount * -CreditLimit 1 -PassThru) | Should -BeNullOrEmpty
        Get-HelpFault Set-SlurmBankAccount | Should -BeNullOrEmpty
    }
}
