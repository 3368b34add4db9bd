using System;
using System.Management.Automation;
using SlurmBank.Bank;
using SlurmBank.PowerShell.Abstractions;
using SlurmBank.PowerShell.Arguments;
using SlurmBank.PowerShell.Completion;

namespace SlurmBank.PowerShell.Commands;

/// <summary>Shows what accounts' work cost, by user, partition, QOS, month, cluster or state, by when it was done.</summary>
[Cmdlet(VerbsCommon.Get, "SlurmUsage", DefaultParameterSetName = PeriodSet)]
[OutputType(typeof(UsageReport), typeof(FocusRow))]
public sealed class GetSlurmUsageCommand : AccountReadCommand
{
    private const string PeriodSet = "Period";
    private const string MonthSet = "Month";

    /// <summary>By what it is told apart, beside the account; an empty list for one row an account.</summary>
    [Parameter]
    [AllowEmptyCollection]
    public UsageKey[] By { get; set; } = [UsageKey.User];

    /// <summary>First moment of the period; the beginning without it.</summary>
    [Parameter(ParameterSetName = PeriodSet)]
    [MomentTransformation]
    [ArgumentCompleter(typeof(MomentCompleter))]
    public SiteMoment? StartTime { get; set; }

    /// <summary>The end of the period; a date is included. Without it there is none.</summary>
    [Parameter(ParameterSetName = PeriodSet)]
    [MomentTransformation]
    [ArgumentCompleter(typeof(MomentCompleter))]
    public SiteMoment? EndTime { get; set; }

    /// <summary>A whole month: 2027-03.</summary>
    [Parameter(ParameterSetName = MonthSet, Mandatory = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(MonthCompleter))]
    public string? Month { get; set; }

    /// <summary>The form: rows of usage, or rows in the columns of the FOCUS specification for Export-Csv, a day each (with -By Month, a month).</summary>
    [Parameter]
    public UsageForm As { get; set; } = UsageForm.Usage;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (As == UsageForm.Focus)
        {
            WriteEachAccount(names =>
            {
                (SiteMoment? from, SiteMoment? to) = Period();
                return Bank.Focus(new FocusQuery { Accounts = names, StartTime = from, EndTime = to, Monthly = Array.IndexOf(By, UsageKey.Month) >= 0 });
            });
            return;
        }

        WriteEachAccount(names =>
        {
            (SiteMoment? from, SiteMoment? to) = Period();
            return Bank.Usage(new UsageQuery { Accounts = names, StartTime = from, EndTime = to, By = By });
        });
    }

    private (SiteMoment? From, SiteMoment? To) Period() => Month is null ? (StartTime, EndTime) : SitePeriod.Month(Month);
}
