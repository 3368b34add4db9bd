using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Microsoft.Data.Sqlite;
using SlurmBank.Bank;
using SlurmBank.Bench.Lab;
using SlurmBank.Engine;
using SlurmBank.Ledger;
using SlurmBank.Ledger.Sqlite;

namespace SlurmBank.Bench;

/// <summary>Balances of short and long histories against a plain SELECT; settling against a plain transfer in SQLite.</summary>
internal sealed class LedgerBench
{
    private const int Accounts = 100;
    private const int Rounds = 7;
    private readonly Figures figures;
    private readonly string folder;

    internal LedgerBench(Figures figures, string folder)
    {
        this.figures = figures;
        this.folder = folder;
    }

    internal void Balances(bool full)
    {
        long many = full ? 10_000_000 : 1_000_000;
        figures.Section("Balance of one account; medians of 2000 readings");
        (string few, string lots) = (Make("few", 10_000), Make("lots", many));
        using BankService small = BenchBank.Open(few, "/nonexistent");
        using BankService large = BenchBank.Open(lots, "/nonexistent");
        (double ours, double peer) = Measure.Alternate(Rounds, () => Balance(small), () => Select(small.LedgerPath));
        (double longer, double longPeer) = Measure.Alternate(Rounds, () => Balance(large), () => Select(large.LedgerPath));
        figures.Row("10000 entries / SELECT of one row", Figures.Micros(ours), $"SELECT {Figures.Micros(peer)}", ours / peer);
        figures.Row($"{many} entries / SELECT of one row", Figures.Micros(longer), $"SELECT {Figures.Micros(longPeer)}", longer / longPeer, "rows above 10000 put there by SQL");
        figures.Row($"{many} entries / 10000 entries", Figures.Micros(longer), $"10000 {Figures.Micros(ours)}", longer / ours, "about 1 is the aim");
        figures.Bound($"balance at {many} entries", longer < 0.001, Figures.Micros(longer), "under 1 ms");
    }

    internal void Settling()
    {
        figures.Section("Settling runs, synchronous=FULL, against a plain transfer (two INSERTs, two UPDATEs) in SQLite, FULL too");
        foreach ((int batch, int count) in ((int, int)[])[(1, 300), (100, 10_000), (1000, 20_000)])
        {
            using BankLedger ledger = Ledger(SqliteLedgerStore.Create(Path.Combine(folder, $"settle{batch}.db")));
            LedgerFill.Grant(ledger, Accounts, _ => ServiceUnits.Parse("1M"));
            using SqliteConnection plain = PlainBank.Create(Path.Combine(folder, $"plain{batch}.db"));
            int round = 0;
            (double ours, double peer) = Measure.Alternate(
                5,
                () => count / Measure.Time(() => LedgerFill.Settle(ledger, 1 + ((long)count * round++), count, batch, Accounts)).TotalSeconds,
                () => count / Measure.Time(() => PlainBank.Transfer(plain, count, batch)).TotalSeconds);
            figures.Row($"runs a second, {batch} a commit / transfers", Figures.PerSecond(ours), $"transfers {Figures.PerSecond(peer)}", ours / peer, "more is better");
            if (batch == 1000)
            {
                Replay(ledger, count, round, batch);
            }
        }
    }

    /// <summary>The same runs once more, as when a window of sacct is read again: sacct's own time is not in it.</summary>
    private void Replay(BankLedger ledger, int count, int rounds, int batch)
    {
        int round = 0;
        (double again, double anew) = Measure.Alternate(
            rounds,
            () => Measure.Time(() => LedgerFill.Settle(ledger, 1 + ((long)count * round++), count, batch, Accounts)).TotalSeconds,
            () => Measure.Time(() => LedgerFill.Settle(ledger, 1 + ((long)count * (rounds + round)), count, batch, Accounts)).TotalSeconds);
        figures.Row($"settling {count} runs again / for the first time", Figures.Seconds(again), $"first {Figures.Seconds(anew)}", again / anew);
    }

    private static BankLedger Ledger(ILedgerStore store) => new(store, new LedgerIdentity("bench", "bench", "0"), TimeProvider.System);

    private string Make(string name, long entries)
    {
        string place = Path.Combine(folder, name);
        Directory.CreateDirectory(place);
        string path = Path.Combine(place, "ledger.db");
        using (BankLedger ledger = Ledger(SqliteLedgerStore.Create(path)))
        {
            LedgerFill.Grant(ledger, Accounts, _ => ServiceUnits.Parse("1M"));
            LedgerFill.Settle(ledger, 1, 10_000 - Accounts, 1000, Accounts);
        }

        LedgerFill.Lengthen(path, entries, Accounts);
        return place;
    }

    private static double Balance(BankService bank)
    {
        var times = new List<double>();
        for (int i = 0; i < 2000; i++)
        {
            string[] name = [LedgerFill.Name(i * 7 % Accounts)];
            times.Add(Measure.Time(() => _ = bank.Balances(name).Single().SpendableUnits).TotalSeconds);
        }

        return Measure.Median(times);
    }

    private static double Select(string path)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT balance FROM book WHERE id = $id";
        SqliteParameter id = command.Parameters.Add("$id", SqliteType.Integer);
        command.Prepare();
        var times = new List<double>();
        for (int i = 0; i < 2000; i++)
        {
            id.Value = 1 + (i * 7 % Accounts);
            times.Add(Measure.Time(() => _ = (long)command.ExecuteScalar()!).TotalSeconds);
        }

        return Measure.Median(times);
    }
}
