using System;
using System.Globalization;
using System.IO;
using System.Linq;
using SlurmBank.Bank;
using SlurmBank.Cli.Output;
using SlurmBank.Engine;

namespace SlurmBank.Cli.Views;

/// <summary>What people see of balances, allocations and movements.</summary>
internal static class MoneyViews
{
    /// <summary>The table of <c>balance</c>.</summary>
    internal static TextTable<Balance> Balances(Func<TimeZoneInfo?> zone) => new(
        new("ACCOUNT", row => row.Account),
        new("STATUS", row => row.Status) { ToneOf = row => row.Status is "held" or "spent" ? Tone.Bad : Tone.Plain },
        Columns.Money<Balance>("GRANTED", row => row.GrantedUnits),
        Columns.Money<Balance>("CHARGED", row => row.ChargedUnits),
        Columns.Money<Balance>("RUNNING", row => row.RunningUnits),
        Columns.Money<Balance>("QUEUED", row => row.QueuedUnits, drop: 2),
        Columns.Money<Balance>("AVAILABLE", row => row.AvailableUnits),
        new("USED", row => row.PercentUsed?.ToString("0.0", CultureInfo.InvariantCulture)) { IsRight = true, Unit = "%", Drop = 3 },
        new("UNTIL", row => TimeText.LastDay(row.EndDate, zone())) { HideEmpty = true, Drop = 1 },
        Columns.Currency<Balance>(row => row.Currency))
    {
        CurrencyOf = row => row.Currency,
    };

    /// <summary>The table of <c>allocation list</c>.</summary>
    internal static TextTable<AllocationReport> Allocations(Func<TimeZoneInfo?> zone) => new(
        Columns.Number<AllocationReport>("ID", row => row.AllocationId),
        new("ACCOUNT", row => row.Account),
        new("STATUS", row => row.Status),
        Columns.Money<AllocationReport>("GRANTED", row => row.GrantedUnits),
        Columns.Money<AllocationReport>("DRAWN", row => row.DrawnUnits),
        Columns.Money<AllocationReport>("REMAINING", row => row.RemainingUnits),
        new("EXPIRED", row => row.ExpiredUnits == 0 ? string.Empty : Columns.Amount(row.ExpiredUnits)) { IsRight = true, IsMoney = true, HideEmpty = true, Drop = 3 },
        new("FROM", row => TimeText.FirstDay(row.StartDate, zone())) { Drop = 2 },
        new("UNTIL", row => TimeText.LastDay(row.EndDate, zone())) { HideEmpty = true },
        new("KIND", row => row.Kind == "grant" ? string.Empty : row.Kind) { HideEmpty = true, Drop = 5 },
        Columns.Number<AllocationReport>("PRIORITY", row => row.Priority == 0 ? null : row.Priority, drop: 6) with { HideEmpty = true },
        new("REFERENCE", row => row.Reference) { HideEmpty = true, Drop = 4 },
        Columns.Currency<AllocationReport>(row => row.Currency),
        new("ONLY FOR", Scope) { HideEmpty = true, IsFlexible = true })
    {
        CurrencyOf = row => row.Currency,
    };

    /// <summary>The lines of a <c>grant</c> that is divided over clusters: one for each allocation.</summary>
    internal static void WriteShares(TextWriter output, GrantReport report, GrantCommand command, TimeZoneInfo? zone)
    {
        string done = command.IsPlan ? "would grant" : report.IsNew ? "granted" : "granted before under reference";
        foreach (AllocationReport allocation in report.Allocations)
        {
            string until = allocation.EndDate is null ? "without end" : "to " + TimeText.LastDay(allocation.EndDate, zone);
            string number = command.IsPlan ? string.Empty : string.Create(CultureInfo.InvariantCulture, $", allocation {allocation.AllocationId}");
            output.WriteLine(PlainText.Clean($"{allocation.Account}: {done} {Columns.Amount(allocation.GrantedUnits)} {allocation.Currency} for {string.Join(',', allocation.Clusters)}, {TimeText.FirstDay(allocation.StartDate, zone)} {until}{number}"));
        }

        if (command.IsPlan || !report.IsNew)
        {
            output.WriteLine("Nothing was changed.");
        }
    }

    /// <summary>The line of <c>grant</c>.</summary>
    internal static void WriteGrant(TextWriter output, MovementReport report, ServiceUnits amount, bool isPlan, TimeZoneInfo? zone)
    {
        AllocationReport allocation = report.Allocation;
        string until = allocation.EndDate is null ? "without end" : "to " + TimeText.LastDay(allocation.EndDate, zone);
        string what = $"{amount} {allocation.Currency}, {TimeText.FirstDay(allocation.StartDate, zone)} {until}";
        output.WriteLine(PlainText.Clean(isPlan
            ? $"{allocation.Account}: would grant {what}; nothing was changed"
            : report.IsNew
                ? string.Create(CultureInfo.InvariantCulture, $"{allocation.Account}: granted {what}, allocation {allocation.AllocationId}, entry {report.Seq}")
                : string.Create(CultureInfo.InvariantCulture, $"{allocation.Account}: granted before under reference {allocation.Reference}, allocation {allocation.AllocationId}, entry {report.Seq}; nothing was changed")));
    }

    /// <summary>The line of <c>deposit</c>.</summary>
    internal static void WriteDeposit(TextWriter output, MovementReport report, ServiceUnits amount, bool isPlan)
    {
        AllocationReport allocation = report.Allocation;
        string left = $"{Columns.Amount(allocation.RemainingUnits)} {allocation.Currency}";
        string what = string.Create(CultureInfo.InvariantCulture, $"{amount} {allocation.Currency} into allocation {allocation.AllocationId}");
        output.WriteLine(PlainText.Clean(isPlan
            ? $"{allocation.Account}: would deposit {what}, which would then have {left} left; nothing was changed"
            : report.IsNew
                ? string.Create(CultureInfo.InvariantCulture, $"{allocation.Account}: deposited {what}, which now has {left} left, entry {report.Seq}")
                : string.Create(CultureInfo.InvariantCulture, $"{allocation.Account}: deposited before under that reference, entry {report.Seq}; nothing was changed")));
    }

    /// <summary>What an allocation may pay for; empty for everything.</summary>
    internal static string Scope(AllocationReport row) => string.Join("; ", new[]
    {
        ("clusters", row.Clusters),
        ("partitions", row.Partitions),
        ("qos", row.Qos),
        ("users", row.Users),
    }.Where(part => part.Item2.Count > 0).Select(part => $"{part.Item1} {Columns.Names(part.Item2)}"));
}
