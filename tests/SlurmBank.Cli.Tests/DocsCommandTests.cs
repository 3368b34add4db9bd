using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using SlurmBank.Cli.Tests.Support;
using SlurmBank.Cli.Verbs;

namespace SlurmBank.Cli.Tests;

/// <summary>Every command line of slurmbank in the guides and in the systemd units: the verb is there, and takes what is written after it.</summary>
public sealed class DocsCommandTests
{
    private static readonly string Root = Repository();

    // What a person puts a value of the own for.
    private static readonly Dictionary<string, string> Placeholders = new(StringComparer.Ordinal)
    {
        ["A"] = "bio", ["ACCOUNT"] = "bio", ["N"] = "10", ["SUM"] = "10", ["H"] = "10", ["D"] = "2027-09-30", ["DATE"] = "2027-09-30", ["TIME"] = "2027-09-30", ["ID"] = "1", ["SEQ"] = "1",
        ["NUMBER"] = "1", ["J"] = "1", ["JOBID"] = "1", ["R"] = "R-1", ["PATH"] = "out", ["FILE"] = "file", ["smp=N,mpi=M"] = "smp=4,mpi=6", ["DIR"] = "out", ["NAME"] = "name", ["TEXT"] = "text",
    };

    public static TheoryData<string, string> Commands
    {
        get
        {
            var lines = new TheoryData<string, string>();
            foreach (string page in Directory.GetFiles(Path.Combine(Root, "docs"), "*.md").Append(Path.Combine(Root, "README.md")).Concat(Directory.GetFiles(Path.Combine(Root, "docs", "en-US"), "about_*.md")))
            {
                string text = Regex.Replace(File.ReadAllText(page), @"(?m)^(    slurmbank \[OPTION.*|    slurmbank help \[VERB.*)$", string.Empty);
                IEnumerable<string> found = Regex.Matches(text, @"(?m)^(?:    )?(?:\$ |sudo -u slurmbank |out/)?(slurmbank [a-z][^\n]*)$|`(?:sudo -u slurmbank )?(slurmbank [^`\n]*)`").Select(m => m.Groups[1].Success ? m.Groups[1].Value : m.Groups[2].Value);
                foreach (string line in found.Distinct())
                {
                    lines.Add(Path.GetFileName(page), line);
                }
            }

            foreach (string unit in Directory.GetFiles(Path.Combine(Root, "systemd"), "*.service"))
            {
                foreach (Match match in Regex.Matches(File.ReadAllText(unit), @"(?m)^Exec[A-Za-z]+=[-+!@]?/usr/local/bin/(slurmbank .*)$"))
                {
                    lines.Add(Path.GetFileName(unit), match.Groups[1].Value);
                }
            }

            return lines;
        }
    }

    [Fact]
    public void Enough_lines_are_found_for_this_to_mean_something()
    {
        ILookup<string, string> pages = Commands.Select(r => ((string)r[0], (string)r[1])).ToLookup(r => r.Item1, r => r.Item2);
        Assert.All((string[])["admin-guide.md", "moving.md", "runbook.md", "getting-started.md", "slurmbank.md", "slurmbank.service", "slurmbank-sync.service", "README.md"], p => Assert.NotEmpty(pages[p]));
        Assert.True(pages.Sum(p => p.Count()) > 120);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Every_command_of_the_pages_is_one_that_there_is(string page, string line)
    {
        // Up to a pipe, a redirection, an ellipsis, another command or a comment.
        string command = Regex.Split(Regex.Replace(line, "'[^']*'|\"[^\"]*\"", "text"), @" \| | > | \|\| | && |; | # | \.\.\.|  +#")[0].TrimEnd();
        string[] words = [.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(w => Placeholders.GetValueOrDefault(w, w))];
        if (words is ["VERB" or "--version", ..] || words[0][0] == '(')
        {
            return;
        }

        // An option at the end of a sentence is there for its name alone.
        if (words[^1].StartsWith("--", StringComparison.Ordinal) && VerbOf([.. words.Take(2).Where(w => char.IsAsciiLetterLower(w[0]))]) is Command named && named.Options.Any(o => o.Name == words[^1] && o.Arity.MinimumNumberOfValues > 0))
        {
            words = words[..^1];
        }

        words = [.. words.Where(w => w != "--help")];
        string[] arguments = QuoteArguments.Arrange(words);
        Command root = Catalogue.Root(new Composition.GlobalOptions(), arguments);
        HelpPage.AddTo(root);
        ParseResult input = root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null, EnablePosixBundling = false });

        // A sentence may name no more than the verb.
        bool isName = words.Length <= 2 && VerbOf(words) is not null;
        Assert.True(isName || Usage.Problem(input, arguments) is null, $"{page}: {line}: {Usage.Problem(input, arguments)}");
    }

    /// <summary>systemd is asked about units that there are.</summary>
    [Fact]
    public void Every_unit_that_the_pages_name_is_there()
    {
        string[] known = [.. Directory.GetFiles(Path.Combine(Root, "systemd")).Select(f => Path.GetFileName(f)), "slurmbank", "slurmdbd", "slurmctld", "daemon-reload"];
        foreach (string page in Directory.GetFiles(Path.Combine(Root, "docs"), "*.md"))
        {
            string text = File.ReadAllText(page);
            IEnumerable<string> named = Regex.Matches(text, @"systemctl (?:edit|start|stop|restart|reload|status|(?:enable|disable)(?: --now)?) ([a-z*.@-]+)").Select(m => m.Groups[1].Value).Concat(Regex.Matches(text, @"\b(slurmbank-[a-z]+\.(?:timer|service))\b").Select(m => m.Value));
            Assert.All(named.Distinct(), unit => Assert.True(known.Any(k => Regex.IsMatch(k, "^" + Regex.Escape(unit.TrimEnd('.')).Replace("\\*", ".*", StringComparison.Ordinal) + "$")), $"{Path.GetFileName(page)}: no unit '{unit}'"));
        }
    }

    private static Command? VerbOf(string[] words)
    {
        Command? verb = Catalogue.Whole();
        foreach (string word in words)
        {
            verb = verb?.Subcommands.FirstOrDefault(sub => sub.Name == word);
        }

        return verb;
    }

    private static string Repository()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "SlurmBank.sln")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }
}
