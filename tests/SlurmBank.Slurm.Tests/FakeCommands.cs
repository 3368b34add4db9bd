using System;
using System.IO;

namespace SlurmBank.Slurm.Tests;

/// <summary>A folder of small shell scripts that stand in for Slurm's commands.</summary>
internal sealed class FakeCommands : IDisposable
{
    internal FakeCommands()
    {
        Folder = Directory.CreateTempSubdirectory("slurmbank-commands-").FullName;
    }

    internal string Folder { get; }

    internal void Add(string name, string script)
    {
        string path = Path.Combine(Folder, name);
        File.WriteAllText(path, "#!/bin/sh\n" + script + "\n");
        File.SetUnixFileMode(path, (UnixFileMode)0b111_101_101);
    }

    internal string Read(string file) => File.ReadAllText(Path.Combine(Folder, file));

    internal SlurmCommands Slurm(Func<SlurmOptions, SlurmOptions>? change = null)
    {
        var options = new SlurmOptions { BinFolder = Folder, Deadline = TimeSpan.FromSeconds(20), BulkDeadline = TimeSpan.FromSeconds(20) };
        return new SlurmCommands(change is null ? options : change(options));
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
