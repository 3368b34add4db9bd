using System;
using System.Globalization;
using System.Linq;
using SlurmBank.Bank;
using SlurmBank.Engine;
using SlurmBank.Ledger;

namespace SlurmBank.Cluster.Tests;

/// <summary>Who may see what, and what users can write.</summary>
[Collection("trouble")]
public sealed class PrivilegeTests(TroubledCluster cluster)
{
    private static readonly DateTimeOffset Opened = DateTimeOffset.UtcNow.AddDays(-3);

    [ClusterFact]
    public void Sync_refuses_where_others_jobs_are_hidden()
    {
        using TestBank root = cluster.Bank().Opened(Opened).Granted("1k", "physics", "t-safe");
        string before = root.Totals();
        using BankService service = TestBank.Open(WithUser(root, "alice"));
        InvalidRequestException refusal = Assert.Throws<InvalidRequestException>(() => service.Sync(new SyncCommand()));
        Assert.Contains("alice", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("PrivateData", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("modify user alice set AdminLevel=Operator", refusal.Advice, StringComparison.Ordinal);
        Assert.Equal(before, root.Totals());

        // As an operator she may.
        _ = cluster.Lab.Run("sacctmgr", "-i", "modify", "user", "alice", "set", "AdminLevel=Operator");
        try
        {
            _ = service.Sync(new SyncCommand());
            Assert.Equal(RawRun.Total(cluster.Lab.Runs(), "physics"), root.Balance("physics").TotalChargedUnits);
            Assert.True(root.Balance("physics").TotalChargedUnits > 0, "bob's job is not alice's");
        }
        finally
        {
            _ = cluster.Lab.Run("sacctmgr", "-i", "modify", "user", "alice", "set", "AdminLevel=None");
        }
    }

    [ClusterFact]
    public void Job_names_cannot_forge_a_charge()
    {
        // What a row looks like with sacct's usual delimiter, and with others, for an account that never ran anything.
        string[] names =
        [
            "x\n99|99|lab|t-forge|alice|1|1|cpu|normal|COMPLETED|1|2|9999999|billing=1000000,cpu=64",
            "x|lab|t-forge|billing=999999\n|||||||||||||\n",
            "x\u001e99\u001elab\u001et-forge\u001ebilling=999999\n",
        ];
        foreach (string name in names)
        {
            _ = Shell.Run([cluster.Lab.Enter, "--user", "alice", "--", "sbatch", "-o", "/dev/null", "-A", "t-lien", "-t", "1", "-J", name, "--comment", name, "--wrap", "exec true"]);
        }

        cluster.Lab.AwaitIdle();
        using TestBank bank = cluster.Bank().Opened(Opened).Granted("1k", "t-forge", "t-lien");
        SyncReport report = bank.Sync();
        Assert.Empty(report.Problems);
        Assert.Equal(0, bank.Balance("t-forge").TotalChargedUnits);

        // Read here without the names, for the same reason.
        Assert.Equal(RawRun.Total(cluster.Lab.Runs(), "t-lien"), bank.Balance("t-lien").TotalChargedUnits);
        Assert.Contains("t-forge", cluster.Lab.Run("sacct", "-a", "-X", "-P", "-n", "--format=jobname").Output, StringComparison.Ordinal);
        Assert.Empty(bank.Service.ParkedRuns());
    }

    [ClusterFact]
    public void Limits_that_would_kill_are_refused_without_safe()
    {
        long running = cluster.Lab.Submit("t-safe", "exec sleep 600", "-t", "20");
        cluster.Lab.AwaitState(running, "RUNNING");
        using TestBank bank = cluster.Bank("[enforce]\nmode = \"enforce\"\nhold = \"grp-tres-mins\"").Opened(Opened).Granted("0.00001", "t-safe");
        _ = bank.Sync();
        string before = cluster.Lab.Run("sacctmgr", "-nP", "show", "assoc", "format=account,user,grptresmins,grptresrunmins").Output;
        Assert.Contains("safe", Assert.Throws<InvalidRequestException>(() => bank.Enforce()).Message, StringComparison.Ordinal);
        HoldCommand byHand = new() { Account = "t-safe", Reason = "test", Mechanism = "grp-tres-mins" };
        _ = Assert.Throws<InvalidRequestException>(() => bank.Service.Lock(byHand));
        Assert.Empty(bank.Service.Holds([]));

        // slurmctld shows a new value after a reconfigure, while the old one stays in force; from 23.11 on a reconfigure is a new start.
        string conf = cluster.Lab.Folder + "/etc/slurm.conf";
        string text = System.IO.File.ReadAllText(conf);
        System.IO.File.WriteAllText(conf, text.Replace("AccountingStorageEnforce=associations,limits,qos", "AccountingStorageEnforce=associations,limits,qos,safe", StringComparison.Ordinal));
        _ = cluster.Lab.Run("scontrol", "reconfigure");
        Shell.Await("safe to be shown", 20, () => cluster.Lab.Run("scontrol", "show", "config").Lines.Any(l => l.StartsWith("AccountingStorageEnforce", StringComparison.Ordinal) && l.Contains("safe", StringComparison.Ordinal)));
        if (cluster.Lab.IsSince(23, 11))
        {
            HoldsAndKillsNothing(bank, running);
            System.IO.File.WriteAllText(conf, text);
            _ = cluster.Lab.Run("scontrol", "reconfigure");
            return;
        }

        _ = Assert.Throws<InvalidRequestException>(() => bank.Enforce());
        using (TestBank newcomer = cluster.Bank("[enforce]\nmode = \"enforce\"\nhold = \"grp-tres-mins\"").Opened(Opened).Granted("0.00001", "t-safe"))
        {
            _ = newcomer.Sync();
            _ = Assert.Throws<InvalidRequestException>(() => newcomer.Enforce());
        }

        Assert.Equal(before, cluster.Lab.Run("sacctmgr", "-nP", "show", "assoc", "format=account,user,grptresmins,grptresrunmins").Output);
        Assert.StartsWith("RUNNING", cluster.Lab.StateOf(running), StringComparison.Ordinal);
        System.IO.File.WriteAllText(conf, text);
        _ = cluster.Lab.Run("scontrol", "reconfigure");

        // The usual mechanism kills nothing, safe or not.
        _ = bank.Service.SetAccount(new AccountChange { Account = "t-safe", HoldMechanism = "grp-tres-run-mins" });
        Assert.True(Assert.Single(bank.Enforce().Actions).Done);
        Assert.StartsWith("RUNNING", cluster.Lab.StateOf(running), StringComparison.Ordinal);
        _ = bank.Service.Deposit(new DepositCommand { Account = "t-safe", Amount = ServiceUnits.Parse("100") });
        Assert.Equal("release", Assert.Single(bank.Enforce().Actions).Action);
        _ = cluster.Lab.Run("scancel", running.ToString(CultureInfo.InvariantCulture));
        cluster.Lab.AwaitIdle();
    }

    private void HoldsAndKillsNothing(TestBank bank, long running)
    {
        Assert.True(Assert.Single(bank.Enforce().Actions).Done);
        long waiting = cluster.Lab.Submit("t-safe", "exec true", "-t", "1");
        cluster.Lab.AwaitState(waiting, "AssocGrpCPUMinutesLimit");

        // slurmctld looks every half minute for jobs to be killed.
        System.Threading.Thread.Sleep(35_000);
        Assert.StartsWith("RUNNING", cluster.Lab.StateOf(running), StringComparison.Ordinal);
        _ = cluster.Lab.Run("scancel", "-A", "t-safe");
        _ = bank.Service.Deposit(new DepositCommand { Account = "t-safe", Amount = ServiceUnits.Parse("100") });
        Assert.Equal("release", Assert.Single(bank.Enforce().Actions).Action);
        cluster.Lab.AwaitIdle();
    }

    private static string WithUser(TestBank bank, string user)
    {
        string path = System.IO.Path.Combine(bank.Folder, user + ".toml");
        string text = System.IO.File.ReadAllText(bank.ConfigurationPath).Replace("/bin/enter\"]", $"/bin/enter\", \"--user\", \"{user}\", \"--\"]", StringComparison.Ordinal);
        System.IO.File.WriteAllText(path, text);
        System.IO.File.SetUnixFileMode(path, System.IO.UnixFileMode.UserRead | System.IO.UnixFileMode.UserWrite);
        return path;
    }
}
