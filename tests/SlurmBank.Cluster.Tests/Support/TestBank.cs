using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using SlurmBank.Bank;
using SlurmBank.Engine;
using SlurmBank.Ledger;
using SlurmBank.Ledger.Sqlite;

namespace SlurmBank.Cluster.Tests;

/// <summary>A bank with a ledger of its own in a temporary folder, beside a cluster.</summary>
internal sealed class TestBank : IDisposable
{
    internal TestBank(Lab lab, string settings = "", string slurm = "", string? user = null, TimeProvider? clock = null, Action<string>? onCommand = null, string? folder = null)
    {
        Folder = folder ?? Directory.CreateTempSubdirectory("slurmbank-bank-").FullName;
        ConfigurationPath = Path.Combine(Folder, "bank.toml");
        string prefix = user is null ? $"\"{lab.Enter}\"" : $"\"{lab.Enter}\", \"--user\", \"{user}\", \"--\"";
        File.WriteAllText(
            ConfigurationPath,
            $"[ledger]\npath = \"{Folder}/ledger.db\"\nsnapshot = \"{Folder}/snapshot.json\"\n[slurm]\ncommand_prefix = [{prefix}]\n{slurm}\n{settings}\n");
        File.SetUnixFileMode(ConfigurationPath, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Service = Open(ConfigurationPath, clock, command =>
        {
            Commands.Add(command);
            onCommand?.Invoke(command);
        }, Warnings.Add);
    }

    internal string Folder { get; }

    internal string ConfigurationPath { get; }

    internal BankService Service { get; }

    /// <summary>The commands that were run.</summary>
    internal List<string> Commands { get; } = [];

    internal List<string> Warnings { get; } = [];

    internal static BankService Open(string configuration, TimeProvider? clock = null, Action<string>? onCommand = null, Action<string>? onWarning = null) =>
        BankService.Open(new BankOptions
        {
            Source = "test",
            OpenStore = path => SqliteLedgerStore.Open(path),
            CreateStore = path => SqliteLedgerStore.Create(path),
            FillStore = SqliteLedgerStore.Fill,
            OpenDatabase = SqliteLedgerStore.OpenForeign,
            ConfigurationPath = configuration,
            Clock = clock ?? TimeProvider.System,
            OnCommand = onCommand,
            OnWarning = onWarning,
        });

    /// <summary>Opens the books at an instant.</summary>
    internal TestBank Opened(DateTimeOffset booksOpen)
    {
        _ = Service.Initialize(new InitializeCommand { BooksOpen = SiteMoment.FromInstant(booksOpen), Reason = "test" });
        return this;
    }

    /// <summary>Grants to accounts, from a day before the books can have been opened.</summary>
    internal TestBank Granted(string amount, params string[] accounts)
    {
        foreach (string account in accounts)
        {
            _ = Service.Grant(new GrantCommand
            {
                Account = account,
                Amount = ServiceUnits.Parse(amount),
                StartDate = SiteMoment.FromInstant(DateTimeOffset.UtcNow.AddDays(-30)),
                Reason = "test",
            });
        }

        return this;
    }

    internal SyncReport Sync(SyncCommand? command = null) => Assert.Single(Service.Sync(command ?? new SyncCommand()));

    internal HoldReportSet Enforce(bool force = true, bool plan = false, params string[] accounts) =>
        Assert.Single(Service.SyncHolds(new EnforceCommand { Force = force, IsPlan = plan, Accounts = accounts }));

    internal Balance Balance(string account) => Assert.Single(Service.Balances([account]));

    /// <summary>What was charged to each account that has figures.</summary>
    internal SortedDictionary<string, long> Charged() => new(Service.Balances([]).ToDictionary(b => b.Account, b => b.TotalChargedUnits), StringComparer.Ordinal);

    /// <summary>Everything about money that another order of arrival may not change: charges, and what was drawn from where.</summary>
    internal string Totals() => string.Join('\n', Service.Balances([]).OrderBy(b => b.Account, StringComparer.Ordinal).Select(b => $"{b.Account} {b.GrantedUnits} {b.ChargedUnits} {b.TotalChargedUnits} {b.SpendableUnits}"))
        + "\n" + string.Join('\n', Service.Allocations([]).OrderBy(a => a.Account, StringComparer.Ordinal).ThenBy(a => a.AllocationId).Select(a => $"{a.Account} {a.AllocationId} {a.RemainingUnits}"));

    internal void RequireSound()
    {
        LedgerCheck check = Service.Verify();
        Assert.True(check.IsSound, string.Join('\n', check.Findings));
    }

    public void Dispose()
    {
        Service.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
