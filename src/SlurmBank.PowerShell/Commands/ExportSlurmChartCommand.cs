using System.Management.Automation;
using SlurmBank.Bank;
using SlurmBank.PowerShell.Abstractions;
using SlurmBank.PowerShell.Arguments;
using SlurmBank.PowerShell.Completion;

namespace SlurmBank.PowerShell.Commands;

/// <summary>Draws a chart of an account as SVG: what is left of its grants and where that leads, or what work cost by user and month.</summary>
[Cmdlet(VerbsData.Export, "SlurmChart", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(ChartReport))]
public sealed class ExportSlurmChartCommand : LedgerCommand
{
    /// <summary>The account.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [ValidateNotNullOrEmpty]
    [AccountTransformation]
    [ArgumentCompleter(typeof(AccountCompleter))]
    public string[] Account { get; set; } = [];

    /// <summary>The file, for one account; without it the SVG is the output.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>What it shows.</summary>
    [Parameter]
    public ChartKind Kind { get; set; } = ChartKind.BurnDown;

    /// <summary>By what a chart of usage is told apart.</summary>
    [Parameter]
    public UsageKey By { get; set; } = UsageKey.User;

    /// <summary>First moment shown.</summary>
    [Parameter]
    [MomentTransformation]
    [ArgumentCompleter(typeof(MomentCompleter))]
    public SiteMoment? StartTime { get; set; }

    /// <summary>The end of what is shown; a date is included.</summary>
    [Parameter]
    [MomentTransformation]
    [ArgumentCompleter(typeof(MomentCompleter))]
    public SiteMoment? EndTime { get; set; }

    /// <summary>What the amounts are counted in; the site's default without it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(CurrencyCompleter))]
    public string? Currency { get; set; }

    /// <summary>Overwrites a file that is there.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Gives the chart as an object, with its title and its description.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string name in Account)
        {
            var query = new ChartQuery { Account = name, Kind = Kind, By = By, StartTime = StartTime, EndTime = EndTime, Currency = Currency };
            if (!Try<ChartReport>(name, () => Bank.Chart(query), out ChartReport? chart))
            {
                continue;
            }

            if (Path is not null && !Write(Resolve(Path)!, chart))
            {
                continue;
            }

            if (PassThru)
            {
                WriteObject(chart);
            }
            else if (Path is null)
            {
                WriteObject(chart.Svg);
            }
        }
    }

    private bool Write(string path, ChartReport chart) => ShouldProcess(path, $"Write the chart '{chart.Title}'") && Try<bool>(path, () =>
    {
        ChartFile.Write(path, chart, Force);
        return true;
    }, out _);
}
