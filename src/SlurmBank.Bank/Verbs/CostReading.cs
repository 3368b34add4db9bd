using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using SlurmBank.Engine;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

/// <summary>Finds settled runs by job number and derives their cost again, step by step.</summary>
internal static class CostReading
{
    internal static IEnumerable<RunCostReport> Read(BankContext context, LedgerView view, IReadOnlyList<string> jobIds)
    {
        foreach (string jobId in jobIds)
        {
            List<Run> runs = [.. Find(view.Reader, jobId)];
            if (runs.Count == 0)
            {
                throw new RunNotFoundException($"No run of job '{jobId}' is settled.", "Sync first; a running job has a lien (Get-SlurmLien), one that cannot be priced is parked (Get-SlurmParkedRun).");
            }

            foreach (Run run in runs)
            {
                yield return Report(context, view.Reader, run);
            }
        }
    }

    /// <summary>Runs by JobIDRaw, or by JobID as people see it: of an array or a heterogeneous job's leader all of them.</summary>
    internal static IEnumerable<Run> Find(ILedgerReader reader, string jobId)
    {
        int cut = jobId.AsSpan().IndexOfAny('_', '+');
        string number = cut < 0 ? jobId : jobId[..cut];
        if (!long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out long id))
        {
            throw new InvalidRequestException($"'{jobId}' is not a job number.", "A job number looks like 123, 4_3 (a task of an array) or 12+0 (a component).");
        }

        return reader.RunsOfJob(id, cut < 0 ? null : jobId).ToList();
    }

    private static RunCostReport Report(BankContext context, ILedgerReader reader, Run run)
    {
        RunFacts facts = run.Facts;
        Tariff? tariff = TariffBook.Read(reader, facts.Key.Cluster).Version(run.TariffVersion);
        var lines = new List<string>();
        if (tariff is not null)
        {
            lines.AddRange(tariff.Explain(RunPricing.Usage(facts)));
        }

        if (run.ChargedFrom > facts.Start)
        {
            lines.Add($"charged from {context.Instant(run.ChargedFrom):u}, when the books were opened: {run.Price} {run.Currency}");
        }

        return new RunCostReport
        {
            JobId = facts.JobId,
            Cluster = facts.Key.Cluster,
            Account = facts.Account,
            User = facts.User,
            Partition = facts.Partition,
            State = facts.State,
            StartTime = context.Instant(run.ChargedFrom),
            EndTime = context.Instant(facts.End),
            Cost = run.Price.Amount,
            CostUnits = run.Price.Units,
            Refunded = run.Refunded.Amount,
            RefundedUnits = run.Refunded.Units,
            Currency = run.Currency,
            TariffVersion = run.TariffVersion,
            Arithmetic = lines,
        };
    }
}
