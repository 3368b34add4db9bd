using System;
using System.Collections.Generic;
using System.Linq;

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
        JobRequest request = job.Request;
        Each(job, request.Gpus, (need, count) => need.PerJob = count);
        Each(job, request.GpusPerNode, (need, count) => need.PerNode = count);
        Each(job, request.Gres, (need, count) => need.PerNode = count);
        Each(job, request.GpusPerSocket, (need, count) => need.PerSocket = count);
        Each(job, request.GpusPerTask, (need, count) => need.PerTask = count);
        Each(job, request.GresPerTask, (need, count) => need.PerTask = count);
    }

    /// <summary>Works out totals, tasks, nodes and CPUs.</summary>
    internal static void Apply(JobShape job)
    {
        JobRequest request = job.Request;
        bool perTask = job.Gres.Any(need => need.PerTask is not null);
        if ((perTask || request.TasksPerGpu is not null) && job.Tasks is null && job.MinimumNodes is long nodes && nodes == job.MaximumNodes)
        {
            job.Tasks = request.TasksPerGpu is long perGpu ? Bounded.Multiply(nodes, perGpu)
                : job.TasksPerNode is long perNode ? Bounded.Multiply(nodes, perNode)
                : job.CpusPerTask is null ? nodes : null;
        }

        job.Gres.ForEach(need => Total(job, need));
        ApplyTasksPerGpu(job);
        job.Gres.ForEach(need => Reconcile(job, need));
        job.Gres.ForEach(need => Total(job, need));
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
        bool gpus = job.Gres.Any(need => need.Name == "gpu");
        if (!gpus && (job.Request.CpusPerGpu is not null || job.Request.MemoryPerGpu is not null))
        {
            job.Problems.Add("CPUs or memory per GPU are asked for, but no GPU is");
        }

        if (job.Gres.Any(need => need.PerTask is not null) && job.Tasks is null)
        {
            job.Problems.Add("resources per task are asked for, but no number of tasks or GPUs");
        }

        if (job.Gres.Any(need => need.PerSocket is not null) && job.Request.SocketsPerNode is null)
        {
            job.Problems.Add("GPUs per socket are asked for without --sockets-per-node");
        }

        foreach (GresNeed need in job.Gres.Where(need => need.PerJob < job.MinimumNodes))
        {
            job.Problems.Add($"{need.PerJob} of {need.Name} cannot be spread over {job.MinimumNodes} nodes");
        }
    }

    private static void Each(JobShape job, IReadOnlyList<GresRequest>? list, Action<GresNeed, long> set)
    {
        foreach (GresRequest item in list ?? [])
        {
            GresNeed? need = job.Gres.Find(known => known.Name == item.Name && known.Type == item.Type);
            if (need is null)
            {
                need = new(item.Name, item.Type);
                job.Gres.Add(need);
            }

            set(need, item.Count);
        }
    }

    private static void Total(JobShape job, GresNeed need)
    {
        long sockets = Bounded.Multiply(need.PerSocket ?? 0, Bounded.Multiply(job.Nodes, job.Request.SocketsPerNode ?? 1));
        long[] totals = [need.PerJob ?? 0, Bounded.Multiply(need.PerNode ?? 0, job.Nodes), sockets, Bounded.Multiply(need.PerTask ?? 0, job.Tasks ?? 1)];
        need.Total = totals.Max();
    }

    /// <summary>Tasks from GPUs, or GPUs from tasks where none was asked for.</summary>
    private static void ApplyTasksPerGpu(JobShape job)
    {
        if (job.Request.TasksPerGpu is not long perGpu)
        {
            return;
        }

        if (job.Gres.Any(need => need.Name == "gpu"))
        {
            job.Tasks = Bounded.Multiply(job.GpuTotal, perGpu);
        }
        else if (job.Tasks is long tasks)
        {
            job.Gres.Add(new("gpu", null) { PerJob = tasks / perGpu, Total = tasks / perGpu });
        }
    }

    private static void Reconcile(JobShape job, GresNeed need)
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
                job.Problems.Add($"{whole} of {need.Name} at {need.PerTask} a task are not for {known} tasks");
            }

            job.Tasks ??= need.PerJob / need.PerTask;
            need.PerJob = job.Tasks is long tasks ? Bounded.Multiply(tasks, need.PerTask.Value) : need.PerJob;
            job.TasksPerNode ??= need.PerNode >= need.PerTask ? need.PerNode / need.PerTask : null;
            job.CpusPerTask ??= need.Name == "gpu" && job.Request.CpusPerGpu is long cpus ? Bounded.Multiply(cpus, need.PerTask.Value) : null;
        }

        if (need.PerJob is > 0 && job.MaximumNodes > need.PerJob)
        {
            job.MaximumNodes = Math.Max(need.PerJob.Value, job.Nodes);
        }
    }

    private static void Multiple(JobShape job, GresNeed need, long? larger, long? smaller, string of, string by)
    {
        if (larger is long whole && smaller is > 0 && whole % smaller.Value != 0)
        {
            job.Problems.Add($"{whole} of {need.Name} for a {of} are not a multiple of {smaller} for a {by}");
        }
    }
}
