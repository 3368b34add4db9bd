using System.Collections.Generic;

namespace SlurmBank.Engine.Requests;

/// <summary>The environment variables that sbatch reads as options (22.05 to 25.05), in the order in which it reads them.</summary>
internal static class EnvironmentOptions
{
    private static readonly (string Variable, string Option)[] Variables =
    [
        ("SBATCH_IGNORE_PBS", "ignore-pbs"), ("SBATCH_ACCOUNT", "account"), ("SBATCH_ARRAY_INX", "array"), ("SBATCH_ACCTG_FREQ", "acctg-freq"),
        ("SBATCH_BATCH", "batch"), ("SBATCH_BURST_BUFFER", "bb"), ("SBATCH_CLUSTER_CONSTRAINT", "cluster-constraint"),
        ("SBATCH_CLUSTERS", "clusters"), ("SLURM_CLUSTERS", "clusters"), ("SBATCH_CONTAINER", "container"), ("SBATCH_CONTAINER_ID", "container-id"),
        ("SBATCH_CONSTRAINT", "constraint"), ("SBATCH_CORE_SPEC", "core-spec"), ("SBATCH_CPU_FREQ_REQ", "cpu-freq"), ("SBATCH_CPUS_PER_GPU", "cpus-per-gpu"),
        ("SBATCH_DELAY_BOOT", "delay-boot"), ("SBATCH_DISTRIBUTION", "distribution"), ("SBATCH_EXCLUSIVE", "exclusive"), ("SBATCH_EXPORT", "export"),
        ("SBATCH_GET_USER_ENV", "get-user-env"), ("SBATCH_GRES", "gres"), ("SBATCH_GRES_FLAGS", "gres-flags"), ("SBATCH_GPUS", "gpus"),
        ("SBATCH_GPU_BIND", "gpu-bind"), ("SBATCH_GPU_FREQ", "gpu-freq"), ("SBATCH_GPUS_PER_NODE", "gpus-per-node"), ("SBATCH_GPUS_PER_SOCKET", "gpus-per-socket"),
        ("SBATCH_GPUS_PER_TASK", "gpus-per-task"), ("SLURM_HINT", "hint"), ("SBATCH_HINT", "hint"), ("SBATCH_JOB_NAME", "job-name"),
        ("SBATCH_MEM_BIND", "mem-bind"), ("SBATCH_MEM_PER_CPU", "mem-per-cpu"), ("SBATCH_MEM_PER_GPU", "mem-per-gpu"), ("SBATCH_MEM_PER_NODE", "mem"),
        ("SBATCH_NETWORK", "network"), ("SBATCH_NO_KILL", "no-kill"), ("SBATCH_NO_REQUEUE", "no-requeue"), ("SBATCH_OPEN_MODE", "open-mode"),
        ("SBATCH_OVERCOMMIT", "overcommit"), ("SBATCH_PARTITION", "partition"), ("SBATCH_POWER", "power"), ("SBATCH_PROFILE", "profile"), ("SBATCH_QOS", "qos"),
        ("SBATCH_REQ_SWITCH", "switches"), ("SBATCH_REQUEUE", "requeue"), ("SBATCH_RESERVATION", "reservation"), ("SBATCH_SEGMENT_SIZE", "segment"),
        ("SBATCH_SIGNAL", "signal"), ("SBATCH_SPREAD_JOB", "spread-job"), ("SBATCH_THREAD_SPEC", "thread-spec"), ("SBATCH_THREADS_PER_CORE", "threads-per-core"),
        ("SBATCH_TIMELIMIT", "time"), ("SBATCH_TRES_BIND", "tres-bind"), ("SBATCH_TRES_PER_TASK", "tres-per-task"), ("SBATCH_USE_MIN_NODES", "use-min-nodes"),
        ("SBATCH_WAIT", "wait"), ("SBATCH_WAIT_ALL_NODES", "wait-all-nodes"), ("SBATCH_WCKEY", "wckey"), ("SBATCH_ERROR", "error"),
        ("SBATCH_INPUT", "input"), ("SBATCH_OUTPUT", "output"),
    ];

    /// <summary>The options that an environment sets. An option that takes no value is set by the variable being there, whatever it holds.</summary>
    internal static List<OptionUse> Read(IReadOnlyDictionary<string, string> environment)
    {
        List<OptionUse> uses = [];
        foreach ((string variable, string name) in Variables)
        {
            if (environment.TryGetValue(variable, out string? value) && value is not null)
            {
                SbatchOption option = SbatchOption.FindAll(name)[0];
                bool bare = option.Argument == OptionArgument.None || (option.Argument == OptionArgument.Optional && value.Length == 0);
                uses.Add(new(option, bare ? null : value, new(value, RequestSource.Environment, 0, null, variable), 0));
            }
        }

        return uses;
    }
}
