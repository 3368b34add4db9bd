BeforeDiscovery { . "$PSScriptRoot/common.ps1" }
BeforeAll { . "$PSScriptRoot/common.ps1" }

Describe 'Get-SlurmNotice' {
    BeforeAll { $bank = New-TestBank }

    AfterAll { Remove-TestBank $bank }

    It 'gives nothing where nothing was crossed' { Get-SlurmNotice | Should -BeNullOrEmpty }

    It 'names an account that there is not' {
        $null = Get-SlurmNotice nosuch -ErrorVariable failures -ErrorAction SilentlyContinue
        $failures.FullyQualifiedErrorId | Should -Be 'AccountNotFound,SlurmBank.PowerShell.Commands.GetSlurmNoticeCommand'
    }

    It 'has thresholds that an account may have of its own' {
        New-SlurmAllocation bio 10 -WarningAction SilentlyContinue
        (Get-SlurmBankAccount bio).Thresholds | Should -Be @(75, 90, 100)
        Set-SlurmBankAccount bio -Threshold 50, 90.5 -NoticeDay None
        $account = Get-SlurmBankAccount bio
        $account.Thresholds | Should -Be @(50, 90.5)
        $account.NoticeDays | Should -BeNullOrEmpty
        { Set-SlurmBankAccount bio -Threshold nonsense -ErrorAction Stop } | Should -Throw '*percentages*'
    }

    It 'has help' { Get-HelpFault Get-SlurmNotice | Should -BeNullOrEmpty }
}
