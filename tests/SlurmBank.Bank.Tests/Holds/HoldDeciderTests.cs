using System;
using System.Linq;
using SlurmBank.Engine.Configuration;
using SlurmBank.Ledger;
using static SlurmBank.Bank.Tests.Holds.Decisions;

namespace SlurmBank.Bank.Tests.Holds;

public sealed class HoldDeciderTests
{
    /// <summary>Hold if and only if grants + credit limit - charged - running is zero or less.</summary>
    [Theory]
    [InlineData(0, 0, 0, 0, true)]
    [InlineData(1, 0, 0, 0, false)]
    [InlineData(100, 0, 99, 0, false)]
    [InlineData(100, 0, 100, 0, true)]
    [InlineData(100, 0, 101, 0, true)]
    [InlineData(100, 1, 100, 0, false)]
    [InlineData(100, 1, 101, 0, true)]
    [InlineData(100, 0, 0, 99, false)]
    [InlineData(100, 0, 0, 100, true)]
    [InlineData(100, 50, 100, 49, false)]
    [InlineData(100, 50, 100, 50, true)]
    [InlineData(0, 1, 0, 0, false)]
    [InlineData(long.MaxValue, 0, long.MaxValue, 0, true)]
    [InlineData(long.MaxValue, long.MaxValue, 0, 0, false)]
    [InlineData(long.MaxValue, 0, 0, long.MaxValue, true)]
    [InlineData(0, 0, long.MaxValue, long.MaxValue, true)]
    public void The_rule(long granted, long credit, long charged, long running, bool held)
    {
        HoldDecision decision = Decide(Balance(granted, credit, charged, running));
        Assert.Equal((held, HoldOwner.Automatic), (decision.IsHeld, decision.Owner));
        Assert.Contains("granted", decision.Reason, StringComparison.Ordinal);
    }

    /// <summary>Queued work alone never holds anyone, gated or not.</summary>
    [Theory]
    [InlineData(1_000_000, 0)]
    [InlineData(0, 1_000_000)]
    [InlineData(long.MaxValue, long.MaxValue)]
    public void Waiting_jobs_hold_nobody(long queued, long gated) => Assert.False(Decide(Balance(1, queued: queued, gated: gated)).IsHeld);

    [Fact]
    public void Who_has_no_grant_or_no_bound_is_never_held()
    {
        Assert.Contains("never had a grant", NotHeld(Balance(0, charged: 5, managed: false)), StringComparison.Ordinal);
        Assert.Equal("unlimited", NotHeld(Balance(0, charged: 5, kind: AccountKind.Unlimited)));
    }

    /// <summary>The account's own mode wins over the site's; only enforce holds.</summary>
    [Theory]
    [InlineData(AccountModeSetting.Enforce, null, true)]
    [InlineData(AccountModeSetting.Notify, null, false)]
    [InlineData(AccountModeSetting.Track, null, false)]
    [InlineData(AccountModeSetting.Enforce, AccountMode.Notify, false)]
    [InlineData(AccountModeSetting.Enforce, AccountMode.Track, false)]
    [InlineData(AccountModeSetting.Notify, AccountMode.Enforce, true)]
    [InlineData(AccountModeSetting.Track, AccountMode.Enforce, true)]
    public void Modes(AccountModeSetting site, AccountMode? own, bool held)
    {
        HoldDecision decision = Decide(Balance(0, mode: own), new EnforceSettings { Mode = site });
        Assert.Equal(held, decision.IsHeld);
        Assert.Equal(!held, decision.Reason.Contains("in mode", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("bio", true)]
    [InlineData("b*", true)]
    [InlineData("?io", true)]
    [InlineData("BIO", true)]
    [InlineData("bio2", false)]
    [InlineData("io", false)]
    public void Exempt_accounts_are_named_or_matched(string pattern, bool exempt)
    {
        HoldDecision decision = Decide(Balance(0), new EnforceSettings { Mode = AccountModeSetting.Enforce, Exempt = [new AccountPattern(pattern)] });
        Assert.Equal(!exempt, decision.IsHeld);
        Assert.Equal(exempt, decision.Reason.Contains("exempts", StringComparison.Ordinal));
    }

    /// <summary>A person's hold wins over everything, a pardon over the rule; each up to its time and not a second longer.</summary>
    [Theory]
    [InlineData(100, HoldOwner.Person, null, true, HoldOwner.Person)]
    [InlineData(0, HoldOwner.Person, null, true, HoldOwner.Person)]
    [InlineData(100, HoldOwner.Person, Now + 1, true, HoldOwner.Person)]
    [InlineData(100, HoldOwner.Person, Now, false, HoldOwner.Automatic)]
    [InlineData(0, HoldOwner.Person, Now, true, HoldOwner.Automatic)]
    [InlineData(0, HoldOwner.Pardon, null, false, HoldOwner.Pardon)]
    [InlineData(0, HoldOwner.Pardon, Now + 1, false, HoldOwner.Pardon)]
    [InlineData(0, HoldOwner.Pardon, Now, true, HoldOwner.Automatic)]
    [InlineData(100, HoldOwner.Pardon, Now + 1, false, HoldOwner.Automatic)]
    [InlineData(100, HoldOwner.Automatic, null, false, HoldOwner.Automatic)]
    public void Decisions_of_people(long granted, HoldOwner owner, long? until, bool held, HoldOwner whose)
    {
        HoldDecision decision = Decide(Balance(granted), null, Hold(owner, until));
        Assert.Equal((held, whose), (decision.IsHeld, decision.Owner));
        Assert.Equal(whose != HoldOwner.Automatic, decision.Reason.Contains("by eve: because", StringComparison.Ordinal));
    }

    [Fact]
    public void A_persons_hold_stands_whatever_mode_exemption_or_pardon_there_is()
    {
        var settings = new EnforceSettings { Mode = AccountModeSetting.Track, Exempt = [new AccountPattern("*")] };
        HoldDecision decision = Decide(Balance(100, kind: AccountKind.Unlimited), settings, Hold(HoldOwner.Person), Hold(HoldOwner.Pardon, Now + 100));
        Assert.Equal((true, HoldOwner.Person), (decision.IsHeld, decision.Owner));
        Assert.False(Decide(Balance(100), settings, Hold(HoldOwner.Person, account: 8)).IsHeld);
    }

    [Theory]
    [InlineData(HoldMechanismSetting.GrpTresRunMins, null, "grp-tres-run-mins")]
    [InlineData(HoldMechanismSetting.GrpSubmitJobs, null, "grp-submit-jobs")]
    [InlineData(HoldMechanismSetting.GrpSubmitJobs, "grp-tres-mins", "grp-tres-mins")]
    public void The_accounts_own_mechanism_wins_over_the_sites(HoldMechanismSetting site, string? own, string used)
    {
        var settings = new EnforceSettings { Mode = AccountModeSetting.Enforce, Hold = site };
        Assert.Equal(used, Decide(Balance(0, mechanism: own), settings).Mechanism);
        Assert.Equal("grp-submit-jobs", Decide(Balance(0, mechanism: own), settings, Hold(HoldOwner.Person, mechanism: "grp-submit-jobs")).Mechanism);
    }

    [Fact]
    public void What_is_over_is_told_so_that_it_can_be_lifted()
    {
        Hold[] holds = [Hold(HoldOwner.Person, Now), Hold(HoldOwner.Pardon, Now + 1), Hold(HoldOwner.Pardon, Now - 1, account: 9), Hold(HoldOwner.Automatic)];
        Assert.Equal([holds[0], holds[2]], new HoldDecider(new EnforceSettings(), holds, Now).Elapsed().OrderBy(h => h.AccountId));
    }

    private static string NotHeld(AccountBalance balance)
    {
        HoldDecision decision = Decide(balance);
        Assert.False(decision.IsHeld);
        return decision.Reason;
    }
}
