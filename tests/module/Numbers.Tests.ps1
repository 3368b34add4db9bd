BeforeDiscovery {
    . "$PSScriptRoot/common.ps1"
    . "$PSScriptRoot/samples.ps1"
    $amounts = foreach ($sample in Get-ViewSample) {
        foreach ($property in $sample.PSObject.Properties.Name | Where-Object { $_ -like '*Units' -and $_ -notin 'BalanceAfterUnits', 'x_BilledUnits' }) {
            @{ Type = $sample.GetType(); Property = $property -replace 'Units$'; Units = $property }
        }
    }
}

BeforeAll {
    . "$PSScriptRoot/common.ps1"
    # Three objects of a type, with 0, 1.5 and -2.5 SU in one property.
    function Get-Three {
        param([type]$Type, [string]$Property, [string]$Units)

        foreach ($value in 0d, 1.5d, -2.5d) {
            if ($Type -eq [SlurmBank.Bank.PostingReport]) { [SlurmBank.Bank.PostingReport]::new('b', $value, [long]($value * 3600000), 0) }
            else { $Type::new() | ForEach-Object { $Type.GetProperty($Property).SetValue($_, $value); $Type.GetProperty($Units).SetValue($_, [long]($value * 3600000)); $_ } }
        }
    }
}

Describe '<Type.Name>.<Property> is a number to PowerShell' -ForEach $amounts {
    BeforeAll { $three = @(Get-Three $Type $Property $Units) }

    It 'compares' {
        @($three | Where-Object $Property -le 0).Count | Should -Be 2
        @($three | Where-Object { 0 -gt $_.$Property }).Count | Should -Be 1
        @($three | Where-Object $Property -eq 1.5).Count | Should -Be 1
    }

    It 'adds up, sorts and groups' {
        ($three | Measure-Object $Property -Sum).Sum | Should -Be -1
        ($three | Sort-Object $Property).$Property | Should -Be @(-2.5, 0, 1.5)
        @($three + $three | Group-Object $Property).Count | Should -Be 3
    }

    It 'calculates and formats' {
        $three[1].$Property * 2 + 1 | Should -Be 4
        [string]::Format([cultureinfo]::InvariantCulture, '{0:N2}', $three[2].$Property) | Should -BeExactly '-2.50'
        '{0:0.000}' -f [decimal]$three[1].$Property | Should -Match '1.500'
    }

    It 'survives CSV and JSON as a number, with the exact units beside it' {
        $csv = $three | Select-Object $Property, $Units | ConvertTo-Csv | ConvertFrom-Csv
        [decimal]$csv[2].$Property | Should -Be -2.5
        [long]$csv[2].$Units | Should -Be -9000000
        $json = $three | Select-Object $Property, $Units | ConvertTo-Json | ConvertFrom-Json
        $json[1].$Property | Should -Be 1.5
        $json[1].$Units | Should -BeOfType [long]
        $json[1].$Units | Should -Be 5400000
    }
}
