using System;
using System.Diagnostics;

namespace SlurmBank.Ledger.Tests.Support;

/// <summary>A file system of a test's own. Needs root.</summary>
internal sealed class Mount : IDisposable
{
    private readonly string point;

    private Mount(string point) => this.point = point;

    public static Mount Small(string point, int kibibytes)
    {
        Run("mount", "-t", "tmpfs", "-o", $"size={kibibytes}k", "none", point);
        return new Mount(point);
    }

    public static Mount ReadOnly(string point)
    {
        Run("mount", "--bind", point, point);
        var mount = new Mount(point);
        Run("mount", "-o", "remount,ro,bind", point);
        return mount;
    }

    public void Grow(int kibibytes) => Run("mount", "-o", $"remount,size={kibibytes}k", point);

    public void Dispose() => Run("umount", "-l", point);

    /// <summary>Why a file system cannot be mounted here; null where it can.</summary>
    public static string? Obstacle()
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return "not run: it mounts a file system, and only root may";
        }

        using var folder = new TemporaryFolder();
        try
        {
            Small(folder.Path, 64).Dispose();
            return null;
        }
        catch (Exception error)
        {
            return $"not run: this machine mounts nothing ({error.Message})";
        }
    }

    private static void Run(string command, params string[] arguments)
    {
        var info = new ProcessStartInfo(command) { RedirectStandardError = true };
        Array.ForEach(arguments, info.ArgumentList.Add);
        using Process process = Process.Start(info)!;
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{command} {string.Join(' ', arguments)}: {error}");
        }
    }
}

/// <summary>A test that needs to mount; where that is not possible it is skipped and says why.</summary>
internal sealed class MountFactAttribute : FactAttribute
{
    private static readonly Lazy<string?> Obstacle = new(Mount.Obstacle);

    public MountFactAttribute() => Skip = Obstacle.Value;
}

/// <summary>A test that becomes another user; where that is not possible it is skipped and says why.</summary>
internal sealed class OtherUserFactAttribute : FactAttribute
{
    public OtherUserFactAttribute() => Skip = !Environment.IsPrivilegedProcess ? "not run: only root may become another user"
        : !System.IO.File.Exists("/usr/bin/setpriv") ? "not run: setpriv is not installed"
        : null;
}
