BeforeDiscovery { . "$PSScriptRoot/common.ps1"; $noCluster = -not (Get-TestCluster) }
BeforeAll { . "$PSScriptRoot/common.ps1" }

Describe 'Sync-SlurmUsage' -Skip:$noCluster {
    BeforeAll {
        $runs = Get-TestRun
        $bank = New-ClusterBank
    }

    AfterAll { Remove-TestBank $bank }

    It 'changes nothing under -WhatIf; -PassThru gives the plan' {
        Get-WhatIfText 'Sync-SlurmUsage -WhatIf' | Should -Match 'Settle the runs that finished from the watermark to now.*the ledger'
        $plan = Sync-SlurmUsage -WhatIf -PassThru
        $plan.IsPlan | Should -BeTrue
        $plan.Charged | Should -BeGreaterOrEqual 4
        Get-SlurmTransaction -Kind charge | Should -BeNullOrEmpty
        (Get-SlurmBankStatus).LastSync | Should -BeNullOrEmpty
    }

    It 'settles what has finished, to the unit' {
        $report = Sync-SlurmUsage
        $report | Should -BeOfType [SlurmBank.Bank.SyncReport]
        $report.Cluster, $report.IsPlan, $report.Parked, $report.Problems.Count | Should -Be @('lab', $false, 0, 0)
        $report.AmountUnits | Should -Be (Get-SlurmTransaction -Kind charge | Measure-Object ChargedUnits -Sum).Sum
        $units = 0
        foreach ($line in Invoke-Slurm sacct -a -X -D -n -P -A physics -S now-1hour -E now -o elapsedraw, alloctres) {
            if ($line -match '^(\d+)\|billing=(\d+)') { $units += [long]$Matches[1] * [long]$Matches[2] * 1000 }
        }

        (Get-SlurmBalance physics).TotalChargedUnits | Should -Be $units
        Get-FitFault @($report) | Should -BeNullOrEmpty
    }

    It 'charges nothing twice, whatever window is read again' {
        $charged = (Get-SlurmBalance | Measure-Object TotalChargedUnits -Sum).Sum
        (Sync-SlurmUsage).Charged | Should -Be 0
        (Sync-SlurmUsage -StartTime ([datetime]::UtcNow.AddHours(-3)) -Nightly).Charged | Should -Be 0
        (Get-SlurmBalance | Measure-Object TotalChargedUnits -Sum).Sum | Should -Be $charged
    }

    It 'takes a cluster' { (Sync-SlurmUsage lab).Cluster | Should -Be lab }

    It 'tells its commands when asked' {
        $messages = Sync-SlurmUsage -Verbose 4>&1 | Where-Object { $_ -is [Management.Automation.VerboseRecord] }
        "$messages" | Should -Match 'sacct .*--allusers'
    }

    It 'completes clusters, and has help' {
        Get-Completion 'Sync-SlurmUsage ' | Should -Be 'lab'
        Get-HelpFault Sync-SlurmUsage | Should -BeNullOrEmpty
    }
}

Describe 'Sync-SlurmUsage without a Slurm' {
    BeforeAll { $bank = New-TestBank }
    AfterAll { Remove-TestBank $bank }

    It 'says which command is missing, and is a failure for a timer' {
        (Get-Failure { Sync-SlurmUsage }).FullyQualifiedErrorId | Should -Be 'SlurmCommandMissing,SlurmBank.PowerShell.Commands.SyncSlurmUsageCommand'
        & (Get-Process -Id $PID).Path -NoProfile -NonInteractive -Command "Import-Module '$Root/SlurmBank.psd1'; Sync-SlurmUsage -ErrorAction Stop" 2>&1 | Out-Null
        $LASTEXITCODE | Should -Be 1
    }
}
