using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace SlurmBank.Cli.Tests.Support;

/// <summary>
/// A folder with a configuration, a real ledger (once <see cref="Initialize"/> was called) and stand-ins for Slurm's commands: see fake-slurm.sh.
/// The stand-ins are here because these tests are about the command line; the bank's work with a real Slurm is tested on a real one.
/// </summary>
internal sealed class TemporaryBank : IDisposable
{
    internal TemporaryBank(string more = "")
    {
        Folder = Directory.CreateTempSubdirectory("slurmbank-cli-").FullName;
        Directory.CreateDirectory(Path.Combine(Folder, "bin"));
        string fake = Path.Combine(Folder, "bin", "fake-slurm.sh");
        File.Copy(Path.Combine(AppContext.BaseDirectory, "Support", "fake-slurm.sh"), fake);
        foreach (string command in (string[])["scontrol", "sacctmgr", "sacct", "squeue", "sdiag", "sinfo", "sshare"])
        {
            File.CreateSymbolicLink(Path.Combine(Folder, "bin", command), fake);
        }

        File.WriteAllText(Path.Combine(Folder, "bin", "jobs"), string.Empty);
        File.WriteAllText(Configuration, $"""
            [ledger]
            path = "{Ledger}"
            snapshot = "{Snapshot}"
            [site]
            time_zone = "Europe/Paris"
            contact = "help@example.org"
            [slurm]
            bin = "{Folder}/bin"
            {more}
            """);
    }

    /// <summary>Two days ago: a sync from the beginning of the books would ask for ever more days, each a question to Slurm.</summary>
    internal static string Recent => DateTime.UtcNow.AddDays(-2).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    internal string Folder { get; }

    internal string Configuration => Path.Combine(Folder, "bank.toml");

    internal string Ledger => Path.Combine(Folder, "ledger", "ledger.db");

    internal string Snapshot => Path.Combine(Folder, "snapshot.json");

    /// <summary>The Slurm commands that were run, one a line.</summary>
    internal string[] Calls => File.Exists(Path.Combine(Folder, "bin", "log")) ? File.ReadAllLines(Path.Combine(Folder, "bin", "log")) : [];

    /// <summary>Makes the ledger; its books were opened on the first of January 2026.</summary>
    internal TemporaryBank Initialize()
    {
        Here("init", "--books-open", "2026-01-01").Expect(ExitCode.Success);
        return this;
    }

    /// <summary>Runs a verb in this process.</summary>
    internal CliAnswer Here(params string[] arguments) => Slurmbank.Here([.. arguments.TakeWhile(a => a != "--"), "--config", Configuration, .. arguments.SkipWhile(a => a != "--")]);

    /// <summary>Runs the built program.</summary>
    internal CliAnswer Run(string[] arguments, string input = "", params (string Name, string? Value)[] environment) =>
        Slurmbank.Run(arguments, input, Environment(environment));

    /// <summary>The environment of the built program.</summary>
    internal Dictionary<string, string?> Environment(params (string Name, string? Value)[] more)
    {
        var environment = new Dictionary<string, string?> { ["SLURMBANK_CONFIG"] = Configuration, ["SLURMBANK_SNAPSHOT"] = null };
        foreach ((string name, string? value) in more)
        {
            environment[name] = value;
        }

        return environment;
    }

    /// <summary>Sets or clears what the stand-ins do: <c>down</c>, <c>refuse</c>, <c>slow</c>.</summary>
    internal void Slurm(string state, bool isOn = true)
    {
        string file = Path.Combine(Folder, "bin", state);
        if (isOn)
        {
            File.WriteAllText(file, string.Empty);
        }
        else
        {
            File.Delete(file);
        }
    }

    /// <summary>A job that finished: so many CPUs for so many seconds, ended so long ago.</summary>
    internal void FinishedJob(long id, string account, string user, int cpus, int seconds, TimeSpan ago, string state = "COMPLETED", string node = "c1")
    {
        long end = DateTimeOffset.UtcNow.Subtract(ago).ToUnixTimeSeconds();
        string line = string.Create(CultureInfo.InvariantCulture, $"{id}|{end - seconds - 5}|{end - seconds}|{end}|{state}|{account}|{user}|{cpus}|{node}\n");
        File.AppendAllText(Path.Combine(Folder, "bin", "jobs"), line);
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
