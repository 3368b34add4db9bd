using System;
using System.Collections.Generic;
using SlurmBank.Engine;

namespace SlurmBank.Slurm;

/// <summary>A Slurm command that did not give what was asked of it; carries the command and Slurm's own words.</summary>
public abstract class SlurmCommandException : SlurmBankException
{
    private protected SlurmCommandException(string errorId, string message, string advice, SlurmFailure failure, Exception? inner = null)
        : base(errorId, message, advice, inner)
    {
        Command = failure.Command;
        ExitCode = failure.ExitCode;
        SlurmWords = failure.Words;
    }

    /// <summary>The argument vector that was run.</summary>
    public IReadOnlyList<string> Command { get; }

    /// <summary>The exit status; null where the command was never started or was ended by us.</summary>
    public int? ExitCode { get; }

    /// <summary>What the command itself said, standard error first; empty where it said nothing.</summary>
    public string SlurmWords { get; }
}

/// <summary>What is known of a failed command.</summary>
/// <param name="Command">The argument vector.</param>
/// <param name="ExitCode">The exit status; null where there is none.</param>
/// <param name="Words">What the command said.</param>
internal readonly record struct SlurmFailure(IReadOnlyList<string> Command, int? ExitCode, string Words)
{
    /// <summary>The first words that say something, for the error's message.</summary>
    internal string Saying => Words.Length > 0 ? Words : "it gave no reason";

    /// <summary>The program's name with its verb, for the error's message.</summary>
    internal string Name => CommandText.Short(Command);
}

/// <summary>A Slurm command is not where it was looked for, or may not be run.</summary>
public sealed class SlurmCommandMissingException : SlurmCommandException
{
    internal SlurmCommandMissingException(SlurmFailure failure, Exception? inner = null)
        : base("SlurmCommandMissing", $"{failure.Name} could not be started: {failure.Saying}",
            "Install Slurm's client commands, or name their folder or the command prefix in the configuration.", failure, inner)
    {
    }
}

/// <summary>
/// Slurm gave no answer: nothing is known about what was asked. A deadline that passed, a daemon that could not be reached,
/// an authentication service that is down. Never to be read as "there is no such thing".
/// </summary>
public sealed class SlurmDidNotAnswerException : SlurmCommandException
{
    internal SlurmDidNotAnswerException(SlurmFailure failure)
        : base("SlurmDidNotAnswer", $"{failure.Name} got no answer from Slurm: {failure.Saying}",
            "See whether slurmctld, slurmdbd and munge run; a change that was under way may or may not have been made.", failure)
    {
    }
}

/// <summary>Slurm answered, and refused: a privilege is missing, or the request is not valid.</summary>
public sealed class SlurmRefusedException : SlurmCommandException
{
    internal SlurmRefusedException(SlurmFailure failure)
        : base("SlurmRefused", $"{failure.Name} was refused: {failure.Saying}",
            "Changes of accounting need the AdminLevel Operator or Administrator in Slurm.", failure)
    {
    }
}

/// <summary>Slurm answered that there is no such account, user, job, partition or TRES.</summary>
public sealed class SlurmNotFoundException : SlurmCommandException
{
    internal SlurmNotFoundException(SlurmFailure failure)
        : base("SlurmNotFound", $"{failure.Name} found no such thing: {failure.Saying}", "Check the name.", failure)
    {
    }
}

/// <summary>A Slurm command printed something that cannot be read, or more than its cap.</summary>
public sealed class SlurmOutputException : SlurmCommandException
{
    internal SlurmOutputException(IReadOnlyList<string> command, string why, string line)
        : base("SlurmOutputUnreadable", $"The output of {CommandText.Short(command)} cannot be read: {why}" + (line.Length > 0 ? $": '{line}'" : string.Empty),
            "Report this with the Slurm version; the command can be repeated by hand.", new SlurmFailure(command, null, string.Empty))
    {
        Line = line;
    }

    /// <summary>The line that could not be read, shortened, control characters escaped; empty where no one line is to blame.</summary>
    public string Line { get; }
}

/// <summary>A name that Slurm would not take, or that could be read as something else on a command line.</summary>
public sealed class SlurmNameException : SlurmBankException
{
    internal SlurmNameException(string what, string name, string why)
        : base("InvalidSlurmName", $"'{CommandText.Escape(name)}' cannot be the name of {("aeio".Contains(what[0], StringComparison.Ordinal) ? "an" : "a")} {what}: {why}",
            "Names are 1 to 128 letters, digits, '.', '_', '-', '+' or '@', and do not begin with '-'.")
    {
    }
}

/// <summary>Slurm has no thing of this name: an account, user, job, partition, node, QOS, TRES or cluster. ErrorId says which: <c>AccountNotFound</c>.</summary>
public sealed class SlurmNameNotFoundException : SlurmBankException
{
    /// <summary>Makes the error.</summary>
    /// <param name="what">What it is: <c>account</c>.</param>
    /// <param name="name">The name that was looked for.</param>
    /// <param name="message">What was wrong.</param>
    /// <param name="advice">What the reader can do.</param>
    public SlurmNameNotFoundException(string what, string name, string message, string advice)
        : base(char.ToUpperInvariant(what[0]) + what[1..].ToLowerInvariant() + "NotFound", message, advice)
    {
        What = what;
        Name = name;
    }

    /// <summary>What was looked for: <c>account</c>, <c>user</c>, <c>job</c>.</summary>
    public string What { get; }

    /// <summary>The name that was looked for.</summary>
    public string Name { get; }
}
