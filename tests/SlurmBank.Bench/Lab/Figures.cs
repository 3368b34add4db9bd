using System;
using System.Globalization;

namespace SlurmBank.Bench.Lab;

/// <summary>Prints the rows of the table as they come: what was measured, ours, the peer's, and the ratio that counts.</summary>
internal sealed class Figures
{
    /// <summary>How many rows could not be measured.</summary>
    internal int Missing { get; private set; }

    /// <summary>How many stated bounds were not kept.</summary>
    internal int Broken { get; private set; }

    internal void Section(string name) => Console.WriteLine($"\n{name}");

    internal void Row(string what, string ours, string peer, double ratio, string note = "") =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {what,-44} {ours,16} {peer,26} {ratio,9:0.000}  {note}").TrimEnd());

    internal void Fact(string what, string value, string note = "") => Console.WriteLine($"  {what,-44} {value,16}  {note}".TrimEnd());

    /// <summary>A figure with a bound that is kept or not.</summary>
    internal void Bound(string what, bool isKept, string value, string bound)
    {
        Broken += isKept ? 0 : 1;
        Console.WriteLine($"  {what,-44} {value,16}  {(isKept ? "kept" : "NOT KEPT")}: {bound}");
    }

    internal void NotMeasured(string what, string why)
    {
        Missing++;
        Console.WriteLine($"  {what,-44} not measured: {why}");
    }

    internal static string Seconds(double seconds) => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.00} s");

    internal static string Micros(double seconds) => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e6:0.0} us");

    internal static string Millis(double seconds) => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e3:0.0} ms");

    internal static string PerSecond(double count) => string.Create(CultureInfo.InvariantCulture, $"{count:0}/s");
}
