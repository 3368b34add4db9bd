using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace SlurmBank.Engine.Requests;

/// <summary>
/// Counts of trackable resources by name, in Slurm's order: cpu, mem (MB), node, then the others by name. Counts of zero are left out.
/// </summary>
public sealed class TresRequest : IReadOnlyList<KeyValuePair<string, long>>, IEquatable<TresRequest>
{
    private readonly KeyValuePair<string, long>[] items;

    /// <summary>Makes a vector; a name given twice is an error.</summary>
    /// <param name="counts">Names such as <c>cpu</c>, <c>mem</c> (in MB), <c>node</c>, <c>gres/gpu</c>, <c>gres/gpu:a100</c>, <c>license/ansys</c>.</param>
    /// <exception cref="ArgumentException">A name is given twice, or a count is negative.</exception>
    public TresRequest(IEnumerable<KeyValuePair<string, long>> counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        items = [.. counts.Where(item => item.Value != 0).OrderBy(item => Rank(item.Key)).ThenBy(item => item.Key, StringComparer.Ordinal)];
        if (items.Any(item => item.Value < 0) || items.Select(item => item.Key).Distinct(StringComparer.Ordinal).Count() != items.Length)
        {
            throw new ArgumentException("A count is negative or a name is given twice.", nameof(counts));
        }
    }

    /// <summary>No resources at all.</summary>
    public static TresRequest Empty { get; } = new([]);

    /// <inheritdoc/>
    public int Count => items.Length;

    /// <inheritdoc/>
    public KeyValuePair<string, long> this[int index] => items[index];

    /// <summary>The count of a resource, 0 where there is none of it.</summary>
    public long this[string name] => Array.Find(items, item => string.Equals(item.Key, name, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>Slurm's text, with memory in MB: <c>cpu=4,mem=8192M,node=1,gres/gpu=2</c>.</summary>
    public override string ToString() => string.Join(',', items.Select(item =>
        string.Create(CultureInfo.InvariantCulture, $"{item.Key}={item.Value}{(item.Key == "mem" ? "M" : string.Empty)}")));

    /// <inheritdoc/>
    public bool Equals(TresRequest? other) => other is not null && items.SequenceEqual(other.items);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as TresRequest);

    /// <inheritdoc/>
    public override int GetHashCode() => items.Length == 0 ? 0 : HashCode.Combine(items.Length, items[0]);

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, long>> GetEnumerator() => ((IEnumerable<KeyValuePair<string, long>>)items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => items.GetEnumerator();

    private static int Rank(string name) => name switch { "cpu" => 0, "mem" => 1, "node" => 2, _ => 3 };
}
