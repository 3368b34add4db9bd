#!/usr/bin/env pwsh
#Requires -Version 7.4
# After an outage: whatever ran on the nodes in that time and ended badly costs nothing. -WhatIf shows the plan; the ticket is the reference,
# so a second run refunds nothing twice. The refunds are written to standard output as CSV.
[CmdletBinding(SupportsShouldProcess)]
param(
    [Parameter(Mandatory)][string] $StartTime,
    [Parameter(Mandatory)][string] $EndTime,
    [Parameter(Mandatory)][string] $Ticket,
    [string[]] $Node = @(),
    [string[]] $State = @('NODE_FAIL', 'FAILED', 'BOOT_FAIL')
)

. "$PSScriptRoot/common.ps1"
$lock = Enter-Alone -Name refund-outage
try {
    $query = @{ StartTime = $StartTime; EndTime = $EndTime; State = $State; Reference = $Ticket; Reason = "Outage, $Ticket" }
    if ($Node) { $query.Node = $Node }
    New-SlurmRefund @query -ErrorAction Continue -ErrorVariable failed | ConvertTo-Csv
}
finally { $lock.Dispose() }

exit [int]($failed.Count -gt 0)
