using System;
using System.Globalization;
using System.Linq;
using SlurmBank.Bank;
using SlurmBank.Engine;

namespace SlurmBank.Cluster.Tests;

/// <summary>What a hold sets in Slurm, and where Slurm would not honour it.</summary>
[Collection("live")]
public sealed class MechanismTests(LiveCluster live)
{
    [ClusterFact]
    public void Qos_with_the_same_limit_makes_a_hold_not_effective()
    {
        using TestBank bank = live.Bank(["h-qos"]);
        HoldAction hold = Assert.Single(bank.Enforce().Actions);
        Assert.Equal("not-effective", hold.Action);
        Assert.Contains("h-capped", hold.Error, StringComparison.Ordinal);

        // That Slurm does not honour it is not only said: it is so.
        long job = live.Lab.Submit("h-qos", "exec true", "-t", "1", "--qos", "h-capped");
        live.Lab.AwaitState(job, "COMPLETED");
        Assert.Equal("not-effective", Assert.Single(bank.Enforce().Actions).Action);
        live.SetLimit("h-qos", "GrpTRESRunMins=cpu=-1");
    }

    [ClusterTheory]
    [InlineData("grp-tres-mins", "h-mins", "AssocGrpCPUMinutesLimit")]
    [InlineData("grp-submit-jobs", "h-submit", "")]
    public void Other_mechanisms_hold_in_their_way(string mechanism, string account, string reason)
    {
        using TestBank bank = live.Bank([account], $"mode = \"enforce\"\nhold = \"{mechanism}\"");
        long running = live.Lab.Submit(account, "exec sleep 600", "-t", "20");
        live.Lab.AwaitState(running, "RUNNING");
        string before = live.Dump();
        HoldAction hold = Assert.Single(bank.Enforce().Actions);
        Assert.True(hold.Done, hold.Error);
        if (reason.Length > 0)
        {
            long waiting = live.Lab.Submit(account, "exec true", "-t", "1");
            live.Lab.AwaitState(waiting, reason);
            _ = live.Lab.Run("scancel", waiting.ToString(CultureInfo.InvariantCulture));
        }
        else
        {
            string refusal = Assert.Throws<InvalidOperationException>(() => live.Lab.Submit(account, "exec true", "-t", "1")).Message;
            Assert.Contains("AssocGrpSubmitJobsLimit", refusal, StringComparison.Ordinal);
        }

        Assert.StartsWith("RUNNING", live.Lab.StateOf(running), StringComparison.Ordinal);
        _ = live.Lab.Run("scancel", running.ToString(CultureInfo.InvariantCulture));
        _ = bank.Service.Deposit(new DepositCommand { Account = account, Amount = ServiceUnits.Parse("100") });
        Assert.True(Assert.Single(bank.Enforce().Actions).Done);
        Assert.Equal(before, live.Dump());
    }

    [ClusterFact]
    public void Account_with_odd_characters_is_held_like_any_other()
    {
        const string Odd = "h-odd.name+x@z";
        using TestBank bank = live.Bank([Odd]);
        HoldAction hold = Assert.Single(bank.Enforce().Actions);
        Assert.True(hold.Done, hold.Error);
        Assert.Equal("cpu=0", live.Limit(Odd));
        _ = bank.Service.Deposit(new DepositCommand { Account = Odd, Amount = ServiceUnits.Parse("10") });
        Assert.True(Assert.Single(bank.Enforce().Actions).Done);
        Assert.Equal(string.Empty, live.Limit(Odd));
    }
}
