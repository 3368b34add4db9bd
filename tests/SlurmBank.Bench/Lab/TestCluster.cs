using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace SlurmBank.Bench.Lab;

/// <summary>A real Slurm of tests/cluster: one that stands already, or one of our own that goes with us.</summary>
internal sealed class TestCluster : IDisposable
{
    private const int CannotBeHad = 77;
    private const int AddedAtOnce = 1_000;
    private readonly string script;
    private readonly bool isOurs;

    private TestCluster(string script, string folder, bool isOurs)
    {
        this.script = script;
        this.isOurs = isOurs;
        Folder = folder;
    }

    internal string Folder { get; }

    internal string Bin => Path.Combine(Folder, "bin");

    /// <summary>Uses the cluster in this folder, or brings up one; null and the reason where that cannot be.</summary>
    internal static TestCluster? TryGet(string? folder, out string why)
    {
        string script = Path.Combine(Shell.Repository(), "tests/cluster/cluster.sh");
        why = string.Empty;
        if (folder is not null)
        {
            return new TestCluster(script, folder, false);
        }

        string own = Path.Combine(Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"slurmbank-bench-{Environment.ProcessId}"));
        (int code, string output, string errors) = Shell.Run(
            [script, "up", "--quiet", "--dir", own, "--buffer-pool", "1G", "--with-parent", Environment.ProcessId.ToString(CultureInfo.InvariantCulture)]);
        if (code == 0)
        {
            return new TestCluster(script, own, true);
        }

        why = $"{(code == CannotBeHad ? "no cluster here" : "the cluster did not come up")}: {(errors + output).Trim().ReplaceLineEndings(" ")}";
        return null;
    }

    /// <summary>Puts finished jobs into the database, as many as are missing.</summary>
    internal void FillHistory(long jobs)
    {
        long there = Count();
        if (there < jobs)
        {
            _ = Shell.Output([Path.Combine(Path.GetDirectoryName(script)!, "history.sh"), Text(jobs - there), "--dir", Folder, "--first", Text(1_000_000 + there)]);
        }
    }

    /// <summary>Adds the accounts b00000, b00001, ..., as far as they are missing.</summary>
    internal void AddAccounts(int count)
    {
        HashSet<string> there = [.. Slurm("sacctmgr", "-n", "-P", "show", "account", "format=Account").Split('\n')];
        foreach (string[] names in Enumerable.Range(0, count).Select(LedgerFill.Name).Where(n => !there.Contains(n)).Chunk(AddedAtOnce))
        {
            _ = Slurm("sacctmgr", "-i", "add", "account", string.Join(',', names), "Cluster=lab", "Parent=root");
        }
    }

    /// <summary>Calls cluster.sh for this cluster.</summary>
    internal void Script(params IReadOnlyList<string> argv) => Shell.Output([script, argv[0], "--quiet", "--dir", Folder, .. Rest(argv)]);

    internal long Count() => long.Parse(
        Shell.Output([Path.Combine(Bin, "enter"), "--cwd", "/", "mariadb", "--no-defaults", "--user=root", $"--socket={Folder}/run/mysql.sock", "--batch", "--skip-column-names", "slurm_acct_db", "-e", "select count(*) from lab_job_table where time_end > 0"]),
        CultureInfo.InvariantCulture);

    /// <summary>Runs one of Slurm's commands inside.</summary>
    internal string Slurm(params IReadOnlyList<string> argv) => Shell.Output([Path.Combine(Bin, argv[0]), .. Rest(argv)]);

    public void Dispose()
    {
        if (isOurs)
        {
            _ = Shell.Run([script, "down", "--remove", "--fast", "--quiet", "--dir", Folder]);
        }
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static IEnumerable<string> Rest(IReadOnlyList<string> argv)
    {
        for (int i = 1; i < argv.Count; i++)
        {
            yield return argv[i];
        }
    }
}
