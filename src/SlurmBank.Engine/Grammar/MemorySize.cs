using System;
using System.Globalization;

namespace SlurmBank.Engine;

/// <summary>
/// An amount of memory as <c>--mem</c>, <c>--mem-per-cpu</c> and <c>--mem-per-gpu</c> take it: whole megabytes (2^20 bytes).
/// Zero stands for the whole memory of a node.
/// </summary>
/// <remarks>Grammar: slurm.md 2.10, from <c>str_to_mbytes</c>. Unlike a weight it takes neither fractions nor P.</remarks>
public readonly struct MemorySize : IEquatable<MemorySize>
{
    private MemorySize(long megabytes) => Megabytes = megabytes;

    /// <summary>The amount in megabytes; 0 is the whole node.</summary>
    public long Megabytes { get; }

    /// <summary>True where the whole memory of each node is meant.</summary>
    public bool IsWholeNode => Megabytes == 0;

    /// <summary>Makes an amount of that many megabytes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public static MemorySize FromMegabytes(long megabytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(megabytes);
        return new(megabytes);
    }

    /// <summary>Reads an amount: see <see cref="TryParse"/>.</summary>
    /// <exception cref="TextFormatException">The text is not an amount of memory.</exception>
    public static MemorySize Parse(string? text) =>
        TryParse(text, out MemorySize value, out TextError error) ? value : throw new TextFormatException("amount of memory", text, error);

    /// <summary>
    /// Reads digits and at most one unit, <c>K M G T</c> in either case, each with an optional <c>B</c>; megabytes where there is none.
    /// Kilobytes are rounded up. Fractions, <c>P</c>, <c>Gi</c> and signs are errors, as they are in Slurm.
    /// </summary>
    /// <param name="text">The text to read.</param>
    /// <param name="value">The amount read.</param>
    /// <param name="error">What is wrong with the text, where the answer is false.</param>
    public static bool TryParse(string? text, out MemorySize value, out TextError error)
    {
        value = default;
        ReadOnlySpan<char> span = text;
        int at = 0;
        if (!GrammarText.TryReadNumber(span, ref at, long.MaxValue, out long number, out error))
        {
            return false;
        }

        char unit = at < span.Length ? char.ToUpperInvariant(span[at]) : 'M';
        if (unit is not ('K' or 'M' or 'G' or 'T'))
        {
            return GrammarText.Fail(GrammarText.Unexpected(span, at, "a unit is one of K, M, G and T, and the number is whole"), at, out error);
        }

        at = Math.Min(at + 1, span.Length);
        at += at < span.Length && span[at] is 'B' or 'b' ? 1 : 0;
        if (at < span.Length)
        {
            return GrammarText.Fail(GrammarText.Unexpected(span, at, "the text should end after the unit"), at, out error);
        }

        return TryScale(number, unit, out value, out error);
    }

    /// <summary>The amount in the largest unit that divides it, such as <c>4G</c> or <c>4000M</c>; <c>0</c> for the whole node.</summary>
    public override string ToString()
    {
        long number = Megabytes;
        int unit = 0;
        for (; unit < 2 && number != 0 && number % 1024 == 0; unit++)
        {
            number /= 1024;
        }

        return number.ToString(CultureInfo.InvariantCulture) + (number == 0 ? string.Empty : "MGT".Substring(unit, 1));
    }

    /// <inheritdoc/>
    public bool Equals(MemorySize other) => Megabytes == other.Megabytes;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is MemorySize other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Megabytes.GetHashCode();

    /// <summary>Equality.</summary>
    public static bool operator ==(MemorySize left, MemorySize right) => left.Equals(right);

    /// <summary>Inequality.</summary>
    public static bool operator !=(MemorySize left, MemorySize right) => !left.Equals(right);

    private static bool TryScale(long number, char unit, out MemorySize value, out TextError error)
    {
        Int128 megabytes = unit switch
        {
            'K' => ((Int128)number + 1023) / 1024,
            'G' => (Int128)number * 1024,
            'T' => (Int128)number * 1024 * 1024,
            _ => number,
        };
        value = default;
        // Slurm keeps its flag MEM_PER_CPU in the highest bit, so an amount has 63 bits; far less is already absurd.
        if (megabytes > long.MaxValue / 1024)
        {
            return GrammarText.Fail("the amount of memory is too large", 0, out error);
        }

        value = new((long)megabytes);
        error = default;
        return true;
    }
}
