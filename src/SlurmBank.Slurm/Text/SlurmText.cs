using System;
using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace SlurmBank.Slurm;

/// <summary>The few texts of Slurm's output that these readers turn into numbers. Nothing here throws.</summary>
internal static class SlurmText
{
    // Beyond this no clock of Slurm goes; it keeps DateTimeOffset safe (year 9999).
    private const long LatestTime = 253_402_300_799;

    internal static bool TryLong(ReadOnlySpan<byte> text, out long value) =>
        Utf8Parser.TryParse(text, out value, out int read) && read == text.Length;

    internal static long? LongOrNull(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) ? value : null;

    internal static double? DoubleOrNull(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : null;

    internal static decimal? DecimalOrNull(string text) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal value) ? value : null;

    /// <summary>An epoch, or a date of Slurm's own form taken as UTC; null for Slurm's words for "no time".</summary>
    internal static bool TryTime(ReadOnlySpan<byte> text, out long? seconds)
    {
        seconds = null;
        if (TryLong(text, out long value))
        {
            seconds = value;
            return value is > 0 and <= LatestTime;
        }

        if (text.IsEmpty || text.SequenceEqual("Unknown"u8) || text.SequenceEqual("None"u8) || text.SequenceEqual("N/A"u8) || text.SequenceEqual("(null)"u8))
        {
            return true;
        }

        if (text.Length == 19 && DateTime.TryParseExact(
            Encoding.ASCII.GetString(text), "yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTime time))
        {
            seconds = new DateTimeOffset(time).ToUnixTimeSeconds();
            return seconds > 0;
        }

        return false;
    }

    internal static long? TimeOrNull(string text) => TryTime(Encoding.UTF8.GetBytes(text), out long? seconds) ? seconds : null;

    internal static DateTimeOffset? Instant(long? seconds) =>
        seconds is >= 0 and <= LatestTime ? DateTimeOffset.FromUnixTimeSeconds(seconds.Value) : null;

    /// <summary>The form in which sacct takes the limits of a window; read in the zone that TZ says, which is UTC.</summary>
    internal static string Window(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>A duration that Slurm prints, <c>[D-]HH:MM:SS[.mmm]</c> or <c>MM:SS</c>, in whole seconds.</summary>
    internal static bool TryDuration(ReadOnlySpan<byte> text, out long seconds)
    {
        seconds = 0;
        long days = 0;
        int dash = text.IndexOf((byte)'-');
        if (dash >= 0)
        {
            if (!TryDigits(text[..dash], out days))
            {
                return false;
            }

            text = text[(dash + 1)..];
        }

        int parts = 0;
        while (true)
        {
            int colon = text.IndexOf((byte)':');
            ReadOnlySpan<byte> part = colon < 0 ? text : text[..colon];
            int point = colon < 0 ? part.IndexOf((byte)'.') : -1;
            if (++parts > 3 || !TryDigits(point < 0 ? part : part[..point], out long value))
            {
                return false;
            }

            seconds = (seconds * 60) + value;
            if (colon < 0)
            {
                break;
            }

            text = text[(colon + 1)..];
        }

        seconds += days * 86_400;
        return parts == 3 || (parts == 2 && dash < 0);
    }

    // Nine digits at most: the sums above cannot overflow.
    private static bool TryDigits(ReadOnlySpan<byte> text, out long value)
    {
        value = 0;
        return text.Length is > 0 and <= 9 && text.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0 && TryLong(text, out value);
    }

    internal static long? DurationOrNull(string text) => TryDuration(Encoding.UTF8.GetBytes(text), out long seconds) ? seconds : null;

    /// <summary>An empty text for what Slurm prints where it has nothing.</summary>
    internal static string OrEmpty(string text) => text is "(null)" or "N/A" or "n/a" ? string.Empty : text;
}
