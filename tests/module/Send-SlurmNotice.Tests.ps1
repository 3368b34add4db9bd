BeforeDiscovery { . "$PSScriptRoot/common.ps1" }
BeforeAll { . "$PSScriptRoot/common.ps1" }

Describe 'Send-SlurmNotice' {
    AfterEach { Remove-TestBank $bank }

    It 'says what to configure where nothing is' {
        $bank = New-TestBank
        { Send-SlurmNotice -ErrorAction Stop } | Should -Throw '*does not say how mail is sent*'
    }

    It 'sends nothing where nothing is due, and asks nobody' {
        $bank = New-TestBank -Extra "[notice]`nfrom = `"bank@example.org`"`nsendmail = `"/usr/sbin/sendmail`""
        Send-SlurmNotice -PassThru | Should -BeNullOrEmpty
        Send-SlurmNotice -WhatIf -PassThru | Should -BeNullOrEmpty
        Get-SlurmNotice -Pending | Send-SlurmNotice -PassThru | Should -BeNullOrEmpty
    }

    It 'names a notice that there is not' {
        $bank = New-TestBank -Extra "[notice]`nfrom = `"bank@example.org`"`nsendmail = `"/usr/sbin/sendmail`""
        { Send-SlurmNotice -NoticeId 7 -ErrorAction Stop } | Should -Throw '*no notice 7*'
        Get-HelpFault Send-SlurmNotice | Should -BeNullOrEmpty
    }
}
