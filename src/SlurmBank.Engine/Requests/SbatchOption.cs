using System;
using System.Collections.Generic;
using static SlurmBank.Engine.Requests.OptionArgument;

namespace SlurmBank.Engine.Requests;

/// <summary>Whether an option takes a value.</summary>
public enum OptionArgument
{
    /// <summary>It takes none.</summary>
    None,

    /// <summary>It must have one, in the same word or the next.</summary>
    Required,

    /// <summary>It may have one, only in the same word (<c>--exclusive=user</c>).</summary>
    Optional,
}

/// <summary>An option of sbatch(1).</summary>
/// <param name="Name">The long name, without dashes.</param>
/// <param name="ShortName">The letter, where it has one.</param>
/// <param name="Argument">Whether it takes a value.</param>
/// <param name="Since">The first release with it, such as <c>23.02</c>; null where 22.05 has it already.</param>
/// <param name="Until">The last release with it; null where 25.05 still has it.</param>
public sealed record SbatchOption(string Name, char? ShortName, OptionArgument Argument, string? Since, string? Until)
{
    /// <summary>
    /// Every option of sbatch from 22.05 to 25.05, by name. Where a release changed whether an option takes a value, the form that
    /// takes both is here.
    /// </summary>
    public static IReadOnlyList<SbatchOption> All { get; } =
    [
        Make("account", 'A', Required),
        Make("acctg-freq", null, Required),
        Make("array", 'a', Required),
        Make("autocomplete", null, Required, since: "23.02"),
        Make("batch", null, Required),
        Make("bb", null, Required),
        Make("bbf", null, Required),
        Make("begin", 'b', Required),
        Make("chdir", 'D', Required),
        Make("cluster", null, Required),
        Make("cluster-constraint", null, Required),
        Make("clusters", 'M', Required),
        Make("comment", null, Required),
        Make("constraint", 'C', Required),
        Make("container", null, Required),
        Make("container-id", null, Required, since: "23.02"),
        Make("context", null, Required),
        Make("contiguous", null, None),
        Make("core-spec", 'S', Required),
        Make("cores-per-socket", null, Required),
        Make("cpu-freq", null, Required),
        Make("cpus-per-gpu", null, Required),
        Make("cpus-per-task", 'c', Required),
        Make("deadline", null, Required),
        Make("delay-boot", null, Required),
        Make("dependency", 'd', Required),
        Make("distribution", 'm', Required),
        Make("error", 'e', Required),
        Make("exclude", 'x', Required),
        Make("exclusive", null, Optional),
        Make("export", null, Required),
        Make("export-file", null, Required),
        Make("external", null, None, since: "25.05"),
        Make("extra", null, Required, since: "23.02"),
        Make("extra-node-info", 'B', Required),
        Make("get-user-env", null, Optional),
        Make("gid", null, Required),
        Make("gpu-bind", null, Required),
        Make("gpu-freq", null, Required),
        Make("gpus", 'G', Required),
        Make("gpus-per-node", null, Required),
        Make("gpus-per-socket", null, Required),
        Make("gpus-per-task", null, Required),
        Make("gres", null, Required),
        Make("gres-flags", null, Required),
        Make("help", 'h', None),
        Make("hint", null, Required),
        Make("hold", 'H', None),
        Make("ignore-pbs", null, None),
        Make("input", 'i', Required),
        Make("job-name", 'J', Required),
        Make("kill-on-invalid-dep", null, Required),
        Make("licenses", 'L', Required),
        Make("mail-type", null, Required),
        Make("mail-user", null, Required),
        Make("mcs-label", null, Required),
        Make("mem", null, Required),
        Make("mem-bind", null, Required),
        Make("mem-per-cpu", null, Required),
        Make("mem-per-gpu", null, Required),
        Make("mincpus", null, Required),
        Make("network", null, Required),
        Make("nice", null, Optional),
        Make("no-kill", 'k', Optional),
        Make("no-requeue", null, None),
        Make("nodefile", 'F', Required),
        Make("nodelist", 'w', Required),
        Make("nodes", 'N', Required),
        Make("ntasks", 'n', Required),
        Make("ntasks-per-core", null, Required),
        Make("ntasks-per-gpu", null, Required),
        Make("ntasks-per-node", null, Required),
        Make("ntasks-per-socket", null, Required),
        Make("ntasks-per-tres", null, Required),
        Make("oom-kill-step", null, Optional, since: "24.11"),
        Make("open-mode", null, Required),
        Make("output", 'o', Required),
        Make("overcommit", 'O', None),
        Make("oversubscribe", 's', None),
        Make("parsable", null, None),
        Make("partition", 'p', Required),
        Make("power", null, Required, until: "23.11"),
        Make("prefer", null, Required),
        Make("priority", null, Required),
        Make("profile", null, Required),
        Make("propagate", null, Optional),
        Make("qos", 'q', Required),
        Make("quiet", 'Q', None),
        Make("reboot", null, None),
        Make("requeue", null, None),
        Make("reservation", null, Required),
        Make("resv-ports", null, Optional, since: "24.05"),
        Make("segment", null, Required, since: "24.05"),
        Make("signal", null, Required),
        Make("sockets-per-node", null, Required),
        Make("spread-job", null, None),
        Make("stepmgr", null, None, since: "24.05"),
        Make("switches", null, Required),
        Make("tasks-per-node", null, Required),
        Make("test-only", null, None),
        Make("thread-spec", null, Required),
        Make("threads-per-core", null, Required),
        Make("time", 't', Required),
        Make("time-min", null, Required),
        Make("tmp", null, Required),
        Make("tres-bind", null, Required, since: "23.11"),
        Make("tres-per-task", null, Required, since: "23.02"),
        Make("uid", null, Required),
        Make("usage", null, None),
        Make("use-min-nodes", null, None),
        Make("verbose", 'v', None),
        Make("version", 'V', None),
        Make("wait", 'W', None),
        Make("wait-all-nodes", null, Required),
        Make("wckey", null, Required),
        Make("wrap", null, Required),
    ];

    /// <summary>The option of that letter; null where there is none.</summary>
    public static SbatchOption? Find(char shortName)
    {
        foreach (SbatchOption option in All)
        {
            if (option.ShortName == shortName)
            {
                return option;
            }
        }

        return null;
    }

    /// <summary>
    /// The options whose long name is the text, or where there is none, all whose name begins with it: getopt_long(3) accepts an
    /// abbreviation that only one option begins with.
    /// </summary>
    public static IReadOnlyList<SbatchOption> FindAll(string name)
    {
        List<SbatchOption> found = [];
        foreach (SbatchOption option in All)
        {
            if (option.Name == name)
            {
                return [option];
            }

            if (name.Length > 0 && option.Name.StartsWith(name, StringComparison.Ordinal))
            {
                found.Add(option);
            }
        }

        return found;
    }

    /// <summary>The option whose long name is nearest to a text that names none.</summary>
    internal static string NearestName(string name) => NearestWord.Find(name, All, option => option.Name);

    private static SbatchOption Make(string name, char? shortName, OptionArgument argument, string? since = null, string? until = null) =>
        new(name, shortName, argument, since, until);
}
