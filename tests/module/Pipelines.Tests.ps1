# Lines as people write them, from one end to the other, against the sample; and the same from several places at once.
BeforeAll {
    . "$PSScriptRoot/common.ps1"
    . "$PSScriptRoot/examples.ps1"
    $before = $env:SLURMBANK_CONFIG
    $origin = (Initialize-SlurmBank -SamplePath (Join-Path -Path $TestDrive -ChildPath origin)).Folder
    $manifest = "$Root/SlurmBank.psd1"
}

AfterAll { $env:SLURMBANK_CONFIG = $before }

Describe 'A line' {
    BeforeEach {
        $folder = Join-Path -Path $TestDrive -ChildPath ([guid]::NewGuid().ToString('N'))
        $work = New-ExamplePlace -Origin $origin -Folder $folder
    }

    It 'from accounts over balances to holds' {
        $plan = Get-SlurmAccount physics*, art | Get-SlurmBalance | Where-Object PercentUsed -gt 60 | Lock-SlurmAccount -Reason 'near limit' -WhatIf -PassThru
        $plan.Account | Sort-Object | Should -Be art, physics
        Get-SlurmHold physics | Should -BeNullOrEmpty
        Get-SlurmAccount physics* | Get-SlurmBalance | Where-Object PercentUsed -gt 60 | Lock-SlurmAccount -Reason 'near limit'
        (Get-SlurmHold physics).Reason | Should -Match 'near limit'
    }

    It 'from a CSV to grants, twice the same' {
        $first = Import-Csv -Path "$work/grants.csv" | New-SlurmAllocation
        $first.Account | Should -Be bio, law
        $null = Import-Csv -Path "$work/grants.csv" | New-SlurmAllocation
        @(Get-SlurmAllocation bio, law).Count | Should -Be 4
    }

    It 'from jobs that a node took down to refunds' {
        $jobs = @(Get-SlurmJob -State NODE_FAIL -StartTime (Get-Date).AddDays(-3))
        $jobs.Count | Should -Be 1
        $plan = $jobs | New-SlurmRefund -Reason INC-17 -WhatIf -PassThru
        $plan.Amount | Should -Be 288
        Get-SlurmJob -State NODE_FAIL -StartTime (Get-Date).AddDays(-3) | New-SlurmRefund -Reason INC-17 | Out-Null
        (Get-SlurmJobCost -JobId $jobs.JobId).Refunded | Should -Be 288
    }

    It 'from a new account over its users to its grant' {
        $grant = New-SlurmAccount genomics -Parent science -PassThru | Add-SlurmAccountUser -User ann, ben -PassThru | New-SlurmAllocation -Amount 50k -EndDate ([datetimeoffset]::Now.AddYears(1))
        $grant.Account, $grant.Granted | Should -Be genomics, 50000
        (Get-SlurmAssociation genomics | Where-Object User).User | Should -Be ann, ben
        (Get-SlurmAccount -Parent science).Account | Should -Contain genomics
    }

    It 'with script blocks in the place of parameters' {
        $rows = [pscustomobject]@{ Group = 'bio'; Hours = 5 }, [pscustomobject]@{ Group = 'law'; Hours = 7 }
        $rows | Add-SlurmCredit -Account { $_.Group } -Amount { $_.Hours } -Reference { "X-$($_.Group)" }
        (Get-SlurmTransaction -Reference X-law).Amount | Should -Be 7
    }

    It 'goes on after one bad item' {
        $failures = $null
        $rows = 'bio', 'nosuch', 'law' | Get-SlurmBalance -ErrorVariable failures -ErrorAction SilentlyContinue
        $rows.Account | Should -Be bio, law
        @($failures).Count | Should -Be 1
        $failures[0].FullyQualifiedErrorId | Should -BeLike 'AccountNotFound*'
        $failures[0].TargetObject | Should -Be nosuch
    }

    It 'indexes TRES by name, as numbers' {
        $job = Get-SlurmQueue -State RUNNING -Account chem
        $job.AllocTres['gres/gpu'] | Should -Be 4
        $job.AllocTres['gres/gpu'] + 1 | Should -Be 5
        $job.AllocTres['nosuch'] | Should -Be 0
        "$($job.AllocTres)" | Should -Match 'gres/gpu=4'
        ($job | Select-Object -Property JobId, AllocTres | ConvertTo-Csv)[1] | Should -Match 'gres/gpu=4'
    }
}

Describe 'Several at once' {
    BeforeEach {
        $folder = Join-Path -Path $TestDrive -ChildPath ([guid]::NewGuid().ToString('N'))
        $null = New-ExamplePlace -Origin $origin -Folder $folder
    }

    It 'write from parallel runspaces, and nothing is lost or done twice' {
        $null = 1..12 | ForEach-Object -ThrottleLimit 4 -Parallel { Import-Module -Name $using:manifest; Add-SlurmCredit law 1 -Reference "P-$($_ % 6)" }
        (Get-SlurmBalance law).Granted | Should -Be 356
        Test-SlurmLedger | Should -BeTrue
    }

    It 'settle from jobs and thread jobs, once' {
        $entries = @(Get-SlurmTransaction).Count
        $jobs = @(
            Start-Job -ScriptBlock { Import-Module -Name $using:manifest; (Sync-SlurmUsage).Charged }
            Start-ThreadJob -ScriptBlock { Import-Module -Name $using:manifest; (Sync-SlurmUsage).Charged }
        )
        $jobs | Receive-Job -Wait -AutoRemoveJob | Should -Be 0, 0
        @(Get-SlurmTransaction).Count | Should -Be $entries
    }

    It 'leave the module whole when it is imported again by force' {
        $count = @(Get-Command -Module SlurmBank).Count
        $again = & (Get-Process -Id $PID).Path -NoProfile -NonInteractive -Command "Import-Module '$manifest'; `$null = Get-SlurmBalance; Import-Module '$manifest' -Force; @(Get-SlurmBalance).Count; @(Get-Command -Module SlurmBank).Count"
        $again | Should -Be 13, $count
    }
}

Describe 'What is shown' {
    BeforeEach {
        $null = New-ExamplePlace -Origin $origin -Folder (Join-Path -Path $TestDrive -ChildPath ([guid]::NewGuid().ToString('N')))
        $rendering = $PSStyle.OutputRendering
    }
    AfterEach { $PSStyle.OutputRendering = $rendering }

    It 'has colour where the terminal has it, and says the same without' {
        $PSStyle.OutputRendering = 'Ansi'
        $colour = Get-SlurmBalance art | Format-Table | Out-String -Width 100
        $PSStyle.OutputRendering = 'PlainText'
        $plain = Get-SlurmBalance art | Format-Table | Out-String -Width 100
        $colour | Should -Match "`e\["
        $plain | Should -Not -Match "`e"
        $colour -replace "`e\[[0-9;]*m" | Should -BeExactly $plain
        $plain | Should -Match 'held .*140\.0%'
    }

    It 'has no colour where NO_COLOR says so' {
        $text = & /bin/sh -c "NO_COLOR=1 '$((Get-Process -Id $PID).Path)' -NoProfile -NonInteractive -Command `"Import-Module '$manifest'; Get-SlurmBalance art`""
        $text -join "`n" | Should -Match 'art.*held'
        $text -join "`n" | Should -Not -Match "`e"
    }

    It 'shows a bar of <Percent> % as <Bar>' -ForEach @(
        @{ Percent = 0; Bar = '..........   0.0%' }, @{ Percent = 0.01; Bar = '#.........   0.0%' }, @{ Percent = 50; Bar = '#####.....  50.0%' }, @{ Percent = 99.99; Bar = '#########. 100.0%' }
        @{ Percent = 100; Bar = '########## 100.0%' }, @{ Percent = 99999.4; Bar = '########## 99999%' }, @{ Percent = 100000; Bar = '##########>99999%' }, @{ Percent = -5; Bar = '..........  -5.0%' }, @{ Percent = $null; Bar = '' }
    ) {
        $language = $env:LC_ALL
        try { $env:LC_ALL = 'C'; [SlurmBank.PowerShell.Formatting.FormatText]::UsageBar($Percent) | Should -BeExactly $Bar }
        finally { $env:LC_ALL = $language }
    }

    It 'is grouped by cluster' { Get-SlurmShare | Out-String -Width 100 | Should -Match '(?m)^ +Cluster: lab' }

    It 'is grouped by parent where that is asked for: <Line>' -ForEach @(
        @{ Line = 'Get-SlurmAccount | Sort-Object ParentAccount | Format-Table -View Parent'; Top = 'root' }
        @{ Line = 'Get-SlurmBalance | Sort-Object ParentAccount, Account | Format-Table -View Parent'; Top = '(none)' }
        @{ Line = 'Get-SlurmBankAccount | Sort-Object ParentAccount | Format-Table -View Parent'; Top = '(none)' }
    ) {
        $lines = @((& ([scriptblock]::Create($Line)) | Out-String -Width 100) -split "`r?`n" | ForEach-Object { ($_ -replace "`e\[[0-9;]*m").TrimEnd() })
        $lines | ForEach-Object { $_.Length | Should -BeLessOrEqual 100 }
        # One heading for each parent, and below it its accounts.
        @($lines -match '^ +Parent: science$').Count | Should -Be 1
        @($lines -match "^ +Parent: $([regex]::Escape($Top))$").Count | Should -Be 1
        $rest = $lines[($lines.IndexOf('   Parent: science') + 1)..($lines.Count - 1)]
        foreach ($account in 'bio', 'chem', 'physics') { @($rest -match "^$account ").Count | Should -Be 1 }
        $rest -match '^(law|art|science) ' | Should -BeNullOrEmpty
    }

    It 'knows the parent of one account as of all' {
        (Get-SlurmBalance bio).ParentAccount | Should -Be science
        (Get-SlurmBalance bio, chem).ParentAccount | Should -Be science, science
        (Get-SlurmBalance science).ParentAccount | Should -BeNullOrEmpty
        (Get-SlurmBankAccount bio).ParentAccount | Should -Be science
        (Get-SlurmAccount bio).ParentAccount | Should -Be science
    }

    It 'fits 100 columns: <_>' -ForEach 'Get-SlurmBalance', 'Get-SlurmAllocation', 'Get-SlurmTransaction', 'Get-SlurmShare', 'Get-SlurmAssociation', 'Get-SlurmReport', 'Get-SlurmLien', 'Get-SlurmUsage', 'Get-SlurmHold' {
        (& $_ | Out-String -Width 100) -split "`r?`n" | ForEach-Object { ($_ -replace "`e\[[0-9;]*m").TrimEnd().Length | Should -BeLessOrEqual 100 }
    }

    It 'is progress that is not drawn for each step, and is taken away' {
        $shell = [powershell]::Create([Management.Automation.RunspaceMode]::NewRunspace)
        try {
            $null = $shell.AddScript("Import-Module '$manifest'; Sync-SlurmUsage -StartTime now-80days; Compare-SlurmUsage | Out-Null; Sync-SlurmHold; Test-SlurmLedger").Invoke()
            $records = @($shell.Streams.Progress | Where-Object { $_.Activity -notmatch 'Preparing' })
            $shown = @($records.Activity | Select-Object -Unique)
            $shown | Should -Contain 'Settling usage'
            $shown | Should -Contain 'Enforcing'
            $shown | Should -Contain 'Comparing with Slurm'
            foreach ($activity in $shown) { @($records | Where-Object Activity -eq $activity)[-1].RecordType | Should -Be Completed -Because $activity }
        }
        finally { $shell.Dispose() }
    }

    It 'names each Slurm command where details are asked for' {
        $said = Sync-SlurmHold -Verbose 4>&1 | Where-Object { $_ -is [Management.Automation.VerboseRecord] }
        "$said" | Should -Match 'sacctmgr'
        "$said" | Should -Match 'scontrol'
    }
}
