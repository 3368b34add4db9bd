using System;
using System.Globalization;
using System.IO;
using System.Text.Json;
using SlurmBank.Cli.Tests.Support;

namespace SlurmBank.Cli.Tests;

/// <summary>Holding and releasing, against stand-ins of Slurm's commands (see TemporaryBank) and a real ledger: what is printed and how it exits.</summary>
public sealed class HoldVerbTests
{
    private static TemporaryBank Spent()
    {
        TemporaryBank bank = new TemporaryBank("[enforce]\nmode = \"enforce\"\nbrake = \"100%\"\n").Initialize();
        bank.FinishedJob(11, "physics", "alice", 4, 3600, TimeSpan.FromHours(1));
        bank.Here("grant", "physics", "3", "--start", "2026-01-01").Expect(ExitCode.Success);
        bank.Here("sync", "--start", TemporaryBank.Recent).Expect(ExitCode.Success);
        return bank;
    }

    [Fact]
    public void Enforce_plans_holds_keeps_and_releases()
    {
        using TemporaryBank bank = Spent();
        CliAnswer plan = bank.Here("enforce", "--plan").Expect(ExitCode.Success);
        Assert.Contains("physics  would hold  automatic", plan.Output, StringComparison.Ordinal);
        Assert.Contains("nothing was changed\n", plan.Output, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(bank.Folder, "bin", "limits", "physics")));
        CliAnswer done = bank.Here("enforce").Expect(ExitCode.Success);
        Assert.Contains("physics  held", done.Output, StringComparison.Ordinal);
        Assert.Equal("cpu=0", File.ReadAllText(Path.Combine(bank.Folder, "bin", "limits", "physics")));
        Assert.Equal("automatic", bank.Here("holds", "list", "physics", "--json").Json[0].GetProperty("owner").GetString());
        Assert.Equal("keep", bank.Here("enforce", "--json").Expect(ExitCode.Success).Json[0].GetProperty("actions")[0].GetProperty("action").GetString());
        bank.Here("grant", "physics", "100").Expect(ExitCode.Success);
        Assert.Contains("released", bank.Here("enforce").Expect(ExitCode.Success).Output, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(bank.Folder, "bin", "limits", "physics")));
    }

    /// <summary>What earlier months left unused is carried over by the run before it holds, and its plan counts on it.</summary>
    [Fact]
    public void A_plan_counts_on_what_is_due_first()
    {
        using TemporaryBank bank = new TemporaryBank("[enforce]\nmode = \"enforce\"\nbrake = \"100%\"\n").Initialize();
        bank.FinishedJob(11, "physics", "alice", 4, 3600, TimeSpan.FromHours(1));
        bank.Here("sync", "--start", TemporaryBank.Recent).Expect(ExitCode.Success);
        DateTime month = new(DateTime.UtcNow.Year, DateTime.UtcNow.Month, 1);
        bank.Here("grant", "physics", "3", "--start", month.AddMonths(-2).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), "--every", "month", "--count", "5", "--carry-over", "100%").Expect(ExitCode.Success);
        JsonElement plan = bank.Here("enforce", "--plan", "--json").Expect(ExitCode.Success).Json[0];
        Assert.Empty(plan.GetProperty("actions").EnumerateArray());
        Assert.Empty(bank.Here("enforce", "--json").Expect(ExitCode.Success).Json[0].GetProperty("actions").EnumerateArray());
        Assert.Contains("carryover", bank.Here("transactions", "--json").Expect(ExitCode.Success).Output, StringComparison.Ordinal);
    }

    /// <summary>A lock that is newer than the backup: told by the plan, brought over with <c>--adopt</c>, and lifted later as if there had been no restore.</summary>
    [Fact]
    public void A_restore_brings_over_who_is_held_now()
    {
        using TemporaryBank bank = Spent();
        bank.Here("grant", "physics", "100").Expect(ExitCode.Success);
        string backup = Path.Combine(bank.Folder, "b.db");
        bank.Here("backup", backup).Expect(ExitCode.Success);
        bank.Here("lock", "physics", "--reason", "audit").Expect(ExitCode.Success);
        CliAnswer plan = bank.Here("restore", backup, "--plan").Expect(ExitCode.Success);
        Assert.Contains("Holds changed since the backup, for physics", plan.Error, StringComparison.Ordinal);
        Assert.Contains("--adopt", plan.Error, StringComparison.Ordinal);
        JsonElement report = bank.Here("restore", backup, "--force", "--adopt", "--reason", "test", "--json").Expect(ExitCode.Success).Json;
        Assert.Equal(("physics", true), (report.GetProperty("heldSince")[0].GetString(), report.GetProperty("isAdopted").GetBoolean()));
        Assert.Equal("person", bank.Here("holds", "list", "physics", "--json").Json[0].GetProperty("owner").GetString());
        Assert.Equal("cpu=0", File.ReadAllText(Path.Combine(bank.Folder, "bin", "limits", "physics")));
        bank.Here("unlock", "physics", "--reason", "over").Expect(ExitCode.Success);
        Assert.False(File.Exists(Path.Combine(bank.Folder, "bin", "limits", "physics")));
    }

    [Fact]
    public void A_hold_that_Slurm_refuses_exits_1_and_says_so()
    {
        using TemporaryBank bank = Spent();
        bank.Slurm("refuse");
        CliAnswer answer = bank.Here("enforce").Expect(ExitCode.Attention);
        Assert.Contains("hold failed", answer.Output, StringComparison.Ordinal);
        Assert.Contains("privileges", answer.Output.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Fact]
    public void The_brake_of_the_first_enforcement_exits_1_and_force_goes_on()
    {
        using TemporaryBank bank = new TemporaryBank("[enforce]\nmode = \"enforce\"\n").Initialize();
        bank.FinishedJob(11, "physics", "alice", 4, 3600, TimeSpan.FromHours(1));
        bank.Here("grant", "physics", "3", "--start", "2026-01-01").Expect(ExitCode.Success);
        bank.Here("sync", "--start", TemporaryBank.Recent).Expect(ExitCode.Success);
        Assert.Contains("slurmbank enforce --plan", bank.Here("enforce").Expect(ExitCode.Attention).Error, StringComparison.Ordinal);
        bank.Here("enforce", "--force").Expect(ExitCode.Success);
    }

    [Fact]
    public void A_person_locks_and_unlocks()
    {
        using TemporaryBank bank = new TemporaryBank().Initialize();
        Assert.Contains("action     would hold\n", bank.Here("lock", "chem", "--reason", "AY26 closed", "--plan").Expect(ExitCode.Success).Output, StringComparison.Ordinal);
        Assert.Contains("action     held\n", bank.Here("lock", "chem", "--reason", "AY26 closed", "--until", "2099-01-01").Expect(ExitCode.Success).Output, StringComparison.Ordinal);
        JsonElement hold = bank.Here("holds", "list", "--json").Expect(ExitCode.Success).Json[0];
        Assert.Equal(("chem", "person", "AY26 closed", "2099-01-02T00:00:00+01:00"), (hold.GetProperty("account").GetString(), hold.GetProperty("owner").GetString(), hold.GetProperty("reason").GetString(), hold.GetProperty("until").GetString()));
        Assert.Contains("AY26 closed", bank.Here("holds", "list").Output, StringComparison.Ordinal);
        Assert.Equal("release", bank.Here("unlock", "chem", "--reason", "mistake", "--json").Expect(ExitCode.Success).Json.GetProperty("action").GetString());
        Assert.Equal("[]\n", bank.Here("holds", "list", "--json").Output);
        Assert.NotEqual("[]\n", bank.Here("holds", "list", "--lifted", "--json").Output);
        bank.Here("lock", "nosuch", "--reason", "x").Expect(ExitCode.NotFound);
    }
}
