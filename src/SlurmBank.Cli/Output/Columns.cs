using System;
using System.Collections.Generic;
using System.Globalization;
using SlurmBank.Engine;

namespace SlurmBank.Cli.Output;

/// <summary>Columns as the views need them.</summary>
internal static class Columns
{
    /// <summary>An amount with two decimals, rounded from its units; <c>unlimited</c> for the largest.</summary>
    internal static string Amount(long units) => ServiceUnits.FromUnits(units).ToString();

    /// <summary>A column of amounts.</summary>
    internal static TextColumn<T> Money<T>(string header, Func<T, long> units, int drop = 0) =>
        new(header, row => Amount(units(row))) { IsRight = true, IsMoney = true, Drop = drop, ToneOf = row => units(row) < 0 ? Tone.Bad : Tone.Plain };

    /// <summary>A column of whole numbers.</summary>
    internal static TextColumn<T> Number<T>(string header, Func<T, long?> number, int drop = 0) =>
        new(header, row => number(row)?.ToString(CultureInfo.InvariantCulture)) { IsRight = true, Drop = drop };

    /// <summary>The currency, shown only where the rows have several.</summary>
    internal static TextColumn<T> Currency<T>(Func<T, string> currency) => new(TextTable<T>.CurrencyHeader, currency);

    /// <summary>Names in a row, or nothing.</summary>
    internal static string Names(IReadOnlyList<string> names) => string.Join(',', names);
}
