#Requires -Version 7.4
# What the scheduled scripts share; dot-source it. Exit codes: 0 all is well, 1 something failed, 75 another run is not over.
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$InformationPreference = 'Continue'
if (-not (Get-Module -Name SlurmBank)) { Import-Module -Name SlurmBank }

# A lock that ends with the process, however it ends. It lies beside the ledger, where only the service user writes.
function Enter-Alone {
    [CmdletBinding()]
    param([Parameter(Mandatory)][string] $Name)

    $folder = Split-Path -Path (Get-SlurmBankConfiguration).LedgerPath -Parent
    try {
        [IO.File]::Open((Join-Path -Path $folder -ChildPath "$Name.lock"), 'OpenOrCreate', 'ReadWrite', 'None')
    }
    catch [IO.IOException] {
        Write-Information -MessageData "$Name`: another run is not over; this one ends."
        exit 75
    }
}
