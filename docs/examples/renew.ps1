#!/usr/bin/env pwsh
#Requires -Version 7.4
# At the end of a year: each grant of the account names given that ends within -Days gets a successor of the same amount, for the year after it.
# The reference names the grant that is renewed, so a second run, or a run that was interrupted, renews nothing twice.
[CmdletBinding(SupportsShouldProcess)]
param(
    [string[]] $Account = '*',

    [ValidateRange(1, 366)]
    [int] $Days = 30,

    # What the next year gets, of the last year's grant.
    [ValidateRange(0.01, 100)]
    [decimal] $Factor = 1
)

. "$PSScriptRoot/common.ps1"
$lock = Enter-Alone -Name renew
$failed = 0
try {
    $until = [datetimeoffset]::Now.AddDays($Days)
    $ending = Get-SlurmAllocation -Account $Account | Where-Object { $_.Status -eq 'active' -and $_.EndDate -and $_.EndDate -le $until }
    foreach ($grant in $ending) {
        try {
            $next = @{
                Account   = $grant.Account
                Amount    = $grant.Granted * $Factor
                Currency  = $grant.Currency
                StartDate = $grant.EndDate
                EndDate   = $grant.EndDate.AddYears(1)
                Reference = "renewal-of-$($grant.AllocationId)"
                Reason    = "Renewal of allocation $($grant.AllocationId)"
            }
            New-SlurmAllocation @next
        }
        catch {
            $failed++
            [Console]::Error.WriteLine("$($grant.Account), allocation $($grant.AllocationId): $_")
        }
    }
}
finally { $lock.Dispose() }

exit [int]($failed -gt 0)
