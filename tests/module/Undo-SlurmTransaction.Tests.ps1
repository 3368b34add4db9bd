BeforeAll { . "$PSScriptRoot/common.ps1" }

Describe 'Undo-SlurmTransaction' {
    BeforeEach {
        $bank = New-TestBank
        $null = New-SlurmAllocation bio 100 -Reference AY1
        Add-SlurmCredit bio 5 -Reference D1
        $deposit = (Get-SlurmTransaction bio -Kind deposit).Seq
    }

    AfterEach { Remove-TestBank $bank }

    It 'takes an entry back by a new one that points to it' {
        Undo-SlurmTransaction $deposit | Should -BeNullOrEmpty
        (Get-SlurmBalance bio).Available | Should -Be 100
        $entry = Get-SlurmTransaction bio -Last 1
        $entry.Kind, $entry.LinkedSeq, $entry.Amount | Should -Be @('reversal', $deposit, -5)
        @(Get-SlurmTransaction bio -Kind deposit).Count | Should -Be 1
        Test-SlurmLedger | Should -BeTrue
    }

    It 'takes each entry back once, and the same reference answers the same' {
        $first = Undo-SlurmTransaction $deposit -Reference U1 -Reason 'wrong account' -PassThru
        (Undo-SlurmTransaction $deposit -Reference U1 -PassThru).Seq | Should -Be $first.Seq
        $failure = Get-Failure { Undo-SlurmTransaction $deposit }
        $failure.FullyQualifiedErrorId | Should -BeExactly 'NotReversible,SlurmBank.PowerShell.Commands.UndoSlurmTransactionCommand'
        $failure.Exception.Message | Should -Match "$($first.Seq)"
        $first.Reason | Should -BeExactly 'wrong account'
        (Get-Failure { Undo-SlurmTransaction 999 }).FullyQualifiedErrorId | Should -BeLike 'EntryNotFound,*'
    }

    It 'says that a reference is used up' {
        Undo-SlurmTransaction $deposit
        Add-SlurmCredit bio 5 -Reference D1 -WarningVariable warnings -WarningAction SilentlyContinue
        $warnings | Should -Match 'another reference'
        (Get-SlurmBalance bio).Available | Should -Be 100
    }

    It 'takes a grant back as if it had never been' {
        $grant = (New-SlurmAllocation geo 7).AllocationId
        Get-SlurmTransaction geo -Kind grant | Undo-SlurmTransaction
        (Get-SlurmBalance geo).Status | Should -Be 'unmanaged'
        (Get-SlurmAllocation geo | Where-Object AllocationId -eq $grant).Status | Should -Be 'reversed'
        (Get-SlurmBankAccount geo).IsManaged | Should -BeFalse
    }

    It 'refuses what others built on, and says what to do instead' {
        Remove-SlurmCredit bio 101
        $failure = Get-Failure { Undo-SlurmTransaction $deposit }
        $failure.ErrorDetails.RecommendedAction | Should -Match 'Remove-SlurmCredit'
        Set-SlurmBankAccount bio -CreditLimit 1
        (Get-Failure { Get-SlurmTransaction bio -Kind settings | Undo-SlurmTransaction }).ErrorDetails.RecommendedAction | Should -Match 'Set-SlurmBankAccount'
    }

    It 'changes nothing under -WhatIf; -PassThru gives the entry that would be' {
        Get-WhatIfText "Undo-SlurmTransaction $deposit -WhatIf" | Should -Match "Reverse.*entry $deposit, the deposit of account 'bio'"
        $plan = Undo-SlurmTransaction $deposit -WhatIf -PassThru
        $plan.Seq, $plan.Amount, $plan.LinkedSeq | Should -Be @(0, -5, $deposit)
        (Get-SlurmBalance bio).Available | Should -Be 105
    }

    It 'fits a terminal, and has help' {
        Get-FitFault @(Undo-SlurmTransaction $deposit -PassThru) | Should -BeNullOrEmpty
        Get-HelpFault Undo-SlurmTransaction | Should -BeNullOrEmpty
    }
}
