using System;
using System.IO;
using System.Linq;
using SlurmBank.Cli.Output;

namespace SlurmBank.Cli.Tests;

public sealed class TextTableTests
{
    private sealed record Row(string Name, long Units, string Currency = "SU", string Note = "");

    private static TextTable<Row> Table(bool withNote = true) => new(
    [
        new("NAME", row => row.Name),
        Columns.Money<Row>("AMOUNT", row => row.Units),
        Columns.Currency<Row>(row => row.Currency),
        .. withNote ? new TextColumn<Row>[] { new("NOTE", row => row.Note) { IsFlexible = true, HideEmpty = true } } : [],
    ])
    {
        CurrencyOf = row => row.Currency,
    };

    private static string[] Write<T>(TextTable<T> table, params T[] rows)
    {
        var output = new StringWriter { NewLine = "\n" };
        Assert.Equal(rows.Length > 0, table.Write(output, rows, Palette.None));
        return output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    [Fact]
    public void Numbers_stand_to_the_right_with_their_unit_below_the_heading() => Assert.Equal(
        [
            "NAME     AMOUNT",
            "             SU",
            "bio        1.00",
            "chem      -0.50",
            "ops   unlimited",
        ],
        Write(Table(), new Row("bio", 3_600_000), new Row("chem", -1_800_000), new Row("ops", long.MaxValue)));

    [Fact]
    public void Without_rows_nothing_is_written() => Assert.Empty(Write(Table()));

    [Theory]
    [InlineData(0, "0.00")]
    [InlineData(1, "0.0000003")]
    [InlineData(18_000, "0.01")]
    [InlineData(17_999, "0.0050")]
    [InlineData(-18_000, "-0.01")]
    [InlineData(long.MaxValue, "unlimited")]
    [InlineData(long.MaxValue - 1, "2562047788015.22")]
    [InlineData(long.MinValue, "-2562047788015.22")]
    public void Amounts_are_rounded_from_their_units(long units, string text) => Assert.Equal(text, Columns.Amount(units));

    [Fact]
    public void Several_currencies_are_named_in_each_row_and_not_in_the_heading()
    {
        string[] lines = Write(Table(), new Row("bio", 3_600_000), new Row("bio", 7_200_000, "GPU"));
        Assert.Equal(["NAME  AMOUNT  CURRENCY", "bio     1.00  SU", "bio     2.00  GPU"], lines);
    }

    [Fact]
    public void A_currency_that_comes_late_gets_headings_of_its_own()
    {
        Row[] rows = [.. Enumerable.Range(0, 2000).Select(_ => new Row("bio", 1)), new Row("bio", 3_600_000, "GPU")];
        string[] lines = Write(Table(), rows);
        Assert.Equal("         GPU", lines[^2]);
        Assert.Equal(2 + 2000 + 2 + 1, lines.Length);
    }

    [Fact]
    public void Many_rows_share_one_heading()
    {
        string[] lines = Write(Table(), [.. Enumerable.Range(0, 5001).Select(i => new Row("a" + (i % 7), i))]);
        Assert.Equal(2 + 5001, lines.Length);
    }

    [Fact]
    public void A_long_note_is_wrapped_inside_100_columns_and_loses_no_word()
    {
        string note = string.Join(' ', Enumerable.Range(0, 80).Select(i => "word" + i));
        string[] lines = Write(Table(), new Row("bio", 3_600_000, Note: note));
        Assert.All(lines, line => Assert.True(line.Length <= 100, line));
        Assert.Equal(note, string.Join(' ', lines.Skip(2).Select(line => line.Replace("bio     1.00", string.Empty, StringComparison.Ordinal).Trim())));
        Assert.All(lines, line => Assert.Equal(line.TrimEnd(), line));
    }

    [Fact]
    public void Columns_that_matter_least_go_first_where_the_table_is_too_wide()
    {
        var table = new TextTable<Row>(
            new("NAME", row => row.Name),
            new("FIRST TO GO", row => new string('x', 40)) { Drop = 2 },
            new("SECOND TO GO", row => new string('y', 40)) { Drop = 1 });
        Assert.Contains("SECOND TO GO", Write(table, new Row(new string('n', 50), 0))[0], StringComparison.Ordinal);
        Assert.DoesNotContain("FIRST", Write(table, new Row(new string('n', 50), 0))[0], StringComparison.Ordinal);
        Assert.Equal("NAME", Write(table, new Row(new string('n', 90), 0))[0]);
    }

    [Fact]
    public void Control_characters_of_other_people_do_not_reach_the_terminal()
    {
        string[] lines = Write(Table(), new Row("b\u001b[2Jio\r\n", 0, Note: "a\u202eb\u0007"));
        Assert.Equal("b\\x1b[2Jio      0.00  a\\u202eb\\x07", lines[2]);
    }

    [Fact]
    public void Colours_change_no_width()
    {
        var table = new TextTable<Row>(new("NAME", row => row.Name) { ToneOf = _ => Tone.Bad }, Columns.Money<Row>("AMOUNT", row => row.Units));
        var plain = new StringWriter();
        var coloured = new StringWriter();
        Row[] rows = [new("bio", -3_600_000), new("chemistry", 7)];
        table.Write(plain, rows, Palette.None);
        table.Write(coloured, rows, Palette.Always);
        Assert.NotEqual(plain.ToString(), coloured.ToString());
        Assert.Equal(plain.ToString(), System.Text.RegularExpressions.Regex.Replace(coloured.ToString(), "\u001b\\[[0-9]+m", string.Empty));
    }
}
