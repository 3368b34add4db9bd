using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Net.Sockets;
using System.Text;
using System.Threading;

namespace SlurmBank.Cli.Tests.Support;

/// <summary>A running <c>slurmbank serve</c>, with a service manager that listens to it.</summary>
internal sealed class Service : IDisposable
{
    private readonly Process process;
    private readonly Socket manager = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { ReceiveTimeout = 200 };
    private readonly List<string> told = [];
    private readonly List<string> said = [];
    private readonly Thread listener;
    private volatile bool ended;

    internal Service(TemporaryBank bank, params string[] options)
    {
        string path = Path.Combine(bank.Folder, $"notify-{Guid.NewGuid():N}");
        manager.Bind(new UnixDomainSocketEndPoint(path));
        listener = new Thread(Listen) { IsBackground = true };
        listener.Start();
        process = Slurmbank.Start(["serve", .. options], bank.Environment(("NOTIFY_SOCKET", path), ("WATCHDOG_USEC", "1000000")));
        process.StandardInput.Close();
        process.ErrorDataReceived += (_, line) => Keep(said, line.Data);
        process.OutputDataReceived += (_, line) => Keep(said, line.Data);
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
    }

    /// <summary>Lines on its standard error.</summary>
    internal string Said => Joined(said);

    /// <summary>What it told the service manager.</summary>
    internal string Told => Joined(told);

    internal void Await(Func<bool> reached, string what)
    {
        for (int i = 0; i < 1200 && !reached(); i++)
        {
            Assert.False(process.HasExited && !reached(), $"it ended with {(process.HasExited ? process.ExitCode : 0)} before {what}\n{Said}");
            Thread.Sleep(50);
        }

        Assert.True(reached(), $"{what} did not come\n--- said\n{Said}\n--- told\n{Told}");
    }

    internal void AwaitSaid(string text) => Await(() => Said.Contains(text, StringComparison.Ordinal), $"'{text}'");

    internal void AwaitTold(string text) => Await(() => Told.Contains(text, StringComparison.Ordinal), $"'{text}'");

    internal void Signal(string name) => Assert.Equal(0, Slurmbank.Bash($"kill -{name} \"$1\"", process.Id.ToString(CultureInfo.InvariantCulture)).Code);

    /// <summary>Waits for its end and answers the exit code.</summary>
    internal int End()
    {
        Assert.True(process.WaitForExit(60_000), $"it does not end\n{Said}");
        process.WaitForExit();
        return process.ExitCode;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
            process.WaitForExit();
        }

        process.Dispose();
        ended = true;
        listener.Join();
        manager.Dispose();
    }

    private void Listen()
    {
        byte[] room = new byte[4096];
        while (!ended)
        {
            try
            {
                Keep(told, Encoding.UTF8.GetString(room, 0, manager.Receive(room)));
            }
            catch (SocketException)
            {
                // Nothing came.
            }
        }
    }

    private static void Keep(List<string> lines, string? line)
    {
        if (line is not null)
        {
            lock (lines)
            {
                lines.Add(line);
            }
        }
    }

    private static string Joined(List<string> lines)
    {
        lock (lines)
        {
            return string.Join('\n', lines);
        }
    }
}
