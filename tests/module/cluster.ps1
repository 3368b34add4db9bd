# What the tests share that need a Slurm: one cluster, and jobs on it. common.ps1 dot-sources it.

# The cluster of the whole run: the one that SLURMBANK_TEST_CLUSTER names (tests/lib/pester.ps1 does), else one of our own that ends
# with this process. Nothing, out loud, where this machine cannot have one.
function Get-TestCluster {
    if (Get-Variable -Name SlurmBankTestCluster -Scope Global -ErrorAction Ignore) { return $global:SlurmBankTestCluster }
    $global:SlurmBankTestCluster = $null
    $folder = $env:SLURMBANK_TEST_CLUSTER
    if ($folder -eq 'none') { return }
    if (-not $folder) {
        $folder = Join-Path -Path ([IO.Path]::GetTempPath()) -ChildPath "slurmbank-pester-cluster-$PID"
        $answer = & "$script:Root/tests/cluster/cluster.sh" up --dir $folder --name "pester-$PID" --with-parent $PID --quiet 2>&1
        if ($LASTEXITCODE -ne 0) {
            Write-Host "skip - the tests that need a Slurm: $($answer | Select-Object -Last 1)"
            return
        }
    }

    $global:SlurmBankTestCluster = [pscustomobject]@{ Folder = $folder; Bin = Join-Path -Path $folder -ChildPath 'bin'; Runs = $null }
    $global:SlurmBankTestCluster
}

# Runs one of Slurm's commands of the cluster; its lines.
function Invoke-Slurm {
    # No parameters, so that -P and -o are Slurm's; a list with commas is one word.
    $Command = $args[0]
    $Words = @($args | Select-Object -Skip 1 | ForEach-Object { $_ -join ',' })
    $lines = & "$((Get-TestCluster).Bin)/$Command" @Words 2>&1
    if ($LASTEXITCODE -ne 0 -and "$lines" -notmatch 'Nothing modified') { throw "$Command $Words ended with $LASTEXITCODE`: $lines" }
    @($lines | ForEach-Object { "$_" } | Where-Object { $_.Trim() })
}

# Jobs that have ended, the same for all files: one of alice for physics, one of carol for chem, an array of two of bob for chem.
function Get-TestRun {
    $cluster = Get-TestCluster
    if (-not $cluster.Runs) {
        $runs = [ordered]@{
            physics = Submit-TestJob $cluster alice physics -Wrap 'sleep 1' -Option '-n', '36', '--mem=1', '-J', 'one'
            chem    = Submit-TestJob $cluster carol chem -Wrap 'sleep 1' -Option '-n', '18', '--mem=1'
            array   = Submit-TestJob $cluster bob chem -Wrap 'sleep 1' -Option '-n', '9', '--mem=1', '--array=1-2'
        }
        Wait-TestJob $cluster ($runs.physics, $runs.chem, "$($runs.array)_1", "$($runs.array)_2")
        $cluster.Runs = [pscustomobject]$runs
    }

    $cluster.Runs
}

# A bank of the cluster, its books open for the last hour; with -Synced the jobs of Get-TestRun are charged.
function New-ClusterBank {
    param([string]$Extra = '', [switch]$Synced)

    if ($Synced) { $null = Get-TestRun }
    $bank = New-TestBank -Cluster (Get-TestCluster) -NoLedger -Extra $Extra
    $null = Initialize-SlurmBank -BooksOpen ([datetimeoffset]::UtcNow.AddHours(-1))
    if ($Synced) { $null = Sync-SlurmUsage }
    $bank
}

# GrpTRESRunMins of an account's own association, as sacctmgr prints it.
function Get-TestLimit {
    param([string]$Account)

    "$(Invoke-Slurm sacctmgr -n -P show association "account=$Account" 'user=' format=grptresrunmins)"
}

# Takes away every limit that a test may have left.
function Clear-TestLimit {
    $null = Invoke-Slurm sacctmgr -i modify account set 'grptresrunmins=cpu=-1' where 'account=science,physics,chem,industry'
    $null = Invoke-Slurm sacctmgr -i modify account set 'grpsubmitjobs=-1' where 'account=science,physics,chem,industry'
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
