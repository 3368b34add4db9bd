using System;
using System.Linq;

namespace SlurmBank.Engine.Requests;

/// <summary>
/// Tasks, nodes and CPUs as sbatch and then slurmctld work them out (slurm.md 2.6, steps 1 and 2; the implied tasks are sbatch's own).
/// </summary>
internal static class ShapeSteps
{
    /// <summary>What sbatch sends.</summary>
    internal static void Client(JobShape job)
    {
        JobAsk request = job.Request;
        if (request.IsFromClient)
        {
            FromClient(job);
            return;
        }

        ApplyHint(job);
        long? minimum = request.MinimumNodes ?? NodeListCount(request);
        long? maximum = request.MaximumNodes;
        bool fixedNodes = maximum is null || maximum == minimum;
        long tasks = request.Tasks ?? 1;
        bool tasksSet = request.Tasks is not null;
        if ((minimum is not null || request.HasExtraNodeInfo) && fixedNodes && request.TasksPerNode is null && !tasksSet)
        {
            tasks = ImpliedTasks(job, minimum ?? 1, out tasksSet);
        }
        else if (minimum is not null && tasksSet)
        {
            FitNodesToTasks(job, tasks, ref minimum, ref maximum);
        }

        long estimate = request.TasksPerNode is long perNode && !tasksSet && fixedNodes ? Bounded.Multiply(minimum ?? 1, perNode) : tasks;
        job.MinimumCpus = request.Overcommit ? Math.Max(minimum ?? 1, 1)
            : job.CpusPerTask is long cpus ? Bounded.Multiply(estimate, cpus)
            : minimum == 0 ? 0 : estimate;
        job.CpusPerNode = Math.Max(job.CpusPerNode, job.CpusPerTask ?? 1);
        job.Tasks = tasksSet ? tasks : null;
        job.MinimumNodes = minimum ?? (tasksSet && request.TasksPerNode is long each ? Bounded.DivideUp(tasks, each) : null);
        job.MaximumNodes = maximum;
    }

    /// <summary>What slurmctld adds before the partition is looked at.</summary>
    internal static void Controller(JobShape job)
    {
        if (job.MinimumNodes is null)
        {
            job.MinimumNodes = 1;
            job.Assume(Assumed.Nodes, "nodes: at least 1, none was asked for");
        }

        job.Tasks ??= job.Request.TasksPerGpu is long perGpu ? Bounded.Multiply(job.Nodes, perGpu)
            : job.TasksPerNode is long perNode ? Bounded.Multiply(job.Nodes, perNode)
            : null;
        if (!job.Request.Overcommit && job.Tasks is long tasks && tasks > job.MinimumCpus)
        {
            job.MinimumCpus = Bounded.Multiply(tasks, job.CpusPerTask ?? 1);
        }

        if (job.Request.Tasks is null && job.Tasks is long implied)
        {
            job.Assume(Assumed.Tasks, $"tasks: {implied}, from the other options");
        }
        else if (job.Request.Tasks is null)
        {
            job.Assume(Assumed.Tasks, "tasks: not asked for, one for each node");
        }

        if (job.CpusPerTask is null && job.Request.CpusPerGpu is null)
        {
            job.Assume(Assumed.Cpus, "CPUs per task: 1, none was asked for");
        }
    }

    /// <summary>What the job record keeps for each node once everything is known.</summary>
    internal static void Finish(JobShape job)
    {
        if (job.TasksPerNode is long perNode && !job.Request.Overcommit && job.Tasks > 1)
        {
            job.CpusPerNode = Math.Max(job.CpusPerNode, Bounded.Multiply(job.CpusPerTask ?? 1, perNode));
        }

        job.CpusPerNode = Math.Max(job.CpusPerNode, job.CpusPerTask ?? 1);
    }

    private static void ApplyHint(JobShape job)
    {
        if (job.Request.Hint is "nomultithread" or "compute_bound" or "memory_bound")
        {
            job.ThreadsPerCore ??= 1;
            job.CoresPerSocket ??= job.Request.Hint == "memory_bound" ? 1 : null;
        }
    }

    /// <summary>One task a node, times the sockets, cores and threads that were named; naming one of those also fixes the number.</summary>
    private static long ImpliedTasks(JobShape job, long nodes, out bool fixedTasks)
    {
        long tasks = Math.Max(nodes, 1);
        (long? sockets, long? cores, long? threads) = (job.Request.SocketsPerNode, job.CoresPerSocket, job.ThreadsPerCore);
        fixedTasks = sockets is not null || cores is not null || threads is not null;
        return Bounded.Multiply(Bounded.Multiply(Bounded.Multiply(tasks, sockets ?? 1), cores ?? 1), threads ?? 1);
    }

    private static void FitNodesToTasks(JobShape job, long tasks, ref long? minimum, ref long? maximum)
    {
        if (maximum > tasks)
        {
            maximum = tasks;
        }

        if (minimum > tasks)
        {
            job.Assume(Assumed.Nodes, $"nodes: {tasks}, since {tasks} tasks cannot use {minimum}");
            (minimum, maximum) = (tasks, tasks);
        }
    }

    /// <summary>What sbatch sent is what there is; what it left out is filled in as it would have done.</summary>
    private static void FromClient(JobShape job)
    {
        JobAsk request = job.Request;
        job.CpusPerNode = Math.Max(job.CpusPerNode, job.CpusPerTask ?? 1);
        job.Tasks = request.Tasks;
        job.MinimumNodes = request.MinimumNodes ?? NodeListCount(request);
        job.MaximumNodes = request.MaximumNodes;
        long estimate = request.Tasks ?? Bounded.Multiply(Math.Max(job.MinimumNodes ?? 1, 1), request.TasksPerNode ?? 1);
        job.MinimumCpus = request.MinimumCpus
            ?? (request.Overcommit ? Math.Max(job.MinimumNodes ?? 1, 1) : Bounded.Multiply(estimate, job.CpusPerTask ?? 1));
    }

    private static long? NodeListCount(JobAsk request) =>
        request.NodeList.Count > 0 ? request.NodeList.Distinct : null;
}
