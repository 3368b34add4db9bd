using System.Collections.Generic;
using SlurmBank.Engine;

namespace SlurmBank.Ledger;

/// <summary>The answer to a refund.</summary>
/// <param name="Run">The run after it.</param>
/// <param name="Entry">The entry, new or found by its reference.</param>
/// <param name="Amount">What was given back.</param>
/// <param name="IsNew">False where the same refund was done before under the same reference.</param>
public sealed record RefundResult(Run Run, Entry Entry, ServiceUnits Amount, bool IsNew);

/// <summary>
/// Gives back what runs cost, in part or in whole, never more than was charged. What a run costs after refunds is its price less
/// <see cref="Run.RefundDue"/>, and draws are computed from that as they are from any price: the overdraft gets its part back first, then the
/// allocation that was drawn last; one whose window has ended gets it into its expired rest.
/// </summary>
public sealed class RefundOperations
{
    /// <summary>The amount in the body of a refund of a whole run.</summary>
    internal const string Whole = "whole";

    private readonly LedgerSession session;

    internal RefundOperations(LedgerSession session) => this.session = session;

    /// <summary>
    /// Refunds a run; the same reference and body again answer with what is there. References are unique per run, so that all the runs of an
    /// outage can be refunded under one. A run refunded in whole costs nothing, whatever Slurm says of it later; a partial refund stays its
    /// amount, as far as the price reaches.
    /// </summary>
    /// <param name="key">The run.</param>
    /// <param name="amount">How much; null for all that it costs.</param>
    /// <param name="reason">Why.</param>
    /// <param name="reference">The ticket number, or null.</param>
    /// <exception cref="InvalidRequestException">No such run is settled, or the amount is not positive.</exception>
    /// <exception cref="RefundExceedsChargeException">The run costs less than that now.</exception>
    public RefundResult Refund(RunKey key, ServiceUnits? amount, string reason, string? reference = null)
    {
        Run before = session.Transaction.FindRun(key)
            ?? throw new InvalidRequestException($"Run {key} is not settled; nothing was charged that could be given back.", "Sync first: Sync-SlurmUsage.");
        if (amount is ServiceUnits part && (part <= ServiceUnits.Zero || part.IsUnlimited))
        {
            throw new InvalidRequestException($"A refund of job {before.Facts.JobId} must be more than zero and limited, not {part} {before.Currency}.");
        }

        Account account = session.Transaction.FindAccount(before.AccountId)!;
        EntryBody asked = new EntryBody().Add("job", before.Facts.JobId);
        string body = (amount is ServiceUnits units ? asked.Add("amount", units.Units) : asked.Add("amount", Whole)).ToString();
        if (References.EarlierOfRun(session, account, before.Id, EntryKind.Refund, reference, body) is Entry earlier)
        {
            return new RefundResult(before, earlier, GivenBack(earlier, before), false);
        }

        if (before.Net == ServiceUnits.Zero || amount > before.Net)
        {
            throw new RefundExceedsChargeException(before, amount);
        }

        Run after = amount is ServiceUnits more ? before with { RefundGranted = before.RefundGranted + more } : before with { IsRefundedInWhole = true };
        after = after with { Refunded = after.RefundDue };
        Entry entry = Post(before, after, new EntryDraft(EntryKind.Refund, before.ChargedFrom) { LinkedSeq = before.FirstSeq, Reason = reason, Reference = reference, Body = body });
        return new RefundResult(after, entry, after.Refunded - before.Refunded, true);
    }

    /// <summary>Posts the difference between what a run cost its account and what it costs now, to and from where the draws belong.</summary>
    internal Entry Post(Run before, Run after, EntryDraft draft)
    {
        AccountFunds funds = session.Funds(before.AccountId, before.Currency);
        session.Settle(before.AccountId, before.Currency);
        funds.Count(before.Facts, before.ChargedFrom, before.Net, -1);
        funds.Count(after.Facts, after.ChargedFrom, after.Net, +1);
        session.Transaction.PutRun(after);
        Book charged = session.Journal.Book(BookKind.Charged, before.AccountId, null, before.Currency);
        List<(Book, long)> moves = session.OwnRedraw(funds, (after.Net - before.Net).Units);
        if (after.Net != before.Net)
        {
            moves.Insert(0, (charged, (after.Net - before.Net).Units));
        }

        return session.Journal.Append(draft with { AccountId = before.AccountId, RunId = before.Id, Revision = before.Revision, TariffVersion = before.TariffVersion }, moves);
    }

    private ServiceUnits GivenBack(Entry refund, Run run)
    {
        // The run may have passed to another account since.
        long sum = 0;
        foreach (Posting posting in refund.Postings)
        {
            sum -= posting.BookId == session.Journal.Book(BookKind.Charged, refund.Draft.AccountId, null, run.Currency).Id ? posting.Amount : 0;
        }

        return ServiceUnits.FromUnits(sum);
    }
}
