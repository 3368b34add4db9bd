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

        IReadOnlyList<string> to = addresses.Of(report.Account);
        if (command.IsPlan)
        {
            return report with { Recipients = to, LastError = to.Count == 0 ? NoAddress : report.LastError };
        }

        string recipients = string.Join(',', to);
        if (!Claim(notice, recipients, cancellation))
        {
            return null;
        }

        string? error = NoAddress;
        if (to.Count > 0)
        {
            string id = string.Create(CultureInfo.InvariantCulture, $"slurmbank.notice.{notice.Id}.{notice.Crossed}");
            error = MailSender.Send(settings, new Mail(id, settings.From, to, report.Subject, report.Text, context.Instant(context.NowSeconds)), cancellation);
        }

        using (LedgerSession session = context.Ledger.Write(CancellationToken.None))
        {
            _ = session.Notices.Step(notice, error is null ? NoticeStep.Sent : NoticeStep.Failed, recipients, error ?? report.Text);
            session.Commit();
        }

        using LedgerView after = context.Ledger.Read();
        return new NoticeReading(context, after.Reader).Report(after.Reader.FindNotice(notice.Id)!);
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
