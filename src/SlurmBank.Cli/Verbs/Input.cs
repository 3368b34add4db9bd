using System;
using System.Collections.Generic;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using SlurmBank.Bank;

namespace SlurmBank.Cli.Verbs;

/// <summary>An option that takes one of some words.</summary>
internal sealed class ChoiceOption : Option<string?>
{
    internal ChoiceOption(string name, string description, params string[] values)
        : base(name)
    {
        Description = description;
        HelpName = string.Join('|', values);
        Values = values;
        Validators.Add(result =>
        {
            string? given = result.GetValueOrDefault<string?>();
            if (given is not null && Array.IndexOf(values, given) < 0)
            {
                result.AddError($"{name} takes {string.Join(", ", values[..^1])} or {values[^1]}, not '{given}'.");
            }
        });
    }

    /// <summary>The words.</summary>
    internal IReadOnlyList<string> Values { get; }
}

/// <summary>Makes options and arguments, and reads their values into what the bank's commands take.</summary>
internal static class Input
{
    /// <summary>The name of arguments that are accounts; the completion goes by it.</summary>
    internal const string Account = "ACCOUNT";

    /// <summary>An option with a text.</summary>
    internal static Option<string?> Text(string name, string value, string description, bool required = false) =>
        new(name) { Description = description, HelpName = value, Required = required };

    /// <summary>An option that may be given several times or with commas.</summary>
    internal static Option<string[]> List(string name, string description) =>
        new(name) { Description = description + " Repeat it, or use commas.", HelpName = "NAME", AllowMultipleArgumentsPerToken = false };

    /// <summary>An option without a value.</summary>
    internal static Option<bool> Flag(string name, string description) => new(name) { Description = description };

    /// <summary>The option that changes nothing.</summary>
    internal static Option<bool> Plan(string description = "Change nothing, say what would be done.") => Flag("--plan", description);

    /// <summary>An option with a whole number.</summary>
    internal static Option<long?> Whole(string name, string value, string description, long least, long most) => new(name)
    {
        Description = description,
        HelpName = value,
        CustomParser = result => ReadWhole(result, name, least, most),
    };

    /// <summary>One argument that must be there.</summary>
    internal static Argument<string> One(string name, string description) => new(name) { Description = description };

    /// <summary>Any number of arguments.</summary>
    internal static Argument<string[]> Many(string name, string description, bool required = false) =>
        new(name) { Description = description, Arity = required ? ArgumentArity.OneOrMore : ArgumentArity.ZeroOrMore };

    /// <summary>A date or an instant; null where it was not given.</summary>
    internal static SiteMoment? Moment(ParseResult input, Option<string?> option) =>
        input.GetValue(option) is string text ? SiteMoment.Parse(text) : null;

    /// <summary>A part from 0 to 1, also as a percentage; null where it was not given.</summary>
    internal static decimal? Part(ParseResult input, Option<string?> option)
    {
        if (input.GetValue(option) is not string text)
        {
            return null;
        }

        bool isPercent = text.EndsWith('%');
        return decimal.TryParse(isPercent ? text[..^1] : text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number) && number <= (isPercent ? 100 : 1)
            ? isPercent ? number / 100 : number
            : throw new Composition.UsageException("InvalidArgument", $"{option.Name} takes a part from 0 to 1, such as 0.5 or 50%, not '{text}'.", "Write 0.5 or 50%.");
    }

    /// <summary>The names of a list, commas taken apart.</summary>
    internal static IReadOnlyList<string> Names(ParseResult input, Option<string[]> option)
    {
        var names = new List<string>();
        foreach (string value in input.GetValue(option) ?? [])
        {
            names.AddRange(value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        }

        return names;
    }

    private static long? ReadWhole(ArgumentResult result, string name, long least, long most)
    {
        string text = result.Tokens.Count > 0 ? result.Tokens[^1].Value : string.Empty;
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) && value >= least && value <= most)
        {
            return value;
        }

        string range = most == long.MaxValue || most == int.MaxValue ? $"{least} or more" : $"from {least} to {most}";
        result.AddError($"{name} takes a whole number, {range}, not '{text}'.");
        return null;
    }
}
