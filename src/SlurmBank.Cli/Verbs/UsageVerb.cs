using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using SlurmBank.Bank;
using SlurmBank.Cli.Composition;
using SlurmBank.Cli.Output;
using SlurmBank.Cli.Views;

namespace SlurmBank.Cli.Verbs;

/// <summary><c>usage</c>: what work cost, by when it was done.</summary>
internal sealed class UsageVerb : Verb
{
    private readonly Argument<string[]> names = Input.Many(Input.Account, "Accounts, or patterns with * and ? (default: all).");
    private readonly Option<string[]> by = Input.List("--by", "By user, partition, qos, month, cluster, state; 'account' for one line each (default: user).");
    private readonly Option<string?> start = Input.Text("--start", "DATE", "First day (default: the beginning).");
    private readonly Option<string?> end = Input.Text("--end", "DATE", "Last day, inclusive (default: no end).");
    private readonly Option<string?> month = Input.Text("--month", "YYYY-MM", "Instead of both: a whole month.");
    private readonly Option<bool> csv = Input.Flag("--csv", "As CSV.");
    private readonly ChoiceOption format = new("--format", "table (default), csv, or focus: CSV in the columns of the FOCUS specification, a day each (with --by month, a month).", "table", "csv", "focus");

    internal UsageVerb()
        : base(
            "usage",
            "Show what accounts' work cost, by user, partition, QOS, month, cluster or state, by when it was done.",
            new("slurmbank usage bio --month 2027-03", "Who used what of bio in March."),
            new("slurmbank usage bio --by month,partition", "How it went, in which partitions."),
            new("slurmbank usage --by account --csv > usage.csv", "All accounts, for a spreadsheet."),
            new("slurmbank usage --month 2027-03 --format focus > march.csv", "March for a tool that reads FOCUS."))
    {
        Add(names);
        Add(by);
        Add(start);
        Add(end);
        Add(month);
        Add(csv);
        Add(format);
    }

    /// <inheritdoc/>
    internal override ExitCode Run(Session session, ParseResult input)
    {
        (SiteMoment? from, SiteMoment? to) = StatementVerb.Period(input, start, end, month);
        IReadOnlyList<UsageKey> keys = Keys(Input.Names(input, by));
        if (input.GetValue(format) == "focus")
        {
            IReadOnlyList<FocusRow> rows = session.Bank.Focus(new FocusQuery { Accounts = input.GetValue(names) ?? [], StartTime = from, EndTime = to, Monthly = keys.Contains(UsageKey.Month) });
            if (session.IsJson)
            {
                JsonOutput.WriteArray(session.Output, rows);
            }
            else
            {
                ReportViews.WriteFocus(session.Output, rows);
            }

            return ExitCode.Success;
        }

        List<UsageReport> usage = [.. session.Bank.Usage(new UsageQuery { Accounts = input.GetValue(names) ?? [], StartTime = from, EndTime = to, By = keys })];
        if ((input.GetValue(csv) || input.GetValue(format) == "csv") && !session.IsJson)
        {
            StatementViews.WriteUsageCsv(session.Output, usage);
        }
        else
        {
            session.ShowList(usage, StatementViews.Usage(), "No usage.");
        }

        return ExitCode.Success;
    }

    private static IReadOnlyList<UsageKey> Keys(IReadOnlyList<string> words) => words.Count == 0 ? [UsageKey.User] : [.. words.Where(word => word != "account").Select(Key)];

    private static UsageKey Key(string word) => Enum.TryParse(word, ignoreCase: true, out UsageKey key) && !char.IsDigit(word[0])
        ? key
        : throw new UsageException("InvalidArgument", $"--by takes user, partition, qos, month, cluster, state or account, not '{word}'.", "Several with commas.");
}
