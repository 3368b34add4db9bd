using System;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using SlurmBank.Engine.Toml;

namespace SlurmBank.Engine.Tests.Toml;

/// <summary>Compares a document with the tagged JSON of toml-test: the answer is the path of the first difference, or null.</summary>
internal static class TomlTaggedJson
{
    internal static string? Difference(TomlNode node, JsonElement expected, string path = "")
    {
        if (expected.ValueKind == JsonValueKind.Array)
        {
            return node is TomlArray array && array.Items.Count == expected.GetArrayLength()
                ? array.Items.Zip(expected.EnumerateArray()).Select((pair, i) => Difference(pair.First, pair.Second, $"{path}[{i}]")).FirstOrDefault(d => d is not null)
                : $"{path}: {node.Describe()} where an array of {expected.GetArrayLength()} is expected";
        }

        if (IsTagged(expected, out string type, out string value))
        {
            return SameValue(node, type, value) ? null : $"{path}: {node.Describe()} where {type} {value} is expected";
        }

        if (node is not TomlTable table || table.Entries.Count != expected.EnumerateObject().Count())
        {
            return $"{path}: {node.Describe()} where a table of {expected.EnumerateObject().Count()} is expected";
        }

        return expected.EnumerateObject()
            .Select(member => table.TryGet(member.Name, out TomlEntry? entry) ? Difference(entry.Value, member.Value, $"{path}.{member.Name}") : $"{path}.{member.Name} is missing")
            .FirstOrDefault(d => d is not null);
    }

    private static bool IsTagged(JsonElement element, out string type, out string value)
    {
        type = value = string.Empty;
        if (element.EnumerateObject().Count() != 2 || !element.TryGetProperty("type", out JsonElement typeElement)
            || !element.TryGetProperty("value", out JsonElement valueElement) || typeElement.ValueKind != JsonValueKind.String)
        {
            return false;
        }

        type = typeElement.GetString()!;
        value = valueElement.GetString()!;
        return true;
    }

    private static bool SameValue(TomlNode node, string type, string value) => (type, node) switch
    {
        ("string", TomlString text) => text.Value == value,
        ("integer", TomlInteger integer) => integer.Value.ToString(CultureInfo.InvariantCulture) == value,
        ("float", TomlFloat number) => SameFloat(number.Value, value),
        ("bool", TomlBoolean boolean) => boolean.Value == (value == "true"),
        ("datetime", TomlDateTime { Kind: TomlKind.OffsetDateTime } time) => SameTime(time, value),
        ("datetime-local", TomlDateTime { Kind: TomlKind.LocalDateTime } time) => SameTime(time, value),
        ("date-local", TomlDateTime { Kind: TomlKind.LocalDate } time) => SameTime(time, value),
        ("time-local", TomlDateTime { Kind: TomlKind.LocalTime } time) => SameTime(time, value),
        _ => false,
    };

    private static bool SameFloat(double read, string value) => value switch
    {
        "nan" => double.IsNaN(read),
        "inf" or "+inf" => double.IsPositiveInfinity(read),
        "-inf" => double.IsNegativeInfinity(read),
        _ => BitConverter.DoubleToInt64Bits(read) == BitConverter.DoubleToInt64Bits(double.Parse(value, CultureInfo.InvariantCulture)),
    };

    /// <summary>The suite pads fractions with zeros; ours has none.</summary>
    private static bool SameTime(TomlDateTime time, string value)
    {
        int point = value.IndexOf('.', StringComparison.Ordinal);
        if (point >= 0)
        {
            int end = point + 1;
            while (end < value.Length && char.IsAsciiDigit(value[end]))
            {
                end++;
            }

            value = value[..end].TrimEnd('0').TrimEnd('.') + value[end..];
        }

        return time.ToString() == value;
    }
}
