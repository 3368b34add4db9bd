BeforeAll { . "$PSScriptRoot/common.ps1" }

Describe 'New-SlurmAllocation' {
    BeforeEach { $bank = New-TestBank -Extra "[tariff.partition_currency]`ngpu = 'GPU'" }
    AfterEach { Remove-TestBank $bank }

    It 'grants, and gives the allocation' {
        $grant = New-SlurmAllocation bio 10k -StartDate 2026-10-01 -EndDate 2027-09-30 -Reference AY26-17 -Reason 'Panel of May' -Kind award -Priority 50 -Partition 'cpu;gpu' -User alice, bob
        $grant | Should -BeOfType [SlurmBank.Bank.AllocationReport]
        $grant.Account, $grant.Granted, $grant.GrantedUnits, $grant.Kind, $grant.Priority, $grant.Reference | Should -Be @('bio', 10000, 36000000000, 'award', 50, 'AY26-17')
        $grant.StartDate | Should -Be ([datetimeoffset]'2026-10-01T00:00:00+02:00')
        # The last day is in the window.
        $grant.EndDate | Should -Be ([datetimeoffset]'2027-10-01T00:00:00+02:00')
        $grant.Partitions, $grant.Users | ForEach-Object { $_ } | Should -Be @('cpu', 'gpu', 'alice', 'bob')
        (Get-SlurmTransaction -Reference AY26-17).Reason | Should -BeExactly 'Panel of May'
    }

    It 'begins today and does not end where nothing is said' {
        $grant = New-SlurmAllocation bio 1
        $grant.Status, $grant.EndDate | Should -Be @('active', $null)
        $grant.StartDate.TimeOfDay | Should -Be ([timespan]::Zero)
    }

    It 'moves nothing twice when a file is imported twice' {
        Set-Content -Path "$TestDrive/grants.csv" -Value @(
            'Account,Amount,StartDate,EndDate,Reference,Priority,Partition,Currency'
            'bio,10k,2026-10-01,2027-09-30,AY26-1,,,'
            'geo,2.5,2026-10-01,2027-09-30,AY26-2,5,cpu;gpu,'
            'geo,7,,,AY26-3,,,GPU'
        )
        $first = Import-Csv "$TestDrive/grants.csv" | New-SlurmAllocation
        $first.Granted | Should -Be @(10000, 2.5, 7)
        $head = (Get-SlurmBankStatus).Head
        $messages = Import-Csv "$TestDrive/grants.csv" | New-SlurmAllocation -Verbose 4>&1
        $second = @($messages | Where-Object { $_ -isnot [Management.Automation.VerboseRecord] })
        $second.AllocationId | Should -Be $first.AllocationId
        @($messages | Where-Object { "$_" -match 'done before' }).Count | Should -Be 3
        (Get-SlurmBankStatus).Head | Should -Be $head
        (Get-SlurmBalance bio).Granted | Should -Be 10000
    }

    It 'divides a grant over clusters in one step' {
        $plan = New-SlurmAllocation bio 10k -Kind proposal -Cluster smp=6000, gpu=4000 -Reference AY -WhatIf -PassThru
        $plan.Granted | Should -Be @(6000, 4000)
        Get-SlurmAllocation | Should -BeNullOrEmpty
        $grants = [pscustomobject]@{ Account = 'bio'; Amount = '10k'; Kind = 'proposal'; Cluster = 'smp=6000;gpu=4000'; Reference = 'AY' } | New-SlurmAllocation
        $grants.Granted | Should -Be @(6000, 4000)
        $grants.Clusters | ForEach-Object { $_ } | Should -Be @('smp', 'gpu')
        $grants.Reference | Should -Be @('AY@smp', 'AY@gpu')
        (New-SlurmAllocation bio 10k -Kind proposal -Cluster smp=6000, gpu=4000 -Reference AY).AllocationId | Should -Be $grants.AllocationId
        (Get-Failure { New-SlurmAllocation geo 10k -Cluster smp=6000, gpu=4001 }).FullyQualifiedErrorId | Should -BeLike 'InvalidRequest,*'
    }

    It 'names what differs under a reference that was used' {
        $null = New-SlurmAllocation bio 10 -Reference R
        $failure = Get-Failure { New-SlurmAllocation bio 11 -Reference R }
        $failure.FullyQualifiedErrorId | Should -Be 'ReferenceConflict,SlurmBank.PowerShell.Commands.NewSlurmAllocationCommand'
        $failure.Exception.Field | Should -Be 'amount'
        (New-SlurmAllocation geo 11 -Reference R).Granted | Should -Be 11
    }

    It 'goes on after a wrong row' {
        $rows = "Account,Amount`nbio,1`nnot a name,2`ngeo,much`nbotany,3`nzoo,-4`nchem,5" | ConvertFrom-Csv
        $grants = $rows | New-SlurmAllocation -ErrorVariable failures -ErrorAction SilentlyContinue
        $grants.Account | Should -Be @('bio', 'botany', 'chem')
        $failures.Count | Should -Be 3
        $failures[0].FullyQualifiedErrorId | Should -BeLike 'InvalidText,*'
        $failures[1].FullyQualifiedErrorId | Should -BeLike 'ParameterArgumentTransformationError,*'
        (Get-SlurmBalance).Account | Should -Be @('bio', 'botany', 'chem')
    }

    It 'refuses a window that ends before it begins' {
        (Get-Failure { New-SlurmAllocation bio 1 -StartDate 2027-01-02 -EndDate 2027-01-01 }).FullyQualifiedErrorId | Should -BeLike 'InvalidRequest,*'
        (New-SlurmAllocation bio 1 -StartDate 2027-01-01 -EndDate 2027-01-01).Status | Should -Be future
    }

    It 'renews what ended: allocations and balances come through the pipeline' {
        $null = New-SlurmAllocation bio 5 -StartDate 2020-01-01 -EndDate 2020-12-31 -Reference OLD
        (Get-SlurmBalance bio | New-SlurmAllocation -Amount 6).Granted | Should -Be 6
        ('geo', 'zoo' | New-SlurmAllocation -Amount 1).Account | Should -Be @('geo', 'zoo')
        (New-SlurmAllocation -Account ([pscustomobject]@{ Name = 'bio' }) -Amount 2).Account | Should -Be bio
    }

    It 'changes nothing under -WhatIf; -PassThru gives the plan' {
        Get-WhatIfText 'New-SlurmAllocation bio 10 -EndDate 2027-09-30 -WhatIf' | Should -Match 'Grant 10.00 SU from today to 2027-09-30 inclusive.*bio'
        (New-SlurmAllocation bio 10 -WhatIf -PassThru).Granted | Should -Be 10
        New-SlurmAllocation bio 10 -WhatIf | Should -BeNullOrEmpty
        Get-SlurmBankAccount | Should -BeNullOrEmpty
        Get-SlurmTransaction | Should -BeNullOrEmpty
    }

    It 'moves nothing twice when a file with kinds and periods is imported twice' {
        Set-Content -Path "$TestDrive/rows.csv" -Value @(
            'Account,Amount,StartDate,EndDate,Kind,Every,Count,CarryOver,Reference'
            'bio,10k,2026-10-01,,proposal,,,,AY26-1'
            'bio,10k,2026-10-01,,investment,,,,INV-1'
            'geo,100,2026-10-01,2027-09-30,,Month,,0.5,AY26-2'
            'chem,50,2026-10-01,,,Quarter,4,,AY26-3'
            'zoo,5,,,,Month,,,AY26-4'
            'phys,7,2026-10-01,2026-10-31,,Once,,,AY26-5'
        )
        $first = Import-Csv "$TestDrive/rows.csv" | New-SlurmAllocation
        $first.Count | Should -Be (1 + 5 + 12 + 4 + 2 + 1)
        @($first | Where-Object Kind -eq investment).Granted | Should -Be @(2000, 2000, 2000, 2000, 2000)
        $null = New-SlurmAllocation -Due
        $head = (Get-SlurmBankStatus).Head
        $second = Import-Csv "$TestDrive/rows.csv" | New-SlurmAllocation
        $second.AllocationId | Should -Be $first.AllocationId
        (Get-SlurmBankStatus).Head | Should -Be $head
        New-SlurmAllocation -Due | Should -BeNullOrEmpty
        (Get-SlurmBankStatus).Head | Should -Be $head
    }

    It 'makes rows, shows them, and stops them' {
        $row = New-SlurmAllocation bio 100 -Every Month -StartDate 2026-01-31 -Count 3 -CarryOver 0.5 -Borrow 0.25 -Reference R
        $row.StartDate | ForEach-Object { $_.ToString('yyyy-MM-dd') } | Should -Be @('2026-01-31', '2026-02-28', '2026-03-31')
        $series = Get-SlurmAllocation bio -Series -Ended
        $series | Should -BeOfType [SlurmBank.Bank.AllocationSeriesReport]
        $series.Every, $series.Periods, $series.CarryOver | Should -Be @('month', 3, 0.5)
        (Get-SlurmAllocation bio -History).Share | Should -Be @(100, 100, 100)
        (Get-Failure { New-SlurmAllocation bio 100 -Every Month -StartDate 2026-01-31 -Count 4 -Reference R }).Exception.Field | Should -Be periods
        (Get-Failure { New-SlurmAllocation bio 100 -Count 4 }).FullyQualifiedErrorId | Should -BeLike 'InvalidRequest,*'
        $open = New-SlurmAllocation geo 100 -Every Month
        (Close-SlurmAllocation $open[0].AllocationId -Series -PassThru).Periods | Should -Be 1
        (Get-SlurmAllocation geo -History).Share | Should -Be @(100, 0)
    }

    It 'keeps the rules about proposals, investments and the minimum' {
        (Get-Failure { New-SlurmAllocation bio 10k -Kind investment }).FullyQualifiedErrorId | Should -BeLike 'ProposalMissing,*'
        $proposal = New-SlurmAllocation bio 10k -Kind proposal
        ($proposal.EndDate.Date - $proposal.StartDate.Date).Days | Should -Be 365
        (Get-Failure { New-SlurmAllocation bio 1 -Kind class }).FullyQualifiedErrorId | Should -BeLike 'ProposalExists,*'
        (New-SlurmAllocation bio 1 -Kind class -Force).Kind | Should -Be class
        (New-SlurmAllocation bio 10k -Kind investment -Reference INV).Count | Should -Be 5
        Add-SlurmCredit bio 8k -Advance -Reference W
        Add-SlurmCredit bio 8k -Advance -Reference W
        (Get-SlurmAllocation bio -Series).Current, (Get-SlurmAllocation bio -Series).Later | Should -Be @(10000, 0)
        (Get-Failure { Add-SlurmCredit bio 1 -Advance }).FullyQualifiedErrorId | Should -BeLike 'AdvanceExceeded,*'
    }

    It 'renews one allocation, once' {
        $old = New-SlurmAllocation bio 10 -StartDate 2020-01-01 -EndDate 2020-01-31 -Kind award -Partition gpu
        (New-SlurmAllocation -RenewalOf $old.AllocationId -WhatIf -PassThru).Granted | Should -Be 10
        $new = New-SlurmAllocation -RenewalOf $old.AllocationId -Amount 12
        $new.Status, $new.Granted, $new.Kind, ($new.EndDate.Date - $new.StartDate.Date).Days | Should -Be @('active', 12, 'award', 31)
        (New-SlurmAllocation -RenewalOf $old.AllocationId -Amount 12).AllocationId | Should -Be $new.AllocationId
        (Get-SlurmAllocation bio).Count | Should -Be 2
    }

    It 'completes accounts' {
        $null = New-SlurmAllocation bio 1
        Get-Completion 'New-SlurmAllocation b' | Should -Be 'bio'
    }

    It 'fits a terminal, and has help' {
        Get-FitFault @(New-SlurmAllocation bio, geo 1.5M) | Should -BeNullOrEmpty
        Get-HelpFault New-SlurmAllocation | Should -BeNullOrEmpty
    }
}
