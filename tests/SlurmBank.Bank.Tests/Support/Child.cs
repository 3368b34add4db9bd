using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;

namespace SlurmBank.Bank.Tests.Support;

/// <summary>A process of these tests: see <see cref="Strength.Program"/>.</summary>
internal static class Child
{
    public static Process Start(IEnumerable<string> arguments, IEnumerable<string>? before = null)
    {
        string[] line = [.. before ?? [], Environment.ProcessPath is string host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet", typeof(Child).Assembly.Location, .. arguments];
        var info = new ProcessStartInfo(line[0]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in line.Skip(1))
        {
            info.ArgumentList.Add(argument);
        }

        return Process.Start(info)!;
    }

    /// <summary>Runs it to its end and answers the first line that it said.</summary>
    public static string Say(IEnumerable<string> arguments, IEnumerable<string>? before = null)
    {
        using Process process = Start(arguments, before);
        string said = process.StandardOutput.ReadToEnd();
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return said.Split('\n')[0] is { Length: > 0 } line ? line : error;
    }
}
