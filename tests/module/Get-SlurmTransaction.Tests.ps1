BeforeDiscovery { . "$PSScriptRoot/common.ps1"; $noCluster = -not (Get-TestCluster) }
BeforeAll { . "$PSScriptRoot/common.ps1" }

Describe 'Get-SlurmTransaction' {
    BeforeAll {
        $bank = New-TestBank
        $null = New-SlurmAllocation bio 100 -Reference AY1 -Reason 'Panel of May'
        $null = New-SlurmAllocation botany 5
        Add-SlurmCredit bio 2.5 -Reference T1
        Set-SlurmBankAccount geo -CreditLimit 1 -Reason 'Bridge'
    }

    AfterAll { Remove-TestBank $bank }

    It 'shows entries in the order in which they were posted' {
        $all = Get-SlurmTransaction
        $all | ForEach-Object { $_ | Should -BeOfType [SlurmBank.Bank.TransactionReport] }
        $all.Seq | Should -Be (1..$all.Count)
        $grant = $all | Where-Object Reference -eq AY1
        $grant.Kind, $grant.Account, $grant.Amount, $grant.AmountUnits, $grant.Reason, $grant.Source | Should -Be @('grant', 'bio', 100, 360000000, 'Panel of May', 'powershell')
        $grant.Actor | Should -Be (& id -un)
        ($grant.Postings | Measure-Object AmountUnits -Sum).Sum | Should -Be 0
    }

    It 'chooses by account, kind, reference and number' {
        (Get-SlurmTransaction bio -Kind grant, deposit).Amount | Should -Be @(100, 2.5)
        (Get-SlurmTransaction 'b*' -Kind grant | Measure-Object Amount -Sum).Sum | Should -Be 105
        (Get-SlurmTransaction -Reference T1).Kind | Should -Be deposit
        $newest = Get-SlurmTransaction -Last 2
        $newest.Seq | Should -Be @(($newest[1].Seq - 1), (Get-SlurmTransaction).Count)
        Get-SlurmTransaction -Kind refund | Should -BeNullOrEmpty
        Get-Failure { Get-SlurmTransaction -Last 0 } | Should -Not -BeNullOrEmpty
    }

    It 'chooses by time' {
        $today = [timezoneinfo]::ConvertTime([datetimeoffset]::UtcNow, [timezoneinfo]::FindSystemTimeZoneById('Europe/Vienna')).ToString('yyyy-MM-dd')
        @(Get-SlurmTransaction -StartTime $today -EndTime $today).Count | Should -Be @(Get-SlurmTransaction).Count
        Get-SlurmTransaction -EndTime 2001-01-01 | Should -BeNullOrEmpty
        Get-SlurmTransaction -StartTime ([datetime]::UtcNow.AddHours(1)) | Should -BeNullOrEmpty
        (Get-Failure { Get-SlurmTransaction -StartTime yesteryear }).Exception.Message | Should -Match 'yesteryear'
    }

    It 'takes the pipeline, and goes on after a wrong account, in a list too' {
        $rows = 'bio', 'nosuch', 'botany' | Get-SlurmTransaction -Kind grant -ErrorVariable failures -ErrorAction SilentlyContinue
        $rows.Account | Should -Be @('bio', 'botany')
        $failures.FullyQualifiedErrorId | Should -Be 'AccountNotFound,SlurmBank.PowerShell.Commands.GetSlurmTransactionCommand'
        (Get-SlurmTransaction nosuch, botany -Kind grant -ErrorAction SilentlyContinue).Account | Should -Be botany
        Get-SlurmTransaction nosuch -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        (Get-SlurmBankAccount geo | Get-SlurmTransaction).Reason | Should -Be 'Bridge'
    }

    It 'completes accounts and kinds' {
        Get-Completion 'Get-SlurmTransaction b' | Should -Be @('bio', 'botany')
        Get-Completion 'Get-SlurmTransaction -Kind dep' | Should -Be 'deposit'
    }

    It 'fits a terminal, and has help' {
        Get-FitFault @(Get-SlurmTransaction) | Should -BeNullOrEmpty
        Get-FitFault @((Get-SlurmTransaction bio)[0].Postings) | Should -BeNullOrEmpty
        Get-HelpFault Get-SlurmTransaction | Should -BeNullOrEmpty
    }
}

Describe 'Get-SlurmTransaction of jobs' -Skip:$noCluster {
    BeforeAll { $bank = New-ClusterBank -Synced; $runs = Get-TestRun }
    AfterAll { Remove-TestBank $bank }

    It 'shows the charge of a job, and of the tasks of an array' {
        $charge = Get-SlurmTransaction -JobId $runs.physics
        $charge.Kind, $charge.Account, $charge.User, $charge.Cluster | Should -Be @('charge', 'physics', 'alice', 'lab')
        $charge.ChargedUnits | Should -Be (Get-SlurmJobCost -JobId $runs.physics).CostUnits
        (Get-SlurmTransaction -JobId $runs.array).JobId | Sort-Object | Should -Be @("$($runs.array)_1", "$($runs.array)_2")
    }

    It 'sums to the balance, to the unit' {
        (Get-SlurmTransaction chem -Kind charge | Measure-Object ChargedUnits -Sum).Sum | Should -Be (Get-SlurmBalance chem).TotalChargedUnits
    }
}
