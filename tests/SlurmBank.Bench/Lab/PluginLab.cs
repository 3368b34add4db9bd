using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using SlurmBank.Bank;
using SlurmBank.Engine;
using SlurmBank.Ledger;
using SlurmBank.Ledger.Sqlite;

namespace SlurmBank.Bench.Lab;

/// <summary>A slurmctld whose plugins are changed while it runs, a bank of many accounts beside it, and jobs that are submitted.</summary>
internal sealed class PluginLab : IDisposable
{
    internal const int Accounts = 10_000;
    private const int Payers = 100;
    private const int CannotBeBuilt = 77;
    private readonly TestCluster cluster;
    private readonly string library;

    private PluginLab(TestCluster cluster)
    {
        this.cluster = cluster;
        Plugins = Path.Combine(cluster.Folder, "plugins");
        library = Path.Combine(ConfLine("PluginDir").Split(':')[0], "libslurmfull.so");
    }

    /// <summary>The folder of the bank.</summary>
    internal string Bank => Path.Combine(cluster.Folder, "bank");

    /// <summary>The folder of the benchmark's own programs.</summary>
    internal string Tools => ToolsOf(cluster);

    /// <summary>The cluster's folder of plugins.</summary>
    internal string Plugins { get; }

    private string Conf => Path.Combine(cluster.Folder, "etc/slurm.conf");

    /// <summary>Where slurmctld may write: journal and times.</summary>
    private string Written => Path.Combine(Bank, "journal");

    /// <summary>Prepares cluster, bank and plugins; null and the reason where that cannot be.</summary>
    internal static PluginLab? TryMake(TestCluster cluster, out string why)
    {
        string repository = Shell.Repository();
        string[] built = ["job_submit_slurmbank.so", "libslurmbank.so"];
        why = built.Any(f => !File.Exists(Path.Combine(repository, "out/plugins", f))) ? "out/plugins is not built" : string.Empty;
        if (why.Length == 0)
        {
            (int code, string output, string errors) = Shell.Run([Path.Combine(repository, "tests/plugins/bench/build.sh"), ToolsOf(cluster)]);
            why = code switch { 0 => string.Empty, CannotBeBuilt => errors.Trim(), _ => throw new InvalidOperationException(errors + output) };
        }

        if (why.Length > 0)
        {
            return null;
        }

        var lab = new PluginLab(cluster);
        lab.Prepare(built.Select(f => Path.Combine(repository, "out/plugins", f)));
        return lab;
    }

    /// <summary>Puts these plugins into the running slurmctld; empty for none.</summary>
    internal void Use(string names)
    {
        IEnumerable<string> lines = File.ReadAllLines(Conf).Where(l => !l.StartsWith("JobSubmitPlugins=", StringComparison.Ordinal));
        File.WriteAllLines(Conf + ".bench", names.Length == 0 ? lines : lines.Append($"JobSubmitPlugins={names}"));
        File.Move(Conf + ".bench", Conf, true);
        _ = cluster.Slurm("scontrol", "reconfigure");
    }

    /// <summary>Where the plugin of HTTP finds its server, when it is loaded next.</summary>
    internal void TellPort(int port) => File.WriteAllText(Path.Combine(cluster.Folder, "etc/http_check.port"), port.ToString(CultureInfo.InvariantCulture));

    /// <summary>Submits held jobs of alice's, spread over accounts.</summary>
    internal Submission Submit(int count, int workers = 1, int rate = 0, int window = 0, bool keep = false)
    {
        string accounts = string.Join(',', Enumerable.Range(0, Payers).Select(i => LedgerFill.Name(i * (Accounts / Payers))));
        string output = Shell.Output([
            Path.Combine(cluster.Bin, "enter"), "--user", "alice", "--", Path.Combine(Tools, "submit"), library, $"count={count}", $"workers={workers}", $"rate={rate}", $"window={window}", $"keep={(keep ? 1 : 0)}", $"accounts={accounts}"]);
        string[] lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        double[] done = [.. lines[^1].Split(' ').Skip(1).Select(Number)];
        return new Submission(new Samples(lines[..^1].Select(l => Number(l) / 1e9)), (int)done[0], (int)done[1], done[2] / 1e9);
    }

    /// <summary>Four loops of sbatch, so many held jobs each: submissions a second.</summary>
    internal double SbatchRate(int each)
    {
        string loop = $"i=0; while [ $i -lt {each} ]; do sbatch -Q -H -n 1 -t 60 -A {LedgerFill.Name(0)} -o /dev/null --wrap true || exit 1; i=$((i + 1)); done >/dev/null";
        return 4 * each / Measure.Time(() => Shell.Output(
            [Path.Combine(cluster.Bin, "enter"), "--user", "alice", "--", "sh", "-c", $"for n in 1 2 3; do ({loop}) & done; ({loop}) || exit 1; wait"])).TotalSeconds;
    }

    /// <summary>Cancels all jobs of alice's.</summary>
    internal void CancelAll() => cluster.Slurm("scancel", "--user=alice");

    /// <summary>The calls that a stopwatch has timed in this work.</summary>
    internal Samples Timed(string name, Action work)
    {
        int before = Times(name).Count;
        work();
        return new Samples(Times(name).Skip(before));
    }

    /// <summary>A counter of the gate, as its file tells it.</summary>
    internal long Counter(string name) => long.Parse(
        File.ReadLines(Path.Combine(Written, "gate.counters")).First(l => l.StartsWith(name + " ", StringComparison.Ordinal)).Split(' ')[1], CultureInfo.InvariantCulture);

    /// <summary>Ends slurmctld and starts it anew.</summary>
    internal void Restart() => cluster.Script("restart", "slurmctld");

    /// <summary>slurmctld's processor time so far; the kernel counts it in hundredths of a second.</summary>
    internal double ProcessorSeconds()
    {
        string stat = File.ReadAllText($"/proc/{Pid()}/stat");
        string[] words = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return (Number(words[11]) + Number(words[12])) / 100;
    }

    /// <summary>slurmctld's resident memory, in megabytes.</summary>
    internal double Megabytes()
    {
        string line = File.ReadLines($"/proc/{Pid()}/status").First(l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
        return Number(line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1]) / 1024;
    }

    /// <summary>How many jobs slurmctld knows.</summary>
    internal int Jobs() => cluster.Slurm("squeue", "-h", "-t", "all", "-o", "%A").Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;

    public void Dispose()
    {
        // The cluster may be somebody's: it gets the configuration back that is usual.
        string usual = Path.Combine(Bank, "usual.conf");
        File.WriteAllText(usual, "# nothing\n");
        cluster.Script("up", "--conf-extra", usual);
    }

    private string Pid() => File.ReadAllText(Path.Combine(cluster.Folder, "run/slurmctld.self")).Trim();

    private static string ToolsOf(TestCluster cluster) => Path.Combine(cluster.Folder, "bench");

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private void Prepare(IEnumerable<string> built)
    {
        Directory.CreateDirectory(Written);
        string owner = Shell.Output([Path.Combine(cluster.Bin, "enter"), "id", "-u", "slurm"]).Trim();
        _ = Shell.Output(["chown", owner, Written]);
        foreach (string file in built.Concat(["job_submit_sbwatch_gate.so", "job_submit_sbwatch_http.so"]).Select(f => Path.Combine(Tools, f)))
        {
            // What is mapped is never written: a new file takes its place.
            string place = Path.Combine(Plugins, Path.GetFileName(file));
            File.Copy(file, place + ".new", true);
            File.Move(place + ".new", place, true);
        }

        File.WriteAllText(Path.Combine(cluster.Folder, "etc/sbwatch_gate.conf"), $"{Plugins}/job_submit_slurmbank.so\n{Written}/sbwatch_gate.times\n");
        File.WriteAllText(Path.Combine(cluster.Folder, "etc/sbwatch_http.conf"), $"{Tools}/http_check.so\n{Written}/sbwatch_http.times\n");
        File.WriteAllText(Path.Combine(cluster.Folder, "etc/slurmbank_gate.conf"), $"Configuration={Bank}/bank-config.toml\n");
        File.WriteAllText(Path.Combine(Bank, "bench.conf"), "MaxJobCount=300000\nMinJobAge=2\n");
        cluster.Script("up", "--conf-extra", Path.Combine(Bank, "bench.conf"));
        cluster.AddAccounts(Accounts);
        _ = cluster.Slurm("sacctmgr", "-i", "add", "user", "alice", "account=" + string.Join(',', Enumerable.Range(0, Payers).Select(i => LedgerFill.Name(i * (Accounts / Payers)))));
        OpenBank();
    }

    private void OpenBank()
    {
        using BankService bank = BenchBank.Open(Bank, cluster.Bin, $"[gate]\npolicy = \"enforce\"\njournal = \"{Written}\"");
        if (File.Exists(bank.LedgerPath))
        {
            return;
        }

        _ = bank.Initialize(new InitializeCommand { Reason = "bench" });
        using var ledger = new BankLedger(SqliteLedgerStore.Open(bank.LedgerPath), new LedgerIdentity("bench", "bench", "0"), TimeProvider.System);
        LedgerFill.Grant(ledger, Accounts, _ => ServiceUnits.Parse("1M"));
    }

    private string ConfLine(string name) => File.ReadLines(Conf).First(l => l.StartsWith(name + "=", StringComparison.Ordinal))[(name.Length + 1)..];

    /// <summary>What the stopwatch has written: how many, then nanoseconds of four bytes each.</summary>
    private List<double> Times(string name)
    {
        string path = Path.Combine(Written, name + ".times");
        if (!File.Exists(path))
        {
            return [];
        }

        byte[] data = File.ReadAllBytes(path);
        int count = (int)Math.Min(BitConverter.ToUInt64(data), (ulong)(data.Length - sizeof(ulong)) / sizeof(uint));
        return [.. Enumerable.Range(0, count).Select(i => BitConverter.ToUInt32(data, sizeof(ulong) + (sizeof(uint) * i)) / 1e9)];
    }
}
