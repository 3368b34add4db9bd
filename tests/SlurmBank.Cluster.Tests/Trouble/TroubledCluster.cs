using System;
using System.Globalization;
using System.IO;

namespace SlurmBank.Cluster.Tests;

/// <summary>A cluster that hides jobs, has no <c>safe</c>, and whose daemons stop answering.</summary>
public sealed class TroubledCluster : IDisposable
{
    private readonly Lab? lab;

    /// <summary>Brings it up, with jobs of several users that have ended.</summary>
    public TroubledCluster()
    {
        if (Machine.WhyNot is not null)
        {
            return;
        }

        lab = new Lab("trouble", "PrivateData=jobs\nMessageTimeout=5\n", "--enforce", "associations,limits,qos");

        // Before slurmdbd is restarted: until slurmctld has come back to it, it tells slurmctld of no new account.
        lab.Accounts(["t-forge", "t-lien", "t-safe"]);
        string database = Path.Combine(lab.Folder, "etc/slurmdbd.conf");
        File.AppendAllText(database, "PrivateData=jobs\n");
        lab.Daemon("restart", "slurmdbd");
        _ = lab.Bash("alice", "sbatch -o /dev/null -A t-safe -t 5 --wrap 'exec sleep 1' >/dev/null; sbatch -o /dev/null -A t-lien -t 5 --wrap 'exec sleep 1' >/dev/null");
        _ = lab.Bash("bob", "sbatch -o /dev/null -t 5 --wrap 'exec sleep 1' >/dev/null");
        lab.AwaitIdle();
    }

    internal Lab Lab => lab!;

    internal TestBank Bank(string settings = "", string slurm = "timeout = \"20s\"", string? user = null, Action<string>? onCommand = null) =>
        new(Lab, settings, slurm, user, onCommand: onCommand);

    /// <summary>Stops a daemon so that it neither answers nor goes away; undone by <see cref="Thaw"/>.</summary>
    internal void Freeze(string daemon) => Signal("STOP", daemon);

    internal void Thaw(string daemon) => Signal("CONT", daemon);

    /// <inheritdoc/>
    public void Dispose() => lab?.Dispose();

    private void Signal(string signal, string daemon)
    {
        string pid = File.ReadAllText(Path.Combine(Lab.Folder, "run", daemon + ".pid")).Split(' ', '\n')[0];
        Answer answer = Shell.Run(["/bin/kill", "-" + signal, long.Parse(pid, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture)]);
        Assert.True(answer.ExitCode == 0, answer.Text);
    }
}

/// <summary>Tests beside one cluster in trouble.</summary>
[CollectionDefinition("trouble")]
public sealed class TroubleTests : ICollectionFixture<TroubledCluster>
{
}
