BeforeDiscovery { . "$PSScriptRoot/common.ps1"; $noCluster = -not (Get-TestCluster) }
BeforeAll { . "$PSScriptRoot/common.ps1" }

Describe 'New-SlurmRefund' {
    BeforeAll { $bank = New-TestBank; $null = New-SlurmAllocation bio 100 }
    AfterAll { Remove-TestBank $bank }

    It 'refuses a job that was not charged, and a query without a start' {
        $failure = Get-Failure { New-SlurmRefund 4711 }
        $failure.FullyQualifiedErrorId | Should -BeExactly 'RunNotFound,SlurmBank.PowerShell.Commands.NewSlurmRefundCommand'
        $failure.ErrorDetails.RecommendedAction | Should -Match 'Sync-SlurmUsage'
        Get-Failure { New-SlurmRefund -State NODE_FAIL } | Should -Not -BeNullOrEmpty
        Get-Failure { New-SlurmRefund 1 -StartTime 2027-01-01 } | Should -Not -BeNullOrEmpty
        New-SlurmRefund -StartTime 2026-01-01 | Should -BeNullOrEmpty
        (Get-Failure { New-SlurmRefund -StartTime 2026-01-01 -Account nosuch }).FullyQualifiedErrorId | Should -BeLike 'AccountNotFound,*'
    }

    It 'completes states, and has help' {
        Get-Completion 'New-SlurmRefund -StartTime 2026-01-01 -State NODE' | Should -Be 'NODE_FAIL'
        Get-HelpFault New-SlurmRefund | Should -BeNullOrEmpty
    }
}

Describe 'New-SlurmRefund of jobs' -Skip:$noCluster {
    BeforeAll { $runs = Get-TestRun }
    BeforeEach { $bank = New-ClusterBank -Synced }
    AfterEach { Remove-TestBank $bank }

    It 'refunds a job in part, and the rest, and never more (L17)' {
        $cost = (Get-SlurmJobCost -JobId $runs.physics).Cost
        $part = New-SlurmRefund $runs.physics -Amount 0.001 -Reference R1 -Reason 'node failed'
        $part | Should -BeOfType [SlurmBank.Bank.RefundReport]
        $part.Outcome, $part.Amount, $part.Cost | Should -Be @('refund', 0.001, $cost)
        (New-SlurmRefund $runs.physics -Amount 0.001 -Reference R1).Outcome | Should -Be 'before'
        $failure = Get-Failure { New-SlurmRefund $runs.physics -Amount $cost }
        $failure.FullyQualifiedErrorId | Should -BeLike 'RefundExceedsCharge,*'
        (New-SlurmRefund $runs.physics).Amount | Should -Be ($cost - 0.001)
        (New-SlurmRefund $runs.physics).Outcome | Should -Be 'before'
        $cost = Get-SlurmJobCost -JobId $runs.physics
        $cost.RefundedUnits | Should -Be $cost.CostUnits
        $head = (Get-SlurmBankStatus).Head
        $null = Sync-SlurmUsage
        (Get-SlurmBankStatus).Head | Should -Be $head
        Test-SlurmLedger | Should -BeTrue
    }

    It 'refunds what Get-SlurmJob gives, run by run, with a plan first' {
        $jobs = Get-SlurmJob -JobId $runs.chem, $runs.array
        $plan = $jobs | New-SlurmRefund -Reason INC-17 -WhatIf -PassThru
        $plan.Count | Should -Be 3
        # Other files may have run jobs of the account too.
        $before = (Get-SlurmBalance chem).TotalChargedUnits
        $sum = ($plan | Measure-Object AmountUnits -Sum).Sum
        $sum | Should -Be (Get-SlurmJobCost -JobId $runs.chem, $runs.array | Measure-Object CostUnits -Sum).Sum
        $plan.Seq | Should -Be @(0, 0, 0)
        $done = $jobs | New-SlurmRefund -Reason INC-17 -Reference INC-17
        $done.AmountUnits | Should -Be $plan.AmountUnits
        (Get-SlurmTransaction chem -Kind refund).Reason | Should -Be @('INC-17', 'INC-17', 'INC-17')
        (Get-SlurmBalance chem).TotalChargedUnits | Should -Be ($before - $sum)
        ($jobs | New-SlurmRefund -Reference INC-17).Outcome | Should -Be @('before', 'before', 'before')
        Get-SlurmTransaction chem -Kind refund | Undo-SlurmTransaction -Reason mistake
        (Get-SlurmBalance chem).TotalChargedUnits | Should -Be $before
        Test-SlurmLedger | Should -BeTrue
    }

    It 'refunds all that ended in a time and fit, by node and state' {
        $node = (Get-SlurmJob -JobId $runs.chem).NodeList
        $query = @{ StartTime = [datetimeoffset]::UtcNow.AddHours(-1); State = 'COMPLETED'; Node = $node }
        @(New-SlurmRefund @query -Account chem -User carol -WhatIf -PassThru).JobId | Should -Contain $runs.chem
        New-SlurmRefund -StartTime $query.StartTime -State FAILED -Node $node -WhatIf -PassThru | Should -BeNullOrEmpty
        @(New-SlurmRefund @query -Reason outage -Confirm:$false).JobId | Should -Contain $runs.chem
        (Get-SlurmJobCost -JobId $runs.chem).RefundedUnits | Should -Be (Get-SlurmJobCost -JobId $runs.chem).CostUnits
    }

    It 'takes charges from the pipeline, and fits a terminal' {
        $done = Get-SlurmTransaction -JobId $runs.chem -Kind charge | New-SlurmRefund
        $done.Outcome | Should -Be 'refund'
        Get-FitFault @($done) | Should -BeNullOrEmpty
    }
}
