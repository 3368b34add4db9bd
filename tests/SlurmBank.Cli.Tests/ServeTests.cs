using System;
using System.IO;
using System.Linq;
using SlurmBank.Cli.Tests.Support;

namespace SlurmBank.Cli.Tests;

/// <summary>The service as a process: its signals, its manager, its restarts. Slurm is a stand-in (see TemporaryBank); the cluster suite has a real one.</summary>
public sealed class ServeTests
{
    private const string Quick = "[serve]\ninterval = \"1s\"\n[enforce]\nmode = \"enforce\"\nbrake = \"100%\"";

    private static TemporaryBank Opened(string more = Quick)
    {
        var bank = new TemporaryBank(more);
        bank.Here("init", "--books-open", TemporaryBank.Recent).Expect(ExitCode.Success);
        return bank;
    }

    private static long Charged(TemporaryBank bank, string account = "physics") =>
        bank.Here("balance", "--json").Json.EnumerateArray().Where(b => b.GetProperty("account").GetString() == account).Select(b => b.GetProperty("totalChargedUnits").GetInt64()).FirstOrDefault();

    [Fact]
    public void A_job_is_charged_and_a_spent_account_held_with_no_other_command_and_a_stop_is_clean()
    {
        using TemporaryBank bank = Opened();
        bank.Here("grant", "physics", "1", "--start", TemporaryBank.Recent).Expect(ExitCode.Success);
        using var service = new Service(bank);
        service.AwaitTold("READY=1");
        bank.FinishedJob(100, "physics", "alice", 4, 3600, TimeSpan.FromMinutes(30));
        service.AwaitSaid("enforce: hold physics");
        Assert.Equal(4 * 3_600_000, Charged(bank));
        Assert.True(File.Exists(Path.Combine(bank.Folder, "bin", "limits", "physics")));
        service.AwaitTold("STATUS=working");
        service.AwaitTold("WATCHDOG=1");
        Assert.Contains("<6>sync: 1 runs charged", service.Said, StringComparison.Ordinal);
        Assert.DoesNotContain("ServiceSilent", bank.Here("status").Output, StringComparison.Ordinal);

        service.Signal("TERM");
        Assert.Equal(0, service.End());
        Assert.Contains("STOPPING=1", service.Told, StringComparison.Ordinal);
        Assert.EndsWith("<5>stopped", service.Said, StringComparison.Ordinal);
        bank.Here("verify").Expect(ExitCode.Success);
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public void A_stop_does_not_wait_for_slurm(string signal)
    {
        using TemporaryBank bank = Opened();
        bank.Slurm("slow");
        using var service = new Service(bank);
        int before = bank.Calls.Length;
        service.Await(() => bank.Calls.Length > before, "a question to Slurm");
        service.Signal(signal);
        Assert.Equal(0, service.End());
        bank.Here("verify").Expect(ExitCode.Success);
    }

    [Fact]
    public void Killed_and_started_again_it_charges_everything_once()
    {
        int seed = Environment.TickCount;
        var random = new Random(seed);
        using TemporaryBank bank = Opened();
        bank.Here("grant", "physics", "100k", "--start", TemporaryBank.Recent).Expect(ExitCode.Success);
        long sum = 0;
        for (int times = 0; times < 5; times++)
        {
            using var service = new Service(bank);
            service.AwaitTold("READY=1");
            for (int i = 0; i < 20; i++)
            {
                int cpus = random.Next(1, 64);
                sum += cpus * 60L * 1000;
                bank.FinishedJob(1000 + (times * 20) + i, "physics", "alice", cpus, 60, TimeSpan.FromMinutes(30));
            }

            System.Threading.Thread.Sleep(random.Next(1500));
            service.Signal("KILL");
            Assert.Equal(137, service.End());
        }

        using var last = new Service(bank);
        last.AwaitTold("READY=1");
        last.Await(() => Charged(bank) == sum, $"seed {seed}: the charge of all jobs, {sum}");
        last.Signal("TERM");
        Assert.Equal(0, last.End());
        Assert.Equal(sum, Charged(bank));
        bank.Here("verify").Expect(ExitCode.Success);
    }

    [Fact]
    public void There_is_one_for_a_ledger()
    {
        using TemporaryBank bank = Opened();
        using var service = new Service(bank);
        service.AwaitTold("READY=1");
        CliAnswer second = bank.Run(["serve"]).Expect(ExitCode.Conflict);
        Assert.Contains("Another 'slurmbank serve' works", second.Error, StringComparison.Ordinal);

        // Other verbs work beside it.
        bank.Here("grant", "physics", "5").Expect(ExitCode.Success);
        bank.Here("sync").Expect(ExitCode.Success);
        service.Signal("KILL");
        service.End();
        using var next = new Service(bank);
        next.AwaitTold("READY=1");
    }

    [Fact]
    public void A_hang_up_reads_the_configuration_again_and_refuses_a_bad_one()
    {
        using TemporaryBank bank = Opened("[serve]\ninterval = \"1d\"");
        using var service = new Service(bank);
        service.AwaitSaid("a sync every 1.00:00:00");
        service.AwaitTold("STATUS=working");
        string good = File.ReadAllText(bank.Configuration);
        File.WriteAllText(bank.Configuration, good.Replace("1d", "never", StringComparison.Ordinal));
        service.Signal("HUP");
        service.AwaitSaid("<3>the configuration was refused, the old one stays in force:");
        File.WriteAllText(bank.Configuration, good.Replace(bank.Ledger, bank.Ledger + ".other", StringComparison.Ordinal));
        service.Signal("HUP");
        service.AwaitSaid("names another ledger");
        bank.FinishedJob(100, "physics", "alice", 1, 3600, TimeSpan.FromMinutes(30));
        File.WriteAllText(bank.Configuration, good.Replace("1d", "1s", StringComparison.Ordinal));
        service.Signal("HUP");
        service.AwaitSaid("the configuration was read again and is in force");
        service.Await(() => Charged(bank) == 3_600_000, "the charge");
        bank.FinishedJob(101, "physics", "alice", 1, 3600, TimeSpan.FromMinutes(20));
        service.Await(() => Charged(bank) == 2 * 3_600_000, "the charge by the new interval");
        Assert.Contains("RELOADING=1", service.Told, StringComparison.Ordinal);
    }

    [Fact]
    public void Slurm_may_be_away_when_it_starts_and_while_it_works()
    {
        using TemporaryBank bank = Opened();
        bank.Slurm("down");
        bank.FinishedJob(100, "physics", "alice", 1, 3600, TimeSpan.FromMinutes(30));
        using var service = new Service(bank);
        service.AwaitTold("READY=1");
        service.AwaitSaid("<3>sync: ");
        service.AwaitTold("STATUS=in trouble");
        CliAnswer status = bank.Here("status", "--monitor");
        Assert.Contains("WorkFailing", status.Output, StringComparison.Ordinal);
        Assert.Contains("'sync' failed", status.Output, StringComparison.Ordinal);
        bank.Slurm("down", isOn: false);
        service.AwaitSaid("<5>sync works again");
        Assert.Equal(3_600_000, Charged(bank));
        Assert.True(service.Said.Split('\n').Count(line => line.StartsWith("<3>sync: ", StringComparison.Ordinal)) <= 2, service.Said);
    }
}
