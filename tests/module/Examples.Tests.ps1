BeforeDiscovery { . "$PSScriptRoot/common.ps1"; $noCluster = -not (Get-TestCluster) }
BeforeAll {
    . "$PSScriptRoot/common.ps1"
    # Found by its name, as where it is installed. Not in TestDrive: Pester would follow the link, and with the end of each block remove
    # whatever came into the checkout meanwhile, the logs of other tests among it.
    $modules = Join-Path -Path ([IO.Path]::GetTempPath()) -ChildPath ('slurmbank-pester-' + [guid]::NewGuid().ToString('N'))
    $null = New-Item -ItemType Directory -Path $modules
    $link = New-Item -ItemType SymbolicLink -Path (Join-Path -Path $modules -ChildPath SlurmBank) -Target $Root
    $kept = "$Root/artifacts/pester-kept-$PID"

    # Runs a script as a timer does: a new process that nobody answers. Its lines, its complaints, its exit code.
    function Invoke-Example {
        param([string] $Name, [string[]] $Arguments = @())

        $before = $env:PSModulePath
        $complaints = Join-Path -Path $TestDrive -ChildPath ([guid]::NewGuid().ToString('N'))
        try {
            $env:PSModulePath = "$modules"
            $lines = & (Get-Process -Id $PID).Path -NoProfile -NonInteractive -File "$Root/docs/examples/$Name.ps1" @Arguments 2>$complaints
            [pscustomobject]@{ Code = $LASTEXITCODE; Lines = @($lines); Complaints = (Get-Content -Path $complaints -Raw) }
        }
        finally { $env:PSModulePath = $before }
    }
}
AfterAll {
    $link.Delete()
    [IO.Directory]::Delete($modules)
    Remove-Item -Path $kept -ErrorAction Ignore
}

Describe 'What comes into the checkout while these tests run' {
    Context 'in one block' {
        It 'comes' { Set-Content -Path $kept -Value 'of another test'; $kept | Should -Exist }
    }
    Context 'in the next' {
        It 'is still there' { $kept | Should -Exist }
    }
}

Describe 'The scheduled scripts' {
    BeforeAll { $bank = New-TestBank }
    AfterAll { Remove-TestBank $bank }

    It 'grants.ps1 grants a list once, and goes on after a wrong line' {
        $list = Join-Path -Path $TestDrive -ChildPath grants.csv
        Set-Content -Path $list -Value 'Account,Amount,StartDate,EndDate,Reference', 'bio,100,2026-10-01,2027-09-30,AY26-1', 'geo,much,2026-10-01,2027-09-30,AY26-2', 'law,5k,2026-10-01,2027-09-30,AY26-3', 'art,1,,,'
        $plan = Invoke-Example grants '-Path', $list, '-WhatIf'
        Get-SlurmAllocation | Should -BeNullOrEmpty
        $first = Invoke-Example grants '-Path', $list
        $first.Code | Should -Be 1
        $first.Complaints | Should -Match 'grants.csv:3: geo: .*much'
        $first.Complaints | Should -Match 'grants.csv:5: art: the line has no reference'
        (Get-SlurmAllocation | Sort-Object -Property Account).Account | Should -Be bio, law
        Set-Content -Path $list -Value ((Get-Content -Path $list) -replace 'much', '7' | Select-Object -SkipLast 1)
        $second = Invoke-Example grants '-Path', $list
        $second.Complaints | Should -BeNullOrEmpty
        $second.Code | Should -Be 0
        (Get-SlurmAllocation).Granted | Measure-Object -Sum | Select-Object -ExpandProperty Sum | Should -Be 5107
        $plan.Code | Should -Be 1
    }

    It 'renew.ps1 renews what ends soon, once' {
        $null = New-SlurmAllocation chem 40 -EndDate ([datetimeoffset]::Now.AddDays(5)) -WarningAction SilentlyContinue
        (Invoke-Example renew '-Account', 'chem', '-WhatIf').Code | Should -Be 0
        @(Get-SlurmAllocation chem).Count | Should -Be 1
        (Invoke-Example renew '-Account', 'chem', '-Factor', '0.5').Code | Should -Be 0
        $again = Invoke-Example renew '-Account', 'chem', '-Factor', '0.5'
        $again.Complaints | Should -BeNullOrEmpty
        $again.Code | Should -Be 0
        $old, $new = Get-SlurmAllocation chem | Sort-Object -Property AllocationId
        @(Get-SlurmAllocation chem).Count | Should -Be 2
        $new.Granted | Should -Be 20
        $new.StartDate | Should -Be $old.EndDate
        $new.EndDate | Should -Be $old.EndDate.AddYears(1)
        $new.Reference | Should -Be "renewal-of-$($old.AllocationId)"
    }

    It 'weekly-report.ps1 sends one mail in HTML' {
        $sendmail = Join-Path -Path $TestDrive -ChildPath sendmail
        Set-Content -Path $sendmail -Value '#!/bin/sh', "printf '%s\n' `"`$*`" >'$TestDrive/words'", "cat >'$TestDrive/mail'"
        chmod 755 $sendmail
        $answer = Invoke-Example weekly-report '-To', 'ann@hpc.example.org', '-Sendmail', $sendmail
        $answer.Complaints | Should -BeNullOrEmpty
        $answer.Code | Should -Be 0
        Get-Content -Path "$TestDrive/words" | Should -Be '-i -t'
        $head, $body = (Get-Content -Path "$TestDrive/mail" -Raw) -split '(?m)^\r?\n', 2
        $head | Should -Match '(?m)^To: ann@hpc\.example\.org$'
        ([xml]($body -replace '(?s)^.*?(<table>.*?</table>).*$', '$1')).table.tr.Count | Should -BeGreaterThan 3
        $body | Should -Match '<td>law</td>'
    }

    It 'weekly-report.ps1 fails where the mail does, and takes no header from an address' {
        $sendmail = Join-Path -Path $TestDrive -ChildPath broken
        Set-Content -Path $sendmail -Value '#!/bin/sh', 'cat >/dev/null; exit 75'
        chmod 755 $sendmail
        $answer = Invoke-Example weekly-report '-To', 'ann@hpc.example.org', '-Sendmail', $sendmail
        $answer.Code | Should -Be 1
        $answer.Complaints | Should -Match 'ended with 75'
        (Invoke-Example weekly-report '-To', "ann@hpc.example.org`nBcc: eve@example.org", '-Sendmail', $sendmail).Code | Should -Be 1
    }

    It '<_>.ps1 does not overlap itself' -ForEach 'grants', 'renew', 'weekly-report', 'nightly', 'refund-outage' {
        $words = @{
            grants = '-Path', '/dev/null'; renew = @(); 'weekly-report' = '-To', 'ann@hpc.example.org'; nightly = @()
            'refund-outage' = '-StartTime', '2027-03-02', '-EndTime', '2027-03-03', '-Ticket', 'INC-17'
        }
        $lock = [IO.File]::Open("$($bank.Folder)/$_.lock", 'OpenOrCreate', 'ReadWrite', 'None')
        try {
            $answer = Invoke-Example $_ $words[$_]
            $answer.Code | Should -Be 75
            $answer.Lines -join "`n" | Should -Match 'another run is not over'
        }
        finally { $lock.Dispose() }
    }

    It 'nightly.ps1 goes on without a Slurm, backs up all the same, and says what failed' {
        $backups = New-Item -ItemType Directory -Path (Join-Path -Path $TestDrive -ChildPath backups)
        $answer = Invoke-Example nightly '-BackupPath', $backups.FullName
        $answer.Code | Should -Be 1
        $answer.Complaints | Should -Match '(?m)^settle: '
        $answer.Complaints | Should -Match '(?m)^enforce: '
        @(Get-ChildItem -Path $backups -Filter *.db).Count | Should -Be 1
    }
}

Describe 'The scheduled scripts on a cluster' -Skip:$noCluster {
    BeforeAll { $bank = New-ClusterBank -Extra "[enforce]`nbrake = 1.0" }
    AfterAll { Clear-TestLimit; Remove-TestBank $bank }

    It 'nightly.ps1 settles, holds and ends with 0; refund-outage.ps1 gives back once' {
        $jobs = Get-TestRun
        $null = New-SlurmAllocation physics 0.00001
        Set-SlurmBankAccount physics -Mode Enforce
        $answer = Invoke-Example nightly
        $answer.Complaints | Should -BeNullOrEmpty
        $answer.Code | Should -Be 0
        $answer.Lines -join "`n" | Should -Match 'lab: [1-9][0-9]* charged'
        $answer.Lines -join "`n" | Should -Match 'hold physics'
        (Get-SlurmHold physics).Owner | Should -Be automatic

        $words = '-StartTime', 'now-1day', '-EndTime', 'now+1day', '-State', 'COMPLETED', '-Ticket', 'INC-17'
        (Invoke-Example refund-outage ($words + '-WhatIf')).Code | Should -Be 0
        (Get-SlurmJobCost -JobId $jobs.physics).Refunded | Should -Be 0
        $refund = Invoke-Example refund-outage $words
        $refund.Complaints | Should -BeNullOrEmpty
        $refund.Code | Should -Be 0
        ($refund.Lines | ConvertFrom-Csv).Count | Should -BeGreaterThan 2
        $cost = Get-SlurmJobCost -JobId $jobs.physics
        $cost.Refunded | Should -Be $cost.Cost
        $cost.Cost | Should -BeGreaterThan 0
        $entries = @(Get-SlurmTransaction).Count
        (Invoke-Example refund-outage $words).Code | Should -Be 0
        @(Get-SlurmTransaction).Count | Should -Be $entries
    }
}
