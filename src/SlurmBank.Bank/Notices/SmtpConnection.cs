using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace SlurmBank.Bank;

/// <summary>What a mail host answers: a number of three digits, and its words.</summary>
internal readonly record struct SmtpReply(int Code, IReadOnlyList<string> Lines)
{
    internal bool IsDone => Code is >= 200 and < 300;

    public override string ToString() => $"{Code} {string.Join(' ', Lines)}";
}

/// <summary>A line-wise conversation with a mail host, in plain or within TLS. What a host may say is bounded, and nothing that came before TLS counts after it.</summary>
internal sealed class SmtpConnection : IDisposable
{
    private const int LongestLine = 2048;
    private const int MostLines = 128;
    private readonly TcpClient client;
    private readonly string host;
    private readonly string caPath;
    private readonly byte[] buffer = new byte[LongestLine];
    private Stream stream;
    private int read;
    private int filled;

    private SmtpConnection(TcpClient client, string host, string caPath)
    {
        this.client = client;
        this.host = host;
        this.caPath = caPath;
        stream = client.GetStream();
    }

    internal bool IsSecure => stream is SslStream;

    /// <summary>Connects.</summary>
    /// <exception cref="SocketException">Nobody listens there.</exception>
    internal static async Task<SmtpConnection> Open(string host, int port, string caPath, CancellationToken cancellation)
    {
        var client = new TcpClient();
        try
        {
            await client.ConnectAsync(host, port, cancellation).ConfigureAwait(false);
            return new SmtpConnection(client, host, caPath);
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    /// <summary>Goes on within TLS.</summary>
    /// <exception cref="System.Security.Authentication.AuthenticationException">The host's certificate is not trusted, or is another's.</exception>
    internal async Task Secure(CancellationToken cancellation)
    {
        if (read < filled)
        {
            throw new IOException("the host said more before TLS than it was asked: somebody else may have put that there");
        }

        var options = new SslClientAuthenticationOptions { TargetHost = host };
        if (caPath.Length > 0)
        {
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.ImportFromPemFile(caPath);
            options.CertificateChainPolicy = policy;
        }

        var secure = new SslStream(stream, leaveInnerStreamOpen: false);
        stream = secure;
        await secure.AuthenticateAsClientAsync(options, cancellation).ConfigureAwait(false);
    }

    /// <summary>Says a line and hears the answer.</summary>
    internal async Task<SmtpReply> Ask(string line, CancellationToken cancellation)
    {
        await Write(line + "\r\n", cancellation).ConfigureAwait(false);
        return await Hear(cancellation).ConfigureAwait(false);
    }

    /// <summary>Writes a text of ASCII as it is.</summary>
    internal Task Write(string text, CancellationToken cancellation) => stream.WriteAsync(Encoding.ASCII.GetBytes(text), cancellation).AsTask();

    /// <summary>Hears an answer of one or more lines.</summary>
    /// <exception cref="IOException">The host closed, or said what is no answer.</exception>
    internal async Task<SmtpReply> Hear(CancellationToken cancellation)
    {
        var lines = new List<string>();
        while (true)
        {
            string line = await ReadLine(cancellation).ConfigureAwait(false);
            if (line.Length < 3 || !line.Take(3).All(char.IsAsciiDigit) || (line.Length > 3 && line[3] is not (' ' or '-')) || lines.Count == MostLines)
            {
                throw new IOException($"the host says what is no answer of SMTP: {line}");
            }

            lines.Add(line.Length > 4 ? line[4..] : string.Empty);
            if (line.Length == 3 || line[3] == ' ')
            {
                return new SmtpReply(int.Parse(line.AsSpan(0, 3), System.Globalization.CultureInfo.InvariantCulture), lines);
            }
        }
    }

    public void Dispose()
    {
        stream.Dispose();
        client.Dispose();
    }

    private async Task<string> ReadLine(CancellationToken cancellation)
    {
        var line = new StringBuilder();
        while (line.Length <= LongestLine)
        {
            if (read == filled)
            {
                read = 0;
                filled = await stream.ReadAsync(buffer, cancellation).ConfigureAwait(false);
                if (filled == 0)
                {
                    throw new IOException("the host closed the connection");
                }
            }

            char next = (char)buffer[read++];
            if (next == '\n')
            {
                return line.ToString().TrimEnd('\r');
            }

            _ = line.Append(next);
        }

        throw new IOException("the host says a line that does not end");
    }
}
