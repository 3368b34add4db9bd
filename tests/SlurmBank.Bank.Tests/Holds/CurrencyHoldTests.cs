using System;
using System.Linq;
using SlurmBank.Bank.Tests.Doubles;
using SlurmBank.Bank.Tests.Support;
using SlurmBank.Engine;

namespace SlurmBank.Bank.Tests.Holds;

/// <summary>An account that has nothing left in one currency and something in another.</summary>
public sealed class CurrencyHoldTests
{
    private const long T = TestBank.Open;
    private const string Two = HoldScene.Enforced + "[tariff.partition_currency]\ngpu = \"GPU-h\"\n";
    private const string Named = HoldScene.Enforced + "[enforce.currency_hold]\n\"GPU-h\" = \"grp-tres-run-mins-gpu\"\n[tariff.partition_currency]\ngpu = \"GPU-h\"\n";

    private static AssociationRow[] Partitioned => [new AssociationRow("bio", "ann") { Partition = "cpu" }, new AssociationRow("bio", "ann") { Partition = "gpu" }];

    [Fact]
    public void What_is_left_of_one_currency_is_not_hidden_by_a_hold_and_the_site_is_told()
    {
        using TestBank bank = Bank(Two, su: 100, gpu: 1);
        HoldReportSet report = bank.Enforce();
        Assert.Empty(report.Actions);
        Assert.Contains(report.Warnings, w => w.Contains("Account 'bio' has nothing left in GPU-h", StringComparison.Ordinal));
        Assert.Equal(["GPU-h spent", "SU open"], Status(bank));
        Assert.DoesNotContain(bank.Slurm.Associations(), r => r.Contains("=0", StringComparison.Ordinal));
    }

    [Fact]
    public void With_nothing_left_in_any_currency_the_account_is_held()
    {
        using TestBank bank = Bank(Two, su: 1, gpu: 1);
        HoldAction action = Assert.Single(bank.Enforce().Actions);
        Assert.Equal(("bio", "hold", "GrpTRESRunMins=cpu", true), (action.Account, action.Action, action.Limit, action.Done));
        Assert.Contains("GPU-h", action.Reason, StringComparison.Ordinal);
        Assert.Contains(" SU", action.Reason, StringComparison.Ordinal);
        bank.Service.Deposit(new DepositCommand { Account = "bio", Amount = ServiceUnits.FromWhole(50) });
        Assert.Equal("release", Assert.Single(bank.Enforce().Actions).Action);
        Assert.Equal(["GPU-h spent", "SU open"], Status(bank));
    }

    [Fact]
    public void A_limit_that_the_configuration_names_holds_work_in_that_currency_alone()
    {
        using TestBank bank = Bank(Named, su: 100, gpu: 1);
        HoldAction action = Assert.Single(bank.Enforce().Actions);
        Assert.Equal(("hold", "GrpTRESRunMins=gres/gpu", "bio", true), (action.Action, action.Limit, string.Join(',', action.Targets), action.Done));
        Assert.StartsWith("only work in GPU-h: ", action.Reason, StringComparison.Ordinal);
        Assert.Equal(0, action.SpendableUnits);
        Assert.Equal("gres/gpu=0", Limit(bank, "bio"));
        Assert.Equal("keep", Assert.Single(bank.Enforce().Actions).Action);
        bank.Service.Deposit(new DepositCommand { Account = "bio", Amount = ServiceUnits.FromWhole(50), Currency = "GPU-h" });
        Assert.Equal("release", Assert.Single(bank.Enforce().Actions).Action);
        Assert.Equal(string.Empty, Limit(bank, "bio"));
        bank.AssertSound();
    }

    [Fact]
    public void A_list_of_holds_has_those_of_one_currency_and_of_users_with_why_and_since_when()
    {
        using TestBank bank = Bank(Named, su: 100, gpu: 1, Partitioned);
        bank.Service.SetAccount(new AccountChange { Account = "bio", UserLimits = [UserLimitChange.Parse("ann=1")] });
        bank.Enforce();
        string[] Listed(bool lifted = false) => [.. bank.Service.Holds(["bio"], lifted).Select(h => $"{h.Owner} {h.Currency}/{h.User} {h.Mechanism} {h.Limit} on {string.Join(',', h.Targets)}{(h.Lifted is null ? string.Empty : " lifted")}")];
        const string Gpu = "automatic GPU-h/ grp-tres-run-mins-gpu GrpTRESRunMins=gres/gpu on ";
        const string Ann = "automatic SU/ann grp-tres-run-mins GrpTRESRunMins=cpu on ";
        Assert.Equal([Gpu + "bio", Ann + "bio/ann/cpu"], Listed());
        HoldReport gpu = bank.Service.Holds(["bio"]).First();
        Assert.StartsWith("only work in GPU-h: spendable 0.00 GPU-h", gpu.Reason, StringComparison.Ordinal);
        Assert.Equal(bank.Clock.Seconds, gpu.Placed!.Value.ToUnixTimeSeconds());
        Assert.Equal(["GPU-h held", "SU open"], Status(bank));
        Assert.Equal([true, true], bank.Service.HoldsInSlurm(["bio"]).Select(h => h.Effective ?? false));
        Assert.Equal((1, 0), (bank.Service.Status().Held, bank.Service.Status().SpentNotHeld));

        // The same again says and writes nothing new.
        string before = bank.Head();
        bank.Clock.Seconds += 60;
        bank.Enforce();
        Assert.Equal(before, bank.Head());
        bank.Service.Deposit(new DepositCommand { Account = "bio", Amount = ServiceUnits.FromWhole(50), Currency = "GPU-h" });
        bank.Enforce();
        Assert.Equal([Ann + "bio/ann/cpu"], Listed());
        Assert.Equal([Gpu + " lifted", Ann + "bio/ann/cpu"], Listed(lifted: true));
        bank.Service.Lock(new HoldCommand { Account = "bio", Reason = "audit" });
        Assert.Equal(["person / grp-tres-run-mins GrpTRESRunMins=cpu on bio"], Listed());
        Assert.Contains("the whole account is held", bank.Service.Transactions(new TransactionQuery { Accounts = ["bio"] }).Last(t => t.Kind == "release").Reason, StringComparison.Ordinal);
        bank.AssertSound();
    }

    [Fact]
    public void Unlocking_the_account_lets_its_currencies_and_users_go_until_a_date()
    {
        using TestBank bank = Bank(Named, su: 100, gpu: 1, Partitioned);
        bank.Service.SetAccount(new AccountChange { Account = "bio", UserLimits = [UserLimitChange.Parse("ann=1")] });
        bank.Enforce();
        HoldAction action = bank.Service.Unlock(new HoldCommand { Account = "bio", Reason = "promised" });
        Assert.Equal(("release", true), (action.Action, action.Done));
        Assert.Equal((string.Empty, string.Empty), (Limit(bank, "bio"), Limit(bank, "bio", "ann", "cpu")));
        Assert.Equal(["pardon"], bank.Service.Holds(["bio"]).Select(h => h.Owner));
        Assert.Equal(["GPU-h pardoned", "SU open"], Status(bank));
        bank.Clock.Seconds += 8 * TestBank.Day;
        bank.Enforce();
        Assert.Equal(["GPU-h/", "SU/ann"], bank.Service.Holds(["bio"]).Select(h => $"{h.Currency}/{h.User}"));
        bank.AssertSound();
    }

    [Fact]
    public void A_user_alone_who_is_held_is_let_go_too()
    {
        using HoldScene scene = HoldScene.Plain(string.Empty, "bio");
        scene.Bank.Service.SetAccount(new AccountChange { Account = "bio", UserLimits = [UserLimitChange.Parse("ann=0")] });
        scene.Bank.Enforce();
        Assert.Equal(["/ann bio/ann True"], scene.Bank.Service.HoldsInSlurm(["bio"]).Select(h => $"{h.Currency}/{h.User} {string.Join(',', h.Targets)} {h.Effective}"));
        Assert.Equal("open", scene.Bank.Balance().Status);
        Assert.Equal("release", scene.Unlock("bio", plan: true).Action);
        Assert.Equal("cpu=0", scene.Limit("bio", "ann"));
        Assert.Contains("released by ", scene.Unlock("bio").Reason, StringComparison.Ordinal);
        Assert.Contains("released by ", scene.Bank.Service.Transactions(new TransactionQuery { Accounts = ["bio"] }).Last().Reason, StringComparison.Ordinal);
        Assert.Equal(["pardon"], scene.Bank.Service.Holds(["bio"]).Select(h => h.Owner));
        Assert.Equal(string.Empty, scene.Limit("bio", "ann"));
        Assert.Empty(scene.Bank.Enforce().Actions);
    }

    [Fact]
    public void Users_partitions_of_each_currency_are_told_apart_in_the_list()
    {
        using TestBank bank = Bank(Two, su: 100, gpu: 1, Partitioned);
        bank.Service.SetAccount(new AccountChange { Account = "bio", UserLimits = [UserLimitChange.Parse("ann=1")] });
        bank.Enforce();
        Assert.Equal(["GPU-h/ bio/ann/gpu", "SU/ann bio/ann/cpu"], bank.Service.Holds(["bio"]).Select(h => $"{h.Currency}/{h.User} {string.Join(',', h.Targets)}"));
    }

    [Fact]
    public void What_no_limit_can_hold_alone_is_no_spent_account_that_waits_to_be_held()
    {
        using TestBank bank = Bank(Two, su: 100, gpu: 1);
        bank.Enforce();
        Assert.Equal((0, 0), (bank.Service.Status().Held, bank.Service.Status().SpentNotHeld));
        Assert.Empty(bank.Service.Holds([]));
    }

    [Fact]
    public void It_takes_the_place_of_a_whole_hold_and_gives_it_back()
    {
        using TestBank bank = Bank(Named, su: 1, gpu: 1);
        bank.Enforce();
        Assert.Equal("cpu=0", Limit(bank, "bio"));
        long su = bank.Service.Allocations(["bio"]).First(a => a.Currency == "SU").AllocationId;
        bank.Service.Deposit(new DepositCommand { Account = "bio", Amount = ServiceUnits.FromWhole(5), AllocationId = su });
        bank.Enforce();
        Assert.Equal("gres/gpu=0", Limit(bank, "bio"));
        bank.Service.Withdraw(new WithdrawCommand { Account = "bio", Amount = ServiceUnits.FromWhole(5), AllocationId = su });
        bank.Enforce();
        Assert.Equal("cpu=0", Limit(bank, "bio"));
        bank.AssertSound();
    }

    [Fact]
    public void Users_associations_with_the_currencys_partitions_are_held_where_a_site_has_them()
    {
        using TestBank bank = Bank(Two, su: 100, gpu: 1, [new AssociationRow("bio", "ann") { Partition = "cpu" }, new AssociationRow("bio", "ann") { Partition = "gpu" }, new AssociationRow("bio", "bob")]);
        HoldAction action = Assert.Single(bank.Enforce().Actions);
        Assert.Equal(("hold", "bio/ann/gpu", true), (action.Action, string.Join(',', action.Targets), action.Done));
        Assert.Equal(("cpu=0", "", ""), (Limit(bank, "bio", "ann", "gpu"), Limit(bank, "bio", "ann", "cpu"), Limit(bank, "bio", "bob")));
    }

    [Fact]
    public void A_release_by_hand_counts_for_every_currency()
    {
        using TestBank bank = Bank(Named, su: 100, gpu: 1);
        bank.Enforce();
        bank.Service.Unlock(new HoldCommand { Account = "bio", Reason = "promised" });
        Assert.Equal(string.Empty, Limit(bank, "bio"));
        Assert.Empty(bank.Enforce().Actions);
    }

    [Theory]
    [InlineData(Named, "GrpTRESRunMins=gres/gpu", "bio/ann")]
    [InlineData(Two, "", "")]
    public void A_users_limit_in_one_currency_holds_work_in_it_alone(string configuration, string limit, string targets)
    {
        using TestBank bank = Bank(configuration, su: 100, gpu: 100);
        bank.Service.SetAccount(new AccountChange { Account = "bio", UserLimits = [UserLimitChange.Parse("ann=1 GPU-h")] });
        HoldReportSet report = bank.Enforce();
        Assert.Equal(limit, string.Join(',', report.Actions.Select(a => a.Limit)));
        Assert.Equal(targets, string.Join(',', report.Actions.SelectMany(a => a.Targets)));
        Assert.Equal(targets.Length == 0, report.Warnings.Any(w => w.Contains("User 'ann' in account 'bio' has nothing left in GPU-h", StringComparison.Ordinal)));
    }

    /// <summary>Two hours of 1 billing were used in each partition; the grants are in hours, of which one hour each is used beside.</summary>
    private static TestBank Bank(string configuration, int su, int gpu, AssociationRow[]? users = null)
    {
        TestBank bank = TestBank.Opened(more: configuration);
        bank.Slurm.Associations([new AssociationRow("root"), new AssociationRow("bio"), .. users ?? [new AssociationRow("bio", "ann")]]);
        bank.Service.Initialize(new InitializeCommand());
        bank.Clock.Seconds += TestBank.Day;
        foreach ((int amount, string currency) in new[] { (su, "SU"), (gpu, "GPU-h") })
        {
            bank.Service.Grant(new GrantCommand { Account = "bio", Amount = ServiceUnits.FromWhole(amount), Currency = currency, StartDate = TestBank.At(T) });
        }

        bank.Slurm.Jobs([JobRow.Run(1, T, 3600), JobRow.Run(2, T, 3600) with { Partition = "gpu" }]);
        bank.Sync();
        return bank;
    }

    private static string[] Status(TestBank bank) => [.. bank.Service.Balances(["bio"]).OrderBy(b => b.Currency, StringComparer.Ordinal).Select(b => $"{b.Currency} {b.Status}")];

    private static string Limit(TestBank bank, string account, string user = "", string partition = "") =>
        bank.Slurm.Associations().Select(r => r.Split('|')).Single(r => r[1] == account && r[2] == user && r[3] == partition)[12];
}
