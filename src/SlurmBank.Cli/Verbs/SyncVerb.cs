using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using SlurmBank.Bank;
using SlurmBank.Cli.Composition;
using SlurmBank.Cli.Output;
using SlurmBank.Cli.Views;

namespace SlurmBank.Cli.Verbs;

/// <summary><c>sync</c>: settles finished runs.</summary>
internal sealed class SyncVerb : Verb
{
    private readonly Option<string?> start = Input.Text("--start", "DATE", "Read from here instead of from where the last sync ended.");
    private readonly Option<string?> end = Input.Text("--end", "DATE", "Read up to here instead of up to now.");
    private readonly Option<bool> nightly = Input.Flag("--nightly", "Read the days again that the configuration names for the night.");
    private readonly Option<string?> cluster = Input.Text("--cluster", "NAME", "Only this cluster (default: those of the configuration).");
    private readonly Option<bool> plan = Input.Plan("Change nothing, say what would be settled.");

    internal SyncVerb()
        : base(
            "sync",
            "Settle the runs that Slurm has finished and keep the liens of those it has not. Any window any number of times: nothing is charged twice.\nExits 1 where a run was parked or a row could not be read.",
            new("slurmbank sync", "From where the last one ended up to now: what a timer runs."),
            new("slurmbank sync --nightly", "Once a day, to find what slurmdbd learned late."),
            new("slurmbank sync --start 2027-10-01 --plan", "What would be settled."))
    {
        Add(start);
        Add(end);
        Add(nightly);
        Add(cluster);
        Add(plan);
    }

    /// <inheritdoc/>
    internal override ExitCode Run(Session session, ParseResult input)
    {
        var command = new SyncCommand
        {
            StartTime = Input.Moment(input, start),
            EndTime = Input.Moment(input, end),
            Nightly = input.GetValue(nightly),
            Cluster = input.GetValue(cluster),
            IsPlan = input.GetValue(plan),
        };
        IReadOnlyList<SyncReport> reports;
        using (var progress = new ProgressLine(session.IsJson))
        {
            reports = session.Bank.Sync(command, progress.Report, session.Cancelled);
        }

        session.ShowEach(reports, (output, report) => SyncView.Write(output, report, session.Zone), report => report.Warnings);
        return Attention(reports.Any(report => report.Parked > 0 || report.Problems.Count > 0));
    }
}
