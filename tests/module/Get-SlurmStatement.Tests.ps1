BeforeDiscovery { . "$PSScriptRoot/common.ps1"; $noCluster = -not (Get-TestCluster) }
BeforeAll { . "$PSScriptRoot/common.ps1" }

Describe 'Get-SlurmStatement' {
    BeforeAll {
        $bank = New-TestBank
        $null = New-SlurmAllocation bio 100 -Reason 'Panel of May'
        $null = New-SlurmAllocation geo 5
        Add-SlurmCredit bio 2.5 -Reference T1
        Move-SlurmCredit bio 30 -ToAccount geo -Reason joint
    }

    AfterAll { Remove-TestBank $bank }

    It 'shows opening, movements and closing in the order of the ledger' {
        $statement = Get-SlurmStatement bio
        $statement | Should -BeOfType [SlurmBank.Bank.StatementReport]
        $statement.Opening, $statement.Received, $statement.Spent, $statement.Closing | Should -Be @(0, 102.5, -30, 72.5)
        $statement.Lines.Kind | Should -Be @('grant', 'deposit', 'transfer')
        $statement.Lines.Balance | Should -Be @(100, 102.5, 72.5)
        $statement.Lines[2].OtherAccount, $statement.Lines[1].Reference | Should -Be @('geo', 'T1')
        $statement.OpeningUnits + ($statement.Lines | Measure-Object AmountUnits -Sum).Sum | Should -Be $statement.ClosingUnits
        (Get-SlurmStatement geo).Lines[1].OtherAccount | Should -Be 'bio'
        (Get-SlurmStatement bio).Head | Should -Be (Get-SlurmBankStatus).Head
    }

    It 'says what the work of a user cost, in the sample bank' {
        $before = $env:SLURMBANK_CONFIG
        $folder = Join-Path -Path ([IO.Path]::GetTempPath()) -ChildPath ('slurmbank-pester-' + [guid]::NewGuid().ToString('N'))
        try {
            $env:SLURMBANK_CONFIG = (Initialize-SlurmBank -SamplePath $folder).ConfigurationPath
            $ann = Get-SlurmStatement bio -User ann
            $ann.User, $ann.Opening, ($ann.Lines.User | Sort-Object -Unique) | Should -Be @('ann', 0, 'ann')
            $ann.Opening + $ann.Received + $ann.Spent | Should -Be $ann.Closing
            -$ann.Closing | Should -Be (Get-SlurmUsage bio -By User | Where-Object User -eq ann).Charged
            (Get-SlurmStatement -User ann).Account | Should -Be bio
            Get-FitFault @($ann) | Should -BeNullOrEmpty
        }
        finally {
            $env:SLURMBANK_CONFIG = $before
            Remove-Item -Path $folder -Recurse -Force
        }
    }

    It 'chooses a period; what is over is closed' {
        $today = [timezoneinfo]::ConvertTime([datetimeoffset]::UtcNow, [timezoneinfo]::FindSystemTimeZoneById('Europe/Vienna'))
        (Get-SlurmStatement bio -Month $today.ToString('yyyy-MM')).Closing | Should -Be 72.5
        (Get-SlurmStatement bio -StartTime $today.ToString('yyyy-MM-dd') -EndTime $today.ToString('yyyy-MM-dd')).Lines.Count | Should -Be 3
        $before = Get-SlurmStatement bio -Month 2026-01
        $before.Closing, $before.Lines.Count, $before.HeadSeq, $before.IsClosed | Should -Be @(0, 0, 0, $true)
        (Get-SlurmStatement bio).IsClosed | Should -BeFalse
        (Get-Failure { Get-SlurmStatement bio -Month May }).Exception.Message | Should -Match 'May'
        (Get-Failure { Get-SlurmStatement bio -StartTime 2099-01-02 -EndTime 2099-01-01 }).FullyQualifiedErrorId | Should -BeLike 'InvalidRequest,*'
    }

    It 'takes accounts from the pipeline, all without a name, and goes on after a wrong one' {
        (Get-SlurmBalance | Get-SlurmStatement).Account | Should -Be @('bio', 'geo')
        (Get-SlurmStatement).Closing | Should -Be @(72.5, 35)
        ('nosuch', 'geo' | Get-SlurmStatement -ErrorAction SilentlyContinue).Account | Should -Be 'geo'
        { Get-SlurmStatement bio -Currency EUR -ErrorAction Stop } | Should -Throw -ErrorId 'CurrencyNotFound,*' -ExpectedMessage '*it has SU*'
    }

    It 'fits a terminal, and has help' {
        Get-FitFault @(Get-SlurmStatement) | Should -BeNullOrEmpty
        Get-FitFault @((Get-SlurmStatement bio).Lines) | Should -BeNullOrEmpty
        Get-HelpFault Get-SlurmStatement | Should -BeNullOrEmpty
    }
}

Describe 'Get-SlurmStatement of jobs' -Skip:$noCluster {
    BeforeAll { $bank = New-ClusterBank -Synced; $runs = Get-TestRun }
    AfterAll { Remove-TestBank $bank }

    It 'shows charges with their jobs, and sums to the balance' {
        $statement = Get-SlurmStatement physics
        $statement.Lines.JobId | Should -Contain $runs.physics
        $statement.ChargedUnits | Should -Be (Get-SlurmBalance physics).TotalChargedUnits
    }
}
