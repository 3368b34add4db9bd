using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using SlurmBank.Engine;

namespace SlurmBank.Bank;

/// <summary>What a burn-down chart is drawn from. Instants are seconds since 1970 UTC, amounts units.</summary>
/// <param name="Account">The account.</param>
/// <param name="Currency">The currency.</param>
/// <param name="From">First instant shown.</param>
/// <param name="To">Last instant shown.</param>
/// <param name="Now">Where what was turns into what may be.</param>
/// <param name="Granted">What is granted in the windows that are open, from each instant on.</param>
/// <param name="Left">What was left at instants up to now, ascending; two at one instant are a step.</param>
/// <param name="Forecast">What will be left at instants from now on.</param>
/// <param name="Edges">Where windows begin and end.</param>
/// <param name="Charged">What was charged in the time shown.</param>
/// <param name="RunsOut">When nothing will be left; null for never.</param>
internal sealed record BurnDownData(
    string Account, string Currency, long From, long To, long Now, IReadOnlyList<(long At, long Units)> Granted, IReadOnlyList<(long At, decimal Units)> Left,
    IReadOnlyList<(long At, decimal Units)> Forecast, IReadOnlyList<long> Edges, long Charged, long? RunsOut)
{
    /// <summary>The accounts that it draws on, whose grants are shown with its own.</summary>
    public IReadOnlyList<string> DrawsOn { get; init; } = [];

    /// <summary>Whether the work of other accounts is paid from the same windows.</summary>
    public bool IsShared { get; init; }
}

/// <summary>Draws what was granted, what was left day by day, and where that leads.</summary>
internal static class BurnDownChart
{
    internal static (string Title, string Description, string Svg) Draw(BurnDownData data, Func<long, DateTimeOffset> instant)
    {
        string title = $"{data.Account}: what is left of the grants{(data.DrawsOn.Count > 0 ? $", with those of {string.Join(", ", data.DrawsOn)}" : string.Empty)}, in {data.Currency}";
        string Date(long at) => instant(at).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        string Amount(decimal units) => ServiceUnits.FromUnits((long)Math.Clamp(units, -long.MaxValue, long.MaxValue)).ToString();
        long granted = data.Granted.Where(g => g.At <= data.Now).Select(g => g.Units).LastOrDefault();
        decimal left = data.Left.Count > 0 ? data.Left[^1].Units : 0;
        string outlook = data.RunsOut is long end ? $"at the rate of the last days it runs out on {Date(end)}" : "at the rate of the last days it does not run out before its windows end";
        string description = $"From {Date(data.From)} to {Date(data.To)}. Granted {Amount(granted)} {data.Currency}, charged {Amount(data.Charged)} {data.Currency}{(data.IsShared ? " for its own work" : string.Empty)}, left {Amount(left)} {data.Currency}{(data.IsShared ? " after the work of all who draw on them" : string.Empty)}; {outlook}.";
        (string, string, bool)[] legend =
        [
            ("granted", $"granted: {Amount(granted)}", true), ("left", $"left: {Amount(left)}", true),
            ("forecast", data.RunsOut is long at ? $"forecast: empty on {Date(at)}" : "forecast: lasts", true),
        ];
        var frame = new ChartFrame(title, description, legend);
        return (title, description, frame.Draw(() => Content(frame, data, instant, Date)));
    }

    private static void Content(ChartFrame frame, BurnDownData data, Func<long, DateTimeOffset> instant, Func<long, string> date)
    {
        decimal[] all = [0, .. data.Granted.Select(g => (decimal)g.Units), .. data.Left.Select(l => l.Units), .. data.Forecast.Select(f => f.Units)];
        Func<decimal, decimal> y = frame.Amounts(all.Min(), all.Max(), data.Currency);
        decimal X(long at) => ChartFrame.Left + ((at - data.From) / (decimal)Math.Max(data.To - data.From, 1) * (ChartFrame.Right - ChartFrame.Left));
        string Point(long at, decimal units) => $"{SvgWriter.Number(X(Math.Clamp(at, data.From, data.To)))},{SvgWriter.Number(y(units))}";
        SvgWriter svg = frame.Svg;
        foreach (long edge in data.Edges.Where(e => e >= data.From && e <= data.To))
        {
            Vertical(svg, X(edge), $"window boundary {date(edge)}");
        }

        if (data.Now > data.From && data.Now < data.To)
        {
            Vertical(svg, X(data.Now), $"now {date(data.Now)}");
            svg.Text("text", "now", ("class", "note"), ("x", SvgWriter.Number(X(data.Now))), ("y", SvgWriter.Number(ChartFrame.Top - 6)), ("text-anchor", "middle"));
        }

        if (data.Left.Count > 0)
        {
            string line = string.Join(' ', data.Left.Select(l => Point(l.At, l.Units)));
            svg.Empty("polygon", ("class", "area"), ("points", $"{Point(data.Left[0].At, 0)} {line} {Point(data.Left[^1].At, 0)}"));
            svg.Empty("polyline", ("class", "line left"), ("points", line));
        }

        svg.Empty("polyline", ("class", "line granted"), ("points", string.Join(' ', Steps(data).Select(s => Point(s.At, s.Units)))));
        if (data.Forecast.Count > 1)
        {
            svg.Empty("polyline", ("class", "line forecast"), ("points", string.Join(' ', data.Forecast.Select(f => Point(f.At, f.Units)))));
        }

        Dates(frame, data, instant, X);
    }

    /// <summary>What is granted stays until it changes.</summary>
    private static IEnumerable<(long At, decimal Units)> Steps(BurnDownData data)
    {
        decimal before = data.Granted.Where(g => g.At <= data.From).Select(g => (decimal)g.Units).LastOrDefault();
        yield return (data.From, before);
        foreach ((long at, long units) in data.Granted.Where(g => g.At > data.From && g.At <= data.To))
        {
            yield return (at, before);
            yield return (at, units);
            before = units;
        }

        yield return (data.To, before);
    }

    private static void Vertical(SvgWriter svg, decimal x, string title)
    {
        svg.Open("line", ("class", "edge"), ("x1", SvgWriter.Number(x)), ("x2", SvgWriter.Number(x)), ("y1", SvgWriter.Number(ChartFrame.Top)), ("y2", SvgWriter.Number(ChartFrame.Bottom)));
        svg.Text("title", title).Close();
    }

    /// <summary>About six dates below the axis, each at midnight of the site.</summary>
    private static void Dates(ChartFrame frame, BurnDownData data, Func<long, DateTimeOffset> instant, Func<long, decimal> x)
    {
        for (int i = 0; i <= 6; i++)
        {
            long at = data.From + ((data.To - data.From) * i / 6);
            frame.Below(x(at), instant(at).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        }
    }
}
