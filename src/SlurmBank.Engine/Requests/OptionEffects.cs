using System;
using System.Collections.Generic;
using System.Linq;

namespace SlurmBank.Engine.Requests;

/// <summary>What each option does to a request. Options that are not here do not change the price.</summary>
internal sealed class OptionEffects(List<RequestProblem> errors, List<RequestProblem> notes)
{
    private readonly OptionValues values = new(errors);

    /// <summary>Applies an option; null where it does not change what the job asks for.</summary>
    internal JobRequest? Apply(JobRequest job, OptionUse use) =>
        ApplyPlace(job, use) ?? ApplySize(job, use) ?? ApplyMemory(job, use) ?? ApplyDevices(job, use);

    private JobRequest? ApplyPlace(JobRequest job, OptionUse use) => use.Option.Name switch
    {
        "account" => job with { Account = values.Name(use, SlurmNameKind.Account, job.Account) },
        "partition" => job with { Partitions = values.Names(use, SlurmNameKind.Partition, job.Partitions) },
        "qos" => job with { Qos = values.Name(use, SlurmNameKind.Qos, job.Qos) },
        "time" => job with { TimeLimit = Time(use, job.TimeLimit) },
        "time-min" => job with { MinimumTime = Time(use, job.MinimumTime) },
        "clusters" or "cluster" => job with { Clusters = values.Names(use, SlurmNameKind.Cluster, job.Clusters) },
        "constraint" => job with { Constraint = use.Value },
        "reservation" => job with { Reservation = use.Value },
        "dependency" => job with { Dependency = use.Value },
        "begin" => job with { Begin = use.Value },
        "hold" => job with { Hold = true },
        "array" => job with { Array = values.Read<ArraySpec?>(use, ArraySpec.TryParse, job.Array) },
        "nodelist" => job with { NodeList = values.Hosts(use, notes, job.NodeList) },
        "exclude" => job with { ExcludedNodes = values.Hosts(use, notes, job.ExcludedNodes) },
        "nodefile" => Note(job, use, "the list of nodes is in a file, which is not read here"),
        _ => null,
    };

    private JobRequest? ApplySize(JobRequest job, OptionUse use) => use.Option.Name switch
    {
        "nodes" => job with { Nodes = values.Read<NodeCount?>(use, NodeCount.TryParse, job.Nodes) },
        "ntasks" => job with { Tasks = values.Positive(use, job.Tasks) },
        "cpus-per-task" => job with { CpusPerTask = values.Positive(use, job.CpusPerTask) },
        "ntasks-per-node" or "tasks-per-node" => job with { TasksPerNode = values.Positive(use, job.TasksPerNode) },
        "ntasks-per-core" => job with { TasksPerCore = values.Positive(use, job.TasksPerCore) },
        "ntasks-per-socket" => job with { TasksPerSocket = values.Positive(use, job.TasksPerSocket) },
        "ntasks-per-gpu" or "ntasks-per-tres" => job with { TasksPerGpu = values.Positive(use, job.TasksPerGpu) },
        "mincpus" => job with { MinimumCpusPerNode = values.Positive(use, job.MinimumCpusPerNode) },
        "threads-per-core" => job with { ThreadsPerCore = values.Positive(use, job.ThreadsPerCore) },
        "sockets-per-node" => job with { SocketsPerNode = Least(use, job.SocketsPerNode) },
        "cores-per-socket" => job with { CoresPerSocket = Least(use, job.CoresPerSocket) },
        "extra-node-info" => ExtraNodeInfo(job, use),
        "hint" => job with { Hint = Hint(use, job.Hint) },
        "overcommit" => job with { Overcommit = true },
        "exclusive" => job with { Sharing = Sharing(use, job.Sharing) },
        "oversubscribe" => job with { Sharing = NodeSharing.OverSubscribe },
        "core-spec" => job with { CoreSpecification = values.Number(use, 0, job.CoreSpecification) },
        "thread-spec" => job with { ThreadSpecification = values.Positive(use, job.ThreadSpecification) },
        _ => null,
    };

    private JobRequest? ApplyMemory(JobRequest job, OptionUse use) => use.Option.Name switch
    {
        "mem" => job with { MemoryPerNode = values.Read(use, Memory, job.MemoryPerNode) },
        "mem-per-cpu" => job with { MemoryPerCpu = values.Read(use, Memory, job.MemoryPerCpu) },
        "mem-per-gpu" => job with { MemoryPerGpu = values.Read(use, Memory, job.MemoryPerGpu) },
        _ => null,
    };

    private JobRequest? ApplyDevices(JobRequest job, OptionUse use) => use.Option.Name switch
    {
        "gpus" => job with { Gpus = values.Read(use, Gpus, job.Gpus) },
        "gpus-per-node" => job with { GpusPerNode = values.Read(use, Gpus, job.GpusPerNode) },
        "gpus-per-task" => job with { GpusPerTask = values.Read(use, Gpus, job.GpusPerTask) },
        "gpus-per-socket" => job with { GpusPerSocket = values.Read(use, Gpus, job.GpusPerSocket) },
        "cpus-per-gpu" => job with { CpusPerGpu = values.Positive(use, job.CpusPerGpu) },
        "gres" => job with { Gres = values.Read(use, Gres, job.Gres) },
        "licenses" => job with { Licenses = values.Read(use, Licenses, job.Licenses), LicensesAreAlternatives = use.Value!.Contains('|') },
        "tres-per-task" => TresPerTask(job, use),
        _ => null,
    };

    private TimeLimit? Time(OptionUse use, TimeLimit? old)
    {
        TimeLimit? read = values.Read(use, static (string? text, out TimeLimit? value, out TextError error) =>
        {
            bool good = TimeLimit.TryParse(text, out TimeLimit limit, out error);
            value = limit;
            return good;
        }, old);
        if (read?.Kind != TimeLimitKind.PartitionLimit)
        {
            return read;
        }

        values.Reject(use, 0, "Partition_Limit is a word that Slurm prints, not one that it reads");
        return old;
    }

    private static bool Memory(string? text, out MemorySize? value, out TextError error)
    {
        bool read = MemorySize.TryParse(text, out MemorySize size, out error);
        value = size;
        return read;
    }

    private static bool Gpus(string? text, out IReadOnlyList<GresRequest>? value, out TextError error) =>
        CountedListText.TryReadGpus(text ?? string.Empty, out value, out error);

    private static bool Gres(string? text, out IReadOnlyList<GresRequest>? value, out TextError error) =>
        CountedListText.TryReadGres(text ?? string.Empty, out value, out error);

    private static bool Licenses(string? text, out IReadOnlyList<LicenseRequest>? value, out TextError error) =>
        CountedListText.TryReadLicenses(text ?? string.Empty, out value, out error);

    private long? Least(OptionUse use, long? old) => values.TryReadLeast(use, 0, use.Value ?? string.Empty, out long? least) ? least : old;

    private JobRequest ExtraNodeInfo(JobRequest job, OptionUse use)
    {
        string[] parts = (use.Value ?? string.Empty).Split(':');
        if (parts.Length > 3)
        {
            values.Reject(use, 0, "sockets, cores and threads are expected, such as 2:8:1");
            return job;
        }

        long?[] least = new long?[3];
        int start = 0;
        for (int i = 0; i < parts.Length; i++)
        {
            if (!values.TryReadLeast(use, start, parts[i], out least[i]))
            {
                return job;
            }

            start += parts[i].Length + 1;
        }

        return job with
        {
            HasExtraNodeInfo = true,
            SocketsPerNode = least[0] ?? job.SocketsPerNode,
            CoresPerSocket = least[1] ?? job.CoresPerSocket,
            ThreadsPerCore = least[2] ?? job.ThreadsPerCore,
        };
    }

    private string? Hint(OptionUse use, string? old)
    {
        string[] known = ["compute_bound", "memory_bound", "multithread", "nomultithread"];
        string word = (use.Value ?? string.Empty).ToLowerInvariant();
        if (known.Contains(word))
        {
            return word;
        }

        values.Reject(use, 0, $"a hint is one of {string.Join(", ", known)}");
        return old;
    }

    private NodeSharing? Sharing(OptionUse use, NodeSharing? old)
    {
        switch (use.Value?.ToLowerInvariant())
        {
            case null or "exclusive": return NodeSharing.Exclusive;
            case "oversubscribe": return NodeSharing.OverSubscribe;
            case "user": return NodeSharing.User;
            case "mcs": return NodeSharing.SecurityLabel;
            case "topo": return NodeSharing.Topology;
            default:
                values.Reject(use, 0, "nothing, user, mcs or topo is expected");
                return old;
        }
    }

    private JobRequest TresPerTask(JobRequest job, OptionUse use)
    {
        TresPerTaskText reader = new();
        if (!reader.TryRead(use.Value ?? string.Empty, out TextError error))
        {
            values.Reject(use, error.Position, error.Message);
            return job;
        }

        return job with { CpusPerTask = reader.Cpus ?? job.CpusPerTask, GresPerTask = reader.Gres, LicensesPerTask = reader.Licenses };
    }

    private JobRequest Note(JobRequest job, OptionUse use, string message)
    {
        notes.Add(use.Problem(0, $"--{use.Option.Name}: {message}"));
        return job;
    }
}
