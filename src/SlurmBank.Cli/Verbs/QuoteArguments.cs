using System;
using System.Collections.Generic;
using System.Linq;
using SlurmBank.Cli.Composition;
using SlurmBank.Engine.Requests;

namespace SlurmBank.Cli.Verbs;

/// <summary>
/// Puts the arguments of <c>quote</c> in order: slurmbank's own options first, then <c>--</c>, then everything that belongs to the request
/// in the order given. So an option of sbatch needs no knowledge here, and a value that looks like anything else is not looked at.
/// </summary>
internal static class QuoteArguments
{
    private static readonly string[] Flags = [GlobalOptions.JsonName, GlobalOptions.VerboseName, GlobalOptions.NoColorName, "--help", "-h"];
    private static readonly string[] Valued = [GlobalOptions.ConfigName, GlobalOptions.LedgerName, GlobalOptions.SnapshotName, QuoteVerb.UserName];

    /// <summary>
    /// Finds the script in a request: its first word, or the first word after the options, as sbatch has it. What follows the script there
    /// are the script's own arguments, which cost nothing.
    /// </summary>
    internal static (string? Script, string[] Options) Split(string[] words)
    {
        if (words.Length == 0)
        {
            return (null, words);
        }

        if (words[0] == "-" || !words[0].StartsWith('-'))
        {
            return (words[0], words[1..]);
        }

        _ = SbatchScript.TryRead(null, words, null, out SbatchReading reading);
        int rest = reading.ScriptArguments.Count;
        return rest == 0 ? (null, words) : (reading.ScriptArguments[0], words[..^rest]);
    }

    /// <summary>The arguments in order; unchanged where the verb is another one.</summary>
    internal static string[] Arrange(string[] arguments)
    {
        int verb = 0;
        while (verb < arguments.Length && arguments[verb].StartsWith('-'))
        {
            verb += Valued.Contains(arguments[verb]) ? 2 : 1;
        }

        if (verb >= arguments.Length || arguments[verb] != QuoteVerb.VerbName)
        {
            return arguments;
        }

        List<string> own = [.. arguments[..(verb + 1)]];
        List<string> request = [];
        for (int i = verb + 1; i < arguments.Length; i++)
        {
            string argument = arguments[i];
            if (argument == "--")
            {
                request.AddRange(arguments[(i + 1)..]);
                break;
            }

            if (Flags.Contains(argument) || Valued.Any(name => argument.StartsWith(name + "=", StringComparison.Ordinal)))
            {
                own.Add(argument);
            }
            else if (Valued.Contains(argument))
            {
                own.Add(argument);
                if (i + 1 < arguments.Length)
                {
                    own.Add(arguments[++i]);
                }
            }
            else
            {
                request.Add(argument);
            }
        }

        return request.Count == 0 ? [.. own] : [.. own, "--", .. request];
    }
}
