using System;
using System.Globalization;
using System.Linq;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

/// <summary>How one kind of work went: when it succeeded last, and what was wrong since. Kept in the ledger, but no part of the chain.</summary>
/// <param name="Succeeded">When it ended well last, in seconds since 1970 UTC; null for never.</param>
/// <param name="Failed">When it failed last; null for never.</param>
/// <param name="Failures">How often in a row, up to now.</param>
/// <param name="ErrorId">The identifier of the last error; empty where there was none.</param>
/// <param name="Error">Its text.</param>
internal sealed record WorkRecord(long? Succeeded, long? Failed, int Failures, string ErrorId, string Error)
{
    internal const string Sync = "sync";
    internal const string Enforce = "enforce";
    internal const string Backup = "backup";
    internal const string Verify = "verify";
    internal const string Snapshot = "snapshot";
    internal const string Serve = "serve";

    /// <summary>The night's work as a whole; its parts are recorded by their own names.</summary>
    internal const string Night = "night";

    private const int LongestError = 500;

    internal static readonly WorkRecord None = new(null, null, 0, string.Empty, string.Empty);

    /// <summary>All kinds of work that are recorded.</summary>
    internal static readonly string[] Names = [Sync, Enforce, Snapshot, Backup, Verify, Serve];

    internal static string Property(string name) => "work:" + name;

    internal static WorkRecord Read(ILedgerReader reader, string name) => Parse(reader.Property(Property(name)));

    /// <summary>Reads what <see cref="ToString"/> wrote; anything else counts as "never".</summary>
    internal static WorkRecord Parse(string? text)
    {
        string[] parts = (text ?? string.Empty).Split('\t', 5);
        return parts.Length == 5 && int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out int failures)
            ? new WorkRecord(Seconds(parts[0]), Seconds(parts[1]), failures, parts[3], parts[4])
            : None;
    }

    internal WorkRecord After(long now, string errorId, string error) => errorId.Length == 0
        ? this with { Succeeded = now, Failures = 0 }
        : new WorkRecord(Succeeded, now, Math.Min(Failures, int.MaxValue - 1) + 1, OneLine(errorId), OneLine(error));

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Succeeded}\t{Failed}\t{Failures}\t{ErrorId}\t{Error}");

    private static long? Seconds(string text) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) ? value : null;

    private static string OneLine(string text) => new([.. text.Take(LongestError).Select(c => char.IsControl(c) ? ' ' : c)]);
}
