using System;
using System.Globalization;
using System.Linq;
using SlurmBank.Engine;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

/// <summary>The status as one line of a monitoring plugin: a word, what is wrong, and after a bar the figures.</summary>
public static class MonitorLine
{
    private const int MostFindings = 3;

    /// <summary>The line of a bank that could be read.</summary>
    public static string Of(BankStatus status)
    {
        string[] codes = [.. status.Findings.OrderByDescending(f => f.Severity).Select(f => f.Code).Distinct()];
        string what = codes.Length == 0
            ? string.Create(CultureInfo.InvariantCulture, $"{status.Accounts} accounts, {status.Held} held")
            : string.Join(", ", codes.Take(MostFindings)) + (codes.Length > MostFindings ? $" and {codes.Length - MostFindings} more" : string.Empty);
        string figures = string.Create(CultureInfo.InvariantCulture, $"held={status.Held} spent_not_held={status.SpentNotHeld} parked={status.Parked} liens={status.Liens} entries={status.Entries}");
        return $"SLURMBANK {Word(status.MonitorCode)} - {what} | {figures}";
    }

    /// <summary>The line of a bank that could not be read. A damaged ledger is critical, anything else unknown.</summary>
    public static string Of(SlurmBankException error) => $"SLURMBANK {Word(CodeOf(error))} - {error.ErrorId}: {new string([.. error.Message.Select(c => char.IsControl(c) || c == '|' ? ' ' : c)])}";

    /// <summary>The code of a bank that could not be read.</summary>
    public static MonitorCode CodeOf(SlurmBankException error) => error is LedgerCorruptException ? MonitorCode.Critical : MonitorCode.Unknown;

    private static string Word(MonitorCode code) => code.ToString().ToUpperInvariant();
}
