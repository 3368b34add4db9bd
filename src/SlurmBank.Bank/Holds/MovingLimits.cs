using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using SlurmBank.Ledger;
using SlurmBank.Slurm;

namespace SlurmBank.Bank;

/// <summary>
/// Computes <c>GrpTRESMins=billing=N</c> so that Slurm itself starts no job that the account could not pay in full. Slurm counts usage from an account's first day and forgets none
/// of it, so N is what it has counted plus what is left: nothing is derived from an earlier limit, and a limit that somebody changed is never taken for history.
/// </summary>
/// <remarks>
/// Slurm starts a job if its minutes fit between the limit and what is used and promised (acct_policy.c, _validate_tres_usage_limits, with <c>safe</c>). What a running job has
/// used and what it is still promised always sum up to its whole time limit, whenever slurmctld last added it up; so N = used + promised + balance - whole time limits of jobs that
/// are not charged yet. The queue is read before and after the usage and both count, so that a job that starts or ends meanwhile makes the limit too low until the next run, never too high.
/// </remarks>
internal sealed class MovingLimits
{
    internal const string Limit = "GrpTRESMins=billing";
    private const long UnitsPerSecond = 1000;
    private const int MostNames = 200;
    private readonly BankContext context;
    private readonly string cluster;
    private string unreadable = string.Empty;

    internal MovingLimits(BankContext context, string cluster)
    {
        this.context = context;
        this.cluster = cluster;
    }

    /// <summary>The limits in minutes, by account; null with the reason where one cannot be computed now.</summary>
    internal Dictionary<string, (long? Minutes, string Problem)> Compute(IReadOnlyList<AccountBalance> balances, CancellationToken cancellation)
    {
        List<QueuedJob> jobs = [.. Running(cancellation)];
        HashSet<string> names = [.. balances.Select(b => b.Account.Name)];
        Dictionary<string, SlurmShare> shares = context.Slurm.Sshare.Read(names.Count <= MostNames ? names : null, cluster, cancellation).Rows
            .Where(s => s.User.Length == 0 && names.Contains(s.Account)).GroupBy(s => s.Account).ToDictionary(g => g.Key, g => g.First());
        jobs.AddRange(Running(cancellation));
        ILookup<string, QueuedJob> byAccount = jobs.GroupBy(j => (j.JobIdRaw, j.SubmitSeconds)).Select(g => g.Last()).ToLookup(j => j.Account);
        if (unreadable.Length > 0)
        {
            return balances.ToDictionary(b => b.Account.Name, _ => ((long?)null, unreadable));
        }

        using LedgerView view = context.Ledger.Read();
        ILookup<long, Lien> liens = view.Reader.Liens().Where(l => l.Phase == LienPhase.Running && l.Key.Cluster == cluster).ToLookup(l => l.AccountId);
        return balances.ToDictionary(
            b => b.Account.Name,
            b => shares.TryGetValue(b.Account.Name, out SlurmShare? share) ? One(view, b, share, [.. byAccount[b.Account.Name]], liens[b.Account.Id]) : (null, "sshare does not show the account"));
    }

    private (long? Minutes, string Problem) One(LedgerView view, AccountBalance balance, SlurmShare share, List<QueuedJob> jobs, IEnumerable<Lien> liens)
    {
        Int128 seconds = Used(share) + ((Int128)Minutes(share.TresRunMins) * 60);
        Int128 balanceUnits = (Int128)balance.Remaining.Units - balance.Overdraft.Units + balance.Settings.CreditLimit.Units;
        foreach (QueuedJob job in jobs.Where(j => view.Reader.FindRun(new RunKey(cluster, j.JobIdRaw, j.SubmitSeconds)) is null))
        {
            if (job.TimeLimitSeconds is not long limit || job.TimeLimitIsUnlimited)
            {
                return (null, string.Create(CultureInfo.InvariantCulture, $"job {job.JobIdRaw} runs without a time limit, so what it may use is not known"));
            }

            balanceUnits -= (Int128)Minutes(job.Tres) * limit * UnitsPerSecond;
        }

        HashSet<long> seen = [.. jobs.Select(j => j.JobIdRaw)];
        balanceUnits -= liens.Where(l => !seen.Contains(l.Key.JobIdRaw)).Aggregate(Int128.Zero, (sum, lien) => sum + lien.Remaining.Units);
        Int128 total = (seconds * UnitsPerSecond) + balanceUnits;
        Int128 minutes = total <= 0 ? 0 : total / (60 * UnitsPerSecond);
        return ((long)Int128.Min(minutes, long.MaxValue / 4), string.Empty);
    }

    /// <summary>
    /// What slurmctld has counted, in billing-seconds. sshare prints it in whole minutes; RawUsage has it in seconds, and is taken where it is the same figure.
    /// </summary>
    private static long Used(SlurmShare share)
    {
        long minutes = Minutes(share.GrpTresRaw);
        return share.RawUsage / 60 == minutes ? share.RawUsage : minutes * 60;
    }

    /// <summary>Jobs that run, are suspended or end just now; an answer of which a row is missing is no answer.</summary>
    private List<QueuedJob> Running(CancellationToken cancellation)
    {
        var jobs = new List<QueuedJob>();
        foreach (SlurmRow<QueuedJob> row in context.Slurm.Squeue.ReadJobs(new QueueFilter(), cancellation))
        {
            if (row.Record is not QueuedJob job)
            {
                unreadable = $"a row of squeue's answer cannot be read ({row.Problem})";
            }
            else if (job.State != "PENDING")
            {
                jobs.Add(job);
            }
        }

        return jobs;
    }

    /// <summary>The figure of <c>billing</c> in a list of TRES; 0 where it is not there.</summary>
    private static long Minutes(string tres)
    {
        foreach (string part in tres.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part.StartsWith("billing=", StringComparison.Ordinal) && long.TryParse(part.AsSpan(8), NumberStyles.None, CultureInfo.InvariantCulture, out long value))
            {
                return value;
            }
        }

        return 0;
    }
}
