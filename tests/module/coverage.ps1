# What the tests of the module use of each cmdlet, by their syntax trees.
Set-StrictMode -Version Latest

# Every use of a cmdlet of the module in the tests: its name, its parameters, whether something came to it through a pipeline.
function Get-CmdletUse {
    param([string[]]$Path, [string[]]$Name)

    foreach ($file in $Path) {
        $tree = [Management.Automation.Language.Parser]::ParseFile($file, [ref]$null, [ref]$null)
        Get-TreeUse -Tree $tree -Name $Name
        # Lines that are run as texts: those of tables, and those for other processes.
        $texts = $tree.FindAll({ param($node) $node -is [Management.Automation.Language.StringConstantExpressionAst] -or $node -is [Management.Automation.Language.ExpandableStringExpressionAst] }, $true)
        foreach ($text in $texts | Where-Object { $_.Value -match '-Slurm\w+.*[ )]' }) {
            Get-TreeUse -Tree ([Management.Automation.Language.Parser]::ParseInput($text.Value, [ref]$null, [ref]$null)) -Name $Name
        }
    }
}

function Get-TreeUse {
    param([object]$Tree, [string[]]$Name)

    foreach ($node in $Tree.FindAll({ param($node) $node -is [Management.Automation.Language.CommandAst] }, $true)) {
        $command = $node.GetCommandName()
        if ($command -notin $Name) { continue }
        $parameters = @($node.CommandElements | Where-Object { $_ -is [Management.Automation.Language.CommandParameterAst] } | ForEach-Object { $_.ParameterName })
        $splat = @($node.CommandElements | Where-Object { $_ -is [Management.Automation.Language.VariableExpressionAst] -and $_.Splatted } | ForEach-Object { $_.VariablePath.UserPath })
        $pipeline = $node.Parent
        $isFed = $pipeline -is [Management.Automation.Language.PipelineAst] -and $pipeline.PipelineElements.IndexOf($node) -gt 0
        [pscustomobject]@{ Name = $command; Parameters = $parameters; Splat = $splat; IsFed = $isFed }
    }
}
