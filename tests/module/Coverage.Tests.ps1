# The tests themselves: each cmdlet has one of each sort, by the syntax trees of the tests.
BeforeDiscovery {
    . "$PSScriptRoot/common.ps1"
    . "$PSScriptRoot/coverage.ps1"
    $files = @(Get-ChildItem -Path "$PSScriptRoot/*.Tests.ps1" | Where-Object Name -ne 'Coverage.Tests.ps1')
    $commands = @(Get-Command -Module SlurmBank)
    $uses = Get-CmdletUse -Path $files.FullName -Name $commands.Name | Group-Object -Property Name -AsHashTable
    $cmdlets = @($commands | ForEach-Object { @{ Name = $_.Name; Command = $_; Uses = @($uses[$_.Name]) } })
    $changing = @($cmdlets | Where-Object { $_.Command.Parameters.ContainsKey('WhatIf') })
    $passing = @($cmdlets | Where-Object { $_.Command.Parameters.ContainsKey('PassThru') })
    $fed = @($cmdlets | Where-Object { $_.Command.Parameters.Values.Attributes | Where-Object { $_ -is [Parameter] -and ($_.ValueFromPipeline -or $_.ValueFromPipelineByPropertyName) } })
    # Errors of the bank that no line in a test of the module brings about, each with its reason.
    $unseen = @{
        'of the command line alone' = 'InvalidArgument', 'NotANumber', 'NothingToQuote', 'ScriptNotReadable', 'ScriptTooLarge', 'ServiceRunning', 'SnapshotOnly', 'SnapshotUnavailable', 'UnknownShell'
        'a defect' = 'LedgerHasNoFile', 'LedgerHasNoTables', 'LedgerWriteOver', 'NotSupported', 'Unexpected', 'DuplicateTariffVersion'
        'of the machine: another user, a disk, a network' = 'AccessDenied', 'FileError', 'LedgerAccessDenied', 'LedgerOnNetwork', 'LedgerUnavailable', 'DumpNotReadable'
        'of a damaged ledger, or of another version' = 'BackupInUse', 'LedgerCorrupt', 'LedgerTooNew', 'LedgerTooOld', 'DumpTooNew', 'LedgerExists'
        'of a Slurm that fails' = 'AccountIsDefault', 'AssociationsIncomplete', 'ChangeNotSeen', 'HoldFailed', 'NotAMember', 'RowSkipped', 'RowUnreadable', 'SlurmDidNotAnswer', 'SlurmOutputUnreadable', 'SlurmRefused', 'NoticeNotSent'
        'by PowerShell before the bank is asked' = 'AmountOverflow'
    }
    $unseen = @($unseen.Values | ForEach-Object { $_ })
    $source = (Get-ChildItem -Path "$Root/src" -Recurse -Filter *.cs | Where-Object { $_.FullName -notmatch '/(obj|SlurmBank\.Native|Help)/' } | ForEach-Object { Get-Content -Path $_.FullName -Raw }) -join "`n"
    $known = @([regex]::Matches($source, '(?:base|Exception|BankErrors\.ToRecord)\(\s*"(?<id>[A-Z][A-Za-z]+)",|=> "(?<id>AccessDenied|FileNotFound|FileError|AmountOverflow|NotSupported|Unexpected|Stopped)"') | ForEach-Object { $_.Groups['id'].Value } | Select-Object -Unique)
    $tested = (@($files) + (Get-Item -Path "$PSScriptRoot/*.ps1") | Select-Object -Unique | ForEach-Object { Get-Content -Path $_.FullName -Raw }) -join "`n"
    $errors = @($known | Where-Object { $_ -notin $unseen -and $_ -ne 'TRESBillingWeights' } | ForEach-Object { @{ Id = $_; Tested = $tested } })
    $needless = @($unseen | Where-Object { $_ -notin $known } | ForEach-Object { @{ Id = $_ } })
}

Describe 'The tests' {
    It 'use <Name>' -ForEach $cmdlets { $Uses.Count | Should -BeGreaterThan 1 }

    It 'ask <Name> what it would do' -ForEach $changing { @($Uses | Where-Object { $_.Parameters -contains 'WhatIf' }).Count | Should -BeGreaterThan 0 }

    It 'take what <Name> gives with -PassThru' -ForEach $passing { @($Uses | Where-Object { $_.Parameters -contains 'PassThru' }).Count | Should -BeGreaterThan 0 }

    It 'feed <Name> through a pipeline' -ForEach $fed { @($Uses | Where-Object IsFed).Count | Should -BeGreaterThan 0 }

    It 'use every parameter of <Name>' -ForEach $cmdlets {
        # A listing of sshare, which the tests of the bank itself read.
        $common = @([Management.Automation.PSCmdlet]::CommonParameters) + 'WhatIf', 'Confirm', 'InputObject', 'ConfigurationPath', 'LedgerPath'
        $unused = foreach ($parameter in $Command.Parameters.Values | Where-Object { $_.Name -notin $common }) {
            # By position, by its name, or by a part of that.
            if (@($parameter.ParameterSets.Values | Where-Object Position -ge 0).Count) { continue }
            $names = @($parameter.Name) + $parameter.Aliases
            if (-not ($Uses.Parameters | Where-Object { $given = $_; $names | Where-Object { $_ -like "$given*" } })) { $parameter.Name }
        }
        @($unused | Where-Object { "$Name $_" -notin 'Import-SlurmLedger UsagePath' }) | Should -BeNullOrEmpty
    }

    It 'bring about <Id>' -ForEach $errors { $Tested -match "\b$Id\b" | Should -BeTrue }

    It 'leave out <Id>, which there is' -ForEach $needless { $Id | Should -BeNullOrEmpty -Because 'no such error is in the source' }

    It 'look at something' { $Uses = $null; @(Get-ChildItem -Path "$PSScriptRoot/*.Tests.ps1").Count | Should -BeGreaterThan 50 }
}
