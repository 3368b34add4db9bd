using System;
using System.Linq;
using System.Text;

namespace SlurmBank.Engine.Tests.Grammar;

/// <summary>The readers answer, with a position inside the text, whatever the text is; what they read they print, and read again.</summary>
public sealed class GrammarFuzzTests
{
    private const int Rounds = 20_000;

    private static readonly string[] Pieces =
        ["0", "1", "9", "59", "60", "99999999999", "18446744073709551616", "-", "--", ":", "::", ",", "%", "[", "]", "_", ".", "...", "K", "MB", "G", "T", "k", "m", " ", "\t", "\n", "\0",
         "UNLIMITED", "infinite", "Partition_Limit", "INVALID", "now", "now+", "days", "weeks", "today", "tomorrow", "midnight", "uts", "AM", "pm", "n", "é", "\uD800", "٣", "+", "/", "=", "\"", "2026-02-29", "T12:30"];

    public static TheoryData<string> Readers => ["time", "elapsed", "memory", "nodes", "array", "hosts", "begin", "name"];

    [Theory]
    [MemberData(nameof(Readers))]
    public void No_text_makes_a_reader_throw(string reader)
    {
        int seed = Environment.TickCount;
        Random random = new(seed);
        int read = 0;
        for (int round = 0; round < Rounds; round++)
        {
            string text = Make(random);
            try
            {
                bool good = Read(reader, text, out TextError error, out string printed);
                read += good ? 1 : 0;
                Assert.True(good || (error.Position >= 0 && error.Position <= text.Length && !string.IsNullOrEmpty(error.Message)), $"position {error.Position}: {error.Message}");
                Assert.True(!good || printed.Length == 0 || (Read(reader, printed, out _, out string again) && again == printed), $"'{printed}' does not read back");
            }
            catch (Exception problem)
            {
                Assert.Fail($"seed {seed}, round {round}, text '{text}': {problem}");
            }
        }

        Assert.True(read > 0, $"seed {seed}: the fuzz never hit a good text");
    }

    private static string Make(Random random)
    {
        StringBuilder text = new();
        int pieces = random.Next(0, 8);
        for (int i = 0; i < pieces; i++)
        {
            text.Append(random.Next(12) == 0 ? ((char)random.Next(0, 0x10000)).ToString() : Pieces[random.Next(Pieces.Length)]);
        }

        return text.ToString();
    }

    private static bool Read(string reader, string text, out TextError error, out string printed)
    {
        printed = string.Empty;
        switch (reader)
        {
            case "time":
                bool good = TimeLimit.TryParse(text, out TimeLimit limit, out error);
                printed = limit.ToString();
                return good;
            case "elapsed":
                good = ElapsedTime.TryParse(text, out ElapsedTime elapsed, out error);
                printed = elapsed.ToString();
                return good;
            case "memory":
                good = MemorySize.TryParse(text, out MemorySize memory, out error);
                printed = memory.ToString();
                return good;
            case "nodes":
                good = NodeCount.TryParse(text, out NodeCount? nodes, out error);
                printed = nodes?.ToString() ?? string.Empty;
                return good;
            case "array":
                good = ArraySpec.TryParse(text, out ArraySpec? array, out error);
                printed = array?.ToString() ?? string.Empty;
                return good;
            case "hosts":
                good = HostList.TryExpand(text, out var names, out error, 1000);
                printed = good ? HostList.Compress(names) : string.Empty;
                return good && HostList.Expand(printed).Count == names.Distinct().Count();
            case "begin":
                return SlurmTime.TryParse(text, DateTimeOffset.UnixEpoch, TimeZoneInfo.Utc, SlurmTimeSense.Begin, out _, out error);
            default:
                return SlurmName.TryValidate(SlurmNameKind.Account, text, out printed, out error);
        }
    }
}
