using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.Data.Sqlite;
using SlurmBank.Bank;
using SlurmBank.Bench.Lab;
using SlurmBank.Engine;
using SlurmBank.Ledger;
using SlurmBank.Ledger.Sqlite;

namespace SlurmBank.Bench;

/// <summary>
/// Accounts that draw on one another: all on one, and in chains of a hundred, beside as many that draw on nobody; and of ten times as many accounts what of it is
/// more than ten times the time. Slurm's commands are doubles here, and their time is left out.
/// </summary>
internal static class TreeBench
{
    private const int Few = 1_000;
    private const int Many = 10_000;
    private const int Rounds = 3;
    private const double MostGrowth = 30;
    private static readonly (string Name, Func<int, int?> Parent)[] Shapes = [("flat", _ => null), ("wide", i => i == 0 ? null : 0), ("deep", i => i % 100 == 0 ? null : i - 1)];

    internal static void Run(Figures figures, string folder)
    {
        figures.Section($"{Many} accounts that draw on one account (wide), or in chains of 100 (deep), beside as many that draw on nobody (flat)");
        var times = Shapes.SelectMany(s => new[] { Few, Many }.Select(count => (s.Name, count, Times: Measured(Path.Combine(folder, $"tree-{s.Name}-{count}"), s.Parent, count)))).ToDictionary(t => (t.Name, t.count), t => t.Times);
        foreach (string what in times[("flat", Many)].Keys)
        {
            double flat = times[("flat", Many)][what];
            foreach ((string shape, _) in Shapes)
            {
                double many = times[(shape, Many)][what];
                double growth = many / times[(shape, Few)][what];
                figures.Row($"{what}, {shape} / flat", Figures.Millis(many), $"flat {Figures.Millis(flat)}", many / flat, $"{growth:0.0} times that of {Few}");
                figures.Bound($"{what}, {shape}: growth", growth < MostGrowth, $"{growth:0.0}", $"under {MostGrowth} for 10 times the accounts");
            }
        }
    }

    private static Dictionary<string, double> Measured(string place, Func<int, int?> parent, int count)
    {
        string bin = Doubles(place, parent, count);
        using (BankService begin = BenchBank.Open(place, bin))
        {
            _ = begin.Initialize(new InitializeCommand { Reason = "bench" });
        }

        Fill(Path.Combine(place, "ledger.db"), parent, count);
        using BankService bank = BenchBank.Reopen(place);
        double waited = 0;
        bank.Slurm.CommandRan += report => waited += report.Duration.TotalSeconds;
        double Beside(Action work) => Measure.Median(Enumerable.Range(0, Rounds).Select(_ =>
        {
            waited = 0;
            return Measure.Time(work).TotalSeconds - waited;
        }).ToList());
        string[] one = [LedgerFill.Name((count / 2) + 1)];
        return new Dictionary<string, double>
        {
            ["balance of one"] = Beside(() => _ = bank.Balances(one).Single()),
            ["balances of all"] = Beside(() => _ = bank.Balances([]).Count()),
            ["forecasts of all"] = Beside(() => _ = bank.Forecasts(new ForecastQuery()).Count()),
            ["plan of an enforcement"] = Beside(() => _ = bank.SyncHolds(new EnforceCommand { IsPlan = true }).Single()),
            ["snapshot"] = Beside(() => bank.PublishSnapshot()),
        };
    }

    /// <summary>Every account has a grant, every tenth a running job, every twentieth has spent all it can get.</summary>
    private static void Fill(string path, Func<int, int?> parent, int count)
    {
        using (var ledger = new BankLedger(SqliteLedgerStore.Open(path), new LedgerIdentity("bench", "bench", "0"), TimeProvider.System))
        {
            LedgerFill.Grant(ledger, count, n => n % 20 == 0 ? ServiceUnits.Zero : ServiceUnits.Parse("1k"));
            using LedgerSession session = ledger.Write();
            for (int i = 0; i < count; i += 10)
            {
                var job = new ObservedJob(new RunKey("lab", i + 1, LedgerFill.Start), $"{i + 1}", LedgerFill.Name(i), "alice", "cpu", LienPhase.Running, ServiceUnits.Parse("2k"), 1, "SU", "bench") { Qos = "normal" };
                _ = session.Liens.Observe(job);
            }

            session.Commit();
        }

        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using SqliteTransaction transaction = connection.BeginTransaction();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "INSERT INTO draw_link (id, account_id, parent_id, from_at) SELECT (SELECT ifnull(max(id), 0) + 1 FROM draw_link), c.id, p.id, 0 FROM account AS c, account AS p WHERE c.name = $child AND p.name = $parent";
        SqliteParameter child = command.Parameters.Add("$child", SqliteType.Text);
        SqliteParameter up = command.Parameters.Add("$parent", SqliteType.Text);
        for (int i = 0; i < count; i++)
        {
            if (parent(i) is int at)
            {
                (child.Value, up.Value) = (LedgerFill.Name(i), LedgerFill.Name(at));
                _ = command.ExecuteNonQuery();
            }
        }

        transaction.Commit();
    }

    /// <summary>Commands that print such a tree; a real slurmdbd takes long to be given it.</summary>
    private static string Doubles(string place, Func<int, int?> parent, int count)
    {
        string bin = Path.Combine(place, "bin");
        Directory.CreateDirectory(bin);
        using (StreamWriter rows = File.CreateText(Path.Combine(bin, "association.rows")))
        {
            rows.Write("lab|root||||1|1||||||||||||normal|\n");
            for (int i = 0; i < count; i++)
            {
                rows.Write($"lab|{LedgerFill.Name(i)}|||{(parent(i) is int at ? LedgerFill.Name(at) : "root")}|{i + 2}|1||||||||||||normal|\n");
            }
        }

        File.Copy(Path.Combine(AppContext.BaseDirectory, "samples", "scontrol-show-config.out"), Path.Combine(bin, "config"));
        File.Copy(Path.Combine(AppContext.BaseDirectory, "samples", "scontrol-show-part-o.out"), Path.Combine(bin, "partition"));
        File.Copy(Path.Combine(AppContext.BaseDirectory, "samples", "scontrol-show-node-o.out"), Path.Combine(bin, "node"));
        foreach (string command in (string[])["sacctmgr", "scontrol"])
        {
            string script = Path.Combine(bin, command);
            File.WriteAllText(script, """
                #!/bin/sh
                here=${0%/*}
                case "$*" in
                    *'show association'*) cat "$here/association.rows" ;;
                    *'show qos'*) echo 'normal|1|0||1.000000|||||||||||||' ;;
                    *'show configuration'*) echo 'PrivateData            = none' ;;
                    *config*) cat "$here/config" ;;
                    *partition*) cat "$here/partition" ;;
                    *node*) cat "$here/node" ;;
                esac
                """);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(script, (UnixFileMode)0b111_101_101);
            }
        }

        return bin;
    }
}
