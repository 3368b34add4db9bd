# What demo.sh lets an administrator type in PowerShell. Prints each line behind `PS> `, then its raw answer; throws on a mismatch.
param([Parameter(Mandatory)] [string] $Repository)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3
$PSStyle.OutputRendering = 'PlainText'
Set-Location -LiteralPath $Repository

# Runs a line in this scope, shows it with its answer, and keeps the answer in $answer.
function Invoke-Line([string] $Line) {
    Write-Host "`nPS> $Line"
    $script:answer = @(. ([scriptblock]::Create($Line)))
    $text = ($script:answer | Out-String -Width 110).Trim("`r", "`n")
    if ($text) { Write-Host $text }
}

function Confirm-Answer([string] $What, [bool] $IsRight) {
    if (-not $IsRight) { throw "not so: $What" }
    Write-Host "  [ok] $What"
}

function Wait-Until([string] $What, [scriptblock] $Test) {
    Write-Host "`n(waiting until $What)"
    $end = [datetime]::UtcNow.AddSeconds(60)
    while (-not (& $Test)) {
        if ([datetime]::UtcNow -gt $end) { throw "not within 60 s: $What" }
        Start-Sleep -Milliseconds 200
    }
}

function Get-JobState([string] $Job) { @(squeue -h -t all -j $Job -o '%T %r')[0] }

function Test-Ended([int] $Count) {
    $ends = @(sacct -a -X -D -n -P -S now-1days -o End)
    $ends.Count -eq $Count -and $ends -notcontains 'Unknown'
}

Invoke-Line 'Import-Module ./SlurmBank.psd1'
Invoke-Line "New-SlurmAllocation industry 0.02 -Reference AY26-3"
Confirm-Answer 'the grant is an object with exact units' ($answer[0].GrantedUnits -eq 72000)
Invoke-Line "enter --user dave sbatch -n 32 -t 5 --wrap='sleep 4'"
$first = ($answer[0] -split ' ')[3]
Wait-Until 'it has ended and slurmdbd knows' { Test-Ended 9 }
Invoke-Line 'Sync-SlurmUsage'
Confirm-Answer 'one run is charged' ($answer[0].Charged -eq 1)
Invoke-Line 'Get-SlurmBalance'
Invoke-Line "Get-SlurmJobCost -JobId $first"
Invoke-Line "Get-SlurmBalance | Where-Object Status -eq spent | Lock-SlurmAccount -Reason 'AY26 spent' -WhatIf"
Confirm-Answer 'nothing is held yet' (-not (sacctmgr -n -P show assoc account=industry format=grptresrunmins | Where-Object { $_ }))
Invoke-Line "Get-SlurmBalance | Where-Object Status -eq spent | Lock-SlurmAccount -Reason 'AY26 spent'"
Invoke-Line 'Get-SlurmHold'
Confirm-Answer 'the hold is a person''s, and says why' ($answer[0].Account -eq 'industry' -and $answer[0].Reason -eq 'AY26 spent')
Invoke-Line "enter --user dave sbatch -n 4 -t 5 --wrap='sleep 3'"
$second = ($answer[0] -split ' ')[3]
Wait-Until "slurmctld has said why job $second waits" { (Get-JobState $second) -eq 'PENDING AssocGrpCPURunMinutesLimit' }
Invoke-Line "squeue -j $second -o '%.8i %.9a %.7u %.9T %r'"
Invoke-Line "Add-SlurmCredit industry 10 -Reason 'AY27 award' -PassThru"
Invoke-Line "Sync-SlurmHold"
Confirm-Answer 'a person''s hold outlives the rule' ((Get-JobState $second) -like 'PENDING*')
Invoke-Line "Unlock-SlurmAccount industry -Reason 'AY27 award'"
Wait-Until "job $second has started" { (Get-JobState $second) -match '^(RUNNING|COMPLET)' }
Wait-Until 'it has ended and slurmdbd knows' { Test-Ended 10 }
Invoke-Line 'Sync-SlurmUsage'
Invoke-Line 'Get-SlurmTransaction industry'
Invoke-Line 'Get-SlurmTransaction industry -Kind charge | Measure-Object -Property ChargedUnits -Sum | Select-Object -Property Count, Sum'
Confirm-Answer 'the charges are the balance, to the unit' ($answer[0].Count -eq 2 -and $answer[0].Sum -eq (Get-SlurmBalance industry).ChargedUnits)
Invoke-Line 'Test-SlurmLedger'
Confirm-Answer 'the ledger is sound' ($answer[0] -eq $true)
