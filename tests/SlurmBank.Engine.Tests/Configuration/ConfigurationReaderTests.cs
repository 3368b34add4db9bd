using System;
using System.Collections.Generic;
using System.Linq;
using SlurmBank.Engine.Configuration;

namespace SlurmBank.Engine.Tests.Configuration;

public class ConfigurationReaderTests
{
    /// <summary>Every setting, as section and key; [PartitionPrice] has no keys of its own.</summary>
    public static IEnumerable<object[]> Settings => BankConfiguration.Default.Describe().Where(setting => setting.Key.Length > 0).Select(setting => new object[] { setting.Section, setting.Key });

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("# nothing\n[ledger]\n[site]\n")]
    public void Nothing_written_gives_the_defaults(string? text)
    {
        ConfigurationReading reading = BankConfigurationReader.Read(text, "bank.toml");
        Assert.Empty(reading.Findings);
        Assert.Equal(BankConfiguration.Default.Describe(), reading.OrThrow().Describe());
        Assert.All(reading.Configuration.Describe(), setting => Assert.Equal("default", setting.Origin.ToString()));
    }

    [Fact]
    public void The_defaults_are_those_of_the_design()
    {
        BankConfiguration configuration = BankConfiguration.Default;
        Assert.Equal(AccountModeSetting.Notify, configuration.Enforce.Mode);
        Assert.Equal(HoldMechanismSetting.GrpTresRunMins, configuration.Enforce.Hold);
        Assert.Equal(0.1m, configuration.Enforce.Brake);
        Assert.Equal(TariffKind.Billing, configuration.Tariff.Kind);
        Assert.Equal(GatePolicy.Observe, configuration.Gate.Policy);
        Assert.Equal("SU", configuration.Site.Currency);
        Assert.Equal("UTC", configuration.Site.TimeZone);
        Assert.Equal(TimeSpan.FromSeconds(60), configuration.Slurm.Timeout);
        Assert.Equal("/var/lib/slurmbank/ledger.db", configuration.Ledger.Path);
    }

    [Theory]
    [MemberData(nameof(Settings))]
    public void A_misspelt_key_is_reported_with_the_right_one(string section, string key)
    {
        string[] typos = [key[..^1], key[1] + key[..1] + key[2..], key[..1] + key, key + "s", char.ToUpperInvariant(key[0]) + key[1..], key[..2] + "x" + key[2..], key.Replace('_', '-')];
        foreach (string typo in typos.Where(typo => typo != key))
        {
            ConfigurationFinding finding = Assert.Single(BankConfigurationReader.Read($"\n[{section}]\n  {typo} = 1\n", "bank.toml").Findings);
            Assert.Equal((FindingSeverity.Error, ConfigurationFindingCodes.UnknownKey, "bank.toml:3:3"), (finding.Severity, finding.Code, finding.Location.ToString()));
            Assert.Equal($"Did you mean '{key}'?", finding.Fix);
            Assert.Contains($"[{section}] has no key {typo}", finding.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("[ledgr]", "Did you mean [ledger]?")]
    [InlineData("[Tariff]", "Did you mean [tariff]?")]
    [InlineData("[partition_price]", "Did you mean [PartitionPrice]?")]
    [InlineData("[api]", "Did you mean [API]?")]
    [InlineData("[enable]", "Did you mean [Enable]?")]
    [InlineData("[[gates]]", "Did you mean [gate]?")]
    [InlineData("[completely-different]", "The sections are ledger, site, slurm, sync, tariff, PartitionPrice, grant, enforce, gate, quote, notice, spool, serve, status, secrets, Enable, API, QosMultiplier")]
    public void A_misspelt_section_is_reported_with_the_right_one(string header, string fix)
    {
        ConfigurationFinding finding = Assert.Single(BankConfigurationReader.Read(header, "b").Findings);
        Assert.Equal((ConfigurationFindingCodes.UnknownSection, fix), (finding.Code, finding.Fix));
    }

    [Theory]
    [InlineData("[ledger]\ntime_zone = 'UTC'", "[ledger] has no key time_zone", "It belongs in [site]")]
    [InlineData("time_zone = 'UTC'", "the key time_zone stands outside of all sections", "It belongs in [site]")]
    [InlineData("what = 1", "the key what stands outside of all sections", "Every key stands in a section, below its [header]")]
    [InlineData("[quote]\nnothing_like_it = 1", "[quote] has no key nothing_like_it", "The keys here are unlimited_time")]
    public void A_key_in_the_wrong_place_is_sent_home(string text, string message, string fix)
    {
        ConfigurationFinding finding = Assert.Single(BankConfigurationReader.Read(text, "b").Findings);
        Assert.Equal((ConfigurationFindingCodes.UnknownKey, message, fix), (finding.Code, finding.Message, finding.Fix));
    }

    [Theory]
    [MemberData(nameof(Settings))]
    public void A_value_of_the_wrong_type_says_what_is_expected_and_found(string section, string key)
    {
        EffectiveSetting setting = BankConfiguration.Default.Describe().Single(candidate => (candidate.Section, candidate.Key) == (section, key));
        (string, string) other = setting.Expected == "true or false" ? ("1", "the integer 1") : ("true", "true");
        foreach ((string value, string found) in new[] { other, ("1979-05-27", "the date 1979-05-27"), ("[[]]", "an array") })
        {
            ConfigurationReading reading = BankConfigurationReader.Read($"[{section}]\n\t{key} = {value}", "/etc/x.toml");
            ConfigurationFinding finding = reading.Findings[0];
            Assert.Equal((FindingSeverity.Error, ConfigurationFindingCodes.WrongType), (finding.Severity, finding.Code));
            bool list = value == "[[]]" && setting.Expected.StartsWith("a list", StringComparison.Ordinal);
            Assert.Equal($"{section}.{key}: {(list ? "a text" : setting.Expected)} is expected, {found} is found", finding.Message);
            Assert.Equal(new SourceLocation("/etc/x.toml", 2, key.Length + (list ? 6 : 5)), finding.Location);
            Assert.Equal(setting, reading.Configuration.Describe().Single(candidate => (candidate.Section, candidate.Key) == (section, key)));
            Assert.Throws<ConfigurationException>(reading.OrThrow);
        }
    }

    [Fact]
    public void Text_that_is_not_TOML_is_one_error_with_its_place()
    {
        ConfigurationReading reading = BankConfigurationReader.Read("[site]\ncontact = Ann\n", "b");
        Assert.Equal("b:2:11: error: 'Ann' is not a value; a text is written in quotes", Assert.Single(reading.Findings).ToString());
        ConfigurationException error = Assert.Throws<ConfigurationException>(reading.OrThrow);
        Assert.Equal(("ConfigurationInvalid", "b:2:11: 'Ann' is not a value; a text is written in quotes"), (error.ErrorId, error.Message));
        Assert.Equal("b:1:2", Assert.Single(BankConfigurationReader.Read([0x23, 0xFF], "b").Findings).Location.ToString());
    }

    [Fact]
    public void Several_errors_are_all_found_and_the_first_is_told_with_their_number()
    {
        ConfigurationReading reading = BankConfigurationReader.Read("[site]\nnope = 1\ncurrency = 5\n[ledger]\npath = 'x'\n[sync]\noverlap = '1m'", "b");
        Assert.Equal(["b:2:1", "b:3:12", "b:5:8"], reading.Findings.Select(finding => finding.Location.ToString()));
        Assert.Equal("b:2:1: [site] has no key nope (and 2 more)", Assert.Throws<ConfigurationException>(reading.OrThrow).Message);
        Assert.Equal(TimeSpan.FromMinutes(1), reading.Configuration.Sync.Overlap);
    }
}
