using System.Management.Automation;
using SlurmBank.Bank;
using SlurmBank.PowerShell.Abstractions;
using SlurmBank.PowerShell.Arguments;
using SlurmBank.PowerShell.Completion;

namespace SlurmBank.PowerShell.Commands;

/// <summary>Puts the ledger beside sacct, sreport and sshare, and names each cause of a difference with its amount.</summary>
[Cmdlet(VerbsData.Compare, "SlurmUsage", DefaultParameterSetName = PeriodSet)]
[OutputType(typeof(ComparisonReport))]
public sealed class CompareSlurmUsageCommand : AccountReadCommand
{
    private const string PeriodSet = "Period";
    private const string MonthSet = "Month";

    /// <summary>First moment of the period; the opening of the books without it.</summary>
    [Parameter(ParameterSetName = PeriodSet)]
    [MomentTransformation]
    [ArgumentCompleter(typeof(MomentCompleter))]
    public SiteMoment? StartTime { get; set; }

    /// <summary>The end of the period; a date is included. Without it, now.</summary>
    [Parameter(ParameterSetName = PeriodSet)]
    [MomentTransformation]
    [ArgumentCompleter(typeof(MomentCompleter))]
    public SiteMoment? EndTime { get; set; }

    /// <summary>A whole month: 2027-03.</summary>
    [Parameter(ParameterSetName = MonthSet, Mandatory = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(MonthCompleter))]
    public string? Month { get; set; }

    /// <summary>The cluster, where there are several.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ClusterCompleter))]
    public string? Cluster { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => WriteEachAccount(names =>
    {
        (SiteMoment? from, SiteMoment? to) = Month is null ? (StartTime, EndTime) : SitePeriod.Month(Month);
        return RunWatched("Comparing with Slurm", cancellation => Bank.Compare(new CompareQuery { Accounts = names, StartTime = from, EndTime = to, Cluster = Cluster }, cancellation));
    });
}
