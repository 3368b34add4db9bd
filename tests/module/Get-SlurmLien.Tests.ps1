BeforeDiscovery { . "$PSScriptRoot/common.ps1"; $noCluster = -not (Get-TestCluster) }
BeforeAll { . "$PSScriptRoot/common.ps1" }

Describe 'Get-SlurmLien' -Skip:$noCluster {
    BeforeAll {
        $cluster = Get-TestCluster
        $running = Submit-TestJob $cluster alice physics -Wrap 'sleep 300' -Option '-n', '4', '--mem=1', '-t', '10'
        $waiting = Submit-TestJob $cluster dave industry -Wrap 'sleep 300' -Option '-n', '2', '--mem=1', '-t', '10', '--begin=now+1hour'
        $end = [datetime]::UtcNow.AddSeconds(20)
        while ((Invoke-Slurm squeue -h -j $running -o '%T') -ne 'RUNNING' -and [datetime]::UtcNow -lt $end) { Start-Sleep -Milliseconds 100 }
        $bank = New-ClusterBank
        $null = Sync-SlurmUsage
    }

    AfterAll {
        $null = Invoke-Slurm scancel $running $waiting
        Remove-TestBank $bank
    }

    It 'shows what is set aside for a running and a waiting job' {
        $lien = Get-SlurmLien physics | Where-Object JobId -eq $running
        $lien | Should -BeOfType [SlurmBank.Bank.LienReport]
        $lien.Phase, $lien.Kind, $lien.Amount, $lien.AmountUnits, $lien.User | Should -Be @('running', 'observed', (4 * 10 / 60d), 2400000, 'alice')
        $queued = Get-SlurmLien industry | Where-Object JobId -eq $waiting
        $queued.Phase, $queued.AmountUnits | Should -Be @('queued', 1200000)
        (Get-SlurmBalance physics).RunningUnits | Should -Be (Get-SlurmLien physics | Where-Object Phase -eq running | Measure-Object RemainingUnits -Sum).Sum
    }

    It 'takes patterns and the pipeline, and goes on after a wrong account' {
        (Get-SlurmLien 'phy*').JobId | Should -Contain $running
        $rows = 'nosuch', 'industry' | Get-SlurmLien -ErrorVariable failures -ErrorAction SilentlyContinue
        $rows.JobId | Should -Contain $waiting
        $failures.FullyQualifiedErrorId | Should -Be 'AccountNotFound,SlurmBank.PowerShell.Commands.GetSlurmLienCommand'
        (Get-SlurmBalance industry | Get-SlurmLien).JobId | Should -Contain $waiting
    }

    It 'adds up' { (Get-SlurmLien | Measure-Object Remaining -Sum).Sum | Should -BeGreaterOrEqual 1 }

    It 'shows ended ones only when asked' {
        $null = Invoke-Slurm scancel $waiting
        $end = [datetime]::UtcNow.AddSeconds(20)
        while (@(Get-SlurmLien industry | ForEach-Object JobId) -contains $waiting -and [datetime]::UtcNow -lt $end) { Start-Sleep -Milliseconds 500; $null = Sync-SlurmUsage }
        @(Get-SlurmLien industry | ForEach-Object JobId) | Should -Not -Contain $waiting
        @(Get-SlurmLien industry -IncludeEnded | ForEach-Object JobId) | Should -Contain $waiting
    }

    It 'completes accounts' { Get-Completion 'Get-SlurmLien i' | Should -Be 'industry' }

    It 'fits a terminal, and has help' {
        Get-FitFault @(Get-SlurmLien) | Should -BeNullOrEmpty
        Get-HelpFault Get-SlurmLien | Should -BeNullOrEmpty
    }
}
