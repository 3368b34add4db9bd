using System;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading.Tasks;

namespace SlurmBank.Bank.Tests.Notices;

/// <summary>Takes mail on the loopback device as RFC 5321 has it, with TLS and logins where it is told to, and keeps every line it was told.</summary>
internal sealed class SmtpServer : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly List<string> lines = [];
    private readonly Task work;
    private readonly X509Certificate2? certificate;

    /// <param name="tlsFor">The name in its certificate; null for no TLS.</param>
    public SmtpServer(string? tlsFor = null)
    {
        certificate = tlsFor is null ? null : Certificate(tlsFor);
        listener.Start();
        work = Serve();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Whether it takes no recipient.</summary>
    public bool Refuses { get; set; }

    /// <summary>A recipient that it does not take.</summary>
    public string Nobody { get; set; } = string.Empty;

    /// <summary>The ways to log in that it offers within TLS, as in <c>AUTH PLAIN LOGIN</c>; empty for none.</summary>
    public string Ways { get; set; } = string.Empty;

    /// <summary>The name and password that it knows.</summary>
    public (string Name, string Password) Login { get; set; }

    /// <summary>What it slips in after its answer to STARTTLS, as somebody on the way might.</summary>
    public string Slipped { get; set; } = string.Empty;

    /// <summary>Ends the connection as soon as it is told this word.</summary>
    public string BreaksAt { get; set; } = string.Empty;

    /// <summary>Its certificate as a file that vouches for it.</summary>
    public string CertificatePem => certificate!.ExportCertificatePem();

    /// <summary>Ends it and tells what it was told.</summary>
    public async Task<IReadOnlyList<string>> End()
    {
        listener.Stop();
        await work;
        return lines;
    }

    public void Dispose()
    {
        listener.Dispose();
        certificate?.Dispose();
    }

    private static X509Certificate2 Certificate(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=" + name, key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        using X509Certificate2 made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(2));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }

    private async Task Serve()
    {
        while (true)
        {
            try
            {
                using TcpClient client = await listener.AcceptTcpClientAsync();
                await Talk(client.GetStream());
            }
            catch (Exception error) when (error is IOException or System.Security.Authentication.AuthenticationException)
            {
                // The client has broken off, or does not trust the certificate.
            }
            catch (Exception error) when (error is SocketException or ObjectDisposedException or InvalidOperationException)
            {
                // The test has ended it.
                return;
            }
        }
    }

    private async Task Talk(Stream stream)
    {
        bool isSecure = false, isKnown = Login.Name is null;
        await Say(stream, "220 here");
        while (await Hear(stream) is string line)
        {
            string word = line.Split(' ')[0].ToUpperInvariant();
            if (word == BreaksAt)
            {
                return;
            }

            switch (word)
            {
                case "EHLO":
                    await Say(stream, "250-here", certificate is null || isSecure ? "250-8BITMIME" : "250-STARTTLS", Ways.Length > 0 && isSecure ? "250-" + Ways : "250-SIZE", "250 HELP");
                    break;
                case "STARTTLS":
                    await Say(stream, Slipped.Length > 0 ? ["220 go on", Slipped] : ["220 go on"]);
                    var secure = new SslStream(stream);
                    await secure.AuthenticateAsServerAsync(certificate!);
                    (stream, isSecure) = (secure, true);
                    break;
                case "AUTH":
                    isKnown = await LogIn(stream, line);
                    await Say(stream, isKnown ? "235 welcome" : "535 no such login");
                    break;
                case "RCPT":
                    await Say(stream, Refuses || (Nobody.Length > 0 && line.Contains(Nobody, StringComparison.Ordinal)) ? "550 nobody of that name" : "250 ok");
                    break;
                case "DATA":
                    await Say(stream, "354 go on");
                    while (await Hear(stream) is string data && data != ".")
                    {
                    }

                    await Say(stream, "250 taken");
                    break;
                case "QUIT":
                    await Say(stream, "221 bye");
                    return;
                default:
                    await Say(stream, word == "MAIL" && !isKnown ? "530 log in first" : "250 ok");
                    break;
            }
        }
    }

    private async Task<bool> LogIn(Stream stream, string line)
    {
        async Task<string> Answer(string prompt)
        {
            await Say(stream, "334 " + prompt);
            return Encoding.UTF8.GetString(Convert.FromBase64String(await Hear(stream) ?? string.Empty));
        }

        return line.EndsWith("PLAIN", StringComparison.Ordinal)
            ? await Answer(string.Empty) == $"\0{Login.Name}\0{Login.Password}"
            : await Answer("VXNlcm5hbWU6") == Login.Name & await Answer("UGFzc3dvcmQ6") == Login.Password;
    }

    private static async Task Say(Stream stream, params string[] said) => await stream.WriteAsync(Encoding.UTF8.GetBytes(string.Concat(Array.ConvertAll(said, s => s + "\r\n"))));

    private async Task<string?> Hear(Stream stream)
    {
        var line = new StringBuilder();
        byte[] one = new byte[1];
        while (await stream.ReadAsync(one) == 1)
        {
            if (one[0] == '\n')
            {
                string heard = line.ToString().TrimEnd('\r');
                lines.Add(heard);
                return heard;
            }

            _ = line.Append((char)one[0]);
        }

        return null;
    }
}
