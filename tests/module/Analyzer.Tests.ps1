# What PSScriptAnalyzer looks at, by the syntax tree: its rules are written here in our words, because it is not there everywhere.
BeforeDiscovery {
    . "$PSScriptRoot/common.ps1"
    . "$PSScriptRoot/examples.ps1"
    $scripts = @(Get-ChildItem -Path "$Root/docs/examples/*.ps1", "$Root/build.ps1" | ForEach-Object { @{ Name = $_.Name; Text = Get-Content -Path $_.FullName -Raw } })
    $examples = @(Get-PageExample | ForEach-Object { @{ Name = $_.Key; Text = $_.Code } })
    $cmdlets = @(Get-Command -Module SlurmBank | ForEach-Object { @{ Name = $_.Name } })
    $reading = @($cmdlets | Where-Object { $_.Name -match '^(Get|Compare)-' })
}

BeforeAll {
    . "$PSScriptRoot/common.ps1"
    . "$PSScriptRoot/analyzer.ps1"
}

Describe 'The code of <Name>' -ForEach ($scripts + $examples) {
    BeforeAll {
        $problems = $null
        $tree = [Management.Automation.Language.Parser]::ParseInput($Text, [ref]$null, [ref]$problems)
    }

    It 'is PowerShell' { $problems | Should -BeNullOrEmpty }

    It 'breaks no rule' { Get-CodeFault -Tree $tree | Should -BeNullOrEmpty }
}

Describe 'The script <Name>' -ForEach $scripts {
    It 'is a strict script with a version, parameters and help' {
        $tree = [Management.Automation.Language.Parser]::ParseInput($Text, [ref]$null, [ref]$null)
        Get-ScriptFault -Tree $tree -Text $Text | Should -BeNullOrEmpty
    }
}

Describe 'The rules' {
    It 'find <Code>' -ForEach @(
        @{ Code = 'gci /tmp'; Fault = 'alias' }, @{ Code = 'Get-Process | ? Name -eq x'; Fault = 'alias' }, @{ Code = 'Write-Host x'; Fault = 'Write-Host' }
        @{ Code = 'Invoke-Expression $x'; Fault = 'Invoke-Expression' }, @{ Code = 'if ($x -eq $null) { 1 }'; Fault = 'null' }, @{ Code = 'try { 1 } catch { }'; Fault = 'empty catch' }
        @{ Code = '$global:x = 1; $global:x'; Fault = 'global' }, @{ Code = 'Copy-Item a b c d'; Fault = 'positional' }, @{ Code = '$unused = 1'; Fault = 'never used' }
        @{ Code = 'function Do-It { 1 }'; Fault = 'verb' }, @{ Code = 'function Get-Items { 1 }'; Fault = 'plural' }, @{ Code = 'function Set-It { 1 }'; Fault = 'ShouldProcess' }
        @{ Code = 'function Get-It { param([switch]$On = $true) $On }'; Fault = 'switch' }, @{ Code = 'function Get-It { param([string]$Password) $Password }'; Fault = 'password' }
    ) {
        Get-CodeFault -Tree ([Management.Automation.Language.Parser]::ParseInput($Code, [ref]$null, [ref]$null)) | Should -Match $Fault
    }
}

Describe '<Name>' -ForEach $cmdlets {
    It 'breaks no rule of cmdlets' { Get-CmdletFault -Command (Get-Command -Name $Name) | Should -BeNullOrEmpty }
}

Describe 'What cmdlets give' {
    BeforeAll {
        $before = $env:SLURMBANK_CONFIG
        $env:SLURMBANK_CONFIG = (Initialize-SlurmBank -SamplePath (Join-Path -Path $TestDrive -ChildPath sample)).ConfigurationPath
    }
    AfterAll { $env:SLURMBANK_CONFIG = $before }

    It '<Name> gives what it says' -ForEach $reading {
        $command = Get-Command -Name $Name
        $words = @{}
        if ($Name -eq 'Get-SlurmJobCost') { $words = @{ JobId = '4711' } }
        $given = @(& $command @words -ErrorAction Stop | ForEach-Object { $_.GetType() } | Select-Object -Unique)
        foreach ($type in $given) { $command.OutputType.Type | Should -Contain $type }
    }
}

Describe 'The manifest' {
    It 'has what a gallery asks for' {
        $manifest = Test-ModuleManifest -Path "$Root/SlurmBank.psd1"
        $data = Import-PowerShellDataFile -Path "$Root/SlurmBank.psd1"
        foreach ($field in 'Author', 'Description', 'Copyright', 'CompanyName') { $manifest.$field | Should -Not -BeNullOrEmpty -Because $field }
        $manifest.Description.Length | Should -BeGreaterThan 40
        $manifest.PowerShellVersion | Should -Be '7.4'
        $manifest.CompatiblePSEditions | Should -Be @('Core')
        $data.PrivateData.PSData.Tags | Should -Contain 'PSEdition_Core'
        $data.PrivateData.PSData.Tags | Should -Contain 'Linux'
        $data.PrivateData.PSData.ReleaseNotes | Should -Not -BeNullOrEmpty
        # Wildcards in exports make PowerShell load the module to know its commands.
        foreach ($list in 'CmdletsToExport', 'FunctionsToExport', 'AliasesToExport', 'VariablesToExport') { @($data.$list) -match '\*' | Should -BeNullOrEmpty -Because $list }
        $manifest.ExportedAliases.Count | Should -Be 0
    }
}
