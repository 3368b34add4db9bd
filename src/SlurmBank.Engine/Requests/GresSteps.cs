using System;

namespace SlurmBank.Engine.Requests;

/// <summary>
/// Generic resources as <c>gres_job_state_validate</c> works them out (slurm.md 2.6, step 4): totals, and what they say of tasks, nodes and CPUs.
/// Slurm runs it twice, in sbatch and in slurmctld, and so does this.
/// </summary>
internal static class GresSteps
{
    /// <summary>Collects the needs of a request.</summary>
    internal static void Collect(JobShape job)
    {
        foreach ((GresBasis basis, GresItem item) in job.Request.Gres)
        {
            ref GresNeed need = ref job.Gres.Of(item.Name, item.Type);
            switch (basis)
            {
                case GresBasis.Job:
                    need.PerJob = item.Count;
                    break;
                case GresBasis.Node:
                    need.PerNode = item.Count;
                    break;
                case GresBasis.Socket:
                    need.PerSocket = item.Count;
                    break;
                default:
                    need.PerTask = item.Count;
                    break;
            }
        }
    }

    /// <summary>Works out totals, tasks, nodes and CPUs.</summary>
    internal static void Apply(JobShape job)
    {
        JobAsk request = job.Request;
        if ((AnyPerTask(job) || request.TasksPerGpu is not null) && job.Tasks is null && job.MinimumNodes is long nodes && nodes == job.MaximumNodes)
        {
            job.Tasks = request.TasksPerGpu is long perGpu ? Bounded.Multiply(nodes, perGpu)
                : job.TasksPerNode is long perNode ? Bounded.Multiply(nodes, perNode)
                : job.CpusPerTask is null ? nodes : null;
        }

        Total(job);
        ApplyTasksPerGpu(job);
        foreach (ref GresNeed need in job.Gres.Items)
        {
            Reconcile(job, ref need);
        }

        Total(job);
        if (request.CpusPerGpu is long cpus)
        {
            job.MinimumCpus = Math.Max(job.MinimumCpus, Bounded.Multiply(cpus, job.GpuTotal));
        }

        if (!request.Overcommit && job.CpusPerTask is long each && job.Tasks is long tasks)
        {
            job.MinimumCpus = Math.Max(job.MinimumCpus, Bounded.Multiply(each, tasks));
        }
    }

    /// <summary>Says what Slurm would refuse; called once, when all is worked out.</summary>
    internal static void Check(JobShape job)
    {
        if (!job.Gres.HasGpu && (job.Request.CpusPerGpu is not null || job.Request.MemoryPerGpu is not null))
        {
            job.Refuse(Obstacles.Resources, "CPUs or memory per GPU are asked for, but no GPU is");
        }

        if (AnyPerTask(job) && job.Tasks is null)
        {
            job.Refuse(Obstacles.Resources, "resources per task are asked for, but no number of tasks or GPUs");
        }

        foreach (ref readonly GresNeed need in job.Gres.Items)
        {
            if (need.PerSocket is not null && job.Request.SocketsPerNode is null)
            {
                job.Refuse(Obstacles.Resources, "GPUs per socket are asked for without --sockets-per-node");
            }
        }

        foreach (ref readonly GresNeed need in job.Gres.Items)
        {
            if (need.PerJob < job.MinimumNodes)
            {
                job.Refuse(Obstacles.Resources, $"{need.PerJob} of {need.Name} cannot be spread over {job.MinimumNodes} nodes");
            }
        }
    }

    /// <summary>The count of a resource on so many nodes where nothing gives the count of the whole job.</summary>
    internal static long Count(JobShape job, in GresNeed need, long nodes)
    {
        long sockets = Bounded.Multiply(need.PerSocket ?? 0, Bounded.Multiply(nodes, job.Request.SocketsPerNode ?? 1));
        long counted = Math.Max(Bounded.Multiply(need.PerNode ?? 0, nodes), sockets);
        return Math.Max(counted, Bounded.Multiply(need.PerTask ?? 0, job.Tasks ?? 1));
    }

    private static bool AnyPerTask(JobShape job)
    {
        foreach (ref readonly GresNeed need in job.Gres.Items)
        {
            if (need.PerTask is not null)
            {
                return true;
            }
        }

        return false;
    }

    private static void Total(JobShape job)
    {
        foreach (ref GresNeed need in job.Gres.Items)
        {
            need.Total = Math.Max(need.PerJob ?? 0, Count(job, need, job.Nodes));
        }
    }

    /// <summary>Tasks from GPUs, or GPUs from tasks where none was asked for.</summary>
    private static void ApplyTasksPerGpu(JobShape job)
    {
        if (job.Request.TasksPerGpu is not long perGpu)
        {
            return;
        }

        if (job.Gres.HasGpu)
        {
            job.Tasks = Bounded.Multiply(job.GpuTotal, perGpu);
        }
        else if (job.Tasks is long tasks)
        {
            ref GresNeed gpu = ref job.Gres.Add("gpu".AsMemory(), default);
            gpu.PerJob = gpu.Total = tasks / perGpu;
        }
    }

    private static void Reconcile(JobShape job, ref GresNeed need)
    {
        Multiple(job, need, need.PerJob, need.PerNode, "job", "node");
        Multiple(job, need, need.PerJob, need.PerTask, "job", "task");
        Multiple(job, need, need.PerNode, need.PerTask, "node", "task");
        if (need.PerJob is long wanted && need.PerNode is > 0)
        {
            job.MinimumNodes = job.MaximumNodes = Bounded.DivideUp(wanted, need.PerNode.Value);
        }

        if (need.PerTask is > 0)
        {
            if (need.PerJob is long whole && job.Tasks is long known && whole / need.PerTask != known)
            {
                job.Refuse(Obstacles.Resources, $"{whole} of {need.Name} at {need.PerTask} a task are not for {known} tasks");
            }

            job.Tasks ??= need.PerJob / need.PerTask;
            need.PerJob = job.Tasks is long tasks ? Bounded.Multiply(tasks, need.PerTask.Value) : need.PerJob;
            job.TasksPerNode ??= need.PerNode >= need.PerTask ? need.PerNode / need.PerTask : null;
            job.CpusPerTask ??= need.IsGpu && job.Request.CpusPerGpu is long cpus ? Bounded.Multiply(cpus, need.PerTask.Value) : null;
        }

        if (need.PerJob is > 0 && job.MaximumNodes > need.PerJob)
        {
            job.MaximumNodes = Math.Max(need.PerJob.Value, job.Nodes);
        }
    }

    private static void Multiple(JobShape job, in GresNeed need, long? larger, long? smaller, string of, string by)
    {
        if (larger is long whole && smaller is > 0 && whole % smaller.Value != 0)
        {
            job.Refuse(Obstacles.Resources, $"{whole} of {need.Name} for a {of} are not a multiple of {smaller} for a {by}");
        }
    }
}
