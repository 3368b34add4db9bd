using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace SlurmBank.Engine;

/// <summary>A number of nodes as <c>--nodes</c> takes it: a count, a range, or a list of sizes that will do.</summary>
/// <remarks>Grammar: slurm.md 2.10, from <c>verify_node_count</c>.</remarks>
public sealed class NodeCount : IEquatable<NodeCount>
{
    /// <summary>The largest size that a list may name; Slurm keeps lists in a bitmap of this size.</summary>
    public const int LargestListedSize = 16_383;

    private NodeCount(int minimum, int maximum, IReadOnlyList<int> sizes)
    {
        Minimum = minimum;
        Maximum = maximum;
        Sizes = sizes;
    }

    /// <summary>The smallest number of nodes asked for; 0 is allowed (a job that only makes a burst buffer).</summary>
    public int Minimum { get; }

    /// <summary>The largest number of nodes asked for, never below <see cref="Minimum"/>.</summary>
    public int Maximum { get; }

    /// <summary>The sizes that will do, ascending, where a list was given; empty for a count and for a range.</summary>
    public IReadOnlyList<int> Sizes { get; }

    /// <summary>Makes a count or a range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative, or the maximum is below the minimum.</exception>
    public static NodeCount Between(int minimum, int maximum)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(minimum);
        ArgumentOutOfRangeException.ThrowIfLessThan(maximum, minimum);
        return new(minimum, maximum, []);
    }

    /// <summary>Reads a number of nodes: see <see cref="TryParse"/>.</summary>
    /// <exception cref="TextFormatException">The text is not a number of nodes.</exception>
    public static NodeCount Parse(string? text) =>
        TryParse(text, out NodeCount? value, out TextError error) ? value! : throw new TextFormatException("number of nodes", text, error);

    /// <summary>
    /// Reads <c>4</c>, <c>2-8</c>, <c>-8</c> (1 to 8), <c>1k</c> (1024; <c>m</c> is 1048576, and both may follow each other), or a list
    /// with ranges and steps such as <c>1,3-5:2</c>.
    /// </summary>
    /// <param name="text">The text to read.</param>
    /// <param name="value">The number of nodes read; null where the answer is false.</param>
    /// <param name="error">What is wrong with the text, where the answer is false.</param>
    public static bool TryParse(string? text, out NodeCount? value, out TextError error)
    {
        ReadOnlySpan<char> span = text;
        return span.IndexOfAny(',', ':') >= 0 ? TryReadList(span, out value, out error) : TryReadRange(span, out value, out error);
    }

    /// <summary>The count, the range or the list, in a form that reads back.</summary>
    public override string ToString() =>
        Sizes.Count > 1 ? string.Join(',', Sizes.Select(size => size.ToString(CultureInfo.InvariantCulture)))
        : Minimum == Maximum ? Minimum.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{Minimum}-{Maximum}");

    /// <inheritdoc/>
    public bool Equals(NodeCount? other) =>
        other is not null && Minimum == other.Minimum && Maximum == other.Maximum && Sizes.SequenceEqual(other.Sizes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as NodeCount);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Minimum, Maximum, Sizes.Count);

    private static bool TryReadRange(ReadOnlySpan<char> text, out NodeCount? value, out TextError error)
    {
        value = null;
        int at = 0;
        // A range without its first number starts at 1: Slurm reads "-8" so.
        int minimum = 1;
        if ((text.IsEmpty || text[0] != '-') && !TryReadCount(text, ref at, out minimum, out error))
        {
            return false;
        }

        int maximum = minimum;
        if (at < text.Length && text[at] == '-')
        {
            at++;
            if (!TryReadCount(text, ref at, out maximum, out error))
            {
                return false;
            }
        }

        if (at < text.Length)
        {
            return GrammarText.Fail(GrammarText.Unexpected(text, at, "a number of nodes looks like 4, 2-8, 2k or 1,3-5:2"), at, out error);
        }

        // In Slurm a maximum of 0 means that none was given.
        maximum = maximum == 0 ? minimum : maximum;
        if (maximum < minimum)
        {
            return GrammarText.Fail($"the largest number of nodes, {maximum}, is below the smallest, {minimum}", 0, out error);
        }

        value = new(minimum, maximum, []);
        error = default;
        return true;
    }

    private static bool TryReadCount(ReadOnlySpan<char> text, ref int at, out int count, out TextError error)
    {
        int start = at;
        count = 0;
        if (!GrammarText.TryReadNumber(text, ref at, int.MaxValue, out long number, out error))
        {
            return false;
        }

        if (at < text.Length && text[at] is 'k' or 'K')
        {
            number *= 1024;
            at++;
        }

        if (at < text.Length && text[at] is 'm' or 'M')
        {
            number *= 1024 * 1024;
            at++;
        }

        if (number > int.MaxValue)
        {
            return GrammarText.Fail($"the number of nodes is too large (the largest is {int.MaxValue})", start, out error);
        }

        count = (int)number;
        return true;
    }

    private static bool TryReadList(ReadOnlySpan<char> text, out NodeCount? value, out TextError error)
    {
        value = null;
        SortedSet<int> sizes = [];
        for (int at = 0; ; at++)
        {
            if (!NumberRange.TryRead(text, ref at, LargestListedSize, out NumberRange range, out error))
            {
                return false;
            }

            for (int size = range.First; size <= range.Last; size += range.Step)
            {
                sizes.Add(size);
            }

            if (at == text.Length)
            {
                value = new(sizes.Min, sizes.Max, [.. sizes]);
                return true;
            }

            if (text[at] != ',')
            {
                return GrammarText.Fail(GrammarText.Unexpected(text, at, "a list of sizes looks like 1,3-5:2"), at, out error);
            }
        }
    }
}
