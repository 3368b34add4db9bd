using System;
using System.Linq;
using System.Text;
using SlurmBank.Engine.Toml;

namespace SlurmBank.Engine.Tests.Toml;

/// <summary>What the suite does not say: places, bounds, and the words of errors.</summary>
public class TomlReaderTests
{
    [Theory]
    [InlineData("a", 1, 2, "'='")]
    [InlineData("a = ", 1, 5, "the end of the text")]
    [InlineData("a = \r\nb = 1", 1, 5, "the end of the line")]
    [InlineData("ok = 1\n\ta = abc", 2, 6, "'abc' is not a value")]
    [InlineData("ok = 1\r\na = 'x", 2, 5, "not closed")]
    [InlineData("a = \"é🎉\\q\"", 1, 8, "escape")]
    [InlineData("a = \"\"\"\n\n  \\x\"\"\"", 3, 3, "escape")]
    [InlineData("a = \"\\uD800\"", 1, 6, "U+D800")]
    [InlineData("a = \"\\U00110000\"", 1, 6, "U+110000")]
    [InlineData("a = \"\\uFFFFFFFFF\\u12\"", 1, 17, "4 hexadecimal")]
    [InlineData("a = [1, 2\nb = 3", 2, 1, "',' or ']'")]
    [InlineData("a = {b = 1,\nc = 2}", 1, 12, "a key is expected")]
    [InlineData("a = 1\na = 2", 2, 1, "already defined as a value at 1:1")]
    [InlineData("[t]\n[u]\n[t]", 3, 2, "already defined as a table at 1:2")]
    [InlineData("t.a = 1\n[t]", 2, 2, "already defined as a table at 1:1")]
    [InlineData("t = {}\n[t.u]", 2, 2, "already defined as an inline table at 1:1")]
    [InlineData("t = [{}]\n[[t]]", 2, 3, "already defined as an array at 1:1")]
    [InlineData("[[t]]\n[t]", 2, 2, "already defined as an array of tables at 1:3")]
    [InlineData("a = 9223372036854775808", 1, 5, "64 bits")]
    [InlineData("a = -9223372036854775809", 1, 5, "64 bits")]
    [InlineData("a = 0x8000000000000000", 1, 5, "64 bits")]
    [InlineData("a = 0x", 1, 5, "digits are expected")]
    [InlineData("a = -0x1", 1, 5, "no sign")]
    [InlineData("a = 1e999", 1, 5, "too large")]
    [InlineData("a = 1900-02-29", 1, 5, "no day 1900-02-29")]
    [InlineData("a = 24:00:00", 1, 5, "no time 24:00:00")]
    [InlineData("a = 2026-01-01T00:00:00+24:00", 1, 5, "no offset")]
    [InlineData("a = 2026-01-01T00:00", 1, 5, "07:30:00")]
    [InlineData("a = 1 # \u0001", 1, 9, "U+0001")]
    [InlineData("a = 1\rb = 2", 1, 6, "the end of the line is expected")]
    [InlineData("\"\"\"a\"\"\" = 1", 1, 1, "several lines")]
    [InlineData("ä = 1", 1, 1, "need quotes")]
    [InlineData("\uFEFF\uFEFF", 1, 1, "U+FEFF")]
    public void Errors_say_what_and_where(string text, int line, int column, string words)
    {
        Assert.False(TomlDocument.TryParse(text, "x.toml", out _, out TomlError error));
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.Equal((line, column), (error.Line, error.Column));
    }

    [Fact]
    public void Keys_and_values_know_their_places()
    {
        Assert.True(TomlDocument.TryParse("\uFEFF# c\n[s.'t']\n  é.x  = [1,\r\n  \"🎉\", {y=true}]\n".Replace("é", "\"é\"", StringComparison.Ordinal), "n", out TomlDocument? document, out _));
        Assert.Equal("n", document.SourceName);
        TomlEntry s = Assert.Single(document.Root.Entries);
        Assert.Equal(new TomlPosition(2, 2), s.KeyPosition);
        TomlEntry t = Assert.Single(((TomlTable)s.Value).Entries);
        Assert.Equal(new TomlPosition(2, 4), t.KeyPosition);
        TomlEntry dotted = Assert.Single(((TomlTable)t.Value).Entries);
        TomlEntry x = Assert.Single(((TomlTable)dotted.Value).Entries);
        Assert.Equal((new TomlPosition(3, 7), new TomlPosition(3, 12)), (x.KeyPosition, x.Value.Position));
        TomlArray array = (TomlArray)x.Value;
        Assert.Equal(["3:13", "4:3", "4:8"], array.Items.Select(item => item.Position.ToString()));
    }

    [Fact]
    public void Bytes_that_are_not_utf8_are_refused_where_they_stand()
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes("a = 'é'\nb = '"), 0xC3, 0x28, (byte)'\''];
        Assert.False(TomlDocument.TryParse(bytes, "x", out _, out TomlError error));
        Assert.Equal("2:6: the byte 0xC3 is not valid UTF-8 here", error.ToString());
    }

    [Theory]
    [InlineData(0xD83C)]
    [InlineData(0xDC00)]
    public void Half_a_surrogate_pair_is_refused(int half)
    {
        // Attribute values cannot carry one, so the text is put together here.
        Assert.False(TomlDocument.TryParse($"a = '{(char)half}'", "x", out _, out TomlError error));
        Assert.Equal("1:6: half of a surrogate pair is not a Unicode character", error.ToString());
    }

    [Fact]
    public void Nothing_is_an_empty_document()
    {
        Assert.True(TomlDocument.TryParse((string?)null, "x", out TomlDocument? fromNull, out _));
        Assert.True(TomlDocument.TryParse([0xEF, 0xBB, 0xBF], "x", out TomlDocument? fromMark, out _));
        Assert.Empty(fromNull.Root.Entries);
        Assert.Empty(fromMark.Root.Entries);
    }

    [Fact]
    public void A_float_keeps_its_digits()
    {
        Assert.True(TomlDocument.TryParse("a = 1_0.000_000_000_000_000_000_1", "x", out TomlDocument? document, out _));
        Assert.Equal("10.0000000000000000001", ((TomlFloat)document.Root.Entries[0].Value).Text);
    }

    [Theory]
    [InlineData("0000-02-29", "0000-02-29")]
    [InlineData("2016-12-31 23:59:60z", "2016-12-31T23:59:60Z")]
    [InlineData("2016-12-31t23:59:59.1234567899-23:59", "2016-12-31T23:59:59.123456789-23:59")]
    [InlineData("00:00:00.000", "00:00:00")]
    [InlineData("2026-01-01T00:00:00-00:00", "2026-01-01T00:00:00Z")]
    public void Times_at_the_edges_are_kept(string written, string expected)
    {
        Assert.True(TomlDocument.TryParse($"a = {written}", "x", out TomlDocument? document, out _));
        Assert.Equal(expected, document.Root.Entries[0].Value.ToString());
    }

    [Theory]
    [InlineData("[", 1_000_000)]
    [InlineData("{a=", 1_000_000)]
    [InlineData("[{a.b=", 1_000_000)]
    public void Deep_nesting_is_refused_and_not_followed(string open, int times)
    {
        Assert.False(TomlDocument.TryParse("a = " + string.Concat(Enumerable.Repeat(open, times)), "x", out _, out TomlError error));
        Assert.Contains("nested deeper than 128", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_deepest_nesting_counts_headers_keys_and_arrays_together()
    {
        static string Keys(int n) => string.Join('.', Enumerable.Repeat("k", n));
        static string Arrays(int n) => new string('[', n) + new string(']', n);
        Assert.True(TomlDocument.TryParse($"[{Keys(128)}]", "x", out _, out _));
        Assert.False(TomlDocument.TryParse($"[{Keys(129)}]", "x", out _, out _));
        Assert.True(TomlDocument.TryParse($"{Keys(128)} = 1", "x", out _, out _));
        Assert.False(TomlDocument.TryParse($"{Keys(129)} = 1", "x", out _, out _));
        Assert.True(TomlDocument.TryParse($"[{Keys(60)}]\n{Keys(60)} = {Arrays(8)}", "x", out _, out _));
        Assert.False(TomlDocument.TryParse($"[{Keys(60)}]\n{Keys(60)} = {Arrays(9)}", "x", out _, out _));
    }
}
