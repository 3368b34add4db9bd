using System;
using System.Collections;
using System.Collections.Generic;
using System.ComponentModel;
using System.Globalization;
using System.Linq;
using SlurmBank.Engine;

namespace SlurmBank.PowerShell.Formatting;

/// <summary>The texts in the cells of the module's views. Only the views show them: objects keep numbers and times as they are.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class FormatText
{
    private static readonly (long Scale, string Suffix)[] Scales = [(1_000, "k"), (1_000_000, "M"), (1_000_000_000, "G"), (1_000_000_000_000, "T")];

    /// <summary>An amount with two decimals, or <c>unlimited</c>; where that is wider than the cell, in thousands, millions and so on, never cut off.</summary>
    /// <param name="units">The amount in units; null for none.</param>
    /// <param name="width">The cell's width in characters.</param>
    public static string Amount(long? units, int width)
    {
        if (units is not long exact)
        {
            return string.Empty;
        }

        var amount = ServiceUnits.FromUnits(exact);
        string text = amount.ToString();
        foreach ((long scale, string suffix) in Scales)
        {
            if (text.Length <= width)
            {
                break;
            }

            text = Math.Round(amount.Amount / scale, 2, MidpointRounding.AwayFromZero).ToString("0.00", CultureInfo.InvariantCulture) + suffix;
        }

        return text;
    }

    /// <summary>An amount with what it is counted in: <c>12.50 SU</c>.</summary>
    /// <param name="units">The amount in units; null for none.</param>
    /// <param name="currency">What it is counted in.</param>
    public static string AmountOf(long? units, string? currency) => units is not long exact
        ? string.Empty
        : exact == long.MaxValue ? "unlimited" : $"{ServiceUnits.FromUnits(exact)} {(string.IsNullOrEmpty(currency) ? "SU" : currency)}";

    /// <summary>A bar of ten places with the percentage after it: <c>███████··· 67.8%</c>; in ASCII where the environment's language has no UTF-8.</summary>
    /// <param name="percent">What is used of what was granted, in percent; null where nothing was granted.</param>
    public static string UsageBar(decimal? percent)
    {
        const int places = 10;
        if (percent is not decimal used)
        {
            return string.Empty;
        }

        bool isPlain = Bank.Sparkline.IsPlain(Environment.GetEnvironmentVariable);
        // Never full before all is used, never empty once something is.
        int full = used >= 100 ? places : used <= 0 ? 0 : Math.Clamp((int)(used / places), 1, places - 1);
        string text = used >= 100_000 ? ">99999%" : used.ToString(used >= 1000 ? "0" : "0.0", CultureInfo.InvariantCulture) + "%";
        return (new string(isPlain ? '#' : '█', full) + new string(isPlain ? '.' : '·', places - full)).PadRight(places) + text.PadLeft(7);
    }

    /// <summary>A line of blocks, one a number; in ASCII where the environment's language has no UTF-8.</summary>
    /// <param name="values">The numbers.</param>
    public static string Trend(IEnumerable<long>? values) =>
        Bank.Sparkline.Draw([.. values ?? []], Bank.Sparkline.IsPlain(Environment.GetEnvironmentVariable));

    /// <summary>A name, with the currency where that is not SU, which the column's header says.</summary>
    /// <param name="name">The name.</param>
    /// <param name="currency">What the row's amounts are counted in.</param>
    public static string NameIn(string? name, string? currency) =>
        string.IsNullOrEmpty(currency) || currency == "SU" ? name ?? string.Empty : $"{name} ({currency})";

    /// <summary>The heading of accounts that have the same parent; those at the top of the tree have none.</summary>
    /// <param name="parent">The one parent; null for none, and where it is another on each cluster.</param>
    /// <param name="parents">The parents by cluster, where they are known.</param>
    public static string Above(string? parent, IDictionary? parents) => !string.IsNullOrEmpty(parent)
        ? parent
        : parents?.Values.OfType<string>().Any(name => name.Length > 0) == true ? Pairs(parents) : "(none)";

    /// <summary>A time to the minute, as its own offset has it.</summary>
    /// <param name="time">The time; null for none.</param>
    public static string Minute(DateTimeOffset? time) => time?.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? string.Empty;

    /// <summary>A time to the second, with its offset from UTC.</summary>
    /// <param name="time">The time; null for none.</param>
    public static string Moment(DateTimeOffset? time) => time?.ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture) ?? string.Empty;

    /// <summary>The first and the last day of a window, as people count them: the last day is in it.</summary>
    /// <param name="start">First moment of the window.</param>
    /// <param name="end">First moment after it; null where it does not end.</param>
    public static string Window(DateTimeOffset? start, DateTimeOffset? end) => $"{Day(start)} {LastDay(end)}".Trim();

    /// <summary>The last day before a moment; with the minute where the moment is not midnight; <c>open</c> for none.</summary>
    /// <param name="end">The moment.</param>
    public static string LastDay(DateTimeOffset? end) => end is not DateTimeOffset moment
        ? "open"
        : moment.TimeOfDay == TimeSpan.Zero ? Day(moment.AddDays(-1)) : Minute(moment);

    /// <summary>A span of time as Slurm writes it: <c>1-02:03:04</c>.</summary>
    /// <param name="span">The span; null for none.</param>
    public static string Span(TimeSpan? span) => span is not TimeSpan time
        ? string.Empty
        : string.Create(CultureInfo.InvariantCulture, $"{(time.Days > 0 ? time.Days.ToString(CultureInfo.InvariantCulture) + "-" : string.Empty)}{time.Hours:00}:{time.Minutes:00}:{time.Seconds:00}");

    /// <summary>Names one after another; another text for none.</summary>
    /// <param name="names">The names.</param>
    /// <param name="none">The text for no names.</param>
    public static string Names(IEnumerable? names, string none)
    {
        string text = names is null ? string.Empty : string.Join(", ", names.Cast<object>());
        return text.Length == 0 ? none : text;
    }

    /// <summary>Lines one below the other.</summary>
    /// <param name="lines">The lines.</param>
    public static string Lines(IEnumerable? lines) => lines is null ? string.Empty : string.Join(Environment.NewLine, lines.Cast<object>());

    /// <summary>Names with their values: <c>lab=science, other=physics</c>.</summary>
    /// <param name="pairs">The names and values.</param>
    public static string Pairs(IDictionary? pairs)
    {
        var texts = new List<string>();
        foreach (DictionaryEntry pair in pairs ?? new Hashtable())
        {
            texts.Add($"{pair.Key}={(pair.Value is DateTimeOffset time ? Minute(time) : pair.Value ?? "never")}");
        }

        texts.Sort(StringComparer.Ordinal);
        return string.Join(", ", texts);
    }

    private static string Day(DateTimeOffset? time) => time?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? string.Empty;
}
