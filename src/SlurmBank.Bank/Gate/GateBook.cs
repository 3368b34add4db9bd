using System;
using System.Collections.Generic;
using System.Linq;
using SlurmBank.Slurm;

namespace SlurmBank.Bank;

/// <summary>
/// What one sync knows of the gate: the liens that the gate still counts by itself, and the keys that the ledger counts, or has ended, from
/// now on. Those are published, and the gate forgets its own.
/// </summary>
internal sealed class GateBook
{
    /// <summary>Seconds by which a submission may lie after its lien was made; the other way round only clocks of one machine differ.</summary>
    private const long SubmitSeconds = 5;
    private readonly List<GateLien> waiting;
    private readonly HashSet<string> found = [];
    private readonly HashSet<string> seen = [];

    internal GateBook(IEnumerable<GateLien> journal) => waiting = [.. journal];

    /// <summary>Keys that the ledger counts or has ended.</summary>
    internal IReadOnlyCollection<string> Seen => seen;

    /// <summary>Liens of the gate that no job of the queue had.</summary>
    internal IReadOnlyList<GateLien> Unseen => [.. waiting.Where(l => !found.Contains(l.Key) && !seen.Contains(l.Key))];

    /// <summary>
    /// The token of a job. Where the site keeps the gate out of admin_comment, the oldest lien of the same user and account that was made
    /// just before the job was submitted stands for it, once.
    /// </summary>
    internal GateToken? Find(QueuedJob job)
    {
        if (GateToken.TryFind(job.AdminComment, out GateToken token))
        {
            found.Add(token.Key);
            return token;
        }

        GateLien? lien = job.State == "PENDING" && job.Uid is long uid
            ? waiting.FirstOrDefault(l => !found.Contains(l.Key) && l.Uid == uid && l.Account == job.Account && job.SubmitSeconds >= l.Time - 1 && job.SubmitSeconds <= l.Time + SubmitSeconds)
            : null;
        if (lien is null)
        {
            return null;
        }

        found.Add(lien.Key);
        return new GateToken(lien.Key, (lien.Units / lien.Tasks) + (lien.Units % lien.Tasks == 0 ? 0 : 1), lien.Currency);
    }

    /// <summary>Notes that the ledger has a job's lien; without a token nothing.</summary>
    internal void Counts(GateToken? token)
    {
        if (token is GateToken t)
        {
            seen.Add(t.Key);
        }
    }

    /// <summary>Notes the token of a run that the ledger knows: settled, parked, or with a lien.</summary>
    internal void FoundOnRun(string? adminComment)
    {
        if (GateToken.TryFind(adminComment, out GateToken token))
        {
            seen.Add(token.Key);
        }
    }
}
