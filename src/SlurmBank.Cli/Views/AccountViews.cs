using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using SlurmBank.Bank;
using SlurmBank.Cli.Output;

namespace SlurmBank.Cli.Views;

/// <summary>What people see of what was decided for accounts.</summary>
internal static class AccountViews
{
    /// <summary>The table of <c>account list</c>.</summary>
    internal static TextTable<AccountReport> Accounts() => new(
        new("ACCOUNT", row => row.Account),
        new("MODE", row => row.ModeIsDefault ? row.Mode + " (site)" : row.Mode),
        new("KIND", row => row.Kind),
        new("CREDIT LIMIT", row => Columns.Amount(row.CreditLimitUnits)) { IsRight = true, Unit = "SU" },
        new("HELD BY", row => row.HoldMechanism) { Drop = 2 },
        new("MANAGED", row => row.IsManaged ? "yes" : "no") { Drop = 1 },
        new("PARENT", Parents) { IsFlexible = true, HideEmpty = true },
        new("DRAWS ON", row => row.DrawsOn ?? string.Empty) { HideEmpty = true },
        new("USER LIMITS", row => string.Join(", ", row.UserLimits.Select(Limit))) { IsFlexible = true, HideEmpty = true });

    /// <summary>The list of <c>account show</c>.</summary>
    internal static void Write(TextWriter output, IReadOnlyList<AccountReport> accounts)
    {
        for (int i = 0; i < accounts.Count; i++)
        {
            AccountReport account = accounts[i];
            if (i > 0)
            {
                output.WriteLine();
            }

            FactList.Write(
                output,
                ("account", account.Account),
                ("mode", account.ModeIsDefault ? account.Mode + " (the site's default)" : account.Mode),
                ("kind", account.Kind),
                ("credit limit", account.CreditLimitUnits == long.MaxValue ? "unlimited" : Columns.Amount(account.CreditLimitUnits) + " SU"),
                ("held by", account.HoldMechanism),
                ("managed", account.IsManaged ? "yes" : account.Kind == "unmanaged" ? "no (on purpose: recorded, never held)" : "no (it never had a grant: recorded, never held)"),
                ("told at", Told(account)),
                ("parent", Parents(account)),
                ("draws on", account.DrawsOn is string parent ? parent + ", after its own grants" : "its own grants only"),
                ("own hardware", account.Kind != "owned" ? string.Empty : account.OwnedPartitions.Count == 0 ? "all partitions" : string.Join(", ", account.OwnedPartitions)),
                ("user limits", string.Join("; ", account.UserLimits.Select(Limit))));
        }
    }

    private static string Limit(UserLimitReport limit) =>
        $"{limit.User} {Columns.Amount(limit.LimitUnits)} {limit.Currency} ({Columns.Amount(limit.AvailableUnits)} left)";

    private static string Told(AccountReport account)
    {
        string use = string.Join(", ", account.Thresholds.Select(t => t.ToString("0.##", CultureInfo.InvariantCulture) + "% of use"));
        string end = string.Join(", ", account.NoticeDays.Select(d => d.ToString(CultureInfo.InvariantCulture))) + " days before an end";
        return (use.Length > 0, account.NoticeDays.Count > 0) switch
        {
            (true, true) => use + "; " + end,
            (true, false) => use,
            (false, true) => end,
            _ => "nothing",
        };
    }

    private static string Parents(AccountReport account) =>
        account.Parents.Values.Distinct().Count() == 1
            ? account.Parents.Values.First()
            : string.Join(", ", account.Parents.Select(pair => $"{pair.Value} ({pair.Key})"));
}
