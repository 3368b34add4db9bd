using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;
using SlurmBank.Ledger.Sqlite;
using SlurmBank.Ledger.Tests.Support;

namespace SlurmBank.Ledger.Tests.Strength;

public sealed class CrashTests
{
    private const int Kills = 20;
    private const int BatchesForEachKill = 40;

    public static IEnumerable<object[]> Seeds => Soak.Seeds(1);

    /// <summary>The head's hash covers every entry, so equal heads are equal histories.</summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_writer_killed_at_any_moment_and_started_again_writes_what_an_undisturbed_one_does(int seed) => Soak.WithSeed(seed, random =>
    {
        int batches = Kills * BatchesForEachKill;
        using TestLedger undisturbed = TestLedger.InMemory();
        BatchWork.Continue(undisturbed.Bank, undisturbed.Clock, batches);
        using TestLedger killed = TestLedger.InFile();
        var reached = new HashSet<long>();
        for (int kill = 0; kill < Kills; kill++)
        {
            using Process process = Child.Start(["work", killed.File, batches.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
            for (int heard = random.Next(BatchesForEachKill * 3 / 2); heard > 0; heard--)
            {
                Assert.NotNull(process.StandardOutput.ReadLine());
            }

            Thread.Sleep(TimeSpan.FromMicroseconds(random.Next(20_000)));
            process.Kill();
            process.WaitForExit();
            if (kill % 5 == 4)
            {
                killed.AssertSound();
            }

            reached.Add(killed.See(v => v.Reader.Watermark("lab", "batches") ?? 0));
        }

        Assert.True(reached.Count > Kills / 2, $"The kills met only {reached.Count} different places of {batches}.");
        Assert.Equal("ready", Child.Say(["work", killed.File, batches.ToString(System.Globalization.CultureInfo.InvariantCulture)]));
        Assert.Equal(BatchWork.Describe(undisturbed.Bank), BatchWork.Describe(killed.Bank));
    });

    /// <summary>SQLite deletes the log with the last connection. Whoever still has the ledger open must count as one.</summary>
    [Fact]
    public void Opening_readers_does_not_make_other_processes_drop_the_log_under_an_open_ledger()
    {
        using TestLedger ledger = TestLedger.InFile();
        ledger.Do(s => s.SetProperty("written", "first"));
        var views = new List<LedgerView>();
        for (int i = 0; i < 6; i++)
        {
            views.Add(ledger.Bank.Read());
        }

        views.ForEach(v => v.Dispose());
        Assert.Equal("first", Child.Say(["read", ledger.File]));
        Assert.True(System.IO.File.Exists(ledger.File + "-wal"));
        ledger.Do(s => s.SetProperty("written", "second"));
        Assert.Equal("second", Child.Say(["read", ledger.File]));
    }

    [Fact]
    public void A_ledger_half_made_is_no_ledger_and_does_not_stand_in_the_way()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("ledger.db");
        System.IO.File.WriteAllText(path + ".new-0123", "half");
        SqliteLedgerStore.Create(path).Dispose();
        using ILedgerStore store = SqliteLedgerStore.Open(path);
        store.Read().Dispose();
    }
}
