using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using SlurmBank.Bank;
using SlurmBank.Cli.Composition;
using SlurmBank.Cli.Views;

namespace SlurmBank.Cli.Verbs;

/// <summary><c>balance</c>: the figures of accounts, from the ledger or from the published snapshot.</summary>
internal sealed class BalanceVerb : Verb
{
    private readonly Argument<string[]> names = Input.Many(Input.Account, "Accounts, or patterns with * and ? (default: all; a user who reads the snapshot: the own ones).");
    private readonly Option<string?> currency = Input.Text("--currency", "NAME", "Only this currency.");
    private readonly Option<bool> all = Input.Flag("--all", "All accounts that the snapshot shows, not only the own ones.");

    internal BalanceVerb()
        : base(
            "balance",
            "Show what accounts were granted, what is charged, set aside and available.\nWhere the ledger is not here or may not be read, the published snapshot answers, and standard error says of when it is.",
            new("slurmbank balance", "What is left."),
            new("slurmbank balance 'bio*' chem", "Of some accounts; quote patterns, or the shell takes them."),
            new("slurmbank balance --json | jq -r '.[] | select(.spendableUnits <= 0).account'", "Accounts with nothing left, for a script."))
    {
        Add(names);
        Add(currency);
        Add(all);
    }

    /// <inheritdoc/>
    internal override ExitCode Run(Session session, ParseResult input)
    {
        string[] asked = input.GetValue(names) ?? [];
        string? only = input.GetValue(currency);
        List<Balance> balances = Figures.Ask(
            session,
            bank => bank.Balances(asked, only).ToList(),
            snapshot => SnapshotBalances.Read(session, snapshot, asked, input.GetValue(all)).Where(balance => only is null || balance.Currency == only).ToList());
        session.ShowList(balances, MoneyViews.Balances(() => session.Zone), "No balances.");
        return ExitCode.Success;
    }
}
