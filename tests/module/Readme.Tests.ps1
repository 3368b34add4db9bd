BeforeDiscovery {
    . "$PSScriptRoot/common.ps1"
    . "$PSScriptRoot/examples.ps1"
    # What stands behind a prompt, with what is shown below it.
    $text = Get-Content -Path "$Root/README.md" -Raw
    $shown = @([regex]::Matches($text, '(?ms)^(?<prompt>PS> |\$ )(?<code>[^\n]+)\n(?<answer>.*?)(?=^PS> |^\$ |^```)') | ForEach-Object {
            @{ Code = $_.Groups['code'].Value; Answer = $_.Groups['answer'].Value.TrimEnd(); InShell = $_.Groups['prompt'].Value -eq '$ ' } })
}

BeforeAll {
    . "$PSScriptRoot/common.ps1"
    . "$PSScriptRoot/examples.ps1"
    $before = @{ SLURMBANK_CONFIG = $env:SLURMBANK_CONFIG; PATH = $env:PATH; LC_ALL = $env:LC_ALL; TERM = $env:TERM }
    $env:LC_ALL = 'C.UTF-8'; $env:TERM = 'xterm'
    $env:PATH = "$Root/out$([IO.Path]::PathSeparator)$env:PATH"
    $folder = Join-Path -Path $TestDrive -ChildPath sample
}

AfterAll {
    foreach ($name in $before.Keys) { [Environment]::SetEnvironmentVariable($name, $before[$name]) }
}

Describe 'The first page' {
    It 'shows what both doors say' -ForEach @{ Shown = $shown } {
        $Shown.Count | Should -BeGreaterThan 4
        @($Shown | Where-Object InShell).Count | Should -BeGreaterThan 0
    }

    # One after another in one bank, as a reader would.
    It '<Code>' -ForEach $shown {
        $code = (ConvertTo-ThisYear $Code).Replace('~/bank-sample', "'$folder'").Replace('./SlurmBank.psd1', "'$Root/SlurmBank.psd1'")
        if ($Code -match '-WhatIf') {
            # The host says what would be done; a pwsh of its own has one that can be read.
            $said = & pwsh -NoProfile -NonInteractive -Command "Import-Module '$Root/SlurmBank.psd1'; $code" | Out-String
        }
        elseif ($InShell) { $said = & sh -c $code | Out-String }
        else { $said = . ([scriptblock]::Create($code)) | Out-String -Width 100 }
        # The page may leave out what comes after.
        $lines = @((ConvertTo-Masked $said $folder) -split "`n")
        $wanted = @((ConvertTo-Masked $Answer $folder) -split "`n" | Where-Object { $_ })
        ($lines | Select-Object -First $wanted.Count) -join "`n" | Should -BeExactly ($wanted -join "`n")
    }

    It 'leaves a sound ledger' { Test-SlurmLedger -ConfigurationPath "$folder/bank.toml" | Should -BeTrue }
}
