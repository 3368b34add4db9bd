using System;
using SlurmBank.Engine;
using SlurmBank.Engine.Requests;

namespace SlurmBank.Native;

/// <summary>Makes an ask of a request as job_submit sees it. Numbers are Slurm's; whatever is out of its range is taken as not said or refused.</summary>
internal sealed class RequestReader
{
    private const long MostMemory = 1L << 50;
    private const int MostNodes = 100_000;

    private readonly TextSpace texts;
    private readonly ResourceReader resources;
    private readonly ArrayCount arrays = new();
    private readonly HostListText hosts = new();

    internal RequestReader(TextSpace texts)
    {
        this.texts = texts;
        resources = new(texts);
    }

    /// <summary>The partitions that were named; empty for none.</summary>
    internal ReadOnlyMemory<char> Partitions { get; private set; }

    /// <summary>The tasks of the array; 1 where there is none.</summary>
    internal long ArrayTasks { get; private set; }

    /// <summary>The highest task number; -1 where there is no array, or where only the number of tasks is known.</summary>
    internal long LastArrayTask { get; private set; }

    internal bool IsArray { get; private set; }

    /// <summary>Fills the ask; <see cref="Code.Ok"/>, <see cref="Code.Range"/> or <see cref="Code.Text"/>.</summary>
    internal int Read(in NativeRequest request, JobAsk ask)
    {
        ask.Clear();
        ask.IsFromClient = true;
        if (!texts.TryRead(request.Account, out ReadOnlyMemory<char> account) || !texts.TryRead(request.Partition, out ReadOnlyMemory<char> partitions)
            || !texts.TryRead(request.Qos, out ReadOnlyMemory<char> qos) || !texts.TryRead(request.Features, out ReadOnlyMemory<char> features))
        {
            return Code.Range;
        }

        (ask.Account, ask.Qos, ask.Constraint, Partitions) = (account, qos, features, partitions);
        ReadNumbers(request, ask);
        if (!TryReadMemory(request.Memory, ask))
        {
            return Code.Range;
        }

        int code = ReadArray(request);
        code = code == Code.Ok ? resources.Read(request, ask) : code;
        code = code == Code.Ok ? ReadNodes(request.RequiredNodes, ask.NodeList) : code;
        return code == Code.Ok ? ReadNodes(request.ExcludedNodes, ask.ExcludedNodes) : code;
    }

    private static void ReadNumbers(in NativeRequest request, JobAsk ask)
    {
        ask.TimeLimit = request.TimeLimit switch
        {
            Abi.Unset => null,
            Abi.Infinite or 0 => TimeLimit.Unlimited,
            uint minutes => TimeLimit.FromMinutes(minutes),
        };
        ask.MinimumTime = Positive(request.TimeMinimum) is long least ? TimeLimit.FromMinutes(least) : null;
        ask.MinimumCpus = Said(request.MinCpus);
        ask.MinimumNodes = Said(request.MinNodes);
        ask.MaximumNodes = Positive(request.MaxNodes);
        ask.Tasks = Said(request.Tasks);
        ask.CpusPerTask = Positive(request.CpusPerTask);
        ask.MinimumCpusPerNode = Positive(request.MinCpusPerNode);
        ask.TasksPerNode = Positive(request.TasksPerNode);
        ask.TasksPerCore = Positive(request.TasksPerCore);
        ask.TasksPerGpu = Positive(request.TasksPerTres);
        ask.SocketsPerNode = Positive(request.SocketsPerNode);
        ask.CoresPerSocket = Positive(request.CoresPerSocket);
        ask.ThreadsPerCore = Positive(request.ThreadsPerCore);
        ask.Overcommit = request.Overcommit == 1;
        ask.Sharing = request.Shared switch
        {
            0 => NodeSharing.Exclusive,
            1 => NodeSharing.OverSubscribe,
            2 => NodeSharing.User,
            3 => NodeSharing.SecurityLabel,
            4 => NodeSharing.Topology,
            _ => null,
        };
        if (Said(request.CoreSpec) is long reserved)
        {
            bool threads = (reserved & Abi.CoreSpecThreads) != 0;
            ask.CoreSpecification = threads ? null : reserved;
            ask.ThreadSpecification = threads ? reserved & ~(long)Abi.CoreSpecThreads : null;
        }
    }

    private static bool TryReadMemory(ulong memory, JobAsk ask)
    {
        if (memory == Abi.Unset64)
        {
            return true;
        }

        bool perCpu = (memory & Abi.MemoryPerCpu) != 0;
        ulong megabytes = memory & ~Abi.MemoryPerCpu;
        if (megabytes > MostMemory)
        {
            return false;
        }

        ask.MemoryPerCpu = perCpu ? MemorySize.FromMegabytes((long)megabytes) : null;
        ask.MemoryPerNode = perCpu ? null : MemorySize.FromMegabytes((long)megabytes);
        return true;
    }

    private static long? Said(uint value) => value is Abi.Unset or Abi.Infinite ? null : value;

    private static long? Positive(uint value) => value is 0 or Abi.Unset or Abi.Infinite ? null : value;

    private int ReadArray(in NativeRequest request)
    {
        (ArrayTasks, LastArrayTask, IsArray) = (1, -1, false);
        if (!texts.TryRead(request.Array, out ReadOnlyMemory<char> array))
        {
            return Code.Range;
        }

        if (request.ArrayTasks > 0)
        {
            (ArrayTasks, IsArray) = (request.ArrayTasks, true);
            return Code.Ok;
        }

        if (array.IsEmpty)
        {
            return Code.Ok;
        }

        bool read = arrays.TryRead(array, out long tasks, out long last);
        (ArrayTasks, LastArrayTask, IsArray) = (tasks, last, true);
        return read && tasks > 0 ? Code.Ok : Code.Text;
    }

    private int ReadNodes(in NativeText text, HostNames names)
    {
        if (!texts.TryRead(text, out ReadOnlyMemory<char> list))
        {
            return Code.Range;
        }

        return list.IsEmpty || hosts.TryRead(list, MostNodes, names, out _) ? Code.Ok : Code.Text;
    }
}
