using System;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;

namespace SlurmBank.Module.Tests;

/// <summary>The about topics as they are written, and as Get-Help finds them.</summary>
public class AboutTests
{
    private static readonly string Pages = Path.Combine(BuiltModule.Root, "docs", "en-US");

    public static TheoryData<string> Topics => [.. Directory.GetFiles(Pages, "about_*.md").Select(file => Path.GetFileNameWithoutExtension(file)!)];

    [Theory]
    [InlineData("about_SlurmBank")]
    [InlineData("about_SlurmBank_Ledger")]
    [InlineData("about_SlurmBank_Tariffs")]
    [InlineData("about_SlurmBank_Holds")]
    [InlineData("about_SlurmBank_Configuration")]
    public void It_is_there(string topic) => Assert.Contains(topic, Directory.GetFiles(Pages).Select(file => Path.GetFileNameWithoutExtension(file)));

    [Theory]
    [MemberData(nameof(Topics))]
    public void It_names_cmdlets_and_topics_that_exist(string topic)
    {
        string text = File.ReadAllText(Path.Combine(Pages, topic + ".md"));
        string[] cmdlets = [.. Regex.Matches(text, @"\b[A-Z][a-z]+-Slurm[A-Za-z]+\b").Select(match => match.Value).Distinct()];
        Assert.NotEmpty(cmdlets);
        Assert.All(cmdlets, cmdlet => Assert.Contains(cmdlet, BuiltModule.Names));
        Assert.All(Regex.Matches(text, @"\babout_SlurmBank\w*\b").Select(match => match.Value), name => Assert.True(File.Exists(Path.Combine(Pages, name + ".md")), name));
        Assert.StartsWith($"# {topic}\n", text, StringComparison.Ordinal);
        Assert.All(["## SHORT DESCRIPTION", "## LONG DESCRIPTION", "## SEE ALSO"], part => Assert.Contains(part, text));
    }

    [Theory]
    [MemberData(nameof(Topics))]
    public void The_built_text_fits_a_window_and_has_no_markdown(string topic)
    {
        string[] lines = File.ReadAllLines(Path.Combine(BuiltModule.Root, "en-US", topic + ".help.txt"));
        Assert.Equal("TOPIC", lines[0]);
        // What is indented twice is code, which is left as it is.
        string[] prose = [.. lines.Where(line => !line.StartsWith("        ", StringComparison.Ordinal))];
        Assert.All(prose, line => Assert.True(line.Length <= 100, line));
        Assert.All(prose, line => Assert.DoesNotContain('`', line));
        Assert.DoesNotContain(prose, line => line.TrimStart().StartsWith('|'));
    }
}
