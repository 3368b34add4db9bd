using System.Management.Automation;
using System.Threading;
using SlurmBank.Bank;
using SlurmBank.Engine;
using SlurmBank.PowerShell.Abstractions;

namespace SlurmBank.PowerShell.Commands;

/// <summary>Shows how the bank is doing: settled up to when, accounts held, runs parked, what is late, drifting or failing.</summary>
[Cmdlet(VerbsCommon.Get, "SlurmBankStatus")]
[OutputType(typeof(BankStatus))]
public sealed class GetSlurmBankStatusCommand : LedgerCommand
{
    /// <summary>Writes the figures for Prometheus' node_exporter too, by an atomic rename.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? PrometheusPath { get; set; }

    /// <summary>With PrometheusPath: the figures of each account too.</summary>
    [Parameter]
    public SwitchParameter IncludeAccount { get; set; }

    /// <summary>Does not ask Slurm whether the bank's limits still stand.</summary>
    [Parameter]
    public SwitchParameter SkipSlurm { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        string? path = Resolve(PrometheusPath);
        if (!Try<BankStatus>(null, () => Run(cancellation => Read(path, cancellation)), out BankStatus? status))
        {
            return;
        }

        if (path is null || Try(path, () => Write(path, status), out _))
        {
            WriteObject(status);
        }
    }

    // Figures of before must not look like those of now.
    private BankStatus Read(string? path, CancellationToken cancellation)
    {
        try
        {
            return Bank.Status(cancellation, SkipSlurm);
        }
        catch (SlurmBankException) when (path is not null)
        {
            BankMetrics.Write(path, null);
            throw;
        }
    }

    private bool Write(string path, BankStatus status)
    {
        BankMetrics.Write(path, status, IncludeAccount ? [.. Bank.Balances([])] : null);
        return true;
    }
}
