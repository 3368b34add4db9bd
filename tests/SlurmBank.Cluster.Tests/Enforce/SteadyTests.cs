using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using SlurmBank.Bank;
using SlurmBank.Engine;
using SlurmBank.Ledger;

namespace SlurmBank.Cluster.Tests;

/// <summary>Enforcement that is repeated, interrupted, and meets the work of other hands.</summary>
[Collection("steady")]
public sealed class SteadyTests(LiveCluster live)
{
    [ClusterFact]
    public void Hundred_enforcements_after_the_first_change_nothing()
    {
        live.SetLimit("h-many2", "GrpTRESRunMins=cpu=4000,mem=900000 GrpJobs=50");
        string replaced = live.Limit("h-many2");
        Assert.StartsWith("cpu=4000,mem=900000", replaced, StringComparison.Ordinal);
        using TestBank bank = live.Bank(["h-many1", "h-many2", "h-many3", "h-parent"]).Granted("1k", "h-child", "h-person");
        _ = bank.Enforce();
        _ = bank.Service.Lock(new HoldCommand { Account = "h-person", Reason = "audit" });
        _ = bank.Service.Unlock(new HoldCommand { Account = "h-many3", Reason = "paper", Until = SiteMoment.FromInstant(DateTimeOffset.UtcNow.AddDays(2)) });
        string before = live.Dump();
        string holds = Holds(bank);
        bank.Commands.Clear();
        for (int i = 0; i < 100; i++)
        {
            HoldReportSet report = bank.Enforce(force: i % 2 == 0);
            Assert.Equal(0, report.Commands);
            Assert.Equal(["h-many1", "h-many2", "h-parent", "h-person"], report.Actions.Select(a => a.Account));
            Assert.All(report.Actions, a => Assert.Equal("keep", a.Action));
        }

        Assert.DoesNotContain(bank.Commands, c => c.Contains("modify", StringComparison.Ordinal));
        Assert.Equal(before, live.Dump());
        Assert.Equal(holds, Holds(bank));
        _ = bank.Service.Unlock(new HoldCommand { Account = "h-person", Reason = "done" });
        foreach (string account in new[] { "h-many1", "h-many2", "h-parent" })
        {
            _ = bank.Service.Deposit(new DepositCommand { Account = account, Amount = ServiceUnits.Parse("10") });
        }

        _ = bank.Enforce();
        Assert.Equal(replaced, live.Limit("h-many2"));
        Assert.DoesNotContain("cpu=0", live.Dump(), StringComparison.Ordinal);
        bank.RequireSound();
    }

    /// <summary>Ends the enforcement just after each of its commands in turn, so also between remembering, setting and recording.</summary>
    [ClusterFact]
    public void Enforcement_that_ends_after_any_of_its_commands_is_made_good_by_the_next()
    {
        live.SetLimit("h-crash", "GrpTRESRunMins=cpu=5000");
        string before = live.Dump();
        bool finished = false;
        int step = 0;
        while (!finished)
        {
            step++;
            int left = int.MaxValue;
            using TestBank bank = live.Bank(["h-crash"], onCommand: _ =>
            {
                if (--left == 0)
                {
                    throw new OperationCanceledException("the process ends here");
                }
            });
            finished = Interrupted(() => bank.Enforce(), step, v => left = v);
            Assert.True(Assert.Single(bank.Enforce().Actions).Done);
            Assert.Equal("cpu=0", live.Limit("h-crash"));
            Assert.Equal("automatic", Assert.Single(bank.Service.Holds(["h-crash"])).Owner);
            _ = bank.Service.Deposit(new DepositCommand { Account = "h-crash", Amount = ServiceUnits.Parse("10") });
            _ = Interrupted(() => bank.Enforce(), step, v => left = v);
            _ = bank.Enforce();
            Assert.Equal(before, live.Dump());
            Assert.Empty(bank.Service.Holds(["h-crash"]));
            Assert.True(step < 30);
        }

        Assert.True(step > 3, $"only {step} steps");
        live.SetLimit("h-crash", "GrpTRESRunMins=cpu=-1");
    }

    [ClusterFact]
    public void Enforcement_killed_at_any_moment_is_made_good_by_the_next()
    {
        int seed = Environment.TickCount;
        var random = new Random(seed);
        live.SetLimit("h-killed", "GrpTRESRunMins=cpu=5000");
        string before = live.Dump();
        using TestBank bank = live.Bank(["h-killed"]);
        for (int round = 0; round < 6; round++)
        {
            int wait = random.Next(300, 2500);
            using (Process child = Shell.Start([Environment.ProcessPath!, typeof(Child).Assembly.Location, "enforce", bank.ConfigurationPath]))
            {
                Thread.Sleep(wait);
                child.Kill();
                child.WaitForExit();
            }

            bool spent = bank.Balance("h-killed").SpendableUnits <= 0;
            _ = bank.Enforce();
            Assert.True(live.Limit("h-killed") == (spent ? "cpu=0" : "cpu=5000"), $"seed {seed} round {round} after {wait} ms: {live.Limit("h-killed")}");
            Assert.Equal(spent ? 1 : 0, bank.Service.Holds(["h-killed"]).Count());
            if (spent)
            {
                _ = bank.Service.Deposit(new DepositCommand { Account = "h-killed", Amount = ServiceUnits.Parse("10") });
            }
            else
            {
                _ = bank.Service.SetAccount(new AccountChange { Account = "h-killed", CreditLimit = ServiceUnits.Zero });
                _ = bank.Service.Lock(new HoldCommand { Account = "h-killed", Reason = "test" });
                _ = bank.Service.Unlock(new HoldCommand { Account = "h-killed", Reason = "test" });
            }
        }

        _ = bank.Enforce();
        Assert.Equal(before, live.Dump());
        bank.RequireSound();
        live.SetLimit("h-killed", "GrpTRESRunMins=cpu=-1");
    }

    private static bool Interrupted(Action work, int after, Action<int> arm)
    {
        arm(after);
        try
        {
            work();
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
        finally
        {
            arm(int.MaxValue);
        }
    }

    private static string Holds(TestBank bank) => string.Join('\n', bank.Service.Holds([], lifted: true));
}
