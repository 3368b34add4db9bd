using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using SlurmBank.Bank.Tests.Doubles;
using SlurmBank.Bank.Tests.Support;
using SlurmBank.Engine.Configuration;

namespace SlurmBank.Bank.Tests.Spool;

public sealed class SpoolDrainTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly TestBank bank;

    public SpoolDrainTests()
    {
        bank = TestBank.Opened(more: Section(folder.Path));
        bank.Clock.Seconds += TestBank.Day;
        bank.Grant("bio", 1_000_000_000);
    }

    private static JobRow[] History =>
    [
        JobRow.Run(1, TestBank.Open + 10, 3600, 2),
        JobRow.Run(2, TestBank.Open + 20, 60, 4, "chem") with { State = "FAILED" },
        JobRow.Run(2, TestBank.Open + 100, 90, 4, "chem") with { State = "TIMEOUT" },
        new JobRow(3, TestBank.Open + 30, null, TestBank.Open + 50) { State = "CANCELLED", Tres = string.Empty },
        JobRow.Run(4, TestBank.Open + 40, 500) with { Suspended = 30, State = "NODE_FAIL" },
        JobRow.Run(5, TestBank.Open - 500, 100),
        JobRow.Run(6, TestBank.Open - 50, 100),
        JobRow.Run(7, TestBank.Open + 60, 60) with { Tres = "billing=1,cpu=1,gres/gpu=2,mem=1M,node=1" },
    ];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Spool_and_sync_in_either_order_charge_each_run_once(bool spoolFirst)
    {
        string expected = SyncOnly(out string charges);
        bank.Slurm.Jobs(spoolFirst ? [] : History);
        if (spoolFirst)
        {
            WriteHistory();
        }

        SyncReport first = bank.Sync();
        if (!spoolFirst)
        {
            WriteHistory();
        }

        bank.Slurm.Jobs(History);
        SyncReport second = bank.Sync(new SyncCommand { StartTime = TestBank.At(TestBank.Open) });
        Assert.Equal((7L, 0L), spoolFirst ? (first.Spool!.Charged, second.Charged) : (first.Charged, second.Spool!.Charged));
        Assert.Equal((0L, 0L), (first.Adjusted, second.Adjusted));
        Assert.Equal((8L, 0L, 0L), ((spoolFirst ? first : second).Spool!.Records, first.Spool!.LeftToSync, second.Spool!.LeftToSync));
        Assert.Equal(expected, bank.See(LedgerDigest.Totals));
        Assert.Equal(charges, bank.See(LedgerDigest.Charges));
        Assert.Empty(Directory.GetFiles(folder.Path));
        Assert.Equal(3, Directory.GetFiles(folder.File("done")).Length);
        bank.AssertSound();
    }

    [Fact]
    public void A_crash_between_commit_and_removal_charges_nothing_twice()
    {
        WriteHistory();
        int moved = 0;
        using (var context = Context())
        {
            var crashed = new SpoolDrain(context, [FakeSlurm.Cluster]) { BeforeMove = name => moved = ++moved == 2 ? throw new InvalidOperationException($"crash at {name}") : moved };
            Assert.Throws<InvalidOperationException>(() => crashed.Run(default));
        }

        string before = bank.See(LedgerDigest.Charges);
        Assert.NotEmpty(before);
        Assert.Equal(2, Directory.GetFiles(folder.Path, "*.seg").Length);
        SpoolReport again = bank.Sync().Spool!;
        Assert.True(again.Unchanged > 0);
        Assert.Equal(SyncOnly(out _), bank.See(LedgerDigest.Totals));
        Assert.StartsWith(before.Split('\n')[0], bank.See(LedgerDigest.Charges), StringComparison.Ordinal);
        bank.AssertSound();
    }

    [Fact]
    public void A_damaged_segment_is_put_aside_after_what_is_right_in_it_is_settled_and_blocks_no_other()
    {
        byte[] damaged = SpoolSegment.Of(SpoolSegment.Run(History[0]), SpoolSegment.Run(History[1]), SpoolSegment.Run(History[6]));
        damaged[32 + 12 + SpoolSegment.Run(History[0]).Length + 20] ^= 4;
        File.WriteAllBytes(folder.File(SpoolSegment.Name(1)), damaged);
        File.WriteAllText(folder.File(SpoolSegment.Name(2)), "no segment at all");
        SpoolSegment.Write(folder.Path, 3, SpoolSegment.Run(History[4]));
        SyncReport report = bank.Sync();
        Assert.Equal((3L, 3L, 2L), (report.Spool!.Segments, report.Spool.Charged, report.Spool.SetAside));
        Assert.Equal([SpoolSegment.Name(1), SpoolSegment.Name(2)], Directory.GetFiles(folder.File("aside")).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal));
        Assert.Equal(2, report.Warnings.Count(w => w.Contains("aside", StringComparison.Ordinal)));
        Assert.Equal(0, bank.Sync().Spool!.Segments);
    }

    [Fact]
    public void What_is_settled_with_other_facts_is_left_to_sync()
    {
        bank.Slurm.Jobs([History[0]]);
        bank.Sync();
        SpoolSegment.Write(folder.Path, 1, SpoolSegment.Run(History[0] with { End = History[0].End + 900 }));
        string before = bank.See(LedgerDigest.Charges);
        Assert.Equal(1, bank.Sync().Spool!.LeftToSync);
        Assert.Equal(before, bank.See(LedgerDigest.Charges));
    }

    [Fact]
    public void What_the_spool_said_wrongly_sync_puts_right()
    {
        SpoolSegment.Write(folder.Path, 1, SpoolSegment.Run(History[0] with { End = History[0].End + 900 }));
        Assert.Equal(1, bank.Sync().Spool!.Charged);
        bank.Slurm.Jobs([History[0]]);
        Assert.Equal(1, bank.Sync(new SyncCommand { StartTime = TestBank.At(TestBank.Open) }).Adjusted);
        Assert.Equal(7_200_000, bank.Balance().TotalChargedUnits);
        bank.AssertSound();
    }

    [Fact]
    public void Another_clusters_records_are_put_aside()
    {
        SpoolSegment.Write(folder.Path, 1, SpoolSegment.Run(History[0] with { Cluster = "elsewhere" }), SpoolSegment.Run(History[4]));
        SyncReport report = bank.Sync();
        Assert.Equal((1L, 1L), (report.Spool!.Charged, report.Spool.SetAside));
        Assert.Contains(report.Warnings, w => w.Contains("elsewhere", StringComparison.Ordinal));
    }

    /// <summary>sacct shows it in no window, so there would be one entry more than sync alone makes.</summary>
    [Fact]
    public void A_job_that_was_held_until_it_was_cancelled_is_nothing_to_settle()
    {
        SpoolSegment.Write(folder.Path, 1, SpoolSegment.Run(History[3], SpoolSegment.Number(5, 0)), SpoolSegment.Run(History[3] with { Job = 9 }));
        SpoolReport report = bank.Sync().Spool!;
        Assert.Equal((2L, 1L), (report.Records, report.Charged));
    }

    [Fact]
    public void Lost_records_are_told()
    {
        SpoolSegment.Write(folder.Path, 1, SpoolSegment.Loss(12), SpoolSegment.Run(History[0]));
        SyncReport report = bank.Sync();
        Assert.Equal((12L, 1L, 0L), (report.Spool!.Lost, report.Spool.Charged, report.Spool.SetAside));
        Assert.Contains(report.Warnings, w => w.Contains("12 records", StringComparison.Ordinal));
    }

    [Fact]
    public void A_missing_folder_is_told_and_sync_goes_on()
    {
        bank.Configure(Section(folder.File("gone")));
        bank.Slurm.Jobs([History[0]]);
        SyncReport report = bank.Sync();
        Assert.Equal((1L, 0L), (report.Charged, report.Spool!.Segments));
        Assert.Contains(report.Warnings, w => w.Contains("could not be drained", StringComparison.Ordinal));
    }

    [Fact]
    public void Segments_that_are_still_written_and_other_files_are_left_alone()
    {
        string[] names = [SpoolSegment.Name(1).Replace(".seg", ".open", StringComparison.Ordinal), "1.seg", "notes", "0000000000000000000x.seg"];
        foreach (string name in names)
        {
            File.WriteAllBytes(folder.File(name), SpoolSegment.Of(SpoolSegment.Run(History[0])));
        }

        Assert.Equal(0, bank.Sync().Spool!.Segments);
        Assert.Equal(names.Length, Directory.GetFiles(folder.Path).Length);
    }

    [Theory]
    [InlineData("31d", 2)]
    [InlineData("1h", 1)]
    [InlineData("0s", 0)]
    public void Drained_segments_are_kept_as_long_as_told(string keep, int left)
    {
        bank.Configure(Section(folder.Path, keep));
        long now = bank.Clock.Microseconds;
        SpoolSegment.Write(folder.Path, now - 7_200_000_000, SpoolSegment.Run(History[0]));
        SpoolSegment.Write(folder.Path, now - 60_000_000, SpoolSegment.Run(History[4]));
        Assert.Equal(2, bank.Sync().Spool!.Charged);
        Assert.Equal(left, Directory.GetFiles(folder.File("done")).Length);
    }

    [Fact]
    public void A_plan_drains_nothing()
    {
        WriteHistory();
        Assert.Null(bank.Sync(new SyncCommand { IsPlan = true }).Spool);
        Assert.Equal(3, Directory.GetFiles(folder.Path, "*.seg").Length);
    }

    [Fact]
    public void Without_a_configured_spool_there_is_no_report_of_one()
    {
        WriteHistory();
        bank.Configure(string.Empty);
        Assert.Null(bank.Sync().Spool);
        Assert.Equal(3, Directory.GetFiles(folder.Path, "*.seg").Length);
    }

    public void Dispose()
    {
        bank.Dispose();
        folder.Dispose();
    }

    private static string Section(string path, string keep = "31d") => $"[spool]\ndirectory = \"{path}\"\nkeep = \"{keep}\"";

    private BankContext Context() => new(TestBank.Options(bank.Configuration, bank.Clock), BankConfigurationReader.Read(File.ReadAllText(bank.Configuration), "test").OrThrow());

    private void WriteHistory()
    {
        SpoolSegment.Write(folder.Path, bank.Clock.Microseconds + 1, History[..3].Select(r => SpoolSegment.Run(r)));
        SpoolSegment.Write(folder.Path, bank.Clock.Microseconds + 2, History[3..6].Select(r => SpoolSegment.Run(r)));
        SpoolSegment.Write(folder.Path, bank.Clock.Microseconds + 3, History[6..].Select(r => SpoolSegment.Run(r)));
    }

    /// <summary>What sync alone makes of the same history.</summary>
    private static string SyncOnly(out string charges)
    {
        using TestBank alone = TestBank.Opened();
        alone.Clock.Seconds += TestBank.Day;
        alone.Grant("bio", 1_000_000_000);
        alone.Slurm.Jobs(History);
        alone.Sync(new SyncCommand { StartTime = TestBank.At(TestBank.Open) });
        charges = alone.See(LedgerDigest.Charges);
        return alone.See(LedgerDigest.Totals);
    }
}
