using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using SlurmBank.Bank;

namespace SlurmBank.Cluster.Tests;

/// <summary>
/// A cluster on which everything happens to jobs that can happen, all at once, each to the jobs of an account of its own. One bank looks
/// on while it happens, one comes when all is over, one has free suspended time.
/// </summary>
public sealed class History : IDisposable
{
    internal static readonly string[] Accounts =
    [
        "timeout", "requeue", "nodekilled", "nodedown", "resize", "suspend", "suspendresize", "pending", "running", "het", "array", "zero", "outage", "plain", Odd,
    ];

    /// <summary>What slurmdbd makes of the name <c>a'; drop table--</c>.</summary>
    internal const string Odd = "a`; drop table--";

    private readonly Dictionary<string, long> jobs = [];
    private readonly Lab? lab;
    private readonly TestBank? live;

    /// <summary>Lets it all happen.</summary>
    public History()
    {
        if (Machine.WhyNot is not null)
        {
            return;
        }

        Opened = DateTimeOffset.UtcNow.AddDays(-3);
        lab = new Lab("history", "SlurmdTimeout=5\n");
        lab.Accounts(Accounts);
        live = Bank();
        Submit();
        Disturb();
        NodeFails();
        DatabaseGoesAway();
        lab.AwaitIdle();
        LastSync = live.Sync();
        Runs = lab.Runs();
        After = Bank();
        AfterSync = After.Sync();
        Free = Bank("[tariff]\nsuspended = \"free\"");
        _ = Free.Sync();
    }

    internal Lab Lab => lab!;

    internal DateTimeOffset Opened { get; }

    /// <summary>The bank that looked on.</summary>
    internal TestBank Live => live!;

    /// <summary>The bank that came afterwards.</summary>
    internal TestBank After { get; } = null!;

    /// <summary>The bank that charges nothing for suspended time.</summary>
    internal TestBank Free { get; } = null!;

    internal SyncReport LastSync { get; } = null!;

    internal SyncReport AfterSync { get; } = null!;

    /// <summary>What sacct says when all is over.</summary>
    internal IReadOnlyList<RawRun> Runs { get; } = [];

    /// <summary>Liens that the live bank had when the jobs had just started, as account and phase.</summary>
    internal IReadOnlyList<LienReport> LiensAtStart { get; private set; } = [];

    /// <summary>What a sync said while slurmdbd was down.</summary>
    internal Exception? SyncWithoutDatabase { get; private set; }

    /// <summary>Money and open liens before and after that sync.</summary>
    internal (string Before, string After) AroundOutage { get; private set; }

    /// <summary>A sync just after slurmdbd was back, perhaps with records still on their way.</summary>
    internal SyncReport SyncAfterOutage { get; private set; } = null!;

    internal long Job(string name) => jobs[name];

    internal IEnumerable<RawRun> RunsOf(string account) => Runs.Where(r => r.Account == account);

    /// <summary>A bank beside this cluster, its books open since before everything.</summary>
    internal TestBank Bank(string settings = "") => new TestBank(Lab, settings).Opened(Opened).Granted("100k", [.. Accounts.Where(a => a != Odd)]);

    /// <inheritdoc/>
    public void Dispose()
    {
        live?.Dispose();
        After?.Dispose();
        Free?.Dispose();
        lab?.Dispose();
    }

    private void Submit()
    {
        // A job that has to be caught at something ends when it is told to, so that no machine is too slow for it.
        const string Script = """
            until_told() { echo "while ! [ -e ended-$1 ]; do sleep 0.2; done"; }
            put() { local key=$1 id; shift; id=$(sbatch --parsable -o /dev/null "$@"); echo "$key $id"; }
            put timeout -A timeout -w c1 -t 1 --wrap 'exec sleep 600'
            put resize -A resize -N2 -n4 -t 10 --wrap "$(until_told resize)"
            put suspendresize -A suspendresize -N2 -n2 -t 10 --wrap "$(until_told suspendresize)"
            put nodekilled -A nodekilled -w c2 -n3 -t 10 --no-requeue --wrap 'exec sleep 600'
            put nodekilledrequeue -A nodekilled -w c2 -n2 -t 10 --requeue --wrap 'exec sleep 600'
            put nodedown -A nodedown -w g1 -p gpu -n2 --gres=gpu:1 -t 10 --no-requeue --wrap 'exec sleep 600'
            put requeue -A requeue -w c1 -n2 -t 10 --requeue --wrap "$(until_told requeue)"
            put suspend -A suspend -w c1 -n3 -t 10 --wrap "$(until_told suspend)"
            put pending -A pending -n 8 -t 10 --begin=now+1hour --wrap 'exec sleep 600'
            put running -A running -w c1 -n 2 --mem=9G -t 10 --wrap 'exec sleep 600'
            put het -A het -n1 --mem=1G -t 10 --wrap 'exec sleep 3' : -A het -n2 --mem=6G -p gpu
            put array -A array -w c1 --array=1-6%2 -t 10 --wrap 'exec sleep 3'
            put odd -A 'a`; drop table--' -w c1 -t 10 --wrap 'exec sleep 2'
            put outage -A outage -w c1 -n2 -t 10 --wrap "$(until_told outage)"
            put outagewait -A outage -w c1 --begin=now+25 -t 10 --wrap 'exec sleep 1'
            for i in 1 2 3 4 5 6; do put zero$i -A zero -w c1 -t 10 --wrap 'exec true'; done
            for i in 1 2 3; do put plain$i -A plain -w c1 -n $i -t 10 --wrap "exec sleep $i"; done
            """;
        foreach (string line in Lab.Bash("alice", Script).Lines)
        {
            string[] words = line.Split(' ');
            jobs[words[0]] = long.Parse(words[1].Split(';')[0], CultureInfo.InvariantCulture);
        }
    }

    private void Disturb()
    {
        foreach (string name in new[] { "timeout", "resize", "suspendresize", "nodekilled", "nodekilledrequeue", "nodedown", "requeue", "suspend", "running", "outage" })
        {
            Lab.AwaitState(jobs[name], "RUNNING", "COMPLETED");
        }

        _ = Lab.Run("scontrol", "suspend", Id("suspend"));
        _ = Lab.Run("scontrol", "suspend", Id("suspendresize"));
        _ = Lab.Run("scancel", $"{Id("array")}_5", $"{Id("array")}_6");
        _ = Lab.Run("scontrol", "requeue", Id("requeue"));
        _ = Live.Sync();
        LiensAtStart = [.. Live.Service.Liens([])];
        _ = Lab.Run("scontrol", "resume", Id("suspend"));
        _ = Lab.Run("scontrol", "resume", Id("suspendresize"));
        _ = Lab.Run("scontrol", "update", "JobId=" + Id("resize"), "NumNodes=1");
        _ = Lab.Run("scontrol", "update", "JobId=" + Id("suspendresize"), "NumNodes=1");
        _ = Lab.Run("scancel", Id("running"), Id("pending"));
        StartNow("requeue");
        _ = Live.Sync();
        _ = Lab.Bash("alice", "touch ended-resize ended-suspendresize ended-requeue ended-suspend");
    }

    private void NodeFails()
    {
        Shell.Await("the two-node jobs' end", 90, () => !Lab.StateOf(jobs["resize"]).Contains("RUNNING", StringComparison.Ordinal) && !Lab.StateOf(jobs["suspendresize"]).Contains("RUNNING", StringComparison.Ordinal));
        Shell.Await("the end of the heterogeneous job", 90, () => Ended("het"), () => Lab.Try("squeue").Output);
        _ = Lab.Run("scontrol", "update", "NodeName=g1", "State=DOWN", "Reason=test");
        Lab.Daemon("kill", "c2");
        Lab.AwaitState(jobs["nodekilled"], "NODE_FAIL");
        _ = Live.Sync();
        Lab.Daemon("start", "c2");
        Lab.AwaitNode("g1");

        // Its turn would be in two minutes: sacct shows it only from then on.
        StartNow("nodekilledrequeue");
        _ = Lab.Run("scancel", Id("nodekilledrequeue"));
    }

    private void DatabaseGoesAway()
    {
        Lab.AwaitAccounting();
        _ = Live.Sync();
        Lab.Daemon("stop", "slurmdbd");
        jobs["outageborn"] = Lab.Submit("outage", "exec sleep 2", "-n3", "-w", "c1", "-t", "5");
        string before = MoneyAndLiens();
        SyncWithoutDatabase = Record.Exception(() => Live.Sync());
        AroundOutage = (before, MoneyAndLiens());
        _ = Lab.Bash("alice", "touch ended-outage");
        Shell.Await("the end of jobs without slurmdbd", 90, () => Ended("outage") && Ended("outageborn"));
        Lab.Daemon("start", "slurmdbd");
        Shell.Await("an answer of slurmdbd", 30, () => Lab.Try("sacctmgr", "-nP", "show", "cluster").ExitCode == 0);
        SyncAfterOutage = Live.Sync();
    }

    private bool Ended(string name) => Lab.StateOf(jobs[name]) is var state && (state.Length == 0 || state.StartsWith("COMPLETED", StringComparison.Ordinal));

    private string MoneyAndLiens() => Live.Totals() + string.Join('\n', Live.Service.Liens([]).Select(l => $"{l.JobId} {l.Phase} {l.RemainingUnits}"));

    private void StartNow(string name)
    {
        Lab.AwaitState(jobs[name], "PENDING");
        _ = Lab.Run("scontrol", "update", "JobId=" + Id(name), "StartTime=now");
    }

    private string Id(string name) => jobs[name].ToString(CultureInfo.InvariantCulture);
}
