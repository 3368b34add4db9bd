using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using SlurmBank.Bank;
using SlurmBank.PowerShell.Abstractions;
using SlurmBank.PowerShell.Arguments;
using SlurmBank.PowerShell.Completion;
using SlurmBank.PowerShell.Internal;

namespace SlurmBank.PowerShell.Commands;

/// <summary>Sends notices that are due, by the site's sendmail or by SMTP. What fails is recorded and tried again by a later call.</summary>
[Cmdlet(VerbsCommunications.Send, "SlurmNotice", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, DefaultParameterSetName = DueSet)]
[OutputType(typeof(NoticeReport))]
public sealed class SendSlurmNoticeCommand : BankChangeCommand
{
    private const string DueSet = "Due";
    private const string NumberSet = "Number";
    private readonly List<long> numbers = [];

    /// <summary>These notices, whatever their age and however often they failed.</summary>
    [Parameter(ParameterSetName = NumberSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(NoticeCompleter))]
    public long[] NoticeId { get; set; } = [];

    /// <summary>Accounts, by name or pattern; all of them without it.</summary>
    [Parameter(ParameterSetName = DueSet)]
    [Alias("Name")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [AccountTransformation]
    [ArgumentCompleter(typeof(AccountCompleter))]
    public string[] Account { get; set; } = [];

    /// <summary>Tries those again that failed a short time ago.</summary>
    [Parameter(ParameterSetName = DueSet)]
    public SwitchParameter Force { get; set; }

    /// <summary>Collects the numbers: Slurm is asked for addresses once for all of them.</summary>
    protected override void ProcessRecord() => numbers.AddRange(NoticeId);

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        // No object came through the pipeline: that is not the same as all that are due.
        if (numbers.Count > 0 || !MyInvocation.ExpectingInput)
        {
            Send();
        }

        base.EndProcessing();
    }

    private void Send()
    {
        var command = new SendNoticesCommand { NoticeIds = numbers, Accounts = Account, Force = Force };
        if (!IsWhatIf && !IsConfirm)
        {
            Answer(command);
            return;
        }

        if (!Try<IReadOnlyList<NoticeReport>>(null, () => Run(cancellation => Bank.SendNotices(command with { IsPlan = true }, cancellation)), out IReadOnlyList<NoticeReport>? plan))
        {
            return;
        }

        long[] accepted = [.. plan.Where(n => ShouldProcess($"notice {n.NoticeId} of account '{n.Account}'", $"Send '{n.Subject}' to {(n.Recipients.Count == 0 ? "nobody" : string.Join(", ", n.Recipients))}")).Select(n => n.NoticeId)];
        if (IsWhatIf && PassThru)
        {
            WriteObject(plan, enumerateCollection: true);
        }

        if (accepted.Length > 0)
        {
            Answer(command with { NoticeIds = accepted });
        }
    }

    private void Answer(SendNoticesCommand command)
    {
        if (!Try<IReadOnlyList<NoticeReport>>(null, () => Run(cancellation => Bank.SendNotices(command, cancellation)), out IReadOnlyList<NoticeReport>? sent))
        {
            return;
        }

        foreach (NoticeReport notice in sent)
        {
            if (notice.State == "failed")
            {
                string text = $"Notice {notice.NoticeId} of account '{notice.Account}' was not sent: {notice.LastError}";
                WriteError(BankErrors.ToRecord("NoticeNotSent", ErrorCategory.ConnectionError, text, "It is kept and tried again by a later Send-SlurmNotice; see [notice] in the configuration.", notice));
            }

            if (PassThru)
            {
                WriteObject(notice);
            }
        }
    }
}
