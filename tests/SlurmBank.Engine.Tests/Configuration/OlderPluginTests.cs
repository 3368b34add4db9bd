using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using SlurmBank.Engine.Configuration;

namespace SlurmBank.Engine.Tests.Configuration;

/// <summary>A file of the older banking plugins is accepted unchanged, and nothing of it is passed over in silence.</summary>
public class OlderPluginTests
{
    private const string Older = """
        [Enable]
        enable_job_submit_plugin = true     # needs a restart
        enable_spank_plugin = true
        enable_job_complete_plugin = false

        [PartitionPrice]
        normal = 1
        debug = 0.5
        savio = 0.75
        savio_bigmem = 1.67
        savio2 = 1.00
        savio2_bigmem = 1.20
        savio2_gpu = 2.67
        savio2_1080ti = 1.67
        savio2_htc = 1.20
        savio2_knl = 0.40
        savio3 = 1.00
        savio3_bigmem = 2.67
        savio3_xlmem = 1.00
        savio3_gpu = 1.00

        [QosMultiplier]
        normal = 1
        lowprio = 0

        [API]
        url = "https://bank.example.org/rest"
        token = "Token 0123456789"
        """;

    [Fact]
    public void The_example_of_the_older_plugins_gives_its_prices()
    {
        BankConfiguration read = BankConfigurationReader.Read(Older, "bank-config.toml").OrThrow();
        Dictionary<string, decimal> expected = new()
        {
            ["normal"] = 1m, ["debug"] = 0.5m, ["savio"] = 0.75m, ["savio_bigmem"] = 1.67m, ["savio2"] = 1m, ["savio2_bigmem"] = 1.2m, ["savio2_gpu"] = 2.67m,
            ["savio2_1080ti"] = 1.67m, ["savio2_htc"] = 1.2m, ["savio2_knl"] = 0.4m, ["savio3"] = 1m, ["savio3_bigmem"] = 2.67m, ["savio3_xlmem"] = 1m, ["savio3_gpu"] = 1m,
        };
        Assert.Equal(expected, read.Tariff.PartitionPrices.ToDictionary());
        Assert.Equal(TariffKind.PartitionPrice, read.Tariff.Kind);
        Assert.Equal("implied by line 6", read.Origins["tariff.kind"].ToString());
        Assert.Empty(read.Tariff.QosFactors);
    }

    [Fact]
    public void Everything_of_it_that_has_no_effect_is_a_warning()
    {
        IReadOnlyList<ConfigurationFinding> findings = BankConfigurationReader.Read(Older, "f").Findings;
        Assert.Equal(
            [
                "f:2:1: NoEffect: Enable.enable_job_submit_plugin has no effect",
                "f:3:1: NoEffect: Enable.enable_spank_plugin has no effect",
                "f:4:1: NoEffect: Enable.enable_job_complete_plugin has no effect",
                "f:23:1: NoEffect: QosMultiplier.normal has no effect: the older plugins had dropped this section",
                "f:24:1: NoEffect: QosMultiplier.lowprio has no effect: the older plugins had dropped this section",
                "f:27:1: NoEffect: API.url has no effect",
                "f:28:1: NoEffect: API.token has no effect",
                "f:6:2: ImpliedTariff: [PartitionPrice] without a tariff kind makes the tariff one of partition prices, half up to 0.01 SU",
            ],
            findings.Select(finding => $"{finding.Location}: {finding.Code}: {finding.Message}"));
        Assert.All(findings, finding => Assert.NotEmpty(finding.Fix));
        Assert.Contains(findings, finding => finding.Fix.Contains("lowprio = 0 in [tariff.qos_factor]", StringComparison.Ordinal));
        Assert.All(findings, finding => Assert.DoesNotContain("0123456789", finding.ToString(), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("a = 'abc'", "f:2:5: error: PartitionPrice.a: a price such as 1.5 is expected, the text \"abc\" is found: it is not a number")]
    [InlineData("a = ''", "f:2:5: error: PartitionPrice.a: a price such as 1.5 is expected, the text \"\" is found: it is not a number")]
    [InlineData("a = true", "f:2:5: error: PartitionPrice.a: a price such as 1.5 is expected, true is found: a number is expected, true is found")]
    [InlineData("a = -0.5", "f:2:5: error: PartitionPrice.a: a price from 0 to 1000000000 is expected, the number -0.5 is found")]
    [InlineData("a = nan", "f:2:5: error: PartitionPrice.a: a price such as 1.5 is expected, the number nan is found: it is not a number")]
    [InlineData("a = inf", "f:2:5: error: PartitionPrice.a: a price such as 1.5 is expected, the number inf is found: it is not a number")]
    [InlineData("a = 1e308", "f:2:5: error: PartitionPrice.a: a price such as 1.5 is expected, the number 1e308 is found: it has more than 9 decimals or 18 digits")]
    [InlineData("a = 0.0000000001", "f:2:5: error: PartitionPrice.a: a price such as 1.5 is expected, the number 0.0000000001 is found: it has more than 9 decimals or 18 digits")]
    [InlineData("a.b = 1", "f:2:1: error: PartitionPrice.a: a price is expected, a table is found. A name that has a dot in it stands in quotes")]
    [InlineData("'a,b' = 1", "f:2:1: error: PartitionPrice.\"a,b\": a name without blanks, commas, quotes, '=' and '*' is expected, \"a,b\" is found")]
    public void A_price_that_cannot_be_read_is_an_error_and_never_zero(string line, string expected)
    {
        ConfigurationReading reading = BankConfigurationReader.Read($"[PartitionPrice]\n{line}\nok = 1", "f");
        Assert.Equal(expected, reading.Findings[0].ToString());
        Assert.Empty(reading.Configuration.Tariff.PartitionPrices);
        Assert.Throws<ConfigurationException>(reading.OrThrow);
    }

    [Theory]
    [InlineData("0.75", "0.75")]
    [InlineData("'0.75'", "0.75")]
    [InlineData("1_000.5", "1000.5")]
    [InlineData("1.670000000000000000000000000000000000", "1.67")]
    [InlineData("0.000000001", "0.000000001")]
    [InlineData("999999999.999999999", "999999999.999999999")]
    [InlineData("1e9", "1000000000")]
    [InlineData("0x10", "16")]
    [InlineData("-0.0", "0")]
    public void Prices_are_exact(string written, string expected)
    {
        ConfigurationReading reading = BankConfigurationReader.Read($"[tariff]\nkind = 'partition-price'\n[PartitionPrice]\na = {written}", "f");
        Assert.Empty(reading.Findings);
        Assert.Equal(expected, reading.Configuration.Tariff.PartitionPrices["a"].ToString("0.############################", System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("[Enable]\nenable_spank_plugn = true", "Did you mean 'enable_spank_plugin'?")]
    [InlineData("[Enable]\nenable_spank_plugin = 'yes'", "true or false is expected, a text is found")]
    [InlineData("[API]\ntokn = 'x'", "Did you mean 'token'?")]
    [InlineData("[API]\nurl = 5", "a text is expected, the integer 5 is found")]
    [InlineData("[QosMultiplier]\nlow = 'abc'", "the text \"abc\" is found")]
    [InlineData("[tariff]\nkind = 'bogus'\n[PartitionPrice]\na = 1", "\"bogus\" is found")]
    public void What_is_wrong_in_it_is_an_error(string text, string words)
    {
        ConfigurationReading reading = BankConfigurationReader.Read(text, "f");
        Assert.True(reading.HasErrors);
        Assert.Contains(words, reading.Findings[0].ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(reading.Findings, finding => finding.Code == ConfigurationFindingCodes.ImpliedTariff);
    }

    [Theory]
    [InlineData(UnixFileMode.UserRead, 0)]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.GroupRead, 1)]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.OtherRead, 1)]
    public void A_token_that_others_can_read_is_found(UnixFileMode mode, int expected)
    {
        ConfigurationReading reading = BankConfigurationReader.Read(Older, "f", new ConfigurationFacts(new FileFacts(true, mode)));
        Assert.Equal(expected, reading.Findings.Count(finding => finding.Code == ConfigurationFindingCodes.SecretReadable && finding.Location.ToString() == "f:28:1"));
        Assert.DoesNotContain("0123456789", string.Concat(reading.Findings) + reading.Configuration.ToToml(), StringComparison.Ordinal);
    }
}
