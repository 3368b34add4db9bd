using System;
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
