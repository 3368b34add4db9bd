using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Xml.Linq;
using SlurmBank.Bank.Tests.Doubles;
using SlurmBank.Bank.Tests.Support;
using SlurmBank.Engine;
using SlurmBank.Ledger;

namespace SlurmBank.Bank.Tests.Reports;

/// <summary>Charts: well-formed, escaped, the same again, and saying what the ledger says.</summary>
public sealed class ChartTests
{
    private const long T = TestBank.Open;
    private const long Day = TestBank.Day;
    private const long Su = ServiceUnits.UnitsPerServiceUnit;
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private static TestBank Bank(string user = "ann")
    {
        TestBank bank = TestBank.Opened();
        _ = bank.Grant("bio", 1000 * Su, end: T + (40 * Day));
        _ = bank.Grant("bio", 100 * Su, end: T + (5 * Day));
        bank.Clock.Seconds = T + (10 * Day);
        bank.Slurm.Jobs([.. Enumerable.Range(0, 10).Select(d => JobRow.Run(d + 1, T + (d * Day), 3600, 60) with { User = d % 2 == 0 ? user : $"user{d}" })]);
        _ = bank.Sync(T, bank.Clock.Seconds);
        return bank;
    }

    private static (XElement Root, ChartReport Chart) Read(TestBank bank, ChartQuery query)
    {
        ChartReport chart = bank.Service.Chart(query);
        XElement root = XDocument.Parse(chart.Svg).Root!;
        Assert.Equal(Svg + "svg", root.Name);
        Assert.Equal("img", root.Attribute("role")?.Value);
        Assert.Equal([chart.Title.Replace('\u0001', '\uFFFD')], root.Elements(Svg + "title").Select(t => t.Value));
        Assert.Equal([chart.Description.Replace('\u0001', '\uFFFD')], root.Elements(Svg + "desc").Select(t => t.Value));
        Assert.Contains("prefers-color-scheme: dark", root.Element(Svg + "style")!.Value, StringComparison.Ordinal);
        Assert.Equal(chart, bank.Service.Chart(query));

        // All that is drawn lies within the picture.
        decimal[] size = [.. root.Attribute("viewBox")!.Value.Split(' ').Select(n => decimal.Parse(n, CultureInfo.InvariantCulture))];
        foreach (XElement line in root.Elements().Where(e => e.Attribute("points") is not null))
        {
            Assert.All(line.Attribute("points")!.Value.Split(' ').Select(p => p.Split(',').Select(n => decimal.Parse(n, CultureInfo.InvariantCulture)).ToArray()), p => Assert.True(p[0] >= 0 && p[0] <= size[2] && p[1] >= 0 && p[1] <= size[3], $"{p[0]},{p[1]}"));
        }

        return (root, chart);
    }

    [Fact]
    public void Burn_down_shows_grants_what_is_left_the_forecast_and_the_windows()
    {
        using TestBank bank = Bank();
        (XElement root, ChartReport chart) = Read(bank, new ChartQuery { Account = "bio" });
        string[] classes = [.. root.Elements().Select(e => e.Attribute("class")?.Value ?? string.Empty)];
        Assert.All(new[] { "line granted", "line left", "line forecast", "area" }, c => Assert.Contains(c, classes));
        Assert.Equal(3, root.Elements(Svg + "line").Count(l => l.Attribute("class")!.Value == "edge" && l.Element(Svg + "title")!.Value.StartsWith("window boundary", StringComparison.Ordinal)));
        Assert.Contains("Granted 1000.00 SU, charged 600.00 SU, left 500.00 SU", chart.Description, StringComparison.Ordinal);
        Assert.Contains("2026-01-19", chart.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void What_expired_is_not_left_and_what_lasts_is_said_to()
    {
        using TestBank bank = TestBank.Opened();
        _ = bank.Grant("bio", 100 * Su, end: T + (5 * Day));
        _ = bank.Grant("bio", 1000 * Su, end: T + (30 * Day));
        bank.Clock.Seconds = T + (10 * Day);
        bank.Slurm.Jobs([JobRow.Run(1, T, 3600, 60)]);
        _ = bank.Sync(T, bank.Clock.Seconds);
        Assert.Contains("left 1000.00 SU", Read(bank, new ChartQuery { Account = "bio" }).Chart.Description, StringComparison.Ordinal);
        Assert.Contains("does not run out", bank.Service.Chart(new ChartQuery { Account = "bio" }).Description, StringComparison.Ordinal);
    }

    [Fact]
    public void Usage_is_stacked_by_name_and_its_bars_are_the_ledgers_amounts()
    {
        using TestBank bank = Bank("<script>&\"'\u0001");
        foreach (UsageKey by in (UsageKey[])[UsageKey.User, UsageKey.Partition, UsageKey.Qos, UsageKey.Cluster, UsageKey.State])
        {
            (XElement root, _) = Read(bank, new ChartQuery { Account = "bio", Kind = ChartKind.Usage, By = by });
            string[] bars = [.. root.Elements(Svg + "rect").Elements(Svg + "title").Select(t => t.Value)];
            Assert.Equal(by == UsageKey.User ? 6 : 1, bars.Length);
            Assert.Equal(600m, bars.Sum(b => decimal.Parse(b.Split(": ")[^1].Split(' ')[0], CultureInfo.InvariantCulture)));
        }

        string svg = bank.Service.Chart(new ChartQuery { Account = "bio", Kind = ChartKind.Usage }).Svg;
        Assert.DoesNotContain("<script>", svg, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;&amp;&quot;&#39;\uFFFD", svg, StringComparison.Ordinal);
        Assert.Throws<InvalidRequestException>(() => bank.Service.Chart(new ChartQuery { Account = "bio", Kind = ChartKind.Usage, By = UsageKey.Month }));
    }

    [Fact]
    public void Many_users_share_the_last_colour_and_an_empty_account_has_a_picture_too()
    {
        using TestBank bank = TestBank.Opened();
        bank.Clock.Seconds = T + Day;
        bank.Slurm.Jobs([.. Enumerable.Range(1, 12).Select(j => JobRow.Run(j, T, 100, j) with { User = $"u{j}" })]);
        _ = bank.Sync(T, T + Day);
        (XElement root, _) = Read(bank, new ChartQuery { Account = "bio", Kind = ChartKind.Usage });
        Assert.Contains(root.Elements(Svg + "text"), t => t.Value.StartsWith("5 others:", StringComparison.Ordinal));
        Assert.Throws<InvalidRequestException>(() => bank.Service.Chart(new ChartQuery { Account = "bio" }));
        _ = bank.Grant("geo", Su);
        _ = Read(bank, new ChartQuery { Account = "geo" });
        _ = Read(bank, new ChartQuery { Account = "geo", Kind = ChartKind.Usage });
    }

    [Fact]
    public void A_file_that_is_there_is_not_overwritten_unasked()
    {
        using TestBank bank = Bank();
        string path = bank.Folder.File("chart.svg");
        ChartReport chart = bank.Service.Chart(new ChartQuery { Account = "bio" });
        ChartFile.Write(path, chart, overwrite: false);
        Assert.Equal(chart.Svg, File.ReadAllText(path));
        File.WriteAllText(path, "mine");
        Assert.Throws<InvalidRequestException>(() => ChartFile.Write(path, chart, overwrite: false));
        Assert.Equal("mine", File.ReadAllText(path));
        Assert.Throws<InvalidRequestException>(() => ChartFile.Write(path, chart, overwrite: true));
        Assert.Equal("mine", File.ReadAllText(path));
        File.WriteAllText(path, "<svg>an older one</svg>");
        ChartFile.Write(path, chart, overwrite: true);
        Assert.Equal(chart.Svg, File.ReadAllText(path));
        Assert.Throws<InvalidRequestException>(() => ChartFile.Write(bank.Folder.File("no/such/chart.svg"), chart, overwrite: false));
    }
}
