using System;
using System.Collections.Generic;
using System.Threading;

namespace SlurmBank.Slurm;

/// <summary>Starts commands. The one way in which this library reaches Slurm, so that a test can stand in for it.</summary>
public interface ICommandRunner
{
    /// <summary>Starts a command, standard input closed, and gives its standard output as it comes.</summary>
    /// <param name="request">What to run.</param>
    /// <param name="cancellation">Ends the command and everything it started.</param>
    /// <returns>The running command; to be disposed of by the caller.</returns>
    /// <exception cref="SlurmCommandMissingException">There is no such program, or it may not be run.</exception>
    public ICommandStream Start(CommandRequest request, CancellationToken cancellation);
}

/// <summary>A command under way.</summary>
public interface ICommandStream : IDisposable
{
    /// <summary>Reads the next piece of standard output, waiting for it.</summary>
    /// <param name="buffer">Where to put it.</param>
    /// <returns>The number of bytes read; 0 at the end of the output.</returns>
    /// <exception cref="SlurmDidNotAnswerException">The deadline passed; the command has been ended.</exception>
    /// <exception cref="SlurmOutputException">More was printed than the cap; the command has been ended.</exception>
    /// <exception cref="OperationCanceledException">The call was cancelled; the command has been ended.</exception>
    public int Read(Span<byte> buffer);

    /// <summary>Reads and drops what is left of the output, waits for the end and says how it went.</summary>
    /// <returns>Exit status and standard error.</returns>
    /// <exception cref="SlurmDidNotAnswerException">The deadline passed; the command has been ended.</exception>
    public CommandResult Finish();
}

/// <summary>A command to run.</summary>
public sealed record CommandRequest
{
    /// <summary>The argument vector, program first. Never interpreted by a shell.</summary>
    public required IReadOnlyList<string> Arguments { get; init; }

    /// <summary>Variables to set for the command; a null value removes the variable.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>Names that begin with one of these are removed from what the command inherits.</summary>
    public IReadOnlyList<string> RemovedPrefixes { get; init; } = [];

    /// <summary>How long the command may keep its reader waiting in all; the reader's own time does not count.</summary>
    public required TimeSpan Deadline { get; init; }

    /// <summary>The most bytes of standard output that are taken; more is an error.</summary>
    public required long OutputCap { get; init; }
}

/// <summary>How a command ended.</summary>
/// <param name="ExitCode">Its exit status; 128 + n where signal n ended it.</param>
/// <param name="StandardError">What it said, the first 64 KiB of it.</param>
/// <param name="Duration">The time from start to end.</param>
public sealed record CommandResult(int ExitCode, string StandardError, TimeSpan Duration);

/// <summary>One command that was run, for those who want to see what is done in their name.</summary>
/// <param name="Arguments">The argument vector.</param>
/// <param name="Duration">The time from start to end.</param>
/// <param name="ExitCode">The exit status; null where the command was ended by us.</param>
public sealed record CommandReport(IReadOnlyList<string> Arguments, TimeSpan Duration, int? ExitCode)
{
    /// <summary>The command as a person would type it, with its duration and exit status.</summary>
    public override string ToString() => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"{CommandText.Escape(string.Join(' ', Arguments), 2000)} ({Duration.TotalMilliseconds:0} ms, {(ExitCode is int code ? $"exit {code}" : "ended by us")})");
}
