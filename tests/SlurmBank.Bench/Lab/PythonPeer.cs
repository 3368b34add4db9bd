using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;

namespace SlurmBank.Bench.Lab;

/// <summary>What the older plugins ask, a little nearer to theirs: tests/plugins/bench/http_server.py, a server in Python with a database.</summary>
internal sealed class PythonPeer : IDisposable
{
    private readonly Process process;

    private PythonPeer(Process process)
    {
        this.process = process;
        Port = int.Parse(process.StandardOutput.ReadLine() ?? "0", CultureInfo.InvariantCulture);
    }

    /// <summary>Where it listens.</summary>
    internal int Port { get; }

    /// <summary>Starts it; null where there is no Python.</summary>
    internal static PythonPeer? TryStart(string database, int accounts)
    {
        if (Shell.Find("python3") is not string python)
        {
            return null;
        }

        File.Delete(database);
        string script = Path.Combine(Shell.Repository(), "tests/plugins/bench/http_server.py");
        return new PythonPeer(Process.Start(new ProcessStartInfo(python, [script, database, accounts.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardInput = true, RedirectStandardOutput = true })!);
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
    }
}
