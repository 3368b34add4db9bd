using System.Management.Automation;
using SlurmBank.Bank;
using SlurmBank.PowerShell.Abstractions;
using SlurmBank.PowerShell.Arguments;
using SlurmBank.PowerShell.Completion;

namespace SlurmBank.PowerShell.Commands;

/// <summary>Shows statements of accounts: opening, movements, closing, in the order in which they were recorded.</summary>
[Cmdlet(VerbsCommon.Get, "SlurmStatement", DefaultParameterSetName = PeriodSet)]
[OutputType(typeof(StatementReport))]
public sealed class GetSlurmStatementCommand : AccountReadCommand
{
    private const string PeriodSet = "Period";
    private const string MonthSet = "Month";

    /// <summary>First moment of the period; the beginning of the ledger without it.</summary>
    [Parameter(ParameterSetName = PeriodSet)]
    [MomentTransformation]
    [ArgumentCompleter(typeof(MomentCompleter))]
    public SiteMoment? StartTime { get; set; }

    /// <summary>The end of the period; a date is included. Now without it.</summary>
    [Parameter(ParameterSetName = PeriodSet)]
    [MomentTransformation]
    [ArgumentCompleter(typeof(MomentCompleter))]
    public SiteMoment? EndTime { get; set; }

    /// <summary>A whole month: 2027-03.</summary>
    [Parameter(ParameterSetName = MonthSet, Mandatory = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(MonthCompleter))]
    public string? Month { get; set; }

    /// <summary>Only this currency; all that an account has without it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(CurrencyCompleter))]
    public string? Currency { get; set; }

    /// <summary>What the work of this user in the accounts cost, instead of the accounts' funds.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(UserCompleter))]
    public string? User { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => WriteEachAccount(names =>
    {
        (SiteMoment? from, SiteMoment? to) = Month is null ? (StartTime, EndTime) : SitePeriod.Month(Month);
        return Bank.Statements(new StatementQuery { Accounts = names, StartTime = from, EndTime = to, Currency = Currency, User = User });
    });
}
