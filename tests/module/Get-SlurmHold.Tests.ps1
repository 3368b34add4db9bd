BeforeDiscovery { . "$PSScriptRoot/common.ps1"; $noCluster = -not (Get-TestCluster) }
BeforeAll { . "$PSScriptRoot/common.ps1" }

Describe 'Get-SlurmHold' -Skip:$noCluster {
    BeforeAll {
        $bank = New-ClusterBank
        Lock-SlurmAccount chem -Reason 'Report is late' -Until 2099-12-31
        Lock-SlurmAccount industry -Reason 'Contract has ended'
        Unlock-SlurmAccount industry -Reason 'Contract was renewed'
        Unlock-SlurmAccount physics -Reason 'Deadline week' -Until 2099-01-31
    }

    AfterAll {
        Clear-TestLimit
        Remove-TestBank $bank
    }

    It 'shows holds and pardons in force: who, why, until when' {
        $hold = Get-SlurmHold chem
        $hold | Should -BeOfType [SlurmBank.Bank.HoldReport]
        $hold.Owner, $hold.Reason, $hold.Mechanism, $hold.Cluster, $hold.Lifted | Should -Be @('person', 'Report is late', 'grp-tres-run-mins', 'lab', $null)
        $hold.Actor | Should -Be (& id -un)
        # A date as an end is inclusive.
        $hold.Until | Should -Be ([datetimeoffset]'2100-01-01T00:00:00+01:00')
        (Get-SlurmHold physics).Owner | Should -Be 'pardon'
        (Get-SlurmHold).Account | Sort-Object | Should -Be @('chem', 'physics')
    }

    It 'shows lifted ones only when asked' {
        Get-SlurmHold industry | Should -BeNullOrEmpty
        $lifted = Get-SlurmHold industry -IncludeLifted | Where-Object Owner -eq person
        $lifted.Lifted | Should -Not -BeNullOrEmpty
        $lifted.LiftedBy | Should -Be (& id -un)
    }

    It 'takes patterns and the pipeline, and goes on after a wrong account' {
        (Get-SlurmHold 'c*').Account | Should -Be chem
        $rows = 'nosuch', 'chem' | Get-SlurmHold -ErrorVariable failures -ErrorAction SilentlyContinue
        $rows.Account | Should -Be chem
        $failures.FullyQualifiedErrorId | Should -Be 'AccountNotFound,SlurmBank.PowerShell.Commands.GetSlurmHoldCommand'
        (Get-SlurmBalance chem | Get-SlurmHold).Reason | Should -Be 'Report is late'
    }

    It 'completes accounts' { Get-Completion 'Get-SlurmHold i' | Should -Be 'industry' }

    It 'fits a terminal, and has help' {
        Get-FitFault @(Get-SlurmHold -IncludeLifted) | Should -BeNullOrEmpty
        Get-HelpFault Get-SlurmHold | Should -BeNullOrEmpty
    }
}
