BeforeAll { . "$PSScriptRoot/common.ps1" }

Describe 'Get-SlurmBankAccount' {
    BeforeAll {
        $bank = New-TestBank -Extra "[enforce]`nmode = `"track`"`n"
        $null = New-SlurmAllocation bio 100
        Set-SlurmBankAccount geo -CreditLimit 2.5 -Mode Enforce -Kind Unlimited -HoldMechanism grp-submit-jobs
    }

    AfterAll { Remove-TestBank $bank }

    It 'shows what was decided, and what the configuration decides' {
        $bio, $geo = Get-SlurmBankAccount
        $bio | Should -BeOfType [SlurmBank.Bank.AccountReport]
        $bio.Account, $bio.Mode, $bio.ModeIsDefault, $bio.Kind, $bio.CreditLimit, $bio.IsManaged | Should -Be @('bio', 'track', $true, 'funded', 0, $true)
        $geo.Account, $geo.Mode, $geo.ModeIsDefault, $geo.Kind, $geo.CreditLimitUnits, $geo.IsManaged | Should -Be @('geo', 'enforce', $false, 'unlimited', 9000000, $false)
        $geo.HoldMechanism | Should -Be 'grp-submit-jobs'
    }

    It 'takes patterns and the pipeline, and goes on after a wrong name' {
        (Get-SlurmBankAccount g*).Account | Should -Be geo
        $rows = 'nosuch', 'geo' | Get-SlurmBankAccount -ErrorVariable failures -ErrorAction SilentlyContinue
        $rows.Account | Should -Be geo
        $failures.FullyQualifiedErrorId | Should -Be 'AccountNotFound,SlurmBank.PowerShell.Commands.GetSlurmBankAccountCommand'
        (Get-SlurmBalance | Get-SlurmBankAccount).Account | Should -Be @('bio', 'geo')
    }

    It 'completes accounts' { Get-Completion 'Get-SlurmBankAccount b' | Should -Be 'bio' }

    It 'fits a terminal, and has help' {
        Get-FitFault @(Get-SlurmBankAccount) | Should -BeNullOrEmpty
        Get-HelpFault Get-SlurmBankAccount | Should -BeNullOrEmpty
    }
}
