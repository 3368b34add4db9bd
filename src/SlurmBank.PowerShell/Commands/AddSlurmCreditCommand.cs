using System.Management.Automation;
using SlurmBank.Bank;
using SlurmBank.Engine;
using SlurmBank.PowerShell.Abstractions;
using SlurmBank.PowerShell.Arguments;
using SlurmBank.PowerShell.Completion;

namespace SlurmBank.PowerShell.Commands;

/// <summary>Adds an amount to an allocation of an account, brings money of later periods into the present one, or forgives its overdraft.</summary>
[Cmdlet(VerbsCommon.Add, "SlurmCredit", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, DefaultParameterSetName = DepositSet)]
[OutputType(typeof(AllocationReport))]
public sealed class AddSlurmCreditCommand : MovementCommand
{
    private const string DepositSet = "Deposit";
    private const string WriteOffSet = "WriteOff";
    private const string AdvanceSet = "Advance";

    /// <summary>The account.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [ValidateNotNullOrEmpty]
    [AccountTransformation]
    [ArgumentCompleter(typeof(AccountCompleter))]
    public string[] Account { get; set; } = [];

    /// <inheritdoc/>
    [Parameter(ParameterSetName = DepositSet, Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = AdvanceSet, Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = WriteOffSet, Position = 1)]
    [ValidateNotNull]
    [AmountTransformation]
    public override StatedAmount? Amount { get; set; }

    /// <summary>Forgives the account's overdraft, all of it where no amount is given.</summary>
    [Parameter(ParameterSetName = WriteOffSet, Mandatory = true)]
    public SwitchParameter WriteOff { get; set; }

    /// <summary>Takes the amount from later periods of the row that the allocation belongs to; they are smaller by it.</summary>
    [Parameter(ParameterSetName = AdvanceSet, Mandatory = true)]
    public SwitchParameter Advance { get; set; }

    /// <summary>The allocation; without it the account's only active one.</summary>
    [Parameter(ParameterSetName = DepositSet, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = AdvanceSet, ValueFromPipelineByPropertyName = true)]
    [EmptyIsNull]
    [ArgumentCompleter(typeof(AllocationCompleter))]
    public long? AllocationId { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string account in Account)
        {
            if ((WriteOff ? Forgive(account) : Advance ? Bring(account) : Deposit(account)) is MovementReport report)
            {
                Tell(report);
                if (PassThru)
                {
                    WriteObject(report.Allocation);
                }
            }
        }
    }

    private MovementReport? Deposit(string account)
    {
        var command = new DepositCommand
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
        return Change(where, $"Add {AmountText}", account, plan => Bank.Deposit(command with { IsPlan = plan }), out MovementReport? report) ? report : null;
    }

    private MovementReport? Bring(string account)
    {
        var command = new AdvanceCommand { Account = account, Amount = Amount?.Amount ?? ServiceUnits.Zero, Unit = Amount?.Unit, AllocationId = AllocationId, Currency = NullIfEmpty(Currency), Reference = GivenReference, Reason = Reason };
        string what = $"Bring {AmountText} of later periods into the present one";
        return Change($"account '{account}'", what, account, plan => Bank.Advance(command with { IsPlan = plan }), out MovementReport? report) ? report : null;
    }

    private MovementReport? Forgive(string account)
    {
        var command = new WriteOffCommand { Account = account, Amount = Amount?.Amount, Unit = Amount?.Unit, Currency = NullIfEmpty(Currency), Reference = GivenReference, Reason = Reason };
        string what = Amount is not null ? $"{AmountText} of the overdraft" : "the overdraft";
        return Change($"account '{account}'", $"Write off {what}", account, plan => Bank.WriteOff(command with { IsPlan = plan }), out MovementReport? report) ? report : null;
    }
}
