using System;
using System.Collections.Generic;
using System.Linq;
using SlurmBank.Engine;

namespace SlurmBank.Bank;

/// <summary>Draws what work cost month by month, stacked by user or another key.</summary>
internal static class UsageChart
{
    /// <summary>So many names have colours of their own; the last colour is everybody else's.</summary>
    internal const int MostSeries = 7;

    /// <param name="account">The account.</param>
    /// <param name="currency">The currency.</param>
    /// <param name="by">By what it is told apart.</param>
    /// <param name="months">The months, ascending.</param>
    /// <param name="usage">What each name used in each month: name, index of the month, units.</param>
    internal static (string Title, string Description, string Svg) Draw(string account, string currency, UsageKey by, IReadOnlyList<string> months, IReadOnlyList<(string Name, int Month, long Units)> usage)
    {
        string word = by == UsageKey.Qos ? "QOS" : by.ToString().ToLowerInvariant();
        string title = $"{account}: usage by {word} and month, in {currency}";
        List<(string Name, long Units)> totals = [.. usage.GroupBy(u => u.Name).Select(g => (g.Key, g.Sum(u => u.Units))).OrderByDescending(t => t.Item2).ThenBy(t => t.Key, StringComparer.Ordinal)];
        List<string> names = [.. totals.Take(MostSeries).Select(t => t.Name)];
        long others = totals.Skip(MostSeries).Sum(t => t.Units);
        var legend = totals.Take(MostSeries).Select((t, i) => ($"s{i}", $"{ChartFrame.Short(t.Name)}: {ServiceUnits.FromUnits(t.Units)}", false)).ToList();
        if (totals.Count > MostSeries)
        {
            legend.Add(($"s{MostSeries}", $"{totals.Count - MostSeries} others: {ServiceUnits.FromUnits(others)}", false));
        }

        long[,] cells = Cells(months.Count, names, usage);
        string description = $"From {months[0]} to {months[^1]}, {ServiceUnits.FromUnits(totals.Sum(t => t.Units))} {currency} in all. "
            + (totals.Count == 0 ? "No usage." : string.Join("; ", totals.Take(MostSeries).Select(t => $"{t.Name} {ServiceUnits.FromUnits(t.Units)}")) + (others > 0 ? $"; others {ServiceUnits.FromUnits(others)}" : string.Empty) + ".");
        var frame = new ChartFrame(title, description, legend);
        return (title, description, frame.Draw(() => Bars(frame, months, [.. names, "others"], cells, currency)));
    }

    private static long[,] Cells(int months, List<string> names, IReadOnlyList<(string Name, int Month, long Units)> usage)
    {
        var cells = new long[months, MostSeries + 1];
        foreach ((string name, int month, long units) in usage)
        {
            int series = names.IndexOf(name);
            cells[month, series < 0 ? MostSeries : series] += units;
        }

        return cells;
    }

    private static void Bars(ChartFrame frame, IReadOnlyList<string> months, string[] names, long[,] cells, string currency)
    {
        long most = Enumerable.Range(0, months.Count).Max(m => Enumerable.Range(0, MostSeries + 1).Sum(s => cells[m, s]));
        Func<decimal, decimal> y = frame.Amounts(0, Math.Max(most, 1), currency);
        decimal slot = (ChartFrame.Right - ChartFrame.Left) / months.Count;
        decimal width = Math.Min(slot * 0.7m, 72);
        int every = Math.Max(1, (int)Math.Ceiling(months.Count / 12m));
        for (int month = 0; month < months.Count; month++)
        {
            decimal middle = ChartFrame.Left + (slot * (month + 0.5m));
            long below = 0;
            for (int series = 0; series <= MostSeries; series++)
            {
                if (cells[month, series] is > 0 and long units)
                {
                    string name = series < MostSeries ? names[series] : "others";
                    frame.Svg.Open("rect", ("class", $"s{series}"), ("x", SvgWriter.Number(middle - (width / 2))), ("y", SvgWriter.Number(y(below + units))), ("width", SvgWriter.Number(width)), ("height", SvgWriter.Number(y(below) - y(below + units))));
                    frame.Svg.Text("title", $"{months[month]} {name}: {ServiceUnits.FromUnits(units)} {currency}").Close();
                    below += units;
                }
            }

            if (month % every == 0)
            {
                frame.Below(middle, months[month]);
            }
        }
    }
}
