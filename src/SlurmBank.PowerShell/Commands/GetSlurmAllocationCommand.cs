using System.Management.Automation;
using SlurmBank.Bank;
using SlurmBank.PowerShell.Abstractions;

namespace SlurmBank.PowerShell.Commands;

/// <summary>Shows allocations: what was granted, drawn and is left; rows of them; or what became of each.</summary>
[Cmdlet(VerbsCommon.Get, "SlurmAllocation", DefaultParameterSetName = AllocationSet)]
[OutputType(typeof(AllocationReport))]
[OutputType(typeof(AllocationSeriesReport))]
[OutputType(typeof(AllocationPeriodReport))]
public sealed class GetSlurmAllocationCommand : AccountReadCommand
{
    private const string AllocationSet = "Allocation";
    private const string SeriesSet = "Series";
    private const string HistorySet = "History";

    /// <summary>Shows rows of allocations: monthly grants, investments.</summary>
    [Parameter(ParameterSetName = SeriesSet, Mandatory = true)]
    public SwitchParameter Series { get; set; }

    /// <summary>Also rows that have ended, or have nothing left.</summary>
    [Parameter(ParameterSetName = SeriesSet)]
    public SwitchParameter Ended { get; set; }

    /// <summary>Shows what became of each allocation: granted, received, used, carried over, expired.</summary>
    [Parameter(ParameterSetName = HistorySet, Mandatory = true)]
    public SwitchParameter History { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Series)
        {
            WriteEachAccount(names => Bank.Series(names, Ended));
        }
        else if (History)
        {
            WriteEachAccount(names => Bank.AllocationHistory(names));
        }
        else
        {
            WriteEachAccount(names => Bank.Allocations(names));
        }
    }
}
