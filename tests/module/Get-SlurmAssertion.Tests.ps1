BeforeAll { . "$PSScriptRoot/common.ps1" }

Describe 'Get-SlurmAssertion' {
    BeforeAll {
        $bank = New-TestBank
        $null = New-SlurmAllocation bio 100 -Reference AY26
        $null = Add-SlurmAssertion bio 100 -Reason 'at the beginning'
        $null = Add-SlurmCredit bio 5 -Reference D1
    }
    AfterAll { Remove-TestBank $bank }

    It 'shows each with whether it holds' {
        $report = Get-SlurmAssertion
        $report.Account, $report.State, $report.Expected, $report.Reason | Should -Be @('bio', 'holds', 100, 'at the beginning')
    }

    It 'takes names and patterns' {
        Get-SlurmAssertion b* | Should -HaveCount 1
        (Get-Failure { Get-SlurmAssertion nobody }).FullyQualifiedErrorId | Should -Match '^AccountNotFound'
    }

    It 'has help' { Get-HelpFault Get-SlurmAssertion | Should -BeNullOrEmpty }
}
