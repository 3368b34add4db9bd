BeforeAll { . "$PSScriptRoot/common.ps1" }

Describe 'The module' {
    BeforeAll {
        $manifest = Join-Path -Path $Root -ChildPath 'SlurmBank.psd1'
        # In a new process: what is loaded cannot be unloaded.
        function Invoke-Fresh {
            param([string]$Script)

            $text = "`$PSStyle.OutputRendering = 'PlainText'; `$ErrorActionPreference = 'Stop'; $Script"
            $path = Join-Path -Path $TestDrive -ChildPath "$([guid]::NewGuid().ToString('N')).ps1"
            Set-Content -Path $path -Value $text
            & (Get-Process -Id $PID).Path -NoProfile -NonInteractive -File $path 2>&1
        }
    }

    It 'exports what the manifest says, and nothing else' {
        $data = Import-PowerShellDataFile -Path $manifest
        $commands = Get-Command -Module SlurmBank
        $commands.Name | Sort-Object | Should -Be ($data.CmdletsToExport | Sort-Object)
        $commands.CommandType | Sort-Object -Unique | Should -Be 'Cmdlet'
    }

    It 'is a manifest that PowerShell accepts' {
        (Test-ModuleManifest -Path $manifest).Version | Should -Be ([version](Import-PowerShellDataFile -Path $manifest).ModuleVersion)
    }

    It 'keeps its cmdlets when imported with -Force' {
        $counts = Invoke-Fresh "Import-Module '$manifest'; (Get-Command -Module SlurmBank).Count; Import-Module '$manifest' -Force; (Get-Command -Module SlurmBank).Count"
        $counts[0] | Should -BeGreaterThan 20
        $counts[1] | Should -Be $counts[0]
    }

    It 'keeps its cmdlets when removed and imported again' {
        Invoke-Fresh "Import-Module '$manifest'; Remove-Module SlurmBank; Import-Module '$manifest'; (Get-Command -Module SlurmBank).Count -gt 20" | Should -Be 'True'
    }

    It 'opens and loads nothing at import' {
        $loaded = Invoke-Fresh "`$env:SLURMBANK_CONFIG = '/nowhere/at/all'; Import-Module '$manifest'; [AppDomain]::CurrentDomain.GetAssemblies().GetName().Name -match 'Sqlite'; 'imported'"
        $loaded | Should -Be 'imported'
    }

    It 'keeps the store and its packages in a context of their own, and the types that people name in the default one' {
        $bank = New-TestBank
        try {
            $contexts = Invoke-Fresh "Import-Module '$manifest'; `$null = Get-SlurmBalance; [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { `$_.GetName().Name -match '^SlurmBank|Sqlite|SQLite' } | ForEach-Object { `$_.GetName().Name + '=' + [Runtime.Loader.AssemblyLoadContext]::GetLoadContext(`$_).Name }"
            $private = @($contexts | Where-Object { $_ -match 'Sqlite|SQLite' })
            $private.Count | Should -BeGreaterThan 3
            $private | Should -Match '=SlurmBank$'
            $contexts | Should -Contain 'SlurmBank.Engine=Default'
            $contexts | Should -Contain 'SlurmBank.Ledger=Default'
            $contexts | Should -Contain 'SlurmBank.Bank=Default'
            @($contexts | ForEach-Object { $_.Split('=')[0] } | Group-Object | Where-Object Count -gt 1) | Should -BeNullOrEmpty
        }
        finally { Remove-TestBank $bank }
    }

    It 'works in several runspaces at once' {
        $bank = New-TestBank
        try {
            $null = New-SlurmAllocation bio 10
            $rows = 1..4 | ForEach-Object -Parallel { Import-Module $using:manifest; (Get-SlurmBalance bio).Available } -ThrottleLimit 4
            $rows | Should -Be @(10, 10, 10, 10)
        }
        finally { Remove-TestBank $bank }
    }

    It 'works beside a module that brings another version of a package of ours' {
        $bank = New-TestBank
        try {
            $other = Join-Path -Path $TestDrive -ChildPath 'Microsoft.Data.Sqlite.dll'
            Add-Type -OutputAssembly $other -TypeDefinition '[assembly: System.Reflection.AssemblyVersion("99.0.0.0")] namespace Microsoft.Data.Sqlite { public class SqliteConnection { } }'
            $null = New-SlurmAllocation bio 10
            $lines = Invoke-Fresh "`$null = [Reflection.Assembly]::LoadFrom('$other'); [Microsoft.Data.Sqlite.SqliteConnection]::new().GetType().Assembly.GetName().Version.Major; Import-Module '$manifest'; (Get-SlurmBalance bio).Available"
            $lines | Should -Be @('99', '10')
        }
        finally { Remove-TestBank $bank }
    }

    It 'works in background jobs and thread jobs' {
        $bank = New-TestBank
        try {
            $null = New-SlurmAllocation bio 10
            $jobs = @(
                Start-Job -ScriptBlock { Import-Module $using:manifest; (Get-SlurmBalance bio).Available }
                Start-ThreadJob -ScriptBlock { Import-Module $using:manifest; (Get-SlurmBalance bio).Available }
            )
            $jobs | Receive-Job -Wait -AutoRemoveJob | Should -Be @(10, 10)
        }
        finally { Remove-TestBank $bank }
    }

    It 'works from a timer: no terminal, nothing to read, nobody to ask' {
        $bank = New-TestBank
        try {
            $null = New-SlurmAllocation bio 10
            $pwsh = (Get-Process -Id $PID).Path
            $lines = & /bin/sh -c "cd / && env -i HOME=/nonexistent PATH=/usr/bin:/bin SLURMBANK_CONFIG='$($bank.Config)' '$pwsh' -NoProfile -NonInteractive -Command `"Import-Module '$manifest'; (Get-SlurmBalance bio).Available; Set-SlurmBankAccount bio -Mode Track -ErrorAction Stop; (Get-SlurmBankAccount bio).Mode`" < /dev/null 2>&1"
            $lines | Should -Be @('10', 'track')
        }
        finally { Remove-TestBank $bank }
    }

    It 'names its types in scripts' {
        [SlurmBank.Bank.Balance].Name | Should -Be 'Balance'
        [SlurmBank.Engine.ServiceUnits]::Parse('1.5k').Amount | Should -Be 1500
    }

    It 'has help for <_>' -ForEach @(Import-PowerShellDataFile -Path "$PSScriptRoot/../../SlurmBank.psd1").CmdletsToExport {
        $help = Get-Help -Name $_
        $help.Synopsis.Trim() | Should -Match '\.$'
        @($help.description).Count | Should -BeGreaterThan 0
        @($help.examples.example).Count | Should -BeGreaterOrEqual 3
        $command = Get-Command -Name $_
        $known = [Management.Automation.PSCmdlet]::CommonParameters + 'InputObject'
        foreach ($parameter in $command.Parameters.Keys | Where-Object { $_ -notin $known }) {
            $page = @($help.parameters.parameter | Where-Object name -eq $parameter)
            $page.Count | Should -Be 1 -Because "-$parameter of $($command.Name) is described"
            @($page.description.Text).Count | Should -BeGreaterThan 0
        }
    }

    It 'has an about topic' {
        Get-Help -Name about_SlurmBank | Out-String | Should -Match 'Sync-SlurmUsage'
    }
}
