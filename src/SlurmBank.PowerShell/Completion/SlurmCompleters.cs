using System.Collections.Generic;
using System.ComponentModel;
using System.Linq;
using System.Threading;
using SlurmBank.Bank;
using SlurmBank.Engine;
using SlurmBank.Slurm;

namespace SlurmBank.PowerShell.Completion;

/// <summary>Completes Slurm's accounts; those of the ledger where Slurm does not answer.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class SlurmAccountCompleter : SlurmNameCompleter
{
    private protected override IEnumerable<Candidate> ReadSlurm(SlurmCommands slurm, CancellationToken cancellation) =>
        slurm.Sacctmgr.ListAccounts(null, cancellation).Rows.Select(a => new Candidate(a.Name, $"{a.Name}: {a.Description}, {a.Organization}"));

    private protected override IEnumerable<Candidate> WithoutSlurm(BankService bank)
    {
        try
        {
            return [.. bank.Accounts([]).Select(account => new Candidate(account.Account, account.Account))];
        }
        catch (SlurmBankException)
        {
            return [];
        }
    }
}

/// <summary>Completes Slurm's users.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class UserCompleter : SlurmNameCompleter
{
    private protected override IEnumerable<Candidate> ReadSlurm(SlurmCommands slurm, CancellationToken cancellation) =>
        slurm.Sacctmgr.ReadUsers(null, cancellation).Rows.Select(u => new Candidate(u.Name, $"{u.Name}: default account {u.DefaultAccount}"));
}

/// <summary>Completes Slurm's partitions.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class PartitionCompleter : SlurmNameCompleter
{
    private protected override IEnumerable<Candidate> ReadSlurm(SlurmCommands slurm, CancellationToken cancellation) =>
        slurm.Scontrol.ReadPartitions(cancellation).Rows.Select(p => new Candidate(p.Name, $"{p.Name}: {p.State}, {p.Tres}"));
}

/// <summary>Completes Slurm's QOS.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class QosCompleter : SlurmNameCompleter
{
    private protected override IEnumerable<Candidate> ReadSlurm(SlurmCommands slurm, CancellationToken cancellation) =>
        slurm.Sacctmgr.ReadQos(cancellation).Rows.Select(q => new Candidate(q.Name, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{q.Name}: usage factor {q.UsageFactor}")));
}

/// <summary>Completes the TRES that slurmdbd records.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class TresCompleter : SlurmNameCompleter
{
    private protected override IEnumerable<Candidate> ReadSlurm(SlurmCommands slurm, CancellationToken cancellation) =>
        slurm.Sacctmgr.ReadTres(cancellation).Rows.Select(t => new Candidate(t.FullName, "TRES " + t.FullName));
}

/// <summary>Completes the clusters that slurmdbd knows.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class SlurmClusterCompleter : SlurmNameCompleter
{
    private protected override IEnumerable<Candidate> ReadSlurm(SlurmCommands slurm, CancellationToken cancellation) =>
        slurm.Sacctmgr.ReadClusters(cancellation).Rows.Select(c => new Candidate(c.Name, "cluster " + c.Name));
}

/// <summary>Completes Slurm's nodes.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class NodeCompleter : SlurmNameCompleter
{
    private protected override IEnumerable<Candidate> ReadSlurm(SlurmCommands slurm, CancellationToken cancellation) =>
        slurm.Scontrol.ReadNodes(cancellation).Rows.Select(n => new Candidate(n.Name, $"{n.Name}: {n.State}"));
}
