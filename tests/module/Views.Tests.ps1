BeforeDiscovery {
    . "$PSScriptRoot/common.ps1"
    . "$PSScriptRoot/samples.ps1"
    $samples = @(Get-ViewSample | ForEach-Object { @{ Name = $_.GetType().FullName; Sample = $_ } })
}

BeforeAll {
    . "$PSScriptRoot/common.ps1"
    function Get-Line { param([object]$Output, [int]$Width = 100) @(($Output | Out-String -Width $Width) -split "`r?`n" | Where-Object { $_.Trim() -and $_ -notmatch '^ +Cluster: ' }) }
}

Describe 'The views of <Name>' -ForEach $samples {
    It 'has a table whose header and row fit 100 columns' {
        $lines = Get-Line ($Sample | Format-Table)
        $lines.Count | Should -Be 3 -Because 'a header, a rule and one row: nothing wraps'
        $lines[1] | Should -Match '^[- ]+$'
        $lines | ForEach-Object { $_.TrimEnd().Length | Should -BeLessOrEqual 100 }
        @($lines[1] -split ' +' | Where-Object { $_ }).Count | Should -BeLessOrEqual 7
    }

    It 'says the unit in the header of each amount, and cuts no amount off' {
        $lines = Get-Line ($Sample | Format-Table)
        $amounts = @($Sample.PSObject.Properties.Name | Where-Object { $_ -like '*Units' })
        if ($amounts.Count) { $lines[0] | Should -Match ' SU( |$)' }
        $rule = $lines[1]
        # Where a column of amounts stands, the row has no mark of something left out.
        foreach ($match in [regex]::Matches($lines[0], '[A-Z][a-z ]* SU(?= |$)')) {
            $end = $match.Index + $match.Length
            $start = $rule.LastIndexOf(' ', $end - 1) + 1
            $lines[2].PadRight($end).Substring($start, $end - $start) | Should -Not -Match ([char]0x2026)
        }
    }

    It 'has a list with every property but the units' {
        $lines = Get-Line ($Sample | Format-List)
        foreach ($property in $Sample.PSObject.Properties.Name | Where-Object { $_ -notlike '*Units' -and $_ -ne 'IsAccount' }) {
            @($lines -match "^$property +:").Count | Should -Be 1 -Because "$property is in the list"
        }
    }
}

Describe 'The texts of the cells' {
    It 'shows <Units> units in <Width> characters as <Text>' -ForEach @(
        @{ Units = 0; Width = 11; Text = '0.00' }
        @{ Units = 1; Width = 10; Text = '0.0000003' }
        @{ Units = -1; Width = 10; Text = '-0.0000003' }
        @{ Units = 1800; Width = 10; Text = '0.0005' }
        @{ Units = 18000; Width = 11; Text = '0.01' }
        @{ Units = -3600000; Width = 11; Text = '-1.00' }
        @{ Units = 36000000000; Width = 11; Text = '10000.00' }
        @{ Units = 359999999999999999; Width = 11; Text = '100000.00M' }
        @{ Units = 9223372036854775806; Width = 11; Text = '2562047.79M' }
        @{ Units = 9223372036854775806; Width = 10; Text = '2562.05G' }
        @{ Units = -9223372036854775808; Width = 11; Text = '-2562.05G' }
        @{ Units = 9223372036854775807; Width = 11; Text = 'unlimited' }
    ) { [SlurmBank.PowerShell.Formatting.FormatText]::Amount($Units, $Width) | Should -BeExactly $Text }

    It 'heads accounts of parent <Parent> and <Parents> with <Text>' -ForEach @(
        @{ Parent = 'science'; Parents = $null; Text = 'science' }
        @{ Parent = $null; Parents = $null; Text = '(none)' }
        @{ Parent = ''; Parents = @{ lab = '' }; Text = '(none)' }
        @{ Parent = $null; Parents = @{ lab = 'science'; other = 'arts' }; Text = 'lab=science, other=arts' }
    ) { [SlurmBank.PowerShell.Formatting.FormatText]::Above($Parent, $Parents) | Should -BeExactly $Text }

    It 'shows no amount as nothing' { [SlurmBank.PowerShell.Formatting.FormatText]::Amount($null, 10) | Should -BeExactly '' }

    It 'shows the last day of a window that ends with <End> as <Text>' -ForEach @(
        @{ End = [datetimeoffset]'2027-10-01T00:00:00+02:00'; Text = '2027-09-30' }
        @{ End = [datetimeoffset]'2027-10-01T12:30:00+02:00'; Text = '2027-10-01 12:30' }
        @{ End = $null; Text = 'open' }
    ) { [SlurmBank.PowerShell.Formatting.FormatText]::LastDay($End) | Should -BeExactly $Text }

    It 'shows a span as Slurm does' {
        [SlurmBank.PowerShell.Formatting.FormatText]::Span([timespan]::new(1, 2, 3, 4)) | Should -BeExactly '1-02:03:04'
        [SlurmBank.PowerShell.Formatting.FormatText]::Span([timespan]::FromSeconds(59)) | Should -BeExactly '00:00:59'
    }

    It 'marks a currency that is not SU' {
        [SlurmBank.PowerShell.Formatting.FormatText]::NameIn('bio', 'GPU') | Should -BeExactly 'bio (GPU)'
        [SlurmBank.PowerShell.Formatting.FormatText]::NameIn('bio', 'SU') | Should -BeExactly 'bio'
    }
}
