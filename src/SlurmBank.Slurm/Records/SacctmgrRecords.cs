namespace SlurmBank.Slurm;

/// <summary>An account with its texts, which an administrator wrote: to look at.</summary>
/// <param name="Name">The name, in lower case.</param>
/// <param name="Organization">The organisation.</param>
/// <param name="Description">The description; may contain anything.</param>
public sealed record SlurmAccount(string Name, string Organization, string Description);

/// <summary>A coordinator of an account.</summary>
/// <param name="Account">The account, in lower case.</param>
/// <param name="User">The user.</param>
public sealed record SlurmCoordinator(string Account, string User);

/// <summary>
/// An association: an account on a cluster, or a user in such an account. Limits are as sacctmgr prints them: group limits
/// the association's own (empty for none), limits of each job with what it inherits.
/// </summary>
public sealed record SlurmAssociation
{
    /// <summary>The cluster.</summary>
    public required string Cluster { get; init; }

    /// <summary>The account, in lower case.</summary>
    public required string Account { get; init; }

    /// <summary>The user; empty for the account itself.</summary>
    public string User { get; init; } = string.Empty;

    /// <summary>The partition; empty for all.</summary>
    public string Partition { get; init; } = string.Empty;

    /// <summary>The parent account; empty for root and for users.</summary>
    public string ParentAccount { get; init; } = string.Empty;

    /// <summary>The association's number.</summary>
    public required long Id { get; init; }

    /// <summary>Shares; null where the parent's count.</summary>
    public long? Shares { get; init; }

    /// <summary>The most jobs that run at once, with all below; null for no limit.</summary>
    public long? GrpJobs { get; init; }

    /// <summary>The most jobs that wait and run, with all below; null for no limit.</summary>
    public long? GrpSubmitJobs { get; init; }

    /// <summary>Wall time for all jobs together, as printed; empty for no limit.</summary>
    public string GrpWall { get; init; } = string.Empty;

    /// <summary>The most TRES at once.</summary>
    public string GrpTres { get; init; } = string.Empty;

    /// <summary>The most TRES-minutes in all, such as <c>billing=0</c>.</summary>
    public string GrpTresMins { get; init; } = string.Empty;

    /// <summary>The most TRES-minutes promised to running jobs, such as <c>cpu=0</c>.</summary>
    public string GrpTresRunMins { get; init; } = string.Empty;

    /// <summary>The most jobs of each user that run; null for no limit.</summary>
    public long? MaxJobs { get; init; }

    /// <summary>The most jobs of each user that wait and run; null for no limit.</summary>
    public long? MaxSubmitJobs { get; init; }

    /// <summary>The most TRES of each job.</summary>
    public string MaxTresPerJob { get; init; } = string.Empty;

    /// <summary>The longest time limit of a job, as printed; empty for no limit.</summary>
    public string MaxWall { get; init; } = string.Empty;

    /// <summary>The default QOS; empty for none.</summary>
    public string DefaultQos { get; init; } = string.Empty;

    /// <summary>The QOS that may be used, joined by commas.</summary>
    public string Qos { get; init; } = string.Empty;

    /// <summary>Whether it is an account's own association, not a user's.</summary>
    public bool IsAccount => User.Length == 0;
}

/// <summary>A user.</summary>
/// <param name="Name">The name.</param>
/// <param name="DefaultAccount">The default account.</param>
/// <param name="AdminLevel">None, Operator or Administrator.</param>
public sealed record SlurmUser(string Name, string DefaultAccount, string AdminLevel);

/// <summary>A QOS. Limits are as printed; empty or null for none.</summary>
public sealed record SlurmQos
{
    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>The number; null where it is not printed.</summary>
    public long? Id { get; init; }

    /// <summary>The priority.</summary>
    public long? Priority { get; init; }

    /// <summary>Flags such as <c>DenyOnLimit,NoDecay</c>.</summary>
    public string Flags { get; init; } = string.Empty;

    /// <summary>What usage is multiplied by; 1 for none.</summary>
    public required decimal UsageFactor { get; init; }

    /// <summary>The most TRES at once.</summary>
    public string GrpTres { get; init; } = string.Empty;

    /// <summary>The most TRES-minutes in all. A QOS limit on a TRES switches an association's off for that TRES.</summary>
    public string GrpTresMins { get; init; } = string.Empty;

    /// <summary>The most TRES-minutes promised to running jobs.</summary>
    public string GrpTresRunMins { get; init; } = string.Empty;

    /// <summary>The most jobs that run.</summary>
    public long? GrpJobs { get; init; }

    /// <summary>The most jobs that wait and run.</summary>
    public long? GrpSubmitJobs { get; init; }

    /// <summary>Wall time for all jobs together.</summary>
    public string GrpWall { get; init; } = string.Empty;

    /// <summary>The most TRES of each job.</summary>
    public string MaxTresPerJob { get; init; } = string.Empty;

    /// <summary>The most TRES-minutes of each job.</summary>
    public string MaxTresMinsPerJob { get; init; } = string.Empty;

    /// <summary>The longest time limit of a job.</summary>
    public string MaxWall { get; init; } = string.Empty;

    /// <summary>The most TRES of each user.</summary>
    public string MaxTresPerUser { get; init; } = string.Empty;

    /// <summary>The most jobs of each user that run.</summary>
    public long? MaxJobsPerUser { get; init; }

    /// <summary>The most jobs of each user that wait and run.</summary>
    public long? MaxSubmitJobsPerUser { get; init; }
}

/// <summary>A TRES that slurmdbd knows.</summary>
/// <param name="Type">The type, such as <c>gres</c>.</param>
/// <param name="Name">The name within the type, such as <c>gpu</c>; empty for cpu, mem and their like.</param>
/// <param name="Id">The number.</param>
public sealed record SlurmTres(string Type, string Name, long Id)
{
    /// <summary>The name as limits and AllocTRES write it: <c>cpu</c>, <c>gres/gpu</c>.</summary>
    public string FullName => Name.Length == 0 ? Type : $"{Type}/{Name}";
}

/// <summary>A cluster that slurmdbd knows.</summary>
/// <param name="Name">The name.</param>
/// <param name="ControlHost">The machine of its slurmctld; empty while that is not registered.</param>
/// <param name="ControlPort">Its port; 0 while that is not registered.</param>
public sealed record SlurmCluster(string Name, string ControlHost, long ControlPort);
