using System;
using System.Management.Automation;
using SlurmBank.Bank;
using SlurmBank.Engine;

namespace SlurmBank.PowerShell.Arguments;

/// <summary>
/// Lets a parameter that is a moment take a date such as <c>2027-09-30</c> (in the site's time zone), a date and time, or PowerShell's
/// own dates; <c>now</c>, <c>now-1week</c> and <c>now+2days</c> as Slurm reads them; and, where what is meant lies ahead, a length of
/// time such as <c>7d</c> from now. An empty text, as an empty cell of a CSV file, is no moment.
/// </summary>
public sealed class MomentTransformationAttribute : ArgumentTransformationAttribute
{
    /// <summary>Whether the moment lies ahead, so that a length of time such as <c>7d</c> means from now on.</summary>
    public bool Ahead { get; set; }

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object? value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        if (Relative(LimitWords.Text(inputData)) is SiteMoment relative)
        {
            return relative;
        }

        return value switch
        {
            null => null,
            SiteMoment moment => moment,
            string text when text.Trim().Length == 0 => null,
            string text => Parse(text),
            DateTimeOffset instant => SiteMoment.FromInstant(instant),
            DateTime time => SiteMoment.FromDateTime(time),
            DateOnly date => SiteMoment.FromDate(date),
            _ => throw new ArgumentTransformationMetadataException($"A {value.GetType().Name} is not a date or time. Write 2027-09-30 or 2027-09-30T12:00."),
        };
    }

    private static SiteMoment Parse(string text) =>
        SiteMoment.TryParse(text, out SiteMoment value, out TextError error)
            ? value
            : throw new ArgumentTransformationMetadataException($"'{text}' is not a date or time: {error}.");

    /// <summary>A moment counted from now: the same in every time zone. Null where the text is none.</summary>
    private SiteMoment? Relative(string text)
    {
        if (text.StartsWith("now", StringComparison.OrdinalIgnoreCase))
        {
            return SlurmTime.TryParse(text.ToLowerInvariant(), DateTimeOffset.UtcNow, TimeZoneInfo.Utc, SlurmTimeSense.Since, out DateTimeOffset instant, out _)
                ? SiteMoment.FromInstant(instant)
                : null;
        }

        return Ahead && text.Length > 1 && "wdhm".Contains(char.ToLowerInvariant(text[^1]), StringComparison.Ordinal)
            && int.TryParse(text[..^1], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out int count) && count <= 100_000
            ? SiteMoment.FromInstant(DateTimeOffset.UtcNow + (count * (char.ToLowerInvariant(text[^1]) switch { 'w' => TimeSpan.FromDays(7), 'd' => TimeSpan.FromDays(1), 'h' => TimeSpan.FromHours(1), _ => TimeSpan.FromMinutes(1) })))
            : null;
    }
}
