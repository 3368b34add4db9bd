using System;
using System.Collections.Generic;
using System.CommandLine;
using SlurmBank.Bank;
using SlurmBank.Cli.Composition;
using SlurmBank.Cli.Views;
using SlurmBank.Engine;

namespace SlurmBank.Cli.Verbs;

/// <summary><c>refund</c>: gives back what runs cost.</summary>
internal sealed class RefundVerb : Verb
{
    private readonly Argument<string[]> jobs = Input.Many("JOBID", "Jobs as people see them (4711, 4711_3, 4711+0), or Slurm's JobIDRaw: all their runs.");
    private readonly Option<string?> amount = Input.Text("--amount", "AMOUNT", "How much of one run (default: all that each run costs).");
    private readonly Option<string?> submit = Input.Text("--submit", "TIME", "Only the run that was submitted, or begun again, then.");
    private readonly Option<string?> start = Input.Text("--start", "DATE", "Instead of jobs: runs that ended then or later.");
    private readonly Option<string?> end = Input.Text("--end", "DATE", "Runs that ended up to then; a date is inclusive.");
    private readonly Option<string[]> accounts = Input.List("--account", "Runs of these accounts, or patterns with * and ?.");
    private readonly Option<string[]> users = Input.List("--user", "Runs of these users.");
    private readonly Option<string[]> partitions = Input.List("--partition", "Runs in these partitions.");
    private readonly Option<string[]> qos = Input.List("--qos", "Runs with these QOS.");
    private readonly Option<string[]> states = Input.List("--state", "Runs that ended so, in Slurm's full words: NODE_FAIL.");
    private readonly Option<string[]> nodes = Input.List("--node", "Runs that had one of these nodes; Slurm is asked.");
    private readonly Option<string?> cluster = Input.Text("--cluster", "NAME", "Runs of this cluster.");
    private readonly Option<string?> reference = Input.Text("--reference", "TEXT", "The ticket number; the same refund of a run twice under it moves nothing.");
    private readonly Option<string?> reason = Input.Text("--reason", "TEXT", "Why.");
    private readonly Option<bool> plan = Input.Plan();

    internal RefundVerb()
        : base(
            "refund",
            "Give back what finished jobs cost, never more than they were charged.",
            new("slurmbank refund 4711 --reason 'node failed'", "All runs of a job, in whole."),
            new("slurmbank refund 4711 --amount 12.5 --reference TICKET-9", "A part of a job, once."),
            new("slurmbank refund --start 2027-03-02 --end 2027-03-03 --node c17 --state NODE_FAIL --plan", "What an outage would give back; without --plan it is given back."))
    {
        Add(jobs);
        foreach (Option option in new Option[] { amount, submit, start, end, accounts, users, partitions, qos, states, nodes, cluster, reference, reason, plan })
        {
            Add(option);
        }
    }

    /// <inheritdoc/>
    internal override ExitCode Run(Session session, ParseResult input)
    {
        string[] named = input.GetValue(jobs) ?? [];
        Refuse(named, input);
        StatedAmount? stated = input.GetValue(amount) is string text ? StatedAmount.Parse(text) : null;
        var command = new RefundCommand
        {
            JobIds = named,
            Amount = stated?.Amount,
            Unit = stated?.Unit,
            SubmitTime = Input.Moment(input, submit) is SiteMoment moment ? DateTimeOffset.FromUnixTimeSeconds(moment.ToStart(session.Bank.Zone)) : null,
            StartTime = Input.Moment(input, start),
            EndTime = Input.Moment(input, end),
            Accounts = Input.Names(input, accounts),
            Users = Input.Names(input, users),
            Partitions = Input.Names(input, partitions),
            Qos = Input.Names(input, qos),
            States = Input.Names(input, states),
            Nodes = Input.Names(input, nodes),
            Cluster = input.GetValue(cluster),
            Reference = input.GetValue(reference),
            Reason = input.GetValue(reason) ?? string.Empty,
            IsPlan = input.GetValue(plan),
        };
        IReadOnlyList<RefundReport> reports = session.Bank.Refund(command, session.Cancelled);
        session.ShowList(reports, MovementViews.Refunds(() => session.Zone), "No runs fit.");
        if (!session.IsJson && reports.Count > 0)
        {
            MovementViews.WriteRefundSum(session.Output, reports, command.IsPlan);
        }

        return ExitCode.Success;
    }

    /// <summary>A job that is named is meant whole; what would narrow it would be passed over without a word.</summary>
    private void Refuse(string[] named, ParseResult input)
    {
        if (named.Length > 0 && (input.GetValue(start) is not null || input.GetValue(end) is not null
            || Input.Names(input, accounts).Count + Input.Names(input, users).Count + Input.Names(input, partitions).Count
                + Input.Names(input, qos).Count + Input.Names(input, states).Count + Input.Names(input, nodes).Count > 0))
        {
            throw new UsageException("InvalidArgument", "Jobs were named, and options that choose runs by time, account or state: only one of the two can be meant.", "Leave the one or the other out.");
        }
    }
}
