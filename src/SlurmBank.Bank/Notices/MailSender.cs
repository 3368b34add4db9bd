using System;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Net.Mail;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using SlurmBank.Engine.Configuration;

namespace SlurmBank.Bank;

/// <summary>Hands a mail to the site's sendmail, or to a host by SMTP; each within the configured time.</summary>
internal static class MailSender
{
    private const int LongestError = 300;

    /// <summary>Sends a mail.</summary>
    /// <returns>Null where it was taken; else what went wrong, on one line.</returns>
    internal static string? Send(NoticeSettings settings, Mail mail, CancellationToken cancellation)
    {
        try
        {
            return settings.SendmailPath.Length > 0 ? BySendmail(settings, mail, cancellation) : BySmtp(settings, mail, cancellation);
        }
        catch (Exception error) when (error is Win32Exception or IOException or SmtpException or InvalidOperationException or UnauthorizedAccessException or FormatException)
        {
            return Line(error.InnerException is Exception inner && inner.Message != error.Message ? $"{error.Message} {inner.Message}" : error.Message);
        }
    }

    private static string? BySendmail(NoticeSettings settings, Mail mail, CancellationToken cancellation)
    {
        // -i: a line with a single dot is text. No address begins with '-', and no shell reads any of this.
        var start = new ProcessStartInfo(settings.SendmailPath) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in (string[])["-i", "-f", mail.From, .. mail.To])
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(start) ?? throw new InvalidOperationException("no process was started");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(settings.Timeout);
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(limit.Token);
            Task<string> errors = process.StandardError.ReadToEndAsync(limit.Token);
            Task input = Write(process, mail, limit.Token);
            process.WaitForExitAsync(limit.Token).GetAwaiter().GetResult();
            Task.WaitAll([input, output, errors], limit.Token);
            return process.ExitCode == 0 ? null : Line($"{settings.SendmailPath} ended with {process.ExitCode}: {errors.Result.Trim()} {output.Result.Trim()}");
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            cancellation.ThrowIfCancellationRequested();
            return Line($"{settings.SendmailPath} did not end within {settings.Timeout.TotalSeconds:0} s");
        }
    }

    private static async Task Write(Process process, Mail mail, CancellationToken cancellation)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(Encoding.ASCII.GetBytes(mail.ToMessage()), cancellation).ConfigureAwait(false);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended before it had read all: its exit status says whether that is an error.
        }
    }

    private static string? BySmtp(NoticeSettings settings, Mail mail, CancellationToken cancellation)
    {
        using var client = new SmtpClient(settings.SmtpHost, settings.SmtpPort) { EnableSsl = settings.SmtpTls, Timeout = (int)settings.Timeout.TotalMilliseconds };
        using var message = new MailMessage { From = new System.Net.Mail.MailAddress(mail.From), Subject = mail.Subject, Body = mail.Text, SubjectEncoding = Encoding.UTF8, BodyEncoding = Encoding.UTF8 };
        foreach (string to in mail.To)
        {
            message.To.Add(new System.Net.Mail.MailAddress(to));
        }

        message.Headers.Add("Message-ID", mail.MessageId);
        message.Headers.Add("Auto-Submitted", "auto-generated");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(settings.Timeout);
        try
        {
            client.SendMailAsync(message, limit.Token).GetAwaiter().GetResult();
            return null;
        }
        catch (OperationCanceledException)
        {
            cancellation.ThrowIfCancellationRequested();
            return Line($"{settings.SmtpHost} did not take the mail within {settings.Timeout.TotalSeconds:0} s");
        }
        catch (SmtpFailedRecipientsException refused) when (refused.InnerExceptions.Length < mail.To.Count)
        {
            // The others have it; sent again it would come to them twice.
            return null;
        }
    }

    private static string Line(FormattableString text) => Line(FormattableString.Invariant(text));

    private static string Line(string text)
    {
        string line = new([.. text.Select(c => char.IsControl(c) ? ' ' : c)]);
        return line.Length <= LongestError ? line.Trim() : line[..LongestError] + "...";
    }
}
