using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using System.Text;
using SlurmBank.Cli.Output;
using SlurmBank.Cli.Verbs;

namespace SlurmBank.Cli;

/// <summary>The page that <c>--help</c> prints: usage, what it does, arguments, options, examples, exit codes.</summary>
internal static class HelpPage
{
    /// <summary>The option's name.</summary>
    internal const string Option = "--help";

    private const int Width = 80;
    private const int Second = 28;

    /// <summary>Adds <c>--help</c> and <c>-h</c> to the root, for all verbs.</summary>
    internal static Option<bool> AddTo(Command root)
    {
        var help = new Option<bool>(Option, "-h") { Description = "Print this page.", Recursive = true };
        root.Add(help);
        return help;
    }

    /// <summary>The words that lead to a command: <c>slurmbank account set</c>.</summary>
    internal static string PathOf(Command command) =>
        command.Parents.FirstOrDefault() is Command parent ? $"{PathOf(parent)} {command.Name}" : command.Name;

    /// <summary>Writes the page.</summary>
    internal static void Write(TextWriter output, Command command)
    {
        output.WriteLine($"Usage: {UsageLine(command)}");
        output.WriteLine();
        foreach (string paragraph in (command.Description ?? string.Empty).Split('\n'))
        {
            TextWrap.Lines(paragraph, Width).ForEach(output.WriteLine);
        }

        Section(output, "Verbs", command.Subcommands.Where(sub => !sub.Hidden).Select(sub => (sub.Name, FirstSentence(sub.Description))));
        Section(output, "Arguments", command.Arguments.Select(argument => (argument.Name, argument.Description ?? string.Empty)));
        Section(output, "Options", command.Options.Where(option => !option.Recursive).Select(Row));
        Section(output, "Options of every verb", Recursive(command).Select(Row));
        if (command is Verb verb)
        {
            WriteExamples(output, verb.Examples);
        }
        else
        {
            output.WriteLine();
            output.WriteLine($"'{PathOf(command)} VERB --help' says more about a verb, with examples.");
        }

        output.WriteLine();
        TextWrap.Lines("Exit codes: 0 done; 1 done, but something needs attention; 2 wrong usage or configuration; 3 Slurm did not answer or refused; 4 the ledger cannot be used; 5 not found; 6 the reference was used for something else; 7 not enough funds; 70 error of the program; 130 cancelled.", Width).ForEach(output.WriteLine);
    }

    private static string UsageLine(Command command)
    {
        var line = new StringBuilder(PathOf(command));
        if (command.Subcommands.Any(sub => !sub.Hidden))
        {
            line.Append(" VERB");
        }

        foreach (Argument argument in command.Arguments)
        {
            string name = argument.Arity.MaximumNumberOfValues > 1 ? argument.Name + "..." : argument.Name;
            line.Append(argument.Arity.MinimumNumberOfValues == 0 ? $" [{name}]" : $" {name}");
        }

        foreach (Option option in command.Options.Where(option => option.Required))
        {
            line.Append($" {Spelled(option)}");
        }

        return line.Append(" [OPTION...]").ToString();
    }

    private static void WriteExamples(TextWriter output, IReadOnlyList<Example> examples)
    {
        output.WriteLine();
        output.WriteLine("Examples:");
        foreach (Example example in examples)
        {
            output.WriteLine($"  {example.Line}");
            output.WriteLine($"      {example.Meaning}");
        }
    }

    private static void Section(TextWriter output, string title, IEnumerable<(string Name, string Text)> rows)
    {
        bool first = true;
        foreach ((string name, string text) in rows)
        {
            if (first)
            {
                output.WriteLine();
                output.WriteLine(title + ":");
                first = false;
            }

            List<string> lines = TextWrap.Lines(text, Width - Second);
            string head = ("  " + name).PadRight(Second);
            if (head.Length > Second || head[^2..] != "  ")
            {
                output.WriteLine(head.TrimEnd());
                head = new string(' ', Second);
            }

            foreach (string line in lines)
            {
                output.WriteLine(head + line);
                head = new string(' ', Second);
            }
        }
    }

    private static (string Name, string Text) Row(Option option) =>
        (string.Join(", ", option.Aliases.Prepend(Spelled(option))), option.Description ?? string.Empty);

    private static string Spelled(Option option) => option.HelpName is { Length: > 0 } value ? $"{option.Name} {value}" : option.Name;

    private static IEnumerable<Option> Recursive(Command command)
    {
        Command root = command;
        while (root.Parents.FirstOrDefault() is Command parent)
        {
            root = parent;
        }

        return root.Options.Where(option => option.Recursive);
    }

    private static string FirstSentence(string? text)
    {
        string line = (text ?? string.Empty).Split('\n')[0];
        int end = line.IndexOf(". ", System.StringComparison.Ordinal);
        return end < 0 ? line : line[..(end + 1)];
    }
}
