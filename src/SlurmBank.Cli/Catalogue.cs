using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using SlurmBank.Cli.Completion;
using SlurmBank.Cli.Composition;
using SlurmBank.Cli.Verbs;

namespace SlurmBank.Cli;

/// <summary>All verbs. Only those are made that the arguments may mean, so that a short command starts quickly.</summary>
internal static class Catalogue
{
    private static readonly (string Name, Func<Command> Make)[] Entries =
    [
        ("balance", () => new BalanceVerb()),
        (QuoteVerb.VerbName, () => new QuoteVerb()),
        ("cost", () => new CostVerb()),
        ("grant", () => new GrantVerb()),
        ("deposit", () => new DepositVerb()),
        ("withdraw", () => new WithdrawVerb()),
        ("transfer", () => new TransferVerb()),
        ("refund", () => new RefundVerb()),
        ("write-off", () => new WriteOffVerb()),
        ("undo", () => new UndoVerb()),
        ("allocation", () => new VerbGroup("allocation", "Look at and change grants.", new AllocationListVerb(), new AllocationSetVerb(), new AllocationCloseVerb(), new AllocationSeriesVerb(), new AllocationHistoryVerb(), new AllocationRenewVerb(), new AllocationAdvanceVerb())),
        ("statement", () => new StatementVerb()),
        ("usage", () => new UsageVerb()),
        ("chart", () => new ChartVerb()),
        ("compare", () => new CompareVerb()),
        ("transactions", () => new TransactionsVerb()),
        ("liens", () => new LiensVerb()),
        ("parked", () => new ParkedVerb()),
        ("sync", () => new SyncVerb()),
        ("enforce", () => new EnforceVerb()),
        ("holds", () => new VerbGroup("holds", "Look at holds and pardons.", new HoldsListVerb())),
        ("lock", PersonVerb.Lock),
        ("unlock", PersonVerb.Unlock),
        ("notices", () => new VerbGroup("notices", "Look at thresholds that were crossed, and tell people.", new NoticesListVerb(), new NoticesSendVerb())),
        ("account", () => new VerbGroup("account", "Look at and change what is decided for accounts.", new AccountListVerb(), new AccountShowVerb(), new AccountSetVerb())),
        ("serve", () => new ServeVerb()),
        ("status", () => new StatusVerb()),
        ("tariff", () => new VerbGroup("tariff", "Look at, capture and test tariff versions.", new TariffListVerb(), new TariffCaptureVerb(), new TariffTestVerb())),
        ("verify", () => new VerifyVerb()),
        ("backup", () => new BackupVerb()),
        ("restore", () => new RestoreVerb()),
        ("dump", () => new DumpVerb()),
        ("import", () => new ImportVerb()),
        ("assert", () => new AssertVerb()),
        ("assertions", () => new AssertionsVerb()),
        ("config", () => new VerbGroup("config", "Look at and test the configuration.", new ConfigShowVerb(), new ConfigTestVerb())),
        ("init", () => new InitVerb()),
        ("snapshot", () => new VerbGroup("snapshot", "Keep the snapshot that login nodes read.", new SnapshotPublishVerb())),
        ("completion", () => new CompletionVerb()),
        (AccountNamesVerb.VerbName, () => new AccountNamesVerb()),
    ];

    /// <summary>The names of all verbs that people use.</summary>
    internal static IEnumerable<string> Names => Entries.Select(entry => entry.Name).Where(name => name != AccountNamesVerb.VerbName);

    /// <summary>The root with the verbs that the arguments may mean; with all of them where they mean none.</summary>
    internal static Command Root(GlobalOptions options, IReadOnlyList<string> arguments)
    {
        var root = new Command("slurmbank", "The bank of a Slurm cluster: what projects were granted, what jobs cost, what is left.");
        options.AddTo(root);
        (string Name, Func<Command> Make)[] meant = Entries.Where(entry => arguments.Contains(entry.Name)).ToArray();
        foreach ((_, Func<Command> make) in meant.Length == 0 ? Entries : meant)
        {
            root.Add(make());
        }

        return root;
    }

    /// <summary>The root with all verbs.</summary>
    internal static Command Whole() => Root(new GlobalOptions(), []);
}
