BeforeAll { . "$PSScriptRoot/common.ps1" }

Describe 'Add-SlurmAssertion' {
    BeforeEach {
        $bank = New-TestBank
        $null = New-SlurmAllocation bio 100 -Reference AY26
    }
    AfterEach { Remove-TestBank $bank }

    It 'keeps what is so, once a reference' {
        $report = Add-SlurmAssertion bio 100 -Said 'the award letter' -Reference B-1
        $report | Should -BeOfType [SlurmBank.Bank.AssertionReport]
        $report.State, $report.Found | Should -Be @('holds', 100)
        (Add-SlurmAssertion bio 100 -Said 'the award letter' -Reference B-1).IsNew | Should -BeFalse
        Test-SlurmLedger | Should -BeTrue
        Get-FitFault @($report) | Should -BeNullOrEmpty
    }

    It 'refuses what is not so, with both figures' {
        $failure = Get-Failure { Add-SlurmAssertion bio 99 }
        $failure.FullyQualifiedErrorId | Should -Be 'AssertionBroken,SlurmBank.PowerShell.Commands.AddSlurmAssertionCommand'
        $failure.Exception.Message | Should -Match '99\.00 SU and is 100\.00 SU'
        Get-SlurmAssertion | Should -BeNullOrEmpty
    }

    It 'takes a list through the pipeline, and plans' {
        (@([pscustomobject]@{ Account = 'bio'; Amount = 100 }) | Add-SlurmAssertion -WhatIf -PassThru).Seq | Should -Be 0
        @([pscustomobject]@{ Account = 'bio'; Amount = 100; Reference = 'X' }) | Add-SlurmAssertion | Should -HaveCount 1
    }

    It 'has help' { Get-HelpFault Add-SlurmAssertion | Should -BeNullOrEmpty }
}
