# What goes wrong, in the lines of a person: each error has its identifier, a category, what it is about, a type that a script can catch, and what to do.
BeforeDiscovery {
    $lines = @(
        # Movements
        @{ Id = 'InvalidRequest'; Line = 'Add-SlurmCredit bio -5'; Target = 'bio' }, @{ Id = 'InvalidRequest'; Line = 'Add-SlurmCredit bio 0'; Target = 'bio' }, @{ Id = 'CurrencyNotFound'; Line = "Add-SlurmCredit bio '5 EUR'"; Target = 'bio' }
        @{ Id = 'AccountNotFound'; Line = 'Add-SlurmCredit nosuch 5'; Target = 'nosuch' }, @{ Id = 'InsufficientFunds'; Line = 'Remove-SlurmCredit bio 1M'; Target = 'bio' }, @{ Id = 'AllocationNotFound'; Line = 'Remove-SlurmCredit bio 1 -AllocationId 999'; Target = 'bio' }
        @{ Id = 'InvalidRequest'; Line = 'Move-SlurmCredit bio 1 -ToAccount bio'; Target = 'bio' }, @{ Id = 'AccountNotFound'; Line = 'Move-SlurmCredit bio 1 -ToAccount nosuch'; Target = 'bio' }, @{ Id = 'InsufficientFunds'; Line = 'Move-SlurmCredit bio 1M -ToAccount law'; Target = 'bio' }
        @{ Id = 'RunNotFound'; Line = 'New-SlurmRefund 999999'; Target = '999999' }, @{ Id = 'RefundExceedsCharge'; Line = 'New-SlurmRefund 4716 -Amount 100000'; Target = '4716' }, @{ Id = 'InvalidRequest'; Line = 'New-SlurmRefund abc'; Target = 'abc' }
        @{ Id = 'NotReversible'; Line = 'Undo-SlurmTransaction 1'; Target = 1 }, @{ Id = 'EntryNotFound'; Line = 'Undo-SlurmTransaction 99999'; Target = 99999 }
        # Grants
        @{ Id = 'AllocationNotFound'; Line = 'Close-SlurmAllocation 999'; Target = 999 }, @{ Id = 'AllocationNotFound'; Line = 'Set-SlurmAllocation 999 -Priority 2'; Target = 999 }, @{ Id = 'InvalidRequest'; Line = 'Set-SlurmAllocation 1'; Target = $null }
        @{ Id = 'InvalidRequest'; Line = 'New-SlurmAllocation bio 5 -EndDate 2020-01-01'; Target = 'bio' }, @{ Id = 'InvalidRequest'; Line = 'New-SlurmAllocation bio 5 -Every Fortnight'; Target = 'bio' }, @{ Id = 'InvalidRequest'; Line = 'New-SlurmAllocation bio 5 -CarryOver 2'; Target = 'bio' }
        @{ Id = 'CurrencyNotFound'; Line = 'New-SlurmAllocation bio 5 -Currency EUR'; Target = 'bio' }
        # Looking
        @{ Id = 'AccountNotFound'; Line = 'Get-SlurmBalance nosuch'; Target = 'nosuch' }, @{ Id = 'CurrencyNotFound'; Line = 'Get-SlurmBalance bio -Currency EUR'; Target = 'bio' }, @{ Id = 'AccountNotFound'; Line = 'Get-SlurmStatement nosuch'; Target = 'nosuch' }
        @{ Id = 'InvalidText'; Line = 'Get-SlurmStatement bio -Month 2026-13'; Target = 'bio' }, @{ Id = 'InvalidRequest'; Line = 'Get-SlurmStatement bio -StartTime 2026-12-01 -EndTime 2026-11-01'; Target = 'bio' }, @{ Id = 'InvalidText'; Line = 'Get-SlurmUsage bio -Month x'; Target = 'bio' }
        @{ Id = 'AccountNotFound'; Line = 'Get-SlurmBankAccount nosuch'; Target = 'nosuch' }, @{ Id = 'AccountNotFound'; Line = 'Get-SlurmHold nosuch'; Target = 'nosuch' }, @{ Id = 'AccountNotFound'; Line = 'Get-SlurmLien nosuch'; Target = 'nosuch' }
        @{ Id = 'AccountNotFound'; Line = 'Get-SlurmNotice nosuch'; Target = 'nosuch' }, @{ Id = 'AccountNotFound'; Line = 'Get-SlurmAllocation nosuch'; Target = 'nosuch' }, @{ Id = 'AccountNotFound'; Line = 'Get-SlurmUsage nosuch'; Target = 'nosuch' }
        @{ Id = 'AccountNotFound'; Line = 'Get-SlurmTransaction nosuch'; Target = 'nosuch' }, @{ Id = 'AccountNotFound'; Line = 'Compare-SlurmUsage nosuch'; Target = 'nosuch' }, @{ Id = 'AccountNotFound'; Line = 'Export-SlurmChart nosuch'; Target = 'nosuch' }
        @{ Id = 'InvalidRequest'; Line = 'Export-SlurmChart bio /nowhere/x.svg'; Target = '/nowhere/x.svg' }, @{ Id = 'InvalidRequest'; Line = 'Get-SlurmTariff 99'; Target = 99 }, @{ Id = 'InvalidRequest'; Line = 'Get-SlurmTariff -Cluster nosuch'; Target = 'nosuch' }
        @{ Id = 'InvalidRequest'; Line = 'Test-SlurmTariff 99'; Target = 99 }, @{ Id = 'NoticeNotFound'; Line = 'Send-SlurmNotice -NoticeId 999'; Target = $null }, @{ Id = 'AssertionBroken'; Line = 'Add-SlurmAssertion law 1'; Target = 'law' }
        @{ Id = 'EntryNotFound'; Line = 'Add-SlurmAssertion law 344 -Entry 99999'; Target = 'law' }
        # Jobs
        @{ Id = 'RunNotFound'; Line = 'Get-SlurmJobCost -JobId 999999'; Target = '999999' }, @{ Id = 'InvalidRequest'; Line = 'Get-SlurmJobCost -Account bio -TimeLimit xx'; Target = $null }, @{ Id = 'InvalidRequest'; Line = 'Get-SlurmJobCost -Account bio -Partition nosuch'; Target = $null }
        @{ Id = 'FileNotFound'; Line = 'Get-SlurmJobCost nosuch.sh'; Target = 'nosuch.sh'; Type = [Management.Automation.ItemNotFoundException] }, @{ Id = 'InvalidRequest'; Line = "Test-SlurmJob -Account bio -Option '--nosuch=1'"; Target = $null }
        # Holds and settings
        @{ Id = 'AccountNotFound'; Line = 'Lock-SlurmAccount nosuch -Reason x'; Target = 'nosuch' }, @{ Id = 'InvalidRequest'; Line = 'Lock-SlurmAccount bio -Reason x -Until 2020-01-01'; Target = 'bio' }, @{ Id = 'AccountNotFound'; Line = 'Unlock-SlurmAccount nosuch -Reason x'; Target = 'nosuch' }
        @{ Id = 'ClusterNotFound'; Line = 'Sync-SlurmHold -Cluster nosuch'; Target = 'nosuch' }, @{ Id = 'ClusterNotFound'; Line = 'Sync-SlurmUsage -Cluster nosuch'; Target = 'nosuch' }, @{ Id = 'InvalidRequest'; Line = 'Sync-SlurmUsage -StartTime 2050-01-01'; Target = $null }
        @{ Id = 'InvalidText'; Line = 'Set-SlurmBankAccount bio -Threshold 5x'; Target = 'bio' }, @{ Id = 'InvalidText'; Line = 'Set-SlurmBankAccount bio -UserLimit ann'; Target = 'ann' }, @{ Id = 'InvalidText'; Line = 'Set-SlurmBankAccount bio -UserLimit ann=abc'; Target = 'ann=abc' }
        @{ Id = 'InvalidRequest'; Line = 'Set-SlurmBankAccount bio'; Target = $null }
        # Slurm
        @{ Id = 'JobNotFound'; Line = 'Get-SlurmJob 999999'; Target = '999999'; Type = 'SlurmBank.Slurm.SlurmNameNotFoundException' }, @{ Id = 'JobNotFound'; Line = 'Get-SlurmQueue 999999'; Target = '999999'; Type = 'SlurmBank.Slurm.SlurmNameNotFoundException' }
        @{ Id = 'InvalidSlurmName'; Line = 'Get-SlurmJob abc'; Target = 'abc' }, @{ Id = 'InvalidSlurmName'; Line = "Get-SlurmJob -User 'a b'"; Target = $null }
        @{ Id = 'AccountNotFound'; Line = 'Get-SlurmAccount nosuch'; Target = 'nosuch'; Type = 'SlurmBank.Slurm.SlurmNameNotFoundException' }, @{ Id = 'UserNotFound'; Line = 'Get-SlurmUser nosuch'; Target = 'nosuch'; Type = 'SlurmBank.Slurm.SlurmNameNotFoundException' }
        @{ Id = 'QosNotFound'; Line = 'Get-SlurmQos nosuch'; Target = 'nosuch'; Type = 'SlurmBank.Slurm.SlurmNameNotFoundException' }, @{ Id = 'PartitionNotFound'; Line = 'Get-SlurmPartition nosuch'; Target = 'nosuch'; Type = 'SlurmBank.Slurm.SlurmNameNotFoundException' }
        @{ Id = 'NodeNotFound'; Line = 'Get-SlurmNode nosuch'; Target = 'nosuch'; Type = 'SlurmBank.Slurm.SlurmNameNotFoundException' }, @{ Id = 'TresNotFound'; Line = 'Get-SlurmTres nosuch'; Target = 'nosuch'; Type = 'SlurmBank.Slurm.SlurmNameNotFoundException' }
        @{ Id = 'ClusterNotFound'; Line = 'Get-SlurmCluster nosuch'; Target = 'nosuch'; Type = 'SlurmBank.Slurm.SlurmNameNotFoundException' }, @{ Id = 'AccountNotFound'; Line = 'Get-SlurmAssociation nosuch'; Target = 'nosuch'; Type = 'SlurmBank.Slurm.SlurmNameNotFoundException' }
        @{ Id = 'AccountExists'; Line = 'New-SlurmAccount bio'; Target = 'bio' }, @{ Id = 'AccountNotFound'; Line = 'New-SlurmAccount x -Parent nosuch'; Target = 'x' }, @{ Id = 'InvalidSlurmName'; Line = "New-SlurmAccount 'a b'"; Target = 'a b' }
        @{ Id = 'AccountNotFound'; Line = 'Remove-SlurmAccount nosuch'; Target = 'nosuch' }, @{ Id = 'AccountHasJobs'; Line = 'Remove-SlurmAccount bio'; Target = 'bio' }, @{ Id = 'AccountHasChildren'; Line = 'Remove-SlurmAccount science'; Target = 'science' }
        @{ Id = 'AccountNotFound'; Line = 'Add-SlurmAccountUser nosuch ann'; Target = 'nosuch' }, @{ Id = 'UserNotFound'; Line = 'Remove-SlurmAccountUser law bob'; Target = 'law/bob' }, @{ Id = 'AccountHasJobs'; Line = 'Remove-SlurmAccountUser bio ann'; Target = 'bio/ann' }
        @{ Id = 'InvalidRequest'; Line = 'Set-SlurmLimit bio'; Target = $null }, @{ Id = 'AccountNotFound'; Line = 'Set-SlurmLimit nosuch -MaxJobs 3'; Target = 'nosuch' }, @{ Id = 'LimitIsHold'; Line = "Set-SlurmLimit art -GrpTresRunMins 'cpu=100'"; Target = 'art' }
        @{ Id = 'AccountNotFound'; Line = 'Reset-SlurmUsage nosuch'; Target = 'nosuch' }, @{ Id = 'AccountNotFound'; Line = 'Set-SlurmAccount nosuch -Description x'; Target = 'nosuch' }, @{ Id = 'InvalidRequest'; Line = 'Set-SlurmAccount bio -Parent bio'; Target = 'bio' }
        # Keeping
        @{ Id = 'BackupNotWritten'; Line = 'Backup-SlurmLedger /nowhere/x.db'; Target = '/nowhere/x.db' }, @{ Id = 'BackupExists'; Line = 'Backup-SlurmLedger <folder>/ledger.db'; Target = '<folder>/ledger.db' }
        @{ Id = 'BackupIsLedger'; Line = 'Restore-SlurmLedger <folder>/ledger.db'; Target = '<folder>/ledger.db' }, @{ Id = 'BackupNotFound'; Line = 'Restore-SlurmLedger /nowhere/x.db'; Target = '/nowhere/x.db' }
        @{ Id = 'BackupUnsound'; Line = 'Restore-SlurmLedger <folder>/bank.toml'; Target = '<folder>/bank.toml' }, @{ Id = 'RestoreWouldLose'; Line = 'Add-SlurmCredit law 1; Restore-SlurmLedger <folder>/files/last.db'; Target = '<folder>/files/last.db' }
        @{ Id = 'DumpExists'; Line = 'Export-SlurmLedger <folder>/bank.toml'; Target = '<folder>/bank.toml' }, @{ Id = 'DumpNotWritten'; Line = 'Export-SlurmLedger /proc/x.json'; Target = '/proc/x.json' }, @{ Id = 'AccountNotFound'; Line = 'Export-SlurmLedger <folder>/d.json -Account nosuch'; Target = '<folder>/d.json' }
        @{ Id = 'DumpNotFound'; Line = 'Import-SlurmLedger /nowhere.json'; Target = '/nowhere.json' }, @{ Id = 'DumpUnknown'; Line = 'Import-SlurmLedger <folder>/bank.toml'; Target = '<folder>/bank.toml' }, @{ Id = 'DumpIsLedger'; Line = 'Import-SlurmLedger <folder>/files/last.db'; Target = '<folder>/files/last.db' }
        @{ Id = 'ImportInvalid'; Line = 'Import-SlurmLedger <folder>/bank.toml -From SlurmSuBank'; Target = '<folder>/bank.toml' }, @{ Id = 'InvalidRequest'; Line = 'Import-SlurmLedger'; Target = 'what Slurm has' }
        @{ Id = 'DumpNotWhole'; Line = 'Export-SlurmLedger <folder>/p.json -Account bio | Out-Null; Import-SlurmLedger <folder>/p.json -LedgerPath <folder>/n.db'; Target = '<folder>/p.json' }
        @{ Id = 'LedgerNotEmpty'; Line = 'Export-SlurmLedger <folder>/w.json | Out-Null; Add-SlurmCredit law 1; Import-SlurmLedger <folder>/w.json'; Target = '<folder>/w.json' }
        @{ Id = 'LedgerNotFound'; Line = 'Get-SlurmBalance -LedgerPath /nowhere/l.db'; Target = '/nowhere/l.db' }, @{ Id = 'LedgerNotALedger'; Line = 'Get-SlurmBalance -LedgerPath <folder>/bank.toml'; Target = '<folder>/bank.toml' }
        @{ Id = 'InvalidRequest'; Line = 'Get-SlurmBalance -ConfigurationPath /nowhere.toml'; Target = $null }, @{ Id = 'InvalidRequest'; Line = 'Initialize-SlurmBank -SamplePath <folder>'; Target = '<folder>' }
    )
    # What a wrong path must not cost.
    $kept = @('Export-SlurmLedger {0} -Force', 'Export-SlurmLedger {0} -Format Csv -Force', 'Export-SlurmChart bio {0} -Force', 'Get-SlurmBankStatus -PrometheusPath {0}', 'Backup-SlurmLedger {0}') | ForEach-Object {
        foreach ($file in 'ledger.db', 'bank.toml', 'files/last.db') { @{ Line = $_ -f "<folder>/$file"; File = $file } }
    }
}

BeforeAll {
    . "$PSScriptRoot/common.ps1"
    . "$PSScriptRoot/examples.ps1"
    $before = $env:SLURMBANK_CONFIG
    $origin = (Initialize-SlurmBank -SamplePath (Join-Path -Path $TestDrive -ChildPath origin)).Folder
    $folder = Join-Path -Path $TestDrive -ChildPath place
    $work = New-ExamplePlace -Origin $origin -Folder $folder
    $whole = (Get-SlurmTransaction | Select-Object -Last 1).Hash
}

AfterAll { $env:SLURMBANK_CONFIG = $before }

Describe 'Errors' {
    It '<Line> is <Id>' -ForEach $lines {
        $text = $Line.Replace('<folder>', $folder)
        $aim = if ($Target -is [string]) { $Target.Replace('<folder>', $folder) } else { $Target }
        $said = @(& { $ConfirmPreference = 'None'; $ErrorActionPreference = 'Continue'; try { & ([scriptblock]::Create($text)) 3>$null 2>&1 } catch { $_ } } | Where-Object { $_ -is [Management.Automation.ErrorRecord] })
        $said.Count | Should -Be 1
        $said[0].FullyQualifiedErrorId | Should -BeLike "$Id,SlurmBank.PowerShell.Commands.*"
        $said[0].CategoryInfo.Category | Should -Not -Be NotSpecified
        $said[0].TargetObject | Should -Be $aim
        $said[0].ErrorDetails.RecommendedAction | Should -Match '\w'
        $said[0].Exception.Message | Should -Match '\w'
        $type = $_['Type'] ? [type]$_['Type'] : [SlurmBank.Engine.SlurmBankException]
        $said[0].Exception | Should -BeOfType $type
    }

    It 'have types of their own, by which a script catches them' {
        $caught = @(
            try { Get-SlurmBalance nosuch -ErrorAction Stop } catch [SlurmBank.Ledger.AccountNotFoundException] { 'account' }
            try { Remove-SlurmCredit bio 1M -ErrorAction Stop } catch [SlurmBank.Ledger.InsufficientFundsException] { 'funds' }
            try { Get-SlurmNode nosuch -ErrorAction Stop } catch [SlurmBank.Slurm.SlurmNameNotFoundException] { "$($_.Exception.What) $($_.Exception.Name)" }
            try { Get-SlurmBalance -LedgerPath /nowhere/l.db } catch [SlurmBank.Engine.SlurmBankException] { $_.Exception.ErrorId }
        )
        $caught | Should -Be 'account', 'funds', 'node nosuch', 'LedgerNotFound'
    }

    It 'have changed nothing that was not asked for' {
        Test-SlurmLedger | Should -BeTrue
        # Two of the lines add one SU before they fail.
        @(Get-SlurmTransaction | Select-Object -Last 2).Amount | Should -Be 1, 1
        @(Get-SlurmTransaction | Select-Object -Last 3)[0].Hash | Should -Be $whole
    }
}

Describe 'A wrong path' {
    It 'costs no file that is something else: <Line>' -ForEach $kept {
        $path = "$folder/$File"
        # The ledger itself notes that a backup failed; its entries stay.
        $content = { if ($File -eq 'ledger.db') { (Get-SlurmTransaction).Hash -join ' ' } else { (Get-FileHash -Path $path).Hash } }
        $was = & $content
        $failure = Get-Failure { & ([scriptblock]::Create($Line.Replace('<folder>', $folder))) }
        $failure | Should -Not -BeNullOrEmpty
        $failure.FullyQualifiedErrorId | Should -Match '^(DumpExists|DumpNotWritten|InvalidRequest|BackupExists),'
        & $content | Should -BeExactly $was
        Test-SlurmLedger | Should -BeTrue
    }

    It 'takes the place of its own kind: <Line>' -ForEach @(
        @{ Line = 'Export-SlurmLedger <folder>/again.json -Force' }, @{ Line = 'Export-SlurmLedger <folder>/again -Format Csv -Force' }, @{ Line = 'Export-SlurmChart bio <folder>/again.svg -Force' }, @{ Line = 'Get-SlurmBankStatus -PrometheusPath <folder>/again.prom' }
    ) {
        $again = [scriptblock]::Create($Line.Replace('<folder>', $folder))
        $null = & $again -ErrorAction Stop
        Get-Failure $again | Should -BeNullOrEmpty
    }
}

Describe 'A misspelled scope' {
    It 'is told: <Line>' -ForEach @(
        @{ Line = 'New-SlurmAllocation bio 5 -Partition gpu, nosuch'; Text = "no partition 'nosuch'" }, @{ Line = 'New-SlurmAllocation bio 5 -Cluster nosuch'; Text = "no cluster 'nosuch'" }
        @{ Line = 'New-SlurmAllocation bio 5 -Every Month -Count 2 -Partition nosuch'; Text = "no partition 'nosuch'" }, @{ Line = 'Set-SlurmAllocation 10 -Partition nosuch'; Text = "no partition 'nosuch'" }
    ) {
        $said = & ([scriptblock]::Create("$Line -WhatIf -PassThru 3>&1 6>`$null")) | Where-Object { $_ -is [Management.Automation.WarningRecord] }
        "$said" | Should -Match $Text
        @($said).Count | Should -Be 1
    }

    It 'is not told of what the bank knows' { New-SlurmAllocation bio 5 -Partition gpu, condo -Cluster lab -WhatIf -PassThru 3>&1 6>$null | Where-Object { $_ -is [Management.Automation.WarningRecord] } | Should -BeNullOrEmpty }
}
