using System;
using System.CommandLine;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using SlurmBank.Cli.Tests.Support;
using SlurmBank.Cli.Verbs;

namespace SlurmBank.Cli.Tests;

/// <summary>docs/runbook.md: every command is one that there is, and the blocks marked <c>run</c> are run, in their order, on a bank.</summary>
public sealed class RunbookTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Root(), "docs", "runbook.md"));

    public static TheoryData<string> Commands => [.. Regex.Matches(Page, @"(?m)^slurmbank .*$|`(slurmbank [^`]*)`").Select(m => m.Groups[1].Success ? m.Groups[1].Value : m.Value).Distinct()];

    [Theory]
    [MemberData(nameof(Commands))]
    public void Every_command_is_one_that_there_is(string line)
    {
        string[] words = Regex.Replace(line, "'[^']*'", "text").Split([" | ", " > ", " || "], StringSplitOptions.None)[0].Split(' ')[1..];
        string[] arguments = QuoteArguments.Arrange([.. words.Select(w => w == "ID" ? "1" : w == "DATE" ? "2027-09-30" : w)]);
        Command root = Catalogue.Root(new Composition.GlobalOptions(), arguments);
        HelpPage.AddTo(root);
        ParseResult input = root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null, EnablePosixBundling = false });
        Assert.Null(Usage.Problem(input, arguments));
    }

    [Fact]
    public void What_is_marked_is_run()
    {
        using TemporaryBank bank = new();
        bank.Here("init", "--books-open", TemporaryBank.Recent).Expect(ExitCode.Success);
        bank.Here("grant", "physics", "100", "--start", TemporaryBank.Recent).Expect(ExitCode.Success);
        bank.FinishedJob(4711, "physics", "alice", 4, 3600, TimeSpan.FromMinutes(30));
        MatchCollection blocks = Regex.Matches(Page, "(?s)```sh run\n(.*?)```");
        Assert.True(blocks.Count >= 10);
        foreach (Match block in blocks)
        {
            string script = $"set -eo pipefail; cd '{bank.Folder}'; export SLURMBANK_CONFIG='{bank.Configuration}'; slurmbank() {{ '{Slurmbank.Program}' \"$@\"; }}\n" + block.Groups[1].Value;
            CliAnswer answer = Slurmbank.Bash(script);
            Assert.True(answer.Code == 0, $"{block.Groups[1].Value}\n{answer.Output}\n{answer.Error}");
        }

        Assert.Equal(4 * 3_600_000, bank.Here("balance", "physics", "--json").Json[0].GetProperty("chargedUnits").GetInt64());
    }

    private static string Root()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "SlurmBank.sln")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }
}
