using System.Collections.Generic;

namespace SlurmBank.Slurm;

/// <summary>An account with its texts and its coordinators: to look at. The texts are an administrator's and may hold anything.</summary>
/// <param name="Name">The name, in lower case.</param>
/// <param name="Organization">The organisation.</param>
/// <param name="Description">The description.</param>
/// <param name="Coordinators">The users who may manage it.</param>
public sealed record AccountListing(string Name, string Organization, string Description, IReadOnlyList<string> Coordinators);

/// <summary>A user with the accounts that he or she coordinates.</summary>
/// <param name="Name">The name.</param>
/// <param name="DefaultAccount">The default account on the cluster that the commands belong to; empty for none.</param>
/// <param name="AdminLevel">None, Operator or Administrator.</param>
/// <param name="CoordinatorOf">The accounts.</param>
public sealed record UserListing(string Name, string DefaultAccount, string AdminLevel, IReadOnlyList<string> CoordinatorOf);

/// <summary>A cluster as slurmdbd knows it.</summary>
/// <param name="Name">The name.</param>
/// <param name="ControlHost">The machine of its slurmctld; empty while that is not registered.</param>
/// <param name="ControlPort">Its port; 0 while that is not registered.</param>
/// <param name="RpcVersion">The version of its protocol, such as 9728 for 22.05; null where it is not registered.</param>
/// <param name="Classification">What the site calls it; empty for nothing.</param>
/// <param name="Flags">Flags such as MultipleSlurmd.</param>
/// <param name="NodeCount">The number of its nodes; null where that is not known.</param>
/// <param name="Tres">What it has altogether, as <c>cpu=192,mem=1000G,node=3</c>.</param>
public sealed record ClusterListing(
    string Name, string ControlHost, long ControlPort, long? RpcVersion, string Classification, string Flags, long? NodeCount, string Tres);

/// <summary>A QOS with all its limits. Limits are as printed; empty or null for none.</summary>
/// <param name="Qos">What <see cref="Sacctmgr.ReadQos"/> gives.</param>
public sealed record QosListing(SlurmQos Qos)
{
    /// <summary>What the QOS' usage threshold is; null for none.</summary>
    public double? UsageThreshold { get; init; }

    /// <summary>How long a job that is pre-empted may go on, as printed.</summary>
    public string GraceTime { get; init; } = string.Empty;

    /// <summary>The QOS that it may pre-empt, joined by commas.</summary>
    public string Preempt { get; init; } = string.Empty;

    /// <summary>How it pre-empts: <c>cluster</c> for as the cluster does.</summary>
    public string PreemptMode { get; init; } = string.Empty;

    /// <summary>The most TRES of each job on each node.</summary>
    public string MaxTresPerNode { get; init; } = string.Empty;

    /// <summary>The most TRES of each account.</summary>
    public string MaxTresPerAccount { get; init; } = string.Empty;

    /// <summary>The most jobs of each account that run.</summary>
    public long? MaxJobsPerAccount { get; init; }

    /// <summary>The most jobs of each account that wait and run.</summary>
    public long? MaxSubmitJobsPerAccount { get; init; }

    /// <summary>The least TRES of each job.</summary>
    public string MinTresPerJob { get; init; } = string.Empty;
}

/// <summary>What is in use in a partition.</summary>
/// <param name="Partition">The partition.</param>
/// <param name="AllocatedCpus">CPUs that jobs have.</param>
/// <param name="IdleCpus">CPUs that jobs could have.</param>
/// <param name="OtherCpus">CPUs that are neither: down, drained.</param>
/// <param name="AllocatedNodes">Nodes on which a job is.</param>
/// <param name="IdleNodes">Nodes on which none is.</param>
/// <param name="OtherNodes">Nodes that are neither.</param>
public sealed record PartitionUse(
    string Partition, long AllocatedCpus, long IdleCpus, long OtherCpus, long AllocatedNodes, long IdleNodes, long OtherNodes);

/// <summary>What an association used of a TRES, by slurmdbd's own sums.</summary>
/// <param name="Cluster">The cluster.</param>
/// <param name="Account">The account, in lower case.</param>
/// <param name="User">The user; empty for the account with all below it.</param>
/// <param name="Tres">The TRES, such as <c>cpu</c>.</param>
/// <param name="Seconds">What was used, in TRES-seconds; of memory in MB-seconds.</param>
public sealed record ReportedUsage(string Cluster, string Account, string User, string Tres, long Seconds);

/// <summary>What became of a cluster's TRES, in TRES-seconds; of memory in MB-seconds.</summary>
/// <param name="Cluster">The cluster.</param>
/// <param name="Tres">The TRES.</param>
/// <param name="Count">How many of it there are.</param>
/// <param name="Allocated">Given to jobs.</param>
/// <param name="Down">Down without a plan.</param>
/// <param name="PlannedDown">Down by plan.</param>
/// <param name="Idle">Idle.</param>
/// <param name="Overcommitted">Asked for more than there was.</param>
/// <param name="Reported">All of it.</param>
public sealed record ReportedCluster(
    string Cluster, string Tres, long Count, long Allocated, long Down, long PlannedDown, long Idle, long Overcommitted, long Reported)
{
    /// <summary>Kept free for waiting jobs and reservations: what is left of all. Its column goes by several names in Slurm's versions, one of which 22.05 takes for another.</summary>
    public long Planned => Reported - Allocated - Down - PlannedDown - Idle;
}

/// <summary>The reports of sreport that are read.</summary>
public enum ReportKind
{
    /// <summary>Accounts, each with its users.</summary>
    AccountUtilizationByUser,

    /// <summary>Users, each with their accounts.</summary>
    UserUtilizationByAccount,

    /// <summary>The users that used most.</summary>
    TopUser,
}

/// <summary>Which usage to report.</summary>
public sealed record ReportQuery
{
    /// <summary>The report.</summary>
    public required ReportKind Kind { get; init; }

    /// <summary>The beginning; slurmdbd cuts it to the hour.</summary>
    public required System.DateTimeOffset Start { get; init; }

    /// <summary>The end; slurmdbd cuts it to the hour.</summary>
    public required System.DateTimeOffset End { get; init; }

    /// <summary>Accounts; empty for all.</summary>
    public IReadOnlyCollection<string> Accounts { get; init; } = [];

    /// <summary>Users; empty for all.</summary>
    public IReadOnlyCollection<string> Users { get; init; } = [];

    /// <summary>TRES, such as <c>cpu</c>; empty for all that are recorded.</summary>
    public IReadOnlyCollection<string> Tres { get; init; } = [];

    /// <summary>The cluster; null for the one that the commands belong to.</summary>
    public string? Cluster { get; init; }

    /// <summary>How many users the report of the top users names.</summary>
    public int Top { get; init; } = 10;
}
