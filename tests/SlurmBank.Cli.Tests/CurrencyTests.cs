using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using SlurmBank.Cli.Tests.Support;

namespace SlurmBank.Cli.Tests;

/// <summary>A second currency by the command line: the unit behind an amount says it.</summary>
public sealed class CurrencyTests
{
    [Fact]
    public void The_unit_behind_an_amount_says_the_currency()
    {
        using TemporaryBank bank = new TemporaryBank("[tariff.partition_currency]\ngpu = \"GPU-h\"").Initialize();
        Assert.Contains("currency        SU; gpu GPU-h\n", bank.Here("tariff", "list").Expect(ExitCode.Success).Output, StringComparison.Ordinal);
        Assert.StartsWith("bio: granted 500.00 GPU-h, ", bank.Here("grant", "bio", "500 GPU-hours", "--start", "2026-01-01").Expect(ExitCode.Success).Output, StringComparison.Ordinal);
        Assert.StartsWith("bio: granted 10000.00 SU, ", bank.Here("grant", "bio", "10k SU", "--start", "2026-01-01").Expect(ExitCode.Success).Output, StringComparison.Ordinal);
        bank.Here("deposit", "bio", "20gpu-h").Expect(ExitCode.Success);
        bank.Here("withdraw", "bio", "15 GPU-h").Expect(ExitCode.Success);
        bank.Here("assert", "bio", "505 GPU-h").Expect(ExitCode.Success);
        bank.Here("account", "set", "bio", "--user-limit", "ann=4 GPU-h").Expect(ExitCode.Success);
        JsonElement[] balances = [.. bank.Here("balance", "bio", "--json").Expect(ExitCode.Success).Json.EnumerateArray()];
        Assert.Equal(["GPU-h 505", "SU 10000"], balances.Select(b => $"{b.GetProperty("currency").GetString()} {b.GetProperty("available").GetDecimal():0}"));
        Assert.Contains("CURRENCY", bank.Here("balance", "bio").Output, StringComparison.Ordinal);
        bank.Here("verify").Expect(ExitCode.Success);
    }

    /// <summary>Questions, imports and the snapshot know the same names, and say which there are.</summary>
    [Fact]
    public void A_currency_that_the_bank_does_not_have_is_an_error_wherever_one_is_named()
    {
        using TemporaryBank bank = new TemporaryBank("[tariff.partition_currency]\ngpu = \"GPU-h\"").Initialize();
        bank.Here("grant", "physics", "5 GPU-h", "--start", "2026-01-01").Expect(ExitCode.Success);
        bank.Here("snapshot", "publish").Expect(ExitCode.Success);
        string list = Path.Combine(bank.Folder, "list.csv");
        File.WriteAllText(list, "account,amount,currency\nphysics,5,GPUU\n");
        foreach (string[] words in (string[][])[["balance", "--forecast"], ["balance"], ["balance", "--snapshot", bank.Snapshot], ["statement", "physics", "--start", "2026-01-01"], ["chart", "physics"], ["import", list]])
        {
            Assert.Contains("'GB' is no currency of this bank; it has SU, GPU-h", bank.Here([.. words, "--currency", "GB"]).Expect(ExitCode.NotFound).Error.ReplaceLineEndings(" "), StringComparison.Ordinal);
        }

        Assert.Contains($"{list}:2: 'GPUU' is no currency of this bank; it has SU, GPU-h", bank.Here("import", list).Error, StringComparison.Ordinal);
        Assert.Equal("GPU-h", bank.Here("balance", "--forecast", "--currency", "gpu-hours", "--json").Expect(ExitCode.Success).Json[0].GetProperty("currency").GetString());
        Assert.Equal("GPU-h", bank.Here("balance", "physics", "--snapshot", bank.Snapshot, "--currency", "gpuh", "--json").Expect(ExitCode.Success).Json[0].GetProperty("currency").GetString());
    }

    /// <summary>What is held inside an account that may start other jobs: work in one currency, and a user.</summary>
    [Fact]
    public void Holds_of_one_currency_and_of_a_user_are_listed_and_unlocked()
    {
        string folder = Directory.CreateTempSubdirectory("slurmbank-currency-").FullName;
        try
        {
            string sample = Path.Combine(folder, "sample");
            Slurmbank.Here(["init", "--sample", sample]).Expect(ExitCode.Success);
            CliAnswer Verb(params string[] words) => Slurmbank.Here([.. words, "--config", Path.Combine(sample, "bank.toml")]);
            File.AppendAllText(Path.Combine(sample, "bank.toml"), "\n[tariff.partition_currency]\ngpu = \"GPU-h\"\n[enforce.currency_hold]\n\"GPU-h\" = \"grp-tres-run-mins-gpu\"\n");
            Verb("tariff", "capture", "--reason", "gpu apart").Expect(ExitCode.Success);
            Verb("account", "set", "law", "--mode", "enforce", "--reason", "test").Expect(ExitCode.Success);
            Verb("grant", "law", "1 GPU-h").Expect(ExitCode.Success);
            Verb("withdraw", "law", "1 GPU-h", "--reason", "all").Expect(ExitCode.Success);
            Assert.Contains("only work in GPU-h", Verb("enforce", "law").Expect(ExitCode.Success).Output, StringComparison.Ordinal);
            JsonElement hold = Assert.Single(Verb("holds", "list", "law", "--json").Expect(ExitCode.Success).Json.EnumerateArray());
            Assert.Equal(("automatic", "GPU-h", "GrpTRESRunMins=gres/gpu"), (hold.GetProperty("owner").GetString(), hold.GetProperty("currency").GetString(), hold.GetProperty("limit").GetString()));
            string table = Verb("holds", "list", "law", "--detailed").Expect(ExitCode.Success).Output;
            Assert.Matches("ONLY .*\nlaw +automatic +GPU-h +", table);
            Assert.Contains("yes", table, StringComparison.Ordinal);
            Assert.Contains("released", Verb("unlock", "law", "--reason", "promised").Expect(ExitCode.Success).Output, StringComparison.Ordinal);
            Assert.Equal("pardon", Assert.Single(Verb("holds", "list", "law", "--json").Json.EnumerateArray()).GetProperty("owner").GetString());
            Assert.Equal(2, Verb("holds", "list", "law", "--lifted", "--json").Json.GetArrayLength());
            Verb("verify").Expect(ExitCode.Success);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("500 GB", null, (int)ExitCode.NotFound, "'GB' is no currency of this bank; it has SU, GPU-h")]
    [InlineData("5", "EUR", (int)ExitCode.NotFound, "'EUR' is no currency of this bank; it has SU, GPU-h")]
    [InlineData("5 GPU-h", "SU", (int)ExitCode.Usage, "The amount is in GPU-h ('GPU-h'), and the currency named beside it is SU")]
    [InlineData("ten GPU-h", null, (int)ExitCode.Usage, "is not a number of service units")]
    public void What_is_not_known_or_contradicts_itself_is_an_error(string amount, string? currency, int code, string message)
    {
        using TemporaryBank bank = new TemporaryBank("[tariff.partition_currency]\ngpu = \"GPU-h\"").Initialize();
        string[] words = ["grant", "bio", amount, .. currency is null ? [] : new[] { "--currency", currency }];
        Assert.Contains(message, bank.Here(words).Expect((ExitCode)code).Error.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Empty(bank.Here("allocation", "list", "--json").Expect(ExitCode.Success).Json.EnumerateArray());
    }
}
