using System.Management.Automation;
using SlurmBank.Bank;
using SlurmBank.Engine;
using SlurmBank.Ledger;
using SlurmBank.PowerShell.Abstractions;
using SlurmBank.PowerShell.Arguments;
using SlurmBank.PowerShell.Completion;

namespace SlurmBank.PowerShell.Commands;

/// <summary>Grants an account an amount to be spent in a window of time.</summary>
[Cmdlet(VerbsCommon.New, "SlurmAllocation", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(AllocationReport))]
public sealed class NewSlurmAllocationCommand : MovementCommand
{
    /// <summary>The account; it need not be in the ledger yet.</summary>
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
    public override ServiceUnits? Amount { get; set; }

    /// <summary>The first date of the window; today without it.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("StartTime")]
    [MomentTransformation]
    public SiteMoment? StartDate { get; set; }

    /// <summary>The last date of the window, itself in it; without it the window does not end.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("EndTime")]
    [MomentTransformation]
    public SiteMoment? EndDate { get; set; }

    /// <summary>What the site calls it.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Kind { get; set; }

    /// <summary>Which allocation is drawn first: the lowest. The kind's usual one without it.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [EmptyIsNull]
    public int? Priority { get; set; }

    /// <summary>Clusters that it may pay for; all without it.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Clusters")]
    [NameListTransformation]
    [ArgumentCompleter(typeof(ClusterCompleter))]
    public string[] Cluster { get; set; } = [];

    /// <summary>Partitions that it may pay for; all without it.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Partitions")]
    [NameListTransformation]
    public string[] Partition { get; set; } = [];

    /// <summary>QOS that it may pay for; all without it.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [NameListTransformation]
    public string[] Qos { get; set; } = [];

    /// <summary>Users that it may pay for; all without it.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Users")]
    [NameListTransformation]
    public string[] User { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string account in Account)
        {
            GrantCommand command = Command(account);
            if (Change($"account '{account}'", Describe(), account, plan => Bank.Grant(command with { IsPlan = plan }), out MovementReport? report) && report is not null)
            {
                Tell(report);
                WriteObject(report.Allocation);
            }
        }
    }

    private GrantCommand Command(string account)
    {
        var command = new GrantCommand
        {
            Account = account,
            Amount = Amount ?? ServiceUnits.Zero,
            StartDate = StartDate,
            EndDate = EndDate,
            Currency = NullIfEmpty(Currency),
            Priority = Priority,
            Scope = new AllocationScope(Cluster, Partition, Qos, User),
            Reference = GivenReference,
            Reason = Reason,
        };
        return string.IsNullOrWhiteSpace(Kind) ? command : command with { Kind = Kind };
    }

    private string Describe()
    {
        string start = StartDate is SiteMoment from ? from.ToString() : "today";
        string end = EndDate is SiteMoment to ? (to.IsDate ? $" to {to} inclusive" : $" to {to}") : " without end";
        return $"Grant {Amount} {NullIfEmpty(Currency) ?? "SU"} from {start}{end}";
    }
}
