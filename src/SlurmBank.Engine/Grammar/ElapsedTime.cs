using System;
using System.Globalization;

namespace SlurmBank.Engine;

/// <summary>What a printed length of time is.</summary>
public enum ElapsedKind
{
    /// <summary>A length of time.</summary>
    Time,

    /// <summary>The word <c>UNLIMITED</c>.</summary>
    Unlimited,

    /// <summary>The word <c>Partition_Limit</c>.</summary>
    PartitionLimit,

    /// <summary>The word <c>INVALID</c>, which Slurm prints for a negative length, such as an end before a start.</summary>
    Invalid,
}

/// <summary>
/// A length of time as sacct prints it (Elapsed, Suspended, TotalCPU, Timelimit), to the microsecond. The default value is zero.
/// </summary>
/// <remarks>Forms: <c>secs2time_str</c> and sacct's CPU times (slurm.md 2.8). The longest is about 292 000 years.</remarks>
public readonly struct ElapsedTime : IEquatable<ElapsedTime>
{
    internal const long MicrosecondsPerSecond = 1_000_000;
    internal const long LongestSeconds = long.MaxValue / MicrosecondsPerSecond - 1;

    private readonly long microseconds;

    private ElapsedTime(ElapsedKind kind, long microseconds)
    {
        Kind = kind;
        this.microseconds = microseconds;
    }

    /// <summary>A length of time, or which word stood there instead.</summary>
    public ElapsedKind Kind { get; }

    /// <summary>The length in microseconds; null for the words.</summary>
    public long? Microseconds => Kind == ElapsedKind.Time ? microseconds : null;

    /// <summary>The whole seconds of the length, the fraction cut off; null for the words.</summary>
    public long? Seconds => Kind == ElapsedKind.Time ? microseconds / MicrosecondsPerSecond : null;

    /// <summary>Makes a length of whole seconds.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative, or longer than 292 000 years.</exception>
    public static ElapsedTime FromSeconds(long seconds)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(seconds);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(seconds, LongestSeconds);
        return new(ElapsedKind.Time, seconds * MicrosecondsPerSecond);
    }

    /// <summary>Reads a printed length: see <see cref="TryParse"/>.</summary>
    /// <exception cref="TextFormatException">The text is not one.</exception>
    public static ElapsedTime Parse(string? text) =>
        TryParse(text, out ElapsedTime value, out TextError error) ? value : throw new TextFormatException("length of time", text, error);

    /// <summary>
    /// Reads <c>[D-]HH:MM:SS[.fff]</c>, <c>MM:SS[.fff]</c>, <c>UNLIMITED</c>, <c>Partition_Limit</c> and <c>INVALID</c>.
    /// Only the first part may pass 59 (or 23 hours after days); a fraction has one to six digits.
    /// </summary>
    /// <param name="text">The text to read.</param>
    /// <param name="value">The length read.</param>
    /// <param name="error">What is wrong with the text, where the answer is false.</param>
    public static bool TryParse(string? text, out ElapsedTime value, out TextError error)
    {
        ElapsedKind word = GrammarText.IsWord(text, "UNLIMITED") ? ElapsedKind.Unlimited
            : GrammarText.IsWord(text, "Partition_Limit") ? ElapsedKind.PartitionLimit
            : GrammarText.IsWord(text, "INVALID") ? ElapsedKind.Invalid
            : ElapsedKind.Time;
        error = default;
        value = new(word, 0);
        if (word != ElapsedKind.Time)
        {
            return true;
        }

        bool read = ElapsedTimeText.TryReadTime(text, out long microseconds, out error);
        value = new(ElapsedKind.Time, microseconds);
        return read;
    }

    /// <summary>As Slurm prints it; a fraction is printed only where there is one, with three digits or six.</summary>
    public override string ToString()
    {
        if (Kind != ElapsedKind.Time)
        {
            return Kind switch { ElapsedKind.Unlimited => "UNLIMITED", ElapsedKind.Invalid => "INVALID", _ => "Partition_Limit" };
        }

        string whole = TimeLimit.Format(microseconds / MicrosecondsPerSecond);
        long fraction = microseconds % MicrosecondsPerSecond;
        return fraction == 0 ? whole
            : fraction % 1000 == 0 ? string.Create(CultureInfo.InvariantCulture, $"{whole}.{fraction / 1000:000}")
            : string.Create(CultureInfo.InvariantCulture, $"{whole}.{fraction:000000}");
    }

    /// <inheritdoc/>
    public bool Equals(ElapsedTime other) => Kind == other.Kind && microseconds == other.microseconds;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ElapsedTime other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, microseconds);

    /// <summary>Equality.</summary>
    public static bool operator ==(ElapsedTime left, ElapsedTime right) => left.Equals(right);

    /// <summary>Inequality.</summary>
    public static bool operator !=(ElapsedTime left, ElapsedTime right) => !left.Equals(right);
}
