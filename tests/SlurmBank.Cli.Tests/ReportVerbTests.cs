using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Xml.Linq;
using SlurmBank.Cli.Tests.Support;

namespace SlurmBank.Cli.Tests;

/// <summary>Forecasts, the FOCUS export and charts on a real ledger; Slurm is a stand-in: see TemporaryBank.</summary>
public sealed class ReportVerbTests : IClassFixture<ReportVerbTests.Bank>
{
    private readonly TemporaryBank bank;

    public ReportVerbTests(Bank fixture) => bank = fixture.Temporary;

    /// <summary>Physics was granted 100 SU and used 36 and 10 of them today.</summary>
    public sealed class Bank : IDisposable
    {
        public Bank()
        {
            Temporary.Here("init", "--books-open", TemporaryBank.Recent).Expect(ExitCode.Success);
            Temporary.FinishedJob(1, "physics", "alice", 36, 3600, TimeSpan.FromHours(3));
            Temporary.FinishedJob(2, "physics", "bob", 10, 3600, TimeSpan.FromHours(3));
            Temporary.Here("grant", "physics", "100", "--start", TemporaryBank.Recent).Expect(ExitCode.Success);
            Temporary.Here("sync").Expect(ExitCode.Success);
        }

        internal TemporaryBank Temporary { get; } = new();

        public void Dispose() => Temporary.Dispose();
    }

    [Fact]
    public void Balance_forecasts_when_the_money_runs_out()
    {
        string table = bank.Here("balance", "physics", "--forecast", "--threshold", "80").Expect(ExitCode.Success).Output;
        Assert.Contains("RUNS OUT", table, StringComparison.Ordinal);
        Assert.Contains("80%: ", table, StringComparison.Ordinal);
        JsonElement json = JsonDocument.Parse(bank.Here("balance", "physics", "--forecast", "--json").Expect(ExitCode.Success).Output).RootElement[0];
        Assert.Equal(46L * 3_600_000, json.GetProperty("chargedUnits").GetInt64());
        Assert.Equal("runs-out", json.GetProperty("outlook").GetString());
        Assert.Equal(30, json.GetProperty("daily").GetArrayLength());
        bank.Here("balance", "--forecast", "--days", "0").Expect(ExitCode.Usage);
    }

    [Fact]
    public void Usage_is_exported_in_the_columns_of_focus()
    {
        string[] lines = bank.Here("usage", "--format", "focus").Expect(ExitCode.Success).Output.TrimEnd('\n').Split('\n');
        Assert.StartsWith("BilledCost,BillingAccountId,", lines[0], StringComparison.Ordinal);
        int units = Array.IndexOf(lines[0].Split(','), "x_BilledUnits") - lines[0].Split(',').Length;
        Assert.Equal(46L * 3_600_000, lines[1..].Sum(l => long.Parse(l.Split(',')[^-units])));
        Assert.All(lines[1..], l => Assert.Contains("\"{\"\"qos\"\":\"\"", l, StringComparison.Ordinal));
        Assert.Equal(46L * 3_600_000, JsonDocument.Parse(bank.Here("usage", "--format", "focus", "--json", "--by", "month").Output).RootElement.EnumerateArray().Sum(r => r.GetProperty("x_BilledUnits").GetInt64()));
        Assert.Equal(bank.Here("usage", "--csv").Output, bank.Here("usage", "--format", "csv").Output);
        bank.Here("usage", "--format", "xml").Expect(ExitCode.Usage);
    }

    [Fact]
    public void Chart_writes_svg_and_overwrites_nothing_unasked()
    {
        Assert.Equal("svg", XDocument.Parse(bank.Here("chart", "physics").Expect(ExitCode.Success).Output).Root!.Name.LocalName);
        string path = Path.Combine(Path.GetTempPath(), $"slurmbank-chart-{Guid.NewGuid():N}.svg");
        try
        {
            string[] line = ["chart", "physics", "--kind", "usage", "--by", "partition", "--output", path];
            Assert.Empty(bank.Here(line).Expect(ExitCode.Success).Output);
            Assert.Contains("--force", bank.Here(line).Expect(ExitCode.Usage).Error, StringComparison.Ordinal);
            bank.Here([.. line, "--force"]).Expect(ExitCode.Success);
            Assert.Contains("usage by partition", XDocument.Load(path).Root!.Value, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }

        bank.Here("chart", "nosuch").Expect(ExitCode.NotFound);
        Assert.Contains("--kind usage", bank.Here("chart", "chem").Error + bank.Here("chart", "root").Error, StringComparison.Ordinal);
    }
}
