using System;
using System.Globalization;
using System.Text;

namespace SlurmBank.Engine.Configuration;

/// <summary>
/// Durations as a configuration writes them: <c>90s</c>, <c>30m</c>, <c>1d12h</c>, <c>250ms</c>, <c>7d</c>, <c>2w</c>, or in Slurm's
/// manner <c>HH:MM:SS</c>, <c>MM:SS</c>, <c>D-HH</c>, <c>D-HH:MM</c>, <c>D-HH:MM:SS</c>. A number alone is refused: Slurm would take it
/// for minutes, most people for seconds.
/// </summary>
public static class DurationText
{
    /// <summary>The longest duration that is read: 36 500 days.</summary>
    public static TimeSpan Longest { get; } = TimeSpan.FromDays(36_500);

    /// <summary>Reads a duration: see <see cref="TryParse"/>.</summary>
    /// <exception cref="TextFormatException">The text is not a duration, or longer than <see cref="Longest"/>.</exception>
    public static TimeSpan Parse(string? text) =>
        TryParse(text, out TimeSpan value, out TextError error) ? value : throw new TextFormatException("duration", text, error);

    /// <summary>Reads a duration, from nothing to <see cref="Longest"/>; never throws.</summary>
    /// <param name="text">The text to read.</param>
    /// <param name="value">The duration read.</param>
    /// <param name="error">What is wrong with the text, where the answer is false.</param>
    public static bool TryParse(string? text, out TimeSpan value, out TextError error)
    {
        text ??= string.Empty;
        return text.AsSpan().IndexOfAny(':', '-') > 0 ? TryReadSlurm(text, out value, out error) : TryReadUnits(text, out value, out error);
    }

    /// <summary>Writes a duration with units, such as <c>1d12h</c>; what is below a millisecond is cut off.</summary>
    public static string Format(TimeSpan duration)
    {
        StringBuilder text = new();
        foreach ((int count, string unit) in (ReadOnlySpan<(int, string)>)
            [(duration.Days, "d"), (duration.Hours, "h"), (duration.Minutes, "m"), (duration.Seconds, "s"), (duration.Milliseconds, "ms")])
        {
            if (count != 0)
            {
                text.Append(CultureInfo.InvariantCulture, $"{count}{unit}");
            }
        }

        return text.Length == 0 ? "0s" : text.ToString();
    }

    private static bool TryReadUnits(string text, out TimeSpan value, out TextError error)
    {
        value = default;
        int at = 0;
        long total = 0;
        long lastUnit = long.MaxValue;
        do
        {
            int start = at;
            if (!TryReadNumber(text, ref at, out long number, out error))
            {
                return false;
            }

            int unitStart = at;
            while (at < text.Length && char.IsAsciiLetter(text[at]))
            {
                at++;
            }

            long unit = Milliseconds(text[unitStart..at]);
            if (unit == 0)
            {
                return Fail(at == unitStart ? "the number has no unit (ms, s, m, h, d or w)" : "the unit is not one of ms, s, m, h, d, w", unitStart, out error);
            }

            if (unit >= lastUnit)
            {
                return Fail("units go from the largest to the smallest, each once", start, out error);
            }

            lastUnit = unit;
            if (!TryAdd(ref total, number, unit))
            {
                return Fail("the duration is longer than 36500 days", start, out error);
            }
        }
        while (at < text.Length);

        value = TimeSpan.FromMilliseconds(total);
        return true;
    }

    private static bool TryReadSlurm(string text, out TimeSpan value, out TextError error)
    {
        value = default;
        Span<long> parts = stackalloc long[4];
        int count = 0;
        int at = 0;
        bool days = false;
        while (true)
        {
            if (!TryReadNumber(text, ref at, out parts[count++], out error))
            {
                return false;
            }

            if (at == text.Length)
            {
                break;
            }

            bool isDays = text[at] == '-' && count == 1;
            if ((!isDays && text[at] != ':') || count == (days ? 4 : isDays ? 2 : 3))
            {
                return Fail($"'{text[at]}' is unexpected here (a duration looks like 90s, 1d12h, HH:MM:SS or D-HH:MM:SS)", at, out error);
            }

            days |= isDays;
            at++;
        }

        // With days the parts are D-H[:M[:S]], without H:M:S or M:S (Slurm's --time).
        long unit = days ? 86_400_000 : count == 3 ? 3_600_000 : 60_000;
        long total = 0;
        for (int i = 0; i < count; i++)
        {
            if (!TryAdd(ref total, parts[i], unit))
            {
                return Fail("the duration is longer than 36500 days", 0, out error);
            }

            unit = unit == 86_400_000 ? 3_600_000 : unit / 60;
        }

        value = TimeSpan.FromMilliseconds(total);
        return true;
    }

    private static bool TryReadNumber(string text, ref int at, out long number, out TextError error)
    {
        int start = at;
        number = 0;
        for (; at < text.Length && char.IsAsciiDigit(text[at]); at++)
        {
            // 36 500 days are less than 4e12 milliseconds: a larger number is too long in every unit.
            number = Math.Min((number * 10) + (text[at] - '0'), 10_000_000_000_000);
        }

        error = default;
        return at > start || Fail(text.Length == 0 ? "a duration is expected, the text is empty" : "a digit is expected", at, out error);
    }

    private static bool TryAdd(ref long total, long number, long unit)
    {
        Int128 sum = total + ((Int128)number * unit);
        total = (long)Int128.Min(sum, long.MaxValue);
        return sum <= (Int128)Longest.TotalMilliseconds;
    }

    private static long Milliseconds(string unit) => unit switch
    {
        "ms" => 1,
        "s" => 1_000,
        "m" => 60_000,
        "h" => 3_600_000,
        "d" => 86_400_000,
        "w" => 604_800_000,
        _ => 0,
    };

    private static bool Fail(string message, int at, out TextError error)
    {
        error = new TextError(message, at);
        return false;
    }
}
