using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using SlurmBank.Bank.Tests.Doubles;
using SlurmBank.Bank.Tests.Support;

namespace SlurmBank.Bank.Tests.Operation;

/// <summary>The service's parts: its rounds, its nights, what it says, how it goes on after trouble.</summary>
public sealed class ServeTests
{
    [Theory]
    [InlineData("2026-01-05T00:00:00Z", "02:30", "UTC", "2026-01-05T02:30:00Z")]
    [InlineData("2026-01-05T02:30:00Z", "02:30", "UTC", "2026-01-06T02:30:00Z")]
    [InlineData("2026-01-05T23:00:00Z", "00:00", "UTC", "2026-01-06T00:00:00Z")]
    // The clocks leave 02:00 to 03:00 out on 29 March 2026, and have it twice on 25 October.
    [InlineData("2026-03-28T12:00:00Z", "02:30", "Europe/Paris", "2026-03-29T01:00:00Z")]
    [InlineData("2026-03-29T01:00:00Z", "02:30", "Europe/Paris", "2026-03-30T00:30:00Z")]
    [InlineData("2026-10-24T12:00:00Z", "02:30", "Europe/Paris", "2026-10-25T00:30:00Z")]
    [InlineData("2026-10-25T00:30:00Z", "02:30", "Europe/Paris", "2026-10-26T01:30:00Z")]
    public void A_night_is_due_once_a_day(string last, string time, string zone, string due) => Assert.Equal(
        DateTimeOffset.Parse(due, System.Globalization.CultureInfo.InvariantCulture),
        NightPlan.Next(DateTimeOffset.Parse(last, System.Globalization.CultureInfo.InvariantCulture), TimeSpan.Parse(time, System.Globalization.CultureInfo.InvariantCulture), TimeZoneInfo.FindSystemTimeZoneById(zone)));

    [Fact]
    public void Trouble_is_said_when_it_comes_changes_and_ends()
    {
        var said = new List<string>();
        var voice = new ServeVoice((priority, text) => said.Add($"{(int)priority} {text}"));
        voice.Succeeded("sync");
        for (int i = 0; i < 12; i++)
        {
            voice.Failed("sync", "no answer");
        }

        voice.Failed("sync", "refused");
        voice.Succeeded("sync");
        voice.Succeeded("sync");
        Assert.Equal(["3 sync: no answer", "3 sync failed 11 times in the same way: no answer", "3 sync: refused", "5 sync works again"], said);

        said.Clear();
        foreach (string warnings in (string[])["a b", "a b", "b", "", "a"])
        {
            warnings.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToList().ForEach(voice.Warn);
            voice.EndRound();
        }

        Assert.Equal(["4 a", "4 b", "4 a"], said);
    }

    [Fact]
    public void In_a_round_a_step_that_fails_stops_no_other()
    {
        using TestBank bank = TestBank.Opened(more: "[enforce]\nmode = \"enforce\"\nbrake = 1");
        bank.Slurm.Associations([new AssociationRow("root"), new AssociationRow("bio"), new AssociationRow("bio", "ann")]);
        bank.Grant("bio", 1_000);
        bank.Slurm.Jobs([JobRow.Run(1, TestBank.Open, 60, 10)]);
        bank.Clock.Seconds += 600;
        BankRound round = bank.Service.Round(new RoundCommand());
        Assert.Equal(["sync:1 runs charged, 0 adjusted", "enforce:hold bio"], round.Steps.Select(s => $"{s.Name}:{s.Summary}"));
        bank.Slurm.Fail("sacct");
        round = bank.Service.Round(new RoundCommand());
        Assert.False(round.Succeeded);
        Assert.Equal([false, true], round.Steps.Select(s => s.ErrorId.Length == 0));
        Assert.Equal(["sync"], bank.Service.Round(new RoundCommand { Enforce = false }).Steps.Select(s => s.Name));
    }

    [Fact]
    public void Segments_are_drained_as_they_come_without_a_sync()
    {
        using var slurm = new FakeSlurm();
        string spool = Directory.CreateDirectory(slurm.At("spool")).FullName;
        using TestBank bank = TestBank.Opened(slurm, $"[spool]\ndirectory = \"{spool}\"\n[serve]\ninterval = \"1d\"");
        bank.Clock.Seconds += 3600;
        using Running service = Serve(bank, out List<string> said);
        Await(() => bank.Mark(UsageSync.LastSyncMark) is not null, said);
        SpoolSegment.Write(spool, TestBank.Open * 1_000_000, SpoolSegment.Run(JobRow.Run(7, TestBank.Open + 10, 60, 10)));
        Await(() => said.Snapshot().Contains("6 spool: 1 runs charged"), said);
        service.Dispose();
        Assert.Equal(600_000, bank.Balance().TotalChargedUnits);
        Assert.Equal("5 stopped", said[^1]);
        bank.AssertSound();
    }

    [Fact]
    public void The_nights_work_is_done_once_and_what_failed_again()
    {
        using TestBank bank = TestBank.Opened();
        string shelf = bank.Folder.File("shelf");
        bank.Configure($"[serve]\ninterval = \"1s\"\nnightly = \"00:00\"\nbackup = \"{shelf}\"\nbackup_keep = 1");
        bank.Clock.Seconds += 3600;
        using Running service = Serve(bank, out List<string> said);
        Await(() => bank.Mark(UsageSync.LastSyncMark) is not null, said);
        Assert.DoesNotContain(said.Snapshot(), s => s.Contains("verified", StringComparison.Ordinal));
        bank.Clock.Seconds += TestBank.Day;
        Await(() => Later(bank) && said.Snapshot().Any(s => s.StartsWith("3 the night's backup: There is no folder", StringComparison.Ordinal)), said);
        Directory.CreateDirectory(shelf);
        Await(() => Later(bank) && said.Snapshot().Any(s => s.StartsWith("6 backup ", StringComparison.Ordinal)), said);
        service.Dispose();
        Assert.Single(said, s => s.StartsWith("5 verified ", StringComparison.Ordinal));
        Assert.Single(Directory.GetFiles(shelf));
        Assert.Equal(MonitorCode.Ok, bank.Service.Status().MonitorCode);
    }

    [Fact]
    public void Of_the_backups_the_newest_stay_and_other_files_are_left_alone()
    {
        using var folder = new TemporaryFolder();
        string[] names = ["slurmbank-20260101T000000Z-9.db", "slurmbank-20260102T000000Z-10.db", "slurmbank-20260103T000000Z-11.db", "slurmbank-mine.db", "other.db"];
        Array.ForEach(names, name => File.WriteAllText(folder.File(name), "x"));
        Assert.Equal([folder.File(names[0])], BackupShelf.Prune(folder.Path, 2));
        Assert.Empty(BackupShelf.Prune(folder.Path, 2));
        Assert.Equal(names[1..].Order(StringComparer.Ordinal), Directory.GetFiles(folder.Path).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal));
    }

    [PrivateMountFact]
    public void On_a_full_disk_it_says_so_and_goes_on_when_there_is_room()
    {
        using TestBank bank = TestBank.Opened();
        using var kept = new TemporaryFolder();
        bank.Close();
        string folder = bank.Folder.Path;
        bank.Slurm.Jobs(Enumerable.Range(1, 400).Select(i => JobRow.Run(i, TestBank.Open + i, 60, 10)));
        bank.Configure("[serve]\ninterval = \"1s\"\n[sync]\nbatch_rows = 50");
        bank.Close();
        string program = typeof(ServeTests).Assembly.Location;
        string script = $"""
            mkdir {kept.Path}/before && cp {folder}/* {kept.Path}/before/
            mount -t tmpfs -o size=700k none {folder} && cp {kept.Path}/before/* {folder}/
            dotnet {program} serve {bank.Configuration} {TestBank.Open + 3600} > {kept.Path}/said & service=$!
            for i in $(seq 600); do if grep -q 'disk is full' {kept.Path}/said; then break; fi; sleep 0.1; done
            mount -o remount,size=64000k {folder}
            for i in $(seq 900); do if grep -q 'works again' {kept.Path}/said; then break; fi; sleep 0.1; done
            kill -TERM $service; wait $service
            rm -rf {kept.Path}/after; mkdir {kept.Path}/after && cp {folder}/* {kept.Path}/after/
            """;
        string first = Child.Say(["balance", bank.Configuration, $"{TestBank.Open + 3600}", "bio"], PrivateMountFactAttribute.Inside(script));
        string said = File.ReadAllText(kept.File("said"));
        Assert.True(said.Contains("disk is full", StringComparison.Ordinal) && said.Contains("works again", StringComparison.Ordinal), said);
        Assert.Equal((400 * 600_000).ToString(System.Globalization.CultureInfo.InvariantCulture), first);
    }

    /// <summary>Rounds leave nothing behind in memory: the same after eighty as after twenty. In a process of its own, where nothing else takes or gives any.</summary>
    [Fact]
    public void Memory_does_not_grow_with_the_rounds()
    {
        using TestBank bank = TestBank.Opened();
        bank.Slurm.Jobs(Enumerable.Range(1, 200).Select(i => JobRow.Run(i, TestBank.Open + i, 60, 10)));
        bank.Close();
        string said = Child.Say(["rounds", bank.Configuration, (TestBank.Open + 3600).ToString(System.Globalization.CultureInfo.InvariantCulture), "20", "60"]);
        Assert.Matches("^[0-9]+ [0-9]+$", said);
        long[] held = [.. said.Split(' ').Select(long.Parse)];
        Assert.True(held[1] - held[0] < 1_000_000, $"{held[0]} bytes before, {held[1]} after sixty more rounds");
    }

    /// <summary>Time goes on while the test waits.</summary>
    private static bool Later(TestBank bank)
    {
        bank.Clock.Seconds += 10;
        return true;
    }

    private sealed class Running(Thread thread, CancellationTokenSource stop) : IDisposable
    {
        public void Dispose()
        {
            stop.Cancel();
            thread.Join();
        }
    }

    private static Running Serve(TestBank bank, out List<string> said)
    {
        var stop = new CancellationTokenSource();
        List<string> lines = [];
        said = lines;
        bank.Close();
        var ready = new ManualResetEventSlim();
        var thread = new Thread(() =>
        {
            using var server = new BankServer(new ServeOptions
            {
                Open = (warn, _) => BankService.Open(TestBank.Options(bank.Configuration, bank.Clock) with { OnWarning = warn }),
                Say = (priority, text) => lines.Say($"{(int)priority} {text}"),
                Notify = state => { if (state == "READY=1") { ready.Set(); } },
                Clock = bank.Clock,
                Poll = TimeSpan.FromMilliseconds(50),
            });
            server.Run(stop.Token);
        });
        thread.Start();
        ready.Wait();
        return new Running(thread, stop);
    }

    private static void Await(Func<bool> reached, List<string> said)
    {
        for (int i = 0; i < 1200 && !reached(); i++)
        {
            Thread.Sleep(50);
        }

        Assert.True(reached(), string.Join('\n', said.Snapshot()));
    }
}

/// <summary>Lines that another thread adds.</summary>
internal static class SharedLines
{
    internal static void Say(this List<string> lines, string line)
    {
        lock (lines)
        {
            lines.Add(line);
        }
    }

    internal static List<string> Snapshot(this List<string> lines)
    {
        lock (lines)
        {
            return [.. lines];
        }
    }
}
