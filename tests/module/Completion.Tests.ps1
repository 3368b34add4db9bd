BeforeDiscovery {
    . "$PSScriptRoot/common.ps1"
    # Every parameter of every cmdlet that names something of which there is a list.
    $listed = '^(To|From|Owned|Default)?(Account|User|Partition|Qos|Cluster|State|AllocationId|Node|Tres|Parent|Month|Currency)$'
    $parameters = foreach ($command in Get-Command -Module SlurmBank) {
        foreach ($parameter in $command.Parameters.Values | Where-Object Name -match $listed) { @{ Cmdlet = $command.Name; Parameter = $parameter.Name } }
    }
}

BeforeAll { . "$PSScriptRoot/common.ps1" }

Describe 'Completion' {
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
    ) { Get-Completion $Line | Should -Contain $Word }

    It 'offers nothing and says nothing where there is no bank' {
        $env:SLURMBANK_CONFIG = '/nowhere/bank.toml'
        $line = 'Get-SlurmBalance zz'
        [Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null).CompletionMatches | Should -BeNullOrEmpty
        $env:SLURMBANK_CONFIG = (Join-Path -Path $TestDrive -ChildPath 'sample/bank.toml')
    }
}
