using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Text.Json;

namespace SlurmBank.Cli.Tests.Support;

/// <summary>What one run answered.</summary>
internal sealed record CliAnswer(int Code, string Output, string Error)
{
    internal JsonElement Json => JsonDocument.Parse(Output).RootElement;

    /// <summary>Fails with everything that was printed where the code is another one.</summary>
    internal CliAnswer Expect(ExitCode code)
    {
        Assert.True((int)code == Code, $"exit code {Code}, expected {(int)code}\n--- output\n{Output}\n--- error\n{Error}");
        return this;
    }
}

/// <summary>Runs slurmbank: in this process where only texts matter, or the built program itself.</summary>
internal static class Slurmbank
{
    /// <summary>The built program.</summary>
    internal static string Program => Path.Combine(AppContext.BaseDirectory, "slurmbank");

    /// <summary>Runs in this process.</summary>
    internal static CliAnswer Here(params string[] arguments)
    {
        var output = new StringWriter { NewLine = "\n" };
        var error = new StringWriter { NewLine = "\n" };
        ExitCode code = Application.Run(arguments, output, error);
        return new CliAnswer((int)code, output.ToString(), error.ToString());
    }

    /// <summary>Starts the built program.</summary>
    internal static Process Start(IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment = null)
    {
        var start = new ProcessStartInfo(Program) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach ((string name, string? value) in environment ?? new Dictionary<string, string?>())
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    /// <summary>Runs the built program.</summary>
    internal static CliAnswer Run(IEnumerable<string> arguments, string input = "", IReadOnlyDictionary<string, string?>? environment = null)
    {
        using Process process = Start(arguments, environment);
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        return Finish(process);
    }

    /// <summary>Waits for the end of a program.</summary>
    internal static CliAnswer Finish(Process process)
    {
        System.Threading.Tasks.Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new CliAnswer(process.ExitCode, output, error.Result);
    }

    /// <summary>Runs a bash script.</summary>
    internal static CliAnswer Bash(string script, params string[] arguments)
    {
        var start = new ProcessStartInfo("bash") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in (string[])["--norc", "-c", script, "bash", .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(start)!;
        return Finish(process);
    }
}
