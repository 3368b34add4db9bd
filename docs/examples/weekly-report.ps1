#!/usr/bin/env pwsh
#Requires -Version 7.4
# Each week: balances, and who used what since then, as a mail in HTML through the site's sendmail.
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [ValidatePattern('^[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+$')]
    [string[]] $To,

    [ValidatePattern('^[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+$')]
    [string] $From = "slurmbank@$([Net.Dns]::GetHostName())",

    [string] $Sendmail = '/usr/sbin/sendmail',

    [ValidateRange(1, 366)]
    [int] $Days = 7
)

. "$PSScriptRoot/common.ps1"
$lock = Enter-Alone -Name weekly-report
try {
    $since = [datetimeoffset]::Now.AddDays(-$Days)
    $balances = Get-SlurmBalance | Sort-Object -Property PercentUsed -Descending |
        Select-Object -Property Account, Granted, Charged, Running, Available, Status, @{ Name = 'Used %'; Expression = { '{0:f1}' -f $_.PercentUsed } }
    $usage = Get-SlurmUsage -StartTime $since -By User | Where-Object Charged -gt 0 | Sort-Object -Property Charged -Descending |
        Select-Object -First 50 -Property Account, User, Runs, Charged
    $style = '<style>body{font:14px sans-serif}table{border-collapse:collapse}th,td{border:1px solid #999;padding:2px 8px}td{text-align:right}td:first-child{text-align:left}</style>'
    $body = @('<h2>Balances, in SU</h2>'; $balances | ConvertTo-Html -Fragment; "<h2>Used since $($since.ToString('yyyy-MM-dd'))</h2>"; $usage | ConvertTo-Html -Fragment)
    $page = ConvertTo-Html -Title 'SlurmBank' -Head "<meta charset=`"utf-8`">$style" -Body ($body -join "`n")
    $mail = @(
        "From: $From"
        "To: $($To -join ', ')"
        "Subject: Service units, week to $([datetime]::Now.ToString('yyyy-MM-dd'))"
        'MIME-Version: 1.0'
        'Content-Type: text/html; charset=utf-8'
        'Content-Transfer-Encoding: 8bit'
        ''
    ) + $page
    $mail | & $Sendmail -i -t
    if ($LASTEXITCODE -ne 0) { throw "$Sendmail ended with $LASTEXITCODE; the report was not sent." }
}
finally { $lock.Dispose() }
