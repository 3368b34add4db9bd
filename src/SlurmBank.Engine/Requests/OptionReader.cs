using System;
using System.Collections.Generic;
using System.Linq;

namespace SlurmBank.Engine.Requests;

/// <summary>
/// Splits words into options and values as getopt_long(3) does for sbatch: no option after the first word that is none,
/// <c>--</c> ends the options, long names may be cut short while they stay unique, letters may share a word.
/// </summary>
internal sealed class OptionReader(IReadOnlyList<OptionWord> words, int start, List<RequestProblem> errors)
{
    internal List<OptionUse> Uses { get; } = [];

    /// <summary>Reads from the start; answers the place of the first word that is no option.</summary>
    internal int Read()
    {
        int at = start;
        while (at < words.Count)
        {
            string text = words[at].Text;
            if (text == "--")
            {
                return at + 1;
            }

            if (text.Length < 2 || text[0] != '-')
            {
                return at;
            }

            at = text[1] == '-' ? ReadLong(at) : ReadShort(at);
        }

        return at;
    }

    private int ReadLong(int at)
    {
        OptionWord word = words[at];
        int equals = word.Text.IndexOf('=', StringComparison.Ordinal);
        string name = equals < 0 ? word.Text[2..] : word.Text[2..equals];
        IReadOnlyList<SbatchOption> found = SbatchOption.FindAll(name);
        if (found.Count != 1)
        {
            errors.Add(word.Problem(0, found.Count == 0
                ? $"there is no option --{name} (the nearest is --{SbatchOption.NearestName(name)})"
                : $"--{name} is short for several options: {string.Join(", ", found.Select(option => "--" + option.Name))}"));
            return at + 1;
        }

        SbatchOption option = found[0];
        if (equals >= 0)
        {
            if (option.Argument == OptionArgument.None)
            {
                errors.Add(word.Problem(equals, $"--{option.Name} takes no value"));
                return at + 1;
            }

            Uses.Add(new(option, word.Text[(equals + 1)..], word, equals + 1));
            return at + 1;
        }

        return Take(option, at, "--" + option.Name, 0);
    }

    private int ReadShort(int at)
    {
        OptionWord word = words[at];
        for (int i = 1; i < word.Text.Length; i++)
        {
            SbatchOption? option = SbatchOption.Find(word.Text[i]);
            if (option is null)
            {
                errors.Add(word.Problem(i, $"there is no option -{word.Text[i]}"));
                return at + 1;
            }

            if (option.Argument != OptionArgument.None && i + 1 < word.Text.Length)
            {
                Uses.Add(new(option, word.Text[(i + 1)..], word, i + 1));
                return at + 1;
            }

            if (option.Argument == OptionArgument.Required)
            {
                return Take(option, at, "-" + word.Text[i], i);
            }

            Uses.Add(new(option, null, word, i));
        }

        return at + 1;
    }

    /// <summary>Takes the next word as the value where one must be there.</summary>
    private int Take(SbatchOption option, int at, string name, int offset)
    {
        if (option.Argument != OptionArgument.Required)
        {
            Uses.Add(new(option, null, words[at], offset));
            return at + 1;
        }

        if (at + 1 == words.Count)
        {
            errors.Add(words[at].Problem(offset, $"{name} needs a value"));
            return at + 1;
        }

        Uses.Add(new(option, words[at + 1].Text, words[at + 1], 0));
        return at + 2;
    }
}
