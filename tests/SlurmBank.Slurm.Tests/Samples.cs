using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace SlurmBank.Slurm.Tests;

/// <summary>What a real Slurm 22.05 printed.</summary>
internal static class Samples
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "samples");

    internal static string Text(string file) => File.ReadAllText(Path.Combine(Folder, file));

    internal static int ExitCode(string name) => int.Parse(Text(name + ".rc").Trim(), CultureInfo.InvariantCulture);

    internal static IEnumerable<string> Names() =>
        Directory.GetFiles(Folder, "*.cmd").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal)!;

    /// <summary>A listing made with -P as the same made with -p: every column ended, the header left out.</summary>
    internal static string Ended(string file, string delimiter = "|", bool header = true) =>
        string.Concat(Text(file).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(header ? 1 : 0)
            .Select(line => line.Replace("|", delimiter, StringComparison.Ordinal) + delimiter + "\n"));

    /// <summary>The same, with some of its columns in another order; one that the sample does not have is empty.</summary>
    internal static string Columns(string file, string names, string delimiter)
    {
        string[] lines = Text(file).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        List<string> header = [.. lines[0].Split('|')];
        return string.Concat(lines.Skip(1).Select(line =>
        {
            string[] values = line.Split('|');
            return string.Concat(names.Split(',').Select(name =>
                (header.IndexOf(name) is >= 0 and int at ? values[at] : string.Empty) + delimiter)) + "\n";
        }));
    }
}
