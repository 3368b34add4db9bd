BeforeDiscovery { . "$PSScriptRoot/common.ps1"; $noCluster = -not (Get-TestCluster) }
BeforeAll { . "$PSScriptRoot/common.ps1" }

Describe 'Test-SlurmJob' -Skip:$noCluster {
    BeforeAll {
        $rules = "[gate]`npolicy = `"enforce`"`n[gate.partition.gpu]`npolicy = `"warn`"`n[gate.account.chem]`npolicy = `"observe`"`n"
        $bank = New-ClusterBank -Extra $rules
        (Get-Content -Raw $bank.Config) -replace '(?m)^time_zone', "contact = `"help@example.org`"`ntime_zone" | Set-Content $bank.Config
        $null = New-SlurmAllocation physics, chem 3
        Set-Content -Path "$($bank.Folder)/a.sh" -Value "#!/bin/bash`n#SBATCH -A physics -n 4`n#SBATCH -t 30:00`n#SBATCH --mem=1`nsrun true"
        Set-Content -Path "$($bank.Folder)/b.sh" -Value "#!/bin/bash`n#SBATCH -A physics -n 8 -t 1:00:00 --mem=1`nsrun true"
    }

    AfterAll { Remove-TestBank $bank }

    It 'is true or false: whether the account can pay' {
        Test-SlurmJob "$($bank.Folder)/a.sh" | Should -BeOfType [bool]
        Test-SlurmJob "$($bank.Folder)/a.sh" | Should -BeTrue
        Test-SlurmJob "$($bank.Folder)/b.sh" | Should -BeFalse
        Get-ChildItem -Path "$($bank.Folder)/*.sh" | Test-SlurmJob -TimeLimit 15 | Should -Be @($true, $true)
        Test-SlurmJob -Account physics -Option '-n 3 --mem=1 --time=60' | Should -BeTrue
        Test-SlurmJob -Account physics -Option '-n 3 --mem=1 --time=61' | Should -BeFalse
    }

    It 'is true for an account that is never refused' {
        Test-SlurmJob -Account industry -Option '-n 60 --mem=1 --time=60' | Should -BeTrue
        (Test-SlurmJob -Account industry -Option '-n 60 --mem=1 --time=60' -Detailed).Outcome | Should -Be 'not-gated'
    }

    It 'gives the decision of the gate: <Account> on <Partition> is <Action>' -ForEach @(
        @{ Account = 'physics'; Partition = 'cpu'; Policy = 'enforce'; Action = 'refuse' }
        @{ Account = 'physics'; Partition = 'gpu'; Policy = 'warn'; Action = 'warn' }
        @{ Account = 'physics'; Partition = 'cpu', 'gpu'; Policy = 'enforce'; Action = 'refuse' }
        @{ Account = 'chem'; Partition = 'cpu'; Policy = 'observe'; Action = 'allow' }
        @{ Account = 'chem'; Partition = 'gpu'; Policy = 'observe'; Action = 'allow' }
    ) {
        $decision = Test-SlurmJob -Account $Account -Partition $Partition -Option '-n 8 --mem=1 --time=60' -Detailed
        $decision | Should -BeOfType [SlurmBank.Bank.JobDecision]
        $decision.Outcome, $decision.Policy, $decision.Action, $decision.Affordable | Should -Be @('short', $Policy, $Action, $false)
        $decision.Cost, $decision.CostUnits, $decision.Missing, $decision.MissingUnits | Should -Be @(8, 28800000, 5, 18000000)
        $decision.FitsTimeLimit | Should -Be ([timespan]::FromMinutes(22))
    }

    It 'gives the text of a quote' {
        $decision = Test-SlurmJob "$($bank.Folder)/b.sh" -Detailed
        $decision.Text | Should -Be (Get-SlurmJobCost "$($bank.Folder)/b.sh").Text
        $decision.Text | Should -Match 'Would fit: *the same job with --time=00:22:00'
        $decision.Text | Should -Match 'Ask: *help@example.org'
        "$(Test-SlurmJob "$($bank.Folder)/b.sh" -Verbose 4>&1)" | Should -Match 'Cost at most: *8.00 SU'
    }

    It 'is neither true nor false where there is no such script, or no price' {
        $answers = Test-SlurmJob "$TestDrive/none.sh", "$($bank.Folder)/a.sh" -ErrorVariable failures -ErrorAction SilentlyContinue
        $answers | Should -Be @($true)
        $failures.FullyQualifiedErrorId | Should -BeLike 'FileNotFound,*TestSlurmJobCommand'
        (Get-Failure { Test-SlurmJob -Account physics -Partition nowhere -Option '-n 1' }).FullyQualifiedErrorId | Should -BeLike 'InvalidRequest,*'
    }

    It 'submits nothing, and sets nothing aside' {
        (Get-SlurmBalance physics).Available | Should -Be 3
        Get-SlurmLien | Should -BeNullOrEmpty
    }

    It 'completes accounts' { Get-Completion 'Test-SlurmJob -Account p' | Should -Be 'physics' }

    It 'fits a terminal, and has help' {
        Get-FitFault @(Get-ChildItem "$($bank.Folder)/*.sh" | Test-SlurmJob -Detailed) | Should -BeNullOrEmpty
        Get-HelpFault Test-SlurmJob | Should -BeNullOrEmpty
    }
}
