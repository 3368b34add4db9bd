using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using SlurmBank.Cli.Tests.Support;

namespace SlurmBank.Cli.Tests;

/// <summary>The verbs that ask Slurm, against stand-ins of its commands (see TemporaryBank) and a real ledger: what is printed and how it exits.</summary>
public sealed class SlurmVerbTests
{
    [Fact]
    public void Init_says_what_it_made_and_a_plan_makes_nothing()
    {
        using var bank = new TemporaryBank();
        CliAnswer plan = bank.Here("init", "--books-open", "2026-01-01", "--plan").Expect(ExitCode.Success);
        Assert.StartsWith("Nothing was changed; it would be:\nledger ", plan.Output, StringComparison.Ordinal);
        Assert.False(File.Exists(bank.Ledger));
        CliAnswer made = bank.Here("init", "--books-open", "2026-01-01").Expect(ExitCode.Success);
        Assert.Contains("books open  2026-01-01 00:00:00 +01:00\n", made.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(bank.Ledger) && File.Exists(bank.Snapshot));
        Assert.Equal(1, bank.Here("init", "--json").Expect(ExitCode.Success).Json.GetProperty("tariffVersion").GetInt32());
        bank.Here("init", "--books-open", "2026-02-01").Expect(ExitCode.Usage);
    }

    [Fact]
    public void Sync_settles_and_the_cost_shows_its_arithmetic()
    {
        using TemporaryBank bank = new TemporaryBank().Initialize();
        // Yesterday at noon: a run on both sides of midnight would be met in two windows.
        TimeSpan noon = DateTime.UtcNow - DateTime.UtcNow.Date.AddHours(-12);
        bank.FinishedJob(11, "physics", "alice", 4, 3600, noon);
        bank.FinishedJob(12, "physics", "alice", 1, 18, noon);
        JsonElement plan = bank.Here("sync", "--start", TemporaryBank.Recent, "--plan", "--json").Expect(ExitCode.Success).Json[0];
        Assert.True(plan.GetProperty("isPlan").GetBoolean());
        Assert.Contains("No run of job '11' is settled", bank.Here("cost", "11").Expect(ExitCode.NotFound).Error, StringComparison.Ordinal);
        CliAnswer sync = bank.Here("sync", "--start", TemporaryBank.Recent).Expect(ExitCode.Success);
        Assert.Contains("charged         2, together 4.01 SU\n", sync.Output, StringComparison.Ordinal);
        JsonElement again = bank.Here("sync", "--start", TemporaryBank.Recent, "--json").Expect(ExitCode.Success).Json[0];
        // Windows overlap: a run in which one ends and the next begins is met twice.
        Assert.Equal(0L, again.GetProperty("charged").GetInt64());
        Assert.InRange(again.GetProperty("unchanged").GetInt64(), 2L, 4L);

        string cost = bank.Here("cost", "11", "12").Expect(ExitCode.Success).Output;
        Assert.Contains("physics  alice  cpu        COMPLETED", cost, StringComparison.Ordinal);
        Assert.Contains("\n11, tariff version 1:\n", cost, StringComparison.Ordinal);
        Assert.Equal([14_400_000L, 18_000L], bank.Here("cost", "11", "12", "--json").Json.EnumerateArray().Select(run => run.GetProperty("costUnits").GetInt64()));
        Assert.Equal("11", bank.Here("transactions", "physics", "--job", "11", "--json").Json[0].GetProperty("jobId").GetString());
    }

    [Fact]
    public void A_run_that_cannot_be_priced_exits_1()
    {
        using TemporaryBank bank = new TemporaryBank().Initialize();
        File.WriteAllText(Path.Combine(bank.Folder, "bin", "jobs"), "11|1782864000|1782864000|1782867600|COMPLETED|physics|alice|x\n");
        JsonElement sync = bank.Here("sync", "--start", "2026-06-30", "--end", "2026-07-03", "--json").Expect(ExitCode.Attention).Json[0];
        Assert.True(sync.GetProperty("parked").GetInt64() + sync.GetProperty("problems").GetArrayLength() > 0);
        Assert.NotEmpty(bank.Here("parked", "--json").Expect(ExitCode.Success).Json.EnumerateArray());
        Assert.Contains("JOBIDRAW", bank.Here("parked").Expect(ExitCode.Success).Output, StringComparison.Ordinal);
        bank.Here("status").Expect(ExitCode.Attention);
    }

    [Theory]
    [InlineData("sync")]
    [InlineData("enforce")]
    [InlineData("lock physics --reason x")]
    [InlineData("quote -n 4 -A physics")]
    public void Slurm_that_does_not_answer_exits_3_with_its_words(string line)
    {
        using TemporaryBank bank = new TemporaryBank().Initialize();
        bank.Slurm("down");
        CliAnswer answer = bank.Here(line.Split(' ')).Expect(ExitCode.Slurm);
        Assert.Contains("Unable to contact slurm controller", answer.Error, StringComparison.Ordinal);
        answer = bank.Here([.. line.Split(' '), "--json"]).Expect(ExitCode.Slurm);
        Assert.Equal("SlurmDidNotAnswer", JsonDocument.Parse(answer.Error).RootElement.GetProperty("error").GetProperty("id").GetString());
    }

    [Fact]
    public void Config_test_exits_1_where_something_does_not_work_and_names_the_fix()
    {
        using TemporaryBank bank = new TemporaryBank().Initialize();
        bank.Here("config", "test").Expect(ExitCode.Success);
        bank.Slurm("down");
        CliAnswer answer = bank.Here("config", "test").Expect(ExitCode.Attention);
        Assert.Contains("error SlurmDidNotAnswer", answer.Output, StringComparison.Ordinal);
        Assert.Contains("\n    fix: ", answer.Output, StringComparison.Ordinal);
        Assert.Contains("error", bank.Here("config", "test", "--json").Expect(ExitCode.Attention).Json.EnumerateArray().Select(f => f.GetProperty("severity").GetString()));
    }

    [Fact]
    public void A_configuration_with_errors_stops_everything_but_its_own_test()
    {
        using var bank = new TemporaryBank("[sync]\noverlapp = \"1h\"\n");
        CliAnswer refused = bank.Here("balance").Expect(ExitCode.Usage);
        Assert.Contains("overlapp", refused.Error, StringComparison.Ordinal);
        CliAnswer tested = bank.Here("config", "test").Expect(ExitCode.Attention);
        Assert.Contains("overlapp", tested.Output, StringComparison.Ordinal);
        Slurmbank.Here("balance", "--config", bank.Folder + "/nosuch.toml").Expect(ExitCode.Usage);
    }

    [Fact]
    public void Config_show_is_toml_that_can_be_read_again()
    {
        using var bank = new TemporaryBank();
        string toml = bank.Here("config", "show").Expect(ExitCode.Success).Output;
        string copy = Path.Combine(bank.Folder, "copy.toml");
        File.WriteAllText(copy, toml);
        Assert.Contains("Europe/Paris", Slurmbank.Here("config", "show", "--config", copy).Expect(ExitCode.Success).Output, StringComparison.Ordinal);
        JsonElement json = bank.Here("config", "show", "--json").Expect(ExitCode.Success).Json;
        Assert.Equal((bank.Ledger, bank.Snapshot, "Europe/Paris"), (json.GetProperty("ledger").GetString(), json.GetProperty("snapshot").GetString(), json.GetProperty("timeZone").GetString()));
    }

    [Fact]
    public void A_quote_shows_its_arithmetic_and_exits_1_where_it_cannot_be_paid()
    {
        using TemporaryBank bank = new TemporaryBank().Initialize();
        bank.Here("grant", "physics", "3").Expect(ExitCode.Success);
        string text = bank.Here("quote", "-n", "2", "-t", "1:00:00", "-A", "physics").Expect(ExitCode.Success).Output;
        Assert.Contains("2.00 SU", text, StringComparison.Ordinal);
        Assert.Contains("\nAssumed:\n", text, StringComparison.Ordinal);
        Assert.Contains("\nArithmetic:\n", text, StringComparison.Ordinal);
        JsonElement dear = bank.Here("quote", "-n", "4", "-t", "1:00:00", "-A", "physics", "--json").Expect(ExitCode.Attention).Json;
        Assert.Equal((14_400_000L, false, 3600), (dear.GetProperty("upperUnits").GetInt64(), dear.GetProperty("affordable").GetBoolean(), dear.GetProperty("timeLimitSeconds").GetInt32()));
        Assert.Contains("nosuchoption", bank.Here("quote", "--nosuchoption").Expect(ExitCode.Usage).Error, StringComparison.Ordinal);
        Assert.Contains("nosuch.sh", bank.Here("quote", "nosuch.sh").Expect(ExitCode.Usage).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_quote_reads_a_script_first_or_last_or_from_standard_input()
    {
        using TemporaryBank bank = new TemporaryBank().Initialize();
        bank.Here("grant", "physics", "100").Expect(ExitCode.Success);
        const string Script = "#!/bin/sh\n#SBATCH -n 2 -t 30 -A physics\nsrun work\n";
        string file = Path.Combine(bank.Folder, "job.sh");
        File.WriteAllText(file, Script);
        long Upper(CliAnswer answer) => answer.Expect(ExitCode.Success).Json.GetProperty("upperUnits").GetInt64();
        Assert.Equal(3_600_000, Upper(bank.Here("quote", file, "--json")));
        Assert.Equal(7_200_000, Upper(bank.Here("quote", "--json", file, "--", "--time=1:00:00")));
        Assert.Equal(7_200_000, Upper(bank.Here("quote", "--json", "-t", "1:00:00", file, "argument")));
        Assert.Equal(3_600_000, Upper(bank.Run(["quote", "-", "--json"], Script)));
        Assert.Contains("standard input", bank.Run(["quote", "-"], "#!/bin/sh\n#SBATCH --nosuchoption\n").Expect(ExitCode.Usage).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Verbose_shows_each_command_on_standard_error()
    {
        using TemporaryBank bank = new TemporaryBank().Initialize();
        CliAnswer answer = bank.Here("enforce", "--verbose").Expect(ExitCode.Success);
        Assert.Contains("+ ", answer.Error, StringComparison.Ordinal);
        Assert.Contains("scontrol show config", answer.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("+ ", bank.Here("enforce").Error, StringComparison.Ordinal);
        Assert.All(bank.Here("enforce", "--verbose", "--json").Error.TrimEnd('\n').Split('\n'), line => Assert.True(JsonDocument.Parse(line).RootElement.TryGetProperty("command", out _)));
    }
}
