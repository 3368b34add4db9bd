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

    private readonly Option<bool> forecast = Input.Flag("--forecast", "How fast the accounts spend, and when their money runs out; needs the ledger.");
    private readonly Option<long?> days = Input.Whole("--days", "N", "With --forecast: measure the rate over the last N days (default: 30).", 1, 3660);
    private readonly Option<long?> threshold = Input.Whole("--threshold", "PERCENT", "With --forecast: also when this part of the grants is charged (default: 100).", 1, 1000);
    private readonly Option<string?> user = Input.Text("--user", "NAME", "What this user may spend: by the grants that may pay for the user's work, and by the user's limit.");
    private readonly Option<string?> partition = Input.Text("--partition", "NAME", "What may be spent in this partition.");
    private readonly Option<string?> cluster = Input.Text("--cluster", "NAME", "What may be spent on this cluster.");
    private readonly Option<string?> qos = Input.Text("--qos", "NAME", "What may be spent under this QOS.");

    internal BalanceVerb()
        : base(
            "balance",
            "Show what accounts were granted, what is charged, set aside and available.\nWhere the ledger is not here or may not be read, the published snapshot answers, and standard error says of when it is.",
            new("slurmbank balance", "What is left."),
            new("slurmbank balance 'bio*' chem", "Of some accounts; quote patterns, or the shell takes them."),
            new("slurmbank balance --forecast --days 14", "When the money runs out if it goes on as in the last two weeks."),
            new("slurmbank balance chem --user ann --partition gpu", "What ann may spend in partition gpu."),
            new("slurmbank balance --json | jq -r '.[] | select(.spendableUnits <= 0).account'", "Accounts with nothing left, for a script."))
    {
        Add(names);
        Add(currency);
        Add(all);
        Add(forecast);
        Add(days);
        Add(threshold);
        Add(user);
        Add(partition);
        Add(cluster);
        Add(qos);
    }

    /// <inheritdoc/>
    internal override ExitCode Run(Session session, ParseResult input)
    {
        string[] asked = input.GetValue(names) ?? [];
        string? only = input.GetValue(currency);
        if (input.GetValue(forecast))
        {
            var query = new ForecastQuery { Accounts = asked, Currency = only, Days = (int)(input.GetValue(days) ?? 30), Threshold = (int)(input.GetValue(threshold) ?? 100) };
            session.ShowList(session.Bank.Forecasts(query), ReportViews.Forecasts(() => session.Zone, input.GetValue(threshold) is not null), "No accounts.");
            return ExitCode.Success;
        }

        var scope = new BalanceScope(input.GetValue(cluster), input.GetValue(partition), input.GetValue(qos), input.GetValue(user));
        List<Balance> balances = Figures.Ask(
            session,
            bank => (scope.IsEmpty ? bank.Balances(asked, only) : bank.BalancesFor(asked, scope, only)).ToList(),
            snapshot =>
            {
                string? one = snapshot.Currency(only);
                return SnapshotBalances.Read(session, snapshot, asked, input.GetValue(all), scope).Where(balance => one is null || balance.Currency == one).ToList();
            });
        session.ShowList(balances, MoneyViews.Balances(() => session.Zone), "No balances.");
        return ExitCode.Success;
    }
}
