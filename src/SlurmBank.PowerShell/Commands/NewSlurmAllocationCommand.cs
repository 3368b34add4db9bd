using System.Management.Automation;
using SlurmBank.Bank;
using SlurmBank.Engine;
using SlurmBank.Ledger;
using SlurmBank.PowerShell.Abstractions;
using SlurmBank.PowerShell.Arguments;
using SlurmBank.PowerShell.Completion;

namespace SlurmBank.PowerShell.Commands;

/// <summary>Grants an account an amount to be spent in a window of time, or in a row of them; renews one allocation, or does what is due.</summary>
[Cmdlet(VerbsCommon.New, "SlurmAllocation", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, DefaultParameterSetName = GrantSet)]
[OutputType(typeof(AllocationReport))]
[OutputType(typeof(RenewalAction))]
public sealed partial class NewSlurmAllocationCommand : MovementCommand
{
    private const string GrantSet = "Grant";
    private const string RenewalSet = "Renewal";
    private const string DueSet = "Due";

    /// <summary>The account; it need not be in the ledger yet. With Due, names or patterns of accounts; all without it.</summary>
    [Parameter(ParameterSetName = GrantSet, Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = DueSet, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [ValidateNotNullOrEmpty]
    [AccountTransformation]
    [ArgumentCompleter(typeof(AccountCompleter))]
    public string[] Account { get; set; } = [];

    /// <inheritdoc/>
    [Parameter(ParameterSetName = GrantSet, Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = RenewalSet)]
    [ValidateNotNull]
    [AmountTransformation]
    public override StatedAmount? Amount { get; set; }

    /// <summary>The first date of the window; today without it.</summary>
    [Parameter(ParameterSetName = GrantSet, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = RenewalSet)]
    [Alias("StartTime")]
    [MomentTransformation]
    [ArgumentCompleter(typeof(MomentCompleter))]
    public SiteMoment? StartDate { get; set; }

    /// <summary>The last date of the window, or of the last one of a row, itself in it; without it the kind's usual one, or no end.</summary>
    [Parameter(ParameterSetName = GrantSet, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = RenewalSet)]
    [Alias("EndTime")]
    [MomentTransformation]
    [ArgumentCompleter(typeof(MomentCompleter))]
    public SiteMoment? EndDate { get; set; }

    /// <summary>What the site calls it.</summary>
    [Parameter(ParameterSetName = GrantSet, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(GrantKindCompleter))]
    public string? Kind { get; set; }

    /// <summary>Which allocation is drawn first: the lowest. The kind's usual one without it.</summary>
    [Parameter(ParameterSetName = GrantSet, ValueFromPipelineByPropertyName = true)]
    [EmptyIsNull]
    public int? Priority { get; set; }

    /// <summary>Clusters that it may pay for; all without it.</summary>
    [Parameter(ParameterSetName = GrantSet, ValueFromPipelineByPropertyName = true)]
    [Alias("Clusters")]
    [NameListTransformation]
    [ArgumentCompleter(typeof(ClusterCompleter))]
    public string[] Cluster { get; set; } = [];

    /// <summary>Partitions that it may pay for; all without it.</summary>
    [Parameter(ParameterSetName = GrantSet, ValueFromPipelineByPropertyName = true)]
    [Alias("Partitions")]
    [NameListTransformation]
    [ArgumentCompleter(typeof(PartitionCompleter))]
    public string[] Partition { get; set; } = [];

    /// <summary>QOS that it may pay for; all without it.</summary>
    [Parameter(ParameterSetName = GrantSet, ValueFromPipelineByPropertyName = true)]
    [NameListTransformation]
    [ArgumentCompleter(typeof(QosCompleter))]
    public string[] Qos { get; set; } = [];

    /// <summary>Users that it may pay for; all without it.</summary>
    [Parameter(ParameterSetName = GrantSet, ValueFromPipelineByPropertyName = true)]
    [Alias("Users")]
    [NameListTransformation]
    [ArgumentCompleter(typeof(UserCompleter))]
    public string[] User { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == DueSet)
        {
            names.AddRange(Account);
            return;
        }

        if (ParameterSetName == RenewalSet)
        {
            Renew();
            return;
        }

        foreach (string account in Account)
        {
            GrantCommand command = Command(account);
            if (Change($"account '{account}'", Describe(), account, plan => Bank.GrantAll(command with { IsPlan = plan }), out GrantReport? report) && report is not null)
            {
                Tell(report.Allocations[0].Account, report.Seq, report.IsNew);
                WriteObject(report.Allocations, enumerateCollection: true);
            }
        }
    }

    private GrantCommand Command(string account)
    {
        return new GrantCommand
        {
            Account = account,
            Amount = Amount?.Amount ?? ServiceUnits.Zero,
            Unit = Amount?.Unit,
            StartDate = StartDate,
            EndDate = EndDate,
            Currency = NullIfEmpty(Currency),
            Kind = NullIfEmpty(Kind),
            Every = NullIfEmpty(Every),
            Count = Count,
            IsSplit = Split ? true : null,
            CarryOver = CarryOver,
            CarryOverLimit = CarryOverLimit,
            Borrow = Borrow,
            GraceDays = GraceDays,
            Force = Force,
            Priority = Priority,
            Scope = new AllocationScope(Cluster, Partition, Qos, User),
            Reference = GivenReference,
            Reason = Reason,
        };
    }

    private string Describe()
    {
        string start = StartDate is SiteMoment from ? from.ToString() : "today";
        string end = EndDate is SiteMoment to ? (to.IsDate ? $" to {to} inclusive" : $" to {to}") : Count is int count ? $", {count} times" : string.IsNullOrWhiteSpace(Kind) ? " without end" : string.Empty;
        string every = NullIfEmpty(Every) is string period ? $" every {period.ToLowerInvariant()}" : string.Empty;
        return $"Grant {AmountText}{every} from {start}{end}";
    }
}
