using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using SlurmBank.Engine;
using SlurmBank.Engine.Configuration;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

/// <summary>Shows notices: what the ledger has of them, and the text by the configuration's templates.</summary>
internal sealed class NoticeReading
{
    private readonly BankContext context;
    private readonly ILedgerReader reader;
    private readonly ReportBuilder names;

    internal NoticeReading(BankContext context, ILedgerReader reader)
    {
        this.context = context;
        this.reader = reader;
        names = new ReportBuilder(context, reader);
    }

    internal static NoticeSummary Summary(BankContext context, ILedgerReader reader)
    {
        List<Notice> pending = [.. reader.Notices(null, NoticeState.Pending)];
        List<NoticeEvent> failures = [.. pending.SelectMany(n => reader.NoticeEvents(n.Id).Where(e => e.Step == NoticeStep.Failed).TakeLast(1))];
        return new NoticeSummary(
            pending.Count,
            failures.Count,
            pending.Count > 0 ? context.InstantOfMicroseconds(pending.Min(n => n.Crossed)) : null,
            failures.MaxBy(e => e.Recorded)?.Detail,
            context.Configuration.Notice.CanSend);
    }

    internal IEnumerable<NoticeReport> Read(NoticeQuery query)
    {
        HashSet<string> chosen = [.. AccountNames.Choose(reader, query.Accounts)];
        foreach (Notice notice in reader.Notices(null, query.Pending ? NoticeState.Pending : null).ToList())
        {
            if ((notice.State != NoticeState.Superseded || query.Superseded) && chosen.Contains(names.Name(notice.AccountId)))
            {
                yield return Report(notice);
            }
        }
    }

    internal NoticeReport Report(Notice notice)
    {
        List<NoticeEvent> events = [.. reader.NoticeEvents(notice.Id)];
        NoticeEvent? last = events.LastOrDefault(e => e.Step is NoticeStep.Sent or NoticeStep.Failed);
        NoticeEvent? sent = events.LastOrDefault(e => e.Step == NoticeStep.Sent);
        (string subject, string text) = Text(notice);
        return new NoticeReport
        {
            NoticeId = notice.Id,
            Account = names.Name(notice.AccountId),
            Kind = ReportBuilder.Word(notice.Kind),
            Threshold = notice.Kind == NoticeKind.Use ? notice.Threshold / 100m : notice.Threshold,
            PercentUsed = Percent(notice),
            Crossed = context.InstantOfMicroseconds(notice.Crossed),
            State = notice.State == NoticeState.Pending && last?.Step == NoticeStep.Failed ? "failed" : ReportBuilder.Word(notice.State),
            Sent = sent is null ? null : context.InstantOfMicroseconds(sent.Recorded),
            Attempts = events.Count(e => e.Step == NoticeStep.Trying),
            LastError = last?.Step == NoticeStep.Failed ? last.Detail : null,
            Recipients = events.Count == 0 ? [] : events[^1].Recipients.Split(',', StringSplitOptions.RemoveEmptyEntries),
            Delivered = [.. events.Where(e => e.Step is NoticeStep.Sent or NoticeStep.Delivered).SelectMany(e => e.Recipients.Split(',', StringSplitOptions.RemoveEmptyEntries)).Distinct(StringComparer.OrdinalIgnoreCase)],
            AllocationId = notice.AllocationId,
            EndDate = notice.End is long end ? context.Instant(end) : null,
            Granted = ServiceUnits.FromUnits(notice.Granted).Amount,
            GrantedUnits = notice.Granted,
            Charged = ServiceUnits.FromUnits(notice.Charged).Amount,
            ChargedUnits = notice.Charged,
            Currency = notice.Currency,
            Subject = subject,
            Text = sent?.Detail ?? text,
        };
    }

    /// <summary>Subject and text by the templates, with the figures of the crossing.</summary>
    private (string Subject, string Text) Text(Notice notice)
    {
        NoticeSettings settings = context.Configuration.Notice;
        IReadOnlyDictionary<string, string> values = Values(notice);
        return notice.Kind == NoticeKind.Use
            ? (settings.UseSubject.Fill(values), settings.UseBody.Fill(values))
            : (settings.EndSubject.Fill(values), settings.EndBody.Fill(values));
    }

    private Dictionary<string, string> Values(Notice notice) => new()
    {
        ["account"] = Printable(names.Name(notice.AccountId)),
        ["currency"] = notice.Currency,
        ["threshold"] = notice.Kind == NoticeKind.Use ? NoticeThresholds.FormatPercent(notice.Threshold) : NoticeThresholds.FormatDays([notice.Threshold]),
        ["percent"] = Percent(notice)?.ToString("0.##", CultureInfo.InvariantCulture) ?? "0",
        ["granted"] = Amount(notice.Granted),
        ["charged"] = Amount(notice.Charged),
        ["remaining"] = Amount(notice.Granted - notice.Charged),
        ["allocation"] = notice.AllocationId?.ToString(CultureInfo.InvariantCulture) ?? string.Empty,

        // An allocation ends at a midnight: people name the day before it as the last one.
        ["end_date"] = notice.End is long end ? context.Instant(end - 1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : "no date",
        ["days"] = notice.Kind == NoticeKind.End ? NoticeThresholds.FormatDays([notice.Threshold]) : string.Empty,
        ["contact"] = Printable(context.Configuration.Site.Contact),
    };

    private static decimal? Percent(Notice notice) => notice.Granted > 0 ? Math.Round(100m * notice.Charged / notice.Granted, 2, MidpointRounding.AwayFromZero) : null;

    private static string Amount(long units) => ServiceUnits.FromUnits(units).Amount.ToString("#,0.00", CultureInfo.InvariantCulture);

    private static string Printable(string text) => new([.. text.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? '?' : c)]);
}
