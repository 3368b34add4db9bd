BeforeAll { . "$PSScriptRoot/common.ps1" }

Describe 'Get-SlurmAllocation' {
    BeforeAll {
        $bank = New-TestBank
        $null = New-SlurmAllocation bio 100 -StartDate 2020-01-01 -EndDate 2020-12-31 -Reference OLD
        $null = New-SlurmAllocation bio 200 -EndDate 2099-09-30 -Partition cpu, gpu
        $null = New-SlurmAllocation botany 300 -StartDate 2098-01-01
        $null = New-SlurmAllocation geo 1.5
    }

    AfterAll { Remove-TestBank $bank }

    It 'shows all, with numbers that are numbers' {
        $all = Get-SlurmAllocation
        $all.Count | Should -Be 4
        $all | ForEach-Object { $_ | Should -BeOfType [SlurmBank.Bank.AllocationReport] }
        ($all | Measure-Object Granted -Sum).Sum | Should -Be 601.5
        ($all | Sort-Object Granted -Descending)[0].Account | Should -Be botany
        @($all | Where-Object Granted -gt 100).Count | Should -Be 2
        $all[3].GrantedUnits | Should -Be 5400000
    }

    It 'tells windows and states' {
        (Get-SlurmAllocation bio).Status | Should -Be @('ended', 'active')
        (Get-SlurmAllocation botany).Status | Should -Be 'future'
        $old = Get-SlurmAllocation bio | Where-Object Reference -eq OLD
        $old.StartDate | Should -Be ([datetimeoffset]'2020-01-01T00:00:00+01:00')
        # The last day is in it.
        $old.EndDate | Should -Be ([datetimeoffset]'2021-01-01T00:00:00+01:00')
        (Get-SlurmAllocation bio)[1].Partitions | Should -Be @('cpu', 'gpu')
    }

    It 'takes patterns, in any case' {
        (Get-SlurmAllocation b*).Count | Should -Be 3
        (Get-SlurmAllocation GE?).Account | Should -Be geo
        Get-SlurmAllocation x* | Should -BeNullOrEmpty
    }

    It 'takes names and objects from the pipeline, and goes on after a wrong one' {
        $rows = 'geo', 'nosuch', 'botany' | Get-SlurmAllocation -ErrorVariable failures -ErrorAction SilentlyContinue
        $rows.Account | Should -Be @('geo', 'botany')
        $failures.FullyQualifiedErrorId | Should -Be 'AccountNotFound,SlurmBank.PowerShell.Commands.GetSlurmAllocationCommand'
        $failures.CategoryInfo.Category | Should -Be 'ObjectNotFound'
        (Get-SlurmBalance geo | Get-SlurmAllocation).Granted | Should -Be 1.5
        ([pscustomobject]@{ Name = 'geo' } | Get-SlurmAllocation).Granted | Should -Be 1.5
    }

    It 'ends the pipeline where there is no ledger' {
        $failure = Get-Failure { 'a', 'b' | Get-SlurmAllocation -LedgerPath "$TestDrive/none.db" -ErrorAction Continue }
        $failure.FullyQualifiedErrorId | Should -BeLike 'LedgerNotFound,*'
        $failure.TargetObject | Should -Be "$TestDrive/none.db"
    }

    It 'completes accounts' { Get-Completion 'Get-SlurmAllocation b' | Should -Be @('bio', 'botany') }

    It 'fits a terminal, and has help' {
        Get-FitFault @(Get-SlurmAllocation) | Should -BeNullOrEmpty
        Get-HelpFault Get-SlurmAllocation | Should -BeNullOrEmpty
    }
}
