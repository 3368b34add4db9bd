using System.Management.Automation;
using SlurmBank.Bank;
using SlurmBank.PowerShell.Abstractions;

namespace SlurmBank.PowerShell.Commands;

/// <summary>Shows thresholds that accounts have crossed, percentages of use and days before an allocation's end, and what became of the notices.</summary>
[Cmdlet(VerbsCommon.Get, "SlurmNotice")]
[OutputType(typeof(NoticeReport))]
public sealed class GetSlurmNoticeCommand : AccountReadCommand
{
    /// <summary>Only those that are to be sent.</summary>
    [Parameter]
    public SwitchParameter Pending { get; set; }

    /// <summary>Also those that a higher threshold, crossed in the same moment, made superfluous.</summary>
    [Parameter]
    public SwitchParameter IncludeSuperseded { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => WriteEachAccount(names => Bank.Notices(new NoticeQuery { Accounts = names, Pending = Pending, Superseded = IncludeSuperseded }));
}
