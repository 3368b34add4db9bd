# Ctrl-C: a cmdlet that waits for Slurm is stopped there. What it had started is ended, and nothing is half done.
BeforeDiscovery {
    $atFirst = @(
        'Sync-SlurmUsage', 'Sync-SlurmUsage -Nightly', 'Sync-SlurmHold', 'Compare-SlurmUsage', 'Initialize-SlurmBank', 'Lock-SlurmAccount bio -Reason x', 'Unlock-SlurmAccount pilot -Reason x'
        'New-SlurmAccount astro -Parent science', 'Set-SlurmAccount bio -Description x', 'Remove-SlurmAccount old -Confirm:$false', 'Add-SlurmAccountUser bio carol', 'Remove-SlurmAccountUser chem bob'
        'Set-SlurmLimit bio -MaxJobs 3', 'Reset-SlurmUsage bio -Confirm:$false', 'New-SlurmTariff', 'Test-SlurmTariff', 'Test-SlurmBankConfiguration', 'Get-SlurmJob', 'Get-SlurmQueue', 'Get-SlurmShare'
        'Get-SlurmReport', 'Get-SlurmAccount', 'Get-SlurmAssociation', 'Get-SlurmNode', 'Get-SlurmHold -Detailed', 'Get-SlurmBankStatus', 'Get-SlurmJobCost -Account bio -TimeLimit 1:00 -Option "-n 1"'
    ) | ForEach-Object { @{ Line = $_ } }
    # Every kind of write, where another program keeps the ledger.
    $waiting = @(
        'Add-SlurmCredit bio 1', 'Remove-SlurmCredit bio 1', 'Move-SlurmCredit bio 1 -ToAccount law', 'New-SlurmAllocation bio 1', 'New-SlurmAllocation bio 12 -Every Month -Count 3', 'Set-SlurmAllocation 1 -Priority 7'
        'Undo-SlurmTransaction (Get-SlurmTransaction -Reference TICKET-12).Seq', 'New-SlurmRefund 4716 -Reason x', 'Set-SlurmBankAccount bio -Mode Track', 'Add-SlurmAssertion law 344', 'Sync-SlurmUsage', 'Close-SlurmAllocation 1'
        'Restore-SlurmLedger (Get-ChildItem <folder>/backup/*.db)[0].FullName -Force -Confirm:$false', 'Import-SlurmLedger <folder>/files/list.csv'
    ) | ForEach-Object { @{ Line = $_ } }
    # What copies the ledger, out or in: the files that it may leave, and whether it changes the ledger.
    $keeping = @(
        @{ Line = 'Backup-SlurmLedger <folder>/files/b.db'; Whole = '/files/b\.db$'; Changes = $false }
        @{ Line = 'Export-SlurmLedger <folder>/files/e.json'; Whole = '/files/e\.json$'; Changes = $false }
        @{ Line = 'Export-SlurmLedger <folder>/files/e -Format Csv'; Whole = '/files/e(/\w+\.csv)?$'; Changes = $false }
        @{ Line = 'Import-SlurmLedger <folder>/files/whole.json -LedgerPath <folder>/files/i.db'; Whole = '/files/i\.db(\.(lock|turn)|-wal|-shm)?$'; Changes = $false }
        @{ Line = 'Import-SlurmLedger <folder>/files/list.csv'; Whole = '^$'; Changes = $true }
        @{ Line = 'Restore-SlurmLedger (Get-ChildItem <folder>/backup/*.db)[0].FullName -Force -Confirm:$false'; Whole = '/ledger\.db\.before-restore-[0-9TZ]+$'; Changes = $true }
    )
}

BeforeAll {
    . "$PSScriptRoot/common.ps1"
    . "$PSScriptRoot/examples.ps1"
    $before = $env:SLURMBANK_CONFIG
    $origin = (Initialize-SlurmBank -SamplePath (Join-Path -Path $TestDrive -ChildPath origin)).Folder

    # A place whose Slurm hangs at the words that match; it writes its number where it does.
    function New-HangingPlace {
        param([string]$Words = '')

        $folder = Join-Path -Path $TestDrive -ChildPath ([guid]::NewGuid().ToString('N'))
        $null = New-ExamplePlace -Origin $origin -Folder $folder
        Rename-Item -Path "$folder/slurm/slurm.sh" -NewName real.sh
        Set-Content -Path "$folder/slurm/slurm.sh" -Value '#!/bin/sh', 'here=$(dirname "$0")', "case `"`$*`" in *'$Words'*)", 'if [ -e "$here/hang" ]; then echo $$ >"$here/.pid" && mv "$here/.pid" "$here/pid"; exec sleep 300; fi ;; esac', 'ln -sf real.sh "$here/real-${0##*/}"', 'SAMPLE_NAME=${0##*/} exec sh "$here/real.sh" "$@"'
        (Get-Content -Path "$folder/slurm/real.sh" -Raw).Replace('SAMPLE_WORDS=${0##*/}', 'SAMPLE_WORDS=$SAMPLE_NAME') | Set-Content -Path "$folder/slurm/real.sh"
        & chmod 755 "$folder/slurm/slurm.sh"
        # Slurm is waited for as long as it hangs: what ends the waiting is Ctrl-C, not the deadline of a command.
        (Get-Content -Path "$folder/bank.toml" -Raw).Replace('[slurm]', "[slurm]`ntimeout = `"1h`"") | Set-Content -Path "$folder/bank.toml"
        $null = New-Item -ItemType File -Path "$folder/slurm/hang"
        $folder
    }

    # Starts a line, waits until it hangs, stops it as Ctrl-C does, and lets Slurm answer again. What the line gave before.
    function Stop-Line {
        param([string]$Line, [string]$Folder)

        $shell = [powershell]::Create([Management.Automation.RunspaceMode]::NewRunspace)
        try {
            $null = $shell.AddScript("Import-Module '$Root/SlurmBank.psd1'; $Line")
            $run = $shell.BeginInvoke()
            while (-not (Test-Path -Path "$Folder/slurm/pid") -and -not $run.IsCompleted) { Start-Sleep -Milliseconds 20 }
            Test-Path -Path "$Folder/slurm/pid" | Should -BeTrue -Because "the line asks Slurm: $($shell.Streams.Error.ReadAll())"
            $shell.Stop()
            $shell.InvocationStateInfo.State | Should -Be Stopped
        }
        finally { $shell.Dispose() }
        # The command is ended, not left to run.
        $number = [int](Get-Content -Path "$Folder/slurm/pid")
        for ($i = 0; $i -lt 250 -and (Test-Path -Path "/proc/$number/cmdline") -and (Get-Content -Path "/proc/$number/cmdline" -Raw); $i++) { Start-Sleep -Milliseconds 20 }
        ((Test-Path -Path "/proc/$number/cmdline") -and (Get-Content -Path "/proc/$number/cmdline" -Raw)) | Should -BeFalse
        Remove-Item -Path "$Folder/slurm/hang", "$Folder/slurm/pid"
    }

    # What the ledger says, and the names of all that lies in the place.
    function Get-LedgerText { param([string]$Folder) (Get-SlurmTransaction -LedgerPath "$Folder/ledger.db" | ForEach-Object { "$($_.Seq) $($_.Hash)" }) -join "`n" }
    function Get-PlaceName { param([string]$Folder) (Get-ChildItem -Path $Folder -Recurse).FullName | Where-Object { $_ -notmatch '/ledger\.db-(wal|shm)$|/snapshot|gate|/\.pid$|/real-' } | Sort-Object }

    function Get-TableText { param([string]$Folder) (Get-ChildItem -Path "$Folder/slurm/tables" | Sort-Object -Property Name | ForEach-Object { Get-Content -Path $_.FullName -Raw }) -join "`n" }
}

AfterAll { $env:SLURMBANK_CONFIG = $before }

Describe 'Ctrl-C' {
    It 'stops <Line> where it waits, and nothing has changed' -ForEach $atFirst {
        $folder = New-HangingPlace
        $tables = Get-TableText $folder
        $entries = @(Get-SlurmTransaction).Count
        Stop-Line $Line $folder
        Get-TableText $folder | Should -BeExactly $tables
        @(Get-SlurmTransaction).Count | Should -Be $entries
        Test-SlurmLedger | Should -BeTrue
        Remove-Item -Path $folder -Recurse -Force
    }

    It 'stops <Line> in the middle of Slurm''s change, and the same line brings it to its end' -ForEach @(
        @{ Line = 'Lock-SlurmAccount bio -Reason x'; Held = $true }, @{ Line = 'Sync-SlurmHold'; Held = $false }, @{ Line = 'Unlock-SlurmAccount pilot -Reason x'; Held = $false }
    ) {
        $folder = New-HangingPlace -Words modify
        if ($Line -eq 'Sync-SlurmHold') { $null = Add-SlurmCredit art 500 }
        Stop-Line $Line $folder
        Test-SlurmLedger | Should -BeTrue
        $null = & ([scriptblock]::Create("$Line -WarningAction SilentlyContinue"))
        $account = switch -Wildcard ($Line) { 'Lock*' { 'bio' } 'Unlock*' { 'pilot' } default { 'art' } }
        [bool](Get-SlurmHold $account) | Should -Be $Held
        [bool]"$((Get-SlurmAssociation $account | Where-Object User -eq '').GrpTresRunMins)" | Should -Be $Held
        Test-SlurmLedger | Should -BeTrue
        Remove-Item -Path $folder -Recurse -Force
    }

    It 'stops <Line> where it waits for another writer, and nothing has changed' -ForEach $waiting {
        $folder = New-HangingPlace
        Remove-Item -Path "$folder/slurm/hang"
        $null = Export-SlurmLedger -Path "$folder/files/whole.json"
        Set-Content -Path "$folder/files/list.csv" -Value 'Account,Amount,Reference', 'bio,5,X-1'
        $null = Add-SlurmCredit art 1
        $before = Get-LedgerText $folder
        $line = $Line.Replace('<folder>', $folder)
        $places = @(Get-PlaceName $folder)
        # Whoever holds the writers' turn keeps every writer of SlurmBank out.
        $lock = Start-Process -FilePath flock -ArgumentList "$folder/ledger.db.turn", 'sh', '-c', "`"touch '$folder/locked'; exec sleep 300`"" -PassThru
        try {
            while (-not (Test-Path -Path "$folder/locked")) { Start-Sleep -Milliseconds 5 }
            $shell = [powershell]::Create([Management.Automation.RunspaceMode]::NewRunspace)
            try {
                $null = $shell.AddScript("Import-Module '$Root/SlurmBank.psd1'; Set-Content -Path '$folder/begun' -Value x; $line")
                $run = $shell.BeginInvoke()
                while (-not (Test-Path -Path "$folder/begun") -and -not $run.IsCompleted) { Start-Sleep -Milliseconds 5 }
                # Long enough to come to the lock on most machines; where it does not, it is stopped on the way there.
                $null = $run.AsyncWaitHandle.WaitOne(700)
                $run.IsCompleted | Should -BeFalse -Because "the line waits: $($shell.Streams.Error.ReadAll())"
                # Not when the wait for the other writer would have ended by itself, after half a minute.
                $shell.BeginStop($null, $null).AsyncWaitHandle.WaitOne(20000) | Should -BeTrue
                $shell.InvocationStateInfo.State | Should -Be Stopped
            }
            finally { $shell.Dispose() }
        }
        finally { $lock.Kill($true); $lock.WaitForExit(); Remove-Item -Path "$folder/locked", "$folder/begun" }
        Get-LedgerText $folder | Should -BeExactly $before
        @(Get-PlaceName $folder) | Should -Be $places
        Test-SlurmLedger | Should -BeTrue
        # The same line does its work once nobody is in the way.
        $null = & ([scriptblock]::Create("$line -WarningAction SilentlyContinue"))
        Test-SlurmLedger | Should -BeTrue
        Remove-Item -Path $folder -Recurse -Force
    }

    It 'leaves nothing half done of <Line>, whenever it comes' -ForEach $keeping {
        $folder = New-HangingPlace
        Remove-Item -Path "$folder/slurm/hang"
        $null = Export-SlurmLedger -Path "$folder/files/whole.json"
        Set-Content -Path "$folder/files/list.csv" -Value @('Account,Amount,Reference'; 1..200 | ForEach-Object { "bio,5,X-$_" })
        $line = $Line.Replace('<folder>', $folder)
        $null = Add-SlurmCredit art 1
        $before = Get-LedgerText $folder
        $left = [Collections.Generic.HashSet[string]]::new([string[]]@(Get-PlaceName $folder))
        $ended = $false
        # A little later each time, until one came to its end.
        for ($wait = 0; -not $ended; $wait += 15) {
            $shell = [powershell]::Create([Management.Automation.RunspaceMode]::NewRunspace)
            try {
                $null = $shell.AddScript("Import-Module '$Root/SlurmBank.psd1'; Set-Content -Path '$folder/begun' -Value x; $line")
                $run = $shell.BeginInvoke()
                while (-not (Test-Path -Path "$folder/begun") -and -not $run.IsCompleted) { Start-Sleep -Milliseconds 1 }
                $null = $run.AsyncWaitHandle.WaitOne($wait)
                $shell.Stop()
                $ended = $shell.InvocationStateInfo.State -eq 'Completed'
                "$($shell.Streams.Error)" | Should -BeNullOrEmpty
            }
            finally { $shell.Dispose() }
            Remove-Item -Path "$folder/begun"
            Test-SlurmLedger | Should -BeTrue
            $new = @(Get-PlaceName $folder | Where-Object { -not $left.Contains($_) })
            # A stop that comes after the last step leaves the whole: nothing else has a name.
            $new | Where-Object { $_ -notmatch $Whole } | Should -BeNullOrEmpty
            if ((Get-LedgerText $folder) -ne $before) { $Changes | Should -BeTrue; $ended = $true }
            foreach ($file in $new -match '\.db$' -notmatch 'new\.db$') { Test-SlurmLedger -LedgerPath $file | Should -BeTrue }
            foreach ($file in $new -match '\.json$') { { Get-Content -Path $file -Raw | ConvertFrom-Json } | Should -Not -Throw }
            if ($new) { $ended = $true }
        }
        Remove-Item -Path $folder -Recurse -Force
    }

    It 'leaves no sample where it is made' {
        $folder = Join-Path -Path $TestDrive -ChildPath ([guid]::NewGuid().ToString('N'))
        $shell = [powershell]::Create([Management.Automation.RunspaceMode]::NewRunspace)
        try {
            $null = $shell.AddScript("Import-Module '$Root/SlurmBank.psd1'; Initialize-SlurmBank -SamplePath '$folder'")
            $run = $shell.BeginInvoke()
            while (-not (Test-Path -Path "$folder/ledger.db") -and -not $run.IsCompleted) { Start-Sleep -Milliseconds 5 }
            $shell.Stop()
            $wasDone = $shell.InvocationStateInfo.State -eq 'Completed'
        }
        finally { $shell.Dispose() }
        Test-Path -Path $folder | Should -Be $wasDone
    }

    It 'of a reader downstream stops what reads' {
        $null = New-ExamplePlace -Origin $origin -Folder (Join-Path -Path $TestDrive -ChildPath first)
        @(Get-SlurmTransaction | Select-Object -First 1).Count | Should -Be 1
        @(Get-SlurmJob -StartTime now-80days | Select-Object -First 2).Count | Should -Be 2
        Test-SlurmLedger | Should -BeTrue
    }
}
