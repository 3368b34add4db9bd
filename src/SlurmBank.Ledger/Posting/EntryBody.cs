using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using SlurmBank.Engine;

namespace SlurmBank.Ledger;

/// <summary>
/// The decided fields of an operator's action as text: lines of <c>name=value</c> in the order given. Two actions with the same
/// reference must have the same body; the first field that differs is named in the error.
/// </summary>
public sealed class EntryBody
{
    private const long LowestSecond = -62135596800;
    private const long HighestSecond = 253402300799;
    private readonly StringBuilder text = new();

    /// <summary>Adds a field; line ends and backslashes in the value are escaped.</summary>
    public EntryBody Add(string name, string? value)
    {
        text.Append(name).Append('=');
        foreach (char c in value ?? string.Empty)
        {
            _ = c switch
            {
                '\\' => text.Append("\\\\"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                _ => text.Append(c),
            };
        }

        text.Append('\n');
        return this;
    }

    /// <summary>Adds a field that was not asked for but came of it: it is kept and hashed, and not compared where a reference comes again.</summary>
    public EntryBody AddResult(string name, string? value) => Add(">" + name, value);

    /// <summary>Adds a field with a number.</summary>
    public EntryBody Add(string name, long value) => Add(name, value.ToString(CultureInfo.InvariantCulture));

    /// <summary>Adds a field with a list of names.</summary>
    public EntryBody Add(string name, IReadOnlyList<string> values) => Add(name, string.Join(",", values));

    /// <inheritdoc/>
    public override string ToString() => text.ToString();

    /// <summary>The name of the first field that differs between two bodies, with both values; null where they are the same.</summary>
    public static (string Field, string Before, string Now)? FirstDifference(string before, string now)
    {
        if (string.Equals(before, now, StringComparison.Ordinal))
        {
            return null;
        }

        string[] a = before.Split('\n');
        string[] b = now.Split('\n');
        for (int i = 0; i < Math.Max(a.Length, b.Length); i++)
        {
            string left = i < a.Length ? a[i] : string.Empty;
            string right = i < b.Length ? b[i] : string.Empty;
            if (!string.Equals(left, right, StringComparison.Ordinal))
            {
                (string leftName, string leftValue) = Cut(left);
                (string rightName, string rightValue) = Cut(right);
                return (leftName.Length > 0 ? leftName : rightName, leftValue, leftName == rightName ? rightValue : right);
            }
        }

        return ("body", before, now);
    }

    /// <summary>The part of a body that was asked for.</summary>
    internal static string Asked(string body) =>
        body.Contains("\n>", StringComparison.Ordinal) ? string.Join('\n', body.Split('\n').Where(line => !line.StartsWith('>'))) : body;

    /// <summary>The part of a body that came of what was asked, as a body of its own.</summary>
    internal static string Results(string body) => string.Concat(body.Split('\n').Where(line => line.StartsWith('>')).Select(line => line[1..] + "\n"));

    /// <summary>A field's value as people write it: amounts in SU, never rounded, and moments in UTC. Other values stay as they are.</summary>
    internal static string Readable(string field, string value)
    {
        if (!long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number))
        {
            return value;
        }

        return field switch
        {
            "amount" => string.Create(CultureInfo.InvariantCulture, $"{ServiceUnits.FromUnits(number).Amount:0.00#####} SU"),
            "start" or "end" => Moment(number),
            _ => value,
        };
    }

    /// <summary>A moment in seconds since 1970 UTC as people write it, in UTC.</summary>
    internal static string Moment(long seconds) => seconds is >= LowestSecond and <= HighestSecond
        ? string.Create(CultureInfo.InvariantCulture, $"{DateTimeOffset.FromUnixTimeSeconds(seconds):yyyy-MM-dd HH:mm:ss} UTC")
        : "without limit";

    /// <summary>Reads one field of a body; null where it is not there.</summary>
    public static string? Field(string body, string name)
    {
        foreach (string line in body.Split('\n'))
        {
            (string field, string value) = Cut(line);
            if (field == name)
            {
                return Unescape(value);
            }
        }

        return null;
    }

    /// <summary>From left to right: an escaped backslash before an n is a backslash and an n, not a line end.</summary>
    private static string Unescape(string value)
    {
        var plain = new StringBuilder(value.Length);
        for (int i = 0; i < value.Length; i++)
        {
            if (value[i] != '\\' || i + 1 == value.Length)
            {
                plain.Append(value[i]);
                continue;
            }

            i++;
            plain.Append(value[i] switch { 'n' => '\n', 'r' => '\r', char other => other });
        }

        return plain.ToString();
    }

    private static (string Name, string Value) Cut(string line)
    {
        int equals = line.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? (line, string.Empty) : (line[..equals], line[(equals + 1)..]);
    }
}
