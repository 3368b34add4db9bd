using System.Collections.Generic;
using System.Linq;

namespace SlurmBank.Bench.Lab;

/// <summary>Times of many calls, in seconds.</summary>
internal sealed class Samples
{
    private readonly double[] sorted;

    internal Samples(IEnumerable<double> seconds) => sorted = [.. seconds.Order()];

    internal int Count => sorted.Length;

    /// <summary>All of them, the shortest first.</summary>
    internal IReadOnlyList<double> Seconds => sorted;

    internal double Median => Place(0.5);

    internal double P99 => Place(0.99);

    internal double Longest => Place(1);

    /// <summary>Median, 99th of a hundred, longest.</summary>
    internal string Text => $"{Figures.Micros(Median)} / {Figures.Micros(P99)} / {Figures.Micros(Longest)}";

    private double Place(double part) => sorted.Length == 0 ? double.NaN : sorted[(int)((sorted.Length - 1) * part)];
}
