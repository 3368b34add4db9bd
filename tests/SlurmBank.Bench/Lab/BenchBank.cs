using System;
using System.Globalization;
using System.IO;
using SlurmBank.Bank;
using SlurmBank.Engine;
using SlurmBank.Ledger.Sqlite;

namespace SlurmBank.Bench.Lab;

/// <summary>A bank in a folder of its own, on a test cluster.</summary>
internal static class BenchBank
{
    /// <summary>Writes the configuration and opens the bank.</summary>
    /// <param name="folder">Where ledger, snapshot and configuration lie.</param>
    /// <param name="bin">The folder of Slurm's commands.</param>
    /// <param name="more">Further lines of the configuration.</param>
    internal static BankService Open(string folder, string bin, string more = "")
    {
        Directory.CreateDirectory(folder);
        string path = Path.Combine(folder, "bank-config.toml");
        File.WriteAllText(path, $"""
            [slurm]
            bin = "{bin}"
            timeout = "10m"
            [ledger]
            path = "{folder}/ledger.db"
            snapshot = "{folder}/snapshot.json"
            [enforce]
            mode = "enforce"
            {more}
            """);
        return Reopen(folder);
    }

    /// <summary>Opens the bank with the configuration that lies there.</summary>
    internal static BankService Reopen(string folder) => BankService.Open(new BankOptions
    {
        Source = "bench",
        ConfigurationPath = Path.Combine(folder, "bank-config.toml"),
        OpenStore = p => SqliteLedgerStore.Open(p),
        CreateStore = p => SqliteLedgerStore.Create(p),
    });

    /// <summary>Opens the books and gives the cluster's accounts funds: one has enough, one runs dry on the way, one has two windows.</summary>
    internal static void Begin(BankService bank, DateTimeOffset open)
    {
        _ = bank.Initialize(new InitializeCommand { BooksOpen = SiteMoment.FromInstant(open), Reason = "bench" });
        SiteMoment half = SiteMoment.FromInstant(open.AddDays(180));
        Grant(bank, "physics", "100M", SiteMoment.FromInstant(open), null);
        Grant(bank, "chem", "100k", SiteMoment.FromInstant(open), null);
        Grant(bank, "industry", "20M", SiteMoment.FromInstant(open), half);
        Grant(bank, "industry", "100M", half, null);
    }

    private static void Grant(BankService bank, string account, string amount, SiteMoment start, SiteMoment? end) =>
        _ = bank.Grant(new GrantCommand { Account = account, Amount = ServiceUnits.Parse(amount), StartDate = start, EndDate = end, Reason = "bench" });
}
