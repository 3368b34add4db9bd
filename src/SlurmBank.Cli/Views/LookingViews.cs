using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using SlurmBank.Bank;
using SlurmBank.Cli.Output;

namespace SlurmBank.Cli.Views;

/// <summary>What people see of entries, liens, parked runs and the cost of jobs.</summary>
internal static class LookingViews
{
    /// <summary>The table of <c>transactions</c>.</summary>
    internal static TextTable<TransactionReport> Transactions(Func<TimeZoneInfo?> zone) => new(
        Columns.Number<TransactionReport>("SEQ", row => row.Seq),
        new("RECORDED", row => TimeText.Minute(row.Recorded, zone())),
        new("KIND", row => row.Kind),
        new("ACCOUNT", row => row.Account),
        Columns.Money<TransactionReport>("AMOUNT", row => row.AmountUnits),
        Columns.Money<TransactionReport>("CHARGED", row => row.ChargedUnits, drop: 1) with { ToneOf = null },
        new("JOB", row => row.JobId) { HideEmpty = true },
        new("OTHER", row => row.OtherAccount) { HideEmpty = true, Drop = 2 },
        new("ACTOR", row => row.Actor) { Drop = 3 },
        new("REFERENCE", row => row.Reference) { HideEmpty = true, Drop = 2 },
        Columns.Currency<TransactionReport>(row => row.Currency),
        new("REASON", row => row.Reason) { IsFlexible = true, HideEmpty = true })
    {
        CurrencyOf = row => row.Currency,
    };

    /// <summary>The table of <c>liens</c>.</summary>
    internal static TextTable<LienReport> Liens(Func<TimeZoneInfo?> zone) => new(
        new("JOB", row => row.JobId),
        new("ACCOUNT", row => row.Account),
        new("USER", row => row.User),
        new("PARTITION", row => row.Partition) { Drop = 2 },
        new("QOS", row => row.Qos) { HideEmpty = true, Drop = 4 },
        new("PHASE", row => row.Phase),
        new("KIND", row => row.Kind),
        new("STATE", row => row.State == "open" ? string.Empty : row.State) { HideEmpty = true },
        Columns.Number<LienReport>("TASKS", row => row.Tasks, drop: 3),
        Columns.Money<LienReport>("REMAINING", row => row.RemainingUnits),
        new("OPENED", row => TimeText.Minute(row.Opened, zone())) { Drop = 1 },
        Columns.Currency<LienReport>(row => row.Currency))
    {
        CurrencyOf = row => row.Currency,
    };

    /// <summary>The table of <c>parked</c>.</summary>
    internal static TextTable<ParkedRunReport> Parked(Func<TimeZoneInfo?> zone) => new(
        Columns.Number<ParkedRunReport>("JOBIDRAW", row => row.JobIdRaw),
        new("CLUSTER", row => row.Cluster) { Drop = 2 },
        new("ACCOUNT", row => row.Account),
        new("SUBMITTED", row => TimeText.Minute(row.Submit, zone())),
        new("CODE", row => row.Code),
        Columns.Number<ParkedRunReport>("TRIES", row => row.Tries, drop: 1),
        new("REASON", row => row.Reason) { IsFlexible = true });

    /// <summary>The table of <c>cost</c>.</summary>
    internal static TextTable<RunCostReport> Costs(Func<TimeZoneInfo?> zone) => new(
        new("JOB", row => row.JobId),
        new("ACCOUNT", row => row.Account),
        new("USER", row => row.User),
        new("PARTITION", row => row.Partition) { Drop = 2 },
        new("STATE", row => row.State),
        new("START", row => TimeText.Minute(row.StartTime, zone())),
        new("END", row => TimeText.Minute(row.EndTime, zone())) { Drop = 1 },
        Columns.Money<RunCostReport>("COST", row => row.CostUnits),
        new("REFUNDED", row => row.RefundedUnits == 0 ? string.Empty : Columns.Amount(row.RefundedUnits)) { IsRight = true, IsMoney = true, HideEmpty = true },
        Columns.Currency<RunCostReport>(row => row.Currency))
    {
        CurrencyOf = row => row.Currency,
    };

    /// <summary>How each entry about a job came about.</summary>
    internal static void WriteDerivations(TextWriter output, IReadOnlyList<TransactionReport> entries)
    {
        foreach (TransactionReport entry in entries.Where(entry => entry.Derivation.Count > 0))
        {
            output.WriteLine();
            output.WriteLine($"{entry.Seq}, {entry.Kind} of job {PlainText.Clean(entry.JobId)}:");
            foreach (string line in entry.Derivation)
            {
                output.WriteLine("  " + PlainText.Clean(line));
            }
        }
    }

    /// <summary>How each cost came about.</summary>
    internal static void WriteArithmetic(TextWriter output, IReadOnlyList<RunCostReport> costs)
    {
        foreach (RunCostReport cost in costs.Where(cost => cost.Arithmetic.Count > 0))
        {
            output.WriteLine();
            output.WriteLine($"{PlainText.Clean(cost.JobId)}, tariff version {cost.TariffVersion}:");
            foreach (string line in cost.Arithmetic)
            {
                output.WriteLine("  " + PlainText.Clean(line));
            }
        }
    }
}
