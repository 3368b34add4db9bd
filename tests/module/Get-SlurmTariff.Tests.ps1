BeforeDiscovery { . "$PSScriptRoot/common.ps1"; $noCluster = -not (Get-TestCluster) }
BeforeAll { . "$PSScriptRoot/common.ps1" }

Describe 'Get-SlurmTariff, New-SlurmTariff and Test-SlurmTariff' {
    It 'have help' -ForEach 'Get-SlurmTariff', 'New-SlurmTariff', 'Test-SlurmTariff' { Get-HelpFault $_ | Should -BeNullOrEmpty }
}

Describe 'Tariff versions of a real cluster' -Skip:$noCluster {
    BeforeAll { $bank = New-ClusterBank -Synced }
    AfterAll { Remove-TestBank $bank }

    It 'are shown with every number' {
        $tariff = Get-SlurmTariff
        $tariff | Should -BeOfType [SlurmBank.Bank.TariffReport]
        $tariff.Version, $tariff.Cluster, $tariff.IsCurrent | Should -Be @(1, 'lab', $true)
        $tariff.Weights.Count | Should -BeGreaterThan 0
        (Get-Failure { Get-SlurmTariff 7 }).Exception.Message | Should -BeLike 'There is no tariff version 7*'
        Get-FitFault @($tariff) | Should -BeNullOrEmpty
    }

    It 'are compared with what Slurm says, and captured anew from a date on' {
        $tariff = Get-SlurmTariff | Test-SlurmTariff -Detailed
        @($tariff | Where-Object Code -EQ 'TariffDrift') | Should -HaveCount 0
        $before = @(Get-SlurmTransaction).Count
        $plan = New-SlurmTariff 2099-01-01 -WhatIf -PassThru
        $plan.IsPlan, $plan.IsNew, $plan.Tariff.Version | Should -Be @($true, $true, 2)
        @(Get-SlurmTransaction).Count | Should -Be $before
        New-SlurmTariff 2099-01-01 -Reason 'later' | Should -BeNullOrEmpty
        (New-SlurmTariff 2099-01-01 -PassThru).IsNew | Should -BeFalse
        @(Get-SlurmTariff).Version | Should -Be @(1, 2)
        (Get-SlurmTariff 2).IsCurrent | Should -BeFalse
        (Get-Failure { Test-SlurmTariff 9 }).FullyQualifiedErrorId | Should -Be 'InvalidRequest,SlurmBank.PowerShell.Commands.TestSlurmTariffCommand'
        Test-SlurmLedger | Should -BeTrue
    }
}
