# What the module's tests share. Dot-source it in BeforeDiscovery (for Get-TestCluster) and in BeforeAll.
Set-StrictMode -Version Latest

$script:Root = (Resolve-Path -Path (Join-Path -Path $PSScriptRoot -ChildPath '../..')).Path
if (-not (Test-Path -Path (Join-Path -Path $script:Root -ChildPath 'module/bin/SlurmBank.PowerShell.dll'))) {
    throw 'The module is not built: dotnet build src/SlurmBank.PowerShell -t:StageModule -c Release'
}

Import-Module -Name (Join-Path -Path $script:Root -ChildPath 'SlurmBank.psd1')

# A folder with a configuration and an empty ledger; the configuration is in force until Remove-TestBank.
# Without -Cluster Slurm's commands are looked for where there are none.
function New-TestBank {
    param([object]$Cluster, [string]$Extra = '', [switch]$NoLedger)

    $folder = Join-Path -Path ([IO.Path]::GetTempPath()) -ChildPath ('slurmbank-pester-' + [guid]::NewGuid().ToString('N'))
    $null = New-Item -ItemType Directory -Path $folder
    $bin = if ($Cluster) { $Cluster.Bin } else { Join-Path -Path $folder -ChildPath 'no-slurm' }
    $bank = [pscustomobject]@{
        Folder = $folder
        Ledger = Join-Path -Path $folder -ChildPath 'ledger.db'
        Config = Join-Path -Path $folder -ChildPath 'bank-config.toml'
        Before = $env:SLURMBANK_CONFIG
    }
    Set-Content -Path $bank.Config -Value @"
[ledger]
path = "$($bank.Ledger)"
snapshot = "$folder/snapshot.json"
[site]
time_zone = "Europe/Vienna"
[slurm]
bin = "$bin"
$Extra
"@
    $env:SLURMBANK_CONFIG = $bank.Config
    if (-not $NoLedger) { New-EmptyLedger -Path $bank.Ledger }
    $bank
}

# A ledger without asking Slurm: Initialize-SlurmBank has tests of its own.
function New-EmptyLedger {
    param([string]$Path)

    $loader = [SlurmBank.PowerShell.Commands.GetSlurmBalanceCommand].Assembly.GetType('SlurmBank.PowerShell.Internal.LedgerLoader')
    $create = $loader.GetMethod('Create', [Reflection.BindingFlags]'NonPublic, Static')
    $create.Invoke($null, @($Path)).Dispose()
}

function Remove-TestBank {
    param([object]$Bank)

    if (-not $Bank) { return }
    $env:SLURMBANK_CONFIG = $Bank.Before
    Remove-Item -Path $Bank.Folder -Recurse -Force
}

# The error record that a script block ends with; nothing where it does not fail.
function Get-Failure {
    param([scriptblock]$Script)

    $ErrorActionPreference = 'Stop'
    try { $null = & $Script } catch { return $_ }
}

# What the tab key offers at the end of a line.
function Get-Completion {
    param([string]$Line)

    [Management.Automation.CommandCompletion]::CompleteInput($Line, $Line.Length, $null).CompletionMatches.CompletionText
}

# What is wrong with the help of a cmdlet.
function Get-HelpFault {
    param([string]$Name)

    $help = Get-Help -Name $Name
    if ($help.Synopsis.Trim() -notmatch '\.$') { "$Name has no synopsis" }
    $examples = @($help.examples.example)
    if ($examples.Count -lt 1) { "$Name has no example" }
    foreach ($example in $examples | Where-Object { $_.code -notmatch [regex]::Escape($Name) }) { "the example '$($example.title)' does not use $Name" }
    foreach ($example in $examples) {
        $problems = $null
        $null = [Management.Automation.Language.Parser]::ParseInput($example.code, [ref]$null, [ref]$problems)
        if ($problems) { "the example '$($example.title)' is not PowerShell: $($problems[0].Message)" }
    }
}

# Lines of an answer, as a terminal of 100 columns shows it, that are too wide; and whether there is an answer at all.
function Get-FitFault {
    param([object[]]$Answer)

    $lines = @(($Answer | Out-String -Width 400) -split "`r?`n" | ForEach-Object { $_.TrimEnd() } | Where-Object { $_ })
    if (-not $lines) { 'nothing is shown' }
    $lines = @(($Answer | Format-Table | Out-String -Width 100) -split "`r?`n" | ForEach-Object { $_.TrimEnd() } | Where-Object { $_ -and $_ -notmatch '^ +Cluster: ' })
    $lines | Where-Object { $_.Length -gt 100 }
    # A header, its rule, a line for each object: nothing wraps.
    if ($lines.Count -ne $Answer.Count + 2) { "$($lines.Count) lines for $($Answer.Count) objects" }
}

# What a script block says under -WhatIf, line by line.
function Get-WhatIfText {
    param([string]$Command, [hashtable]$Variables = @{})

    $shell = [powershell]::Create([Management.Automation.RunspaceMode]::NewRunspace)
    try {
        $shell.Runspace.SessionStateProxy.SetVariable('variables', $Variables)
        $null = $shell.AddScript("Import-Module '$script:Root/SlurmBank.psd1'; Start-Transcript -Path '$TestDrive/whatif.txt' -UseMinimalHeader | Out-Null; $Command; Stop-Transcript | Out-Null").Invoke()
        @(Get-Content -Path "$TestDrive/whatif.txt" | Where-Object { $_ -like 'What if:*' })
    }
    finally { $shell.Dispose() }
}

. "$PSScriptRoot/cluster.ps1"
