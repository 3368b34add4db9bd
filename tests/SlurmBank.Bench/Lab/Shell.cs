using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;

namespace SlurmBank.Bench.Lab;

/// <summary>Runs programs and waits for them.</summary>
internal static class Shell
{
    /// <summary>Runs a program; its output goes to us. Where it fails, the exception has its words.</summary>
    internal static string Output(IReadOnlyList<string> argv, IReadOnlyDictionary<string, string>? environment = null)
    {
        (int code, string output, string errors) = Run(argv, environment);
        return code == 0 ? output : throw new InvalidOperationException($"{string.Join(' ', argv.Take(6))}: exit {code}: {errors.Trim()} {output.Trim()}");
    }

    /// <summary>Runs a program and answers with its exit status, output and errors.</summary>
    internal static (int Code, string Output, string Errors) Run(IReadOnlyList<string> argv, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(argv[0], argv.Skip(1)) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        System.Threading.Tasks.Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.Result);
    }

    /// <summary>The first program of this name on PATH; null where there is none.</summary>
    internal static string? Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(':')
        .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    /// <summary>The folder of the checkout: what the environment says, else the one above this program that has the solution.</summary>
    internal static string Repository()
    {
        string? named = Environment.GetEnvironmentVariable("SLURMBANK_REPOSITORY");
        for (DirectoryInfo? at = new(named ?? AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "SlurmBank.sln")))
            {
                return at.FullName;
            }
        }

        throw new InvalidOperationException("SlurmBank.Bench is run from a checkout of SlurmBank.");
    }
}
