using System;

namespace SlurmBank.Engine.Requests;

/// <summary>
/// How many nodes and CPUs a job is given at least and at most. Cores are given whole, sockets and nodes too where the cluster says so;
/// tasks may share a core only where they have one CPU each (slurm.md 2.6, AllocTRES).
/// </summary>
internal readonly struct CpuBounds
{
    private readonly JobShape job;
    private readonly NodeChoice choice;
    private readonly SelectRules rules;

    internal CpuBounds(JobShape job, NodeChoice choice, SelectRules rules)
    {
        (this.job, this.choice, this.rules) = (job, choice, rules);
        CpusOfATask = job.CpusPerTask ?? 1;
        Tasks = job.Tasks ?? Math.Max(1, Bounded.DivideUp(job.MinimumCpus, CpusOfATask));
        Demand = Math.Max(job.MinimumCpus, job.Nodes);
        if (!job.Request.Overcommit && !job.CpusPerTaskIsEstimate)
        {
            Demand = Math.Max(Demand, Bounded.Multiply(Math.Max(job.Nodes, job.Tasks ?? 0), CpusOfATask));
        }

        LowerNodes = MakeLowerNodes();
        UpperNodes = Math.Max(LowerNodes, MakeUpperNodes());
        Lower = MakeLower();
        Upper = Math.Max(MakeUpper(), Lower);
    }

    internal long LowerNodes { get; }

    internal long UpperNodes { get; }

    internal long Lower { get; }

    internal long Upper { get; }

    /// <summary>CPUs that memory per CPU is counted on, at least: threads that the job does not use do not count.</summary>
    internal long LowerForMemory => !choice.IsKnown || PacksByTask || rules.Unit == AllocationUnit.Cpu ? Demand
        : UsesAllThreads ? Lower
        : choice.Min(this, static (self, node) => self.Lower / node.Threads * self.Used(node));

    /// <summary>The same at most.</summary>
    internal long UpperForMemory => UsesAllThreads || !choice.IsKnown ? Upper : choice.Max(this, static (self, node) => Bounded.DivideUp(self.Upper, node.Threads) * self.Used(node));

    private long CpusOfATask { get; }

    private long Tasks { get; }

    private long Demand { get; }

    private bool PacksByTask => rules.OneTaskPerCore || job.Request.TasksPerCore is not null;

    private bool UsesAllThreads => job.ThreadsPerCore is null;

    private long Used(NodeGroup node) => Math.Min(node.Threads, job.ThreadsPerCore ?? long.MaxValue);

    private long MakeLowerNodes()
    {
        long nodes = job.Nodes;
        if (job.TasksPerNode is > 0 && job.Tasks is long tasks && !job.Request.Overcommit)
        {
            nodes = Math.Max(nodes, Bounded.DivideUp(tasks, job.TasksPerNode.Value));
        }

        if (!choice.IsKnown || nodes == 0)
        {
            return nodes;
        }

        long perNode = choice.Max(0, static (_, node) => node.Cpus);
        return Math.Max(nodes, Math.Min(Bounded.DivideUp(Demand, Math.Max(1, perNode)), Math.Max(nodes, choice.Count)));
    }

    /// <summary>Without a maximum a job may be spread as far as it has tasks or devices.</summary>
    private long MakeUpperNodes()
    {
        long devices = 0;
        foreach (ref readonly GresNeed need in job.Gres.Items)
        {
            devices = Math.Max(devices, need.PerJob ?? 0);
        }

        long spread = Math.Max(Math.Max(job.Nodes, devices), Tasks);
        long nodes = job.MaximumNodes ?? spread;
        nodes = Math.Min(nodes, job.Partition.MaximumNodes ?? nodes);
        return choice.IsKnown ? Math.Min(nodes, choice.Count) : nodes;
    }

    private long MakeLower()
    {
        if (!choice.IsKnown || LowerNodes == 0)
        {
            return LowerNodes == 0 ? job.MinimumCpus : Demand;
        }

        return rules.Unit == AllocationUnit.Node
            ? choice.Sum(LowerNodes, smallest: true, 0, static (_, node) => node.Cpus)
            : choice.Min(this, static (self, node) => Math.Max(self.LowerOn(node), Bounded.Multiply(self.LowerNodes, self.UnitOf(node))));
    }

    private long LowerOn(NodeGroup node)
    {
        if (rules.Unit == AllocationUnit.Cpu)
        {
            return Demand;
        }

        (long threads, long used) = (node.Threads, Used(node));
        long cores = Bounded.DivideUp(Demand, used);
        if (PacksByTask && job.Tasks is long tasks && !job.Request.Overcommit)
        {
            long perCore = rules.OneTaskPerCore ? 1 : Math.Max(1, job.Request.TasksPerCore ?? 1);
            cores = Math.Max(cores, Bounded.DivideUp(tasks, perCore));
        }

        long cpus = Bounded.Multiply(cores, threads);
        return rules.Unit == AllocationUnit.Socket ? Bounded.Multiply(Bounded.DivideUp(cpus, UnitOf(node)), UnitOf(node)) : cpus;
    }

    private long MakeUpper()
    {
        if (!choice.IsKnown || UpperNodes == 0)
        {
            return UpperNodes == 0 ? job.MinimumCpus : Math.Max(Demand, Bounded.Multiply(Tasks, CpusOfATask));
        }

        long whole = choice.Sum(UpperNodes, smallest: false, 0, static (_, node) => node.Cpus);
        return rules.Unit == AllocationUnit.Node || rules.MayBeWholeNodes ? whole : Math.Min(whole, choice.Max(this, static (self, node) => self.UpperOn(node)));
    }

    private long UpperOn(NodeGroup node)
    {
        (long threads, long used) = (node.Threads, Used(node));
        long inTasks = Bounded.Multiply(Tasks, CpusOfATask);
        long perNode = Bounded.Multiply(UpperNodes, job.CpusPerNode);
        long byDevice = Bounded.Multiply(job.Shape.DefaultCpusPerGpu is long perGpu && job.Request.CpusPerTask is null && job.Request.CpusPerGpu is null ? perGpu : 0, job.GpuTotal);
        long demand = Math.Max(Math.Max(Demand, inTasks), Math.Max(perNode, byDevice));
        if (rules.Unit == AllocationUnit.Cpu && used == threads && !PacksByTask)
        {
            return demand;
        }

        // Tasks of one CPU fill cores up; one core of each node may stay partly empty. Larger tasks begin on cores of their own.
        bool share = CpusOfATask == 1 && !PacksByTask && rules.Unit != AllocationUnit.Socket;
        long alone = Bounded.Multiply(Tasks, Bounded.DivideUp(CpusOfATask, used));
        long filled = demand > inTasks || share ? Bounded.Add(demand, Bounded.Multiply(UpperNodes, used - 1)) / used : 0;
        long cores = share ? filled : Math.Max(alone, filled);
        long cpus = Bounded.Multiply(Math.Max(cores, UpperNodes), threads);
        if (rules.Unit != AllocationUnit.Socket)
        {
            return cpus;
        }

        long sockets = Math.Max(Bounded.Multiply(Tasks, Bounded.DivideUp(Bounded.Multiply(Bounded.DivideUp(CpusOfATask, used), threads), UnitOf(node))), Bounded.DivideUp(cpus, UnitOf(node)));
        return Bounded.Multiply(Bounded.Add(sockets, demand > inTasks ? UpperNodes : 0), UnitOf(node));
    }

    private long UnitOf(NodeGroup node) => rules.Unit switch
    {
        AllocationUnit.Socket => Bounded.Multiply(node.Threads, node.Facts.CoresPerSocket),
        AllocationUnit.Core => node.Threads,
        _ => 1,
    };
}
