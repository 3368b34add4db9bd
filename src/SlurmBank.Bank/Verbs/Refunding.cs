using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using SlurmBank.Engine;
using SlurmBank.Ledger;
using SlurmBank.Slurm;

namespace SlurmBank.Bank;

/// <summary>Finds the runs that a refund is about, and gives back what they cost, in commits bounded in runs.</summary>
internal sealed class Refunding(BankContext context, RefundCommand command)
{
    private const int BatchRuns = 500;

    internal IReadOnlyList<RefundReport> Run(CancellationToken cancellation)
    {
        IReadOnlyList<RunKey> keys = Find(cancellation);
        if (command.Amount is not null && keys.Count > 1)
        {
            throw new InvalidRequestException(
                $"An amount is given back of one run; there are {keys.Count}: {string.Join(", ", keys.Take(5))}{(keys.Count > 5 ? ", ..." : string.Empty)}.",
                "Name one of them by its job and its submit time, or leave the amount out to refund each in whole.");
        }

        var reports = new List<RefundReport>(keys.Count);
        foreach (RunKey[] batch in keys.Chunk(BatchRuns))
        {
            cancellation.ThrowIfCancellationRequested();
            using LedgerSession session = context.Ledger.Write(cancellation);
            reports.AddRange(batch.Select(key => Refund(session, key)));
            if (!command.IsPlan)
            {
                session.Commit();
            }
        }

        return reports;
    }

    private RefundReport Refund(LedgerSession session, RunKey key)
    {
        Run run = session.Runs.Find(key) ?? throw NotSettled(key.ToString());
        CurrencyNames.Require(context, session.Reader, null, command.Unit, run.Currency, $"run {key}");
        if (command.Amount is null && run.Net == ServiceUnits.Zero && Earlier(session, run) is null)
        {
            return Report(run, ServiceUnits.Zero, run.Price == ServiceUnits.Zero ? "free" : "before", 0);
        }

        RefundResult result = session.Refunds.Refund(key, command.Amount, command.Reason, command.Reference);
        if (!result.IsNew && session.Reader.FindReversal(result.Entry.Seq) is Entry reversal)
        {
            context.Warn(Movements.UsedUp(result.Entry, reversal));
        }

        return Report(result.Run, result.Amount, result.IsNew ? "refund" : "before", command.IsPlan && result.IsNew ? 0 : result.Entry.Seq);
    }

    private Entry? Earlier(LedgerSession session, Run run) => command.Reference is null ? null : session.Reader.FindByRunReference(run.Id, EntryKind.Refund, command.Reference);

    private IReadOnlyList<RunKey> Find(CancellationToken cancellation)
    {
        using LedgerView view = context.Ledger.Read();
        if (command.JobIds.Count > 0)
        {
            return [.. command.JobIds.SelectMany(job => OfJob(view.Reader, job)).Distinct()];
        }

        if (command.StartTime is null)
        {
            throw new InvalidRequestException("A refund needs jobs, or the time from which on runs ended.", "Name jobs, or give -StartTime (--start); -WhatIf (--plan) shows what would be refunded.");
        }

        HashSet<RunKey>? there = command.Nodes.Count == 0 ? null : OnNodes(cancellation);
        return [.. AccountNames.Choose(view.Reader, command.Accounts).SelectMany(name => OfAccount(view, name)).Where(run => there?.Contains(run.Facts.Key) != false).OrderBy(run => run.Id).Select(run => run.Facts.Key)];
    }

    private List<RunKey> OfJob(ILedgerReader reader, string job)
    {
        List<RunKey> keys = [.. CostReading.Find(reader, job).Select(run => run.Facts.Key)
            .Where(key => command.Cluster is null || string.Equals(key.Cluster, command.Cluster, StringComparison.OrdinalIgnoreCase))
            .Where(key => command.SubmitTime is not DateTimeOffset submit || key.Submit == submit.ToUnixTimeSeconds())];
        return keys.Count > 0 ? keys : throw NotSettled("job " + job);
    }

    private IEnumerable<Run> OfAccount(LedgerView view, string name)
    {
        Account account = view.Account(name);
        long from = command.StartTime!.Value.ToStart(context.Zone);
        long to = command.EndTime is SiteMoment end ? end.ToEnd(context.Zone) : long.MaxValue;
        foreach (string currency in view.Reader.Books(account.Id).Select(b => b.Currency).Distinct().ToList())
        {
            foreach (Run run in view.Reader.Runs(account.Id, currency, from - 1).Where(r => r.Facts.End < to && Fits(r.Facts)).ToList())
            {
                yield return run;
            }
        }
    }

    private bool Fits(RunFacts facts) => Has(command.States, facts.State) && Has(command.Partitions, facts.Partition) && Has(command.Qos, facts.Qos)
        && Has(command.Users, facts.User) && (command.Cluster is null || Has([command.Cluster], facts.Key.Cluster));

    /// <summary>The ledger does not keep nodes; sacct does. The query asks for no text that a user can set.</summary>
    private HashSet<RunKey> OnNodes(CancellationToken cancellation)
    {
        var keys = new HashSet<RunKey>();
        foreach (string cluster in context.Clusters(command.Cluster, cancellation))
        {
            var query = new SacctRunQuery
            {
                From = DateTimeOffset.FromUnixTimeSeconds(command.StartTime!.Value.ToStart(context.Zone)),
                To = command.EndTime is SiteMoment end ? DateTimeOffset.FromUnixTimeSeconds(end.ToEnd(context.Zone)) : context.Clock.GetUtcNow(),
                Cluster = cluster,
                Nodes = command.Nodes,
            };
            foreach (SlurmRow<SacctRun> row in context.Slurm.Sacct.ReadRuns(query, cancellation))
            {
                if (row.Record is SacctRun run)
                {
                    keys.Add(RunReading.KeyOf(run));
                }
                else
                {
                    context.Warn($"A row of sacct could not be read, so its run is not refunded: {row.Problem}");
                }
            }
        }

        return keys;
    }

    private RefundReport Report(Run run, ServiceUnits amount, string outcome, long seq) => new()
    {
        JobId = run.Facts.JobId,
        Cluster = run.Facts.Key.Cluster,
        Account = run.Facts.Account,
        User = run.Facts.User,
        Partition = run.Facts.Partition,
        State = run.Facts.State,
        SubmitTime = context.Instant(run.Facts.Key.Submit),
        EndTime = context.Instant(run.Facts.End),
        Outcome = outcome,
        Amount = amount.Amount,
        AmountUnits = amount.Units,
        Cost = run.Price.Amount,
        CostUnits = run.Price.Units,
        Refunded = run.Refunded.Amount,
        RefundedUnits = run.Refunded.Units,
        Currency = run.Currency,
        Seq = seq,
    };

    private static bool Has(IReadOnlyList<string> names, string name) => names.Count == 0 || names.Contains(name, StringComparer.OrdinalIgnoreCase);

    private static RunNotFoundException NotSettled(string what) => new(
        string.Create(CultureInfo.InvariantCulture, $"No run of {what} is settled; nothing was charged that could be given back."),
        "Sync first: Sync-SlurmUsage. A running job has a lien (Get-SlurmLien), one that cannot be priced is parked (Get-SlurmParkedRun).");
}
