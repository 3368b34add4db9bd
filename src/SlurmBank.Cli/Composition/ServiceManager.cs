using System;
using System.Net.Sockets;
using System.Text;

namespace SlurmBank.Cli.Composition;

/// <summary>
/// Talks to the service manager as sd_notify(3) says: datagrams to the unix socket that NOTIFY_SOCKET names, a path or (with <c>@</c>) an abstract
/// name. Without that variable, or where nobody listens, it says nothing.
/// </summary>
internal sealed class ServiceManager : IDisposable
{
    private readonly Socket? socket;
    private readonly UnixDomainSocketEndPoint? place;
    private readonly object turn = new();
    private readonly long watchdog;
    private long lastBeat;

    internal ServiceManager(string? address, string? watchdogMicroseconds = null)
    {
        // Half of the time the manager waits, as sd_watchdog_enabled(3) advises; a beat is then no more than a comparison.
        watchdog = long.TryParse(watchdogMicroseconds, out long limit) && limit > 0 ? limit / 2000 : 0;
        lastBeat = Environment.TickCount64 - watchdog;
        if (string.IsNullOrEmpty(address))
        {
            return;
        }

        try
        {
            place = new UnixDomainSocketEndPoint(address[0] == '@' ? "\0" + address[1..] : address);
            socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { Blocking = false };
        }
        catch (Exception error) when (error is SocketException or ArgumentException)
        {
            socket = null;
        }
    }

    /// <summary>The one of this process's environment, which is cleared so that no command we run speaks for us.</summary>
    internal static ServiceManager OfEnvironment()
    {
        string? address = Environment.GetEnvironmentVariable("NOTIFY_SOCKET");
        string? watchdog = Environment.GetEnvironmentVariable("WATCHDOG_USEC");
        Environment.SetEnvironmentVariable("NOTIFY_SOCKET", null);
        Environment.SetEnvironmentVariable("WATCHDOG_USEC", null);
        return new ServiceManager(address, watchdog);
    }

    /// <summary>Tells it lines such as <c>READY=1</c>. Beats of the watchdog are told no more often than it needs.</summary>
    internal void Tell(string state)
    {
        lock (turn)
        {
            if (socket is null || (state == "WATCHDOG=1" && !IsBeatDue()))
            {
                return;
            }

            try
            {
                _ = socket.SendTo(Encoding.UTF8.GetBytes(state), place!);
            }
            catch (SocketException)
            {
                // A manager that does not listen is no reason to stop.
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => socket?.Dispose();

    private bool IsBeatDue()
    {
        if (watchdog == 0 || Environment.TickCount64 - lastBeat < watchdog)
        {
            return false;
        }

        lastBeat = Environment.TickCount64;
        return true;
    }
}
