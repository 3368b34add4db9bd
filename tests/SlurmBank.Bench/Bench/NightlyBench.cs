using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using SlurmBank.Bank;
using SlurmBank.Bench.Lab;
using SlurmBank.Engine;
using SlurmBank.Ledger;
using SlurmBank.Ledger.Sqlite;

namespace SlurmBank.Bench;

/// <summary>
/// The night's check of all accounts, beside the way of slurm_su_bank on the same cluster: for each account one call of sacctmgr that looks whether it
/// is there, one of sshare for its usage, and one of sacctmgr that holds it where it has used more than it may, every night anew. The peer is ours,
/// written after what that program does; its own start, a Python process an account, is left out in its favour. Ours reads everything that ended
/// since, settles it, and compares all limits.
/// </summary>
internal sealed class NightlyBench
{
    private const int SpentOneIn = 20;
    private readonly TestCluster cluster;
    private readonly Figures figures;
    private readonly string folder;
    private readonly int accounts;

    internal NightlyBench(TestCluster cluster, Figures figures, string folder)
    {
        this.cluster = cluster;
        this.figures = figures;
        this.folder = Path.Combine(folder, "nightly");
        accounts = int.TryParse(Environment.GetEnvironmentVariable("SLURMBANK_BENCH_ACCOUNTS"), NumberStyles.None, CultureInfo.InvariantCulture, out int named) && named > 0 ? named : 1_000;
    }

    internal void Run()
    {
        figures.Section(string.Create(CultureInfo.InvariantCulture, $"The night's check of {accounts} accounts in the real slurmdbd, beside one account at a time"));
        cluster.AddAccounts(accounts);
        using BankService bank = BenchBank.Open(folder, cluster.Bin);
        _ = bank.Initialize(new InitializeCommand { Reason = "bench" });
        using (var ledger = new BankLedger(SqliteLedgerStore.Open(bank.LedgerPath), new LedgerIdentity("bench", "bench", "0"), TimeProvider.System))
        {
            LedgerFill.Grant(ledger, accounts, n => n % SpentOneIn == 0 ? ServiceUnits.Zero : ServiceUnits.Parse("1k"));
        }

        int commands = 0;
        bank.Slurm.CommandRan += _ => commands++;
        Night(bank, ref commands, "first night, one in twenty is to be held");
        Night(bank, ref commands, "a later night, nothing new");
    }

    private void Night(BankService bank, ref int commands, string what)
    {
        commands = 0;
        double ours = Measure.Time(() =>
        {
            _ = bank.Sync(new SyncCommand { Nightly = true });
            _ = bank.SyncHolds(new EnforceCommand { Force = true });
        }).TotalSeconds;
        int mine = commands;
        int theirs = 0;
        double peer = Measure.Time(() => theirs = Enumerable.Range(0, accounts).Sum(OneByOne)).TotalSeconds;
        foreach (string[] names in Enumerable.Range(0, accounts).Where(n => n % SpentOneIn == 0).Select(LedgerFill.Name).Chunk(500))
        {
            // The peer's limit is another one than ours; it is taken away again.
            _ = cluster.Slurm("sacctmgr", "-i", "modify", "account", "where", "account=" + string.Join(',', names), "cluster=lab", "set", "GrpTRESMins=cpu=-1");
        }

        figures.Row(what, Figures.Seconds(ours), $"one by one {Figures.Seconds(peer)}", ours / peer, string.Create(CultureInfo.InvariantCulture, $"{mine} commands / {theirs}"));
    }

    /// <summary>One account the peer's way; answers how many commands that took.</summary>
    private int OneByOne(int number)
    {
        string account = LedgerFill.Name(number);
        if (cluster.Slurm("sacctmgr", "-n", "show", "assoc", "account=" + account, "cluster=lab", "format=account,cluster").Trim().Length == 0)
        {
            throw new InvalidOperationException($"account {account} is not there");
        }

        string[] lines = cluster.Slurm("sshare", "--noheader", "--account=" + account, "--cluster=lab", "--format=RawUsage").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        long hours = lines.Length == 0 ? 0 : long.Parse(lines[^1].Trim(), CultureInfo.InvariantCulture) / 3600;
        if (number % SpentOneIn != 0 && hours <= 1_000)
        {
            return 2;
        }

        _ = cluster.Slurm("sacctmgr", "-i", "modify", "account", "where", "account=" + account, "cluster=lab", "set", "GrpTRESMins=cpu=0");
        return 3;
    }
}
