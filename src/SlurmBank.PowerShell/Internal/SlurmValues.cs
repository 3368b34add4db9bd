using System;
using System.Collections.Generic;
using System.Globalization;
using SlurmBank.Engine;

namespace SlurmBank.PowerShell.Internal;

/// <summary>Turns Slurm's texts into the values that people work with. Nothing here throws: what cannot be read is null.</summary>
internal static class SlurmValues
{
    internal static IReadOnlyList<string> Words(string text) => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>A list of who may; empty for everybody, which Slurm writes as ALL or (null).</summary>
    internal static IReadOnlyList<string> Allowed(string text) => text is "ALL" or "(null)" ? [] : Words(text);

    internal static string Field(IReadOnlyDictionary<string, string> fields, string name) =>
        fields.TryGetValue(name, out string? value) && value is not ("(null)" or "N/A" or "n/a") ? value : string.Empty;

    /// <summary>A count; null for UNLIMITED and Slurm's other words and numbers for none.</summary>
    internal static long? Count(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number is not (4294967295 or 4294967294) ? number : null;

    internal static TimeSpan? Seconds(long? seconds) => seconds is long value and >= 0 and < 922_337_203_685 ? TimeSpan.FromSeconds(value) : null;

    /// <summary>A span as Slurm prints it; null for UNLIMITED, INFINITE and nothing.</summary>
    internal static TimeSpan? Span(string text) =>
        ElapsedTime.TryParse(text, out ElapsedTime span, out _) ? Seconds(span.Seconds) : null;

    internal static DateTimeOffset? Epoch(string text, TimeZoneInfo zone) =>
        Count(text) is long seconds and > 0 and <= 253_402_300_799 ? TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeSeconds(seconds), zone) : null;
}
