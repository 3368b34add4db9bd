# One object of each type that the module gives, with long texts and large amounts, as views have to take them.
function Get-ViewSample {
    $time = [datetimeoffset]'2026-11-21T13:27:34.123+01:00'
    $units = 3599999999998200000
    $su = [decimal]$units / 3600000
    $name = 'a_project_with_a_long_name_2026'
    $text = 'a text that is long enough to need more room than any table of a hundred columns has for its last column'
    $finding = [SlurmBank.Bank.BankFinding]::new('Warning', 'NotEffective', $text, "/etc/slurm/bank-config.toml:12:3", $text)
    $posting = [SlurmBank.Bank.PostingReport]::new("allocation:123456", $su, $units, $units)
    $strings = [string[]]@($name, $text)
    $pairs = [Collections.Generic.Dictionary[string, string]]::new()
    $pairs.Add('lab', $name)
    $marks = [Collections.Generic.Dictionary[string, Nullable[datetimeoffset]]]::new()
    $marks.Add('lab', $time)
    $tariffs = [Collections.Generic.Dictionary[string, int]]::new()
    $tariffs.Add('lab', 3)

    [SlurmBank.Bank.Balance]@{ Account = $name; Currency = 'SU'; Granted = $su; GrantedUnits = $units; Charged = $su; ChargedUnits = $units; Running = $su; RunningUnits = $units; Queued = $su; QueuedUnits = $units; CreditLimit = $su; CreditLimitUnits = $units; Spendable = -$su; SpendableUnits = -$units; Available = -$su; AvailableUnits = -$units; TotalCharged = $su; TotalChargedUnits = $units; PercentUsed = 120.5; Status = 'unmanaged'; Mode = 'enforce'; EndDate = $time; Time = $time }
    [SlurmBank.Bank.AllocationReport]@{ AllocationId = 123456; Account = $name; Currency = 'SU'; Granted = $su; GrantedUnits = $units; Drawn = $su; DrawnUnits = $units; Remaining = $su; RemainingUnits = $units; Expired = $su; ExpiredUnits = $units; StartDate = $time; EndDate = $time; Status = 'active'; Kind = 'investment'; Priority = 200; Clusters = $strings; Partitions = $strings; Qos = $strings; Users = $strings; Reference = $name }
    [SlurmBank.Bank.LienReport]@{ JobId = '123456789_1000'; Cluster = 'lab'; Account = $name; User = 'a_user_name'; Partition = 'gpu'; Phase = 'running'; Kind = 'tentative'; State = 'open'; Amount = $su; AmountUnits = $units; Remaining = $su; RemainingUnits = $units; Tasks = 1000; Currency = 'SU'; Opened = $time; LastSeen = $time; Ended = $time; Note = $text }
    [SlurmBank.Bank.ParkedRunReport]@{ JobIdRaw = 4294967295; Cluster = 'lab'; Account = $name; Submit = $time; Code = 'PartitionNotListed'; Reason = $text; Facts = $text; FirstSeen = $time; LastTried = $time; Tries = 100 }
    [SlurmBank.Bank.TransactionReport]@{ Seq = 1234567; Recorded = $time; Effective = $time; Kind = 'adjustment'; Account = $name; Amount = -$su; AmountUnits = -$units; Charged = $su; ChargedUnits = $units; Currency = 'SU'; JobId = '123456789_1000'; User = 'alice'; Cluster = 'lab'; AllocationId = 3; Reference = $name; Reason = $text; Actor = 'root'; Source = 'powershell'; TariffVersion = 3; EngineVersion = '0.1.0'; Body = "a=1`nb=2"; Postings = [SlurmBank.Bank.PostingReport[]]@($posting, $posting); Hash = 'ab' * 32 }
    $posting
    [SlurmBank.Bank.SyncReport]@{ Cluster = 'a_cluster'; From = $time; To = $time; Rows = 10000000; Charged = 1000000; Amount = $su; AmountUnits = $units; Unchanged = 1; Adjusted = 2; Parked = 100000; BeforeBooks = 3; Problems = $strings; Liens = 4; Voided = 5; Expired = 6; DbdQueue = 7; Watermark = $time; IsPlan = $true; Warnings = $strings; Duration = [timespan]::FromSeconds(3) }
    [SlurmBank.Bank.HoldReport]@{ Account = $name; Cluster = 'a_cluster'; Owner = 'automatic'; Actor = 'an_administrator'; Reason = $text; Mechanism = 'grp-tres-run-mins'; Placed = $time; Until = $time; Lifted = $time; LiftedBy = 'root' }
    [SlurmBank.Bank.HoldAction]@{ Account = $name; Cluster = 'a_cluster'; Action = 'not-effective'; Reason = $text; Owner = 'automatic'; Limit = 'GrpTRESRunMins=cpu'; Targets = $strings; Spendable = -$su; SpendableUnits = -$units; Done = $false; Error = $text }
    [SlurmBank.Bank.QuoteReport]@{ Account = $name; Cluster = 'lab'; Partition = 'a_partition_name'; Lower = $su; LowerUnits = $units; Upper = $su; UpperUnits = $units; HourlyRate = $su; HourlyRateUnits = $units; LowerTres = 'cpu=4'; UpperTres = 'cpu=4'; TimeLimit = [timespan]::FromDays(99.5); Tasks = 1; Currency = 'SU'; Available = $su; AvailableUnits = $units; Affordable = $false; Assumptions = $strings; Arithmetic = $strings; Text = $text; TariffVersion = 3; FiguresFrom = $time }
    [SlurmBank.Bank.RunCostReport]@{ JobId = '123456789_1000'; Cluster = 'lab'; Account = $name; User = 'a_user_name'; Partition = 'a_partition_name'; State = 'OUT_OF_MEMORY'; StartTime = $time; EndTime = $time; Cost = $su; CostUnits = $units; Refunded = $su; RefundedUnits = $units; Currency = 'SU'; TariffVersion = 3; Arithmetic = $strings }
    [SlurmBank.Bank.AccountReport]@{ Account = $name; Mode = 'enforce'; ModeIsDefault = $true; Kind = 'unlimited'; CreditLimit = $su; CreditLimitUnits = $units; HoldMechanism = 'grp-tres-run-mins'; Parents = $pairs; IsManaged = $false }
    $finding
    [SlurmBank.Bank.BankStatus]@{ Ledger = "/var/lib/slurmbank/$name/ledger.db"; BooksOpen = $time; Watermarks = $marks; LastSync = $time; LastEnforcement = $time; Accounts = 10000; Held = 1000; SpentNotHeld = 10; Liens = 100000; Parked = 1000; Entries = 10000000; Head = 'ab' * 32; Tariffs = $tariffs; Findings = [SlurmBank.Bank.BankFinding[]]@($finding); Health = 'warning' }
    [SlurmBank.Bank.InitializeReport]::new("/var/lib/slurmbank/$name/ledger.db", $time, 'a_cluster', 1, 10000, [SlurmBank.Bank.BankFinding[]]@($finding), $true)
    [SlurmBank.PowerShell.SlurmBankConfiguration]@{ LedgerPath = "/var/lib/slurmbank/$name/ledger.db"; SnapshotPath = "/var/lib/slurmbank/$name/snapshot.json"; TimeZone = 'America/Argentina/Buenos_Aires'; Findings = [SlurmBank.Bank.BankFinding[]]@($finding); Text = "a = 1`nb = 2" }
    [SlurmBank.PowerShell.SlurmJob]@{ JobId = '123456789_1000'; JobIdRaw = 4294967295; Cluster = 'lab'; User = 'a_user_name'; Account = $name; Partition = 'a_partition_name'; Qos = 'normal'; JobName = $text; State = 'OUT_OF_MEMORY'; SubmitTime = $time; StartTime = $time; EndTime = $time; Elapsed = [timespan]::FromDays(99.5); Suspended = [timespan]::Zero; TimeLimit = [timespan]::FromDays(7); AllocTres = [SlurmBank.PowerShell.SlurmTresValue]::new('billing=6,cpu=4,gres/gpu:a100=2,gres/gpu=2,mem=8192M,node=1'); ReqTres = [SlurmBank.PowerShell.SlurmTresValue]::new('cpu=4'); NodeCount = 1; NodeList = 'c[1-9]'; ExitCode = '0:0'; Reason = 'None'; WorkDirectory = '/home/alice'; Comment = $text; SubmitLine = $text }
    [SlurmBank.Slurm.SlurmShare]@{ Cluster = 'lab'; Account = $name; Depth = 4; User = 'a_user_name'; Partition = 'gpu'; RawShares = 1000000; RawUsage = 100000000000; NormShares = 0.1; NormUsage = 0.12345; EffectiveUsage = 0.1; FairShare = 0.98765; LevelFairShare = 1.5; GrpTresMins = 'cpu=1,billing=2000000,gres/gpu=1000'; GrpTresRaw = 'cpu=1'; TresRunMins = 'cpu=1' }
    [SlurmBank.Slurm.SlurmAssociation]@{ Cluster = 'a_cluster'; Account = $name; User = 'a_user_name'; Partition = 'gpu'; ParentAccount = $name; Id = 5; Shares = 1; GrpJobs = 1; GrpSubmitJobs = 1; GrpWall = '1-0'; GrpTres = 'cpu=1'; GrpTresMins = 'cpu=1,billing=2000000,gres/gpu=1000'; GrpTresRunMins = 'cpu=0,gres/gpu=1000000'; MaxJobs = 1; MaxSubmitJobs = 1; MaxTresPerJob = 'cpu=1'; MaxWall = '1-0'; DefaultQos = 'normal'; Qos = 'normal,long,short,debug' }
}
