using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using SlurmBank.Cli.Tests.Support;
using SlurmBank.Cli.Verbs;

namespace SlurmBank.Cli.Tests;

public sealed class HelpTests
{
    public static TheoryData<string> Verbs
    {
        get
        {
            var paths = new TheoryData<string>();
            foreach ((string path, Verb _) in All(Catalogue.Whole(), string.Empty))
            {
                paths.Add(path);
            }

            return paths;
        }
    }

    [Fact]
    public void The_verbs_are_those_that_were_agreed() => Assert.Equal(
        [
            "account list", "account set", "account show", "allocation advance", "allocation close", "allocation history", "allocation list", "allocation renew", "allocation series",
            "allocation set", "assert", "assertions", "backup", "balance", "chart", "compare", "completion", "config show", "config test", "cost", "deposit", "dump", "enforce",
            "grant", "holds list", "import", "init", "liens", "lock", "notices list", "notices send", "parked", "quote", "refund", "restore", "serve", "snapshot publish", "statement", "status", "sync",
            "tariff capture", "tariff list", "tariff test",
            "transactions", "transfer", "undo", "unlock", "usage", "verify", "withdraw", "write-off",
        ],
        Verbs.Select<object[], string>(row => (string)row[0]).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Verbs))]
    public void Every_verb_explains_itself_with_examples(string path)
    {
        string[] words = path.Split(' ');
        string page = Slurmbank.Here([.. words, "--help"]).Expect(ExitCode.Success).Output;
        Assert.StartsWith($"Usage: slurmbank {path} ", page, StringComparison.Ordinal);
        Assert.Contains($"\nExamples:\n  slurmbank {words[0]}", page.Replace("\n  source <(slurmbank completion", "\n  slurmbank completion", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("Exit codes: 0 done", page, StringComparison.Ordinal);
        Assert.All(page.Split('\n'), line => Assert.True(line.Length <= 100, line));
        Assert.Equal(page, Slurmbank.Here(["help", .. words]).Output);
        Assert.Equal(page, Slurmbank.Here([.. words, "-h"]).Output);
        foreach (Option option in Find(path).Options.Where(option => !option.Hidden))
        {
            Assert.Contains(option.Name, page, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public void Every_example_is_a_command_line_that_parses(string path)
    {
        Verb verb = Find(path);
        Assert.NotEmpty(verb.Examples);
        foreach (Example example in verb.Examples)
        {
            string line = example.Line.StartsWith("source <(", StringComparison.Ordinal) ? example.Line[9..^1] : example.Line;
            CliAnswer split = Slurmbank.Bash("slurmbank() { printf '%s\\n' \"$@\"; exit; }; sbatch() { :; }; " + Before(line));
            string[] arguments = QuoteArguments.Arrange(split.Output.TrimEnd('\n').Split('\n'));
            Command root = Catalogue.Root(new Composition.GlobalOptions(), arguments);
            HelpPage.AddTo(root);
            ParseResult input = root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null, EnablePosixBundling = false });
            Assert.Null(Usage.Problem(input, arguments));
            Assert.Equal(path, HelpPage.PathOf(input.CommandResult.Command)["slurmbank ".Length..]);
        }
    }

    [Fact]
    public void The_first_page_names_every_verb()
    {
        string page = Slurmbank.Here("--help").Expect(ExitCode.Success).Output;
        Assert.All(Catalogue.Names, name => Assert.Contains($"\n  {name} ", page, StringComparison.Ordinal));
        Assert.DoesNotContain("__accounts", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_group_lists_its_verbs() => Assert.Contains("\n  set ", Slurmbank.Here("account", "--help").Expect(ExitCode.Success).Output, StringComparison.Ordinal);

    // What stands behind a pipe or a redirection is not slurmbank's.
    private static string Before(string line) => line.Split([" | ", " > ", " && "], StringSplitOptions.None)[0];

    private static Verb Find(string path) => All(Catalogue.Whole(), string.Empty).First(pair => pair.Path == path).Verb;

    internal static IEnumerable<(string Path, Verb Verb)> All(Command command, string path)
    {
        foreach (Command sub in command.Subcommands.Where(sub => !sub.Hidden))
        {
            string name = path.Length == 0 ? sub.Name : $"{path} {sub.Name}";
            if (sub is Verb verb)
            {
                yield return (name, verb);
            }

            foreach ((string, Verb) found in All(sub, name))
            {
                yield return found;
            }
        }
    }
}
