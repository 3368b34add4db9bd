using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using SlurmBank.Engine.Configuration;

namespace SlurmBank.Bank;

/// <summary>
/// Gives a mail to a host by SMTP (RFC 5321): within TLS where that is asked for (STARTTLS, RFC 3207; from the first byte at port 465, RFC 8314), and with a login
/// (AUTH PLAIN or LOGIN, RFC 4954) never without it. Each recipient is taken or refused by itself.
/// </summary>
internal sealed class SmtpSending
{
    private const int SecurePort = 465;
    private readonly NoticeSettings settings;
    private readonly SmtpLogin? login;

    internal SmtpSending(NoticeSettings settings)
    {
        this.settings = settings;
        login = settings.SmtpLoginPath.Length > 0 ? SmtpLogin.Read(settings.SmtpLoginPath) : null;
    }

    /// <summary>Whether nothing is said in plain: asked for, or needed for a password.</summary>
    private bool IsSecure => settings.SmtpTls || login is not null || settings.SmtpPort == SecurePort;

    /// <summary>Sends it.</summary>
    /// <returns>What became of each recipient; where the host takes the mail itself not, all are refused with its words.</returns>
    /// <exception cref="IOException">The host breaks off. It may have taken the mail nevertheless where that was after its last line.</exception>
    internal async Task<MailOutcome> Send(Mail mail, CancellationToken cancellation)
    {
        using SmtpConnection connection = await SmtpConnection.Open(settings.SmtpHost, settings.SmtpPort, settings.SmtpCaPath, cancellation).ConfigureAwait(false);
        try
        {
            await Greet(connection, cancellation).ConfigureAwait(false);
            MailOutcome outcome = await Transact(connection, mail, cancellation).ConfigureAwait(false);
            await Leave(connection, cancellation).ConfigureAwait(false);
            return outcome;
        }
        catch (SmtpRefusedException refused)
        {
            await Leave(connection, cancellation).ConfigureAwait(false);
            return MailOutcome.Failed(mail.To, refused.Message);
        }
    }

    private async Task Greet(SmtpConnection connection, CancellationToken cancellation)
    {
        if (settings.SmtpPort == SecurePort)
        {
            await connection.Secure(cancellation).ConfigureAwait(false);
        }

        Require(await connection.Hear(cancellation).ConfigureAwait(false), "the host takes nobody now");
        IReadOnlyList<string> words = await Hello(connection, cancellation).ConfigureAwait(false);
        if (IsSecure && !connection.IsSecure)
        {
            if (!words.Any(w => w.Equals("STARTTLS", StringComparison.OrdinalIgnoreCase)))
            {
                throw new SmtpRefusedException($"{settings.SmtpHost} does not offer TLS (STARTTLS), and nothing is sent without it");
            }

            Require(await connection.Ask("STARTTLS", cancellation).ConfigureAwait(false), "no TLS");
            await connection.Secure(cancellation).ConfigureAwait(false);
            words = await Hello(connection, cancellation).ConfigureAwait(false);
        }

        if (login is not null)
        {
            await LogIn(connection, login, words, cancellation).ConfigureAwait(false);
        }
    }

    private static async Task<IReadOnlyList<string>> Hello(SmtpConnection connection, CancellationToken cancellation)
    {
        string name = Dns.GetHostName();
        name = MailAddress.IsDomain(name) ? name : "localhost";
        SmtpReply reply = await connection.Ask("EHLO " + name, cancellation).ConfigureAwait(false);
        if (!reply.IsDone)
        {
            Require(await connection.Ask("HELO " + name, cancellation).ConfigureAwait(false), "it does not greet");
            return [];
        }

        return [.. reply.Lines.Skip(1)];
    }

    private static async Task LogIn(SmtpConnection connection, SmtpLogin login, IReadOnlyList<string> words, CancellationToken cancellation)
    {
        string[] ways = words.Select(w => w.ToUpperInvariant()).FirstOrDefault(w => w.StartsWith("AUTH ", StringComparison.Ordinal) || w.StartsWith("AUTH=", StringComparison.Ordinal))?[5..].Split(' ') ?? [];
        SmtpReply reply;
        if (ways.Contains("PLAIN"))
        {
            reply = await connection.Ask("AUTH PLAIN", cancellation).ConfigureAwait(false);
            reply = reply.Code == 334 ? await connection.Ask(Base64($"\0{login.Name}\0{login.Password}"), cancellation).ConfigureAwait(false) : reply;
        }
        else if (ways.Contains("LOGIN"))
        {
            reply = await connection.Ask("AUTH LOGIN", cancellation).ConfigureAwait(false);
            reply = reply.Code == 334 ? await connection.Ask(Base64(login.Name), cancellation).ConfigureAwait(false) : reply;
            reply = reply.Code == 334 ? await connection.Ask(Base64(login.Password), cancellation).ConfigureAwait(false) : reply;
        }
        else
        {
            throw new SmtpRefusedException("the host offers no login by PLAIN or LOGIN");
        }

        Require(reply, $"the login as {login.Name} is refused");
    }

    private static async Task<MailOutcome> Transact(SmtpConnection connection, Mail mail, CancellationToken cancellation)
    {
        Require(await connection.Ask($"MAIL FROM:<{mail.From}>", cancellation).ConfigureAwait(false), $"{mail.From} may not send");
        var accepted = new List<string>();
        var refused = new List<RefusedRecipient>();
        foreach (string to in mail.To)
        {
            SmtpReply reply = await connection.Ask($"RCPT TO:<{to}>", cancellation).ConfigureAwait(false);
            if (reply.IsDone)
            {
                accepted.Add(to);
            }
            else
            {
                refused.Add(new RefusedRecipient(to, MailSender.Line(reply.ToString())));
            }
        }

        if (accepted.Count > 0)
        {
            SmtpReply data = await connection.Ask("DATA", cancellation).ConfigureAwait(false);
            if (data.Code != 354)
            {
                throw new SmtpRefusedException(data.ToString());
            }

            await connection.Write(Stuffed(mail.ToMessage()), cancellation).ConfigureAwait(false);
            Require(await connection.Hear(cancellation).ConfigureAwait(false), "the mail is refused");
        }

        return new MailOutcome(accepted, refused);
    }

    /// <summary>Says goodbye; that nobody answers does not matter any more.</summary>
    private static async Task Leave(SmtpConnection connection, CancellationToken cancellation)
    {
        try
        {
            _ = await connection.Ask("QUIT", cancellation).ConfigureAwait(false);
        }
        catch (Exception error) when (error is IOException or OperationCanceledException)
        {
            // The mail's fate was told before.
        }
    }

    /// <summary>Lines ended as SMTP wants them, a dot before those that begin with one, and a dot alone at the end (RFC 5321, 4.5.2).</summary>
    private static string Stuffed(string message) => string.Concat(message.TrimEnd('\n').Split('\n').Select(line => (line.StartsWith('.') ? "." : string.Empty) + line + "\r\n")) + ".\r\n";

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static void Require(SmtpReply reply, string what)
    {
        if (!reply.IsDone)
        {
            throw new SmtpRefusedException($"{what}: {reply}");
        }
    }

    /// <summary>The host refuses the whole mail.</summary>
    private sealed class SmtpRefusedException(string message) : Exception(message);
}
