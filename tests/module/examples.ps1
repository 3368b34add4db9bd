# What the tests of the pages' examples share: the examples themselves, the sample bank they run in, the files they read.
Set-StrictMode -Version Latest

# Examples that are not run against the sample, each with its reason. A name that is no example any more fails a test.
$script:NotRun = @{
    'Sync-SlurmHold Example 5' = 'it asks a person'
    'Import-SlurmLedger Example 1' = 'it reads a database of slurm_su_bank, which a sample does not have'
    'Import-SlurmLedger Example 2' = 'it reads a database of slurm_su_bank, which a sample does not have'
    'Test-SlurmJob Example 1' = 'it submits a job, which a stand-in does not take'
}

# The examples of all pages: cmdlet, title, code, and what the page shows of the answer.
function Get-PageExample {
    foreach ($page in Get-ChildItem -Path "$PSScriptRoot/../../docs/en-US/*-*.md") {
        $section = [regex]::Match((Get-Content -Path $page.FullName -Raw), '(?ms)^## EXAMPLES\n(.*?)^## PARAMETERS').Groups[1].Value
        foreach ($part in [regex]::Matches($section, '(?ms)^### (?<title>[^\n]+)\n(?<body>.*?)(?=^### |\z)')) {
            $fences = [regex]::Matches($part.Groups['body'].Value, '(?ms)^```(?<language>\w*)\n(?<text>.*?)^```')
            $code = @($fences | Where-Object { $_.Groups['language'].Value -eq 'powershell' })
            $shown = @($fences | Where-Object { $_.Groups['language'].Value -eq 'output' })
            $number = [regex]::Match($part.Groups['title'].Value, '^Example \d+')
            @{
                Key = "$($page.BaseName) $($number.Value)"
                Cmdlet = $page.BaseName
                Title = $part.Groups['title'].Value
                Code = if ($code.Count) { $code[0].Groups['text'].Value.TrimEnd() } else { '' }
                Shown = if ($shown.Count) { $shown[0].Groups['text'].Value.TrimEnd() } else { $null }
            }
        }
    }
}

# Dates in the pages are of 2026 to 2028, as if it were the year in which they were written; examples are run as of this year.
function ConvertTo-ThisYear {
    param([string]$Code)

    $years = (Get-Date).Year - 2026
    [regex]::Replace($Code, '\b(202[6-8])(?=-\d\d)', { param($match) ([int]$match.Value + $years).ToString() })
}

# A copy of a sample bank, with the files that examples read; the configuration is in force until the next one.
function New-ExamplePlace {
    param([string]$Origin, [string]$Folder)

    & cp -R $Origin $Folder
    $configuration = Join-Path -Path $Folder -ChildPath 'bank.toml'
    Set-Content -Path $configuration -Value ((Get-Content -Path $configuration -Raw).Replace($Origin, $Folder)) -NoNewline
    & chmod 600 $configuration
    $work = (New-Item -ItemType Directory -Path (Join-Path -Path $Folder -ChildPath 'files')).FullName
    $files = @{
        'members.csv' = 'Account,User', 'bio,carol', 'chem,ann'
        'leavers.csv' = 'Account,User', 'law,eve'
        'balances.csv' = 'Account,Amount', 'law,344'
        'grants.csv' = 'Account,Amount,StartDate,EndDate,Reference', "bio,100,$((Get-Date).Year)-01-01,$((Get-Date).Year + 1)-12-31,AY-1", "law,5k,$((Get-Date).Year)-01-01,$((Get-Date).Year + 1)-12-31,AY-2"
        'transfers.csv' = 'Account,ToAccount,Amount,Reference', 'bio,law,10,T-1'
        'accounts.csv' = 'Account,Parent', 'astro,science', 'botany,science'
        'job.sh' = '#!/bin/sh', '#SBATCH --account=bio --partition=cpu', '#SBATCH --ntasks=4 --time=1:00:00', 'hostname'
    }
    foreach ($file in $files.GetEnumerator()) { Set-Content -Path (Join-Path -Path $work -ChildPath $file.Key) -Value $file.Value }
    Copy-Item -Path $configuration -Destination (Join-Path -Path $work -ChildPath 'new.toml')
    Copy-Item -Path (Get-ChildItem -Path "$Folder/backup/*.db" | Select-Object -First 1).FullName -Destination (Join-Path -Path $work -ChildPath 'last.db')
    if (Test-Path -Path "$Folder/dump.json") { Copy-Item -Path "$Folder/dump.json" -Destination $work }
    Copy-Item -Path "$work/last.db" -Destination "$work/restored.db"
    $env:SLURMBANK_CONFIG = $configuration
    $work
}

# Paths that only a site has, as the sample has them.
function ConvertTo-ExamplePath {
    param([string]$Code, [string]$Folder)

    $backup = (Get-ChildItem -Path "$Folder/backup/*.db" | Select-Object -First 1).FullName
    $Code -replace '/backup/slurmbank/slurmbank-\d+T\d+Z-\d+\.db', '<newest>' -replace '/backup/slurmbank', "$Folder/backup" `
        -replace '/var/lib/prometheus/node-exporter', "$Folder/files" -replace '/var/lib/slurmbank', "$Folder/files" -replace '/etc/slurm_bank/database', "$Folder/files" `
        -replace '<newest>', $backup
}

# Runs an example in a folder of the sample and gives its answer as a terminal of 100 columns shows it; an error ends it.
function Invoke-PageExample {
    param([string]$Code, [string]$Work)

    $ErrorActionPreference = 'Stop'
    $ProgressPreference = 'SilentlyContinue'
    # A person would say yes.
    $ConfirmPreference = 'None'
    Push-Location -Path $Work
    try { & ([scriptblock]::Create($Code)) 3>$null 6>$null | Out-String -Width 100 }
    finally { Pop-Location }
}

# Dates, times, numbers of entries and jobs, hashes and folders differ from run to run; so do spaces at the ends of lines.
function ConvertTo-Masked {
    param([string]$Text, [string]$Folder)

    $plain = $Text -replace [regex]::Escape($Folder), '/sample' -replace '\x1b\[[0-9;]*m', '' -replace "\b$([regex]::Escape([Environment]::UserName))\b", 'root'
    $plain = $plain -replace '\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d(?::\d\d)?)?(?: ?[+-]\d\d:\d\d)?', '<date>' -replace '\b[0-9a-f]{64}\b', '<hash>' -replace '(?<=EngineVersion +: )\S+', '<version>'
    (($plain -split "`r?`n" | ForEach-Object { ($_.TrimEnd() -replace ' +', ' ') -replace '^ ', '' -replace '^\d+(?= <date>)', '<entry>' -replace '^(Seq ?: ?)\d+$', '$1<entry>' } | Where-Object { $_ }) -join "`n")
}
