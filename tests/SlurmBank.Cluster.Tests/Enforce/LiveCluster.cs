using System;
using System.Collections.Generic;
using System.Linq;
using SlurmBank.Bank;

namespace SlurmBank.Cluster.Tests;

/// <summary>A quiet cluster with accounts that have each spent a little, for holds and for quotes.</summary>
public sealed class LiveCluster : IDisposable
{
    /// <summary>Accounts in which a job has ended, so that a grant of next to nothing is spent.</summary>
    internal static readonly string[] Spent =
    [
        "h-rule", "h-pardon", "h-mins", "h-submit", "h-qos", "h-brake", "h-track", "h-notify", "h-exempt", "h-replaced", "h-byhand", "h-cleared",
        "h-crash", "h-killed", "h-many1", "h-many2", "h-many3", "h-parent", "h-odd.name+x@z", "h-cover", "h-year",
    ];

    private const string Partitions = """
        PartitionName=whole Nodes=c[1-2] OverSubscribe=EXCLUSIVE MaxTime=7-0 State=UP TRESBillingWeights="CPU=1.0,Mem=0.25G"
        PartitionName=pernode Nodes=c[1-2] DefMemPerNode=4096 DefaultTime=30 MaxTime=2-0 State=UP TRESBillingWeights="CPU=0.75,Mem=0.5G"
        PartitionName=capped Nodes=c[1-2] DefMemPerCPU=2000 MaxMemPerCPU=3000 MaxTime=1-0 State=UP TRESBillingWeights="CPU=2.0,Mem=1.0G,Node=3"
        PartitionName=plain Nodes=c[1-2],g1 MaxTime=7-0 State=UP
        """;

    private readonly Lab? lab;

    /// <summary>Brings it up and lets the accounts spend.</summary>
    public LiveCluster()
    {
        if (Machine.WhyNot is not null)
        {
            return;
        }

        Opened = DateTimeOffset.UtcNow.AddDays(-3);
        lab = new Lab("live", Partitions);
        lab.Accounts([.. Spent, "h-person", "h-until", "h-serve", "quote"]);
        lab.Accounts(["h-child"], parent: "h-parent");
        _ = lab.Run("sacctmgr", "-i", "add", "qos", "h-capped", "set", "GrpTRESRunMins=cpu=100000");
        _ = lab.Run("sacctmgr", "-i", "modify", "account", "h-qos", "set", "qos+=h-capped");
        _ = lab.Bash("alice", string.Join('\n', Spent.Select(a => $"sbatch -o /dev/null -A '{a}' -t 5 --wrap 'exec sleep 2' >/dev/null")));
        lab.AwaitIdle();
    }

    internal Lab Lab => lab!;

    internal DateTimeOffset Opened { get; }

    /// <summary>A bank that has seen what was spent. Accounts of <paramref name="spent"/> have next to nothing, and the mode given.</summary>
    internal TestBank Bank(IEnumerable<string> spent, string enforce = "mode = \"enforce\"", MovedClock? clock = null, Action<string>? onCommand = null)
    {
        TestBank bank = new TestBank(Lab, "[enforce]\n" + enforce, clock: clock, onCommand: onCommand).Opened(Opened).Granted("0.00001", [.. spent]);
        _ = bank.Sync();
        Assert.All(spent, a => Assert.True(bank.Balance(a).SpendableUnits < 0, a));
        bank.Commands.Clear();
        return bank;
    }

    /// <summary>All limits of all associations, as text.</summary>
    internal string Dump() => Lab.Run("sacctmgr", "-nP", "show", "assoc",
        "format=cluster,account,user,partition,fairshare,grpjobs,grpsubmit,grptres,grptresmins,grptresrunmins,grpwall,maxjobs,maxtres,maxtresmins,maxsubmit,qos,defaultqos").Output;

    /// <summary>The running-minutes limit of an account, or of a user in it, as sacctmgr shows it.</summary>
    internal string Limit(string account, string user = "", string column = "grptresrunmins") => Lab.Run("sacctmgr", "-nP", "show", "assoc", "account=" + account, "format=user," + column)
        .Lines.Select(l => l.Split('|')).Single(l => l[0] == user)[1];

    internal void SetLimit(string account, string limit) => Lab.Run("sacctmgr", "-i", "modify", "account", account, "set", limit);

    /// <inheritdoc/>
    public void Dispose() => lab?.Dispose();
}

/// <summary>Tests beside one more quiet cluster, since they take long.</summary>
[CollectionDefinition("steady")]
public sealed class SteadyCollection : ICollectionFixture<LiveCluster>
{
}

/// <summary>Tests beside one quiet cluster.</summary>
[CollectionDefinition("live")]
public sealed class LiveTests : ICollectionFixture<LiveCluster>
{
}
