using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using SlurmBank.Engine;

namespace SlurmBank.Bank;

/// <summary>What charts share: their size, title, colours that are readable on light and dark ground, scales, axes and legend.</summary>
internal sealed class ChartFrame
{
    internal const decimal Width = 860;
    internal const decimal Left = 84;
    internal const decimal Right = 836;
    internal const decimal Top = 58;
    internal const decimal Bottom = 360;
    private const decimal LegendTop = 408;
    private const decimal LegendRow = 22;
    private const decimal LegendColumn = 250;
    private const int LongestName = 20;

    // Colours that stay apart for colour-blind people too; darker ground has lighter ones.
    private const string Rules = """
            .ground { fill: #ffffff; }
            text { font-family: system-ui, 'DejaVu Sans', sans-serif; font-size: 12px; fill: #24292f; }
            .title { font-size: 16px; font-weight: 600; }
            .note { fill: #57606a; }
            .axis { stroke: #8c959f; stroke-width: 1; }
            .grid { stroke: #d8dee4; stroke-width: 1; }
            .edge { stroke: #57606a; stroke-width: 1; stroke-dasharray: 2 4; }
            .line { fill: none; stroke-width: 2; stroke-linejoin: round; }
            .granted { stroke: #57606a; } .left { stroke: #0064b0; } .forecast { stroke: #c04a00; stroke-dasharray: 7 5; }
            .area { fill: #0064b0; fill-opacity: 0.14; }
            .s0 { fill: #0064b0; } .s1 { fill: #d98a00; } .s2 { fill: #007a57; } .s3 { fill: #b3588c; }
            .s4 { fill: #3f9fd6; } .s5 { fill: #c04a00; } .s6 { fill: #7a6a00; } .s7 { fill: #7d8590; }
            @media (prefers-color-scheme: dark) {
              .ground { fill: #0d1117; }
              text { fill: #e6edf3; } .note { fill: #9da7b3; }
              .axis { stroke: #6e7681; } .grid { stroke: #30363d; } .edge { stroke: #9da7b3; }
              .granted { stroke: #9da7b3; } .left { stroke: #58a6ff; } .forecast { stroke: #ff9d5c; }
              .area { fill: #58a6ff; fill-opacity: 0.18; }
              .s0 { fill: #58a6ff; } .s1 { fill: #f0b03c; } .s2 { fill: #35c496; } .s3 { fill: #e58fc0; }
              .s4 { fill: #8fd0f7; } .s5 { fill: #ff9d5c; } .s6 { fill: #d6c640; } .s7 { fill: #8b949e; }
            }
        """;

    private readonly string title;
    private readonly string description;
    private readonly IReadOnlyList<(string Class, string Text, bool IsLine)> legend;

    /// <param name="title">What the chart shows.</param>
    /// <param name="description">The same for those who cannot see it, with its figures.</param>
    /// <param name="legend">The class of each colour, whether it is a line's, and what it stands for.</param>
    internal ChartFrame(string title, string description, IReadOnlyList<(string Class, string Text, bool IsLine)> legend)
    {
        this.title = title;
        this.description = description;
        this.legend = legend;
    }

    internal SvgWriter Svg { get; } = new();

    private decimal Height => LegendTop + (Math.Max(1, (legend.Count + 2) / 3) * LegendRow) + 6;

    /// <summary>Begins the picture, lets its content be drawn, and ends it.</summary>
    internal string Draw(Action draw)
    {
        string height = SvgWriter.Number(Height);
        string width = SvgWriter.Number(Width);
        Svg.Open("svg", ("xmlns", "http://www.w3.org/2000/svg"), ("viewBox", $"0 0 {width} {height}"), ("width", width), ("height", height), ("role", "img"), ("aria-labelledby", "chart-title chart-description"));
        Svg.Text("title", title, ("id", "chart-title")).Text("desc", description, ("id", "chart-description")).Style(Rules);
        Svg.Empty("rect", ("class", "ground"), ("width", width), ("height", height));
        Svg.Text("text", title, ("class", "title"), ("x", "20"), ("y", "30"));
        draw();
        Legend();
        return Svg.Close().ToString();
    }

    /// <summary>The amounts' axis from <paramref name="least"/> to <paramref name="most"/> units with its grid; answers the scale.</summary>
    internal Func<decimal, decimal> Amounts(decimal least, decimal most, string currency)
    {
        const decimal Unit = ServiceUnits.UnitsPerServiceUnit;
        decimal step = Step((most - least) / Unit / 5);
        decimal low = Math.Floor(least / Unit / step) * step;
        decimal high = Math.Max(Math.Ceiling(most / Unit / step) * step, low + step);
        decimal Scale(decimal units) => Bottom - (((units / Unit) - low) / (high - low) * (Bottom - Top));
        for (decimal at = low; at <= high; at += step)
        {
            string y = SvgWriter.Number(Scale(at * Unit));
            Svg.Empty("line", ("class", at == 0 ? "axis" : "grid"), ("x1", SvgWriter.Number(Left)), ("x2", SvgWriter.Number(Right)), ("y1", y), ("y2", y));
            Svg.Text("text", at.ToString("#,0.######", CultureInfo.InvariantCulture).Replace(',', '\u202f'), ("class", "note"), ("x", SvgWriter.Number(Left - 8)), ("y", SvgWriter.Number(Scale(at * Unit) + 4)), ("text-anchor", "end"));
        }

        Svg.Text("text", currency, ("class", "note"), ("x", SvgWriter.Number(Left - 8)), ("y", SvgWriter.Number(Top - 12)), ("text-anchor", "end"));
        return Scale;
    }

    /// <summary>A text below the axis of time.</summary>
    internal void Below(decimal x, string text, int row = 0) =>
        Svg.Text("text", text, ("class", "note"), ("x", SvgWriter.Number(x)), ("y", SvgWriter.Number(Bottom + 18 + (row * 15))), ("text-anchor", "middle"));

    /// <summary>A name that has room in a legend.</summary>
    internal static string Short(string name) => name.Length <= LongestName ? name : name[..(LongestName - 1)] + "…";

    /// <summary>1, 2 or 5 times a power of ten, at least as large as asked for.</summary>
    private static decimal Step(decimal least)
    {
        decimal power = 0.000001m;
        while (power * 10 <= least && power < 1_000_000_000_000_000m)
        {
            power *= 10;
        }

        return new[] { 1m, 2m, 5m, 10m }.Select(f => f * power).First(s => s >= least || s == 10 * power);
    }

    private void Legend()
    {
        for (int i = 0; i < legend.Count; i++)
        {
            decimal x = 20 + (i % 3 * (LegendColumn + 25));
            decimal y = LegendTop + (i / 3 * LegendRow);
            (string style, string text, bool isLine) = legend[i];
            _ = isLine
                ? Svg.Empty("line", ("class", "line " + style), ("x1", SvgWriter.Number(x)), ("x2", SvgWriter.Number(x + 22)), ("y1", SvgWriter.Number(y)), ("y2", SvgWriter.Number(y)))
                : Svg.Empty("rect", ("class", style), ("x", SvgWriter.Number(x + 5)), ("y", SvgWriter.Number(y - 6)), ("width", "12"), ("height", "12"));
            Svg.Text("text", text, ("x", SvgWriter.Number(x + 30)), ("y", SvgWriter.Number(y + 4)));
        }
    }
}
