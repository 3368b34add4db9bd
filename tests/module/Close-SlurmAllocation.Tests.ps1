BeforeAll { . "$PSScriptRoot/common.ps1" }

Describe 'Close-SlurmAllocation' {
    BeforeEach {
        $bank = New-TestBank
        $null = New-SlurmAllocation bio 100 -EndDate 2099-09-30 -StartDate 2026-01-01
        $null = New-SlurmAllocation bio 7 -StartDate 2098-01-01
    }

    AfterEach { Remove-TestBank $bank }

    It 'ends the window now, and what is left expires' {
        Close-SlurmAllocation 1 -Reason 'Project ended' | Should -BeNullOrEmpty
        $allocation = (Get-SlurmAllocation bio)[0]
        $allocation.Status, $allocation.Remaining, $allocation.Expired | Should -Be @('ended', 0, 100)
        (Get-SlurmTransaction bio -Kind change).Reason | Should -BeExactly 'Project ended'
        (Get-SlurmTransaction bio -Kind expiry).Amount | Should -Be -100
        (Get-SlurmBalance bio).Available | Should -Be 0
        Test-SlurmLedger | Should -BeTrue
    }

    It 'ends it after a date before its end, not after it' {
        (Close-SlurmAllocation 1 -EndDate 2099-06-30 -PassThru).EndDate.ToString('yyyy-MM-dd') | Should -Be '2099-07-01'
        (Get-Failure { Close-SlurmAllocation 1 -EndDate 2099-07-31 }).FullyQualifiedErrorId | Should -BeLike 'InvalidRequest,*'
        (Get-SlurmBalance bio).Available | Should -Be 100
    }

    It 'leaves an ended one as it is, and refuses one that has not begun' {
        1..2 | ForEach-Object { Close-SlurmAllocation 1 }
        @(Get-SlurmTransaction bio -Kind change).Count | Should -Be 1
        (Get-Failure { Close-SlurmAllocation 2 }).ErrorDetails.RecommendedAction | Should -Match 'Undo-SlurmTransaction'
    }

    It 'takes allocations from the pipeline; -WhatIf changes nothing' {
        Get-WhatIfText 'Close-SlurmAllocation 1 -WhatIf' | Should -Match 'Close now.*allocation 1'
        (Get-SlurmAllocation bio | Where-Object Status -eq active | Close-SlurmAllocation -WhatIf -PassThru).Expired | Should -Be 100
        (Get-SlurmBalance bio).Available | Should -Be 100
    }

    It 'fits a terminal, and has help' {
        Get-FitFault @(Close-SlurmAllocation 1 -PassThru) | Should -BeNullOrEmpty
        Get-HelpFault Close-SlurmAllocation | Should -BeNullOrEmpty
    }
}
