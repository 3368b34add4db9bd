using System.Collections.Generic;

namespace SlurmBank.Engine.Requests;

/// <summary>A request as Slurm would complete it. A quote is array tasks times the sum over the components, each in its dearest partition.</summary>
/// <param name="Components">The components of a heterogeneous job, in order; one for every other job.</param>
/// <param name="ArrayTaskCount">How many tasks the array has; 1 where there is none.</param>
/// <param name="Problems">Why Slurm would refuse the job or never start it, apart from what a single partition has against it.</param>
public sealed record ResolvedRequest(IReadOnlyList<ResolvedComponent> Components, long ArrayTaskCount, IReadOnlyList<string> Problems);

/// <summary>A component of a job, for each partition that it may run in.</summary>
/// <param name="Request">What was asked for.</param>
/// <param name="Partitions">One for each partition that was named and exists, in order; the default partition where none was named.</param>
public sealed record ResolvedComponent(JobRequest Request, IReadOnlyList<ResolvedPartition> Partitions);

/// <summary>What a component would ask for and be given in one partition.</summary>
public sealed record ResolvedPartition
{
    /// <summary>The partition.</summary>
    public required PartitionFacts Partition { get; init; }

    /// <summary>The time limit that the job would have, in whole minutes; never <see cref="TimeLimitKind.PartitionLimit"/>.</summary>
    public required TimeLimit TimeLimit { get; init; }

    /// <summary>The shortest limit that Slurm may lower it to (<c>--time-min</c>); the same as the limit where it may not.</summary>
    public required TimeLimit MinimumTime { get; init; }

    /// <summary>What Slurm would print as ReqTRES, without billing.</summary>
    public required TresRequest Requested { get; init; }

    /// <summary>The least that AllocTRES can be.</summary>
    public required TresRequest Lower { get; init; }

    /// <summary>The most that AllocTRES can be.</summary>
    public required TresRequest Upper { get; init; }

    /// <summary>False where no node of the partition is known: then <see cref="Upper"/> is what was asked for, and no bound.</summary>
    public required bool NodesAreKnown { get; init; }

    /// <summary>What was filled in, each as a sentence without a full stop.</summary>
    public required IReadOnlyList<string> Assumptions { get; init; }

    /// <summary>Why the job would be refused in this partition or never start there.</summary>
    public required IReadOnlyList<string> Problems { get; init; }
}
