# Parameters that no other test uses, each against a fresh sample: what they do is seen in the answer.
BeforeDiscovery {
    $lines = @(
        @{ Line = 'Add-SlurmAccountUser law ann -Partition gpu -Share 3 -Cluster lab; Get-SlurmAssociation law -User ann | ForEach-Object { "$($_.User) $($_.Partition) $($_.Shares)" }'; Is = 'ann gpu 3' }
        @{ Line = 'Add-SlurmAssertion law 6 -Figure Charged -Currency SU -PassThru | ForEach-Object { "$($_.Figure) $($_.Currency) $($_.State)" }; (Add-SlurmAssertion law 344 -Entry 95 -PassThru).AtEntry'; Is = 'charged SU holds', 95 }
        @{ Line = '(Add-SlurmCredit law 5 -Currency SU -PassThru).Granted'; Is = 355 }
        @{ Line = 'Close-SlurmAllocation 1 -Reference C-1; (Get-SlurmTransaction -Reference C-1).Kind'; Is = 'change' }
        @{ Line = "'bio', 'chem' | Compare-SlurmUsage -StartTime now-80days -EndTime now -Cluster lab | ForEach-Object { `"`$(`$_.Account) `$(`$_.Cluster)`" } | Select-Object -Unique"; Is = 'bio lab', 'chem lab' }
        @{ Line = '(Export-SlurmChart bio -Kind Usage -By Partition -StartTime now-60days -EndTime now -PassThru).Kind'; Is = 'usage' }
        @{ Line = '(Export-SlurmLedger <folder>/x.json -Account bio -StartTime now-30days -EndTime now).IsWhole'; Is = $false }
        @{ Line = '(Get-SlurmAccount bio -Cluster lab).ParentAccount'; Is = 'science' }
        @{ Line = "'law', 'bio' | Get-SlurmAssertion | ForEach-Object { `$_.Account } | Select-Object -Unique"; Is = 'law' }
        @{ Line = '(Get-SlurmBalance bio -Forecast -Threshold 80).Threshold'; Is = 80 }
        @{ Line = '(Get-SlurmBalance bio -Cluster lab).Cluster'; Is = 'lab' }
        @{ Line = '([pscustomobject]@{ Cluster = "lab" } | Get-SlurmCluster).Cluster'; Is = 'lab' }
        @{ Line = '(Get-SlurmJob 4715 -EachRun -Cluster lab).State'; Is = 'NODE_FAIL' }
        @{ Line = "(Get-SlurmJobCost -Account bio -User ann -TimeLimit 1:00 -Option '-n 1').Account"; Is = 'bio' }
        @{ Line = "('c1' | Get-SlurmNode -Cluster lab).NodeName"; Is = 'c1' }
        @{ Line = "('art' | Get-SlurmNotice -IncludeSuperseded).State | Select-Object -Unique"; Is = 'superseded', 'pending' }
        @{ Line = "('gpu' | Get-SlurmPartition -Cluster lab).Partition"; Is = 'gpu' }
        @{ Line = "('normal', 'nosuch*' | Get-SlurmQos).Qos"; Is = 'normal' }
        @{ Line = '(Get-SlurmQueue -Cluster lab).JobId'; Is = '4719', '4720', '4721', '4722', '4723' }
        @{ Line = '(Get-SlurmReport -Cluster lab).Cluster | Select-Object -Unique'; Is = 'lab' }
        @{ Line = '(Get-SlurmShare -Cluster lab).Cluster | Select-Object -Unique'; Is = 'lab' }
        @{ Line = '([pscustomobject]@{ Version = 1 } | Get-SlurmTariff -Cluster lab).Version'; Is = 1 }
        @{ Line = '"$((Get-SlurmTransaction -JobId 4715 -Explain).Derivation)" -match "288.00 SU"'; Is = $true }
        @{ Line = "('cpu', 'gres/gpu' | Get-SlurmTres).Tres"; Is = 'cpu', 'gres/gpu' }
        @{ Line = '@(Get-SlurmUsage bio -StartTime now-1hour).Count'; Is = 0 }
        @{ Line = '(Get-SlurmUser ann -Cluster lab).User'; Is = 'ann' }
        @{ Line = '(Lock-SlurmAccount bio -Reason x -Cluster lab -PassThru).Cluster; (Unlock-SlurmAccount bio -Reason x -Cluster lab -PassThru).Action'; Is = 'lab', 'release' }
        @{ Line = '(Move-SlurmCredit bio 1 -ToAccount law -Currency SU -PassThru).Granted'; Is = 7999, 351 }
        @{ Line = '(New-SlurmAccount astro -Parent science -Cluster lab -PassThru).ParentAccount; Remove-SlurmAccount astro -Cluster lab -Confirm:$false; @(Get-SlurmAccount astro*).Count'; Is = 'science', 0 }
        @{ Line = '(New-SlurmAllocation bio 10 -Qos urgent -PassThru).Qos'; Is = 'urgent' }
        @{ Line = '(New-SlurmAllocation bio 12 -Every Month -Count 4 -Split -GraceDays 10 -PassThru)[0].Granted; (Get-SlurmAllocation bio -Series | Select-Object -Last 1).GraceDays'; Is = 3, 10 }
        @{ Line = '(New-SlurmRefund -StartTime now-10days -EndTime now -Partition gpu -Qos normal -Cluster lab -Reason x -WhatIf -PassThru).JobId'; Is = '4651', '4716' }
        @{ Line = '$run = New-SlurmRefund 4715 -WhatIf -PassThru; (New-SlurmRefund 4715 -SubmitTime $run.SubmitTime -Reason x -PassThru).Amount'; Is = 288 }
        @{ Line = '$run = New-SlurmRefund 4715 -WhatIf -PassThru; @(New-SlurmRefund 4715 -SubmitTime $run.SubmitTime.AddHours(-1) -Reason x -ErrorAction Ignore).Count'; Is = 0 }
        @{ Line = '(New-SlurmTariff -Cluster lab -PassThru -WhatIf).IsNew'; Is = $false }
        @{ Line = '[pscustomobject]@{ Account = "bio"; User = "ann" } | Add-SlurmAccountUser; [pscustomobject]@{ Account = "law"; User = "eve" } | Remove-SlurmAccountUser -Cluster lab -WhatIf; (Get-SlurmAssociation law -User eve).User'; Is = 'eve' }
        @{ Line = '([pscustomobject]@{ Account = "law"; User = "eve" } | Remove-SlurmAccountUser -Cluster lab -PassThru).Account; @(Get-SlurmAssociation law -User eve).Count'; Is = 'law', 0 }
        @{ Line = '(Remove-SlurmCredit law 2 -AllocationId (Get-SlurmAllocation law | Where-Object Status -eq active)[0].AllocationId -Currency SU -PassThru).Granted'; Is = 348 }
        @{ Line = "'old' | Reset-SlurmUsage -WhatIf; 'old' | Reset-SlurmUsage -Force -Cluster lab -Confirm:`$false -PassThru | ForEach-Object { `$_.Account } | Select-Object -Unique"; Is = 'old' }
        @{ Line = 'Send-SlurmNotice -Account art -Force -WhatIf; @(Get-SlurmNotice art -Pending).Count'; Is = 1 }
        @{ Line = '(Set-SlurmAccount bio -Organization faculty -Cluster lab -PassThru).Organization'; Is = 'faculty' }
        @{ Line = '(Set-SlurmAllocation 10 -Cluster lab -PassThru).Clusters'; Is = 'lab' }
        @{ Line = '(Set-SlurmBankAccount bio -DrawOnParent $true -Since 2026-11-01 -PassThru).DrawsOn'; Is = 'science' }
        @{ Line = '(Set-SlurmBankAccount bio -UserLimit ann=500, ben=none -Currency SU -PassThru).UserLimits.Limit'; Is = 500 }
        @{ Line = "'bio' | Set-SlurmLimit -GrpSubmitJobs 10 -WhatIf; 'bio' | Set-SlurmLimit -User ann -MaxSubmitJobs 5 -MaxTresPerJob cpu=4 -Share 2 -Cluster lab -PassThru | ForEach-Object { `"`$(`$_.MaxSubmitJobs) `$(`$_.MaxTresPerJob) `$(`$_.Shares)`" }; `"`" + (Get-SlurmAssociation bio | Where-Object User -eq '').GrpSubmitJobs"; Is = '5 cpu=4 2', '' }
        @{ Line = "Set-SlurmLimit bio -User ann -Partition gpu -MaxJobs 2 -ErrorAction SilentlyContinue -ErrorVariable failures; `$failures[0].FullyQualifiedErrorId -replace ',.*'"; Is = 'UserNotFound' }
        @{ Line = '(Sync-SlurmHold -Adopt -WhatIf -PassThru).Account'; Is = 'art', 'pilot' }
        @{ Line = '(Sync-SlurmUsage -EndTime now -PassThru).Cluster'; Is = 'lab' }
        @{ Line = 'Test-SlurmTariff -Cluster lab'; Is = $true }
        @{ Line = 'Get-Item <folder>/files/job.sh | Test-SlurmJob -User ann; Test-SlurmJob -LiteralPath <folder>/files/job.sh'; Is = $true, $true }
        @{ Line = '(Import-SlurmLedger <folder>/files/grants.csv -From Csv -Rate 2 -Reason moved -SkipInvalid -IncludeEnded -NoUsage -PeriodDays 0 -WhatIf -PassThru 3>$null).Items.Amount'; Is = 200, 10000 }
        @{ Line = '(Restore-SlurmLedger <folder>/files/last.db -Force -Adopt -WhatIf -PassThru).LostEntries'; Is = 0 }
    )
}

BeforeAll {
    . "$PSScriptRoot/common.ps1"
    . "$PSScriptRoot/examples.ps1"
    $before = $env:SLURMBANK_CONFIG
    $origin = (Initialize-SlurmBank -SamplePath (Join-Path -Path $TestDrive -ChildPath origin)).Folder
}

AfterAll { $env:SLURMBANK_CONFIG = $before }

Describe 'The parameters' {
    It 'of <Line>' -ForEach $lines {
        $folder = Join-Path -Path $TestDrive -ChildPath ([guid]::NewGuid().ToString('N'))
        $null = New-ExamplePlace -Origin $origin -Folder $folder
        $answer = @(& ([scriptblock]::Create($Line.Replace('<folder>', $folder))) 6>$null)
        $answer | Should -Be @($Is)
        Test-SlurmLedger | Should -BeTrue
        Remove-Item -Path $folder -Recurse -Force
    }
}
