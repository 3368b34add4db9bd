# Runs the module's Pester files; the last line is `PESTER passed failed skipped` for tests/lib/pester.sh.
$ErrorActionPreference = 'Stop'
Import-Module -Name Pester -MinimumVersion 5.0

$configuration = New-PesterConfiguration
$configuration.Run.Path = Join-Path -Path $PSScriptRoot -ChildPath '../module'
$configuration.Run.PassThru = $true
$configuration.Output.Verbosity = 'Normal'
$configuration.Output.RenderMode = 'Plaintext'
$result = Invoke-Pester -Configuration $configuration

# A file that cannot be loaded, or a BeforeAll that throws, has failed although none of its tests did.
$failed = $result.FailedCount + $result.FailedBlocksCount + $result.FailedContainersCount
"PESTER $($result.PassedCount) $failed $($result.SkippedCount + $result.NotRunCount)"
exit [int]($failed -gt 0)
