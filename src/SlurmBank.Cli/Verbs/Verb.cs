using System.Collections.Generic;
using System.CommandLine;
using SlurmBank.Cli.Composition;

namespace SlurmBank.Cli.Verbs;

/// <summary>A command line that works, and what it does.</summary>
internal readonly record struct Example(string Line, string Meaning);

/// <summary>One verb: its options, its help, and the one call of the bank behind it.</summary>
internal abstract class Verb : Command
{
    protected Verb(string name, string description, params Example[] examples)
        : base(name, description) => Examples = examples;

    /// <summary>Shown by <c>--help</c>.</summary>
    internal IReadOnlyList<Example> Examples { get; }

    /// <summary>Does the work and prints the answer.</summary>
    internal abstract ExitCode Run(Session session, ParseResult input);

    /// <summary>0, or 1 where something needs attention.</summary>
    protected static ExitCode Attention(bool isNeeded) => isNeeded ? ExitCode.Attention : ExitCode.Success;
}

/// <summary>Verbs about one thing: <c>account list</c>, <c>account set</c>.</summary>
internal sealed class VerbGroup : Command
{
    internal VerbGroup(string name, string description, params Verb[] verbs)
        : base(name, description)
    {
        foreach (Verb verb in verbs)
        {
            Add(verb);
        }
    }
}
