#!/usr/bin/env pwsh
#Requires -Version 7.2
# The same verbs as build.sh, for those who are in PowerShell: ./build.ps1 test
[CmdletBinding()]
param(
    [Parameter(Position = 0)]
    [ValidateSet('build', 'demo', 'test', 'bench', 'soak', 'package', 'clean', 'help')]
    [string] $Verb = 'build',

    [Parameter(Position = 1, ValueFromRemainingArguments)]
    [string[]] $Arguments = @()
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$bash = Get-Command -Name bash -CommandType Application -ErrorAction SilentlyContinue | Select-Object -First 1
if (-not $bash) {
    throw 'build.ps1 runs build.sh, and there is no bash on PATH.'
}

& $bash.Source (Join-Path -Path $PSScriptRoot -ChildPath 'build.sh') $Verb @Arguments
exit $LASTEXITCODE
