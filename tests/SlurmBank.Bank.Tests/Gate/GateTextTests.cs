using System;
using System.IO;
using System.Linq;

namespace SlurmBank.Bank.Tests.Gate;

public sealed class GateTextTests
{
    private const string Key = "0123456789abcdef0123456789abcdef";

    [Theory]
    [InlineData("slurmbank=" + Key + ":216000000", 216_000_000L)]
    [InlineData("ticket 7 slurmbank=" + Key + ":0", 0L)]
    [InlineData("a;slurmbank=" + Key + ":5;b", 5L)]
    [InlineData("slurmbank=" + Key + ":1\nslurmbank=" + Key + ":2", 2L)]
    [InlineData("slurmbank=" + Key + ":9223372036854775807", long.MaxValue)]
    [InlineData(null, null)]
    [InlineData("", null)]
    [InlineData("slurmbank=", null)]
    [InlineData("xslurmbank=" + Key + ":5", null)]
    [InlineData("slurmbank=" + Key, null)]
    [InlineData("slurmbank=" + Key + ":", null)]
    [InlineData("slurmbank=" + Key + ":-5", null)]
    [InlineData("slurmbank=" + Key + ":9223372036854775808", null)]
    [InlineData("slurmbank=0123456789ABCDEF0123456789abcdef:5", null)]
    [InlineData("slurmbank=" + Key + "0:5", null)]
    public void A_token_is_read_out_of_whatever_a_site_writes(string? comment, long? units)
    {
        Assert.Equal(units is not null, GateToken.TryFind(comment, out GateToken token));
        Assert.Equal(units is long u ? new GateToken(Key, u) : default, token);
    }

    [Fact]
    public void The_journal_gives_the_liens_that_have_not_ended_and_leaves_out_what_is_damaged()
    {
        string other = string.Concat(Key.Reverse());
        string text = string.Join('\n',
            "# slurmbank gate journal 1",
            Sealed($"+ {Key} 100 1001 3600 1 bio - 0"),
            Sealed($"+ {other} 101 1002 7200 2 chem {Key} 3600"),
            Sealed($"- {Key} 102 counted"),
            Sealed($"+ {Key[..31]}0 103 1001 1 1 bio - 0").Replace("bio", "oib", StringComparison.Ordinal),
            string.Empty,
            Sealed($"+ {Key} 104 1001 1 0 bio - 0"),
            $"+ {Key} 104 1001 1 1 bi");
        GateLien lien = Assert.Single(GateJournal.Read(new StringReader(text)));
        Assert.Equal(new GateLien(other, 101, 1002, 7200, 2, "chem"), lien);
    }

    [Fact]
    public void No_journal_is_an_empty_one()
    {
        Assert.Empty(GateJournal.Read("/nonexistent/slurmbank", out string problem));
        Assert.Equal(string.Empty, problem);
    }

    /// <summary>A line as slurmctld wrote it in a test of the plugin.</summary>
    [Fact]
    public void A_line_of_the_plugin_is_read() => Assert.Single(GateJournal.Read(new StringReader("+ 9b4917ec4b8b0faa5c94e30ddacca28f 1795275380 20001 216000000 1 physics - 0 *a7f54aa5\n")));

    [Fact]
    public void Any_bytes_are_read_without_an_error()
    {
        var random = new Random(20261121);
        for (int i = 0; i < 2000; i++)
        {
            char[] text = [.. Enumerable.Range(0, random.Next(200)).Select(_ => (char)random.Next(1, 256))];
            Assert.NotNull(GateJournal.Read(new StringReader(new string(text))));
            _ = GateToken.TryFind("slurmbank=" + new string(text), out _);
        }
    }

    internal static string Sealed(string line)
    {
        ulong sum = 0xcbf29ce484222325;
        foreach (char c in line)
        {
            sum = unchecked((sum ^ c) * 0x100000001b3);
        }

        return $"{line} *{unchecked((uint)sum):x8}";
    }
}
