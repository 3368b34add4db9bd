BeforeDiscovery {
    . "$PSScriptRoot/common.ps1"
    # Parameters that take what nobody can list. All others complete: by a list of words, by what the ledger knows, or by what Slurm knows.
    $open = @{
        Paths = 'ConfigurationPath', 'LedgerPath', 'LiteralPath', 'Path', 'PrometheusPath', 'SamplePath', 'UsagePath' # PowerShell itself completes these.
        Texts = 'Description', 'Option', 'Reason', 'Said', 'TimeLimit'
        Amounts = 'Amount', 'Borrow', 'CarryOver', 'CarryOverLimit', 'CreditLimit', 'Rate'
        Counts = 'Count', 'Days', 'GraceDays', 'Last', 'PeriodDays', 'Priority', 'Share', 'Top'
        # A reference that is not used yet; one that is used is completed where entries are looked for.
        New = 'Add-SlurmAssertion Reference', 'Add-SlurmCredit Reference', 'Close-SlurmAllocation Reference', 'Move-SlurmCredit Reference', 'New-SlurmAllocation Reference', 'New-SlurmRefund Reference', 'Remove-SlurmCredit Reference', 'Set-SlurmAllocation Reference', 'Undo-SlurmTransaction Reference'
        Others = 'Get-SlurmBalance Threshold', 'New-SlurmRefund SubmitTime'
    }
    $open = @($open.Values | ForEach-Object { $_ })
    $common = @([Management.Automation.PSCmdlet]::CommonParameters) + 'WhatIf', 'Confirm', 'InputObject'
    $all = @(foreach ($command in Get-Command -Module SlurmBank) {
        foreach ($parameter in $command.Parameters.Values | Where-Object { $_.Name -notin $common -and -not $_.SwitchParameter }) {
            @{ Cmdlet = $command.Name; Parameter = $parameter.Name; Key = "$($command.Name) $($parameter.Name)" }
        }
    })
    $parameters = @($all | Where-Object { $_.Parameter -notin $open -and $_.Key -notin $open })
    $needless = @($open | Where-Object { $_ -notin $all.Parameter -and $_ -notin $all.Key } | ForEach-Object { @{ Name = $_ } })
}

BeforeAll { . "$PSScriptRoot/common.ps1" }

Describe 'Completion' {
    It 'leaves out <Name>, which there is' -ForEach $needless { $Name | Should -BeNullOrEmpty -Because 'no cmdlet has such a parameter any more' }

    It '<Cmdlet> completes -<Parameter>' -ForEach $parameters {
        $given = (Get-Command -Name $Cmdlet).Parameters[$Parameter]
        $type = $given.ParameterType
        $element = if ($type.IsArray) { $type.GetElementType() } else { [Nullable]::GetUnderlyingType($type) ?? $type }
        $helps = @($given.Attributes | Where-Object { $_ -is [ArgumentCompleter] -or $_ -is [Management.Automation.ValidateSetAttribute] })
        ($helps.Count -gt 0 -or $element.IsEnum) | Should -BeTrue
    }

    It 'looks at something' { @(Get-Command -Module SlurmBank | Where-Object { $_.Parameters.ContainsKey('Account') }).Count | Should -BeGreaterThan 30 }
}

Describe 'Completion with the sample' {
    BeforeAll {
        $before = $env:SLURMBANK_CONFIG
        $env:SLURMBANK_CONFIG = (Initialize-SlurmBank -SamplePath (Join-Path -Path $TestDrive -ChildPath sample)).ConfigurationPath
    }
    AfterAll { $env:SLURMBANK_CONFIG = $before }

    It 'offers <Word> for <Line>' -ForEach @(
        @{ Line = 'Get-SlurmBalance ph'; Word = 'physics' }, @{ Line = 'Get-SlurmBalance bio -User a'; Word = 'ann' }, @{ Line = 'Get-SlurmBalance bio -Partition g'; Word = 'gpu' }
        @{ Line = 'Get-SlurmBalance bio -Qos u'; Word = 'urgent' }, @{ Line = 'New-SlurmAllocation bio 1 -Partition c'; Word = 'condo' }, @{ Line = 'New-SlurmAllocation bio 1 -User be'; Word = 'ben' }
        @{ Line = 'Set-SlurmAllocation 1'; Word = '10' }, @{ Line = 'New-SlurmRefund -Node c'; Word = 'c4' }, @{ Line = 'Get-SlurmJob -State NODE'; Word = 'NODE_FAIL' }, @{ Line = 'Get-SlurmJob -User ali'; Word = 'alice' }
        @{ Line = 'Get-SlurmQueue -Partition '; Word = 'cpu' }, @{ Line = 'Test-SlurmJob -Qos lo'; Word = 'long' }, @{ Line = 'Sync-SlurmHold -Cluster '; Word = 'lab' }, @{ Line = 'Get-SlurmReport -Month 20'; Word = (Get-Date -Format 'yyyy-MM') }
        @{ Line = 'Set-SlurmBankAccount condo -OwnedPartition '; Word = 'condo' }, @{ Line = 'Move-SlurmCredit bio 1 -ToAccount la'; Word = 'law' }, @{ Line = 'Get-SlurmNode -State DR'; Word = 'DRAIN' }, @{ Line = 'Get-SlurmBalance -Currency '; Word = 'SU' }
        @{ Line = 'Get-SlurmQueue '; Word = '4719' }, @{ Line = 'Get-SlurmJob 47'; Word = '4722' }, @{ Line = 'Get-SlurmJob 471'; Word = '4711' }, @{ Line = 'Get-SlurmJobCost -JobId 4712'; Word = '4712_3' }, @{ Line = 'New-SlurmRefund 4716'; Word = '4716' }
        @{ Line = 'Get-SlurmTransaction -JobId 4715'; Word = '4715' }, @{ Line = 'Get-SlurmTransaction -Reference TICKET-1'; Word = 'TICKET-12' }, @{ Line = "Get-SlurmTransaction -Reference CONDO"; Word = "'CONDO-INV#5'" }, @{ Line = 'Get-SlurmTransaction -Kind w'; Word = 'withdrawal' }
        @{ Line = 'Get-SlurmTariff '; Word = '1' }, @{ Line = 'Test-SlurmTariff '; Word = '1' }, @{ Line = 'Send-SlurmNotice -NoticeId '; Word = '3' }, @{ Line = 'New-SlurmAllocation bio 1 -Kind pro'; Word = 'proposal' }, @{ Line = 'New-SlurmAllocation bio 1 -Kind co'; Word = 'course' }
        @{ Line = 'New-SlurmAllocation bio 1 -Every q'; Word = 'Quarter' }, @{ Line = 'Set-SlurmLimit bio -GrpTres cpu=4,gr'; Word = 'gres/gpu=' }, @{ Line = 'Set-SlurmLimit bio -MaxJobs '; Word = 'unlimited' }, @{ Line = 'Set-SlurmBankAccount bio -UserLimit an'; Word = 'ann=' }
        @{ Line = 'Set-SlurmBankAccount bio -DrawOnParent '; Word = '$true' }, @{ Line = 'Set-SlurmBankAccount bio -Threshold d'; Word = 'Default' }, @{ Line = 'Set-SlurmBankAccount bio -Mode e'; Word = 'Enforce' }, @{ Line = 'New-SlurmAccount x -Organization hu'; Word = 'humanities' }
        @{ Line = 'Get-SlurmJob -StartTime now-1d'; Word = 'now-1day' }, @{ Line = 'Lock-SlurmAccount bio -Until 7'; Word = '7d' }, @{ Line = 'New-SlurmAllocation bio 1 -EndDate '; Word = "$((Get-Date).Year)-12-31" }, @{ Line = 'Get-SlurmBalance | Format-Table -View P'; Word = 'Parent' }
    ) { Get-Completion $Line | Should -Contain $Word }

    It 'offers entries that can be reversed, the newest first' {
        $offered = [long[]]@(Get-Completion 'Undo-SlurmTransaction ')
        $offered | Should -Contain (Get-SlurmTransaction -Reference TICKET-12).Seq
        $offered | Should -Be @($offered | Sort-Object -Descending)
        $kinds = @(Get-SlurmTransaction | Where-Object Seq -in $offered | Select-Object -ExpandProperty Kind -Unique)
        $kinds | Where-Object { $_ -in 'charge', 'settings', 'hold', 'opened', 'tariff' } | Should -BeNullOrEmpty
    }

    It 'offers a moment that the parameter takes: <Line>' -ForEach @(
        'Get-SlurmJob -StartTime ', 'Get-SlurmStatement bio -EndTime ', 'New-SlurmAllocation bio 1 -StartDate ', 'Set-SlurmAllocation 1 -EndDate ', 'Lock-SlurmAccount bio -Until ', 'Add-SlurmAssertion bio 1 -Time ' | ForEach-Object { @{ Line = $_ } }
    ) {
        $words = @(Get-Completion $Line)
        $words.Count | Should -BeGreaterThan 2
        $transform = [SlurmBank.PowerShell.Arguments.MomentTransformationAttribute]@{ Ahead = $Line -match 'Until' }
        foreach ($word in $words) { $transform.Transform($ExecutionContext, $word) | Should -BeOfType ([SlurmBank.Bank.SiteMoment]) -Because $word }
    }

    It 'asks once for several presses of the key' {
        # A second bank behind the same configuration would be noticed; within some seconds the first answer stands.
        $first = @(Get-Completion 'Get-SlurmBalance ph')
        $ledger = Join-Path -Path $TestDrive -ChildPath 'sample/ledger.db'
        Rename-Item -Path $ledger -NewName away.db
        try { Get-Completion 'Get-SlurmBalance ph' | Should -Be $first }
        finally { Rename-Item -Path (Join-Path -Path $TestDrive -ChildPath 'sample/away.db') -NewName ledger.db }
    }

    It 'says nothing where <Line> has no list behind it' -ForEach @(
        'Get-SlurmQueue ', 'Undo-SlurmTransaction ', 'Get-SlurmTariff ', 'Set-SlurmLimit bio -GrpTres ', 'Send-SlurmNotice -NoticeId ', 'New-SlurmAccount x -Organization ', 'Get-SlurmTransaction -Reference ' | ForEach-Object { @{ Line = $_ } }
    ) {
        $env:SLURMBANK_CONFIG = '/nowhere/bank.toml'
        try {
            $Error.Clear()
            Push-Location -Path $PSHOME
            $offered = [Management.Automation.CommandCompletion]::CompleteInput($Line, $Line.Length, $null).CompletionMatches
            $offered | Where-Object { $_.ResultType -notin 'ProviderItem', 'ProviderContainer' } | Should -BeNullOrEmpty
            $Error.Count | Should -Be 0
        }
        finally { Pop-Location; $env:SLURMBANK_CONFIG = (Join-Path -Path $TestDrive -ChildPath 'sample/bank.toml') }
    }

    It 'offers nothing and says nothing where there is no bank' {
        $env:SLURMBANK_CONFIG = '/nowhere/bank.toml'
        $line = 'Get-SlurmBalance zz'
        [Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null).CompletionMatches | Should -BeNullOrEmpty
        $env:SLURMBANK_CONFIG = (Join-Path -Path $TestDrive -ChildPath 'sample/bank.toml')
    }
}
