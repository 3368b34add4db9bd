using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using SlurmBank.Bank;
using SlurmBank.Cli.Output;
using SlurmBank.Engine;

namespace SlurmBank.Cli.Views;

/// <summary>What people see of movements: withdrawals, transfers, refunds, reversals, write-offs, changes of terms.</summary>
internal static class MovementViews
{
    private const string Unchanged = "; nothing was changed";

    /// <summary>The table of <c>refund</c>.</summary>
    internal static TextTable<RefundReport> Refunds(Func<TimeZoneInfo?> zone) => new(
        new("JOB", row => row.JobId),
        new("ACCOUNT", row => row.Account),
        new("USER", row => row.User),
        new("STATE", row => row.State) { Drop = 1 },
        new("END", row => TimeText.Minute(row.EndTime, zone())) { Drop = 2 },
        Columns.Money<RefundReport>("COST", row => row.CostUnits),
        Columns.Money<RefundReport>("REFUND", row => row.AmountUnits),
        new("OUTCOME", row => row.Outcome == "refund" ? string.Empty : row.Outcome == "free" ? "it was free" : "refunded before") { HideEmpty = true },
        Columns.Currency<RefundReport>(row => row.Currency))
    {
        CurrencyOf = row => row.Currency,
    };

    /// <summary>The line below it.</summary>
    internal static void WriteRefundSum(TextWriter output, IReadOnlyList<RefundReport> reports, bool isPlan)
    {
        foreach (IGrouping<string, RefundReport> currency in reports.Where(r => r.Outcome == "refund").GroupBy(r => r.Currency))
        {
            string sum = $"{Columns.Amount(currency.Sum(r => r.AmountUnits))} {currency.Key} of {Runs(currency.Count())}";
            output.WriteLine(PlainText.Clean(isPlan ? $"would refund {sum}{Unchanged}" : $"refunded {sum}"));
        }

        if (reports.All(r => r.Outcome != "refund"))
        {
            output.WriteLine("nothing is left to refund" + Unchanged);
        }
    }

    /// <summary>The line of <c>withdraw</c>.</summary>
    internal static void WriteWithdrawal(TextWriter output, MovementReport report, ServiceUnits amount, bool isPlan)
    {
        AllocationReport allocation = report.Allocation;
        string what = string.Create(CultureInfo.InvariantCulture, $"{amount} {allocation.Currency} from allocation {allocation.AllocationId}");
        Say(output, allocation.Account, report.Seq, report.IsNew, isPlan, $"would withdraw {what}, which would then have {Left(allocation)} left", $"withdrew {what}, which now has {Left(allocation)} left", "withdrawn before under that reference");
    }

    /// <summary>The line of <c>transfer</c>.</summary>
    internal static void WriteTransfer(TextWriter output, TransferReport report, ServiceUnits amount, bool isPlan)
    {
        (AllocationReport from, AllocationReport to) = (report.From, report.To);
        string what = string.Create(CultureInfo.InvariantCulture, $"{amount} {from.Currency} from allocation {from.AllocationId} ({Left(from)} left) to allocation {to.AllocationId} of {to.Account} ({Left(to)} left)");
        Say(output, from.Account, report.Seq, report.IsNew, isPlan, "would transfer " + what, "transferred " + what, "transferred before under that reference");
    }

    /// <summary>The line of <c>write-off</c>.</summary>
    internal static void WriteWriteOff(TextWriter output, MovementReport report, bool isPlan)
    {
        AllocationReport allocation = report.Allocation;
        string what = $"{Columns.Amount(allocation.GrantedUnits)} {allocation.Currency} of the overdraft";
        Say(output, allocation.Account, report.Seq, report.IsNew, isPlan, "would write off " + what, "wrote off " + what, "written off before under that reference");
    }

    /// <summary>The line of <c>undo</c>.</summary>
    internal static void WriteReversal(TextWriter output, ReversalReport report, bool isPlan)
    {
        TransactionReport reversed = report.Reversed;
        string moved = reversed.ChargedUnits != 0 ? Columns.Amount(-reversed.ChargedUnits) : Columns.Amount(Math.Abs(reversed.AmountUnits));
        string what = string.Create(CultureInfo.InvariantCulture, $"the {reversed.Kind} of {moved} {reversed.Currency} in entry {reversed.Seq}");
        Say(output, reversed.Account ?? string.Empty, report.Transaction.Seq, report.IsNew, isPlan, "would reverse " + what, "reversed " + what, "reversed before under that reference");
    }

    /// <summary>The line of <c>allocation set</c> and <c>allocation close</c>.</summary>
    internal static void WriteTerms(TextWriter output, MovementReport report, string done, string would, bool isPlan, TimeZoneInfo? zone)
    {
        AllocationReport allocation = report.Allocation;
        string until = allocation.EndDate is null ? "without end" : $"{(allocation.Status == "ended" ? "ended" : "to")} {TimeText.LastDay(allocation.EndDate, zone)}";
        string scope = MoneyViews.Scope(allocation);
        string expired = allocation.ExpiredUnits == 0 ? string.Empty : $", {Columns.Amount(allocation.ExpiredUnits)} {allocation.Currency} expired";
        string what = string.Create(CultureInfo.InvariantCulture, $"allocation {allocation.AllocationId}: {until}, priority {allocation.Priority}, {(scope.Length == 0 ? "for everything" : $"only for {scope}")}, {Left(allocation)} left{expired}");
        Say(output, allocation.Account, report.Seq, report.IsNew, isPlan, $"would {would} {what}", $"{done} {what}", $"is so already: {what}");
    }

    private static void Say(TextWriter output, string account, long seq, bool isNew, bool isPlan, string would, string did, string before)
    {
        string entry = seq == 0 ? string.Empty : string.Create(CultureInfo.InvariantCulture, $", entry {seq}");
        output.WriteLine(PlainText.Clean(account + ": " + (isNew ? isPlan ? would + Unchanged : did + entry : before + entry + Unchanged)));
    }

    private static string Left(AllocationReport allocation) => $"{Columns.Amount(allocation.RemainingUnits)} {allocation.Currency}";

    private static string Runs(int count) => count == 1 ? "one run" : string.Create(CultureInfo.InvariantCulture, $"{count} runs");
}
