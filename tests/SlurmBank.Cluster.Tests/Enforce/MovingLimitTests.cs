using System;
using System.Globalization;
using System.Linq;
using SlurmBank.Bank;
using SlurmBank.Engine;

namespace SlurmBank.Cluster.Tests;

/// <summary>The limit that follows the balance, carried out by Slurm itself.</summary>
[Collection("live")]
public sealed class MovingLimitTests(LiveCluster live)
{
    /// <summary>A grant pays for what was used and for one hour of one CPU: a job of that hour starts, a second one waits by Slurm's own limit, and starts when more is granted.</summary>
    [ClusterFact]
    public void K1_slurm_starts_what_the_balance_pays_and_nothing_more()
    {
        const string Account = "h-mins";
        using TestBank bank = live.Bank([Account], "mode = \"enforce\"\nhold = \"moving-limit\"");
        string before = live.Dump();
        HoldReportSet spent = bank.Enforce();
        Assert.True(Assert.Single(spent.Actions).Done, string.Join('\n', spent.Warnings) + spent.Actions[0].Error);
        long waiting = Submit(Account);
        live.Lab.AwaitState(waiting, "AssocGrpBilling");

        long owed = -bank.Balance(Account).SpendableUnits;
        _ = bank.Service.Deposit(new DepositCommand { Account = Account, Amount = ServiceUnits.FromUnits(owed + (Billing(waiting) * 3_600_000)) });
        HoldAction moved = Assert.Single(bank.Enforce().Actions);
        Assert.Equal(("limit", true, null), (moved.Action, moved.Done, moved.Error));
        live.Lab.AwaitState(waiting, "RUNNING");

        // The whole hour is promised: no other job fits, and while the first one runs nothing moves the limit.
        long second = Submit(Account);
        live.Lab.AwaitState(second, "AssocGrpBilling");
        string limit = live.Limit(Account, column: "grptresmins");
        _ = bank.Sync();
        _ = bank.Enforce();
        Assert.Equal(limit, live.Limit(Account, column: "grptresmins"));
        live.Lab.AwaitState(second, "AssocGrpBilling");
        _ = bank.Service.Deposit(new DepositCommand { Account = Account, Amount = ServiceUnits.FromUnits((Billing(second) * 3_600_000) + 120_000) });
        _ = bank.Enforce();
        live.Lab.AwaitState(second, "RUNNING");

        _ = live.Lab.Run("scancel", Text(waiting), Text(second));
        _ = bank.Service.SetAccount(new AccountChange { Account = Account, Mode = SlurmBank.Ledger.AccountMode.Track });
        _ = bank.Enforce();
        Assert.Equal(before, live.Dump());
    }

    /// <summary>Use at 100 %: the threshold is told, and the account held, on a real Slurm.</summary>
    [ClusterFact]
    public void B4_at_the_limit_it_is_told_and_held()
    {
        using TestBank bank = live.Bank(["h-submit"], "mode = \"enforce\"\n[notice]\npercents = [60, 90]\ndays = []");
        _ = bank.Enforce();
        NoticeReport notice = Assert.Single(bank.Service.Notices(new NoticeQuery { Accounts = ["h-submit"] }));
        Assert.Equal(("use", 90m, "pending"), (notice.Kind, notice.Threshold, notice.State));
        Assert.True(Assert.Single(bank.Service.HoldsInSlurm(["h-submit"])).Effective);
        _ = bank.Service.Deposit(new DepositCommand { Account = "h-submit", Amount = ServiceUnits.Parse("100") });
        Assert.True(Assert.Single(bank.Enforce().Actions).Done);
    }

    /// <summary>The coordinators of an account are read as Slurm lists them.</summary>
    [ClusterFact]
    public void Coordinators_get_notices()
    {
        _ = live.Lab.Run("sacctmgr", "-i", "add", "coordinator", "account=h-rule", "names=alice");
        using TestBank bank = live.Bank(
            ["h-rule"], "mode = \"notify\"\n[notice]\npercents = [50]\nfrom = \"bank@example.org\"\nsendmail = \"/bin/true\"\ndomain = \"example.org\"\nrecipients = [\"coordinators\"]");
        NoticeReport sent = Assert.Single(bank.Service.SendNotices(new SendNoticesCommand()));
        Assert.Equal(("sent", "alice@example.org"), (sent.State, string.Join(' ', sent.Recipients)));
    }

    private long Submit(string account) => live.Lab.Submit(account, "exec sleep 600", "-t", "60", "-n", "1");

    /// <summary>What Slurm bills for a job, an hour of which is as many SU.</summary>
    private long Billing(long job) => long.Parse(
        live.Lab.Run("scontrol", "show", "job", Text(job)).Output.Split(["billing="], StringSplitOptions.None)[1].Split(',', '\n', ' ').First(), CultureInfo.InvariantCulture);

    private static string Text(long job) => job.ToString(CultureInfo.InvariantCulture);
}
