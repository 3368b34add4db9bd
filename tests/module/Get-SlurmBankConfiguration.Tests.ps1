BeforeAll { . "$PSScriptRoot/common.ps1" }

Describe 'Get-SlurmBankConfiguration' {
    BeforeAll { $bank = New-TestBank -NoLedger }
    AfterAll { Remove-TestBank $bank }

    It 'shows what is in force and where it came from, without a ledger or a Slurm' {
        $configuration = Get-SlurmBankConfiguration
        $configuration | Should -BeOfType [SlurmBank.PowerShell.SlurmBankConfiguration]
        $configuration.LedgerPath | Should -Be $bank.Ledger
        $configuration.TimeZone | Should -Be 'Europe/Vienna'
        $configuration.Text | Should -Match 'time_zone = "Europe/Vienna" +# line \d'
        $configuration.Text | Should -Match '# default'
    }

    It 'takes another file and another ledger' {
        Set-Content -Path "$TestDrive/other.toml" -Value "[site]`ntime_zone = `"UTC`""
        $configuration = Get-SlurmBankConfiguration -ConfigurationPath "$TestDrive/other.toml" -LedgerPath "$TestDrive/other.db"
        $configuration.TimeZone, $configuration.LedgerPath | Should -Be @('UTC', "$TestDrive/other.db")
    }

    It 'refuses an unknown key, and names the nearest known one' {
        Set-Content -Path "$TestDrive/typo.toml" -Value "[site]`ntime_zon = `"UTC`""
        $failure = Get-Failure { Get-SlurmBankConfiguration -ConfigurationPath "$TestDrive/typo.toml" }
        $failure.FullyQualifiedErrorId | Should -BeLike 'ConfigurationInvalid,*'
        $failure.Exception.Message | Should -Match 'typo.toml:2:1'
        "$($failure.Exception.Message) $($failure.ErrorDetails.RecommendedAction)" | Should -Match 'time_zone'
    }

    It 'says where a file cannot be read as TOML' {
        Set-Content -Path "$TestDrive/broken.toml" -Value "[site`ntime_zone = 1"
        $failure = Get-Failure { Get-SlurmBankConfiguration -ConfigurationPath "$TestDrive/broken.toml" }
        $failure.FullyQualifiedErrorId | Should -Be 'ConfigurationInvalid,SlurmBank.PowerShell.Commands.GetSlurmBankConfigurationCommand'
        $failure.CategoryInfo.Category | Should -Be 'InvalidData'
        $failure.Exception.Message | Should -Match 'broken.toml:1:\d'
    }

    It 'fits a terminal, and has help' {
        Get-FitFault @(Get-SlurmBankConfiguration) | Should -BeNullOrEmpty
        Get-HelpFault Get-SlurmBankConfiguration | Should -BeNullOrEmpty
    }
}
