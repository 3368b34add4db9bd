using System;
using System.Globalization;
using SlurmBank.Engine;

namespace SlurmBank.Bank;

/// <summary>
/// A date or an instant as a person gives it. A date means midnight in the site's time zone; as the end of a window it is inclusive:
/// the window ends at the midnight that follows.
/// </summary>
public readonly record struct SiteMoment
{
    private SiteMoment(DateTime local, DateTimeOffset? instant, bool isDate)
    {
        Local = local;
        Instant = instant;
        IsDate = isDate;
    }

    /// <summary>The instant, where it was given with its offset from UTC.</summary>
    public DateTimeOffset? Instant { get; }

    /// <summary>The date and time in the site's time zone, where it was given without an offset.</summary>
    public DateTime Local { get; }

    /// <summary>True for a date without a time of day.</summary>
    public bool IsDate { get; }

    /// <summary>A date in the site's time zone.</summary>
    public static SiteMoment FromDate(DateOnly date) => new(date.ToDateTime(TimeOnly.MinValue), null, true);

    /// <summary>An instant.</summary>
    public static SiteMoment FromInstant(DateTimeOffset instant) => new(default, instant, false);

    /// <summary>A date and time: UTC and local kinds are instants, others are in the site's time zone; midnight without a kind is a date.</summary>
    public static SiteMoment FromDateTime(DateTime value) => value.Kind switch
    {
        DateTimeKind.Utc or DateTimeKind.Local => FromInstant(new DateTimeOffset(value)),
        _ => new SiteMoment(value, null, value.TimeOfDay == TimeSpan.Zero),
    };

    /// <summary>Reads <c>2027-09-30</c>, <c>2027-09-30T12:00</c>, <c>2027-09-30 12:00:05</c>, and both with <c>Z</c> or an offset.</summary>
    public static bool TryParse(string? text, out SiteMoment value, out TextError error)
    {
        error = default;
        value = default;
        string trimmed = (text ?? string.Empty).Trim();
        if (DateOnly.TryParseExact(trimmed, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date))
        {
            value = FromDate(date);
            return true;
        }

        string[] local = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss"];
        if (DateTime.TryParseExact(trimmed, local, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime plain))
        {
            value = new SiteMoment(plain, null, false);
            return true;
        }

        string[] offset = ["yyyy-MM-dd'T'HH:mmzzz", "yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd HH:mm:sszzz", "yyyy-MM-dd HH:mm:ss zzz"];
        string zoned = trimmed.EndsWith('Z') ? trimmed[..^1] + "+00:00" : trimmed;
        if (DateTimeOffset.TryParseExact(zoned, offset, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTimeOffset instant))
        {
            value = FromInstant(instant);
            return true;
        }

        error = new TextError("a date like 2027-09-30 or a date and time like 2027-09-30T12:00 is expected", 0);
        return false;
    }

    /// <summary>Reads a date or an instant: see <see cref="TryParse"/>.</summary>
    /// <exception cref="TextFormatException">The text is neither.</exception>
    public static SiteMoment Parse(string? text) => TryParse(text, out SiteMoment value, out TextError error) ? value : throw new TextFormatException("date or time", text, error);

    /// <summary>The first second of the moment, in seconds since 1970 UTC. A time that the clocks skip counts from after the gap; one that comes twice is the first.</summary>
    public long ToStart(TimeZoneInfo zone) => Instant is DateTimeOffset instant ? instant.ToUnixTimeSeconds() : Resolve(Local, zone);

    /// <summary>The first second after a window that ends with this moment: for a date the midnight that follows it.</summary>
    public long ToEnd(TimeZoneInfo zone) => IsDate ? Resolve(Local.AddDays(1), zone) : ToStart(zone);

    /// <inheritdoc/>
    public override string ToString() => Instant is DateTimeOffset instant
        ? instant.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture)
        : Local.ToString(IsDate ? "yyyy-MM-dd" : "yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);

    private static long Resolve(DateTime local, TimeZoneInfo zone)
    {
        DateTime plain = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        while (zone.IsInvalidTime(plain))
        {
            plain = plain.AddMinutes(1);
        }

        TimeSpan offset = zone.GetUtcOffset(plain);
        if (zone.IsAmbiguousTime(plain))
        {
            foreach (TimeSpan candidate in zone.GetAmbiguousTimeOffsets(plain))
            {
                offset = candidate > offset ? candidate : offset;
            }
        }

        return new DateTimeOffset(plain, offset).ToUnixTimeSeconds();
    }
}
