BeforeDiscovery {
    . "$PSScriptRoot/common.ps1"
    . "$PSScriptRoot/examples.ps1"
    $examples = @(Get-PageExample)
    $run = @($examples | Where-Object { -not $NotRun.ContainsKey($_.Key) })
    $shown = @($run | Where-Object Shown)
}

BeforeAll {
    . "$PSScriptRoot/common.ps1"
    . "$PSScriptRoot/examples.ps1"
    $before = @{ SLURMBANK_CONFIG = $env:SLURMBANK_CONFIG; PSModulePath = $env:PSModulePath; LC_ALL = $env:LC_ALL; TERM = $env:TERM }
    # The pages show a terminal that has UTF-8.
    $env:LC_ALL = 'C.UTF-8'; $env:TERM = 'xterm'
    # Found by its name, also by a pwsh that an example starts. Not in TestDrive, whose clearing would follow the link.
    $modules = Join-Path -Path ([IO.Path]::GetTempPath()) -ChildPath ('slurmbank-pester-' + [guid]::NewGuid().ToString('N'))
    $null = New-Item -ItemType Directory -Path $modules
    $link = New-Item -ItemType SymbolicLink -Path (Join-Path -Path $modules -ChildPath SlurmBank) -Target $Root
    $env:PSModulePath = "$modules$([IO.Path]::PathSeparator)$env:PSModulePath"
    $origin = (Initialize-SlurmBank -SamplePath (Join-Path -Path $TestDrive -ChildPath origin)).Folder
    $null = Export-SlurmLedger -Path "$origin/dump.json" -ConfigurationPath "$origin/bank.toml"
}

AfterAll {
    foreach ($name in $before.Keys) { [Environment]::SetEnvironmentVariable($name, $before[$name]) }
    $link.Delete()
    [IO.Directory]::Delete($modules)
}

Describe 'The examples of the pages' {
    It 'are marked by their own names, each with a reason' {
        $all = (Get-PageExample).Key
        foreach ($key in $NotRun.Keys) { $all | Should -Contain $key; $NotRun[$key] | Should -Not -BeNullOrEmpty }
    }

    It 'are numbered one after another' {
        foreach ($page in Get-PageExample | ForEach-Object { [pscustomobject]$_ } | Group-Object -Property Cmdlet) {
            @($page.Group.Title -replace '^Example (\d+).*$', '$1') | Should -Be @(1..$page.Count) -Because $page.Name
        }
    }

    It '<Key> runs against the sample' -ForEach $run {
        $folder = Join-Path -Path $TestDrive -ChildPath ([guid]::NewGuid().ToString('N'))
        $work = New-ExamplePlace -Origin $origin -Folder $folder
        # The first command at a site finds no ledger.
        if ($Cmdlet -eq 'Initialize-SlurmBank') { Remove-Item -Path "$folder/ledger.db*" }
        $answer = Invoke-PageExample -Code (ConvertTo-ExamplePath -Code (ConvertTo-ThisYear $Code) -Folder $folder) -Work $work
        if ($Shown) { ConvertTo-Masked $answer $folder | Should -BeExactly (ConvertTo-Masked $Shown $folder) }
        # What an example leaves is sound.
        if ($Cmdlet -notmatch '^(Get|Test)-' -and (Test-Path -Path "$folder/ledger.db")) { Test-SlurmLedger | Should -BeTrue }
        Remove-Item -Path $folder -Recurse -Force
    }
}

Describe 'The sample' {
    BeforeAll {
        $folder = Join-Path -Path $TestDrive -ChildPath sample
        $work = New-ExamplePlace -Origin $origin -Folder $folder
    }

    It 'says that its Slurm is none' {
        & "$folder/slurm/sinfo" --version | Should -Match 'sample'
        & "$folder/slurm/sinfo" --nonsense 2>&1 | Should -Not -BeNullOrEmpty
        Get-Content -Path "$folder/bank.toml" | Select-Object -First 1 | Should -Match 'stand-in'
    }

    It 'has something for every cmdlet that reads' -ForEach @(
        'Get-SlurmAccount', 'Get-SlurmAllocation', 'Get-SlurmAssertion', 'Get-SlurmAssociation', 'Get-SlurmBalance', 'Get-SlurmBankAccount', 'Get-SlurmBankConfiguration', 'Get-SlurmBankStatus'
        'Get-SlurmCluster', 'Get-SlurmHold', 'Get-SlurmLien', 'Get-SlurmNode', 'Get-SlurmNotice', 'Get-SlurmPartition', 'Get-SlurmQos', 'Get-SlurmQueue', 'Get-SlurmReport', 'Get-SlurmShare'
        'Get-SlurmStatement', 'Get-SlurmTariff', 'Get-SlurmTransaction', 'Get-SlurmTres', 'Get-SlurmUsage', 'Get-SlurmUser', 'Compare-SlurmUsage'
    ) { & $_ -ErrorAction Stop | Should -Not -BeNullOrEmpty }

    It 'is sound, and settles nothing twice' {
        $entries = @(Get-SlurmTransaction).Count
        (Sync-SlurmUsage).Charged | Should -Be 0
        @(Get-SlurmTransaction).Count | Should -Be $entries
        Test-SlurmLedger | Should -BeTrue
        Test-SlurmTariff | Should -BeTrue
    }

    It 'holds, releases and remembers, as Slurm would' {
        (Get-SlurmHold art).Owner | Should -Be automatic
        (Get-SlurmAssociation art | Where-Object User -eq '').GrpTresRunMins.ToString() | Should -Be 'cpu=0'
        $null = Add-SlurmCredit art 500; $null = Sync-SlurmHold art
        Get-SlurmHold art | Should -BeNullOrEmpty
        (Get-SlurmAssociation art | Where-Object User -eq '').GrpTresRunMins.ToString() | Should -Be ''
    }

    It 'is made in a folder of its own only, and leaves nothing where it is not made' {
        $error1 = Get-Failure { Initialize-SlurmBank -SamplePath $work }
        $error1.FullyQualifiedErrorId | Should -BeLike 'InvalidRequest,*'
        Test-Path -Path "$work/bank.toml" | Should -BeFalse
        $new = Join-Path -Path $TestDrive -ChildPath new
        Initialize-SlurmBank -SamplePath $new -WhatIf
        Test-Path -Path $new | Should -BeFalse
        (Initialize-SlurmBank -SamplePath $new -WhatIf -PassThru).IsPlan | Should -BeTrue
        Test-Path -Path $new | Should -BeFalse
    }
}
