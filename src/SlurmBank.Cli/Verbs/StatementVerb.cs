using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using SlurmBank.Bank;
using SlurmBank.Cli.Composition;
using SlurmBank.Cli.Output;
using SlurmBank.Cli.Views;

namespace SlurmBank.Cli.Verbs;

/// <summary><c>statement</c>: opening, movements, closing.</summary>
internal sealed class StatementVerb : Verb
{
    private readonly Argument<string[]> names = Input.Many(Input.Account, "Accounts, or patterns with * and ?.", required: true);
    private readonly Option<string?> start = Input.Text("--start", "DATE", "First day (default: the beginning of the ledger).");
    private readonly Option<string?> end = Input.Text("--end", "DATE", "Last day, inclusive (default: now).");
    private readonly Option<string?> month = Input.Text("--month", "YYYY-MM", "Instead of both: a whole month.");
    private readonly Option<string?> currency = Input.Text("--currency", "NAME", "Only this currency (default: all that an account has).");
    private readonly Option<string?> user = Input.Text("--user", "NAME", "What the work of this user in the accounts cost, instead of the accounts' funds.");
    private readonly Option<bool> csv = Input.Flag("--csv", "The movements as CSV, a line each.");

    internal StatementVerb()
        : base(
            "statement",
            "Show an account's opening, movements and closing, in the order they were recorded. What was printed once never changes.",
            new("slurmbank statement bio --month 2027-03", "Bio's March."),
            new("slurmbank statement bio --start 2027-01-01 --end 2027-03-31 --csv > bio.csv", "A quarter, for a spreadsheet."),
            new("slurmbank statement '*' --user ann --month 2027-03", "What ann's work cost in March, in each of ann's accounts."),
            new("slurmbank statement 'bio*' --json", "All since the beginning, of several accounts."))
    {
        Add(names);
        Add(start);
        Add(end);
        Add(month);
        Add(currency);
        Add(user);
        Add(csv);
    }

    /// <inheritdoc/>
    internal override ExitCode Run(Session session, ParseResult input)
    {
        (SiteMoment? from, SiteMoment? to) = Period(input, start, end, month);
        List<StatementReport> statements = session.Bank.Statements(new StatementQuery
        {
            Accounts = input.GetValue(names) ?? [],
            StartTime = from,
            EndTime = to,
            Currency = input.GetValue(currency),
            User = input.GetValue(user),
        }).ToList();
        if (session.IsJson)
        {
            JsonOutput.WriteArray(session.Output, statements);
        }
        else if (input.GetValue(csv))
        {
            StatementViews.WriteCsv(session.Output, statements);
        }
        else if (statements.Count == 0)
        {
            session.Messages.Nothing("No such accounts.");
        }
        else
        {
            StatementViews.Write(session.Output, statements, session.Zone, session.Palette);
        }

        return ExitCode.Success;
    }

    /// <summary>The period that is asked for by its ends or as a month.</summary>
    internal static (SiteMoment? From, SiteMoment? To) Period(ParseResult input, Option<string?> start, Option<string?> end, Option<string?> month)
    {
        if (input.GetValue(month) is not string text)
        {
            return (Input.Moment(input, start), Input.Moment(input, end));
        }

        if (input.GetValue(start) is not null || input.GetValue(end) is not null)
        {
            throw new UsageException("InvalidArgument", "--month and --start or --end contradict each other.", "Leave one of them out.");
        }

        return SitePeriod.Month(text);
    }
}
