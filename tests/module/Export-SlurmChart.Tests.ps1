BeforeAll { . "$PSScriptRoot/common.ps1" }

Describe 'Export-SlurmChart' {
    BeforeAll { $bank = New-TestBank; $null = New-SlurmAllocation bio 100 -StartDate 2026-01-01 -EndDate 2030-12-31 }
    AfterAll { Remove-TestBank $bank }

    It 'gives SVG that is XML, of both kinds' {
        foreach ($kind in 'BurnDown', 'Usage') { ([xml](Export-SlurmChart bio -Kind $kind)).svg.role | Should -BeExactly 'img' }
        (Export-SlurmChart bio -PassThru).Title | Should -Match '^bio: '
        (Get-SlurmBalance bio | Export-SlurmChart -PassThru) | Should -BeOfType [SlurmBank.Bank.ChartReport]
    }

    It 'writes a file, and overwrites none without -Force' {
        $path = Join-Path -Path $bank.Folder -ChildPath 'chart.svg'
        Export-SlurmChart bio $path -WhatIf
        Test-Path -Path $path | Should -BeFalse
        Export-SlurmChart bio $path | Should -BeNullOrEmpty
        ([xml](Get-Content -Raw -Path $path)).svg.desc.InnerText | Should -Match 'Granted 100.00 SU'
        (Get-Failure { Export-SlurmChart bio $path }).Exception.Message | Should -Match 'is there already'
        (Export-SlurmChart bio $path -Force -PassThru).Svg | Should -BeExactly (Get-Content -Raw -Path $path)
    }

    It 'reports a wrong account, and one without grants' {
        (Get-Failure { Export-SlurmChart nosuch }).FullyQualifiedErrorId | Should -BeExactly 'AccountNotFound,SlurmBank.PowerShell.Commands.ExportSlurmChartCommand'
        $null = Set-SlurmBankAccount new -CreditLimit 5
        (Get-Failure { Export-SlurmChart new }).Exception.Message | Should -Match 'no grant'
    }

    It 'completes, and has help' {
        Get-Completion 'Export-SlurmChart bio -Kind Us' | Should -Be 'Usage'
        Get-HelpFault Export-SlurmChart | Should -BeNullOrEmpty
    }
}

Describe 'Get-SlurmBalance -Forecast' {
    BeforeAll { $bank = New-TestBank; $null = New-SlurmAllocation bio 100 }
    AfterAll { Remove-TestBank $bank }

    It 'says never where nothing is used' {
        $forecast = Get-SlurmBalance bio -Forecast -Days 7
        $forecast.Outlook | Should -BeExactly 'lasts'
        $forecast.TimeLeft | Should -BeNullOrEmpty
        $forecast.Allocations[0].RemainingUnits | Should -Be 360000000
        ($forecast | Out-String) | Should -Match 'never'
    }
}

Describe 'Get-SlurmUsage -As Focus' {
    BeforeAll { $bank = New-TestBank; $null = New-SlurmAllocation bio 100 }
    AfterAll { Remove-TestBank $bank }

    It 'gives nothing where nothing ran' { Get-SlurmUsage -As Focus | Should -BeNullOrEmpty }
}
