using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using SlurmBank.Cli.Composition;
using SlurmBank.Cli.Verbs;

namespace SlurmBank.Cli;

/// <summary>Answers arguments that name no work: help where it was asked for, an error with a hint where they are wrong.</summary>
internal static class Usage
{
    /// <summary>Prints the page of the verb named; a word that names none is an error all the same.</summary>
    internal static ExitCode Help(ParseResult input, TextWriter output, Messages messages)
    {
        if (input.CommandResult.Command is not Verb && input.UnmatchedTokens.Count > 0)
        {
            return Refuse(Problem(input, [])!.Value, input, messages);
        }

        HelpPage.Write(output, input.CommandResult.Command);
        return ExitCode.Success;
    }

    /// <summary>Says what is wrong with the arguments.</summary>
    internal static ExitCode Refuse((string Message, string Hint) problem, ParseResult input, Messages messages)
    {
        string help = $"See '{HelpPage.PathOf(input.CommandResult.Command)} --help'.";
        messages.Failure("Usage", problem.Message, problem.Hint.Length == 0 ? help : $"{problem.Hint} {help}");
        return ExitCode.Usage;
    }

    /// <summary>What is wrong with the arguments, and a hint; null where nothing is.</summary>
    /// <param name="input">What the parser made of them.</param>
    /// <param name="words">The arguments as they were given, up to <c>--</c>.</param>
    internal static (string Message, string Hint)? Problem(ParseResult input, IReadOnlyCollection<string> words)
    {
        Command command = input.CommandResult.Command;
        string path = HelpPage.PathOf(command);
        if (command is not Verb)
        {
            return NoVerb(command, path, input.UnmatchedTokens.FirstOrDefault());
        }

        if (UnknownOption(input, command, words) is string option)
        {
            string name = option.Split('=')[0];
            return ($"{path} has no option {name}", Nearest(name, Options(command)) is string near ? $"Did you mean {near}?" : string.Empty);
        }

        if (command.Arguments.FirstOrDefault(argument => (input.GetResult(argument)?.Tokens.Count ?? 0) < argument.Arity.MinimumNumberOfValues) is Argument missing)
        {
            return ($"{missing.Name} is missing", string.Empty);
        }

        if (command.Options.FirstOrDefault(needed => needed.Required && input.GetResult(needed) is null or { Implicit: true }) is Option absent)
        {
            return ($"{absent.Name} {absent.HelpName} is needed", string.Empty);
        }

        return input.UnmatchedTokens.Count > 0
            ? ($"'{input.UnmatchedTokens[0]}' is one word too many for {path}", string.Empty)
            : input.Errors.Count > 0 ? (input.Errors[0].Message, string.Empty) : null;
    }

    /// <summary>The nearest of some words, where one is near enough to be meant.</summary>
    internal static string? Nearest(string word, IEnumerable<string> words) => words
        .Select(candidate => (candidate, distance: Distance(word, candidate)))
        .Where(pair => pair.distance <= Math.Max(1, pair.candidate.Length / 3))
        .OrderBy(pair => pair.distance)
        .Select(pair => pair.candidate)
        .FirstOrDefault();

    private static (string Message, string Hint) NoVerb(Command command, string path, string? word)
    {
        string[] verbs = [.. command.Subcommands.Where(sub => !sub.Hidden).Select(sub => sub.Name)];
        string all = $"There are: {string.Join(", ", verbs)}.";
        if (word is null)
        {
            return ("a verb is missing", all);
        }

        string what = word.StartsWith('-') ? $"{path} has no option {word}" : $"'{word}' is not a verb of {path}";
        if (!command.Parents.Any() && OlderVerbs.Here.TryGetValue(word, out string? here))
        {
            return (what, $"Here that is 'slurmbank {here}'. See 'slurmbank {here.Split(" --")[0]} --help'.");
        }

        return (what, Nearest(word, word.StartsWith('-') ? Options(command) : verbs) is string near ? $"Did you mean '{near}'?" : all);
    }

    // The parser takes a word that looks like an option and is none for an argument. A misspelt option must not become an account's name.
    private static string? UnknownOption(ParseResult input, Command command, IReadOnlyCollection<string> words)
    {
        IEnumerable<string> taken = command.Name == QuoteVerb.VerbName ? [] : command.Arguments.SelectMany(argument => input.GetResult(argument)?.Tokens ?? []).Select(token => token.Value);
        return taken.Concat(input.UnmatchedTokens).FirstOrDefault(word => word.Length > 1 && word[0] == '-' && !char.IsAsciiDigit(word[1]) && word[1] != '.' && words.Contains(word));
    }

    private static IEnumerable<string> Options(Command command)
    {
        for (Symbol? at = command; at is Command level; at = level.Parents.FirstOrDefault())
        {
            foreach (Option option in level.Options.Where(option => level == command || option.Recursive))
            {
                yield return option.Name;
            }
        }
    }

    // Levenshtein's distance.
    private static int Distance(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int above = row[j];
                row[j] = Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[b.Length];
    }
}
