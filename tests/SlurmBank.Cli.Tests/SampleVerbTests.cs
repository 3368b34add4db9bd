using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using SlurmBank.Cli.Tests.Support;

namespace SlurmBank.Cli.Tests;

/// <summary><c>init --sample</c>: a bank to try things with, through the same verbs as any other.</summary>
public sealed class SampleVerbTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("slurmbank-sample-").FullName;

    private string Sample => Path.Combine(folder, "sample");

    private string Configuration => Path.Combine(Sample, "bank.toml");

    [Fact]
    public void A_sample_is_a_whole_bank_that_settles_nothing_twice()
    {
        CliAnswer made = Slurmbank.Here(["init", "--sample", Sample]).Expect(ExitCode.Success);
        Assert.Contains($"export SLURMBANK_CONFIG='{Configuration}'", made.Output, StringComparison.Ordinal);
        Assert.Contains("no job", made.Output, StringComparison.Ordinal);
        JsonElement.ArrayEnumerator balances = Verb("balance", "--json").Json.EnumerateArray();
        Assert.Contains(balances, b => b.GetProperty("account").GetString() == "art" && b.GetProperty("status").GetString() == "held");
        Assert.Contains(balances, b => b.GetProperty("chargedUnits").GetInt64() > 0 && b.GetProperty("runningUnits").GetInt64() > 0);
        int entries = Entries();
        Assert.Equal(0, Verb("sync", "--json").Json[0].GetProperty("charged").GetInt64());
        Assert.Equal(entries, Entries());
        Assert.Contains("sound", Verb("verify").Output, StringComparison.Ordinal);
        JsonElement ann = Verb("statement", "bio", "--user", "ann", "--json").Json[0];
        JsonElement usage = Verb("usage", "bio", "--by", "user", "--json").Json.EnumerateArray().Single(u => u.GetProperty("user").GetString() == "ann");
        Assert.Equal(("ann", -usage.GetProperty("chargedUnits").GetInt64()), (ann.GetProperty("user").GetString(), ann.GetProperty("closingUnits").GetInt64()));
        Assert.Matches("account +bio\nuser +ann\nperiod ", Verb("statement", "*", "--user", "ann").Output);
        Assert.Contains("Slurm had no partition 'gpuu'", Verb("grant", "bio", "5", "--partition", "gpuu", "--plan").Error, StringComparison.Ordinal);
        Assert.Equal("", Verb("grant", "bio", "5", "--partition", "gpu", "--user", "ann", "--plan").Error);
        Verb("deposit", "art", "500", "--reason", "supplement");
        Verb("enforce");
        Assert.DoesNotContain("GrpTRESRunMins", string.Concat(File.ReadLines(Path.Combine(Sample, "slurm", "tables", "association")).Where(l => l.Contains("\tart\t", StringComparison.Ordinal))), StringComparison.Ordinal);

        int Entries() => Verb("transactions", "--json").Json.GetArrayLength();
    }

    [Fact]
    public void A_plan_makes_nothing_and_a_folder_that_holds_something_is_refused()
    {
        Assert.True(Slurmbank.Here(["init", "--sample", Sample, "--plan", "--json"]).Expect(ExitCode.Success).Json.GetProperty("isPlan").GetBoolean());
        Assert.False(Directory.Exists(Sample));
        File.WriteAllText(Path.Combine(folder, "mine"), "mine");
        Assert.Contains("not empty", Slurmbank.Here(["init", "--sample", folder]).Expect(ExitCode.Usage).Error, StringComparison.Ordinal);
        Assert.Equal(["mine"], Directory.GetFileSystemEntries(folder).Select(Path.GetFileName));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private CliAnswer Verb(params string[] words) => Slurmbank.Here([.. words, "--config", Configuration]).Expect(ExitCode.Success);
}
