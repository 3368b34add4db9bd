BeforeAll {
    . "$PSScriptRoot/common.ps1"

    # Changes a posted entry as nobody is allowed to: past the store, its triggers taken away.
    function Invoke-Sql {
        param([string]$Path, [string[]]$Statement)

        $sqlite = [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -eq 'Microsoft.Data.Sqlite' } | Select-Object -First 1
        $connection = [Activator]::CreateInstance($sqlite.GetType('Microsoft.Data.Sqlite.SqliteConnection'), "Data Source=$Path;Pooling=False")
        try {
            $connection.Open()
            foreach ($text in $Statement) {
                $command = $connection.CreateCommand()
                $command.CommandText = $text
                $reader = $command.ExecuteReader()
                while ($reader.Read()) { $reader.GetValue(0) }
                $reader.Dispose()
            }
        }
        finally { $connection.Dispose() }
    }
}

Describe 'Test-SlurmLedger' {
    BeforeEach {
        $bank = New-TestBank
        $null = New-SlurmAllocation bio, geo 10
        Add-SlurmCredit bio 1
    }

    AfterEach { Remove-TestBank $bank }

    It 'is true for a sound ledger, and says how far it walked' {
        Test-SlurmLedger | Should -BeOfType [bool]
        Test-SlurmLedger | Should -BeTrue
        Test-SlurmLedger -Detailed | Should -BeNullOrEmpty
        $messages = Test-SlurmLedger -Verbose 4>&1
        "$messages" | Should -Match '3 entries were walked.*True'
        # A gate for scripts.
        @(Get-SlurmBalance | Where-Object { Test-SlurmLedger }).Count | Should -Be 2
    }

    It 'cannot be changed while the triggers stand' {
        (Get-Failure { Invoke-Sql $bank.Ledger 'UPDATE posting SET amount = amount + 1' }).Exception.Message | Should -Match 'SQLite Error 19'
        (Get-Failure { Invoke-Sql $bank.Ledger 'DELETE FROM entry' }).Exception.Message | Should -Match 'SQLite Error 19'
        Test-SlurmLedger | Should -BeTrue
    }

    It 'is false for a ledger that was changed, and names the first wrong entry' {
        $triggers = Invoke-Sql $bank.Ledger "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        $null = Invoke-Sql $bank.Ledger @($triggers | ForEach-Object { "DROP TRIGGER $_" })
        $null = Invoke-Sql $bank.Ledger 'UPDATE posting SET amount = amount + 1 WHERE seq = 1 AND n = (SELECT min(n) FROM posting WHERE seq = 1)'
        Test-SlurmLedger | Should -BeFalse
        $findings = Test-SlurmLedger -Detailed
        $findings | Should -BeOfType [SlurmBank.Bank.BankFinding]
        $findings.Place | Should -Contain 'entry 1'
        $findings.Fix | Should -Not -BeNullOrEmpty
        Get-FitFault @($findings) | Should -BeNullOrEmpty
    }

    It 'says that a file is no ledger, or is not there' {
        Set-Content -Path "$TestDrive/text.db" -Value 'not a database'
        $failure = Get-Failure { Test-SlurmLedger -LedgerPath "$TestDrive/text.db" }
        $failure.FullyQualifiedErrorId | Should -Be 'LedgerNotALedger,SlurmBank.PowerShell.Commands.TestSlurmLedgerCommand'
        $failure.TargetObject | Should -Be "$TestDrive/text.db"
        (Get-Failure { Test-SlurmLedger -LedgerPath "$TestDrive/none.db" }).FullyQualifiedErrorId | Should -BeLike 'LedgerNotFound,*'
    }

    It 'has help' { Get-HelpFault Test-SlurmLedger | Should -BeNullOrEmpty }
}
