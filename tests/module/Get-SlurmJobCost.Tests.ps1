BeforeDiscovery { . "$PSScriptRoot/common.ps1"; $noCluster = -not (Get-TestCluster) }
BeforeAll { . "$PSScriptRoot/common.ps1" }

Describe 'Get-SlurmJobCost' -Skip:$noCluster {
    BeforeAll {
        $bank = New-ClusterBank -Synced
        $runs = Get-TestRun
        $null = New-SlurmAllocation physics 3
        Set-Content -Path "$($bank.Folder)/a.sh" -Value "#!/bin/bash`n#SBATCH -A physics -n 4`n#SBATCH -t 30:00`n#SBATCH --mem=1`nsrun true"
        Set-Content -LiteralPath "$($bank.Folder)/b [1].sh" -Value "#!/bin/bash`n#SBATCH -A physics -n 8 -t 1:00:00 --mem=1`nsrun true"
    }

    AfterAll { Remove-TestBank $bank }

    It 'prices options, shows the arithmetic, and says whether the account can pay' {
        $quote = Get-SlurmJobCost -Option '-n 4 --mem=1 --time=30:00' -Account physics
        $quote | Should -BeOfType [SlurmBank.Bank.QuoteReport]
        $quote.Upper, $quote.UpperUnits, $quote.HourlyRate, $quote.Affordable, $quote.Account | Should -Be @(2, 7200000, 4, $true, 'physics')
        "$($quote.Arithmetic)" | Should -Match '1800 s'
        (Get-SlurmJobCost -Option '-n', '4', '--mem=1' -TimeLimit ([timespan]::FromHours(1)) -Account physics).Affordable | Should -BeFalse
        (Get-SlurmJobCost -Option '-n 4 --mem=1' -TimeLimit 60 -Account physics -Partition gpu -Qos normal).Partition | Should -Be gpu
    }

    It 'prices scripts: by path, pattern, and from the pipeline' {
        (Get-SlurmJobCost "$($bank.Folder)/a.sh").Upper | Should -Be 2
        (Get-SlurmJobCost "$($bank.Folder)/*.sh").Upper | Should -Be @(2, 8)
        (Get-SlurmJobCost -LiteralPath "$($bank.Folder)/b [1].sh").Upper | Should -Be 8
        (Get-ChildItem -Path "$($bank.Folder)/*.sh" | Get-SlurmJobCost -TimeLimit 15).Upper | Should -Be @(1, 2)
    }

    It 'shows what settled jobs did cost, to the unit' {
        $cost = Get-SlurmJobCost -JobId $runs.physics
        $cost | Should -BeOfType [SlurmBank.Bank.RunCostReport]
        $billing, $seconds = (Invoke-Slurm sacct -X -n -P -j $runs.physics -o alloctres, elapsedraw) -split '\|' | ForEach-Object { [long]($_ -replace '.*billing=(\d+).*', '$1') }
        $cost.CostUnits | Should -Be ($billing * $seconds * 1000)
        $cost.Cost | Should -Be ($cost.CostUnits / 3600000d)
        @(Get-SlurmJobCost -JobId $runs.array).Count | Should -Be 2
        (Get-SlurmJob $runs.physics, $runs.chem | Get-SlurmJobCost | Measure-Object CostUnits -Sum).Sum | Should -BeGreaterThan $cost.CostUnits
    }

    It 'goes on after a wrong job and a wrong script' {
        $rows = [pscustomobject]@{ JobId = '4000000' }, [pscustomobject]@{ JobId = $runs.chem } | Get-SlurmJobCost -ErrorVariable failures -ErrorAction SilentlyContinue
        $rows.JobId | Should -Be $runs.chem
        $failures.FullyQualifiedErrorId | Should -Be 'RunNotFound,SlurmBank.PowerShell.Commands.GetSlurmJobCostCommand'
        Set-Content -Path "$TestDrive/bad.sh" -Value "#!/bin/bash`n#SBATCH --time=nonsense"
        $rows = Get-SlurmJobCost "$TestDrive/bad.sh", "$TestDrive/none.sh", "$($bank.Folder)/a.sh" -ErrorVariable failures -ErrorAction SilentlyContinue
        $rows.Upper | Should -Be 2
        $failures.Count | Should -Be 2
        "$($failures[0].Exception.Message)" | Should -Match 'bad.sh: 2:16: --time'
        $failures[1].FullyQualifiedErrorId | Should -BeLike 'FileNotFound,*'
    }

    It 'points to -JobId where a number is no script' {
        $failure = Get-Failure { Get-SlurmJobCost 1 }
        $failure.FullyQualifiedErrorId | Should -Be 'InvalidRequest,SlurmBank.PowerShell.Commands.GetSlurmJobCostCommand'
        $failure.Exception.Message | Should -Match '-JobId 1'
        $failure.ErrorDetails.RecommendedAction | Should -Be 'Get-SlurmJobCost -JobId 1'
        (Get-Failure { Get-SlurmJobCost 4_3 }).Exception.Message | Should -Match '-JobId 4_3'
        Set-Content -Path "$TestDrive/7" -Value "#!/bin/bash`n#SBATCH -A physics -n 4 -t 30:00 --mem=1"
        Push-Location $TestDrive
        (Get-SlurmJobCost 7).Upper | Should -Be 2
        Pop-Location
    }

    It 'completes accounts' { Get-Completion 'Get-SlurmJobCost -Account p' | Should -Be 'physics' }

    It 'fits a terminal, and has help' {
        Get-FitFault @(Get-SlurmJobCost -JobId $runs.array) | Should -BeNullOrEmpty
        Get-FitFault @(Get-SlurmJobCost "$($bank.Folder)/*.sh") | Should -BeNullOrEmpty
        Get-HelpFault Get-SlurmJobCost | Should -BeNullOrEmpty
    }
}
