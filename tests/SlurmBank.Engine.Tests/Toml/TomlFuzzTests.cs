using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using SlurmBank.Engine.Toml;

namespace SlurmBank.Engine.Tests.Toml;

/// <summary>Random documents: the reader answers, places its error inside the text, and reads back what it wrote.</summary>
public class TomlFuzzTests
{
    private static readonly string[] Pieces =
    [
        "a", "b", "a.b", "\"k\"", "'k'", " = ", "=", "[", "]", "[[", "]]", "{", "}", ",", "\n", "\r\n", "\r", " ", "\t", "#", "\"", "\"\"\"", "'", "'''", "\\",
        "\\u00E9", "\\n", "1", "0", "-", "+", "_", ".", "e", "0x", "0b", "inf", "nan", "true", "false", "1979-05-27", "T07:32:00", "Z", "+01:00", "07:32:00",
        ".5", "é", "🎉", "\uFEFF", "\0", "\u007F", "\uD800", "[a]\n", "[[t]]\n", "[a.b]\n", "x = 1\n", "a.b = 2\n", "t = {a = 1, b.c = [1, 'x']}\n",
    ];

    [Fact]
    public void No_text_makes_the_reader_throw()
    {
        int seed = Environment.TickCount;
        Random random = new(seed);
        for (int round = 0; round < 30_000; round++)
        {
            string text = string.Concat(Enumerable.Range(0, random.Next(1, 30)).Select(_ => Pieces[random.Next(Pieces.Length)]));
            Check(seed, round, text, () => (TomlDocument.TryParse(text, "fuzz", out TomlDocument? document, out TomlError error), document, error));
        }
    }

    [Fact]
    public void No_bytes_make_the_reader_throw()
    {
        int seed = Environment.TickCount;
        Random random = new(seed);
        byte[] good = Encoding.UTF8.GetBytes("# é\n[a.b]\nx = \"\\u00E9\\n\"\ny = [1, 2.5e3, {z = 07:32:00}]\n[[t]]\nd = 1979-05-27T07:32:00Z\ns = '''\nq'''\n");
        for (int round = 0; round < 30_000; round++)
        {
            byte[] bytes = (byte[])good.Clone();
            for (int change = random.Next(1, 6); change > 0; change--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            bytes = bytes[..random.Next(bytes.Length + 1)];
            Check(seed, round, Encoding.UTF8.GetString(bytes), () => (TomlDocument.TryParse(bytes, "fuzz", out TomlDocument? document, out TomlError error), document, error));
        }
    }

    [Fact]
    public void Quoted_texts_and_keys_are_read_back()
    {
        int seed = Environment.TickCount;
        Random random = new(seed);
        for (int round = 0; round < 20_000; round++)
        {
            StringBuilder text = new();
            for (int length = random.Next(0, 12); length > 0; length--)
            {
                int value = random.Next(4) == 0 ? random.Next(0x110000) : random.Next(0x80);
                text.Append(Rune.IsValid(value) ? new Rune(value).ToString() : "\"");
            }

            string expected = text.ToString();
            string document = $"{TomlText.Key(expected)} = {TomlText.Quote(expected)}";
            Assert.True(TomlDocument.TryParse(document, "fuzz", out TomlDocument? read, out TomlError error), $"seed {seed} round {round}: {error} in {document}");
            TomlEntry entry = Assert.Single(read.Root.Entries);
            Assert.True(entry.Key == expected && entry.Value is TomlString value2 && value2.Value == expected, $"seed {seed} round {round}: {document}");
        }
    }

    private static void Check(int seed, int round, string text, Func<(bool Read, TomlDocument? Document, TomlError Error)> read)
    {
        (bool Read, TomlDocument? Document, TomlError Error) answer;
        try
        {
            answer = read();
        }
        catch (Exception thrown)
        {
            throw new InvalidOperationException($"seed {seed} round {round}: {TomlText.Quote(text)}", thrown);
        }

        string where = $"seed {seed} round {round}: {TomlText.Quote(text)}";
        Assert.True(answer.Read == (answer.Document is not null) && answer.Read == (answer.Error.Message is null), where);
        if (answer.Document is TomlDocument document)
        {
            Walk(document.Root, where);
        }
        else
        {
            Assert.True(answer.Error.Line >= 1 && answer.Error.Line <= text.Split('\n').Length && answer.Error.Column >= 1, where);
        }
    }

    private static void Walk(TomlNode node, string where)
    {
        Assert.True(node.Position.Line >= 1 && node.Position.Column >= 1 && node.Describe().Length > 0, where);
        IEnumerable<TomlNode> children = node switch
        {
            TomlTable table => table.Entries.Select(entry => entry.Value),
            TomlArray array => array.Items,
            _ => [],
        };
        foreach (TomlNode child in children)
        {
            Walk(child, where);
        }
    }
}
