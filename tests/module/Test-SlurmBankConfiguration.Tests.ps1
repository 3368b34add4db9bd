BeforeDiscovery { . "$PSScriptRoot/common.ps1"; $noCluster = -not (Get-TestCluster) }
BeforeAll { . "$PSScriptRoot/common.ps1" }

Describe 'Test-SlurmBankConfiguration' -Skip:$noCluster {
    AfterEach { Remove-TestBank $bank }

    It 'is true for a cluster that is fit, without a ledger' {
        $bank = New-TestBank -Cluster (Get-TestCluster) -NoLedger
        Test-SlurmBankConfiguration | Should -BeOfType [bool]
        Test-SlurmBankConfiguration | Should -BeTrue
        @(Test-SlurmBankConfiguration -Detailed | Where-Object Severity -eq Error) | Should -BeNullOrEmpty
    }

    It 'names what a QOS would switch off, with its fix' {
        $bank = New-TestBank -Cluster (Get-TestCluster) -NoLedger
        $null = Invoke-Slurm sacctmgr -i modify qos normal set grptresrunmins=cpu=1000000
        try {
            Test-SlurmBankConfiguration | Should -BeTrue
            $finding = Test-SlurmBankConfiguration -Detailed | Where-Object Code -eq QosOverridesHold
            $finding | Should -BeOfType [SlurmBank.Bank.BankFinding]
            "$($finding.Severity)", $finding.Place | Should -Be @('Warning', 'QOS normal')
            $finding.Fix | Should -Not -BeNullOrEmpty
            Get-FitFault @($finding) | Should -BeNullOrEmpty
        }
        finally { $null = Invoke-Slurm sacctmgr -i modify qos normal set grptresrunmins=cpu=-1 }
    }

    It 'is false where a partition has no price' {
        $bank = New-TestBank -Cluster (Get-TestCluster) -NoLedger -Extra "[tariff]`nkind = `"partition-price`"`n[PartitionPrice]`ngpu = `"1`"`n"
        Test-SlurmBankConfiguration | Should -BeFalse
        "$((Test-SlurmBankConfiguration -Detailed | Where-Object Severity -eq Error).Message)" | Should -Match 'cpu'
    }
}

Describe 'Test-SlurmBankConfiguration without a Slurm' {
    BeforeAll { $bank = New-TestBank -NoLedger }
    AfterAll { Remove-TestBank $bank }

    It 'is false, and says which command is missing' {
        Test-SlurmBankConfiguration | Should -BeFalse
        (Test-SlurmBankConfiguration -Detailed).Code | Should -Contain 'SlurmCommandMissing'
        $messages = Test-SlurmBankConfiguration -Verbose 4>&1
        "$messages" | Should -Match 'scontrol'
    }

    It 'shows what is wrong in a file, with its line, instead of failing' {
        Set-Content -Path "$TestDrive/wrong.toml" -Value "[site]`ntime_zone = 5`ncontakt = `"x`""
        Test-SlurmBankConfiguration -ConfigurationPath "$TestDrive/wrong.toml" | Should -BeFalse
        $findings = Test-SlurmBankConfiguration -ConfigurationPath "$TestDrive/wrong.toml" -Detailed
        $findings.Place | Should -Be @("$TestDrive/wrong.toml:2:13", "$TestDrive/wrong.toml:3:1")
        Get-FitFault @($findings) | Should -BeNullOrEmpty
    }

    It 'has help' { Get-HelpFault Test-SlurmBankConfiguration | Should -BeNullOrEmpty }
}
