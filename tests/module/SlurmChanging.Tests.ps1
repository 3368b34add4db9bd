BeforeDiscovery { . "$PSScriptRoot/common.ps1"; $noCluster = -not (Get-TestCluster) }
BeforeAll { . "$PSScriptRoot/common.ps1" }

Describe 'What is changed in Slurm' -Skip:$noCluster {
    BeforeAll {
        $bank = New-ClusterBank
        function Get-ErrorName { param([object[]]$Failures) $Failures.FullyQualifiedErrorId | ForEach-Object { $_.Split(',')[0] } }
        function Get-Show { param([string]$Account, [string]$Format, [string]$User = '') "$(Invoke-Slurm sacctmgr -n -P show association "account=$Account" "user=$User" "format=$Format")" }
        # The Slurm commands that a script runs, without what is before the program and after its words.
        function Get-SlurmCall { param([scriptblock]$Script) & $Script -Verbose 4>&1 | Where-Object { $_ -is [Management.Automation.VerboseRecord] -and "$_" -match 'sacctmgr --immediate' } | ForEach-Object { "$_" -replace '^.*/sacctmgr', 'sacctmgr' -replace ' \(\d+ ms.*$' } }
    }

    AfterAll {
        foreach ($name in 'p-user', 'p-a', 'p-b', 'p-c', 'p-parent', 'p-job', 'p-fund', 'p-limit', 'bio') { Remove-SlurmAccount $name -Recurse -Force -Confirm:$false -ErrorAction Ignore }
        Clear-TestLimit
        Remove-TestBank $bank
    }

    Context 'New-SlurmAccount' {
        It 'makes accounts, many by one command, and gives them' {
            $made = $null
            $calls = Get-SlurmCall { $script:made = New-SlurmAccount p-a, P-B -Parent science -Description 'a test' -Organization lab -Share 3 -PassThru @args }
            $calls | Should -Be "sacctmgr --immediate add account name=p-a,p-b cluster=$((Get-SlurmCluster).Cluster) parent=science description=a test organization=lab Fairshare=3"
            (Get-SlurmAccount p-a, p-b).Account | Should -Be @('p-a', 'p-b')
            Get-Show p-a 'parentname,share' | Should -Be 'science|3'
            (Get-SlurmAccount p-b).Description | Should -Be 'a test'
        }

        It 'goes on after names that are there, or are none' {
            $rows = 'p-a', 'a b', 'p-c' | New-SlurmAccount -PassThru -ErrorVariable failures -ErrorAction SilentlyContinue
            $rows.Account | Should -Be 'p-c'
            Get-ErrorName $failures | Sort-Object | Should -Be @('AccountExists', 'InvalidSlurmName')
            $rows.ParentAccount | Should -Be 'root'
        }

        It 'makes a tree of a table, in its order' {
            @([pscustomobject]@{ Account = 'p-parent'; Parent = '' }, [pscustomobject]@{ Account = 'p-user'; Parent = 'p-parent' }) | New-SlurmAccount
            (Get-SlurmAccount p-user).ParentAccount | Should -Be 'p-parent'
        }

        It 'says what it would do, and does nothing' {
            Get-WhatIfText "New-SlurmAccount p-never -Parent science -WhatIf" | Should -Be "What if: Performing the operation `"Make below 'science'`" on target `"account 'p-never'`"."
            $plan = New-SlurmAccount p-never -Parent science -Description x -WhatIf -PassThru
            $plan.Account, $plan.ParentAccount, $plan.Description | Should -Be @('p-never', 'science', 'x')
            @(Get-SlurmAccount 'p-nev*') | Should -BeNullOrEmpty
        }

        It 'refuses a parent that is not there, and texts that Slurm would change' {
            (Get-Failure { New-SlurmAccount p-never -Parent nosuch }).FullyQualifiedErrorId | Should -BeLike 'AccountNotFound,*'
            (Get-Failure { New-SlurmAccount p-never -Description "it's" }).FullyQualifiedErrorId | Should -BeLike 'InvalidSlurmText,*'
            (Get-Failure { New-SlurmAccount p-never -Parent 'a b' }).FullyQualifiedErrorId | Should -BeLike 'InvalidSlurmName,*'
        }
    }

    Context 'Set-SlurmAccount' {
        It 'changes what is given, and gives it' {
            $set = Set-SlurmAccount p-a -Parent p-parent -Description other -AddCoordinator alice -PassThru
            $set.ParentAccount, $set.Description, $set.Organization | Should -Be @('p-parent', 'other', 'lab')
            $set.Coordinators | Should -Be 'alice'
            (Set-SlurmAccount p-a -RemoveCoordinator alice -Share 5 -PassThru).Coordinators | Should -BeNullOrEmpty
            Get-Show p-a share | Should -Be '5'
        }

        It 'never turns the tree around' {
            (Get-Failure { Set-SlurmAccount p-parent -Parent p-a }).FullyQualifiedErrorId | Should -BeLike 'InvalidRequest,*'
            (Get-SlurmAccount p-parent).ParentAccount | Should -Be 'root'
        }

        It 'plans, and goes on after a wrong account' {
            $plan = 'nosuch', 'p-a' | Set-SlurmAccount -Parent science -WhatIf -PassThru -ErrorVariable failures -ErrorAction SilentlyContinue
            $plan.ParentAccount, (Get-ErrorName $failures) | Should -Be @('science', 'AccountNotFound')
            (Get-SlurmAccount p-a).ParentAccount | Should -Be 'p-parent'
            (Get-Failure { Set-SlurmAccount p-a }).FullyQualifiedErrorId | Should -BeLike 'InvalidRequest,*'
        }
    }

    Context 'users of accounts' {
        It 'adds users by one command, and gives the account once' {
            $account = $null
            $account = 'p-user', 'p-b' | Add-SlurmAccountUser -User alice, bob -PassThru
            $account.Account | Should -Be @('p-user', 'p-b')
            (Get-SlurmUser -Account p-user).User | Should -Be @('alice', 'bob')
            # Once more is no error.
            { Add-SlurmAccountUser p-user alice -ErrorAction Stop } | Should -Not -Throw
        }

        It 'says what is wrong with one, and does the others' {
            $rows = 'nosuch', 'p-c' | Add-SlurmAccountUser -User alice, 'a b' -PassThru -ErrorVariable failures -ErrorAction SilentlyContinue
            $rows.Account | Should -Be 'p-c'
            Get-ErrorName $failures | Sort-Object -Unique | Should -Be @('AccountNotFound', 'InvalidSlurmName')
            Add-SlurmAccountUser p-c carol -WhatIf
            (Get-SlurmUser -Account p-c).User | Should -Be 'alice'
        }

        It 'removes users' {
            $rows = Remove-SlurmAccountUser p-user 'bob,nosuch' -PassThru -ErrorVariable failures -ErrorAction SilentlyContinue
            Get-ErrorName $failures | Should -Be 'UserNotFound'
            $rows.Account | Should -Be 'p-user'
            (Get-SlurmUser -Account p-user).User | Should -Be 'alice'
        }

        It 'keeps a user whose jobs wait' {
            $job = Submit-TestJob (Get-TestCluster) alice p-user -Option '--begin=now+1hour', '--mem=1'
            try {
                (Get-Failure { Remove-SlurmAccountUser p-user alice }).FullyQualifiedErrorId | Should -BeLike 'AccountHasJobs,*'
                (Get-Failure { Remove-SlurmAccount p-user -Confirm:$false -Force }).FullyQualifiedErrorId | Should -BeLike 'AccountHasJobs,*'
            }
            finally { $null = Invoke-Slurm scancel $job }
        }
    }

    Context 'Set-SlurmLimit' {
        BeforeAll { New-SlurmAccount p-limit -Parent science; Add-SlurmAccountUser p-limit alice, bob }

        It 'sets limits of accounts by one command, and gives the association' {
            $lab = (Get-SlurmCluster).Cluster
            $calls = Get-SlurmCall { $script:set = Set-SlurmLimit p-limit, p-b -GrpTres @{ cpu = '1k'; 'gres/gpu' = 4 } -GrpJobs 10 -MaxWall 7d -GrpWall 90 -PassThru @args }
            $calls | Should -HaveCount 1
            $calls | Should -BeLike "sacctmgr --immediate modify account where account=p-limit,p-b cluster=$lab set GrpTRES=* GrpJobs=10 GrpWall=90 MaxWallDurationPerJob=10080"
            Get-Show p-limit 'grptres,grpjobs,grpwall,maxwall' | Should -Be 'cpu=1000,gres/gpu=4|10|01:30:00|7-00:00:00'
        }

        It 'takes limits away' {
            $one = Set-SlurmLimit p-limit -GrpTres 'cpu=unlimited' -GrpJobs unlimited -GrpWall $null -MaxWall '-1' -PassThru
            $one | Should -BeOfType [SlurmBank.PowerShell.SlurmAssociation]
            $one.GrpTres['gres/gpu'], $one.GrpTres['cpu'], $one.GrpJobs, $one.GrpWall | Should -Be @(4, $null, $null, $null)
        }

        It 'sets limits of users in an account' {
            $rows = Set-SlurmLimit p-limit -User alice, nosuch, bob -MaxJobs 5 -GrpTresMins 'cpu=10k' -PassThru -ErrorVariable failures -ErrorAction SilentlyContinue
            $rows.User | Sort-Object | Should -Be @('alice', 'bob')
            $rows[0].MaxJobs, $rows[0].GrpTresMins['cpu'] | Should -Be @(5, 10000)
            Get-ErrorName $failures | Should -Be 'UserNotFound'
        }

        It 'leaves what a hold placed, says which, and is forced' {
            $null = New-SlurmAllocation p-limit 5
            Lock-SlurmAccount p-limit -Reason 'contract ended'
            $failure = Get-Failure { Set-SlurmLimit p-limit -GrpTresRunMins cpu=100 }
            $failure.FullyQualifiedErrorId | Should -BeLike 'LimitIsHold,*'
            $failure.Exception.Message | Should -BeLike "*GrpTRESRunMins=cpu of p-limit*contract ended*"
            Get-TestLimit p-limit | Should -Be 'cpu=0'
            { Set-SlurmLimit p-limit -GrpTresRunMins mem=1G -ErrorAction Stop } | Should -Not -Throw
            (Set-SlurmLimit p-limit -GrpTresRunMins cpu=100 -Force -PassThru).GrpTresRunMins | Should -BeLike 'cpu=100*'
            Unlock-SlurmAccount p-limit -Reason done
        }

        It 'refuses what is no limit' {
            (Get-Failure { Set-SlurmLimit p-limit }).FullyQualifiedErrorId | Should -BeLike 'InvalidRequest,*'
            (Get-Failure { Set-SlurmLimit p-limit -GrpJobs 5e12 }).FullyQualifiedErrorId | Should -BeLike 'InvalidRequest,*'
            (Get-Failure { Set-SlurmLimit p-limit -GrpTres nosuch=4 }).FullyQualifiedErrorId | Should -BeLike 'SlurmNotFound,*'
            foreach ($wrong in { Set-SlurmLimit p-limit -GrpTres cpu }, { Set-SlurmLimit p-limit -MaxWall soon }, { Set-SlurmLimit p-limit -GrpJobs 1.5 }) {
                (Get-Failure $wrong).FullyQualifiedErrorId | Should -BeLike 'ParameterArgumentTransformationError,*'
            }
        }
    }

    Context 'Reset-SlurmUsage' {
        It 'sets usage to 0 in slurmctld, and asks first' {
            $null = Get-TestRun
            (Get-SlurmShare physics | Where-Object User -eq '').RawUsage | Should -BeGreaterThan 0
            Reset-SlurmUsage physics -WhatIf
            (Get-SlurmShare physics | Where-Object User -eq '').RawUsage | Should -BeGreaterThan 0
            $share = Reset-SlurmUsage physics -Confirm:$false -PassThru
            $share | Should -BeOfType [SlurmBank.PowerShell.SlurmShare]
            $share.Account, $share.User, $share.RawUsage | Should -Be @('physics', '', 0)
            (Reset-SlurmUsage chem -User carol -Confirm:$false -PassThru).RawUsage | Should -Be 0
            (Get-Failure { Reset-SlurmUsage nosuch -Confirm:$false }).FullyQualifiedErrorId | Should -BeLike 'AccountNotFound,*'
        }
    }

    Context 'Remove-SlurmAccount' {
        It 'refuses what would be lost without a word' {
            (Get-Failure { Remove-SlurmAccount p-parent -Confirm:$false }).FullyQualifiedErrorId | Should -BeLike 'AccountHasChildren,*'
            New-SlurmAccount p-fund
            $null = New-SlurmAllocation p-fund 5
            $failure = Get-Failure { Remove-SlurmAccount p-fund -Confirm:$false }
            $failure.FullyQualifiedErrorId, $failure.CategoryInfo.Category | Should -Be @('AccountHasFunds,SlurmBank.PowerShell.Commands.RemoveSlurmAccountCommand', 'ResourceBusy')
            (Get-Failure { Remove-SlurmAccount chem -Confirm:$false }).FullyQualifiedErrorId | Should -BeLike 'Account*'
            (Get-Failure { Remove-SlurmAccount root -Confirm:$false }).FullyQualifiedErrorId | Should -Not -BeNullOrEmpty
            (Get-SlurmAccount chem, p-parent, p-fund).Account | Should -HaveCount 3
        }

        It 'removes accounts, and leaves the ledger as it is' {
            $gone = Remove-SlurmAccount p-fund -Force -Confirm:$false -PassThru
            $gone.Account | Should -Be 'p-fund'
            @(Get-SlurmAccount 'p-fun*') | Should -BeNullOrEmpty
            (Get-SlurmBalance p-fund).Available | Should -Be 5
            @(Get-SlurmTransaction p-fund) | Should -HaveCount 1
        }

        It 'removes several, goes on after a wrong one, and a branch with -Recurse' {
            Remove-SlurmAccount p-b -WhatIf
            (Get-SlurmAccount p-b).Account | Should -Be 'p-b'
            'nosuch', 'p-b', 'p-c' | Remove-SlurmAccount -Confirm:$false -ErrorVariable failures -ErrorAction SilentlyContinue
            Get-ErrorName $failures | Should -Be 'AccountNotFound'
            Remove-SlurmAccount p-parent -Recurse -Confirm:$false
            @(Get-SlurmAccount 'p-*').Account | Should -Be 'p-limit'
        }
    }

    Context 'whole pipelines' {
        It 'makes an account, adds users and grants, once for the account' {
            $grant = New-SlurmAccount bio -Parent science -PassThru | Add-SlurmAccountUser -User alice, bob -PassThru | New-SlurmAllocation -Amount 50k -EndDate 2027-09-30
            @($grant) | Should -HaveCount 1
            $grant.Account, $grant.Granted | Should -Be @('bio', 50000)
            @($grant.Users) + @($grant.Clusters) | Should -BeNullOrEmpty
            (Get-SlurmUser -Account bio).User | Should -Be @('alice', 'bob')
        }

        It 'finds who is nearly through, and says who would be held' {
            Add-SlurmCredit physics 1 -ErrorAction Ignore
            $null = New-SlurmAllocation physics 100 -ErrorAction Ignore
            $null = New-SlurmAllocation chem 100 -ErrorAction Ignore
            $plan = Get-SlurmAccount 'physics*' | Get-SlurmBalance | Where-Object PercentUsed -ge 0 | Lock-SlurmAccount -Reason 'near limit' -WhatIf -PassThru
            $plan.Account | Should -Be 'physics'
            Get-TestLimit physics | Should -BeNullOrEmpty
        }

        It 'takes delay-bind script blocks' {
            $rows = Get-SlurmUser -Account bio | Add-SlurmAccountUser -Account { 'bio' } -User { $_.User } -WhatIf -PassThru
            $rows.Account | Sort-Object -Unique | Should -Be 'bio'
        }
    }

    It '<_> has help' -ForEach 'New-SlurmAccount', 'Set-SlurmAccount', 'Remove-SlurmAccount', 'Add-SlurmAccountUser', 'Remove-SlurmAccountUser', 'Set-SlurmLimit', 'Reset-SlurmUsage' {
        Get-HelpFault $_ | Should -BeNullOrEmpty
    }
}

Describe 'What parameters take' {
    BeforeAll {
        function Convert-Argument { param([string]$Type, [object]$Value) (New-Object "SlurmBank.PowerShell.Arguments.${Type}TransformationAttribute").Transform($ExecutionContext, $Value) }
    }

    It 'takes <Text> for <Minutes> minutes' -ForEach @(
        @{ Text = '7d'; Minutes = 10080 }, @{ Text = '2w'; Minutes = 20160 }, @{ Text = '12h'; Minutes = 720 }, @{ Text = '90m'; Minutes = 90 }
        @{ Text = '1-12:00:00'; Minutes = 2160 }, @{ Text = '60'; Minutes = 60 }, @{ Text = '0:30'; Minutes = 1 }, @{ Text = 'unlimited'; Minutes = -1 }, @{ Text = ''; Minutes = -1 }
    ) { Convert-Argument TimeSpanLimit $Text | Should -Be $Minutes }

    It 'takes spans, counts and limits on TRES in their several forms' {
        Convert-Argument TimeSpanLimit ([timespan]::FromSeconds(61)) | Should -Be 2
        Convert-Argument CountLimit '1.5k' | Should -Be 1500
        Convert-Argument CountLimit 12 | Should -Be 12
        Convert-Argument TresLimit 'cpu=10k, gres/gpu=unlimited' | Should -Be 'cpu=10000,gres/gpu=-1'
        Convert-Argument TresLimit @('cpu=10k', 'gres/gpu=unlimited') | Should -Be 'cpu=10000,gres/gpu=-1'
        Convert-Argument TresLimit @{ mem = '2G' } | Should -Be 'mem=2048'
        Convert-Argument TresLimit ([SlurmBank.PowerShell.SlurmTresLimit]::new('cpu=5')) | Should -Be 'cpu=5'
    }

    It 'takes <_> as a moment' -ForEach 'now', 'now-1week', 'now+2days', 'Now-30minutes' {
        $moment = Convert-Argument Moment $_
        $moment.Instant | Should -Not -BeNullOrEmpty
    }

    It 'counts from now' {
        ([datetimeoffset]::UtcNow - (Convert-Argument Moment 'now-1week').Instant).TotalDays | Should -BeGreaterThan 6.9
        { Convert-Argument Moment 'now-1fortnight' } | Should -Throw
        { Convert-Argument Moment '7d' } | Should -Throw
        $ahead = [SlurmBank.PowerShell.Arguments.MomentTransformationAttribute]@{ Ahead = $true }
        ($ahead.Transform($ExecutionContext, '7d').Instant - [datetimeoffset]::UtcNow).TotalDays | Should -BeGreaterThan 6.9
    }
}
