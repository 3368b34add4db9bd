using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using SlurmBank.Bank;
using SlurmBank.Cli.Composition;
using SlurmBank.Cli.Views;

namespace SlurmBank.Cli.Verbs;

/// <summary><c>transactions</c>: the ledger's entries.</summary>
internal sealed class TransactionsVerb : Verb
{
    private readonly Argument<string[]> names = Input.Many(Input.Account, "Accounts, or patterns with * and ? (default: all).");
    private readonly Option<string?> start = Input.Text("--start", "DATE", "Recorded on or after.");
    private readonly Option<string?> end = Input.Text("--end", "DATE", "Recorded up to; a date is inclusive.");
    private readonly Option<string[]> kinds = Input.List("--kind", "Kinds: grant, deposit, withdrawal, transfer, change, series, carryover, advance, charge, adjustment, refund, writeoff, reversal, redraw, expiry, settings, hold, release, tariff, opened, restored, usagereset, assertion.");
    private readonly Option<string?> job = Input.Text("--job", "JOBID", "Of this job.");
    private readonly Option<string?> reference = Input.Text("--reference", "TEXT", "With this award or ticket number.");
    private readonly Option<long?> last = Input.Whole("--last", "N", "The newest N only, oldest of them first.", 1, int.MaxValue);

    private readonly Option<bool> explain = Input.Flag("--explain", "Also how each entry about a job came about: tariff, times, what it was drawn from.");

    internal TransactionsVerb()
        : base(
            "transactions",
            "List the ledger's entries in their order: what moved, when, why, and who did it.",
            new("slurmbank transactions bio --last 20", "What happened lately to bio."),
            new("slurmbank transactions --kind grant,deposit --start 2027-10-01", "What was given since October."),
            new("slurmbank transactions --job 4711 --explain", "Why job 4711 cost what it cost."))
    {
        Add(names);
        Add(start);
        Add(end);
        Add(kinds);
        Add(job);
        Add(reference);
        Add(last);
        Add(explain);
    }

    /// <inheritdoc/>
    internal override ExitCode Run(Session session, ParseResult input)
    {
        bool explains = input.GetValue(explain);
        IEnumerable<TransactionReport> entries = session.Bank.Transactions(new TransactionQuery
        {
            Accounts = input.GetValue(names) ?? [],
            StartTime = Input.Moment(input, start),
            EndTime = Input.Moment(input, end),
            Kinds = Input.Names(input, kinds),
            JobId = input.GetValue(job),
            Reference = input.GetValue(reference),
            Last = (int?)input.GetValue(last),
            Explain = explains,
        });
        if (explains && !session.IsJson)
        {
            List<TransactionReport> listed = [.. entries];
            session.ShowList(listed, LookingViews.Transactions(() => session.Zone), "No transactions.");
            LookingViews.WriteDerivations(session.Output, listed);
            return ExitCode.Success;
        }

        session.ShowList(entries, LookingViews.Transactions(() => session.Zone), "No transactions.");
        return ExitCode.Success;
    }
}

/// <summary><c>liens</c>: what is set aside for jobs that have not finished.</summary>
internal sealed class LiensVerb : Verb
{
    private readonly Argument<string[]> names = Input.Many(Input.Account, "Accounts, or patterns with * and ? (default: all).");
    private readonly Option<bool> ended = Input.Flag("--ended", "Also those that ended.");

    internal LiensVerb()
        : base(
            "liens",
            "List what is set aside for jobs that wait or run.",
            new("slurmbank liens bio", "What bio's jobs may still cost."),
            new("slurmbank liens --ended --json", "All there ever were."))
    {
        Add(names);
        Add(ended);
    }

    /// <inheritdoc/>
    internal override ExitCode Run(Session session, ParseResult input)
    {
        session.ShowList(session.Bank.Liens(input.GetValue(names) ?? [], input.GetValue(ended)), LookingViews.Liens(() => session.Zone), "No liens.");
        return ExitCode.Success;
    }
}

/// <summary><c>parked</c>: runs that no tariff version can price.</summary>
internal sealed class ParkedVerb() : Verb(
    "parked",
    "List runs that no tariff version can price. They are kept and tried again at each sync.",
    new("slurmbank parked", "What waits for a tariff, and why."),
    new("slurmbank parked --json | jq length", "How many, for a monitor."))
{
    /// <inheritdoc/>
    internal override ExitCode Run(Session session, ParseResult input)
    {
        session.ShowList(session.Bank.ParkedRuns(), LookingViews.Parked(() => session.Zone), "No parked runs.");
        return ExitCode.Success;
    }
}

/// <summary><c>cost</c>: what settled runs cost.</summary>
internal sealed class CostVerb : Verb
{
    private readonly Argument<string[]> jobs = Input.Many("JOBID", "Jobs as people see them (4711, 4711_3, 4711+0), or Slurm's JobIDRaw.", required: true);

    internal CostVerb()
        : base(
            "cost",
            "Show what finished jobs cost, with the arithmetic.",
            new("slurmbank cost 4711", "One job, all its runs."),
            new("slurmbank cost 4711 4712 --json | jq '[.[].costUnits] | add'", "Two jobs together, in units, exact."))
        => Add(jobs);

    /// <inheritdoc/>
    internal override ExitCode Run(Session session, ParseResult input)
    {
        List<RunCostReport> costs = session.Bank.Costs(input.GetValue(jobs) ?? []).ToList();
        session.ShowList(costs, LookingViews.Costs(() => session.Zone), "No settled runs of these jobs.");
        if (!session.IsJson)
        {
            LookingViews.WriteArithmetic(session.Output, costs);
        }

        return costs.Count == 0 ? ExitCode.NotFound : ExitCode.Success;
    }
}
