using System.Globalization;

namespace SlurmBank.Engine.Toml;

/// <summary>
/// A date, a time of day, or both, with or without an offset. The parts are kept as written, because RFC 3339 knows
/// instants (leap seconds, year 0) that the framework's types do not.
/// </summary>
public sealed class TomlDateTime : TomlNode
{
    private readonly TomlDateTimeParts parts;

    internal TomlDateTime(TomlKind kind, TomlDateTimeParts parts, TomlPosition position)
        : base(kind, position) => this.parts = parts;

    /// <summary>The year, 0 to 9999; 0 for a time of day.</summary>
    public int Year => parts.Year;

    /// <summary>The month, 1 to 12; 0 for a time of day.</summary>
    public int Month => parts.Month;

    /// <summary>The day of the month, from 1; 0 for a time of day.</summary>
    public int Day => parts.Day;

    /// <summary>The hour, 0 to 23; 0 for a date.</summary>
    public int Hour => parts.Hour;

    /// <summary>The minute, 0 to 59.</summary>
    public int Minute => parts.Minute;

    /// <summary>The second, 0 to 60: RFC 3339 section 5.6 allows a leap second.</summary>
    public int Second => parts.Second;

    /// <summary>Nanoseconds, 0 to 999 999 999; digits beyond are cut off, as TOML 1.0 asks.</summary>
    public int Nanosecond => parts.Nanosecond;

    /// <summary>Minutes to add to UTC to get this time, -1439 to 1439; 0 without an offset.</summary>
    public int OffsetMinutes => parts.OffsetMinutes;

    /// <inheritdoc/>
    public override string Describe() => Kind switch
    {
        TomlKind.LocalDate => $"the date {this}",
        TomlKind.LocalTime => $"the time {this}",
        _ => $"the date and time {this}",
    };

    /// <summary>The value as RFC 3339 writes it, with <c>T</c>, <c>Z</c> for no offset, and no trailing zeros in the fraction.</summary>
    public override string ToString()
    {
        string date = string.Create(CultureInfo.InvariantCulture, $"{Year:D4}-{Month:D2}-{Day:D2}");
        string fraction = Nanosecond == 0 ? string.Empty : "." + Nanosecond.ToString("D9", CultureInfo.InvariantCulture).TrimEnd('0');
        string time = string.Create(CultureInfo.InvariantCulture, $"{Hour:D2}:{Minute:D2}:{Second:D2}") + fraction;
        int offset = System.Math.Abs(OffsetMinutes);
        string zone = OffsetMinutes == 0
            ? "Z"
            : string.Create(CultureInfo.InvariantCulture, $"{(OffsetMinutes < 0 ? '-' : '+')}{offset / 60:D2}:{offset % 60:D2}");
        return Kind switch
        {
            TomlKind.LocalDate => date,
            TomlKind.LocalTime => time,
            TomlKind.LocalDateTime => $"{date}T{time}",
            _ => $"{date}T{time}{zone}",
        };
    }
}

/// <summary>The numbers of a date and time.</summary>
internal readonly record struct TomlDateTimeParts(
    int Year, int Month, int Day, int Hour, int Minute, int Second, int Nanosecond, int OffsetMinutes);
