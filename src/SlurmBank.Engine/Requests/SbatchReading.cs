using System.Collections.Generic;

namespace SlurmBank.Engine.Requests;

/// <summary>What was read from a batch script, the environment and the command line.</summary>
public sealed record SbatchReading
{
    /// <summary>What the job asks for; what an error stood in the way of is left unsaid.</summary>
    public JobRequest Request { get; init; } = new();

    /// <summary>What sbatch would refuse, each with its place; empty where all was read.</summary>
    public IReadOnlyList<RequestProblem> Errors { get; init; } = [];

    /// <summary>What is worth knowing but is no error of the options.</summary>
    public IReadOnlyList<RequestProblem> Notes { get; init; } = [];

    /// <summary>The long names of options that were given and do not change what the job asks for, each once, in order.</summary>
    public IReadOnlyList<string> OptionsWithoutEffect { get; init; } = [];

    /// <summary>What stood on the command line after the options: the script's name and its arguments.</summary>
    public IReadOnlyList<string> ScriptArguments { get; init; } = [];
}
