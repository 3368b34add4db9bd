using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace SlurmBank.Cluster.Tests;

/// <summary>What a program answered.</summary>
internal sealed record Answer(int ExitCode, string Output, string Error)
{
    internal string Text => $"exit {ExitCode}\n{Output}\n{Error}".Trim();

    internal IReadOnlyList<string> Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>Runs programs of the test: apart from the bank's own runner, so that a defect of that one cannot hide itself.</summary>
internal static class Shell
{
    internal static Answer Run(IEnumerable<string> arguments, string? input = null, IReadOnlyDictionary<string, string>? environment = null, int seconds = 120)
    {
        string[] all = [.. arguments];
        using Process process = Start(all, environment);
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(input ?? string.Empty);
        process.StandardInput.Close();
        if (!process.WaitForExit(TimeSpan.FromSeconds(seconds)))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"no answer within {seconds} s: {string.Join(' ', all)}");
        }

        return new Answer(process.ExitCode, output.Result, error.Result);
    }

    internal static Process Start(IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(arguments[0], arguments.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return Process.Start(start) ?? throw new InvalidOperationException($"{arguments[0]} did not start");
    }

    /// <summary>Waits until something holds; what it was waiting for is told where it never does.</summary>
    internal static void Await(string what, int seconds, Func<bool> holds, Func<string>? situation = null)
    {
        var clock = Stopwatch.StartNew();
        while (!holds())
        {
            if (clock.Elapsed.TotalSeconds > seconds)
            {
                throw new TimeoutException($"{what} did not happen within {seconds} s.\n{situation?.Invoke()}");
            }

            Thread.Sleep(300);
        }
    }
}
