using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace SlurmBank.Bank.Tests.Doubles;

/// <summary>
/// A folder of scripts that stand in for Slurm's commands. They are doubles: the states that these tests need (late rows, rows that
/// change, an answer that breaks off, ten thousand accounts, a deaf slurmdbd) cannot be made on demand on a real cluster. The cluster
/// suites test the same verbs against a real one. What does not vary is what Slurm 22.05 printed, from the samples of the readers' tests.
/// </summary>
internal sealed class FakeSlurm : IDisposable
{
    public const string Cluster = "lab";
    private static readonly string Here = AppContext.BaseDirectory;

    public FakeSlurm()
    {
        Folder = Directory.CreateTempSubdirectory("slurmbank-doubles-").FullName;
        Script("sacct", "sacct.sh");
        Script("squeue", "squeue.sh");
        Script("sacctmgr", "sacctmgr.sh");
        foreach (string plain in (string[])["sdiag", "scontrol", "id", "sreport", "sshare"])
        {
            Script(plain, "plain.sh");
        }

        File.Copy(Path.Combine(Here, "Doubles", "sacct.awk"), At("sacct.awk"));
        File.Copy(Path.Combine(Here, "Doubles", "modify.awk"), At("modify.awk"));
        Directory.CreateDirectory(At("samples"));
        foreach (string sample in (string[])["sacct-helpformat.out", "nodbd-sacct.err"])
        {
            File.Copy(Path.Combine(Here, "samples", sample), At("samples/" + sample));
        }

        Put("scontrol-config.txt", Sample("scontrol-show-config.out").Replace("/etc/slurm/slurm.conf", At("slurm.conf"), StringComparison.Ordinal));
        Put("scontrol-partition.txt", Sample("scontrol-show-part-o.out"));
        Put("scontrol-node.txt", Sample("scontrol-show-node-o.out"));
        Put("id.txt", "0\n");
        Put("dbd.txt", "Configuration data\nAuthType = auth/munge\n\nSlurmDBD configuration:\nPrivateData            = none\nSlurmUser              = slurm(64030)\n");
        Put("qos.rows", "normal|1|0||1.000000|||||||||||||\n");
        Put("user.rows", "root|root|Administrator|\n");
        Put("account.rows", string.Empty);
        Put("coordinator.rows", string.Empty);
        Associations([new AssociationRow("root")]);
        Put("sreport.txt", string.Empty);
        Put("sshare.txt", string.Empty);
        DbdQueue(0);
        Jobs([]);
        Queue([]);
    }

    public string Folder { get; }

    public static string Sample(string name) => File.ReadAllText(Path.Combine(Here, "samples", name));

    public string At(string file) => Path.Combine(Folder, file);

    public void Put(string file, string text) => File.WriteAllText(At(file), text);

    public void Remove(string file) => File.Delete(At(file));

    /// <summary>Replaces a text in a file; the text has to be there.</summary>
    public void Change(string file, string before, string after)
    {
        string text = File.ReadAllText(At(file));
        Assert.Contains(before, text, StringComparison.Ordinal);
        Put(file, text.Replace(before, after, StringComparison.Ordinal));
    }

    /// <summary>Makes a command fail with Slurm's words for a daemon that does not answer.</summary>
    public void Fail(string command, bool fails = true)
    {
        if (fails)
        {
            Put("fail." + command, Sample(command.StartsWith("sacct", StringComparison.Ordinal) ? "nodbd-sacct.err" : "noctld-squeue.err"));
        }
        else
        {
            Remove("fail." + command);
        }
    }

    public void DbdQueue(long size) => Put("sdiag.txt", Sample("sdiag.out").Replace("DBD Agent queue size: 0", $"DBD Agent queue size: {size}", StringComparison.Ordinal));

    public void Jobs(IEnumerable<JobRow> rows) => Put("sacct.rows", JobRow.Header + string.Concat(rows.Select(r => r.Line())));

    public void Queue(IEnumerable<QueueRow> rows) => Put("squeue.rows", QueueRow.Header + string.Concat(rows.Select(r => r.Line())));

    public void Associations(IEnumerable<AssociationRow> rows) => Put("association.rows", string.Concat(rows.Select((r, i) => r.Line(i + 1))));

    /// <summary>What slurmctld counts: seconds of billing used, and minutes promised to running jobs.</summary>
    public void Shares(params (string Account, long Seconds, long RunMinutes)[] shares) => Put("sshare.txt", string.Concat(shares.Select(s => FormattableString.Invariant(
        $"{Cluster}|{s.Account}|||1|0.5|{s.Seconds}|0.1|0.1|0.1|1.0||cpu={s.Seconds / 60},billing={s.Seconds / 60}|cpu={s.RunMinutes},billing={s.RunMinutes}|\n"))));

    /// <summary>As after a start of slurmctld with the slurm.conf that is there, so that what it shows is in force.</summary>
    public void Restarted()
    {
        Put("slurm.conf", "# in force");
        File.SetLastWriteTimeUtc(At("slurm.conf"), new DateTime(2026, 11, 20, 0, 0, 0, DateTimeKind.Utc));
    }

    public IReadOnlyList<string> Associations() => File.ReadAllLines(At("association.rows"));

    /// <summary>The commands that were run since the last look.</summary>
    public IReadOnlyList<string> TakeCommands()
    {
        string[] lines = File.Exists(At("commands.log")) ? File.ReadAllLines(At("commands.log")) : [];
        Remove("commands.log");
        return lines;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private void Script(string name, string source)
    {
        File.Copy(Path.Combine(Here, "Doubles", source), At(name));
        File.SetUnixFileMode(At(name), (UnixFileMode)0b111_101_101);
    }
}
