using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.Json;
using SlurmBank.Bank;
using SlurmBank.Bench.Lab;
using SlurmBank.Engine;
using SlurmBank.Ledger;
using SlurmBank.Ledger.Sqlite;

namespace SlurmBank.Bench;

/// <summary>Holds and snapshots for 10 000 accounts of the real Slurm.</summary>
internal sealed class ManyAccountsBench
{
    private const int Accounts = 10_000;
    private readonly TestCluster cluster;
    private readonly Figures figures;
    private readonly string folder;

    internal ManyAccountsBench(TestCluster cluster, Figures figures, string folder)
    {
        this.cluster = cluster;
        this.figures = figures;
        this.folder = Path.Combine(folder, "many");
    }

    internal void Run()
    {
        figures.Section($"Holds and snapshots, {Accounts} accounts in the real slurmdbd");
        cluster.AddAccounts(Accounts);
        using BankService bank = BenchBank.Open(folder, cluster.Bin);
        _ = bank.Initialize(new InitializeCommand { Reason = "bench" });
        using (var ledger = new BankLedger(SqliteLedgerStore.Open(bank.LedgerPath), new LedgerIdentity("bench", "bench", "0"), TimeProvider.System))
        {
            LedgerFill.Grant(ledger, Accounts, n => n % 20 == 0 ? ServiceUnits.Zero : ServiceUnits.Parse("1k"));
        }

        Enforce(bank, "enforce: holds 500 of them", 500);
        Enforce(bank, "enforce again: nothing to do", 0);
        Snapshot(bank);
    }

    private void Enforce(BankService bank, string what, int held)
    {
        double waited = 0;
        int commands = 0;
        void Count(Slurm.CommandReport report) => (waited, commands) = (waited + report.Duration.TotalSeconds, commands + 1);
        bank.Slurm.CommandRan += Count;
        HoldReportSet? set = null;
        double all = Measure.Time(() => set = bank.SyncHolds(new EnforceCommand { Force = true }).Single()).TotalSeconds;
        bank.Slurm.CommandRan -= Count;
        figures.Row(what, Figures.Seconds(all - waited), $"Slurm's commands {Figures.Seconds(waited)}", (all - waited) / waited, $"{commands} commands, {set!.Commands} of them changes");
        figures.Bound($"{what}: time beside Slurm's", all - waited < 1, Figures.Seconds(all - waited), "under a second");
        int done = set.Actions.Count(a => a.Action == "hold" && a.Done);
        figures.Bound($"{what}: holds placed", done == held, $"{done}", $"{held}; {set.Actions.Count(a => a.Error is not null)} errors {set.Actions.FirstOrDefault(a => a.Error is not null)?.Error}");
    }

    private void Snapshot(BankService bank)
    {
        double waited = 0;
        void Count(Slurm.CommandReport report) => waited += report.Duration.TotalSeconds;
        bank.Slurm.CommandRan += Count;
        double all = Measure.Time(() => bank.PublishSnapshot()).TotalSeconds;
        bank.Slurm.CommandRan -= Count;
        figures.Row("publish a snapshot", Figures.Millis(all - waited), $"Slurm's commands {Figures.Millis(waited)}", (all - waited) / waited);
        string[] name = [LedgerFill.Name(77)];
        (double ours, double peer) = Measure.Alternate(
            9,
            () => Measure.Time(() => _ = SnapshotService.Read(bank.SnapshotPath, TimeProvider.System).Balances(name).Single().AvailableUnits).TotalSeconds,
            () => Measure.Time(() =>
            {
                using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(bank.SnapshotPath));
            }).TotalSeconds);
        figures.Row("read it, balance of one account / plain JSON", Figures.Millis(ours), $"JsonDocument {Figures.Millis(peer)}", ours / peer, $"{new FileInfo(bank.SnapshotPath).Length / 1000} kB");
    }
}
