BeforeDiscovery { . "$PSScriptRoot/common.ps1"; $noCluster = -not (Get-TestCluster) }
BeforeAll { . "$PSScriptRoot/common.ps1" }

Describe 'Initialize-SlurmBank' -Skip:$noCluster {
    BeforeAll { $bank = New-TestBank -Cluster (Get-TestCluster) -NoLedger }
    AfterAll { Remove-TestBank $bank }

    It 'makes nothing under -WhatIf; -PassThru gives the plan' {
        $plan = Initialize-SlurmBank 2026-10-01 -WhatIf -PassThru
        $plan.IsPlan, $plan.Accounts | Should -Be @($true, 4)
        Initialize-SlurmBank -WhatIf | Should -BeNullOrEmpty
        Get-WhatIfText 'Initialize-SlurmBank 2026-10-01 -WhatIf' | Should -Match 'Make a ledger with books open from 2026-10-01.*ledger.db'
        @(Get-ChildItem -Path $bank.Folder).Name | Should -Be 'bank-config.toml'
    }

    It 'makes a ledger with open books, a tariff and Slurm''s accounts; holds nobody' {
        $report = Initialize-SlurmBank -BooksOpen 2026-10-01 -Reason 'Allocation year 26'
        $report | Should -BeOfType [SlurmBank.Bank.InitializeReport]
        $report.Ledger, $report.Cluster, $report.TariffVersion, $report.IsPlan | Should -Be @($bank.Ledger, 'lab', 1, $false)
        $report.BooksOpen | Should -Be ([datetimeoffset]'2026-10-01T00:00:00+02:00')
        Get-FitFault @($report) | Should -BeNullOrEmpty
        (Get-SlurmBankAccount).Account | Should -Be @('chem', 'industry', 'physics', 'science')
        (Get-SlurmBankAccount physics).Parents['lab'] | Should -Be science
        (Get-SlurmBankAccount).Mode | Sort-Object -Unique | Should -Be notify
        (Get-SlurmBalance).Status | Sort-Object -Unique | Should -Be unmanaged
        Get-SlurmTransaction | Where-Object Kind -eq opened | ForEach-Object Reason | Should -Be 'Allocation year 26'
        [IO.File]::GetUnixFileMode($bank.Ledger) -band [IO.UnixFileMode]'OtherRead, OtherWrite, GroupWrite' | Should -Be 'None'
    }

    It 'changes nothing when repeated, and refuses another date' {
        $head = (Get-SlurmBankStatus).Head
        (Initialize-SlurmBank).BooksOpen | Should -Be ([datetimeoffset]'2026-10-01T00:00:00+02:00')
        $failure = Get-Failure { Initialize-SlurmBank -BooksOpen 2026-10-02 }
        $failure.FullyQualifiedErrorId | Should -Be 'InvalidRequest,SlurmBank.PowerShell.Commands.InitializeSlurmBankCommand'
        (Get-SlurmBankStatus).Head | Should -Be $head
    }

    It 'makes the ledger that is named' {
        (Initialize-SlurmBank -LedgerPath "$($bank.Folder)/other.db").Ledger | Should -Be "$($bank.Folder)/other.db"
        Test-SlurmLedger -LedgerPath "$($bank.Folder)/other.db" | Should -BeTrue
    }

    It 'has help' { Get-HelpFault Initialize-SlurmBank | Should -BeNullOrEmpty }
}

Describe 'Initialize-SlurmBank without a Slurm' {
    BeforeAll { $bank = New-TestBank -NoLedger }
    AfterAll { Remove-TestBank $bank }

    It 'says which command is missing' {
        (Get-Failure { Initialize-SlurmBank }).FullyQualifiedErrorId | Should -Be 'SlurmCommandMissing,SlurmBank.PowerShell.Commands.InitializeSlurmBankCommand'
    }

    It 'refuses what is not a date' {
        (Get-Failure { Initialize-SlurmBank -BooksOpen 'some day' }).Exception.Message | Should -Match 'some day'
    }
}
