using System.Collections.Generic;

namespace SlurmBank.Engine.Requests;

/// <summary>How a job asks to share its nodes.</summary>
public enum NodeSharing
{
    /// <summary><c>--exclusive</c>: the nodes are the job's alone; it is given all their CPUs and generic resources.</summary>
    Exclusive,

    /// <summary><c>--exclusive=user</c>: only with jobs of the same user; the job is given what it asked for.</summary>
    User,

    /// <summary><c>--exclusive=mcs</c>: only with jobs of the same security label; the job is given what it asked for.</summary>
    SecurityLabel,

    /// <summary><c>--exclusive=topo</c>: a part of the network topology alone.</summary>
    Topology,

    /// <summary><c>--oversubscribe</c>: resources may be shared with other jobs.</summary>
    OverSubscribe,
}

/// <summary>
/// What a user asked for, before Slurm fills in anything: null is "not said". The names are those of sbatch(1).
/// Of a heterogeneous job this is the first component; the others are in <see cref="FurtherComponents"/>.
/// </summary>
public sealed record JobRequest
{
    /// <summary><c>--account</c>.</summary>
    public string? Account { get; init; }

    /// <summary><c>--partition</c>: the job goes to whichever of them can start it first.</summary>
    public IReadOnlyList<string>? Partitions { get; init; }

    /// <summary><c>--qos</c>.</summary>
    public string? Qos { get; init; }

    /// <summary><c>--time</c>.</summary>
    public TimeLimit? TimeLimit { get; init; }

    /// <summary><c>--time-min</c>: Slurm may lower the limit to this, to start the job earlier.</summary>
    public TimeLimit? MinimumTime { get; init; }

    /// <summary><c>--nodes</c>.</summary>
    public NodeCount? Nodes { get; init; }

    /// <summary><c>--ntasks</c>, at least 1.</summary>
    public long? Tasks { get; init; }

    /// <summary><c>--cpus-per-task</c>, at least 1.</summary>
    public long? CpusPerTask { get; init; }

    /// <summary><c>--ntasks-per-node</c>, at least 1.</summary>
    public long? TasksPerNode { get; init; }

    /// <summary><c>--ntasks-per-core</c>, at least 1.</summary>
    public long? TasksPerCore { get; init; }

    /// <summary><c>--ntasks-per-socket</c>, at least 1.</summary>
    public long? TasksPerSocket { get; init; }

    /// <summary><c>--ntasks-per-gpu</c> (or <c>--ntasks-per-tres</c>), at least 1.</summary>
    public long? TasksPerGpu { get; init; }

    /// <summary><c>--mem</c>: memory of each node; zero is all of it.</summary>
    public MemorySize? MemoryPerNode { get; init; }

    /// <summary><c>--mem-per-cpu</c>; zero is all memory of each node.</summary>
    public MemorySize? MemoryPerCpu { get; init; }

    /// <summary><c>--mem-per-gpu</c>.</summary>
    public MemorySize? MemoryPerGpu { get; init; }

    /// <summary><c>--gpus</c>: GPUs of the whole job.</summary>
    public IReadOnlyList<GresRequest>? Gpus { get; init; }

    /// <summary><c>--gpus-per-node</c>.</summary>
    public IReadOnlyList<GresRequest>? GpusPerNode { get; init; }

    /// <summary><c>--gpus-per-task</c>.</summary>
    public IReadOnlyList<GresRequest>? GpusPerTask { get; init; }

    /// <summary><c>--gpus-per-socket</c>.</summary>
    public IReadOnlyList<GresRequest>? GpusPerSocket { get; init; }

    /// <summary><c>--cpus-per-gpu</c>, at least 1.</summary>
    public long? CpusPerGpu { get; init; }

    /// <summary><c>--gres</c>: generic resources of each node.</summary>
    public IReadOnlyList<GresRequest>? Gres { get; init; }

    /// <summary><c>--tres-per-task</c>: the generic resources in it; its CPUs are in <see cref="CpusPerTask"/>.</summary>
    public IReadOnlyList<GresRequest>? GresPerTask { get; init; }

    /// <summary><c>--tres-per-task</c>: the licenses in it.</summary>
    public IReadOnlyList<LicenseRequest>? LicensesPerTask { get; init; }

    /// <summary><c>--licenses</c>.</summary>
    public IReadOnlyList<LicenseRequest>? Licenses { get; init; }

    /// <summary>True where the licenses were joined by bars: any one of them will do.</summary>
    public bool LicensesAreAlternatives { get; init; }

    /// <summary><c>--exclusive</c> and <c>--oversubscribe</c>.</summary>
    public NodeSharing? Sharing { get; init; }

    /// <summary><c>--array</c>.</summary>
    public ArraySpec? Array { get; init; }

    /// <summary><c>--overcommit</c>.</summary>
    public bool Overcommit { get; init; }

    /// <summary><c>--mincpus</c>: CPUs that each node must have, at least 1.</summary>
    public long? MinimumCpusPerNode { get; init; }

    /// <summary><c>--threads-per-core</c>: how many threads of each core the job uses; it is given whole cores all the same.</summary>
    public long? ThreadsPerCore { get; init; }

    /// <summary><c>--sockets-per-node</c>, the least.</summary>
    public long? SocketsPerNode { get; init; }

    /// <summary><c>--cores-per-socket</c>, the least.</summary>
    public long? CoresPerSocket { get; init; }

    /// <summary>True where <c>--extra-node-info</c> was given: it makes Slurm derive the tasks from sockets, cores and threads.</summary>
    public bool HasExtraNodeInfo { get; init; }

    /// <summary><c>--hint</c>.</summary>
    public string? Hint { get; init; }

    /// <summary><c>--core-spec</c>: cores of each node that the system keeps; implies whole nodes.</summary>
    public long? CoreSpecification { get; init; }

    /// <summary><c>--thread-spec</c>: threads of each node that the system keeps; implies whole nodes.</summary>
    public long? ThreadSpecification { get; init; }

    /// <summary><c>--constraint</c>, as written.</summary>
    public string? Constraint { get; init; }

    /// <summary><c>--nodelist</c>, expanded: nodes that the job must have.</summary>
    public IReadOnlyList<string>? NodeList { get; init; }

    /// <summary><c>--exclude</c>, expanded: nodes that the job must not have.</summary>
    public IReadOnlyList<string>? ExcludedNodes { get; init; }

    /// <summary><c>--reservation</c>.</summary>
    public string? Reservation { get; init; }

    /// <summary><c>--clusters</c>.</summary>
    public IReadOnlyList<string>? Clusters { get; init; }

    /// <summary><c>--dependency</c>, as written; <c>expand:</c> adds this job's resources to another.</summary>
    public string? Dependency { get; init; }

    /// <summary><c>--begin</c>, as written: <see cref="SlurmTime"/> reads it where the present is known.</summary>
    public string? Begin { get; init; }

    /// <summary><c>--hold</c>.</summary>
    public bool Hold { get; init; }

    /// <summary>The second and later components of a heterogeneous job; empty for every other job.</summary>
    public IReadOnlyList<JobRequest> FurtherComponents { get; init; } = [];

    /// <summary>This component and the further ones, in order.</summary>
    public IEnumerable<JobRequest> Components()
    {
        yield return this;
        foreach (JobRequest further in FurtherComponents)
        {
            yield return further;
        }
    }
}
