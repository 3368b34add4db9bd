using System;
using System.Collections;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Threading;

namespace SlurmBank.Slurm;

/// <summary>Runs commands as processes of this machine: an argument vector, never a shell; standard input closed; a deadline on each.</summary>
public sealed class CommandRunner : ICommandRunner
{
    /// <inheritdoc />
    public ICommandStream Start(CommandRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        cancellation.ThrowIfCancellationRequested();
        Process process = StartProcess(request);
        return new RunningCommand(process, request, cancellation);
    }

    private static Process StartProcess(CommandRequest request)
    {
        try
        {
            return Process.Start(Describe(request))
                ?? throw new InvalidOperationException("no process was started");
        }
        catch (Exception error) when (error is Win32Exception or FileNotFoundException or InvalidOperationException)
        {
            throw new SlurmCommandMissingException(new SlurmFailure(request.Arguments, null, error.Message), error);
        }
    }

    private static ProcessStartInfo Describe(CommandRequest request)
    {
        var start = new ProcessStartInfo(request.Arguments[0])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        for (int i = 1; i < request.Arguments.Count; i++)
        {
            start.ArgumentList.Add(request.Arguments[i]);
        }

        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            foreach (string prefix in request.RemovedPrefixes)
            {
                if (((string)variable.Key).StartsWith(prefix, StringComparison.Ordinal))
                {
                    start.Environment.Remove((string)variable.Key);
                }
            }
        }

        foreach ((string name, string? value) in request.Environment)
        {
            start.Environment[name] = value;
        }

        return start;
    }
}
