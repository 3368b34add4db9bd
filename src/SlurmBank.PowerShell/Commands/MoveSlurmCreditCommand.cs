using System.Management.Automation;
using SlurmBank.Bank;
using SlurmBank.Engine;
using SlurmBank.PowerShell.Abstractions;
using SlurmBank.PowerShell.Arguments;
using SlurmBank.PowerShell.Completion;

namespace SlurmBank.PowerShell.Commands;

/// <summary>Moves an amount from an account's allocation to another account's, or between two of one account: never more than is left.</summary>
[Cmdlet(VerbsCommon.Move, "SlurmCredit", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(AllocationReport))]
public sealed class MoveSlurmCreditCommand : MovementCommand
{
    /// <summary>The account that pays.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [ValidateNotNullOrEmpty]
    [AccountTransformation]
    [ArgumentCompleter(typeof(AccountCompleter))]
    public string[] Account { get; set; } = [];

    /// <inheritdoc/>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNull]
    [AmountTransformation]
    public override StatedAmount? Amount { get; set; }

    /// <summary>The account that is paid; without it the same account, between whose allocations it is moved.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(AccountCompleter))]
    public string? ToAccount { get; set; }

    /// <summary>The allocation that pays; without it the account's only active one.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [EmptyIsNull]
    [ArgumentCompleter(typeof(AllocationCompleter))]
    public long? AllocationId { get; set; }

    /// <summary>The allocation that is paid; without it the only active one of the account that is paid.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [EmptyIsNull]
    [ArgumentCompleter(typeof(AllocationCompleter))]
    public long? ToAllocationId { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string account in Account)
        {
            var command = new TransferCommand
            {
                Account = account,
                ToAccount = NullIfEmpty(ToAccount) ?? account,
                Amount = Amount?.Amount ?? ServiceUnits.Zero,
                Unit = Amount?.Unit,
                AllocationId = AllocationId,
                ToAllocationId = ToAllocationId,
                Currency = NullIfEmpty(Currency),
                Reference = GivenReference,
                Reason = Reason,
            };
            string to = $"{(ToAllocationId is long id ? $"allocation {id} of " : string.Empty)}account '{command.ToAccount}'";
            string from = $"{(AllocationId is long source ? $"allocation {source} of " : string.Empty)}account '{account}'";
            if (Change(from, $"Move {AmountText} to {to}", account, plan => Bank.Transfer(command with { IsPlan = plan }), out TransferReport? report) && report is not null)
            {
                Tell(new MovementReport(report.From, report.Seq, report.IsNew));
                if (PassThru)
                {
                    WriteObject(report.From);
                    WriteObject(report.To);
                }
            }
        }
    }
}
