#!/usr/bin/env pwsh
#Requires -Version 7.4
# Grants from a CSV file with the columns Account, Amount, StartDate, EndDate, Reference. A line with a reference moves its amount once,
# however often the file is read; so the file can be the list of the year, and grow. -WhatIf shows what would be granted.
[CmdletBinding(SupportsShouldProcess)]
param([Parameter(Mandatory)][string] $Path)

. "$PSScriptRoot/common.ps1"
$lock = Enter-Alone -Name grants
try {
    $line = 1
    $failed = 0
    foreach ($row in Import-Csv -Path $Path) {
        $line++
        try {
            if (-not $row.Reference) { throw 'the line has no reference, so it would be granted again by the next run' }
            $row | New-SlurmAllocation -WarningAction Continue
        }
        catch {
            $failed++
            [Console]::Error.WriteLine("$Path`:$line`: $($row.Account): $_")
        }
    }
}
finally { $lock.Dispose() }

exit [int]($failed -gt 0)
