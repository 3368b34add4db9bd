using System.Collections.Generic;
using System.ComponentModel;
using System.Linq;
using System.Threading;
using SlurmBank.Slurm;

namespace SlurmBank.PowerShell.Completion;

/// <summary>Completes limits on TRES up to their numbers: <c>cpu=</c>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class TresLimitCompleter : SlurmNameCompleter
{
    private protected override IEnumerable<Candidate> ReadSlurm(SlurmCommands slurm, CancellationToken cancellation) =>
        slurm.Sacctmgr.ReadTres(cancellation).Rows.Select(t => new Candidate(t.FullName + "=", $"a limit on {t.FullName}; unlimited takes it away"));
}

/// <summary>Completes limits of users up to their amounts: <c>ann=</c>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class UserLimitCompleter : SlurmNameCompleter
{
    private protected override IEnumerable<Candidate> ReadSlurm(SlurmCommands slurm, CancellationToken cancellation) =>
        slurm.Sacctmgr.ReadUsers(null, cancellation).Rows.Select(u => new Candidate(u.Name + "=", $"a limit for {u.Name}; none takes it away"));
}

/// <summary>Completes the organisations of Slurm's accounts.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class OrganizationCompleter : SlurmNameCompleter
{
    private protected override IEnumerable<Candidate> ReadSlurm(SlurmCommands slurm, CancellationToken cancellation) =>
        slurm.Sacctmgr.ListAccounts(null, cancellation).Rows.Select(a => a.Organization).Where(o => o.Length > 0).Distinct().Select(o => new Candidate(o, "organization " + o));
}
