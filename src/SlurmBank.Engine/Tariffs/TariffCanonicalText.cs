using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace SlurmBank.Engine;

/// <summary>The canonical text of a tariff version: written and read byte for byte. The first line carries the number of the layout.</summary>
internal static class TariffCanonicalText
{
    private const string FirstLine = "slurmbank-tariff\t1";

    internal static string Write(Tariff tariff)
    {
        TariffDefinition definition = tariff.Definition;
        StringBuilder text = new();
        text.Append(FirstLine).Append('\n');
        Line(text, "version", definition.Version.ToString(CultureInfo.InvariantCulture));
        Line(text, "effective-from", definition.EffectiveFrom.ToString(CultureInfo.InvariantCulture));
        Line(text, "kind", definition.Kind);
        Line(text, "currency", definition.Currency);
        Line(text, "priority-flags", definition.PriorityFlags);
        Line(text, "suspended", definition.Suspended);
        Line(text, "minimum", definition.Minimum);
        Lines(text, "tracked-tres", definition.TrackedTres);
        Lines(text, "weights", definition.PartitionWeights);
        Lines(text, "price", definition.PartitionPrices);
        Lines(text, "partition-currency", definition.PartitionCurrencies);
        Lines(text, "qos-factor", definition.QosFactors);
        Lines(text, "free-partition", definition.FreePartitions);
        Lines(text, "free-qos", definition.FreeQos);
        Lines(text, "free-state", definition.FreeStates);
        return text.ToString();
    }

    internal static bool TryRead(string text, [NotNullWhen(true)] out Tariff? tariff, out TextError error)
    {
        tariff = null;
        if (!text.StartsWith(FirstLine + "\n", StringComparison.Ordinal))
        {
            return Fail($"the first line must be '{FirstLine.Replace('\t', ' ')}'", 0, out error);
        }

        if (!TryReadLines(text, out TariffDefinition? definition, out error))
        {
            return false;
        }

        TariffBuilder builder = new(definition);
        Tariff? read = builder.Build();
        if (read is null)
        {
            return Fail($"the tariff cannot be built ({builder.Findings[0]})", 0, out error);
        }

        string again = Write(read);
        if (again != text)
        {
            return Fail("the text is not the canonical one from here on", again.AsSpan().CommonPrefixLength(text), out error);
        }

        tariff = read;
        return true;
    }

    private static bool TryReadLines(string text, [NotNullWhen(true)] out TariffDefinition? definition, out TextError error)
    {
        definition = null;
        Fields fields = new();
        for (int start = FirstLine.Length + 1; start < text.Length;)
        {
            int end = text.IndexOf('\n', start);
            string[] parts = end < 0 ? [] : text[start..end].Split('\t');
            if (!fields.TryAdd(parts))
            {
                return Fail("a line with a known key, a tab and a value is expected", start, out error);
            }

            start = end + 1;
        }

        if (!int.TryParse(fields.One("version"), NumberStyles.None, CultureInfo.InvariantCulture, out int version)
            || !long.TryParse(fields.One("effective-from"), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long effectiveFrom))
        {
            return Fail("the version or the time from which it is in effect is missing", 0, out error);
        }

        error = default;
        definition = new TariffDefinition
        {
            Version = version,
            EffectiveFrom = effectiveFrom,
            Kind = fields.One("kind"),
            Currency = fields.One("currency"),
            PriorityFlags = fields.One("priority-flags"),
            Suspended = fields.One("suspended"),
            Minimum = fields.One("minimum"),
            TrackedTres = fields.Many("tracked-tres"),
            PartitionWeights = fields.Pairs("weights"),
            PartitionPrices = fields.Pairs("price"),
            PartitionCurrencies = fields.Pairs("partition-currency"),
            QosFactors = fields.Pairs("qos-factor"),
            FreePartitions = fields.Many("free-partition"),
            FreeQos = fields.Many("free-qos"),
            FreeStates = fields.Many("free-state"),
        };
        return true;
    }

    private static void Line(StringBuilder text, string key, string value) => text.Append(key).Append('\t').Append(value).Append('\n');

    private static void Lines(StringBuilder text, string key, IReadOnlyList<string> values)
    {
        foreach (string value in values)
        {
            Line(text, key, value);
        }
    }

    private static void Lines(StringBuilder text, string key, IReadOnlyDictionary<string, string> values)
    {
        foreach ((string name, string value) in values)
        {
            text.Append(key).Append('\t').Append(name).Append('\t').Append(value).Append('\n');
        }
    }

    private static bool Fail(string message, int at, out TextError error)
    {
        error = new TextError(message, at);
        return false;
    }

    /// <summary>The lines read so far, by key.</summary>
    private sealed class Fields
    {
        private readonly Dictionary<string, string> single = new(StringComparer.Ordinal);
        private readonly Dictionary<string, List<string>> lists = new(StringComparer.Ordinal);
        private readonly Dictionary<string, Dictionary<string, string>> pairs = new(StringComparer.Ordinal);

        internal bool TryAdd(string[] parts)
        {
            switch (parts)
            {
                case ["version" or "effective-from" or "kind" or "currency" or "priority-flags" or "suspended" or "minimum", string value]:
                    return single.TryAdd(parts[0], value);
                case ["tracked-tres" or "free-partition" or "free-qos" or "free-state", string value]:
                    lists.TryAdd(parts[0], []);
                    lists[parts[0]].Add(value);
                    return true;
                case ["weights" or "price" or "partition-currency" or "qos-factor", string name, string value]:
                    pairs.TryAdd(parts[0], new Dictionary<string, string>(StringComparer.Ordinal));
                    return pairs[parts[0]].TryAdd(name, value);
                default:
                    return false;
            }
        }

        internal string One(string key) => single.TryGetValue(key, out string? value) ? value : string.Empty;

        internal IReadOnlyList<string> Many(string key) => lists.TryGetValue(key, out List<string>? values) ? values : [];

        internal IReadOnlyDictionary<string, string> Pairs(string key) =>
            pairs.TryGetValue(key, out Dictionary<string, string>? values) ? values : new Dictionary<string, string>(StringComparer.Ordinal);
    }
}
