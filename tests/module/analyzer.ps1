# The rules of Analyzer.Tests.ps1. Each function gives a line for each fault.
Set-StrictMode -Version Latest

$script:Ast = 'System.Management.Automation.Language'
$script:Changing = 'Add', 'Backup', 'Close', 'Export', 'Import', 'Initialize', 'Lock', 'Move', 'New', 'Remove', 'Reset', 'Restart', 'Restore', 'Send', 'Set', 'Start', 'Stop', 'Sync', 'Undo', 'Unlock', 'Update'
# Nouns and parameters that end with s and are singular, or a number of units, as in New-TimeSpan -Days.
$script:Singular = 'Status$', 'Series$', 'Days$', 'Qos$', 'Tres$', 'TresPerJob$', 'Mins$', 'Jobs$', 'RunMins$', '^As$', 'Canvas$', 'Alias$', 'Process$', 'Access$', 'Address$', 'Success$'

function Find-Node {
    param([object]$Tree, [string]$Kind)

    $type = "$script:Ast.$Kind" -as [type]
    $Tree.FindAll({ param($node) $node -is $type }.GetNewClosure(), $true)
}

function Test-Plural {
    param([string]$Name)

    $Name -cmatch 's$' -and -not ($script:Singular | Where-Object { $Name -cmatch $_ })
}

function Get-CodeFault {
    param([object]$Tree)

    Get-CommandFault -Tree $Tree
    Get-FunctionFault -Tree $Tree
    foreach ($node in Find-Node $Tree 'BinaryExpressionAst') {
        if ($node.Operator -match '^[IC]?(eq|ne)$' -and $node.Right.Extent.Text -eq '$null') { "line $($node.Extent.StartLineNumber): null stands on the left of a comparison" }
    }
    foreach ($node in Find-Node $Tree 'CatchClauseAst') { if ($node.Body.Statements.Count -eq 0) { "line $($node.Extent.StartLineNumber): an empty catch" } }
    $variables = @(Find-Node $Tree 'VariableExpressionAst')
    foreach ($node in $variables | Where-Object { $_.VariablePath.IsGlobal }) { "line $($node.Extent.StartLineNumber): a global variable" }
    foreach ($node in Find-Node $Tree 'AssignmentStatementAst') {
        if ($node.Left -isnot [Management.Automation.Language.VariableExpressionAst] -or -not $node.Left.VariablePath.IsUnqualified) { continue }
        $name = $node.Left.VariablePath.UserPath
        if ($name -in 'null', 'ErrorActionPreference', 'ProgressPreference', 'ConfirmPreference', 'InformationPreference', 'OutputEncoding') { continue }
        $used = $variables | Where-Object { $_.VariablePath.UserPath -eq $name -and $_.Extent.StartOffset -ne $node.Left.Extent.StartOffset }
        if (-not $used) { "line $($node.Extent.StartLineNumber): `$$name is never used" }
    }
}

function Get-CommandFault {
    param([object]$Tree)

    foreach ($node in Find-Node $Tree 'CommandAst') {
        $name = $node.GetCommandName()
        if (-not $name) { continue }
        $line = "line $($node.Extent.StartLineNumber)"
        if (Get-Alias -Name $name -ErrorAction Ignore) { "${line}: $name is an alias" }
        if ($name -in 'Write-Host', 'Invoke-Expression', 'Get-WmiObject', 'Invoke-WebRequest') { "${line}: $name" }
        $command = Get-Command -Name $name -CommandType Cmdlet -ErrorAction Ignore
        if (-not $command) { continue }
        $positional = 0
        for ($i = 1; $i -lt $node.CommandElements.Count; $i++) {
            $element = $node.CommandElements[$i]
            $before = $node.CommandElements[$i - 1]
            if ($element -is [Management.Automation.Language.CommandParameterAst]) { continue }
            $taken = $before -is [Management.Automation.Language.CommandParameterAst] -and -not $before.Argument -and -not (Test-Switch -Command $command -Name $before.ParameterName)
            if (-not $taken) { $positional++ }
        }
        if ($positional -gt 3) { "${line}: $positional positional arguments of $name" }
    }
}

function Test-Switch {
    param([object]$Command, [string]$Name)

    $parameter = $Command.Parameters.Values | Where-Object { $_.Name -like "$Name*" -or $_.Aliases -contains $Name } | Select-Object -First 1
    $parameter -and $parameter.SwitchParameter
}

function Get-FunctionFault {
    param([object]$Tree)

    $approved = (Get-Verb).Verb
    foreach ($node in Find-Node $Tree 'FunctionDefinitionAst') {
        $verb, $noun = $node.Name -split '-', 2
        if ($verb -notin $approved) { "$($node.Name): $verb is no approved verb" }
        if ($noun -and (Test-Plural $noun)) { "$($node.Name): $noun is a plural" }
        if ($verb -in 'New', 'Set', 'Remove', 'Start', 'Stop', 'Restart', 'Reset', 'Update' -and $node.Extent.Text -notmatch 'SupportsShouldProcess') { "$($node.Name) changes something without ShouldProcess" }
    }
    foreach ($node in Find-Node $Tree 'ParameterAst') {
        $name = $node.Name.VariablePath.UserPath
        if ($node.StaticType -eq [switch] -and $node.DefaultValue -and $node.DefaultValue.Extent.Text -eq '$true') { "-${name}: a switch that is on" }
        if ($name -match 'password|secret' -and $node.StaticType -eq [string]) { "-${name}: a password in plain text" }
        if ($name -in [Management.Automation.PSCmdlet]::CommonParameters) { "-${name} is a common parameter" }
    }
}

# What a script that is shipped has.
function Get-ScriptFault {
    param([object]$Tree, [string]$Text)

    if (-not ($Tree.ScriptRequirements -and $Tree.ScriptRequirements.RequiredPSVersion)) { 'it does not say which PowerShell it needs' }
    # What common.ps1 says holds for the scripts that begin with it.
    $isCommon = $Text -match '(?m)^\. "\$PSScriptRoot/common\.ps1"'
    if (-not $isCommon -and $Text -notmatch 'Set-StrictMode -Version Latest') { 'it is not strict' }
    if (-not $isCommon -and $Text -notmatch "ErrorActionPreference = 'Stop'") { 'errors do not stop it' }
    if ($Text -match '(?m)[ \t]+$') { 'a line ends with blanks' }
    if ($Text -match "`t") { 'it has tabs' }
}

function Get-CmdletFault {
    param([object]$Command)

    $verb, $noun = $Command.Name -split '-', 2
    if ($verb -notin (Get-Verb).Verb) { "$verb is no approved verb" }
    if (Test-Plural $noun) { "$noun is a plural" }
    $own = @($Command.Parameters.Values | Where-Object { $_.Name -notin [Management.Automation.PSCmdlet]::CommonParameters -and $_.Name -notin 'WhatIf', 'Confirm' })
    $changes = $Command.Parameters.ContainsKey('WhatIf')
    if ($changes -ne ($verb -in $script:Changing)) { "ShouldProcess does not fit the verb $verb" }
    $attribute = $Command.ImplementingType.GetCustomAttributes([Management.Automation.CmdletAttribute], $false)[0]
    $loses = $Command.Name -in 'Remove-SlurmAccount', 'Reset-SlurmUsage', 'Restore-SlurmLedger'
    if ($changes -and ($attribute.ConfirmImpact -eq 'High') -ne $loses) { "ConfirmImpact is $($attribute.ConfirmImpact)" }
    if (-not $Command.OutputType.Count) { 'no OutputType' }
    if ($Command.ParameterSets.Count -gt 1 -and -not $Command.DefaultParameterSet) { 'no default among its parameter sets' }
    foreach ($parameter in $own) {
        if (Test-Plural $parameter.Name) { "-$($parameter.Name) is a plural" }
        if ($parameter.ParameterType -eq [bool]) { "-$($parameter.Name) is a bool, not a switch" }
        if ($parameter.Name -cnotmatch '^[A-Z][A-Za-z]+$') { "-$($parameter.Name) is not in Pascal case" }
        if ($parameter.ParameterType -eq [string] -and $parameter.Name -match 'password|secret') { "-$($parameter.Name): a password in plain text" }
    }
    $names = @($own | ForEach-Object { $_.Name; $_.Aliases })
    foreach ($double in $names | Where-Object { $_ } | Group-Object | Where-Object Count -gt 1) { "$($double.Name) names two parameters" }
    foreach ($set in $Command.ParameterSets) {
        $placed = @($set.Parameters | Where-Object Position -ge 0 | Sort-Object -Property Position)
        if ($placed.Count -gt 3) { "$($set.Name): $($placed.Count) parameters by position" }
        for ($i = 0; $i -lt $placed.Count; $i++) { if ($placed[$i].Position -ne $i) { "$($set.Name): position $($placed[$i].Position) of -$($placed[$i].Name) is not $i" } }
        foreach ($switch in $placed | Where-Object { $_.ParameterType -eq [switch] }) { "$($set.Name): -$($switch.Name) is a switch with a position" }
        $first = $true
        foreach ($one in $placed) { if (-not $one.IsMandatory) { $first = $false } elseif (-not $first) { "$($set.Name): -$($one.Name) is needed after one that is not" } }
    }
}
