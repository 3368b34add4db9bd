using System;
using System.Collections.Generic;

namespace SlurmBank.Engine.Requests;

/// <summary>How the memory of a job is counted.</summary>
internal enum MemoryBasis
{
    /// <summary>So many MB for each CPU that is given.</summary>
    PerCpu,

    /// <summary>So many MB for each node.</summary>
    PerNode,

    /// <summary>So many MB for each GPU.</summary>
    PerGpu,

    /// <summary>All that each node has.</summary>
    WholeNode,
}

/// <summary>
/// A job while Slurm's steps complete it for one partition. The names are those of <c>job_desc_msg_t</c>, spelt out; null is NO_VAL.
/// It is used again for the next partition and the next request.
/// </summary>
internal sealed class JobShape
{
    private PartitionShape? partition;

    /// <summary>What was asked for.</summary>
    internal JobAsk Request { get; private set; } = new();

    internal PartitionShape Shape => partition!;

    internal PartitionFacts Partition => partition!.Facts;

    internal ClusterFacts Cluster => partition!.Cluster;

    /// <summary>True where texts are wanted; without them only the bits are kept.</summary>
    internal bool Explains { get; private set; }

    internal Assumed Assumed { get; private set; }

    internal Obstacles Obstacles { get; private set; }

    internal List<string> Assumptions { get; } = [];

    internal List<string> Problems { get; } = [];

    internal long? Tasks { get; set; }

    internal long? CpusPerTask { get; set; }

    /// <summary>True where releases differ in how far a limit on memory raises the CPUs of a task; the least then does not count on it.</summary>
    internal bool CpusPerTaskIsEstimate { get; set; }

    internal long? TasksPerNode { get; set; }

    internal long? MinimumNodes { get; set; }

    internal long? MaximumNodes { get; set; }

    /// <summary>CPUs of the whole job, as ReqTRES has them.</summary>
    internal long MinimumCpus { get; set; }

    /// <summary>CPUs that each node must give.</summary>
    internal long CpusPerNode { get; set; }

    internal MemoryBasis MemoryBasis { get; set; }

    internal long Memory { get; set; }

    internal GresNeeds Gres { get; } = new();

    /// <summary>Threads of a core that the job uses; null for all.</summary>
    internal long? ThreadsPerCore { get; set; }

    internal long? CoresPerSocket { get; set; }

    internal long Nodes => MinimumNodes ?? 1;

    internal long GpuTotal
    {
        get
        {
            long sum = 0;
            foreach (ref readonly GresNeed need in Gres.Items)
            {
                sum = need.IsGpu ? Bounded.Add(sum, need.Total) : sum;
            }

            return sum;
        }
    }

    /// <summary>Begins with a component in a partition.</summary>
    internal void Begin(JobAsk request, PartitionShape shape, bool explains)
    {
        (Request, partition, Explains) = (request, shape, explains);
        (Assumed, Obstacles) = (Assumed.Nothing, Obstacles.None);
        Assumptions.Clear();
        Problems.Clear();
        Gres.Clear();
        (Tasks, CpusPerTask, CpusPerTaskIsEstimate, TasksPerNode) = (null, request.CpusPerTask, false, request.TasksPerNode);
        (MinimumNodes, MaximumNodes, MinimumCpus, CpusPerNode) = (null, null, 0, request.MinimumCpusPerNode ?? 1);
        (MemoryBasis, Memory, ThreadsPerCore, CoresPerSocket) = (default, 0, request.ThreadsPerCore, request.CoresPerSocket);
    }

    /// <summary>Notes what was filled in; the text is a sentence without a full stop.</summary>
    internal void Assume(Assumed kind, string text)
    {
        Assumed |= kind;
        Note(Assumptions, text);
    }

    /// <summary>The same with a text that is made only where it is wanted.</summary>
    internal void Assume(Assumed kind, [System.Runtime.CompilerServices.InterpolatedStringHandlerArgument("")] ref JobNote text)
    {
        Assumed |= kind;
        Note(Assumptions, text.Finish());
    }

    /// <summary>Notes why the job would be refused or never start.</summary>
    internal void Refuse(Obstacles kind, string text)
    {
        Obstacles |= kind;
        Note(Problems, text);
    }

    /// <summary>The same with a text that is made only where it is wanted.</summary>
    internal void Refuse(Obstacles kind, [System.Runtime.CompilerServices.InterpolatedStringHandlerArgument("")] ref JobNote text)
    {
        Obstacles |= kind;
        Note(Problems, text.Finish());
    }

    private void Note(List<string> notes, string? text)
    {
        if (Explains && text is not null && !notes.Contains(text))
        {
            notes.Add(text);
        }
    }
}
