#!/usr/bin/env pwsh
#Requires -Version 7.4
# Each night: settle, hold and release, verify, back up. One step that fails does not stop the next.
[CmdletBinding()]
param(
    # The folder of the backups; without it none is made.
    [string] $BackupPath
)

. "$PSScriptRoot/common.ps1"
$lock = Enter-Alone -Name nightly
$failures = [Collections.Generic.List[string]]::new()

function Invoke-Step {
    param([string] $Name, [scriptblock] $Script)

    $problems = @()
    try { & $Script }
    catch { $problems += $_ }
    foreach ($problem in $problems) { $failures.Add("$Name`: $problem") }
}

try {
    Invoke-Step settle {
        foreach ($report in Sync-SlurmUsage -Nightly) {
            Write-Information -MessageData "$($report.Cluster): $($report.Charged) charged, $($report.Amount) SU, $($report.Parked) parked"
            $report.Problems | ForEach-Object { $failures.Add("$($report.Cluster): $_") }
        }
    }
    Invoke-Step enforce {
        foreach ($action in Sync-SlurmHold -ErrorAction Continue -ErrorVariable held) {
            Write-Information -MessageData "$($action.Action) $($action.Account): $($action.Reason)"
        }
        $held | ForEach-Object { $failures.Add("enforce: $_") }
    }
    Invoke-Step verify {
        if (-not (Test-SlurmLedger)) { $failures.Add('verify: the ledger is not sound; see Test-SlurmLedger -Detailed') }
    }
    if ($BackupPath) { Invoke-Step backup { $null = Backup-SlurmLedger -Path $BackupPath } }
}
finally { $lock.Dispose() }

$failures | ForEach-Object { [Console]::Error.WriteLine($_) }
exit [int]($failures.Count -gt 0)
