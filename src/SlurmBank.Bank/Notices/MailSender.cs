using System;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Security.Authentication;
using System.Security.Cryptography;
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
    /// <param name="settings">How.</param>
    /// <param name="smtp">The SMTP host, where there is no sendmail.</param>
    /// <param name="mail">The mail.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>For whom it was taken, and for whom not; what went wrong is on one line.</returns>
    internal static MailOutcome Send(NoticeSettings settings, SmtpSending? smtp, Mail mail, CancellationToken cancellation)
    {
        try
        {
            return smtp is not null ? BySmtp(settings, smtp, mail, cancellation)
                : BySendmail(settings, mail, cancellation) is string error ? MailOutcome.Failed(mail.To, error) : MailOutcome.Taken(mail.To);
        }
        catch (Exception error) when (error is Win32Exception or IOException or AuthenticationException or CryptographicException or InvalidOperationException or UnauthorizedAccessException)
        {
            return MailOutcome.Failed(mail.To, Line(error.InnerException is Exception inner && inner.Message != error.Message ? $"{error.Message} {inner.Message}" : error.Message));
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

    private static MailOutcome BySmtp(NoticeSettings settings, SmtpSending smtp, Mail mail, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(settings.Timeout);
        try
        {
            MailOutcome outcome = smtp.Send(mail, limit.Token).GetAwaiter().GetResult();
            return outcome with { Refused = [.. outcome.Refused.Select(r => r with { Error = Line(r.Error) })] };
        }
        catch (OperationCanceledException)
        {
            cancellation.ThrowIfCancellationRequested();
            return MailOutcome.Failed(mail.To, Line($"{settings.SmtpHost} did not take the mail within {settings.Timeout.TotalSeconds:0} s"));
        }
    }

    private static string Line(FormattableString text) => Line(FormattableString.Invariant(text));

    /// <summary>A text of somebody else's on one line, cut where it is long.</summary>
    internal static string Line(string text)
    {
        string line = new([.. text.Select(c => char.IsControl(c) ? ' ' : c)]);
        return line.Length <= LongestError ? line.Trim() : line[..LongestError] + "...";
    }
}
