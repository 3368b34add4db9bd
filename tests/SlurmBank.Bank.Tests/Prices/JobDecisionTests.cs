using System;
using SlurmBank.Bank.Tests.Support;
using SlurmBank.Ledger;

namespace SlurmBank.Bank.Tests.Prices;

/// <summary>What the gate would do with a job, by the ledger's figures: the decision of slurmctld's plugin, without slurmctld.</summary>
public sealed class JobDecisionTests
{
    private const long Hour = 3_600_000;

    /// <summary>Four CPUs for an hour cost 5 SU on the sample cluster. The account's rule goes before the partition's, of several partitions the strictest counts.</summary>
    [Theory]
    [InlineData("", "-p cpu", 5, "paid observe allow")]
    [InlineData("", "-p cpu", 4, "short observe allow")]
    [InlineData("[gate]\npolicy = \"enforce\"", "-p cpu", 4, "short enforce refuse")]
    [InlineData("[gate]\npolicy = \"enforce\"", "-p cpu", 5, "paid enforce allow")]
    [InlineData("[gate.partition.gpu]\npolicy = \"warn\"", "-p cpu", 4, "short observe allow")]
    [InlineData("[gate.partition.gpu]\npolicy = \"warn\"", "-p gpu", 4, "short warn warn")]
    [InlineData("[gate.partition.gpu]\npolicy = \"warn\"", "-p cpu,gpu", 4, "short warn warn")]
    [InlineData("[gate.partition.cpu]\npolicy = \"warn\"", "", 4, "short warn warn")]
    [InlineData("[gate.partition.gpu]\npolicy = \"warn\"\n[gate.account.bio]\npolicy = \"enforce\"", "-p gpu", 4, "short enforce refuse")]
    [InlineData("[gate.partition.gpu]\npolicy = \"enforce\"\n[gate.account.bio]\npolicy = \"observe\"", "-p gpu,cpu", 4, "short observe allow")]
    [InlineData("[enforce]\nexempt = [\"bio\"]\n[gate]\npolicy = \"enforce\"", "-p cpu", 4, "not-gated enforce allow")]
    public void Rules(string settings, string options, int granted, string expected)
    {
        using TestBank bank = TestBank.Opened(more: settings);
        bank.Grant("bio", granted * Hour);
        Assert.Equal(expected, Words(Decide(bank, options)));
    }

    [Theory]
    [InlineData(AccountMode.Track, "short observe allow")]
    [InlineData(AccountMode.Notify, "short enforce refuse")]
    [InlineData(AccountMode.Enforce, "short enforce refuse")]
    public void An_account_that_is_only_tracked_is_never_refused(AccountMode mode, string expected)
    {
        using TestBank bank = TestBank.Opened(more: "[gate]\npolicy = \"enforce\"");
        bank.Grant("bio", Hour);
        bank.Service.SetAccount(new AccountChange { Account = "bio", Mode = mode });
        Assert.Equal(expected, Words(Decide(bank, "-p cpu")));
    }

    [Fact]
    public void Without_a_grant_or_a_limit_nothing_is_refused()
    {
        using TestBank bank = TestBank.Opened(more: "[gate]\npolicy = \"enforce\"");
        JobDecision unknown = Decide(bank, "-p cpu");
        Assert.Equal(("not-gated enforce allow", true, null, 0L), (Words(unknown), unknown.Affordable, unknown.AvailableUnits, unknown.MissingUnits));
        bank.Grant("bio", 1);
        bank.Service.SetAccount(new AccountChange { Account = "bio", Kind = AccountKind.Unlimited });
        Assert.Equal("not-gated enforce allow", Words(Decide(bank, "-p cpu")));
    }

    /// <summary>Figures to the unit, and the text of a quote.</summary>
    [Fact]
    public void It_says_what_is_missing_and_what_would_fit()
    {
        using TestBank bank = TestBank.Opened();
        bank.Grant("bio", (2 * Hour) + 1);
        JobDecision decision = Decide(bank, "-p cpu");
        Assert.Equal((5 * Hour, (2 * Hour) + 1, (3 * Hour) - 1), (decision.CostUnits, decision.AvailableUnits, decision.MissingUnits));
        Assert.Equal((false, TimeSpan.FromMinutes(24)), (decision.Affordable, decision.FitsTimeLimit));
        Assert.Equal(bank.Service.Quote(Command("-p cpu")).Text, decision.Text);
        bank.Grant("bio", 3 * Hour, reference: "more");
        decision = Decide(bank, "-p cpu");
        Assert.Equal((true, null, 0L), (decision.Affordable, decision.FitsTimeLimit, decision.MissingUnits));
    }

    private static string Words(JobDecision decision) => $"{decision.Outcome} {decision.Policy} {decision.Action}";

    private static JobDecision Decide(TestBank bank, string options) => bank.Service.Decide(Command(options));

    private static QuoteCommand Command(string options) => new()
    {
        Options = ["-A", "bio", "-n", "4", "-t", "60", .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)],
        User = "ann",
    };
}
