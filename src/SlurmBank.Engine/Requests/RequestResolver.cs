using System;
using System.Collections.Generic;
using System.Linq;

namespace SlurmBank.Engine.Requests;

/// <summary>Completes a request as Slurm would, and bounds what the job would be given.</summary>
public static class RequestResolver
{
    /// <summary>
    /// Fills in partition, time limit, nodes, tasks, CPUs and memory for each component and each partition that it names, and says what
    /// was assumed (slurm.md 2.6). Nothing is decided about priorities, associations or limits of a QOS. It never throws on any request.
    /// </summary>
    /// <param name="request">What was asked for.</param>
    /// <param name="cluster">The cluster, its partitions and its nodes.</param>
    public static ResolvedRequest Resolve(JobRequest request, ClusterFacts cluster)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(cluster);
        List<string> problems = [];
        if (request.Array is ArraySpec array && cluster.MaximumArraySize is long size && array.LastTask >= size)
        {
            problems.Add($"array task {array.LastTask} is beyond the cluster's MaxArraySize, {size}");
        }

        if (request.Components().Any(component => component.Array is not null) && request.FurtherComponents.Count > 0)
        {
            problems.Add("a heterogeneous job cannot be an array");
        }

        RequestSolver solver = new();
        List<ResolvedComponent> components = [.. request.Components().Select(component => ResolveComponent(solver, component, cluster, problems))];
        return new(components, request.Array?.TaskCount ?? 1, [.. problems.Distinct()]);
    }

    private static ResolvedComponent ResolveComponent(RequestSolver solver, JobRequest request, ClusterFacts cluster, List<string> problems)
    {
        List<ResolvedPartition> partitions = [];
        JobAsk ask = new();
        ask.Fill(request);
        if (request.Partitions is null)
        {
            PartitionFacts? byDefault = cluster.Partitions.FirstOrDefault(partition => partition.IsDefault);
            if (byDefault is null)
            {
                problems.Add("no partition is named and the cluster has no default one");
            }
            else
            {
                partitions.Add(ResolvePartition(solver, ask, new(cluster, byDefault)));
            }
        }

        foreach (string name in request.Partitions ?? [])
        {
            PartitionFacts? named = cluster.Partitions.FirstOrDefault(partition => partition.Name == name);
            if (named is null)
            {
                problems.Add($"there is no partition {name} on cluster {cluster.Name}");
            }
            else
            {
                partitions.Add(ResolvePartition(solver, ask, new(cluster, named)));
            }
        }

        return new(request, partitions);
    }

    private static ResolvedPartition ResolvePartition(RequestSolver solver, JobAsk ask, PartitionShape partition)
    {
        solver.Solve(ask, partition, explains: true);
        return new()
        {
            Partition = partition.Facts,
            TimeLimit = solver.TimeLimit,
            MinimumTime = solver.MinimumTime,
            Requested = solver.Requested.ToRequest(),
            Lower = solver.Lower.ToRequest(),
            Upper = solver.Upper.ToRequest(),
            NodesAreKnown = solver.NodesAreKnown,
            Assumptions = [.. solver.Job.Assumptions],
            Problems = [.. solver.Job.Problems],
        };
    }
}
