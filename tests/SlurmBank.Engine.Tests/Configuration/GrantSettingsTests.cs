using System;
using System.Linq;
using SlurmBank.Engine.Configuration;

namespace SlurmBank.Engine.Tests.Configuration;

/// <summary>Section [grant] and its rules by patterns of account names.</summary>
public class GrantSettingsTests
{
    [Theory]
    [InlineData("fc_bio", "fc_*")]
    [InlineData("FC_tiny1", "fc_tiny?")]
    [InlineData("fc_tiny12", "fc_*")]
    [InlineData("co", null)]
    [InlineData("xyz_abc", "x*_abc")]
    public void The_pattern_with_the_most_letters_counts(string account, string? pattern)
    {
        ConfigurationReading reading = BankConfigurationReader.Read("[grant.rules]\n\"fc_*\" = {}\n\"FC_tiny?\" = {}\n\"x*_abc\" = {}\n\"x*_ab?\" = {}\n\"xy*\" = {}", "test");
        Assert.Empty(reading.Findings);
        Assert.Equal(pattern, reading.Configuration.Grant.RuleFor(account)?.Pattern);
    }

    [Fact]
    public void A_rule_has_what_is_written_and_nothing_else()
    {
        GrantSettings grant = BankConfigurationReader.Read("[grant]\nminimum = '10k'\nrollover = '25%'\n[grant.rules]\n\"a*\" = { kind = 'class', kinds = ['class'], minimum = 1, credit_limit = 2.5, unlimited = true }\nb = {}", "test").OrThrow().Grant;
        GrantRule all = grant.Accounts["a*"];
        Assert.Equal((10_000m, 0.25m, 365, 122, 5), (grant.Minimum.Amount, grant.Rollover, grant.ProposalDays, grant.ClassDays, grant.InvestmentYears));
        Assert.Equal(("class", "class", 1m, 2.5m, true), (all.Kind, all.Kinds.Single(), all.Minimum!.Value.Amount, all.CreditLimit!.Value.Amount, all.IsUnlimited));
        Assert.Equal((null, 0, null, null, false), (grant.Accounts["b"].Kind, grant.Accounts["b"].Kinds.Count, grant.Accounts["b"].Minimum, grant.Accounts["b"].CreditLimit, grant.Accounts["b"].IsUnlimited));
    }

    [Theory]
    [InlineData("minimum = -1")]
    [InlineData("proposal_days = 0")]
    [InlineData("rollover = 1.5")]
    [InlineData("investment_years = 'five'")]
    [InlineData("rules = 3")]
    [InlineData("rules = { 'a b' = {} }")]
    [InlineData("rules = { a = 1 }")]
    [InlineData("rules = { a = {}, A = {} }")]
    [InlineData("rules = { a = { kind = '' } }")]
    [InlineData("rules = { a = { kinds = 'class' } }")]
    [InlineData("rules = { a = { unlimited = 1 } }")]
    [InlineData("rules = { a = { limit = 1 } }")]
    public void What_is_wrong_is_a_finding_and_changes_nothing(string line)
    {
        ConfigurationReading reading = BankConfigurationReader.Read("[grant]\n" + line, "test");
        Assert.True(reading.HasErrors);
        Assert.DoesNotContain(reading.Configuration.Origins.Keys, key => key.StartsWith("grant", StringComparison.Ordinal));
    }
}
