using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using SlurmBank.Bank;
using SlurmBank.Cli.Output;

namespace SlurmBank.Cli.Tests;

public sealed class JsonOutputTests
{
    private static readonly DateTimeOffset Noon = new(2027, 9, 30, 12, 0, 0, TimeSpan.FromHours(2));

    private static Balance Sample(long units) => new()
    {
        Account = "bio", Currency = "SU", Granted = units / 3_600_000m, GrantedUnits = units, Charged = 0, ChargedUnits = 0, Running = 0, RunningUnits = 0,
        Queued = 0, QueuedUnits = 0, CreditLimit = 0, CreditLimitUnits = 0, Spendable = units / 3_600_000m, SpendableUnits = units,
        Available = units / 3_600_000m, AvailableUnits = units, TotalCharged = 0, TotalChargedUnits = 0, PercentUsed = null,
        Status = "open", Mode = "notify", EndDate = null, Time = Noon,
    };

    private static string Write<T>(T value)
    {
        var output = new StringWriter { NewLine = "\n" };
        JsonOutput.Write(output, value);
        return output.ToString();
    }

    private static string WriteArray<T>(IEnumerable<T> values)
    {
        var output = new StringWriter { NewLine = "\n" };
        JsonOutput.WriteArray(output, values);
        return output.ToString();
    }

    [Theory]
    [InlineData(3_600_000, "1")]
    [InlineData(5_400_000, "1.5")]
    [InlineData(1, "0.0000002777777777777777777778")]
    [InlineData(-1_800_000, "-0.5")]
    public void Amounts_are_exact_numbers_with_their_units_beside_them(long units, string number)
    {
        JsonElement balance = JsonDocument.Parse(Write(Sample(units))).RootElement;
        Assert.Equal(number, balance.GetProperty("granted").GetRawText());
        Assert.Equal(units, balance.GetProperty("grantedUnits").GetInt64());
    }

    [Fact]
    public void Names_are_camel_case_and_what_is_not_there_is_null()
    {
        JsonElement balance = JsonDocument.Parse(Write(Sample(1))).RootElement;
        Assert.Equal(
            typeof(Balance).GetProperties().Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name)).Order(),
            balance.EnumerateObject().Select(p => p.Name).Order());
        Assert.Equal(JsonValueKind.Null, balance.GetProperty("percentUsed").ValueKind);
        Assert.Equal("2027-09-30T12:00:00+02:00", balance.GetProperty("time").GetString());
    }

    [Fact]
    public void Spans_are_seconds_and_say_so_in_their_names()
    {
        var report = new SyncReport
        {
            Cluster = "lab", From = Noon, To = Noon, Rows = 0, Charged = 0, Amount = 0, AmountUnits = 0, Unchanged = 0, Adjusted = 0, Parked = 0, BeforeBooks = 0,
            Problems = [], Liens = 0, Voided = 0, Expired = 0, DbdQueue = null, Watermark = null, IsPlan = false, Warnings = [], Duration = TimeSpan.FromMilliseconds(1250),
        };
        JsonElement json = JsonDocument.Parse(Write(report)).RootElement;
        Assert.Equal("1.25", json.GetProperty("durationSeconds").GetRawText());
        Assert.False(json.TryGetProperty("duration", out _));
    }

    [Fact]
    public void Severities_are_words()
    {
        JsonElement json = JsonDocument.Parse(WriteArray([
            new BankFinding(FindingSeverity.Error, "A", "m", "p", "f"),
            new BankFinding(FindingSeverity.Warning, "A", "m", "p", "f"),
            new BankFinding(FindingSeverity.Information, "A", "m", "p", "f")])).RootElement;
        Assert.Equal(["error", "warning", "information"], json.EnumerateArray().Select(f => f.GetProperty("severity").GetString()));
    }

    [Fact]
    public void An_empty_list_is_an_empty_array() => Assert.Equal("[]\n", WriteArray(Array.Empty<Balance>()));

    [Fact]
    public void A_list_is_one_document()
    {
        JsonElement json = JsonDocument.Parse(WriteArray([Sample(1), Sample(2)])).RootElement;
        Assert.Equal([1L, 2L], json.EnumerateArray().Select(b => b.GetProperty("grantedUnits").GetInt64()));
    }

    [Fact]
    public void Line_ends_and_quotes_of_other_people_stay_inside_their_texts()
    {
        string text = "a\n  \"b\": [\u001b\u2028 é +";
        string json = WriteArray([new BankFinding(FindingSeverity.Error, "A", text, "p", "f")]);
        Assert.Equal(text, JsonDocument.Parse(json).RootElement[0].GetProperty("message").GetString());
        Assert.DoesNotContain('\u001b', json);
        Assert.Contains("é +", json, StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_before_the_first_element_writes_nothing()
    {
        var output = new StringWriter();
        Assert.Throws<InvalidOperationException>(() => JsonOutput.WriteArray(output, Broken()));
        Assert.Equal(string.Empty, output.ToString());

        static IEnumerable<Balance> Broken()
        {
            if (Noon.Year > 0)
            {
                throw new InvalidOperationException();
            }

            yield break;
        }
    }

    /// <summary>What the cmdlets around Slurm's own commands give has no verb: sacctmgr is one.</summary>
    [Fact]
    public void Everything_that_a_verb_reports_can_be_written() => Assert.All(
        typeof(BankService).Assembly.GetExportedTypes().Where(type => type.IsSealed && !type.IsAbstract && type != typeof(SlurmAccountReport) && (type.Name.EndsWith("Report", StringComparison.Ordinal) || type == typeof(Balance) || type == typeof(BankStatus) || type == typeof(HoldAction) || type == typeof(HoldReportSet) || type == typeof(LedgerCheck))),
        type => Assert.NotNull(BankJsonContext.Default.GetTypeInfo(type)));
}
