using System;
using System.Globalization;
using System.Linq;
using SlurmBank.Engine;

namespace SlurmBank.Ledger;

/// <summary>Amounts set aside for jobs that have not finished. A lien ends once: posted, voided or expired.</summary>
public sealed class LienOperations
{
    private readonly LedgerSession session;
    private bool? anyOpen;

    internal LienOperations(LedgerSession session) => this.session = session;

    /// <summary>Records what Slurm shows of an unfinished job; again with the same only refreshes when it was last seen.</summary>
    /// <param name="job">The job.</param>
    /// <param name="gated">Whether the gate asked before Slurm took the job: while it waits its lien is subtracted from Available. A lien stays gated.</param>
    /// <returns>The lien; null where the run is settled already, so nothing is set aside for it.</returns>
    /// <exception cref="InvalidRequestException">The amount is negative.</exception>
    /// <exception cref="AmountOverflowException">The sum of the account's liens would not fit; nothing was done.</exception>
    public Lien? Observe(ObservedJob job, bool gated = false)
    {
        Account account = session.Accounts.Open(job.Account);
        job = OnOwnHardware(job, account);
        Check(job, account);
        Lien? open = session.Transaction.FindOpenLien(job.Key);
        Run? settled = session.Transaction.FindRun(job.Key);
        if (settled is { IsInterim: true })
        {
            // What an interim charge has taken is set aside no more.
            job = job with { Amount = job.Amount > settled.Price ? job.Amount - settled.Price : ServiceUnits.Zero };
        }

        if (open is null)
        {
            return settled is null or { IsInterim: true } ? Open(job, account, gated ? LienKind.Gated : LienKind.Observed) : null;
        }

        Lien seen = open with
        {
            AccountId = account.Id,
            JobId = job.JobId,
            User = job.User,
            Partition = job.Partition,
            Qos = job.Qos,
            Phase = job.Phase,
            Remaining = job.Amount,
            Tasks = job.Tasks,
            Currency = job.Currency,
            Note = job.Note,
            Kind = gated || open.Kind == LienKind.Tentative ? LienKind.Gated : open.Kind,
            LastSeen = session.Now,
        };
        Replace(open, seen);
        return seen;
    }

    /// <summary>
    /// Sets an amount aside before a job is accepted, if the account has it. An account that never had a grant has no funds to
    /// compare with: its lien is only recorded.
    /// </summary>
    /// <exception cref="InsufficientFundsException">Less than that is available.</exception>
    public Lien Gate(ObservedJob job)
    {
        Account account = session.Accounts.Open(job.Account);
        job = OnOwnHardware(job, account);
        Check(job, account);
        if (session.Transaction.FindOpenLien(job.Key) is Lien open)
        {
            return open;
        }

        session.Settle(account.Id, job.Currency);
        AccountBalance balance = BalanceCalculator.Of(session, account, job.Currency);
        if (balance.IsManaged && balance.Available < job.Amount)
        {
            throw new InsufficientFundsException(account.Name, job.Amount, balance.Available);
        }

        return Open(job, account, LienKind.Tentative);
    }

    /// <summary>Ends a lien because Slurm answered and knows no such job. The caller has the proof. One that has ended stays as it is.</summary>
    public void Void(Lien lien, string note) => End(lien, LienState.Voided, null, note);

    /// <summary>Ends a tentative lien whose key was never seen on a job. One that has ended stays as it is.</summary>
    public void Expire(Lien lien, string note) => End(lien, LienState.Expired, null, note);

    /// <summary>Takes what an interim charge has charged out of the lien of a run that goes on.</summary>
    internal void Lower(Run run, ServiceUnits charged)
    {
        if (session.Transaction.FindOpenLien(run.Facts.Key) is Lien own)
        {
            Replace(own, own with { Remaining = own.Remaining > charged ? own.Remaining - charged : ServiceUnits.Zero });
        }
    }

    /// <summary>Ends the lien of a run that was charged. Only a new run takes its share out of its array's lien: an adjusted one did.</summary>
    internal void Post(Run run, bool isNew)
    {
        anyOpen ??= session.Transaction.Liens().Any();
        if (!anyOpen.Value)
        {
            return;
        }

        // The record that keeps an array's own number is its last task, or the whole of it where it was cancelled while it waited.
        if (session.Transaction.FindOpenLien(run.Facts.Key) is Lien own)
        {
            End(own, LienState.Posted, run.Id, own.Note);
        }
        else if (!isNew)
        {
            return;
        }
        else if (ArrayOf(run.Facts) is RunKey master && session.Transaction.FindOpenLien(master) is Lien array)
        {
            DrawDown(array, run);
        }
    }

    private static RunKey? ArrayOf(RunFacts facts)
    {
        int bar = facts.JobId.IndexOf('_', StringComparison.Ordinal);
        return bar > 0 && long.TryParse(facts.JobId.AsSpan(0, bar), NumberStyles.None, CultureInfo.InvariantCulture, out long id)
            ? facts.Key with { JobIdRaw = id }
            : null;
    }

    /// <summary>A task that began and ended unseen takes its share out of the lien of its array.</summary>
    private void DrawDown(Lien array, Run task)
    {
        if (array.Tasks <= 1)
        {
            // The record of an array passes to its last task; only that task's own end may close it.
            return;
        }

        ServiceUnits share = ServiceUnits.FromUnits(array.Remaining.Units / array.Tasks);
        Replace(array, array with { Remaining = array.Remaining - share, Tasks = array.Tasks - 1, Note = $"{array.Note}; task {task.Facts.JobId} ended" });
    }

    private Lien Open(ObservedJob job, Account account, LienKind kind)
    {
        Lien lien = session.Transaction.AddLien(new Lien(
            0, job.Key, account.Id, job.Currency, job.JobId, job.User, job.Partition, kind, job.Phase, job.Amount, job.Amount, job.Tasks, LienState.Open, session.Now, session.Now, null, null, job.Note) { Qos = job.Qos });
        session.AddPending(lien, +1);
        anyOpen = true;
        return lien;
    }

    /// <summary>Ends a lien as it stands in the ledger now, which may differ from what the caller read before.</summary>
    private void End(Lien lien, LienState state, long? runId, string note)
    {
        if (session.Transaction.FindOpenLien(lien.Key) is Lien open && open.Id == lien.Id)
        {
            Replace(open, open with { State = state, Remaining = ServiceUnits.Zero, Ended = session.Now, RunId = runId, Note = note });
        }
    }

    /// <summary>Nobody pays for work on hardware of the account's own, so nothing is set aside for it.</summary>
    private ObservedJob OnOwnHardware(ObservedJob job, Account account) =>
        job.Amount > ServiceUnits.Zero && session.Transaction.Settings(account.Id).Owns(job.Partition)
            ? job with { Amount = ServiceUnits.Zero, Note = $"own hardware; it may cost {job.Amount} {job.Currency} that nobody pays" }
            : job;

    private void Check(ObservedJob job, Account account)
    {
        if (job.Amount < ServiceUnits.Zero)
        {
            throw new InvalidRequestException($"Job {job.JobId} of account '{account.Name}' cannot cost {job.Amount} SU: a lien is zero or more.");
        }

        PendingSums sums = session.Pending(account.Id, job.Currency);
        Int128 all = (Int128)sums.Running.Units + sums.Queued.Units + sums.Gated.Units + job.Amount.Units;
        if (all > long.MaxValue)
        {
            throw new AmountOverflowException(account.Name, $"the lien of job {job.Key}");
        }
    }

    private void Replace(Lien before, Lien after)
    {
        if (before == after)
        {
            return;
        }

        session.AddPending(before, -1);
        session.AddPending(after, +1);
        session.Transaction.PutLien(after);
    }
}
