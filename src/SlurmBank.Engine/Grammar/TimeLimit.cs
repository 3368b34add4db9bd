using System;
using System.Globalization;

namespace SlurmBank.Engine;

/// <summary>What a time limit is: a length of time, none, or the partition's.</summary>
public enum TimeLimitKind
{
    /// <summary>A length of time.</summary>
    Limited,

    /// <summary>No limit.</summary>
    Unlimited,

    /// <summary>The limit of the partition; sacct prints the word <c>Partition_Limit</c> for a job that named none.</summary>
    PartitionLimit,
}

/// <summary>
/// A time limit as <c>--time</c> takes it: whole seconds, which Slurm rounds <em>up</em> to minutes when it stores them.
/// </summary>
/// <remarks>Grammar: slurm.md 2.10, from <c>time_str2secs</c> and the clients' handling of 0. The default value is a limit of zero seconds.</remarks>
public readonly struct TimeLimit : IEquatable<TimeLimit>, ISpanFormattable
{
    /// <summary>The longest limit in minutes: one less than the smallest value that has another meaning in Slurm (NO_VAL).</summary>
    public const long MaximumMinutes = 4_294_967_293;

    private readonly long seconds;

    private TimeLimit(TimeLimitKind kind, long seconds)
    {
        Kind = kind;
        this.seconds = seconds;
    }

    /// <summary>No limit.</summary>
    public static TimeLimit Unlimited => new(TimeLimitKind.Unlimited, 0);

    /// <summary>The partition's limit, whatever that is.</summary>
    public static TimeLimit PartitionLimit => new(TimeLimitKind.PartitionLimit, 0);

    /// <summary>Whether this is a length of time, no limit, or the partition's.</summary>
    public TimeLimitKind Kind { get; }

    /// <summary>True for no limit.</summary>
    public bool IsUnlimited => Kind == TimeLimitKind.Unlimited;

    /// <summary>The length in seconds; null for no limit and for the partition's.</summary>
    public long? Seconds => Kind == TimeLimitKind.Limited ? seconds : null;

    /// <summary>The length in minutes as Slurm stores it, rounded up; null for no limit and for the partition's.</summary>
    public long? Minutes => Kind == TimeLimitKind.Limited ? (seconds / 60) + (seconds % 60 == 0 ? 0 : 1) : null;

    /// <summary>Makes a limit of that many seconds.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative, or beyond <see cref="MaximumMinutes"/>.</exception>
    public static TimeLimit FromSeconds(long seconds)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(seconds);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(seconds, MaximumMinutes * 60);
        return new(TimeLimitKind.Limited, seconds);
    }

    /// <summary>Makes a limit of that many minutes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative, or beyond <see cref="MaximumMinutes"/>.</exception>
    public static TimeLimit FromMinutes(long minutes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(minutes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minutes, MaximumMinutes);
        return new(TimeLimitKind.Limited, minutes * 60);
    }

    /// <summary>Reads a limit: see <see cref="TryParse"/>.</summary>
    /// <exception cref="TextFormatException">The text is not a time limit.</exception>
    public static TimeLimit Parse(string? text) =>
        TryParse(text, out TimeLimit value, out TextError error) ? value : throw new TextFormatException("time limit", text, error);

    /// <summary>
    /// Reads <c>minutes</c>, <c>minutes:seconds</c>, <c>hours:minutes:seconds</c>, <c>days-</c>, <c>days-hours</c>, <c>days-hours:minutes</c>
    /// and <c>days-hours:minutes:seconds</c>, where no part is bounded by 60; <c>UNLIMITED</c>, <c>INFINITE</c>, <c>-1</c> and any text of
    /// zero length of time give <see cref="Unlimited"/>; <c>Partition_Limit</c> gives <see cref="PartitionLimit"/>. Case does not matter.
    /// </summary>
    /// <param name="text">The text to read; no space is allowed, as in Slurm.</param>
    /// <param name="value">The limit read.</param>
    /// <param name="error">What is wrong with the text, where the answer is false.</param>
    public static bool TryParse(string? text, out TimeLimit value, out TextError error)
    {
        error = default;
        if (GrammarText.IsWord(text, "UNLIMITED") || GrammarText.IsWord(text, "INFINITE") || text == "-1")
        {
            value = Unlimited;
            return true;
        }

        if (GrammarText.IsWord(text, "Partition_Limit"))
        {
            value = PartitionLimit;
            return true;
        }

        bool read = TimeLimitText.TryReadSeconds(text, out long seconds, out error);
        value = read && seconds == 0 ? Unlimited : new(TimeLimitKind.Limited, seconds);
        return read;
    }

    /// <summary><c>D-HH:MM:SS</c>, <c>HH:MM:SS</c> under a day, <c>UNLIMITED</c> or <c>Partition_Limit</c>, as Slurm prints them.</summary>
    public override string ToString() => Kind switch
    {
        TimeLimitKind.Unlimited => "UNLIMITED",
        TimeLimitKind.PartitionLimit => "Partition_Limit",
        _ => Format(seconds),
    };

    /// <summary>The same; format and provider change nothing.</summary>
    public string ToString(string? format, IFormatProvider? formatProvider) => ToString();

    /// <summary>The same into a span; format and provider change nothing. A length of time allocates nothing.</summary>
    public bool TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider)
    {
        if (Kind != TimeLimitKind.Limited)
        {
            return destination.TryWrite($"{ToString()}", out charsWritten);
        }

        CultureInfo culture = CultureInfo.InvariantCulture;
        return seconds < 86_400
            ? destination.TryWrite(culture, $"{seconds / 3600:D2}:{seconds / 60 % 60:D2}:{seconds % 60:D2}", out charsWritten)
            : destination.TryWrite(culture, $"{seconds / 86_400}-{seconds / 3600 % 24:D2}:{seconds / 60 % 60:D2}:{seconds % 60:D2}", out charsWritten);
    }

    /// <inheritdoc/>
    public bool Equals(TimeLimit other) => Kind == other.Kind && seconds == other.seconds;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is TimeLimit other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, seconds);

    /// <summary>Equality.</summary>
    public static bool operator ==(TimeLimit left, TimeLimit right) => left.Equals(right);

    /// <summary>Inequality.</summary>
    public static bool operator !=(TimeLimit left, TimeLimit right) => !left.Equals(right);

    /// <summary>Seconds as Slurm prints a length of time.</summary>
    internal static string Format(long seconds)
    {
        string clock = string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600 % 24:00}:{seconds / 60 % 60:00}:{seconds % 60:00}");
        return seconds < 86_400 ? clock : string.Create(CultureInfo.InvariantCulture, $"{seconds / 86_400}-{clock}");
    }
}
