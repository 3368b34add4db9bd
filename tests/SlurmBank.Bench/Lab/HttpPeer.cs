using System;
using System.Collections.Generic;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;

namespace SlurmBank.Bench.Lab;

/// <summary>
/// What the older plugins ask: a server of accounts over HTTP, on the loopback. It is as quick as one can be, a look-up in memory and one answer a connection;
/// theirs went through a web framework to a database.
/// </summary>
internal sealed class HttpPeer : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly Dictionary<string, decimal> funds = [];
    private readonly Thread thread;
    private volatile bool isEnding;

    internal HttpPeer(int accounts)
    {
        for (int i = 0; i < accounts; i++)
        {
            funds[LedgerFill.Name(i)] = 1_000_000m;
        }

        listener.Start();
        thread = new Thread(Serve) { IsBackground = true };
        thread.Start();
    }

    /// <summary>Where it listens.</summary>
    internal int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public void Dispose()
    {
        isEnding = true;
        listener.Stop();
        thread.Join();
    }

    private void Serve()
    {
        byte[] buffer = new byte[4096];
        while (true)
        {
            try
            {
                using Socket line = listener.AcceptSocket();
                Answer(line, buffer);
            }
            catch (Exception error) when (error is SocketException or ObjectDisposedException)
            {
                // A caller that went away is no reason to end.
                if (isEnding)
                {
                    return;
                }
            }
        }
    }

    /// <summary>GET /can_submit_job/COST/UID/ACCOUNT/</summary>
    private void Answer(Socket line, byte[] buffer)
    {
        int length = 0, got;
        while (buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8) < 0 && length < buffer.Length && (got = line.Receive(buffer, length, buffer.Length - length, SocketFlags.None)) > 0)
        {
            length += got;
        }

        string[] words = Encoding.ASCII.GetString(buffer, 0, length).Split(' ', 3);
        string[] path = words.Length > 1 ? words[1].Split('/') : [];
        bool can = path.Length > 4 && decimal.TryParse(path[2], NumberStyles.Number, CultureInfo.InvariantCulture, out decimal cost) && funds.TryGetValue(path[4], out decimal left) && cost <= left;
        string body = can ? "{\"success\":true}" : "{\"success\":false,\"message\":\"not enough\"}";
        _ = line.Send(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}"));
        line.Shutdown(SocketShutdown.Both);
    }
}
