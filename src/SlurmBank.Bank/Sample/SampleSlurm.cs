using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Reflection;

namespace SlurmBank.Bank;

/// <summary>
/// Writes the stand-in for Slurm's commands that a sample bank asks: scripts that answer from tables, and say that they are no Slurm.
/// The jobs of the tables are told in hours ago; they become moments when the sample is made.
/// </summary>
internal static class SampleSlurm
{
    private const string Prefix = "sample/";
    private static readonly string[] Commands = ["sacct", "sacctmgr", "squeue", "scontrol", "sinfo", "sdiag", "sshare", "sreport"];

    /// <summary>Writes the commands and their tables.</summary>
    /// <param name="folder">The folder, which exists and is empty.</param>
    /// <param name="now">The moment from which hours ago are counted, in seconds since 1970 UTC.</param>
    internal static void Write(string folder, long now)
    {
        Directory.CreateDirectory(Path.Combine(folder, "tables"));
        Assembly here = typeof(SampleSlurm).Assembly;
        foreach (string name in here.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            string text = Read(here, name);
            string path = Path.Combine(folder, name[Prefix.Length..]);
            File.WriteAllText(path, name == Prefix + "tables/job" ? Jobs(text, now) : name == Prefix + "tables/user" ? WithCaller(text) : text);
        }

        foreach (string script in (string[])["slurm.sh", "sendmail.sh"])
        {
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(Path.Combine(folder, script), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
        }

        foreach (string command in Commands)
        {
            File.CreateSymbolicLink(Path.Combine(folder, command), "slurm.sh");
        }
    }

    private static string Read(Assembly assembly, string name)
    {
        using Stream stream = assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static string Jobs(string text, long now)
    {
        string[] lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        IEnumerable<string> rows = lines.Skip(1).Select(line =>
        {
            string[] cells = line.Split('\t');
            foreach (int time in (int[])[2, 3, 4])
            {
                cells[time] = cells[time] == "-" ? "0" : (now - (long)(decimal.Parse(cells[time], CultureInfo.InvariantCulture) * 3600)).ToString(CultureInfo.InvariantCulture);
            }

            return string.Join('\t', cells);
        });
        return lines[0].Replace("Ago", string.Empty, StringComparison.Ordinal) + "\n" + string.Join('\n', rows) + "\n";
    }

    /// <summary>Whoever makes the sample is its administrator.</summary>
    private static string WithCaller(string text)
    {
        string user = Environment.UserName;
        bool isThere = text.Split('\n').Any(line => line.StartsWith(user + "\t", StringComparison.Ordinal));
        return isThere ? text : text + user + "\troot\tAdministrator\n";
    }
}
