using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using SlurmBank.Bank;
using SlurmBank.Cli.Composition;
using SlurmBank.Cli.Views;
using SlurmBank.Engine;
using SlurmBank.Ledger;

namespace SlurmBank.Cli.Verbs;

/// <summary><c>assert</c>: says what a figure of an account is.</summary>
internal sealed class AssertVerb : Verb
{
    private readonly Argument<string> account = Input.One(Input.Account, "The account.");
    private readonly Argument<string> amount = Input.One("AMOUNT", "What the figure is: 250, 10k, 0.5.");
    private readonly Option<string?> figure = Input.Text("--figure", "NAME", "balance (what is left in the active grants, less the overdraft) or charged (default: balance).");
    private readonly Option<string?> time = Input.Text("--time", "DATE", "When it is so; a date: at its end. Of charged: work done before (default: now).");
    private readonly Option<long?> entry = Input.Whole("--entry", "N", "After which entry it is so, instead of a time.", 1, long.MaxValue);
    private readonly Option<string?> currency = Input.Text("--currency", "NAME", "The currency (default: the site's).");
    private readonly Option<string?> said = Input.Text("--said", "TEXT", "Who or what says so.");
    private readonly Option<string?> reference = Input.Text("--reference", "TEXT", "The ticket number: the same is added once.");
    private readonly Option<string?> reason = Input.Text("--reason", "TEXT", "Why.");
    private readonly Option<bool> plan = Input.Plan("Add nothing, say whether it is so.");

    internal AssertVerb()
        : base(
            "assert",
            "Say what a figure of an account is. It must be so; from then on verify holds it against the ledger.",
            new("slurmbank assert bio 9000 --said 'the old bank' --reference move-1", "What was left when the bank was moved."),
            new("slurmbank assert bio 1200 --figure charged --time 2027-09-30 --reason 'year closed'", "Nothing more may be charged for that year."))
    {
        Add(account);
        Add(amount);
        Add(figure);
        Add(time);
        Add(entry);
        Add(currency);
        Add(said);
        Add(reference);
        Add(reason);
        Add(plan);
    }

    /// <inheritdoc/>
    internal override ExitCode Run(Session session, ParseResult input)
    {
        StatedAmount stated = StatedAmount.Parse(input.GetRequiredValue(amount));
        AssertionReport report = session.Bank.Assert(new AssertCommand
        {
            Account = input.GetRequiredValue(account),
            Amount = stated.Amount,
            Unit = stated.Unit,
            Figure = DumpVerb.Word<AssertedFigure>(input.GetValue(figure) ?? "balance", "--figure"),
            Time = Input.Moment(input, time),
            Seq = input.GetValue(entry),
            Currency = input.GetValue(currency),
            Said = input.GetValue(said) ?? string.Empty,
            Reference = input.GetValue(reference),
            Reason = input.GetValue(reason) ?? string.Empty,
            IsPlan = input.GetValue(plan),
        });
        session.Show(report, output => AssertionViews.Write(output, report, session));
        return ExitCode.Success;
    }
}

/// <summary><c>assertions</c>: what was said of accounts' figures.</summary>
internal sealed class AssertionsVerb : Verb
{
    private readonly Argument<string[]> names = Input.Many(Input.Account, "Accounts, or patterns with * and ? (default: all).");

    internal AssertionsVerb()
        : base(
            "assertions",
            "List what was said of accounts' figures, and whether it is still so. Exits 1 where one is broken.",
            new("slurmbank assertions", "All of them."),
            new("slurmbank assertions bio --json | jq '.[] | select(.state == \"broken\")'", "Those of bio that are broken."))
        => Add(names);

    /// <inheritdoc/>
    internal override ExitCode Run(Session session, ParseResult input)
    {
        IReadOnlyList<AssertionReport> all = session.Bank.Assertions(input.GetValue(names) ?? []);
        session.ShowList(all, AssertionViews.Table(session), "No assertions.");
        return Attention(all.Any(a => a.State == "broken"));
    }
}
