using System;
using System.Globalization;
using System.Linq;
using SlurmBank.Bank;
using SlurmBank.Engine;
using SlurmBank.Ledger;

namespace SlurmBank.Cluster.Tests;

/// <summary>Holds as slurmctld honours them.</summary>
[Collection("live")]
public sealed class HoldTests(LiveCluster live)
{
    private const string Waits = "AssocGrpCPURunMinutesLimit";

    [ClusterFact]
    public void Spent_account_waits_its_running_job_goes_on_and_a_deposit_lets_it_start()
    {
        long running = live.Lab.Submit("h-rule", "exec sleep 600", "-t", "20");
        live.Lab.AwaitState(running, "RUNNING");
        using TestBank bank = live.Bank(["h-rule"]);
        HoldAction hold = Assert.Single(bank.Enforce().Actions);
        Assert.Equal(("h-rule", "hold", "automatic", true, null), (hold.Account, hold.Action, hold.Owner, hold.Done, hold.Error));
        Assert.Equal("cpu=0", live.Limit("h-rule"));
        long waiting = live.Lab.Submit("h-rule", "exec true", "-t", "1");
        live.Lab.AwaitState(waiting, Waits);
        long other = live.Lab.Submit("h-person", "exec true", "-t", "1");
        live.Lab.AwaitState(other, "COMPLETED");
        Assert.StartsWith("RUNNING", live.Lab.StateOf(running), StringComparison.Ordinal);
        _ = bank.Service.Deposit(new DepositCommand { Account = "h-rule", Amount = ServiceUnits.Parse("100") });
        Assert.Equal("release", Assert.Single(bank.Enforce().Actions).Action);
        Assert.Equal(string.Empty, live.Limit("h-rule"));
        live.Lab.AwaitState(waiting, "COMPLETED");
        _ = live.Lab.Run("scancel", running.ToString(CultureInfo.InvariantCulture));
        HoldReport past = Assert.Single(bank.Service.Holds(["h-rule"], lifted: true));
        Assert.NotNull(past.Lifted);
        Assert.Empty(bank.Service.Holds(["h-rule"]));
    }

    [ClusterFact]
    public void Exactly_nothing_spendable_is_held_and_one_unit_is_not()
    {
        using TestBank bank = live.Bank(["h-rule"]);
        long missing = -bank.Balance("h-rule").SpendableUnits;
        _ = bank.Service.Deposit(new DepositCommand { Account = "h-rule", Amount = ServiceUnits.FromUnits(missing) });
        Assert.Equal(0, bank.Balance("h-rule").SpendableUnits);
        Assert.Equal("hold", Assert.Single(bank.Enforce().Actions).Action);
        _ = bank.Service.Deposit(new DepositCommand { Account = "h-rule", Amount = ServiceUnits.FromUnits(1) });
        Assert.Equal("release", Assert.Single(bank.Enforce().Actions).Action);
    }

    [ClusterFact]
    public void Persons_hold_outlives_every_enforcement()
    {
        using TestBank bank = live.Bank([]).Granted("1k", "h-person");
        HoldAction locked = bank.Service.Lock(new HoldCommand { Account = "h-person", Reason = "audit" });
        Assert.Equal(("hold", "person", true), (locked.Action, locked.Owner, locked.Done));
        for (int night = 0; night < 3; night++)
        {
            HoldAction kept = Assert.Single(bank.Enforce().Actions);
            Assert.Equal(("keep", "person", true), (kept.Action, kept.Owner, kept.Done));
        }

        long waiting = live.Lab.Submit("h-person", "exec true", "-t", "1");
        live.Lab.AwaitState(waiting, Waits);
        Assert.Equal("audit", Assert.Single(bank.Service.Holds(["h-person"])).Reason);
        Assert.Equal("release", bank.Service.Unlock(new HoldCommand { Account = "h-person", Reason = "audit done" }).Action);
        live.Lab.AwaitState(waiting, "COMPLETED");
        Assert.Empty(bank.Enforce().Actions);
        Assert.Equal(string.Empty, live.Limit("h-person"));
    }

    [ClusterFact]
    public void Pardon_stands_until_its_time()
    {
        var clock = new MovedClock();
        using TestBank bank = live.Bank(["h-pardon"], clock: clock);
        Assert.Equal("hold", Assert.Single(bank.Enforce().Actions).Action);
        HoldAction released = bank.Service.Unlock(new HoldCommand { Account = "h-pardon", Reason = "paper", Until = SiteMoment.FromInstant(DateTimeOffset.UtcNow.AddHours(2)) });
        Assert.Equal(("release", true), (released.Action, released.Done));
        Assert.Empty(bank.Enforce().Actions);
        clock.Ahead = TimeSpan.FromMinutes(119);
        Assert.Empty(bank.Enforce().Actions);
        Assert.Equal(string.Empty, live.Limit("h-pardon"));
        clock.Ahead = TimeSpan.FromMinutes(121);
        HoldAction again = Assert.Single(bank.Enforce().Actions);
        Assert.Equal(("hold", "automatic", true), (again.Action, again.Owner, again.Done));
        Assert.Equal("cpu=0", live.Limit("h-pardon"));
        live.SetLimit("h-pardon", "GrpTRESRunMins=cpu=-1");
    }

    [ClusterFact]
    public void Persons_hold_ends_with_its_time()
    {
        var clock = new MovedClock();
        using TestBank bank = live.Bank([], clock: clock).Granted("1k", "h-until");
        _ = bank.Service.Lock(new HoldCommand { Account = "h-until", Reason = "maintenance", Until = SiteMoment.FromInstant(DateTimeOffset.UtcNow.AddHours(1)) });
        Assert.Equal("cpu=0", live.Limit("h-until"));
        clock.Ahead = TimeSpan.FromMinutes(59);
        Assert.Equal("keep", Assert.Single(bank.Enforce().Actions).Action);
        clock.Ahead = TimeSpan.FromMinutes(61);
        Assert.Equal("release", Assert.Single(bank.Enforce().Actions).Action);
        Assert.Equal(string.Empty, live.Limit("h-until"));
        Assert.Empty(bank.Service.Holds(["h-until"]));
    }

    [ClusterFact]
    public void Parent_of_a_solvent_child_is_held_by_its_users()
    {
        using TestBank bank = live.Bank(["h-parent"]).Granted("1k", "h-child");
        HoldAction hold = Assert.Single(bank.Enforce().Actions);
        Assert.Equal(["h-parent/alice"], hold.Targets);
        Assert.True(hold.Done, hold.Error);
        Assert.Equal((string.Empty, "cpu=0"), (live.Limit("h-parent"), live.Limit("h-parent", "alice")));
        long waiting = live.Lab.Submit("h-parent", "exec true", "-t", "1");
        long child = live.Lab.Submit("h-child", "exec true", "-t", "1");
        live.Lab.AwaitState(child, "COMPLETED");
        live.Lab.AwaitState(waiting, Waits);

        // Now the child is held by a person too: the limit moves up to the account, and nobody is open in between.
        _ = bank.Service.Lock(new HoldCommand { Account = "h-child", Reason = "test" });
        _ = bank.Enforce();
        Assert.Equal(("cpu=0", string.Empty), (live.Limit("h-parent"), live.Limit("h-parent", "alice")));
        _ = bank.Service.Unlock(new HoldCommand { Account = "h-child", Reason = "test" });
        _ = bank.Enforce();
        Assert.Equal((string.Empty, "cpu=0", string.Empty), (live.Limit("h-parent"), live.Limit("h-parent", "alice"), live.Limit("h-child")));
        _ = bank.Service.Deposit(new DepositCommand { Account = "h-parent", Amount = ServiceUnits.Parse("10") });
        _ = bank.Enforce();
        Assert.Equal((string.Empty, string.Empty), (live.Limit("h-parent"), live.Limit("h-parent", "alice")));
        live.Lab.AwaitState(waiting, "COMPLETED");
    }

    [ClusterFact]
    public void First_enforcement_stops_at_the_brake_and_changes_nothing()
    {
        using TestBank bank = live.Bank(["h-brake"], "mode = \"enforce\"\nbrake = 0.0");
        string before = live.Dump();
        Assert.Contains("1", Assert.Throws<EnforcementBrakeException>(() => bank.Enforce(force: false)).Message, StringComparison.Ordinal);
        HoldReportSet plan = bank.Enforce(force: false, plan: true);
        Assert.Equal("hold", Assert.Single(plan.Actions).Action);
        Assert.NotEmpty(plan.Warnings);
        Assert.Equal(before, live.Dump());
        Assert.Empty(bank.Service.Holds([]));
        Assert.True(Assert.Single(bank.Enforce().Actions).Done);
        _ = bank.Service.Deposit(new DepositCommand { Account = "h-brake", Amount = ServiceUnits.Parse("10") });
        Assert.Equal("release", Assert.Single(bank.Enforce(force: false).Actions).Action);
        Assert.Equal(before, live.Dump());
    }

    [ClusterFact]
    public void Only_mode_enforce_holds_and_exempt_accounts_never_are()
    {
        using TestBank bank = live.Bank(["h-track", "h-notify", "h-exempt"], "exempt = [\"h-ex*\"]");
        _ = bank.Service.SetAccount(new AccountChange { Account = "h-track", Mode = AccountMode.Track });
        _ = bank.Service.SetAccount(new AccountChange { Account = "h-exempt", Mode = AccountMode.Enforce });
        string before = live.Dump();
        Assert.Empty(bank.Enforce().Actions);
        Assert.Equal(before, live.Dump());
        _ = bank.Service.SetAccount(new AccountChange { Account = "h-notify", Mode = AccountMode.Enforce });
        Assert.Equal("hold", Assert.Single(bank.Enforce().Actions).Action);
        _ = bank.Service.SetAccount(new AccountChange { Account = "h-notify", UseDefaultMode = true });
        Assert.Equal("release", Assert.Single(bank.Enforce().Actions).Action);
        Assert.Equal(before, live.Dump());
    }
}
