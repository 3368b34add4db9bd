using System;
using System.Linq;
using System.Management.Automation;
using SlurmBank.Bank;
using SlurmBank.PowerShell.Abstractions;
using SlurmBank.PowerShell.Arguments;
using SlurmBank.PowerShell.Completion;
using SlurmBank.Slurm;

namespace SlurmBank.PowerShell.Commands;

/// <summary>Shows Slurm's own reports of past usage, as sreport does: whole hours, summed up by slurmdbd. It is no amount of money.</summary>
[Cmdlet(VerbsCommon.Get, "SlurmReport", DefaultParameterSetName = WindowSet)]
[OutputType(typeof(SlurmUsageReport), typeof(SlurmClusterReport))]
public sealed class GetSlurmReportCommand : SlurmReadCommand
{
    private const string WindowSet = "Window";
    private const string MonthSet = "Month";
    private const string ClusterReport = "ClusterUtilization";

    /// <summary>Which report.</summary>
    [Parameter(Position = 0)]
    [ValidateSet("AccountUtilizationByUser", "UserUtilizationByAccount", ClusterReport, "TopUser")]
    public new string Report { get; set; } = "AccountUtilizationByUser";

    /// <summary>Accounts, by name or pattern; all of them without it.</summary>
    [Parameter(ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [SupportsWildcards]
    [AccountTransformation]
    [ArgumentCompleter(typeof(SlurmAccountCompleter))]
    public string[] Account { get; set; } = [];

    /// <summary>TRES, such as cpu or gres/gpu; billing without it.</summary>
    [Parameter]
    [NameListTransformation]
    [ArgumentCompleter(typeof(TresCompleter))]
    public string[] Tres { get; set; } = [];

    /// <summary>From here on, cut to the hour; the first of this month without it.</summary>
    [Parameter(ParameterSetName = WindowSet)]
    [MomentTransformation]
    [ArgumentCompleter(typeof(MomentCompleter))]
    public SiteMoment? StartTime { get; set; }

    /// <summary>Up to here, cut to the hour; a date is included. Now without it.</summary>
    [Parameter(ParameterSetName = WindowSet)]
    [MomentTransformation]
    [ArgumentCompleter(typeof(MomentCompleter))]
    public SiteMoment? EndTime { get; set; }

    /// <summary>A month, as 2027-03.</summary>
    [Parameter(ParameterSetName = MonthSet, Mandatory = true)]
    [ArgumentCompleter(typeof(MonthCompleter))]
    public string? Month { get; set; }

    /// <summary>How many users the report TopUser names.</summary>
    [Parameter]
    [ValidateRange(1, 100000)]
    public int Top { get; set; } = 10;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!Try(Report, Window, out (DateTimeOffset Start, DateTimeOffset End) window))
        {
            return;
        }

        if (Report == ClusterReport)
        {
            WriteClusters(window.Start, window.End);
        }
        else
        {
            WriteUsage(Enum.Parse<ReportKind>(Report), window.Start, window.End);
        }
    }

    private string[] Wanted => Tres.Length == 0 ? ["billing"] : Tres;

    private void WriteUsage(ReportKind kind, DateTimeOffset start, DateTimeOffset end)
    {
        bool hasPattern = Account.Any(WildcardPattern.ContainsWildcardCharacters);
        var query = new ReportQuery
        {
            Kind = kind,
            Start = start,
            End = end,
            Accounts = hasPattern ? [] : Account,
            Users = User,
            Tres = Wanted,
            Cluster = Cluster,
            Top = Top,
        };
        if (!Try<SlurmTable<ReportedUsage>>(Report, () => Run(cancellation => Bank.Slurm.Sreport.ReadUsage(query, cancellation)), out SlurmTable<ReportedUsage>? table))
        {
            return;
        }

        WildcardPattern[] patterns = [.. Account.Select(name => new WildcardPattern(name, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant))];
        foreach (ReportedUsage row in table.Rows.Where(row => patterns.Length == 0 || patterns.Any(pattern => pattern.IsMatch(row.Account))))
        {
            WriteObject(new SlurmUsageReport
            {
                Cluster = row.Cluster,
                Account = row.Account,
                User = row.User,
                Tres = row.Tres,
                UsedSeconds = row.Seconds,
                StartTime = TimeZoneInfo.ConvertTime(start, Bank.Zone),
                EndTime = TimeZoneInfo.ConvertTime(end, Bank.Zone),
            });
        }

        base.Report(table.Problems, "sreport");
    }

    private void WriteClusters(DateTimeOffset start, DateTimeOffset end)
    {
        if (!Try<SlurmTable<ReportedCluster>>(
            Report, () => Run(cancellation => Bank.Slurm.Sreport.ReadClusters(start, end, Wanted, Cluster, cancellation)), out SlurmTable<ReportedCluster>? table))
        {
            return;
        }

        foreach (ReportedCluster row in table.Rows)
        {
            WriteObject(new SlurmClusterReport
            {
                Cluster = row.Cluster,
                Tres = row.Tres,
                Count = row.Count,
                AllocatedSeconds = row.Allocated,
                IdleSeconds = row.Idle,
                PlannedSeconds = row.Planned,
                DownSeconds = row.Down,
                PlannedDownSeconds = row.PlannedDown,
                OvercommittedSeconds = row.Overcommitted,
                ReportedSeconds = row.Reported,
                StartTime = TimeZoneInfo.ConvertTime(start, Bank.Zone),
                EndTime = TimeZoneInfo.ConvertTime(end, Bank.Zone),
            });
        }

        base.Report(table.Problems, "sreport");
    }

    private (DateTimeOffset Start, DateTimeOffset End) Window()
    {
        (SiteMoment? from, SiteMoment? to) = Month is null ? (StartTime, EndTime) : SitePeriod.Month(Month);
        DateTime now = TimeZoneInfo.ConvertTime(DateTimeOffset.UtcNow, Bank.Zone).DateTime;
        long start = (from ?? SiteMoment.FromDate(new DateOnly(now.Year, now.Month, 1))).ToStart(Bank.Zone);
        long end = to?.ToEnd(Bank.Zone) ?? DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        return end > start
            ? (DateTimeOffset.FromUnixTimeSeconds(start), DateTimeOffset.FromUnixTimeSeconds(end))
            : throw new Ledger.InvalidRequestException("The report's end is not after its start.", "Give -EndTime a later date than -StartTime.");
    }
}
