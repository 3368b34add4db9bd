using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;

namespace SlurmBank.Cli.Tests;

/// <summary>Holds docs/slurmbank.md against the program.</summary>
public sealed class ManualTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Root(), "docs", "slurmbank.md"));

    [Fact]
    public void Every_verb_has_its_line_and_every_option_is_named_with_it()
    {
        foreach ((string path, Command verb) in HelpTests.All(Catalogue.Whole(), string.Empty))
        {
            Assert.True(Rows("## Verbs").Any(row => row[0] == path || row[0].StartsWith(path + " ", StringComparison.Ordinal)), $"no line for '{path}'");
            string[] options = [.. verb.Options.Select(option => option.Name)];
            string named = Rows("### Options of single verbs").FirstOrDefault(row => row[0] == path)?[1] ?? string.Empty;
            string[] documented = [.. named.Split('`').Where(word => word.StartsWith("--", StringComparison.Ordinal)).Select(word => word.Split(' ')[0])];
            Assert.Equal(options.Order(StringComparer.Ordinal), documented.Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void No_line_is_about_a_verb_that_is_not_there()
    {
        HashSet<string> paths = [.. HelpTests.All(Catalogue.Whole(), string.Empty).Select(pair => pair.Path)];
        Assert.All(Rows("### Options of single verbs"), row => Assert.Contains(row[0], paths));
        Assert.Equal(paths.Count, Rows("## Verbs").Count());
    }

    [Fact]
    public void Every_global_option_and_exit_code_is_named()
    {
        Assert.All(Catalogue.Whole().Options, option => Assert.Contains(Rows("### Options of every verb"), row => row[0].StartsWith(option.Name, StringComparison.Ordinal)));
        Assert.Equal(
            Enum.GetValues<ExitCode>().Select(code => ((int)code).ToString(System.Globalization.CultureInfo.InvariantCulture)),
            Rows("## Exit codes").Select(row => row[0]).Where(cell => cell.All(char.IsAsciiDigit)));
    }

    // The rows of the tables between a heading and the next one, without marks of code in the first cell.
    private static IEnumerable<string[]> Rows(string heading)
    {
        string part = Page[(Page.IndexOf("\n" + heading + "\n", StringComparison.Ordinal) + heading.Length + 2)..];
        int end = part.IndexOf("\n#", StringComparison.Ordinal);
        return part[..(end < 0 ? part.Length : end)].Split('\n')
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal))
            .Select(line => line.Trim('|', ' ').Split(" | "))
            .Where(cells => cells[0] is not ("slurmbank" or "verb" or "option" or "code"))
            .Select(cells => (string[])[cells[0].Replace("`", string.Empty, StringComparison.Ordinal), .. cells[1..]]);
    }

    private static string Root()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "SlurmBank.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException("the folder of SlurmBank.sln is not above the tests");
    }
}
