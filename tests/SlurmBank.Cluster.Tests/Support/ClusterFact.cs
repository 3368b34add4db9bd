using System;
using System.Linq;

namespace SlurmBank.Cluster.Tests;

/// <summary>A test that needs the real Slurm; skipped, with the reason, on a machine that cannot have it.</summary>
internal sealed class ClusterFactAttribute : FactAttribute
{
    public ClusterFactAttribute() => Skip = Machine.WhyNot;
}

/// <summary>A table of tests that need the real Slurm.</summary>
internal sealed class ClusterTheoryAttribute : TheoryAttribute
{
    public ClusterTheoryAttribute() => Skip = Machine.WhyNot;
}

/// <summary>Whether this machine can have the cluster; asked once.</summary>
internal static class Machine
{
    private static readonly Lazy<string?> Reason = new(Ask);

    /// <summary>Null where it can.</summary>
    internal static string? WhyNot => Reason.Value;

    private static string? Ask()
    {
        Answer answer = Shell.Run([Lab.Script, "check"], seconds: 300);

        // Anything but 77 is for the tests to fail on.
        return answer.ExitCode == 77 ? $"no Slurm here: {answer.Text.Split('\n').Last()}" : null;
    }
}
