using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Threading;
using SlurmBank.Bank.Tests.Doubles;
using SlurmBank.Bank.Tests.Support;
using SlurmBank.Bank.Tests.Sync;

namespace SlurmBank.Bank.Tests.Strength;

/// <summary>
/// kill -9 of a sync at random moments. 20 kills in the ordinary tests; SLURMBANK_SOAK_SCALE=50 makes 1 000 of them, half of them in
/// another history. The seed that is printed makes the same history and the same plan of kills; where they hit is chance.
/// </summary>
public sealed class CrashTests
{
    private const int Jobs = 1_500;
    private static readonly int Kills = 10 * Soak.Scale;

    public static IEnumerable<object[]> Seeds => Soak.FixedSeeds(2);

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_sync_killed_at_any_moment_and_started_again_leaves_what_an_undisturbed_one_does(int seed) => Soak.WithSeed(seed, random =>
    {
        var history = new History(random, Jobs);
        using FakeSlurm slurm = Scene(history);
        using TestBank undisturbed = Bank(slurm);
        long begun = Stopwatch.GetTimestamp();
        Assert.Equal("done", Finish(undisturbed));
        TimeSpan usual = Stopwatch.GetElapsedTime(begun);
        string expected = Money(undisturbed);
        var met = new HashSet<long>();
        int kills = 0;
        while (kills < Kills)
        {
            using TestBank bank = Bank(slurm);
            while (kills < Kills && Kill(bank, random, usual))
            {
                kills++;
                met.Add(bank.See(v => v.Reader.LastEntry()?.Seq ?? 0));
            }

            Assert.Equal("done", Finish(bank));
            Assert.Equal(expected, Money(bank));
            bank.AssertSound();
        }

        Assert.True(met.Count > Kills / 4, $"{Kills} kills met only {met.Count} different states of the ledger.");
    });

    /// <summary>Starts a sync and kills it somewhere; false where it was faster than the kill.</summary>
    private static bool Kill(TestBank bank, Random random, TimeSpan usual)
    {
        using Process process = Child.Start(Arguments(bank));
        if (random.Next(3) == 0)
        {
            Thread.Sleep(usual * random.NextDouble());
        }
        else
        {
            // Past the start of the program: most moments of a long sync lie there.
            for (int windows = random.Next(5); windows > 0 && process.StandardOutput.ReadLine() is "window"; windows--)
            {
            }

            Thread.Sleep(TimeSpan.FromMilliseconds(random.Next(100)));
        }

        process.Kill();
        process.WaitForExit();
        return process.ExitCode != 0;
    }

    private static string Finish(TestBank bank)
    {
        using Process process = Child.Start(Arguments(bank));
        string said = process.StandardOutput.ReadToEnd() + process.StandardError.ReadToEnd();
        process.WaitForExit();
        return said.Trim().Split('\n')[^1];
    }

    private static string[] Arguments(TestBank bank) => ["sync", bank.Configuration, History.End.ToString(CultureInfo.InvariantCulture)];

    private static FakeSlurm Scene(History history)
    {
        var slurm = new FakeSlurm();
        slurm.Jobs(history.At(History.Stages - 1));
        slurm.Queue(Enumerable.Range(0, 40).Select(i => QueueRow.Running(500_000 + i, History.End - 60, History.Accounts[i % 3])));
        return slurm;
    }

    private static TestBank Bank(FakeSlurm slurm)
    {
        TestBank bank = TestBank.Opened(slurm, "[sync]\nbatch_rows = 10\n");
        bank.Grant("bio", 400_000_000_000, TestBank.Open, TestBank.Open + (10 * TestBank.Day));
        bank.Grant("bio", 900_000_000_000, TestBank.Open + (5 * TestBank.Day), TestBank.Open + (20 * TestBank.Day));
        bank.Grant("chem", 1_000_000_000_000, TestBank.Open + TestBank.Day, TestBank.Open + (25 * TestBank.Day));
        bank.Clock.Seconds = History.End;
        bank.Close();
        return bank;
    }

    private static string Money(TestBank bank) => string.Join(
        '\n',
        bank.See(LedgerDigest.Totals),
        bank.See(LedgerDigest.Charges),
        string.Join('\n', bank.Liens().OrderBy(l => l.JobId, StringComparer.Ordinal).Select(l => $"{l.JobId} {l.Account} {l.RemainingUnits}")),
        string.Join('\n', bank.Service.ParkedRuns().Select(p => $"{p.JobIdRaw} {p.Submit:u} {p.Code} {p.Facts}").Order(StringComparer.Ordinal)),
        bank.Mark());
}
