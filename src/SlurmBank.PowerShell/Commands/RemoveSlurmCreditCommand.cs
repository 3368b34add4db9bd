using System.Management.Automation;
using SlurmBank.Bank;
using SlurmBank.Engine;
using SlurmBank.PowerShell.Abstractions;
using SlurmBank.PowerShell.Arguments;
using SlurmBank.PowerShell.Completion;

namespace SlurmBank.PowerShell.Commands;

/// <summary>Takes an amount back from an allocation of an account: never more than is left.</summary>
[Cmdlet(VerbsCommon.Remove, "SlurmCredit", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(AllocationReport))]
public sealed class RemoveSlurmCreditCommand : MovementCommand
{
    /// <summary>The account.</summary>
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

    /// <summary>The allocation; without it the account's only active one.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [EmptyIsNull]
    [ArgumentCompleter(typeof(AllocationCompleter))]
    public long? AllocationId { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string account in Account)
        {
            var command = new WithdrawCommand
            {
                Account = account,
                Amount = Amount?.Amount ?? ServiceUnits.Zero,
                Unit = Amount?.Unit,
                AllocationId = AllocationId,
                Currency = NullIfEmpty(Currency),
                Reference = GivenReference,
                Reason = Reason,
            };
            string where = AllocationId is long id ? $"allocation {id} of account '{account}'" : $"account '{account}'";
            if (Change(where, $"Take back {AmountText}", account, plan => Bank.Withdraw(command with { IsPlan = plan }), out MovementReport? report) && report is not null)
            {
                Tell(report);
                if (PassThru)
                {
                    WriteObject(report.Allocation);
                }
            }
        }
    }
}
