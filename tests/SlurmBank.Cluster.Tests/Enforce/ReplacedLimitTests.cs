using System;
using SlurmBank.Bank;
using SlurmBank.Engine;

namespace SlurmBank.Cluster.Tests;

/// <summary>The limits that holds replace, and those that others set meanwhile.</summary>
[Collection("steady")]
public sealed class ReplacedLimitTests(LiveCluster live)
{
    [ClusterFact]
    public void Replaced_limit_comes_back_and_others_are_not_touched()
    {
        live.SetLimit("h-replaced", "GrpTRESRunMins=cpu=5000,mem=800000 GrpTRES=cpu=40");
        string before = live.Dump();
        string limit = live.Limit("h-replaced");
        Assert.StartsWith("cpu=5000,mem=800000", limit, StringComparison.Ordinal);
        using TestBank bank = live.Bank(["h-replaced"]);
        _ = bank.Enforce();

        // sacctmgr may add its M to the memory.
        Assert.Equal("cpu=0" + limit["cpu=5000".Length..], live.Limit("h-replaced"));
        _ = bank.Service.Deposit(new DepositCommand { Account = "h-replaced", Amount = ServiceUnits.Parse("10") });
        _ = bank.Enforce();
        Assert.Equal(before, live.Dump());
    }

    [ClusterFact]
    public void Limit_that_a_person_changed_since_is_left_to_them()
    {
        using TestBank bank = live.Bank(["h-byhand", "h-cleared"]);
        _ = bank.Enforce();
        live.SetLimit("h-byhand", "GrpTRESRunMins=cpu=7");
        live.SetLimit("h-cleared", "GrpTRESRunMins=cpu=-1");
        foreach (string account in new[] { "h-byhand", "h-cleared" })
        {
            _ = bank.Service.Deposit(new DepositCommand { Account = account, Amount = ServiceUnits.Parse("10") });
        }

        HoldReportSet report = bank.Enforce();
        Assert.Equal(0, report.Commands);
        Assert.Contains(report.Warnings, w => w.Contains("h-byhand", StringComparison.Ordinal));
        Assert.Equal(("cpu=7", string.Empty), (live.Limit("h-byhand"), live.Limit("h-cleared")));
        Assert.Empty(bank.Service.Holds([]));
        Assert.Empty(bank.Enforce().Warnings);
        live.SetLimit("h-byhand", "GrpTRESRunMins=cpu=-1");
    }

    [ClusterFact]
    public void Hold_that_somebody_took_away_is_set_again_while_the_account_is_spent()
    {
        using TestBank bank = live.Bank(["h-cleared"]);
        live.SetLimit("h-cleared", "GrpTRESRunMins=cpu=300");
        _ = bank.Enforce();
        live.SetLimit("h-cleared", "GrpTRESRunMins=cpu=90");
        HoldAction again = Assert.Single(bank.Enforce().Actions);
        Assert.True(again.Done, again.Error);
        Assert.Equal("cpu=0", live.Limit("h-cleared"));
        _ = bank.Service.Deposit(new DepositCommand { Account = "h-cleared", Amount = ServiceUnits.Parse("10") });
        _ = bank.Enforce();

        // What was there last is what the account gets back.
        Assert.Equal("cpu=90", live.Limit("h-cleared"));
        live.SetLimit("h-cleared", "GrpTRESRunMins=cpu=-1");
    }
}
