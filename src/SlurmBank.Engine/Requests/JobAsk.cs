using System;
using System.Collections.Generic;

namespace SlurmBank.Engine.Requests;

/// <summary>What a count of a generic resource is for.</summary>
internal enum GresBasis
{
    /// <summary>The whole job.</summary>
    Job,

    /// <summary>Each node.</summary>
    Node,

    /// <summary>Each socket.</summary>
    Socket,

    /// <summary>Each task.</summary>
    Task,
}

/// <summary>A number of devices as a list names it.</summary>
/// <param name="Name">The resource, such as <c>gpu</c>.</param>
/// <param name="Type">The type; empty where any will do.</param>
/// <param name="Count">How many.</param>
internal readonly record struct GresItem(ReadOnlyMemory<char> Name, ReadOnlyMemory<char> Type, long Count);

/// <summary>
/// What one component of a job asks for, as the steps of <see cref="RequestSolver"/> need it. It is filled again for every request, so that a
/// request costs no memory; null and empty are "not said". Names are those of <see cref="JobRequest"/>.
/// </summary>
internal sealed class JobAsk
{
    private readonly List<(GresBasis Basis, GresItem Item)> gres = [];
    private readonly List<(bool PerTask, GresItem Item)> licenses = [];

    /// <summary>True where the numbers are those of <c>job_desc_msg_t</c>: what sbatch works out has been worked out.</summary>
    internal bool IsFromClient { get; set; }

    /// <summary>CPUs of the job where <see cref="IsFromClient"/>; null where it did not say.</summary>
    internal long? MinimumCpus { get; set; }

    internal ReadOnlyMemory<char> Account { get; set; }

    internal ReadOnlyMemory<char> Qos { get; set; }

    internal ReadOnlyMemory<char> Constraint { get; set; }

    internal bool NamesPartitions { get; set; }

    internal string? Hint { get; set; }

    internal TimeLimit? TimeLimit { get; set; }

    internal TimeLimit? MinimumTime { get; set; }

    internal long? MinimumNodes { get; set; }

    internal long? MaximumNodes { get; set; }

    internal long? Tasks { get; set; }

    internal long? CpusPerTask { get; set; }

    internal long? TasksPerNode { get; set; }

    internal long? TasksPerCore { get; set; }

    internal long? TasksPerGpu { get; set; }

    internal MemorySize? MemoryPerNode { get; set; }

    internal MemorySize? MemoryPerCpu { get; set; }

    internal MemorySize? MemoryPerGpu { get; set; }

    internal long? CpusPerGpu { get; set; }

    internal bool LicensesAreAlternatives { get; set; }

    internal NodeSharing? Sharing { get; set; }

    internal bool Overcommit { get; set; }

    internal long? MinimumCpusPerNode { get; set; }

    internal long? ThreadsPerCore { get; set; }

    internal long? SocketsPerNode { get; set; }

    internal long? CoresPerSocket { get; set; }

    internal bool HasExtraNodeInfo { get; set; }

    internal long? CoreSpecification { get; set; }

    internal long? ThreadSpecification { get; set; }

    /// <summary>The nodes that must be among the job's; empty where none is named.</summary>
    internal HostNames NodeList { get; } = new();

    /// <summary>The nodes that must not be.</summary>
    internal HostNames ExcludedNodes { get; } = new();

    /// <summary>The generic resources in the order in which they are looked at.</summary>
    internal List<(GresBasis Basis, GresItem Item)> Gres => gres;

    /// <summary>The licenses, of the job or of each task.</summary>
    internal List<(bool PerTask, GresItem Item)> Licenses => licenses;

    /// <summary>Forgets everything.</summary>
    internal void Clear()
    {
        gres.Clear();
        licenses.Clear();
        NodeList.Clear();
        ExcludedNodes.Clear();
        (Account, Qos, Constraint, Hint) = (default, default, default, null);
        (NamesPartitions, IsFromClient, Overcommit, HasExtraNodeInfo, LicensesAreAlternatives) = (false, false, false, false, false);
        (TimeLimit, MinimumTime, Sharing) = (null, null, null);
        (MinimumNodes, MaximumNodes, Tasks, CpusPerTask, MinimumCpus, MinimumCpusPerNode) = (null, null, null, null, null, null);
        (TasksPerNode, TasksPerCore, TasksPerGpu, CpusPerGpu) = (null, null, null, null);
        (MemoryPerNode, MemoryPerCpu, MemoryPerGpu) = (null, null, null);
        (ThreadsPerCore, SocketsPerNode, CoresPerSocket, CoreSpecification, ThreadSpecification) = (null, null, null, null, null);
    }

    /// <summary>Takes a request over.</summary>
    internal void Fill(JobRequest request)
    {
        Clear();
        FillNames(request);
        FillNumbers(request);
        Add(GresBasis.Job, request.Gpus);
        Add(GresBasis.Node, request.GpusPerNode);
        Add(GresBasis.Node, request.Gres);
        Add(GresBasis.Socket, request.GpusPerSocket);
        Add(GresBasis.Task, request.GpusPerTask);
        Add(GresBasis.Task, request.GresPerTask);
        Add(false, request.Licenses);
        Add(true, request.LicensesPerTask);
    }

    private void FillNames(JobRequest request)
    {
        (Account, Qos, Constraint) = (request.Account.AsMemory(), request.Qos.AsMemory(), request.Constraint.AsMemory());
        (NamesPartitions, Hint) = (request.Partitions is not null, request.Hint);
        NodeList.AddRange(request.NodeList ?? []);
        ExcludedNodes.AddRange(request.ExcludedNodes ?? []);
        (Overcommit, HasExtraNodeInfo, LicensesAreAlternatives) = (request.Overcommit, request.HasExtraNodeInfo, request.LicensesAreAlternatives);
        (TimeLimit, MinimumTime, Sharing) = (request.TimeLimit, request.MinimumTime, request.Sharing);
    }

    private void FillNumbers(JobRequest request)
    {
        (MinimumNodes, MaximumNodes) = (request.Nodes?.Minimum, request.Nodes?.Maximum);
        (Tasks, CpusPerTask, MinimumCpusPerNode) = (request.Tasks, request.CpusPerTask, request.MinimumCpusPerNode);
        (TasksPerNode, TasksPerCore, TasksPerGpu, CpusPerGpu) = (request.TasksPerNode, request.TasksPerCore, request.TasksPerGpu, request.CpusPerGpu);
        (MemoryPerNode, MemoryPerCpu, MemoryPerGpu) = (request.MemoryPerNode, request.MemoryPerCpu, request.MemoryPerGpu);
        (ThreadsPerCore, SocketsPerNode, CoresPerSocket) = (request.ThreadsPerCore, request.SocketsPerNode, request.CoresPerSocket);
        (CoreSpecification, ThreadSpecification) = (request.CoreSpecification, request.ThreadSpecification);
    }

    private void Add(GresBasis basis, IReadOnlyList<GresRequest>? list)
    {
        for (int i = 0; i < (list?.Count ?? 0); i++)
        {
            gres.Add((basis, new(list![i].Name.AsMemory(), list[i].Type.AsMemory(), list[i].Count)));
        }
    }

    private void Add(bool perTask, IReadOnlyList<LicenseRequest>? list)
    {
        for (int i = 0; i < (list?.Count ?? 0); i++)
        {
            licenses.Add((perTask, new(list![i].Name.AsMemory(), default, list[i].Count)));
        }
    }
}
