namespace SlurmBank.Engine.Toml;

/// <summary>Reads dates and times in the form of RFC 3339, which TOML 1.0 takes over; seconds are not optional.</summary>
internal static class TomlDateTimeReader
{
    /// <summary>True where a token starts like a date (<c>1987-</c>) or a time of day (<c>07:</c>).</summary>
    internal static bool LooksLikeOne(string token) =>
        (token.Length >= 5 && token[4] == '-' && AreDigits(token, 0, 4)) || (token.Length >= 3 && token[2] == ':' && AreDigits(token, 0, 2));

    internal static bool TryRead(string token, TomlPosition position, out TomlNode? node, out string problem)
    {
        node = null;
        TomlDateTimeParts parts = default;
        int at = 0;
        bool hasDate = token[2] != ':';
        if (hasDate && !TryReadDate(token, ref at, ref parts, out problem))
        {
            return false;
        }

        TomlKind kind = TomlKind.LocalDate;
        problem = string.Empty;
        if (at < token.Length && !TryReadAfterDate(token, ref at, ref parts, ref kind, hasDate, out problem))
        {
            return false;
        }

        node = new TomlDateTime(kind, parts, position);
        return true;
    }

    /// <summary>Reads what follows a date, or the time of day that stands alone, up to the end of the token.</summary>
    private static bool TryReadAfterDate(string token, ref int at, ref TomlDateTimeParts parts, ref TomlKind kind, bool hasDate, out string problem)
    {
        if (hasDate && token[at++] is not ('T' or 't' or ' '))
        {
            problem = "a date is followed by T or a space and a time, such as 2026-01-31T07:30:00";
            return false;
        }

        kind = hasDate ? TomlKind.LocalDateTime : TomlKind.LocalTime;
        if (!TryReadTime(token, ref at, ref parts, out problem)
            || (hasDate && at < token.Length && !TryReadOffset(token, ref at, ref parts, ref kind, out problem)))
        {
            return false;
        }

        problem = at < token.Length ? $"'{token[at]}' is unexpected after a time" : string.Empty;
        return at == token.Length;
    }

    private static bool TryReadDate(string token, ref int at, ref TomlDateTimeParts parts, out string problem)
    {
        problem = "a date looks like 2026-01-31";
        if (token.Length < 10 || !AreDigits(token, 0, 4) || token[4] != '-' || !AreDigits(token, 5, 2) || token[7] != '-' || !AreDigits(token, 8, 2))
        {
            return false;
        }

        int year = Number(token, 0, 4);
        int month = Number(token, 5, 2);
        int day = Number(token, 8, 2);
        if (month is < 1 or > 12 || day < 1 || day > DaysIn(year, month))
        {
            problem = $"there is no day {token[..10]}";
            return false;
        }

        parts = parts with { Year = year, Month = month, Day = day };
        at = 10;
        return true;
    }

    private static bool TryReadTime(string token, ref int at, ref TomlDateTimeParts parts, out string problem)
    {
        problem = "a time looks like 07:30:00 or 07:30:00.123";
        if (token.Length < at + 8 || !AreDigits(token, at, 2) || token[at + 2] != ':' || !AreDigits(token, at + 3, 2)
            || token[at + 5] != ':' || !AreDigits(token, at + 6, 2))
        {
            return false;
        }

        int hour = Number(token, at, 2);
        int minute = Number(token, at + 3, 2);
        int second = Number(token, at + 6, 2);
        if (hour > 23 || minute > 59 || second > 60)
        {
            problem = $"there is no time {token.Substring(at, 8)}";
            return false;
        }

        at += 8;
        int nanosecond = 0;
        if (at < token.Length && token[at] == '.')
        {
            int first = ++at;
            for (int unit = 100_000_000; at < token.Length && char.IsAsciiDigit(token[at]); unit /= 10)
            {
                nanosecond += (token[at++] - '0') * unit;
            }

            if (at == first)
            {
                return false;
            }
        }

        parts = parts with { Hour = hour, Minute = minute, Second = second, Nanosecond = nanosecond };
        problem = string.Empty;
        return true;
    }

    private static bool TryReadOffset(string token, ref int at, ref TomlDateTimeParts parts, ref TomlKind kind, out string problem)
    {
        problem = "an offset looks like Z or +01:00";
        if (token[at] is 'Z' or 'z')
        {
            at++;
            kind = TomlKind.OffsetDateTime;
            problem = string.Empty;
            return true;
        }

        if (token[at] is not ('+' or '-') || token.Length < at + 6 || !AreDigits(token, at + 1, 2) || token[at + 3] != ':' || !AreDigits(token, at + 4, 2))
        {
            return false;
        }

        int hours = Number(token, at + 1, 2);
        int minutes = Number(token, at + 4, 2);
        if (hours > 23 || minutes > 59)
        {
            problem = $"there is no offset {token.Substring(at, 6)}";
            return false;
        }

        parts = parts with { OffsetMinutes = ((hours * 60) + minutes) * (token[at] == '-' ? -1 : 1) };
        at += 6;
        kind = TomlKind.OffsetDateTime;
        problem = string.Empty;
        return true;
    }

    /// <summary>The Gregorian calendar, carried back to year 0 as RFC 3339 does; the framework's starts at year 1.</summary>
    private static int DaysIn(int year, int month) => month switch
    {
        2 => (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28,
        4 or 6 or 9 or 11 => 30,
        _ => 31,
    };

    private static bool AreDigits(string token, int start, int count)
    {
        for (int i = start; i < start + count; i++)
        {
            if (i >= token.Length || !char.IsAsciiDigit(token[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static int Number(string token, int start, int count)
    {
        int value = 0;
        for (int i = start; i < start + count; i++)
        {
            value = (value * 10) + (token[i] - '0');
        }

        return value;
    }
}
