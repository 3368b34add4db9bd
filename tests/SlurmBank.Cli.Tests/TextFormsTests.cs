using System;
using System.Linq;
using SlurmBank.Cli.Output;

namespace SlurmBank.Cli.Tests;

public sealed class TextFormsTests
{
    private static readonly TimeZoneInfo Paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    [Theory]
    [InlineData("", 5, new[] { "" })]
    [InlineData("abc", 5, new[] { "abc" })]
    [InlineData("abc def", 5, new[] { "abc", "def" })]
    [InlineData("abcdefgh", 3, new[] { "abc", "def", "gh" })]
    [InlineData("a  b", 1, new[] { "a", "b" })]
    [InlineData("  ab  ", 5, new[] { "ab" })]
    [InlineData("ab cd", 5, new[] { "ab cd" })]
    public void Lines_are_broken_at_blanks(string text, int width, string[] lines) => Assert.Equal(lines, TextWrap.Lines(text, width));

    [Fact]
    public void No_text_loses_a_character_and_no_line_is_too_wide()
    {
        int seed = Environment.TickCount;
        var random = new Random(seed);
        for (int i = 0; i < 2000; i++)
        {
            string text = new([.. Enumerable.Range(0, random.Next(120)).Select(_ => random.Next(5) == 0 ? ' ' : (char)random.Next(33, 0x2fff))]);
            int width = random.Next(2, 40);
            var lines = TextWrap.Lines(text, width);
            Assert.True(lines.All(line => line.Length <= width), $"seed {seed}, round {i}");
            Assert.True(string.Concat(lines).Replace(" ", string.Empty) == text.Replace(" ", string.Empty), $"seed {seed}, round {i}");
        }
    }

    [Fact]
    public void A_pair_of_surrogates_stays_together() => Assert.Equal(["a😀", "😀b"], TextWrap.Lines("a😀😀b", 3));

    [Theory]
    [InlineData("2027-10-01T00:00:00+02:00", "2027-09-30")]
    [InlineData("2027-09-30T22:00:00+00:00", "2027-09-30")]
    [InlineData("2027-10-01T12:00:00+02:00", "2027-10-01 12:00")]
    [InlineData("2027-04-01T00:00:00+02:00", "2027-03-31")]
    [InlineData("2028-03-01T00:00:00+01:00", "2028-02-29")]
    public void A_window_ends_for_people_on_its_last_day(string end, string text) =>
        Assert.Equal(text, TimeText.LastDay(DateTimeOffset.Parse(end, System.Globalization.CultureInfo.InvariantCulture), Paris));

    [Fact]
    public void A_window_without_end_says_nothing() => Assert.Equal(string.Empty, TimeText.LastDay(null, Paris));

    [Theory]
    [InlineData(0, "00:00:00")]
    [InlineData(3599, "00:59:59")]
    [InlineData(86400, "1-00:00:00")]
    [InlineData(32 * 86400, "32-00:00:00")]
    public void Spans_look_as_Slurm_writes_them(int seconds, string text) => Assert.Equal(text, TimeText.Span(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(null, "")]
    [InlineData("plain text", "plain text")]
    [InlineData("a\tb\nc", "a b c")]
    [InlineData("\u001b]0;title\u0007", "\\x1b]0;title\\x07")]
    [InlineData("\u009b31m", "\\x9b31m")]
    [InlineData("\u202egpj.exe", "\\u202egpj.exe")]
    [InlineData("é😀", "é😀")]
    public void Texts_are_made_safe(string? text, string safe) => Assert.Equal(safe, PlainText.Clean(text));

    [Theory]
    [InlineData("Check the name: New-SlurmAllocation.", "Check the name: slurmbank grant.")]
    [InlineData("Initialize-SlurmBank (or 'slurmbank init') makes one", "'slurmbank init' makes one")]
    [InlineData("Name one of them: -AllocationId.", "Name one of them: --allocation.")]
    [InlineData("Run Test-SlurmLedger -Detailed.", "Run slurmbank verify.")]
    [InlineData("nothing to say", "nothing to say")]
    public void Advice_names_this_doors_verbs(string text, string spoken) => Assert.Equal(spoken, Vocabulary.Speak(text));
}
