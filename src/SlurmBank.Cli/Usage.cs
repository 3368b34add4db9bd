using System;
using System.Collections.Generic;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.IO;
using System.Linq;
using SlurmBank.Cli.Composition;

namespace SlurmBank.Cli;

/// <summary>Answers arguments that name no work: help where it was asked for, an error with a hint where they are wrong.</summary>
internal static class Usage
{
    /// <summary>Prints the page of the verb named; a word that names none is an error all the same.</summary>
    internal static ExitCode Help(ParseResult input, TextWriter output, Messages messages)
    {
        if (input.CommandResult.Command is not Verbs.Verb && input.UnmatchedTokens.Count > 0)
        {
            return Refuse(input, messages);
        }

        HelpPage.Write(output, input.CommandResult.Command);
        return ExitCode.Success;
    }

    /// <summary>Says what is wrong with the arguments.</summary>
    internal static ExitCode Refuse(ParseResult input, Messages messages)
    {
        Command command = input.CommandResult.Command;
        string path = HelpPage.PathOf(command);
        string help = $"See '{path} --help'.";
        if (command is not Verbs.Verb)
        {
            string? word = input.UnmatchedTokens.FirstOrDefault();
            string verbs = string.Join(", ", command.Subcommands.Where(sub => !sub.Hidden).Select(sub => sub.Name));
            string message = word is null ? "a verb is missing" : $"'{word}' is not a verb of {path}";
            string? near = word is null ? null : Nearest(word, command.Subcommands.Where(sub => !sub.Hidden).Select(sub => sub.Name));
            messages.Failure("Usage", message, (near is null ? $"There are: {verbs}. " : $"Did you mean '{near}'? ") + help);
            return ExitCode.Usage;
        }

        string? unknown = input.UnmatchedTokens.FirstOrDefault();
        string? option = unknown is null || !unknown.StartsWith('-') ? null : Nearest(unknown, Options(command));
        string text = unknown is null ? First(input.Errors) : unknown.StartsWith('-') ? $"{path} has no option {unknown}" : $"'{unknown}' is one word too many for {path}";
        messages.Failure("Usage", text, (option is null ? string.Empty : $"Did you mean {option}? ") + help);
        return ExitCode.Usage;
    }

    /// <summary>The nearest of some words, where one is near enough to be meant.</summary>
    internal static string? Nearest(string word, IEnumerable<string> words) => words
        .Select(candidate => (candidate, distance: Distance(word, candidate)))
        .Where(pair => pair.distance <= Math.Max(1, pair.candidate.Length / 3))
        .OrderBy(pair => pair.distance)
        .Select(pair => pair.candidate)
        .FirstOrDefault();

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

    private static string First(IReadOnlyList<ParseError> errors) => errors.Count == 0 ? "the arguments are not understood" : errors[0].Message;

    // Levenshtein's distance.
    private static int Distance(string a, string b)
    {
        int[] row = new int[b.Length + 1];
        for (int j = 0; j <= b.Length; j++)
        {
            row[j] = j;
        }

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
