using System.Collections.Generic;
using System.Management.Automation;
using SlurmBank.Bank;
using SlurmBank.PowerShell.Abstractions;
using SlurmBank.PowerShell.Completion;

namespace SlurmBank.PowerShell.Commands;

/// <summary>Shows the figures of accounts: granted, charged, running, queued, available.</summary>
[Cmdlet(VerbsCommon.Get, "SlurmBalance", DefaultParameterSetName = FiguresSet)]
[OutputType(typeof(Balance), ParameterSetName = [FiguresSet])]
[OutputType(typeof(ForecastReport), ParameterSetName = [ForecastSet])]
public sealed class GetSlurmBalanceCommand : AccountReadCommand
{
    private const string FiguresSet = "Figures";
    private const string ForecastSet = "Forecast";

    /// <summary>What the amounts are counted in; the site's default without it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(CurrencyCompleter))]
    public string? Currency { get; set; }

    /// <summary>How fast the accounts spend, and when their money runs out, in place of the figures.</summary>
    [Parameter(ParameterSetName = ForecastSet, Mandatory = true)]
    public SwitchParameter Forecast { get; set; }

    /// <summary>Over how many days the rate is measured.</summary>
    [Parameter(ParameterSetName = ForecastSet)]
    [ValidateRange(1, 3660)]
    public int Days { get; set; } = 30;

    /// <summary>The percentage of the active grants that TimeToThreshold is about.</summary>
    [Parameter(ParameterSetName = ForecastSet)]
    [ValidateRange(1, 1000)]
    public int Threshold { get; set; } = 100;

    /// <summary>What this user may spend: by the allocations that may pay for his work, and by his limit.</summary>
    [Parameter(ParameterSetName = FiguresSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(UserCompleter))]
    public string? User { get; set; }

    /// <summary>What may be spent in this partition.</summary>
    [Parameter(ParameterSetName = FiguresSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(PartitionCompleter))]
    public string? Partition { get; set; }

    /// <summary>What may be spent on this cluster.</summary>
    [Parameter(ParameterSetName = FiguresSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ClusterCompleter))]
    public string? Cluster { get; set; }

    /// <summary>What may be spent under this QOS.</summary>
    [Parameter(ParameterSetName = FiguresSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(QosCompleter))]
    public string? Qos { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Forecast)
        {
            WriteEachAccount(names => Bank.Forecasts(new ForecastQuery { Accounts = names, Currency = Currency, Days = Days, Threshold = Threshold }));
            return;
        }

        WriteEachAccount(Figures);
    }

    private IEnumerable<Balance> Figures(IReadOnlyList<string> names)
    {
        var scope = new BalanceScope(Cluster, Partition, Qos, User);
        return scope.IsEmpty ? Bank.Balances(names, Currency) : Bank.BalancesFor(names, scope, Currency);
    }
}
