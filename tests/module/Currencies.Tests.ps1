BeforeAll { . "$PSScriptRoot/common.ps1" }

Describe 'Currencies' {
    BeforeEach { $bank = New-TestBank -Extra "[tariff.partition_currency]`ngpu = 'GPU-h'" }

    AfterEach { Remove-TestBank $bank }

    It 'takes the unit behind an amount for the currency: <Text>' -TestCases @(
        @{ Text = '500 GPU-h'; Amount = 500; Currency = 'GPU-h' }
        @{ Text = '500 GPU-hours'; Amount = 500; Currency = 'GPU-h' }
        @{ Text = '10k gpu-h'; Amount = 10000; Currency = 'GPU-h' }
        @{ Text = '1.5M SU'; Amount = 1500000; Currency = 'SU' }
        @{ Text = '10k'; Amount = 10000; Currency = 'SU' }
        @{ Text = 250; Amount = 250; Currency = 'SU' }
    ) {
        $grant = New-SlurmAllocation bio $Text
        $grant.Granted, $grant.Currency | Should -Be @($Amount, $Currency)
    }

    It 'moves it in its currency, and has a row for each' {
        $null = New-SlurmAllocation bio 100
        $null = New-SlurmAllocation bio '10 GPU-h'
        $null = New-SlurmAllocation chem '1 GPU-h'
        Add-SlurmCredit bio '2 GPU-h'
        Remove-SlurmCredit bio '3 GPU-h'
        Move-SlurmCredit bio '4 GPU-h' -ToAccount chem
        (Get-SlurmBalance bio | ForEach-Object { "$($_.Currency) $($_.Available)" }) | Should -Be @('GPU-h 5', 'SU 100')
        (Get-SlurmBalance chem).Available | Should -Be 5
        Add-SlurmCredit bio '2 GPU-h' -WhatIf 6>&1 | Should -BeNullOrEmpty
        (Add-SlurmAssertion bio '5 GPU-h').Currency | Should -Be 'GPU-h'
        @(Get-SlurmStatement bio -StartTime '2020-01-01').Currency | Should -Be @('GPU-h', 'SU')
    }

    It 'says what it does not know, and what contradicts itself' {
        $unknown = Get-Failure { New-SlurmAllocation bio '500 GB' }
        $unknown.FullyQualifiedErrorId | Should -BeLike 'CurrencyNotFound,*'
        $unknown.CategoryInfo.Category | Should -Be 'ObjectNotFound'
        $unknown.Exception.Message | Should -Match "'GB' is no currency of this bank; it has SU, GPU-h"
        (Get-Failure { New-SlurmAllocation bio 5 -Currency EUR }).FullyQualifiedErrorId | Should -BeLike 'CurrencyNotFound,*'
        (Get-Failure { New-SlurmAllocation bio '5 GPU-h' -Currency SU }).FullyQualifiedErrorId | Should -BeLike 'InvalidRequest,*'
        (New-SlurmAllocation bio '5 GPU-hours' -Currency GPU-h).Currency | Should -Be 'GPU-h'
        { New-SlurmAllocation bio 'ten GPU-h' } | Should -Throw '*is not an amount*'
        { Set-SlurmBankAccount bio -CreditLimit '5 GPU-h' } | Should -Throw '*is not an amount*'
    }

    It 'knows the names in every question and import: <Command>' -TestCases @(
        @{ Command = 'Get-SlurmBalance -Forecast -Currency GB' }
        @{ Command = 'Get-SlurmBalance -Currency GB' }
        @{ Command = 'Get-SlurmStatement bio -StartTime 2020-01-01 -Currency GB' }
        @{ Command = 'Export-SlurmChart bio -Currency GB -Path ./none.svg' }
        @{ Command = 'Import-SlurmLedger ./none.csv -Currency GB' }
    ) {
        $null = New-SlurmAllocation bio '10 GPU-h'
        Push-Location -Path $bank.Folder
        try {
            Set-Content -Path ./none.csv -Value "account,amount`nbio,1"
            (Get-Failure ([scriptblock]::Create($Command))).FullyQualifiedErrorId | Should -BeLike 'CurrencyNotFound,*'
        }
        finally { Pop-Location }
        (Get-SlurmBalance -Forecast -Currency gpu-hours).Currency | Should -Be 'GPU-h'
    }

    It 'takes grants from a file, and the same file twice' {
        $rows = "Account,Amount,Reference`nbio,10k,A1`nbio,500 GPU-h,A2" | ConvertFrom-Csv
        1..2 | ForEach-Object { $rows | New-SlurmAllocation | Out-Null }
        (Get-SlurmBalance bio | ForEach-Object { "$($_.Currency) $($_.Available)" }) | Should -Be @('GPU-h 500', 'SU 10000')
    }

    It 'counts a user''s limit in it' {
        $null = New-SlurmAllocation bio '10 GPU-h'
        $account = Set-SlurmBankAccount bio -UserLimit 'ann=4 GPU-h' -PassThru
        $account.UserLimits[0].Currency, $account.UserLimits[0].Limit | Should -Be @('GPU-h', 4)
    }
}

Describe 'Holds of a part of an account' {
    BeforeAll {
        $before = $env:SLURMBANK_CONFIG
        $folder = Join-Path -Path ([IO.Path]::GetTempPath()) -ChildPath ('slurmbank-pester-' + [guid]::NewGuid().ToString('N'))
        $sample = Initialize-SlurmBank -SamplePath $folder
        Add-Content -Path $sample.ConfigurationPath -Value "[tariff.partition_currency]`ngpu = 'GPU-h'`n[enforce.currency_hold]`n'GPU-h' = 'grp-tres-run-mins-gpu'"
        $env:SLURMBANK_CONFIG = $sample.ConfigurationPath
        $null = New-SlurmTariff -Reason 'gpu apart'
        Set-SlurmBankAccount law -Mode Enforce -Reason test
        $null = New-SlurmAllocation law '1 GPU-h'
        Remove-SlurmCredit law '1 GPU-h' -Reason all
        $null = Sync-SlurmHold law
    }

    AfterAll {
        $env:SLURMBANK_CONFIG = $before
        Remove-Item -Path $folder -Recurse -Force
    }

    It 'are listed with currency, mechanism and why' {
        $hold = Get-SlurmHold law
        $hold.Owner, $hold.Currency, $hold.User, $hold.Mechanism, $hold.Limit, $hold.Actor | Should -Be @('automatic', 'GPU-h', '', 'grp-tres-run-mins-gpu', 'GrpTRESRunMins=gres/gpu', (& id -un))
        $hold.Reason | Should -BeLike 'only work in GPU-h: spendable 0.00 GPU-h*'
        (Get-SlurmHold law -Detailed).Effective | Should -BeTrue
        (Get-SlurmBalance law -Currency GPU-h).Status | Should -Be held
        (Get-SlurmBalance law -Currency SU).Status | Should -Be open
        Get-FitFault @($hold) | Should -BeNullOrEmpty
    }

    It 'are let go by unlocking the account' {
        (Unlock-SlurmAccount law -Reason promised -PassThru).Action | Should -Be release
        (Get-SlurmHold law).Owner | Should -Be pardon
        (Get-SlurmHold law -IncludeLifted | Where-Object Currency -eq GPU-h).Lifted | Should -Not -BeNullOrEmpty
    }
}
