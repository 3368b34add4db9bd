# Runs the module's Pester files, with one cluster for all of them; the last line is `PESTER passed failed skipped` for tests/lib/pester.sh.
# Arguments choose files by words of their names, or by their whole names: pester.ps1 Lock-SlurmAccount
$ErrorActionPreference = 'Stop'
Import-Module -Name Pester -MinimumVersion 5.0

$root = (Resolve-Path -Path (Join-Path -Path $PSScriptRoot -ChildPath '../..')).Path
$words = @($args)
$files = @(Get-ChildItem -Path "$root/tests/module/*.Tests.ps1" | Where-Object { $name = $_.Name; -not $words -or ($words | Where-Object { $name -eq $_ -or ($_ -notlike '*.Tests.ps1' -and $name -like "*$_*") }) })
$clusterScript = "$root/tests/cluster/cluster.sh"
$cluster = $null

# A cluster of our own, unless one is given; its jobs run while the other files are tested.
if (-not $env:SLURMBANK_TEST_CLUSTER) {
    $cluster = Join-Path -Path ([IO.Path]::GetTempPath()) -ChildPath "slurmbank-pester-cluster-$PID"
    $answer = & $clusterScript up --dir $cluster --name "pester-$PID" --with-parent $PID --quiet 2>&1
    if ($LASTEXITCODE -eq 0) { $env:SLURMBANK_TEST_CLUSTER = $cluster }
    elseif ($LASTEXITCODE -eq 77) {
        # Said out loud, and the tests that need one are counted as skipped.
        $env:SLURMBANK_TEST_CLUSTER = 'none'
        "skip - every test of the cmdlets that needs a Slurm: $($answer | Select-Object -Last 1)"
    }
    else { throw "The cluster did not come up: $($answer | Select-Object -Last 5)" }
}

try {
    $configuration = New-PesterConfiguration
    $configuration.Run.Path = $files.FullName
    $configuration.Run.PassThru = $true
    $configuration.Output.Verbosity = 'Normal'
    $configuration.Output.RenderMode = 'Plaintext'
    $result = Invoke-Pester -Configuration $configuration
}
finally {
    if ($cluster) { & $clusterScript down --dir $cluster --remove --fast --quiet 2>&1 | Out-Null }
}

# A file that cannot be loaded, or a BeforeAll that throws, has failed although none of its tests did.
$failed = $result.FailedCount + $result.FailedBlocksCount + $result.FailedContainersCount
"PESTER $($result.PassedCount) $failed $($result.SkippedCount + $result.NotRunCount)"
exit [int]($failed -gt 0)
