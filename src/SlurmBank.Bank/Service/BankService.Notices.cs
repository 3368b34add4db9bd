using System;
using System.Collections.Generic;
using System.Threading;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

public sealed partial class BankService
{
    /// <summary>Thresholds that were crossed, oldest first, and what became of the notices.</summary>
    public IEnumerable<NoticeReport> Notices(NoticeQuery query)
    {
        using LedgerView view = context.Ledger.Read();
        return [.. new NoticeReading(context, view.Reader).Read(query)];
    }

    /// <summary>How the notices stand: how many are to be sent, and how many failed.</summary>
    public NoticeSummary NoticeSummary()
    {
        using LedgerView view = context.Ledger.Read();
        return NoticeReading.Summary(context, view.Reader);
    }

    /// <summary>Sends the notices that are due, by the site's sendmail or by SMTP. Asks Slurm for addresses. What fails is recorded and tried again by a later call.</summary>
    /// <exception cref="InvalidRequestException">The configuration does not say how mail is sent.</exception>
    /// <exception cref="NoticeNotFoundException">A number that was asked for is none.</exception>
    public IReadOnlyList<NoticeReport> SendNotices(SendNoticesCommand command, CancellationToken cancellation = default) => new NoticeSending(context, command).Run(cancellation);

    /// <summary>Looks for crossed thresholds. What goes wrong is a warning: a notice never stops a sync or a hold.</summary>
    private void WatchNotices(CancellationToken cancellation)
    {
        try
        {
            _ = new NoticeWatch(context).Run(cancellation);
        }
        catch (Exception error) when (error is Engine.SlurmBankException or FormatException or OverflowException)
        {
            context.Warn($"It was not looked for thresholds that are to be told; the next sync looks again. {error.Message}");
        }
    }
}
