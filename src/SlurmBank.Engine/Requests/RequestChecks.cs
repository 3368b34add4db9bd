using System.Collections.Generic;
using System.Linq;

namespace SlurmBank.Engine.Requests;

/// <summary>
/// What sbatch says about options that exclude each other: given by hand together they are an error, and by hand they switch off
/// what the environment set.
/// </summary>
internal sealed class RequestChecks(List<RequestProblem> errors)
{
    private readonly Dictionary<string, OptionUse> last = [];

    internal void Saw(OptionUse use) => last[use.Option.Name] = use;

    internal JobRequest Finish(JobRequest job)
    {
        job = FinishMemory(job);
        if (ByHand("cpus-per-gpu") && (ByHand("cpus-per-task") || ByHand("tres-per-task")) && job.CpusPerTask is not null)
        {
            Refuse("cpus-per-gpu", "--cpus-per-gpu and CPUs per task exclude each other");
        }
        else if (job.CpusPerGpu is not null && job.CpusPerTask is not null)
        {
            job = ByHand("cpus-per-gpu") ? job with { CpusPerTask = null } : job with { CpusPerGpu = null };
        }

        if (ByHand("exclusive") && ByHand("oversubscribe"))
        {
            Refuse("exclusive", "--exclusive and --oversubscribe exclude each other");
        }

        if (ByHand("core-spec") && ByHand("thread-spec"))
        {
            Refuse("core-spec", "--core-spec and --thread-spec exclude each other");
        }

        foreach (string other in new[] { "gpus-per-task", "gpus-per-socket", "ntasks-per-node" })
        {
            if (ByHand("ntasks-per-gpu") && ByHand(other))
            {
                Refuse("ntasks-per-gpu", $"--ntasks-per-gpu and --{other} exclude each other");
            }
        }

        return job;
    }

    private JobRequest FinishMemory(JobRequest job)
    {
        string[] kinds = ["mem", "mem-per-cpu", "mem-per-gpu"];
        string[] byHand = [.. kinds.Where(ByHand)];
        string[] all = [.. kinds.Where(last.ContainsKey)];
        if (byHand.Length > 1 || (byHand.Length == 0 && all.Length > 1))
        {
            Refuse(all[^1], "--mem, --mem-per-cpu and --mem-per-gpu exclude each other");
        }

        string? chosen = byHand.Length == 1 ? byHand[0] : null;
        return chosen is null ? job : job with
        {
            MemoryPerNode = chosen == "mem" ? job.MemoryPerNode : null,
            MemoryPerCpu = chosen == "mem-per-cpu" ? job.MemoryPerCpu : null,
            MemoryPerGpu = chosen == "mem-per-gpu" ? job.MemoryPerGpu : null,
        };
    }

    private bool ByHand(string name) => last.TryGetValue(name, out OptionUse? use) && use.Word.Source != RequestSource.Environment;

    private void Refuse(string name, string message) => errors.Add(last[name].Problem(0, message));
}
