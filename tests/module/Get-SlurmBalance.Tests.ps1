BeforeAll { . "$PSScriptRoot/common.ps1" }

Describe 'Get-SlurmBalance' {
    BeforeAll {
        $bank = New-TestBank -Extra "[tariff.partition_currency]`ngpu = 'GPU'"
        $null = New-SlurmAllocation bio 100
        $null = New-SlurmAllocation geo 12.345
        $null = New-SlurmAllocation geo 7 -Currency GPU
        $null = Set-SlurmBankAccount new -CreditLimit 5
    }

    AfterAll { Remove-TestBank $bank }

    It 'shows the figures of every account' {
        $all = Get-SlurmBalance
        @($all.Account | Sort-Object -Unique) | Should -Be @('bio', 'geo', 'new')
        $bio = $all | Where-Object Account -eq bio
        $bio | Should -BeOfType [SlurmBank.Bank.Balance]
        $bio.Granted, $bio.Charged, $bio.Running, $bio.Queued, $bio.Available | Should -Be @(100, 0, 0, 0, 100)
        $bio.AvailableUnits | Should -Be 360000000
        $bio.Status | Should -Be 'open'
        ($all | Where-Object Account -eq new).Available | Should -Be 5
        ($all | Where-Object Account -eq new).Status | Should -Be 'unmanaged'
    }

    It 'keeps currencies apart' {
        (Get-SlurmBalance geo -Currency GPU).Available | Should -Be 7
        (Get-SlurmBalance geo -Currency SU).Available | Should -Be 12.345
        @(Get-SlurmBalance geo).Count | Should -Be 2
    }

    It 'gives amounts that compare, sort, add up, format and export' {
        (Get-SlurmBalance -Currency SU | Measure-Object Available -Sum).Sum | Should -Be 117.345
        (Get-SlurmBalance -Currency SU | Sort-Object Available -Descending).Account | Should -Be @('bio', 'geo', 'new')
        @(Get-SlurmBalance | Where-Object Available -le 12.345).Count | Should -Be 3
        0 -lt (Get-SlurmBalance bio).Available | Should -BeTrue
        '{0:N1}' -f (Get-SlurmBalance bio).Available | Should -Match '^100.0$'
        (Get-SlurmBalance geo -Currency SU | ConvertTo-Csv | ConvertFrom-Csv).AvailableUnits | Should -Be '44442000'
        (Get-SlurmBalance geo -Currency SU | ConvertTo-Json | ConvertFrom-Json).Available | Should -Be 12.345
    }

    It 'takes patterns, names, and objects that name an account' {
        (Get-SlurmBalance 'b*').Account | Should -Be bio
        (Get-SlurmBankAccount | Get-SlurmBalance -Currency SU).Account | Should -Be @('bio', 'geo', 'new')
        (Get-SlurmAllocation bio | Get-SlurmBalance).Account | Should -Be bio
        (Get-SlurmBalance -Name bio).Account | Should -Be bio
        (Get-SlurmBalance BIO).Account | Should -Be bio
        # Nothing in is nothing out, not everything.
        @() | Get-SlurmBalance | Should -BeNullOrEmpty
    }

    It 'goes on after a wrong account, in the pipeline and in a list' {
        $rows = 'bio', 'nosuch', 'new' | Get-SlurmBalance -ErrorVariable failures -ErrorAction SilentlyContinue
        $rows.Account | Should -Be @('bio', 'new')
        $failures.FullyQualifiedErrorId | Should -Be 'AccountNotFound,SlurmBank.PowerShell.Commands.GetSlurmBalanceCommand'
        (Get-SlurmBalance nosuch, bio -ErrorAction SilentlyContinue).Account | Should -Be bio
    }

    It 'lets a script catch by type before anything was loaded' {
        try { Get-SlurmBalance nosuch -ErrorAction Stop } catch [SlurmBank.Ledger.AccountNotFoundException] { $caught = $_.Exception.Account }
        $caught | Should -Be nosuch
    }

    It 'says where a configuration is wrong' {
        Set-Content -Path "$TestDrive/wrong.toml" -Value "[ledger]`npath = 5"
        $failure = Get-Failure { Get-SlurmBalance -ConfigurationPath "$TestDrive/wrong.toml" }
        $failure.FullyQualifiedErrorId | Should -BeLike 'ConfigurationInvalid,*'
        $failure.Exception.Message | Should -Match 'wrong.toml:2'
    }

    It 'reads a ledger that is named, by a path of PowerShell' {
        Push-Location $bank.Folder
        try { (Get-SlurmBalance bio -LedgerPath ./ledger.db).Granted | Should -Be 100 } finally { Pop-Location }
    }

    It 'completes accounts that begin so' {
        Get-Completion 'Get-SlurmBalance ' | Should -Be @('bio', 'geo', 'new')
        Get-Completion 'Get-SlurmBalance -Account G' | Should -Be 'geo'
        Get-Completion "Get-SlurmBalance bio, n" | Should -Be 'new'
    }

    It 'fits a terminal, and has help' {
        Get-FitFault @(Get-SlurmBalance) | Should -BeNullOrEmpty
        Get-HelpFault Get-SlurmBalance | Should -BeNullOrEmpty
    }
}
