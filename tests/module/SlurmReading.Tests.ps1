BeforeDiscovery { . "$PSScriptRoot/common.ps1"; $noCluster = -not (Get-TestCluster) }
BeforeAll { . "$PSScriptRoot/common.ps1" }

Describe 'What Slurm is read for' -Skip:$noCluster {
    BeforeAll {
        $bank = New-TestBank -Cluster (Get-TestCluster) -NoLedger
        function Get-ErrorName { param([object[]]$Failures) $Failures.FullyQualifiedErrorId | ForEach-Object { $_.Split(',')[0] } }
    }

    AfterAll { Remove-TestBank $bank }

    Context 'Get-SlurmQueue' {
        BeforeAll {
            $cluster = Get-TestCluster
            $running = Submit-TestJob $cluster dave industry -Wrap 'sleep 600' -Option '-n', '2', '--mem=10', '-t', '90', '-J', 'queued|job'
            $waiting = Submit-TestJob $cluster dave industry -Wrap 'true' -Option '-n', '3', '--mem=1', '--begin=now+2hours', '--array=1-9:2%2'
            $end = [datetime]::UtcNow.AddSeconds(60)
            while ((Get-SlurmQueue $running -ErrorAction Ignore).State -ne 'RUNNING' -and [datetime]::UtcNow -lt $end) { Start-Sleep -Milliseconds 200 }
            # The scheduler writes the reason down when it comes by.
            while ((Get-SlurmQueue $waiting -ErrorAction Ignore).Reason -eq 'None' -and [datetime]::UtcNow -lt $end) { Start-Sleep -Milliseconds 200 }
        }

        AfterAll { $null = Invoke-Slurm scancel --user=dave }

        It 'gives a running job as Get-SlurmJob does' {
            $job = Get-SlurmQueue $running
            $job | Should -BeOfType [SlurmBank.PowerShell.SlurmJob]
            $job.JobId, $job.State, $job.User, $job.Account, $job.JobName, $job.Cluster | Should -Be @($running, 'RUNNING', 'dave', 'industry', 'queued|job', (Get-SlurmCluster).Cluster)
            $job.AllocTres['cpu'], $job.AllocTres['mem'], $job.AllocTres['gres/gpu'], $job.NodeCount | Should -Be @(2, 10, 0, 1)
            $job.TimeLimit | Should -Be ([timespan]::FromMinutes(90))
            $job.StartTime.Offset | Should -Be ([timezoneinfo]::FindSystemTimeZoneById('Europe/Vienna').GetUtcOffset($job.StartTime))
            $job.EndTime | Should -BeNullOrEmpty
        }

        It 'gives the waiting tasks of an array as one row' {
            $job = Get-SlurmQueue $waiting
            $job.JobId, $job.State, $job.Reason | Should -Be @("${waiting}_[1,3,5,7,9%2]", 'PENDING', 'BeginTime')
            $job.ReqTres['cpu'], "$($job.AllocTres)", $job.StartTime | Should -Be @(3, '', $null)
        }

        It 'chooses on the side of Slurm' {
            (Get-SlurmQueue -User dave -State RUNNING).JobId | Should -Be $running
            (Get-SlurmQueue -Account industry -State PD).JobIdRaw | Should -Be $waiting
            Get-SlurmQueue -Partition gpu -User dave | Should -BeNullOrEmpty
            Get-SlurmQueue -Qos normal -User dave | Should -HaveCount 2
        }

        It 'takes the pipeline and goes on after a wrong number' {
            $rows = $running, '4000000', 'abc', $waiting | Get-SlurmQueue -ErrorVariable failures -ErrorAction SilentlyContinue
            $rows.JobIdRaw | Should -Be @($running, $waiting)
            Get-ErrorName $failures | Should -Be @('JobNotFound', 'InvalidSlurmName')
        }
    }

    Context 'accounts and users' {
        It 'gives accounts with parents' {
            $physics = Get-SlurmAccount physics
            $physics | Should -BeOfType [SlurmBank.Bank.SlurmAccountReport]
            $physics.Account, $physics.ParentAccount, $physics.Organization | Should -Be @('physics', 'science', 'university')
            (Get-SlurmAccount root).ParentAccount | Should -BeNullOrEmpty
            @(Get-SlurmAccount).Count | Should -Be @(Invoke-Slurm sacctmgr -n -P show account format=account).Count
            (Get-SlurmAccount -Parent science).Account | Should -Be @('chem', 'physics')
            (Get-SlurmAccount 'phy*', chem).Account | Should -Be @('chem', 'physics')
        }

        It 'takes the pipeline and goes on after a wrong account' {
            $rows = 'chem', 'nosuch', 'a b', 'industry' | Get-SlurmAccount -ErrorVariable failures -ErrorAction SilentlyContinue
            $rows.Account | Should -Be @('chem', 'industry')
            Get-ErrorName $failures | Should -Be @('AccountNotFound', 'InvalidSlurmName')
            (Get-SlurmAssociation industry -User dave | Get-SlurmAccount).Account | Should -Be 'industry'
        }

        It 'names nothing but the account to the cmdlets after it' {
            $names = (Get-SlurmAccount physics).PSObject.Properties.Name
            $grant = (Get-Command New-SlurmAllocation).Parameters.Values | Where-Object { $_.ParameterSets.Values.ValueFromPipelineByPropertyName }
            @($grant | ForEach-Object { $_.Name; $_.Aliases } | Where-Object { $_ -in $names }) | Should -Be 'Account'
        }

        It 'gives users with their accounts' {
            $bob = Get-SlurmUser bob
            $bob.User, $bob.DefaultAccount, $bob.AdminLevel | Should -Be @('bob', 'physics', 'None')
            $bob.Accounts | Should -Be @('chem', 'physics')
            (Get-SlurmUser -AdminLevel Administrator).User | Should -Contain 'root'
            (Get-SlurmUser -Account chem).User | Sort-Object | Should -Be @('bob', 'carol')
            $rows = 'alice', 'nosuch' | Get-SlurmUser -ErrorVariable failures -ErrorAction SilentlyContinue
            $rows.User, (Get-ErrorName $failures) | Should -Be @('alice', 'UserNotFound')
        }
    }

    Context 'QOS, TRES, clusters' {
        BeforeAll { $null = Invoke-Slurm sacctmgr -i add qos pester set Flags=DenyOnLimit,NoDecay UsageFactor=0.5 GraceTime=90 MaxWall=14-0 GrpTRES=cpu=100,gres/gpu=0 MaxJobsPA=3 }
        AfterAll { $null = Invoke-Slurm sacctmgr -i delete qos pester }

        It 'gives QOS with numbers, spans and limits by name' {
            $qos = Get-SlurmQos pester
            $qos.UsageFactor, $qos.GraceTime, $qos.MaxWall, $qos.MaxJobsPerAccount, $qos.GrpJobs | Should -Be @(0.5, [timespan]::FromSeconds(90), [timespan]::FromDays(14), 3, $null)
            $qos.Flags | Should -Be @('DenyOnLimit', 'NoDecay')
            $qos.GrpTres['cpu'], $qos.GrpTres['gres/gpu'], $qos.GrpTres['mem'], "$($qos.GrpTres)" | Should -Be @(100, 0, $null, 'cpu=100,gres/gpu=0')
            (Get-SlurmQos).Qos | Should -Contain 'normal'
            (Get-Failure { Get-SlurmQos nosuch }).FullyQualifiedErrorId | Should -BeLike 'QosNotFound,*'
        }

        It 'gives TRES and clusters' {
            (Get-SlurmTres).Tres | Should -Contain 'gres/gpu'
            (Get-SlurmTres 'gres/*').Specifier | Should -Be 'gpu'
            (Get-SlurmTres cpu).Id | Should -Be 1
            $lab = Get-SlurmCluster
            $lab.IsRegistered, $lab.NodeCount, $lab.Tres['gres/gpu'], $lab.ControlHost | Should -Be @($true, 3, 8, '127.0.0.1')
            (Get-Failure { Get-SlurmTres nosuch }).FullyQualifiedErrorId | Should -BeLike 'TresNotFound,*'
            (Get-Failure { Get-SlurmCluster nosuch }).FullyQualifiedErrorId | Should -BeLike 'ClusterNotFound,*'
        }
    }

    Context 'partitions and nodes' {
        It 'gives partitions with what is in use' {
            $gpu = Get-SlurmPartition gpu
            $gpu.Partition, $gpu.State, $gpu.TotalNodes, $gpu.TotalCpus, $gpu.Tres['gres/gpu'] | Should -Be @('gpu', 'UP', 1, 64, 8)
            $gpu.AllocatedCpus + $gpu.IdleCpus | Should -Be 64
            $gpu.MaxTime, $gpu.MaxMemoryPerNode, $gpu.MaxNodes | Should -Be @([timespan]::FromDays(7), $null, $null)
            $gpu.BillingWeights | Should -Match 'CPU=1.0'
            (Get-SlurmPartition | Where-Object IsDefault).Partition | Should -Be 'cpu'
            $rows = 'cpu', 'nosuch' | Get-SlurmPartition -ErrorVariable failures -ErrorAction SilentlyContinue
            $rows.Partition, (Get-ErrorName $failures) | Should -Be @('cpu', 'PartitionNotFound')
        }

        It 'gives nodes' {
            $node = Get-SlurmNode g1
            $node.NodeName, $node.Cpus, $node.RealMemory, $node.Gres, $node.ConfiguredTres['gres/gpu'] | Should -Be @('g1', 64, 512000, 'gpu:8', 8)
            $node.BootTime | Should -BeOfType [datetimeoffset]
            (Get-SlurmNode -Partition cpu).NodeName | Should -Be @('c1', 'c2')
            (Get-SlurmNode 'c*' -State IDLE, MIXED, ALLOCATED).IsAvailable | Should -Be @($true, $true)
            Get-SlurmNode -State DRAIN | Should -BeNullOrEmpty
            $rows = 'c1', 'nosuch' | Get-SlurmNode -ErrorVariable failures -ErrorAction SilentlyContinue
            $rows.NodeName, (Get-ErrorName $failures) | Should -Be @('c1', 'NodeNotFound')
        }

        It 'knows a drained node' {
            $null = Invoke-Slurm scontrol update NodeName=c2 State=DRAIN 'Reason=two words Cluster=other'
            try {
                $node = Get-SlurmNode c2
                $node.IsAvailable, $node.NodeName | Should -Be @($false, 'c2')
                $node.Reason | Should -BeLike 'two words*'
                (Get-SlurmNode -State drain).NodeName | Should -Be 'c2'
            }
            finally { $null = Invoke-Slurm scontrol update NodeName=c2 State=RESUME }
        }
    }

    Context 'Get-SlurmReport' {
        BeforeAll {
            # Rollups happen on the hour: an hour of the past is put in as slurmdbd would.
            $hour = [datetimeoffset]::new([datetime]::UtcNow.Date.AddDays(-1).AddHours(10), [timespan]::Zero)
            $epoch = $hour.ToUnixTimeSeconds()
            $name = (Get-SlurmCluster).Cluster
            $sql = "replace into ${name}_assoc_usage_hour_table (creation_time, mod_time, deleted, id, id_tres, time_start, alloc_secs) " +
                "select 1, 1, 0, id_assoc, 5, $epoch, 3600 from ${name}_assoc_table where acct = 'chem' and user = 'bob';" +
                "replace into ${name}_usage_hour_table (creation_time, mod_time, deleted, id_tres, time_start, count, alloc_secs, down_secs, pdown_secs, idle_secs, plan_secs, over_secs) values (1, 1, 0, 5, $epoch, 449, 5400, 1000, 200, 1609790, 10, 7);"
            $null = & "$((Get-TestCluster).Bin)/enter" --cwd / mariadb --no-defaults --user=root "--socket=$((Get-TestCluster).Folder)/run/mysql.sock" slurm_acct_db -e $sql
            $window = @{ StartTime = $hour; EndTime = $hour.AddHours(1) }
        }

        It 'gives what accounts and users used' {
            $rows = Get-SlurmReport @window -Account chem
            $rows | ForEach-Object { $_ | Should -BeOfType [SlurmBank.PowerShell.SlurmUsageReport] }
            $rows | ForEach-Object { "$($_.Account)/$($_.User)/$($_.Tres)=$($_.UsedSeconds)" } | Should -Be @('chem//billing=3600', 'chem/bob/billing=3600')
            $rows[1].UsedHours | Should -Be 1
            (Get-SlurmReport UserUtilizationByAccount @window).User | Should -Be 'bob'
            (Get-SlurmReport TopUser @window -Top 1 -User bob).UsedSeconds | Should -Be 3600
            ('che*' | Get-SlurmReport @window -User bob).Account | Should -Be 'chem'
        }

        It 'gives what became of the cluster' {
            $row = Get-SlurmReport ClusterUtilization @window
            $row | Should -BeOfType [SlurmBank.PowerShell.SlurmClusterReport]
            $row.Count, $row.AllocatedSeconds, $row.DownSeconds, $row.PlannedDownSeconds, $row.IdleSeconds, $row.PlannedSeconds | Should -Be @(449, 5400, 1000, 200, 1609790, 10)
            $row.ReportedSeconds | Should -Be 1616400
        }

        It 'refuses what makes no sense' {
            (Get-Failure { Get-SlurmReport -StartTime 2027-02-01 -EndTime 2027-01-01 }).FullyQualifiedErrorId | Should -BeLike 'InvalidRequest,*'
            (Get-Failure { Get-SlurmReport -Tres 'cpu,a b' }).FullyQualifiedErrorId | Should -BeLike 'InvalidSlurmName,*'
            (Get-Failure { Get-SlurmReport -Month 2027-13 }).FullyQualifiedErrorId | Should -Not -BeNullOrEmpty
        }
    }

    It 'completes <Line>' -ForEach @(
        @{ Line = 'Get-SlurmAccount phy'; Word = 'physics' }
        @{ Line = 'Get-SlurmUser al'; Word = 'alice' }
        @{ Line = 'Get-SlurmQos nor'; Word = 'normal' }
        @{ Line = 'Get-SlurmTres gres'; Word = 'gres/gpu' }
        @{ Line = 'Get-SlurmPartition g'; Word = 'gpu' }
        @{ Line = 'Get-SlurmNode g'; Word = 'g1' }
        @{ Line = 'Get-SlurmNode -State dra'; Word = 'DRAIN' }
        @{ Line = 'Get-SlurmQueue -State runn'; Word = 'RUNNING' }
        @{ Line = 'Get-SlurmQueue -Partition cp'; Word = 'cpu' }
        @{ Line = 'Get-SlurmReport topu'; Word = 'TopUser' }
    ) {
        # A Slurm that is slow to answer is not waited for, and asked again after ten seconds; a busy machine makes it slow.
        for ($try = 1; ($found = Get-Completion $Line) -ne $Word -and $try -lt 5; $try++) { Start-Sleep -Seconds 11 }
        $found | Should -Be $Word
    }

    It 'says each command that is run' {
        $lines = Get-SlurmPartition cpu -Verbose 4>&1 | Where-Object { $_ -is [Management.Automation.VerboseRecord] }
        "$lines" | Should -Match 'scontrol --all --oneliner show partition cpu .*sinfo --partition=cpu'
    }

    It '<_> fits a terminal, and has help' -ForEach 'Get-SlurmQueue', 'Get-SlurmAccount', 'Get-SlurmUser', 'Get-SlurmQos', 'Get-SlurmTres', 'Get-SlurmCluster', 'Get-SlurmPartition', 'Get-SlurmNode', 'Get-SlurmReport' {
        Get-HelpFault $_ | Should -BeNullOrEmpty
        $answer = @(& $_)
        if ($answer) { Get-FitFault $answer | Should -BeNullOrEmpty }
    }
}

Describe 'Reading without a Slurm' {
    BeforeAll { $bank = New-TestBank; $null = New-SlurmAllocation bio 1 }
    AfterAll { Remove-TestBank $bank }

    It '<_> says which command is missing' -ForEach 'Get-SlurmQueue', 'Get-SlurmAccount', 'Get-SlurmUser', 'Get-SlurmQos', 'Get-SlurmTres', 'Get-SlurmCluster', 'Get-SlurmPartition', 'Get-SlurmNode', 'Get-SlurmReport' {
        $command = $_
        (Get-Failure { & $command }).FullyQualifiedErrorId | Should -BeLike 'SlurmCommandMissing,*'
    }

    It 'completes without an error: accounts of the ledger, and nothing of what only Slurm knows' {
        Get-Completion 'Get-SlurmAccount b' | Should -Be 'bio'
        @([Management.Automation.CommandCompletion]::CompleteInput('Get-SlurmNode c', 15, $null).CompletionMatches | Where-Object CompletionText -eq 'c1') | Should -BeNullOrEmpty
    }
}
