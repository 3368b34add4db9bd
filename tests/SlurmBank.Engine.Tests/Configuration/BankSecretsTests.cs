using System;
using System.IO;
using System.Linq;
using SlurmBank.Engine.Configuration;

namespace SlurmBank.Engine.Tests.Configuration;

public class BankSecretsTests
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly Func<string, string?> Empty = _ => null;

    [Fact]
    public void A_private_file_gives_its_secret_which_does_not_show_itself()
    {
        SecretsReading reading = BankSecretsReader.Read("/s", "api_token = 'abc'", new FileFacts(true, Private), Empty);
        Assert.Empty(reading.Findings);
        Assert.Equal("abc", reading.Secrets.ApiToken?.Reveal());
        Assert.DoesNotContain("abc", reading.ToString() + reading.Secrets, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.GroupWrite)]
    [InlineData(UnixFileMode.OtherWrite)]
    public void A_file_that_others_can_touch_gives_nothing(UnixFileMode more)
    {
        SecretsReading reading = BankSecretsReader.Read("/s", "api_token = 'abc'", new FileFacts(true, Private | more), Empty);
        ConfigurationFinding finding = Assert.Single(reading.Findings);
        Assert.Equal((FindingSeverity.Warning, ConfigurationFindingCodes.SecretReadable), (finding.Severity, finding.Code));
        Assert.Null(reading.Secrets.ApiToken);
        Assert.Equal(["api_token"], reading.Secrets.Refused);
    }

    [Fact]
    public void The_environment_goes_before_the_file()
    {
        static string? Environment(string name) => name == "SLURMBANK_API_TOKEN" ? "fromEnvironment" : null;
        Assert.Equal("fromEnvironment", BankSecretsReader.Read("/s", "api_token = 'abc'", new FileFacts(true, Private), Environment).Secrets.ApiToken?.Reveal());
        Assert.Equal("fromEnvironment", BankSecretsReader.Read(string.Empty, null, null, Environment).Secrets.ApiToken?.Reveal());
        Assert.Empty(BankSecretsReader.Read(string.Empty, null, null, Environment).Findings);
    }

    [Fact]
    public void No_file_configured_is_no_finding()
    {
        SecretsReading reading = BankSecretsReader.Read(string.Empty, null, null, Empty);
        Assert.Empty(reading.Findings);
        Assert.Null(reading.Secrets.ApiToken);
    }

    [Theory]
    [InlineData(null, true, ConfigurationFindingCodes.SecretMissing)]
    [InlineData("api_token = 'abc'", false, ConfigurationFindingCodes.SecretMissing)]
    [InlineData("api_token = abcdef", true, ConfigurationFindingCodes.Syntax)]
    [InlineData("api_token = 5", true, ConfigurationFindingCodes.WrongType)]
    [InlineData("api_token = ''", true, ConfigurationFindingCodes.WrongType)]
    [InlineData("api_tokn = 'abcdef'", true, ConfigurationFindingCodes.UnknownKey)]
    public void What_cannot_be_read_is_found_without_being_shown(string? text, bool canRead, string code)
    {
        SecretsReading reading = BankSecretsReader.Read("/s", text, new FileFacts(canRead, Private), Empty);
        Assert.Equal(code, Assert.Single(reading.Findings).Code);
        Assert.Null(reading.Secrets.ApiToken);
        Assert.DoesNotContain("abcdef", reading.Findings.Single().ToString(), StringComparison.Ordinal);
    }
}
