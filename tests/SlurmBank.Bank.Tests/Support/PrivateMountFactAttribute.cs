using System;
using System.Diagnostics;

namespace SlurmBank.Bank.Tests.Support;

/// <summary>A test that mounts in a mount namespace of its own; where that is not possible it is skipped and says why.</summary>
internal sealed class PrivateMountFactAttribute : FactAttribute
{
    private static readonly Lazy<string?> Obstacle = new(Find);

    public PrivateMountFactAttribute() => Skip = Obstacle.Value;

    /// <summary>Before a child's command line: a shell that does this first, in a namespace whose mounts nobody else sees.</summary>
    public static string[] Inside(string script) => ["unshare", "--mount", "--propagation", "private", "sh", "-ec", script + "\nexec \"$@\"", "sh"];

    private static string? Find()
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return "not run: it mounts a file system in a namespace of its own, and only root may";
        }

        using var folder = new TemporaryFolder();
        try
        {
            var info = new ProcessStartInfo("unshare") { RedirectStandardError = true };
            Array.ForEach(["--mount", "--propagation", "private", "mount", "-t", "tmpfs", "-o", "size=64k", "none", folder.Path], info.ArgumentList.Add);
            using Process process = Process.Start(info)!;
            string error = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? null : $"not run: this machine mounts nothing ({error.Trim()})";
        }
        catch (System.ComponentModel.Win32Exception error)
        {
            return $"not run: unshare is not installed ({error.Message})";
        }
    }
}
