using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using SlurmBank.Bank;
using SlurmBank.Cli.Composition;
using SlurmBank.Cli.Output;
using SlurmBank.Cli.Views;

namespace SlurmBank.Cli.Verbs;

/// <summary><c>compare</c>: the ledger beside sacct, sreport and sshare.</summary>
internal sealed class CompareVerb : Verb
{
    private readonly Argument<string[]> names = Input.Many(Input.Account, "Accounts, or patterns with * and ? (default: all).");
    private readonly Option<string?> start = Input.Text("--start", "DATE", "First day (default: the opening of the books).");
    private readonly Option<string?> end = Input.Text("--end", "DATE", "Last day, inclusive (default: now).");
    private readonly Option<string?> month = Input.Text("--month", "YYYY-MM", "Instead of both: a whole month.");
    private readonly Option<string?> cluster = Input.Text("--cluster", "NAME", "The cluster, where there are several.");

    internal CompareVerb()
        : base(
            "compare",
            "Put the ledger beside sacct, sreport and sshare, and name each cause of a difference with its amount.\nThe causes sum to the difference; what none explains is named so. Exits 1 where anything is.",
            new("slurmbank compare bio --month 2027-03", "Why bio's March is not what sreport says."),
            new("slurmbank compare --json | jq '.[] | select(.restUnits != 0)'", "What nobody can explain."))
    {
        Add(names);
        Add(start);
        Add(end);
        Add(month);
        Add(cluster);
    }

    /// <inheritdoc/>
    internal override ExitCode Run(Session session, ParseResult input)
    {
        (SiteMoment? from, SiteMoment? to) = StatementVerb.Period(input, start, end, month);
        IReadOnlyList<ComparisonReport> reports = session.Bank.Compare(
            new CompareQuery { Accounts = input.GetValue(names) ?? [], StartTime = from, EndTime = to, Cluster = input.GetValue(cluster) }, session.Cancelled);
        if (session.IsJson)
        {
            JsonOutput.WriteArray(session.Output, reports);
        }
        else if (reports.Count == 0)
        {
            session.Messages.Nothing("Nothing to compare.");
        }
        else
        {
            ReportViews.WriteComparisons(session.Output, reports, session.Zone, session.Palette);
        }

        return Attention(reports.Any(report => report.RestUnits != 0));
    }
}
