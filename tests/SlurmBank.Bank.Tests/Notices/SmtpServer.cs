using System;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Tasks;

namespace SlurmBank.Bank.Tests.Notices;

/// <summary>Takes mail on the loopback device as RFC 5321 has it, and keeps every line it was told.</summary>
internal sealed class SmtpServer : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly List<string> lines = [];
    private readonly Task work;

    public SmtpServer()
    {
        listener.Start();
        work = Serve();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Whether it takes no recipient.</summary>
    public bool Refuses { get; set; }

    /// <summary>Ends it and tells what it was told.</summary>
    public async Task<IReadOnlyList<string>> End()
    {
        listener.Stop();
        await work;
        return lines;
    }

    public void Dispose() => listener.Dispose();

    private async Task Serve()
    {
        try
        {
            while (true)
            {
                using TcpClient client = await listener.AcceptTcpClientAsync();
                await Talk(client.GetStream());
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException or IOException or InvalidOperationException)
        {
            // The test has ended it.
        }
    }

    private async Task Talk(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8);
        using var writer = new StreamWriter(stream, new UTF8Encoding(false)) { NewLine = "\r\n", AutoFlush = true };
        await writer.WriteLineAsync("220 here");
        bool isData = false;
        while (await reader.ReadLineAsync() is string line)
        {
            lines.Add(line);
            if (isData)
            {
                isData = line != ".";
                if (!isData)
                {
                    await writer.WriteLineAsync("250 taken");
                }

                continue;
            }

            isData = line == "DATA";
            string word = line.Split(' ')[0].ToUpperInvariant();
            await writer.WriteLineAsync(word switch
            {
                "RCPT" when Refuses => "550 nobody of that name",
                "DATA" => "354 go on",
                "QUIT" => "221 bye",
                _ => "250 ok",
            });
            if (word == "QUIT")
            {
                return;
            }
        }
    }
}
