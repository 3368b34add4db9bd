using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace SlurmBank.Bank;

/// <summary>
/// Writes figures in Prometheus' text format, version 0.0.4: HELP, TYPE, then the samples of each name together. In a label's value the
/// backslash, the quote and the line feed are escaped, in a help text the backslash and the line feed.
/// </summary>
internal sealed class PrometheusText
{
    private const string Prefix = "slurmbank_";
    private readonly StringBuilder text = new();

    /// <summary>The figures of a bank that could be read.</summary>
    internal static string Of(BankStatus status, IReadOnlyList<Balance>? balances)
    {
        var page = new PrometheusText();
        page.One("up", "Whether the bank's ledger could be read.", 1);
        page.One("health", "0 ok, 1 warning, 2 critical.", (int)status.MonitorCode);
        page.Work(status);
        page.Ledger(status);
        page.Places(status);
        if (balances is not null)
        {
            page.Accounts(balances);
        }

        return page.text.ToString();
    }

    /// <summary>The figures of a bank that could not be read: old ones would look like new ones.</summary>
    internal static string Unavailable()
    {
        var page = new PrometheusText();
        page.One("up", "Whether the bank's ledger could be read.", 0);
        return page.text.ToString();
    }

    /// <summary>A label's value as the format wants it.</summary>
    internal static string Escape(string value) =>
        value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private void Work(BankStatus status)
    {
        Many("findings", "Findings by code; severity 1 warning, 2 error.", status.Findings.GroupBy(f => (f.Code, f.Severity)), g => $"code=\"{Escape(g.Key.Code)}\",severity=\"{(int)g.Key.Severity}\"", g => g.Count());
        Many("settled_timestamp_seconds", "Up to when everything is settled.", status.Watermarks.Where(w => w.Value is not null), w => $"cluster=\"{Escape(w.Key)}\"", w => Seconds(w.Value!.Value));
        Maybe("last_sync_timestamp_seconds", "When the last sync ended.", status.LastSync);
        Maybe("last_enforcement_timestamp_seconds", "When the last enforcement ended.", status.LastEnforcement);
        Maybe("snapshot_timestamp_seconds", "When the snapshot was published.", status.Snapshot);
        Maybe("last_backup_timestamp_seconds", "When the last backup was made.", status.LastBackup);
        Maybe("last_verification_timestamp_seconds", "When the ledger was verified last and found sound.", status.LastVerification);
        Many("work_failures", "How often in a row a kind of work failed, up to now.", status.Work, w => $"work=\"{Escape(w.Name)}\"", w => w.Failures);
    }

    private void Ledger(BankStatus status)
    {
        One("accounts", "Accounts in the ledger.", status.Accounts);
        One("held_accounts", "Accounts held now.", status.Held);
        One("spent_not_held_accounts", "Enforced accounts with nothing spendable that are not held.", status.SpentNotHeld);
        One("parked_runs", "Runs that no tariff version can price.", status.Parked);
        One("open_liens", "Open liens.", status.Liens);
        One("entries", "Entries in the ledger.", status.Entries);
        if (status.Drifting is int drifting)
        {
            One("drifting_limits", "Limits of the bank in Slurm that somebody else has changed.", drifting);
        }
    }

    private void Places(BankStatus status)
    {
        Optional("gate_journal_bytes", "The size of the gate's journal.", status.Backlog.JournalBytes);
        Optional("spool_segments", "Segments of the completion plugin's spool that are not drained.", status.Backlog.SpoolSegments);
        Optional("spool_aside_segments", "Damaged segments of the spool.", status.Backlog.SpoolAside);
        Optional("disk_free_bytes", "The room on the ledger's disk.", status.Disk?.FreeBytes);
        Optional("disk_size_bytes", "The size of the ledger's disk.", status.Disk?.SizeBytes);
    }

    private void Accounts(IReadOnlyList<Balance> balances)
    {
        Account("account_granted", "Active grants, in SU.", b => b.Granted);
        Account("account_charged", "Charged against the active grants, in SU.", b => b.Charged);
        Account("account_running", "Set aside for running jobs, in SU.", b => b.Running);
        Account("account_queued", "Set aside for waiting jobs, in SU.", b => b.Queued);
        Account("account_spendable", "What decides about a hold, in SU; absent where the account is unlimited.", b => b.Spendable, b => b.Status != "unlimited");
        Account("account_held", "1 where the account is held.", b => b.Status == "held" ? 1 : 0);

        void Account(string name, string help, Func<Balance, decimal> value, Func<Balance, bool>? where = null) =>
            Many(name, help, balances.Where(where ?? (_ => true)), b => $"account=\"{Escape(b.Account)}\",currency=\"{Escape(b.Currency)}\"", value);
    }

    private void Maybe(string name, string help, DateTimeOffset? moment)
    {
        if (moment is DateTimeOffset time)
        {
            One(name, help, Seconds(time));
        }
    }

    private void Optional(string name, string help, long? value)
    {
        if (value is long known)
        {
            One(name, help, known);
        }
    }

    private void One(string name, string help, decimal value) => Many(name, help, [value], _ => string.Empty, v => v);

    private void Many<T>(string name, string help, IEnumerable<T> rows, Func<T, string> labels, Func<T, decimal> value)
    {
        bool isFirst = true;
        foreach (T row in rows)
        {
            if (isFirst)
            {
                string said = help.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
                text.Append(CultureInfo.InvariantCulture, $"# HELP {Prefix}{name} {said}\n# TYPE {Prefix}{name} gauge\n");
                isFirst = false;
            }

            string set = labels(row);
            text.Append(CultureInfo.InvariantCulture, $"{Prefix}{name}{(set.Length == 0 ? string.Empty : "{" + set + "}")} {value(row)}\n");
        }
    }

    private static decimal Seconds(DateTimeOffset moment) => moment.ToUnixTimeSeconds();
}
