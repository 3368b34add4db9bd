BeforeDiscovery { . "$PSScriptRoot/common.ps1"; $noCluster = -not (Get-TestCluster) }
BeforeAll { . "$PSScriptRoot/common.ps1" }

Describe 'Unlock-SlurmAccount' -Skip:$noCluster {
    BeforeAll { $bank = New-ClusterBank }

    AfterAll {
        Clear-TestLimit
        Remove-TestBank $bank
    }

    It 'lets a job run that a hold made wait' {
        $null = New-SlurmAllocation industry 10
        Lock-SlurmAccount industry -Reason 'Contract has ended'
        $job = Submit-TestJob (Get-TestCluster) dave industry -Option '-t', '5', '--mem=1'
        $end = [datetime]::UtcNow.AddSeconds(20)
        do { Start-Sleep -Milliseconds 200; $state = Invoke-Slurm squeue -h -j $job -o '%T %r' } until ($state -match 'AssocGrp' -or [datetime]::UtcNow -gt $end)
        $state | Should -Be 'PENDING AssocGrpCPURunMinutesLimit'
        Unlock-SlurmAccount industry -Reason 'Contract was renewed' | Should -BeNullOrEmpty
        Wait-TestJob (Get-TestCluster) $job
        (Get-SlurmJob $job).State | Should -Be COMPLETED
        Get-TestLimit industry | Should -BeNullOrEmpty
    }

    It 'puts back the limit that the hold replaced' {
        $null = Invoke-Slurm sacctmgr -i modify account set 'grptresrunmins=cpu=5000' where account=physics
        Lock-SlurmAccount physics -Reason x
        Get-TestLimit physics | Should -Be 'cpu=0'
        $action = Unlock-SlurmAccount physics -Reason x -PassThru
        $action | Should -BeOfType [SlurmBank.Bank.HoldAction]
        $action.Action, $action.Done | Should -Be @('release', $true)
        Get-TestLimit physics | Should -Be 'cpu=5000'
        Clear-TestLimit
        Get-FitFault @($action) | Should -BeNullOrEmpty
    }

    It 'exempts an account that is asked for until a time' {
        Unlock-SlurmAccount chem -Reason 'Deadline week' -Until 2099-01-31
        $pardon = Get-SlurmHold chem
        $pardon.Owner, $pardon.Until | Should -Be @('pardon', [datetimeoffset]'2099-02-01T00:00:00+01:00')
    }

    It 'changes nothing under -WhatIf; -PassThru gives the plan' {
        Lock-SlurmAccount physics -Reason 'A hold''s own reason'
        $entries = @(Get-SlurmTransaction).Count
        (Unlock-SlurmAccount physics -Reason x -WhatIf -PassThru).Action | Should -Be 'release'
        Get-WhatIfText 'Unlock-SlurmAccount physics -Reason renewed -WhatIf' | Should -Match 'Release, reason: renewed.*physics'
        Get-TestLimit physics | Should -Be 'cpu=0'
        @(Get-SlurmTransaction).Count | Should -Be $entries
    }

    It 'takes holds and patterns, and goes on after a wrong account' {
        Get-SlurmHold | Where-Object Owner -eq person | Unlock-SlurmAccount -Reason 'All is well'
        Get-SlurmHold | Where-Object Owner -eq person | Should -BeNullOrEmpty
        @(Get-SlurmTransaction -Kind release | ForEach-Object Reason) | Should -Contain 'All is well'
        $rows = 'nosuch', 'phy*' | Unlock-SlurmAccount -Reason x -PassThru -ErrorVariable failures -ErrorAction SilentlyContinue
        $rows.Account, $rows.Action | Should -Be @('physics', 'none')
        $failures.FullyQualifiedErrorId | Should -Be 'AccountNotFound,SlurmBank.PowerShell.Commands.UnlockSlurmAccountCommand'
    }

    It 'completes accounts, and has help' {
        Get-Completion 'Unlock-SlurmAccount ph' | Should -Be 'physics'
        Get-HelpFault Unlock-SlurmAccount | Should -BeNullOrEmpty
    }
}
