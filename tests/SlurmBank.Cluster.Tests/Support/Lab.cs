using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;

namespace SlurmBank.Cluster.Tests;

/// <summary>One real Slurm, brought up by tests/cluster/cluster.sh in a folder of its own and gone with the test process.</summary>
internal sealed class Lab : IDisposable
{
    private static readonly Dictionary<string, string> RawTimes = new() { ["SLURM_TIME_FORMAT"] = "%s", ["TZ"] = "UTC" };

    private static int count;

    /// <param name="name">What it is for.</param>
    /// <param name="conf">Lines for slurm.conf.</param>
    /// <param name="options">More options of <c>cluster.sh up</c>.</param>
    internal Lab(string name, string conf = "", params string[] options)
    {
        Folder = Path.Combine(Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"slurmbank-test-{name}-{Environment.ProcessId}-{Interlocked.Increment(ref count)}"));
        Directory.CreateDirectory(Folder);
        string extra = Folder + ".conf";
        File.WriteAllText(extra, conf);
        string parent = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        Answer answer = Shell.Run([Script, "up", "--quiet", "--dir", Folder, "--with-parent", parent, "--conf-extra", extra, .. options], seconds: 300);
        File.Delete(extra);
        if (answer.ExitCode != 0)
        {
            throw new InvalidOperationException($"the cluster did not come up: {answer.Text}");
        }
    }

    internal static string Script => Path.Combine(Root, "tests/cluster/cluster.sh");

    internal static string Root { get; } = FindRoot();

    internal string Folder { get; }

    /// <summary>Whether this Slurm is of that release or a later one.</summary>
    internal bool IsSince(int major, int minor) => Version.Parse(Run("slurmctld", "-V").Output.Split(' ')[1].Split('-')[0].Trim()) >= new Version(major, minor);

    internal string Enter => Path.Combine(Folder, "bin/enter");

    /// <summary>Runs a command inside, as root; it has to succeed.</summary>
    internal Answer Run(params string[] command) => Must([Enter, "--", .. command]);

    /// <summary>Runs a command inside, as root, whatever comes of it.</summary>
    internal Answer Try(params string[] command) => Shell.Run([Enter, "--", .. command]);

    /// <summary>Runs a bash script inside as a user; it has to succeed.</summary>
    internal Answer Bash(string user, string script) => Must([Enter, "--user", user, "--", "bash", "-euo", "pipefail", "-s"], script);

    /// <summary>A verb of cluster.sh, such as <c>stop slurmdbd</c>.</summary>
    internal void Daemon(string verb, params string[] daemons) => Must([Script, verb, "--dir", Folder, .. daemons]);

    /// <summary>Makes accounts directly below root, or below <paramref name="parent"/>, each with these users.</summary>
    internal void Accounts(IEnumerable<string> names, string users = "alice", string parent = "root")
    {
        string list = string.Join(',', names);
        _ = Run("sacctmgr", "-i", "add", "account", list, "parent=" + parent);
        if (users.Length > 0)
        {
            _ = Run("sacctmgr", "-i", "add", "user", users, "account=" + list);
        }
    }

    /// <summary>Submits a job of alice that writes no output; answers with its number.</summary>
    internal long Submit(string account, string body, params string[] options)
    {
        Answer answer = Must([Enter, "--user", "alice", "--", "sbatch", "--parsable", "-o", "/dev/null", "-A", account, .. options, "--wrap", body]);
        return long.Parse(answer.Output.Trim().Split(';')[0], CultureInfo.InvariantCulture);
    }

    /// <summary>State and reason of a job as squeue shows them; empty where it does not have it any more.</summary>
    internal string StateOf(long job)
    {
        Answer answer = Try("squeue", "-h", "-t", "all", "-j", job.ToString(CultureInfo.InvariantCulture), "-o", "%T %r");
        return answer.ExitCode == 0 ? answer.Output.Trim() : string.Empty;
    }

    internal void AwaitState(long job, params string[] states) =>
        Shell.Await($"job {job} {string.Join(" or ", states)}", 90, () => states.Any(s => StateOf(job).Contains(s, StringComparison.Ordinal)), () => StateOf(job));

    /// <summary>Waits until nothing runs or waits, beside what is named, and slurmdbd has all of it.</summary>
    internal void AwaitIdle(int seconds = 180, params long[] beside)
    {
        string[] kept = [.. beside.Select(job => job.ToString(CultureInfo.InvariantCulture))];
        Shell.Await(
            "an empty queue",
            seconds,
            () => Try("squeue", "-h", "-t", "PD,R,CF,CG,S", "-o", "%A") is { ExitCode: 0 } answer && answer.Lines.All(kept.Contains),
            () => Try("squeue").Output);
        AwaitAccounting();
        Shell.Await("the end of every job in sacct", 90, () => AllAccounted(beside), () => Try("sacct", "-a", "-X", "-D", "-S", "now-1hour").Output);
    }

    /// <summary>slurmctld may tell a job's end some seconds after the queue to slurmdbd was empty: it first waits for the answer to the job's start.</summary>
    private bool AllAccounted(long[] beside)
    {
        IReadOnlyList<string> finished = Try("squeue", "-h", "-r", "-t", "CD,F,TO,NF,BF,OOM", "-o", "%i").Lines;
        ILookup<string, RawRun> runs = Runs().ToLookup(r => r.JobId);
        return runs.SelectMany(r => r).All(r => r.End is not null || beside.Contains(r.JobIdRaw)) && finished.All(runs.Contains);
    }

    /// <summary>Waits until nothing waits for slurmdbd.</summary>
    internal void AwaitAccounting() => Shell.Await("an empty queue to slurmdbd", 60, () => DbdQueue() == 0);

    /// <summary>Sees that a node comes back: one that was down does so by itself when it registers (ReturnToService=2), and resuming it then is refused.</summary>
    internal void AwaitNode(string node) => Shell.Await(
        node + " in service",
        90,
        () =>
        {
            _ = Try("scontrol", "update", "NodeName=" + node, "State=RESUME");
            return Try("sinfo", "-h", "-n", node, "-o", "%t").Output.Split('\n')[0] is "idle" or "mix" or "alloc";
        },
        () => Try("sinfo", "-N", "-l").Output);

    internal int DbdQueue() =>
        Try("sdiag").Lines.Where(l => l.StartsWith("DBD Agent queue size:", StringComparison.Ordinal)).Select(l => int.Parse(l.Split(':')[1], CultureInfo.InvariantCulture)).DefaultIfEmpty(-1).First();

    /// <summary>Asks the database of slurmdbd itself.</summary>
    internal Answer Sql(string text) => Must(
        [Enter, "--cwd", "/", "--", "mariadb", "--no-defaults", "--user=root", $"--socket={Folder}/run/mysql.sock", "--batch", "--skip-column-names", "slurm_acct_db"], text);

    /// <summary>
    /// All runs that sacct has, read by the test's own few lines. Asked until long from now: a job that was cancelled before it
    /// might have begun is listed only where the window reaches to its begin.
    /// </summary>
    internal IReadOnlyList<RawRun> Runs(params string[] options)
    {
        Answer answer = Must([Enter, "--", "sacct", "-a", "-D", "-X", "-P", "-n", "-S", "1970-01-02", "-E", "now+10days", "--noconvert", "--format=" + RawRun.Columns, .. options], null, RawTimes);
        return [.. answer.Lines.Select(RawRun.Read)];
    }

    public void Dispose() => _ = Shell.Run([Script, "down", "--quiet", "--dir", Folder, "--remove", "--fast"]);

    private static Answer Must(IEnumerable<string> command, string? input = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        string[] all = [.. command];
        Answer answer = Shell.Run(all, input, environment);
        return answer.ExitCode == 0 ? answer : throw new InvalidOperationException($"{string.Join(' ', all)}: {answer.Text}");
    }

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "SlurmBank.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("the tests are not in a checkout");
    }
}
