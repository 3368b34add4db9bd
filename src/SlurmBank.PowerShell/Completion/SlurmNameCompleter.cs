using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Linq;
using System.Threading;
using SlurmBank.Bank;
using SlurmBank.Engine;
using SlurmBank.Slurm;

namespace SlurmBank.PowerShell.Completion;

/// <summary>
/// Completes names that Slurm knows. A Slurm that does not answer at once is not waited for, and not asked again for some seconds.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class SlurmNameCompleter : NameCompleter
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private protected SlurmNameCompleter()
    {
    }

    private protected sealed override IEnumerable<Candidate> Read(BankService bank)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            return [.. ReadSlurm(bank.Slurm, patience.Token).OrderBy(candidate => candidate.Name, StringComparer.OrdinalIgnoreCase), .. Besides(bank)];
        }
        catch (Exception error) when (error is SlurmBankException or OperationCanceledException)
        {
            return [.. WithoutSlurm(bank), .. Besides(bank)];
        }
    }

    /// <summary>Asks Slurm.</summary>
    private protected abstract IEnumerable<Candidate> ReadSlurm(SlurmCommands slurm, CancellationToken cancellation);

    /// <summary>What else may be known where Slurm says nothing.</summary>
    private protected virtual IEnumerable<Candidate> WithoutSlurm(BankService bank) => [];

    /// <summary>What is offered after Slurm's names.</summary>
    private protected virtual IEnumerable<Candidate> Besides(BankService bank) => [];
}
