using System;
using System.Linq;
using SlurmBank.Bank;
using SlurmBank.Engine;
using SlurmBank.Ledger;

namespace SlurmBank.Cluster.Tests;

/// <summary>Rows of the ledger service (section 7.3) with what a real Slurm reports: what may be spent to the last unit, what ran beyond it, what is given back.</summary>
[Collection("live")]
public sealed class LedgerRowTests(LiveCluster live)
{
    private const string Account = "h-many3";

    [ClusterFact]
    public void L1_L3_L12_what_is_left_is_let_through_to_the_last_unit_and_what_ran_is_charged_beyond_it()
    {
        using TestBank bank = live.Bank([]);
        long charged = bank.Balance(Account).TotalChargedUnits;
        _ = Grant(bank, charged - 1);
        Assert.Equal((charged, -1L), (bank.Balance(Account).TotalChargedUnits, bank.Balance(Account).AvailableUnits));
        JobDecision refused = Decide(bank);
        Assert.Equal("short", refused.Outcome);
        _ = Grant(bank, 1 + refused.CostUnits);
        Assert.Equal((refused.CostUnits, "paid"), (bank.Balance(Account).AvailableUnits, Decide(bank).Outcome));
        _ = bank.Service.Withdraw(new WithdrawCommand { Account = Account, AllocationId = bank.Service.Allocations([Account]).Last().AllocationId, Amount = ServiceUnits.FromUnits(1), Reason = "test" });
        Assert.Equal("short", Decide(bank).Outcome);
        bank.RequireSound();
    }

    [ClusterFact]
    public void L9_L11_L17_the_same_run_again_costs_nothing_and_no_more_is_given_back_than_it_cost()
    {
        using TestBank bank = live.Bank([]);
        long charged = bank.Balance(Account).TotalChargedUnits;
        string head = bank.Service.Verify().Head;
        _ = bank.Sync(new SyncCommand { Nightly = true });
        Assert.Equal(head, bank.Service.Verify().Head);
        var outage = new RefundCommand { Accounts = [Account], StartTime = SiteMoment.FromInstant(live.Opened), Reason = "outage" };
        RefundReport run = Assert.Single(bank.Service.Refund(outage with { IsPlan = true }));
        _ = Assert.Throws<RefundExceedsChargeException>(() => bank.Service.Refund(new RefundCommand { JobIds = [run.JobId], Amount = ServiceUnits.FromUnits(charged + 1), Reason = "too much" }));
        Assert.Equal((charged, "refund"), (Assert.Single(bank.Service.Refund(outage)).AmountUnits, run.Outcome));
        Assert.Equal("before", Assert.Single(bank.Service.Refund(outage)).Outcome);
        Assert.Equal(0, bank.Balance(Account).TotalChargedUnits);
        head = bank.Service.Verify().Head;
        _ = bank.Sync(new SyncCommand { Nightly = true });
        Assert.Equal(head, bank.Service.Verify().Head);
        bank.RequireSound();
    }

    private static JobDecision Decide(TestBank bank) => bank.Service.Decide(new QuoteCommand { Options = ["-A", Account, "-n", "1", "-t", "10"], User = "alice" });

    private static GrantReport Grant(TestBank bank, long units) => bank.Service.GrantAll(new GrantCommand
    {
        Account = Account,
        Amount = ServiceUnits.FromUnits(units),
        StartDate = SiteMoment.FromDate(DateOnly.FromDateTime(DateTime.UtcNow.AddDays(-30))),
        Reason = "test",
    });
}
