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

# A running cluster for the whole run: the one that SLURMBANK_TEST_CLUSTER names, else one of our own that ends with this process.
# Nothing, out loud, where this machine cannot have one.
function Get-TestCluster {
    if (Get-Variable -Name SlurmBankTestCluster -Scope Global -ErrorAction Ignore) { return $global:SlurmBankTestCluster }
    $global:SlurmBankTestCluster = $null
    $folder = $env:SLURMBANK_TEST_CLUSTER
    if (-not $folder) {
        $folder = Join-Path -Path ([IO.Path]::GetTempPath()) -ChildPath "slurmbank-pester-cluster-$PID"
        $answer = & "$script:Root/tests/cluster/cluster.sh" up --dir $folder --name "pester-$PID" --with-parent $PID --quiet 2>&1
        if ($LASTEXITCODE -ne 0) {
            Write-Host "The tests that need a Slurm are skipped: $($answer | Select-Object -Last 1)"
            return
        }
    }

    $bin = Join-Path -Path $folder -ChildPath 'bin'
    $null = & "$bin/scontrol" ping 2>&1
    if ($LASTEXITCODE -ne 0) {
        Write-Host "The tests that need a Slurm are skipped: slurmctld of $folder does not answer"
        return
    }

    $global:SlurmBankTestCluster = [pscustomobject]@{ Folder = $folder; Bin = $bin }
    $global:SlurmBankTestCluster
}

# Submits a job as a user and gives its number.
function Submit-TestJob {
    param([object]$Cluster, [string]$User, [string]$Account, [string]$Wrap = 'true', [string[]]$Option = @())

    $number = & "$($Cluster.Bin)/enter" --user $User -- sbatch --parsable --account=$Account --output=/dev/null @Option --wrap $Wrap
    if ($LASTEXITCODE -ne 0) { throw "sbatch failed: $number" }
    "$number".Trim()
}

# Waits until sacct says that the jobs have ended, and slurmctld has given all it has to slurmdbd.
function Wait-TestJob {
    param([object]$Cluster, [string[]]$JobId, [int]$Seconds = 60)

    $end = [datetime]::UtcNow.AddSeconds($Seconds)
    while ([datetime]::UtcNow -lt $end) {
        $states = @(& "$($Cluster.Bin)/sacct" -X -n -P -j ($JobId -join ',') -o State,End)
        if ($states.Count -ge $JobId.Count -and -not ($states -match 'Unknown|PENDING|RUNNING')) { return }
        Start-Sleep -Milliseconds 200
    }

    throw "Jobs $JobId did not end within $Seconds s"
}
