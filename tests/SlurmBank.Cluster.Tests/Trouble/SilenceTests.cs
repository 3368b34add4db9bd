using System;
using System.Globalization;
using System.Linq;
using SlurmBank.Bank;
using SlurmBank.Slurm;

namespace SlurmBank.Cluster.Tests;

/// <summary>Slurm that does not answer is not Slurm that has nothing.</summary>
[Collection("trouble")]
public sealed class SilenceTests(TroubledCluster cluster)
{
    private static readonly DateTimeOffset Opened = DateTimeOffset.UtcNow.AddDays(-3);

    public static TheoryData<string, bool> Silences => new()
    {
        { "munged", true },
        { "slurmdbd", true },
        { "slurmctld", true },
        { "slurmdbd", false },
        { "slurmctld", false },
    };

    [ClusterTheory]
    [MemberData(nameof(Silences))]
    public void Nothing_changes_while_a_daemon_is_silent(string daemon, bool frozen)
    {
        long waiting = cluster.Lab.Submit("t-lien", "exec true", "-t", "5", "--begin=now+2hours");
        var clock = new MovedClock();
        using TestBank bank = new TestBank(cluster.Lab, "[sync]\nvoid_grace = \"1m\"\n[enforce]\nmode = \"enforce\"", "timeout = \"8s\"", clock: clock).Opened(Opened).Granted("1k", "t-lien");
        _ = bank.Sync();
        Assert.Equal("queued", Assert.Single(bank.Service.Liens([])).Phase);
        string before = State(bank);

        // Past the grace: only absence that is certain may void.
        clock.Ahead = TimeSpan.FromMinutes(5);
        if (frozen)
        {
            cluster.Freeze(daemon);
        }
        else
        {
            cluster.Lab.Daemon("stop", daemon);
        }

        try
        {
            Exception? sync = Record.Exception(() => bank.Sync());
            Assert.IsType<SlurmDidNotAnswerException>(sync);
            Exception? enforce = Record.Exception(() => bank.Enforce());
            Assert.IsAssignableFrom<SlurmCommandException>(enforce);
            Assert.IsType<SlurmDidNotAnswerException>(enforce);
            Assert.Equal(before, State(bank));
        }
        finally
        {
            if (frozen)
            {
                cluster.Thaw(daemon);
            }
            else
            {
                cluster.Lab.Daemon("start", daemon);
            }

            Shell.Await("answers", 60, () => cluster.Lab.Try("squeue", "-h").ExitCode == 0 && cluster.Lab.Try("sacct", "-n").ExitCode == 0);
        }

        cluster.Lab.AwaitAccounting();
        SyncReport after = bank.Sync();
        Assert.Equal((0, 1), (after.Voided, after.Liens));
        Assert.Equal(before, State(bank));
        _ = cluster.Lab.Run("scancel", waiting.ToString(CultureInfo.InvariantCulture));
        cluster.Lab.AwaitIdle();
        _ = bank.Sync();
        Assert.Empty(bank.Service.Liens([]));
        bank.RequireSound();
    }

    private static string State(TestBank bank) => bank.Totals() + "\n" + string.Join('\n', bank.Service.Liens([]).Select(l => $"{l.JobId} {l.State} {l.RemainingUnits}"))
        + "\n" + bank.Service.Status().Watermarks.Count.ToString(CultureInfo.InvariantCulture);
}
