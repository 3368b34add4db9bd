using System.Management.Automation;
using SlurmBank.Bank;
using SlurmBank.Engine;
using SlurmBank.PowerShell.Abstractions;
using SlurmBank.PowerShell.Arguments;
using SlurmBank.PowerShell.Completion;

namespace SlurmBank.PowerShell.Commands;

/// <summary>Adds an amount to an allocation of an account.</summary>
[Cmdlet(VerbsCommon.Add, "SlurmCredit", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(AllocationReport))]
public sealed class AddSlurmCreditCommand : MovementCommand
{
    /// <summary>The account.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [ValidateNotNullOrEmpty]
    [AccountTransformation]
    [ArgumentCompleter(typeof(AccountCompleter))]
    public string[] Account { get; set; } = [];

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
            var command = new DepositCommand
            {
                Account = account,
                Amount = Amount ?? ServiceUnits.Zero,
                AllocationId = AllocationId,
                Currency = NullIfEmpty(Currency),
                Reference = GivenReference,
                Reason = Reason,
            };
            string where = AllocationId is long id ? $"allocation {id} of account '{account}'" : $"account '{account}'";
            if (Change(where, $"Add {Amount} {command.Currency ?? "SU"}", account, plan => Bank.Deposit(command with { IsPlan = plan }), out MovementReport? report) && report is not null)
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
