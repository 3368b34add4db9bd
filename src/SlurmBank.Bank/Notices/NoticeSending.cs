using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using SlurmBank.Engine.Configuration;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

/// <summary>
/// Sends notices that are due. That one is being sent is written down before, so that two senders at once send none twice, and how it went after: what fails is
/// tried again, later and later, and never forgotten.
/// </summary>
internal sealed class NoticeSending
{
    private const long Microseconds = 1_000_000;

    /// <summary>A sender that wrote nothing for so long was ended half way.</summary>
    private const long SenderSeconds = 900;

    private const long FirstWait = 300;
    private const long LongestWait = 86_400;
    private const string NoAddress = "Slurm names no mail address for the account";
    private readonly BankContext context;
    private readonly SendNoticesCommand command;
    private readonly NoticeSettings settings;
    private SmtpSending? smtp;

    internal NoticeSending(BankContext context, SendNoticesCommand command)
    {
        this.context = context;
        this.command = command;
        settings = context.Configuration.Notice;
    }

    internal IReadOnlyList<NoticeReport> Run(CancellationToken cancellation)
    {
        if (!settings.CanSend)
        {
            throw new InvalidRequestException(
                "The configuration does not say how mail is sent.", "In [notice], name 'from' and either 'sendmail' (a program such as /usr/sbin/sendmail) or 'smtp_host'.");
        }

        List<Notice> due = Due();
        if (due.Count == 0)
        {
            return [];
        }

        if (!command.IsPlan && settings.SendmailPath.Length == 0)
        {
            // A login that cannot be read is told before anything is tried.
            smtp = new SmtpSending(settings);
        }

        var addresses = new NoticeAddresses(context, cancellation);
        var reports = new List<NoticeReport>();
        foreach (Notice notice in due)
        {
            cancellation.ThrowIfCancellationRequested();
            if (Send(notice, addresses, cancellation) is NoticeReport report)
            {
                reports.Add(report);
            }
        }

        return reports;
    }

    private List<Notice> Due()
    {
        using LedgerView view = context.Ledger.Read();
        if (command.NoticeIds.Count > 0)
        {
            return [.. command.NoticeIds.Distinct().Select(id => view.Reader.FindNotice(id) ?? throw new NoticeNotFoundException(id)).Where(n => n.State == NoticeState.Pending)];
        }

        HashSet<string> chosen = [.. AccountNames.Choose(view.Reader, command.Accounts)];
        return [.. view.Reader.Notices(null, NoticeState.Pending).ToList()
            .Where(n => chosen.Contains(view.Reader.FindAccount(n.AccountId)!.Name) && IsDue(n, [.. view.Reader.NoticeEvents(n.Id)], view.Now))];
    }

    /// <summary>Whether it is to be tried now: a new one that is not too old, or one that failed long enough ago.</summary>
    private bool IsDue(Notice notice, List<NoticeEvent> events, long now)
    {
        if (events.Count == 0)
        {
            return now - notice.Crossed <= settings.MaxAge.Ticks / TimeSpan.TicksPerMicrosecond;
        }

        if (IsUnderWay(events, now))
        {
            return false;
        }

        int failures = Math.Min(events.Count(e => e.Step == NoticeStep.Failed), 20);
        return command.Force || now - events[^1].Recorded >= Math.Min(FirstWait << Math.Max(failures - 1, 0), LongestWait) * Microseconds;
    }

    private static bool IsUnderWay(List<NoticeEvent> events, long now) => events.Count > 0 && events[^1].Step == NoticeStep.Trying && now - events[^1].Recorded < SenderSeconds * Microseconds;

    private NoticeReport? Send(Notice notice, NoticeAddresses addresses, CancellationToken cancellation)
    {
        NoticeReport report;
        using (LedgerView view = context.Ledger.Read())
        {
            report = new NoticeReading(context, view.Reader).Report(notice);
        }

        IReadOnlyList<string> all = addresses.Of(report.Account);
        string[] to = [.. all.Except(report.Delivered, StringComparer.OrdinalIgnoreCase)];
        if (command.IsPlan)
        {
            return report with { Recipients = to, LastError = all.Count == 0 && report.Delivered.Count == 0 ? NoAddress : report.LastError };
        }

        if (!Claim(notice, string.Join(',', to), cancellation))
        {
            return null;
        }

        Record(notice, report, Try(notice, report, to, cancellation));
        using LedgerView after = context.Ledger.Read();
        return new NoticeReading(context, after.Reader).Report(after.Reader.FindNotice(notice.Id)!);
    }

    /// <summary>Sends it to those who do not have it. Where all who are named today have it, nothing is left to be done.</summary>
    private MailOutcome Try(Notice notice, NoticeReport report, string[] to, CancellationToken cancellation)
    {
        if (to.Length == 0)
        {
            return report.Delivered.Count > 0 ? MailOutcome.Taken([]) : MailOutcome.Failed([string.Empty], NoAddress);
        }

        string id = string.Create(CultureInfo.InvariantCulture, $"slurmbank.notice.{notice.Id}.{notice.Crossed}");
        return MailSender.Send(settings, smtp, new Mail(id, settings.From, to, report.Subject, report.Text, context.Instant(context.NowSeconds)), cancellation);
    }

    /// <summary>Writes down who has it and who does not: it is sent when all have it, and stays due for the others until then.</summary>
    private void Record(Notice notice, NoticeReport report, MailOutcome outcome)
    {
        using LedgerSession session = context.Ledger.Write(CancellationToken.None);
        if (outcome.Error is not string error)
        {
            _ = session.Notices.Step(notice, NoticeStep.Sent, string.Join(',', (IEnumerable<string>)[.. report.Delivered, .. outcome.Accepted]), report.Text);
        }
        else
        {
            if (outcome.Accepted.Count > 0)
            {
                _ = session.Notices.Step(notice, NoticeStep.Delivered, string.Join(',', outcome.Accepted), report.Text);
            }

            _ = session.Notices.Step(notice, NoticeStep.Failed, string.Join(',', outcome.Refused.Select(r => r.Address).Where(a => a.Length > 0)), error);
        }

        session.Commit();
    }

    /// <summary>Writes down that it is being sent; false where somebody else does that.</summary>
    private bool Claim(Notice notice, string recipients, CancellationToken cancellation)
    {
        using LedgerSession session = context.Ledger.Write(cancellation);
        if (session.Reader.FindNotice(notice.Id) is not { State: NoticeState.Pending } || IsUnderWay([.. session.Reader.NoticeEvents(notice.Id)], session.Now))
        {
            return false;
        }

        _ = session.Notices.Step(notice, NoticeStep.Trying, recipients, string.Empty);
        session.Commit();
        return true;
    }
}
