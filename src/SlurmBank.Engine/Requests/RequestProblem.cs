using System.Globalization;

namespace SlurmBank.Engine.Requests;

/// <summary>Where a word of a request came from; later sources override earlier ones, as in sbatch.</summary>
public enum RequestSource
{
    /// <summary>A directive line of the script.</summary>
    Script,

    /// <summary>An environment variable, such as <c>SBATCH_TIMELIMIT</c>.</summary>
    Environment,

    /// <summary>The command line.</summary>
    CommandLine,
}

/// <summary>Something about a request that is wrong or worth knowing, and where.</summary>
/// <param name="Message">What, in one sentence without a full stop.</param>
/// <param name="Source">Script, environment or command line.</param>
/// <param name="Line">The line of the script, or the number of the argument on the command line; from 1, 0 where there is none.</param>
/// <param name="Column">The character in that line, argument or variable; from 1, 0 where there is none.</param>
/// <param name="Variable">The name of the environment variable; empty for the other sources.</param>
public sealed record RequestProblem(string Message, RequestSource Source, int Line, int Column, string Variable = "")
{
    /// <summary>The place as <c>line:column</c>, or in words for the other sources, and the message.</summary>
    public override string ToString() => Source switch
    {
        _ when Line == 0 && Column == 0 => Message,
        RequestSource.Script => string.Create(CultureInfo.InvariantCulture, $"{Line}:{Column}: {Message}"),
        RequestSource.Environment => string.Create(CultureInfo.InvariantCulture, $"{Variable}, character {Column}: {Message}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"command line, argument {Line}, character {Column}: {Message}"),
    };
}
