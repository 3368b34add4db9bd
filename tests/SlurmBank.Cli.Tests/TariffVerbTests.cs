using System;
using System.IO;
using System.Text.Json;
using SlurmBank.Cli.Tests.Support;

namespace SlurmBank.Cli.Tests;

/// <summary>Tariff versions by the command line.</summary>
public sealed class TariffVerbTests
{
    [Fact]
    public void Versions_are_listed_captured_and_tested()
    {
        using TemporaryBank bank = new TemporaryBank("[tariff.qos_factor]\nhigh = 2").Initialize();
        string text = bank.Here("tariff", "list").Expect(ExitCode.Success).Output;
        Assert.StartsWith("tariff          version 1 of lab, in effect now\nprices starts   of any time\n", text, StringComparison.Ordinal);
        Assert.Contains("weights         cpu CPU=1.0\nQOS factors     high 2\n", text, StringComparison.Ordinal);
        Assert.StartsWith("version 1 of lab: as", bank.Here("tariff", "test").Expect(ExitCode.Success).Output, StringComparison.Ordinal);
        Assert.Contains("nothing was added", bank.Here("tariff", "capture").Expect(ExitCode.Success).Output, StringComparison.Ordinal);

        File.WriteAllText(bank.Configuration, File.ReadAllText(bank.Configuration).Replace("high = 2", "high = 2.5", StringComparison.Ordinal));
        CliAnswer test = bank.Here("tariff", "test").Expect(ExitCode.Attention);
        Assert.Contains("warning TariffDrift at QOS factor high", test.Output, StringComparison.Ordinal);
        Assert.Contains("fix: slurmbank tariff capture captures", test.Output, StringComparison.Ordinal);
        string plan = bank.Here("tariff", "capture", "--effective-from", "2099-01-01", "--plan").Expect(ExitCode.Success).Output;
        Assert.StartsWith("Nothing was changed; it would be:\n", plan, StringComparison.Ordinal);
        Assert.Contains("  QOS factor high: 2 -> 2.5\n", plan, StringComparison.Ordinal);
        JsonElement added = bank.Here("tariff", "capture", "--effective-from", "2099-01-01", "--reason", "later", "--json").Expect(ExitCode.Success).Json;
        Assert.Equal((2, "2099-01-01T00:00:00+01:00"), (added.GetProperty("tariff").GetProperty("version").GetInt32(), added.GetProperty("tariff").GetProperty("effectiveFrom").GetString()));
        JsonElement listed = bank.Here("tariff", "list", "--version", "2", "--json").Expect(ExitCode.Success).Json;
        Assert.Equal("2.5", Assert.Single(listed.EnumerateArray()).GetProperty("qosFactors").GetProperty("high").GetString());
        bank.Here("tariff", "test", "--version", "2").Expect(ExitCode.Success);
        bank.Here("tariff", "test", "--version", "7").Expect(ExitCode.Usage);
        bank.Here("verify").Expect(ExitCode.Success);
    }
}
