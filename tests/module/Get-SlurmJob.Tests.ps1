BeforeDiscovery { . "$PSScriptRoot/common.ps1"; $noCluster = -not (Get-TestCluster) }
BeforeAll { . "$PSScriptRoot/common.ps1" }

Describe 'Get-SlurmJob' -Skip:$noCluster {
    BeforeAll {
        $bank = New-TestBank -Cluster (Get-TestCluster) -NoLedger
        $runs = Get-TestRun
    }

    AfterAll { Remove-TestBank $bank }

    It 'shows a job as sacct does, with typed values' {
        $job = Get-SlurmJob $runs.physics
        $job | Should -BeOfType [SlurmBank.PowerShell.SlurmJob]
        $job.JobId, $job.User, $job.Account, $job.State, $job.JobName, $job.ExitCode | Should -Be @($runs.physics, 'alice', 'physics', 'COMPLETED', 'one', '0:0')
        $job.Elapsed | Should -BeGreaterOrEqual ([timespan]::FromSeconds(1))
        $job.StartTime.Offset | Should -Be ([timezoneinfo]::FindSystemTimeZoneById('Europe/Vienna').GetUtcOffset($job.StartTime))
        "$($job.AllocTres)" | Should -Be (Invoke-Slurm sacct -X -n -P -j $runs.physics --noconvert -o alloctres)
        $job.AllocTres['cpu'], $job.AllocTres['mem'], $job.AllocTres['gres/gpu'] | Should -Be @(36, 1, 0)
    }

    It 'shows all users'' jobs since midnight without arguments' {
        $all = Get-SlurmJob
        $all.JobId | Should -Contain $runs.physics
        $all.JobId | Should -Contain "$($runs.array)_2"
        $all.User | Sort-Object -Unique | Should -Contain carol
    }

    It 'chooses by account, user, partition, QOS, state and time' {
        (Get-SlurmJob -Account physics -User alice).JobId | Should -Contain $runs.physics
        (Get-SlurmJob -Account chem).Account | Sort-Object -Unique | Should -Be chem
        @(Get-SlurmJob -Partition gpu, none | ForEach-Object JobId) | Should -Not -Contain $runs.physics
        (Get-SlurmJob -Qos normal).JobId | Should -Contain $runs.physics
        Get-SlurmJob -StartTime 2001-01-01 -EndTime 2001-12-31 | Should -BeNullOrEmpty
    }

    It 'finds jobs by state, with or without a time' {
        (Get-SlurmJob -State COMPLETED).JobId | Should -Contain $runs.physics
        (Get-SlurmJob -State cd -StartTime ([datetime]::UtcNow.AddHours(-2))).JobId | Should -Contain $runs.physics
        (Get-SlurmJob $runs.physics -State COMPLETED).JobId | Should -Be $runs.physics
        Get-SlurmJob $runs.physics -State FAILED | Should -BeNullOrEmpty
    }

    It 'shows tasks of arrays' {
        (Get-SlurmJob $runs.array).JobId | Sort-Object | Should -Be @("$($runs.array)_1", "$($runs.array)_2")
        (Get-SlurmJob "$($runs.array)_2").JobId | Should -Be "$($runs.array)_2"
    }

    It 'takes numbers and jobs from the pipeline, and goes on after a wrong one' {
        $rows = $runs.physics, '4000000', 'abc', $runs.chem | Get-SlurmJob -ErrorVariable failures -ErrorAction SilentlyContinue
        $rows.JobId | Should -Be @($runs.physics, $runs.chem)
        $failures.FullyQualifiedErrorId | ForEach-Object { $_.Split(',')[0] } | Should -Be @('JobNotFound', 'InvalidSlurmName')
        (Get-SlurmJob $runs.physics | Get-SlurmJob).JobId | Should -Be $runs.physics
    }

    It 'keeps numbers in CSV and JSON' {
        $row = Get-SlurmJob $runs.chem | Select-Object JobIdRaw, AllocTres | ConvertTo-Csv | ConvertFrom-Csv
        $row.JobIdRaw, $row.AllocTres | Should -Be @($runs.chem, (Get-SlurmJob $runs.chem).AllocTres.Text)
    }

    It 'completes states' { Get-Completion 'Get-SlurmJob -State com' | Should -Be 'COMPLETED' }

    It 'fits a terminal, and has help' {
        Get-FitFault @(Get-SlurmJob) | Should -BeNullOrEmpty
        Get-HelpFault Get-SlurmJob | Should -BeNullOrEmpty
    }
}

Describe 'Get-SlurmJob without a Slurm' {
    BeforeAll { $bank = New-TestBank }
    AfterAll { Remove-TestBank $bank }

    It 'says which command is missing' {
        (Get-Failure { Get-SlurmJob }).FullyQualifiedErrorId | Should -Be 'SlurmCommandMissing,SlurmBank.PowerShell.Commands.GetSlurmJobCommand'
    }
}
