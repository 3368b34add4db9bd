using System;
using System.Globalization;
using System.IO;
using System.Linq;
using SlurmBank.Bank;
using SlurmBank.Cli.Output;

namespace SlurmBank.Cli.Views;

/// <summary>What people see of holds and of enforcement.</summary>
internal static class HoldViews
{
    /// <summary>The table of <c>holds list</c>.</summary>
    internal static TextTable<HoldReport> Holds(Func<TimeZoneInfo?> zone) => new(
        new("ACCOUNT", row => row.Account),
        new("CLUSTER", row => row.Cluster) { Drop = 2 },
        new("OWNER", row => row.Owner),
        new("ONLY", Only) { HideEmpty = true },
        new("BY", row => row.Actor),
        new("SINCE", row => TimeText.Minute(row.Placed, zone())),
        new("UNTIL", row => TimeText.Minute(row.Until, zone())) { HideEmpty = true },
        new("LIFTED", row => TimeText.Minute(row.Lifted, zone())) { HideEmpty = true },
        new("LIFTED BY", row => row.LiftedBy) { HideEmpty = true, Drop = 3 },
        new("LIMIT", row => row.Mechanism) { HideEmpty = true, Drop = 1 },
        new("REPLACED", row => row.Replaced) { HideEmpty = true, Drop = 4 },
        new("EFFECTIVE", row => row.Effective switch { true => "yes", false => "no", _ => string.Empty }) { HideEmpty = true, ToneOf = row => row.Effective == false ? Tone.Bad : Tone.Plain },
        new("REASON", row => row.Note.Length > 0 ? $"{row.Reason} (not effective: {row.Note})" : row.Reason) { IsFlexible = true });

    /// <summary>The table and the last line of <c>enforce</c>.</summary>
    internal static void Write(TextWriter output, HoldReportSet set, Palette palette)
    {
        _ = Actions(set.IsPlan).Write(output, set.Actions, palette);
        string changed = set.IsPlan
            ? "nothing was changed"
            : set.Commands.ToString(CultureInfo.InvariantCulture) + (set.Commands == 1 ? " Slurm command" : " Slurm commands");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{set.Cluster}: {set.Accounts} {(set.Accounts == 1 ? "account" : "accounts")} looked at, {Count(set, "hold")} to hold, {Count(set, "release")} to release; {changed}"));
    }

    /// <summary>The table of actions.</summary>
    internal static TextTable<HoldAction> Actions(bool isPlan) => new(
            new("ACCOUNT", row => row.Account),
            new("ACTION", row => Action(row, isPlan)) { ToneOf = row => row.Error is not null || row.Action == "not-effective" ? Tone.Bad : Tone.Plain },
            new("OWNER", row => row.Owner) { Drop = 2 },
            new("SPENDABLE", row => Columns.Amount(row.SpendableUnits)) { IsRight = true, Unit = "SU" },
            new("LIMIT", row => row.Limit) { HideEmpty = true, Drop = 1 },
            new("ON", row => Columns.Names(row.Targets)) { HideEmpty = true, Drop = 3 },
            new("REASON", row => row.Error ?? row.Reason) { IsFlexible = true })
        {
            CurrencyOf = row => row.Currency,
        };

    /// <summary>The lines of <c>lock</c> and <c>unlock</c>.</summary>
    internal static void Write(TextWriter output, HoldAction action, bool isPlan) => FactList.Write(
        output,
        ("account", action.Account),
        ("cluster", action.Cluster),
        ("action", Action(action, isPlan)),
        ("owner", action.Owner),
        ("limit", action.Limit),
        ("on", Columns.Names(action.Targets)),
        ("spendable", action.SpendableUnits == long.MaxValue ? "unlimited" : $"{Columns.Amount(action.SpendableUnits)} {action.Currency}"),
        ("reason", action.Reason),
        ("error", action.Error ?? string.Empty));

    private static string Action(HoldAction action, bool isPlan) => action switch
    {
        { Error: not null } => action.Action + " failed",
        { Action: "hold" or "release" or "limit" } when isPlan => "would " + action.Action,
        { Action: "hold", Done: true } => "held",
        { Action: "release", Done: true } => "released",
        { Action: "not-effective" } => "not effective",
        { Action: "limit", Done: true } => "limit moved",
        _ => action.Action,
    };

    /// <summary>What alone is held, where the account may start other jobs.</summary>
    private static string Only(HoldReport hold) => (hold.User.Length, hold.Currency.Length) switch
    {
        (0, _) => hold.Currency,
        (_, 0) => $"user {hold.User}",
        _ => $"user {hold.User}, {hold.Currency}",
    };

    private static int Count(HoldReportSet set, string action) => set.Actions.Count(item => item.Action == action);
}
