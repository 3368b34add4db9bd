using System;
using System.IO;
using System.Linq;
using SlurmBank.Bank.Tests.Doubles;
using SlurmBank.Bank.Tests.Support;
using SlurmBank.Engine;

namespace SlurmBank.Bank.Tests.Operation;

/// <summary>What the status calls late, drifting or failing, and what a monitor makes of it.</summary>
public sealed class StatusTests
{
    private static string[] Codes(BankStatus status) => [.. status.Findings.Select(f => f.Code).Order(StringComparer.Ordinal)];

    private static TestBank Synced(string more = "", FakeSlurm? slurm = null)
    {
        TestBank bank = TestBank.Opened(slurm, more);
        bank.Clock.Seconds += 60;
        bank.Sync();
        return bank;
    }

    [Fact]
    public void A_new_bank_that_was_synced_is_well()
    {
        using TestBank bank = Synced();
        BankStatus status = bank.Service.Status();
        Assert.Empty(status.Findings);
        Assert.Equal((MonitorCode.Ok, "ok"), (status.MonitorCode, status.Health));
        Assert.Equal(bank.Clock.Seconds, status.Snapshot?.ToUnixTimeSeconds());
        Assert.Equal(0, status.Drifting);
        Assert.True(status.Disk!.FreeBytes > 0 && status.Disk.SizeBytes >= status.Disk.FreeBytes);
        Assert.Contains(status.Work, w => w.Name == "sync" && w.Succeeded?.ToUnixTimeSeconds() == bank.Clock.Seconds && w.Failures == 0);
        Assert.StartsWith("SLURMBANK OK - ", MonitorLine.Of(status), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(7_200, "", MonitorCode.Ok)]
    [InlineData(7_201, "SnapshotLate,SyncLate", MonitorCode.Warning)]
    [InlineData(7_200 + 86_401, "SnapshotLate,SyncLate", MonitorCode.Critical)]
    [InlineData(9 * 86_400, "BackupLate,SettlementLate,SnapshotLate,SyncLate,VerificationLate", MonitorCode.Critical)]
    public void Lateness_counts_from_the_last_time(long later, string codes, MonitorCode code)
    {
        using TestBank bank = Synced();
        bank.Clock.Seconds += later;
        BankStatus status = bank.Service.Status();
        Assert.Equal(codes, string.Join(',', Codes(status)));
        Assert.Equal(code, status.MonitorCode);
    }

    [Fact]
    public void A_backup_and_a_verification_end_their_lateness()
    {
        using TestBank bank = TestBank.Opened();
        bank.Clock.Seconds += 9 * TestBank.Day;
        bank.Sync();
        Assert.Equal(["BackupLate", "VerificationLate"], Codes(bank.Service.Status()));
        bank.Service.Backup(new BackupCommand { Path = bank.Folder.File("copy.db") });
        bank.Service.Verify();
        BankStatus status = bank.Service.Status();
        Assert.Empty(status.Findings);
        Assert.Equal(bank.Clock.Seconds, status.LastBackup?.ToUnixTimeSeconds());
        Assert.Equal(bank.Clock.Seconds, status.LastVerification?.ToUnixTimeSeconds());
    }

    [Fact]
    public void The_limits_of_the_configuration_decide()
    {
        using TestBank bank = Synced("[status]\nsync_late = \"1m\"\nbackup_late = \"0s\"\nverify_late = \"0s\"\ndisk_free = 1000000000");
        bank.Clock.Seconds += 61;
        Assert.Equal(["DiskLow", "SnapshotLate", "SyncLate"], Codes(bank.Service.Status()));
    }

    [Fact]
    public void What_fails_is_said_with_its_error_until_it_succeeds()
    {
        using TestBank bank = Synced();
        bank.Slurm.Fail("sacct");
        for (int times = 1; times <= 3; times++)
        {
            Assert.ThrowsAny<SlurmBankException>(() => bank.Sync());
            BankStatus status = bank.Service.Status();
            BankFinding finding = Assert.Single(status.Findings);
            Assert.Equal("WorkFailing", finding.Code);
            Assert.Equal(times < 3 ? FindingSeverity.Warning : FindingSeverity.Error, finding.Severity);
            WorkStatus work = Assert.Single(status.Work, w => w.Failures > 0);
            Assert.Equal(("sync", times), (work.Name, work.Failures));
            Assert.Contains(work.Error, finding.Message, StringComparison.Ordinal);
            Assert.NotEmpty(work.ErrorId);
        }

        bank.Slurm.Fail("sacct", fails: false);
        bank.Sync();
        Assert.Empty(bank.Service.Status().Findings);
    }

    [Fact]
    public void A_limit_that_was_changed_by_hand_drifts()
    {
        using TestBank bank = TestBank.Opened(more: "[enforce]\nmode = \"enforce\"");
        bank.Slurm.Associations([new AssociationRow("root"), new AssociationRow("bio"), new AssociationRow("bio", "ann")]);
        bank.Grant("bio", 1_000);
        bank.Slurm.Jobs([JobRow.Run(1, TestBank.Open, 60, 10)]);
        bank.Clock.Seconds += 600;
        bank.Sync();
        bank.Enforce();
        Assert.Equal(0, bank.Service.Status().Drifting);
        bank.Slurm.Change("association.rows", "cpu=0", "cpu=5");
        BankStatus status = bank.Service.Status();
        Assert.Equal(1, status.Drifting);
        Assert.Contains("bio GrpTRESRunMins=cpu=5, not 0", Assert.Single(status.Findings, f => f.Code == "LimitsDrift").Message, StringComparison.Ordinal);
        Assert.Null(bank.Service.Status(skipSlurm: true).Drifting);
        bank.Slurm.Fail("sacctmgr");
        status = bank.Service.Status();
        Assert.Null(status.Drifting);
        Assert.Contains("SlurmSilent", Codes(status));
    }

    [Fact]
    public void Damaged_and_waiting_segments_are_said()
    {
        using var slurm = new FakeSlurm();
        string spool = slurm.At("spool");
        Directory.CreateDirectory(Path.Combine(spool, "aside"));
        using TestBank bank = Synced($"[spool]\ndirectory = \"{spool}\"", slurm);
        File.WriteAllText(Path.Combine(spool, "aside", "x"), "damaged");
        File.WriteAllText(Path.Combine(spool, $"{(TestBank.Open - 86_400) * 1_000_000:00000000000000000000}.seg"), "waits");
        BankStatus status = bank.Service.Status();
        Assert.Equal(["SpoolAside", "SpoolBacklog"], Codes(status));
        Assert.Equal((1, 1), (status.Backlog.SpoolSegments, status.Backlog.SpoolAside));
    }

    [Theory]
    [InlineData("", 0, "")]
    [InlineData("1\t2\t3\tId", 0, "")]
    [InlineData("1\t2\tx\tId\ttext", 0, "")]
    [InlineData("\t7\t3\tId\ta text", 3, "a text")]
    public void A_record_of_work_that_is_damaged_counts_as_never(string text, int failures, string error)
    {
        WorkRecord record = WorkRecord.Parse(text);
        Assert.Equal((failures, error), (record.Failures, record.Error));
    }

    [Fact]
    public void A_record_of_work_survives_its_text()
    {
        WorkRecord record = WorkRecord.None.After(5, string.Empty, string.Empty).After(6, "A\tb", "one\ntwo\tthree");
        Assert.Equal(new WorkRecord(5, 6, 1, "A b", "one two three"), record);
        Assert.Equal(record, WorkRecord.Parse(record.ToString()));
        Assert.Equal(0, record.After(7, string.Empty, string.Empty).Failures);
    }
}
