using System;
using System.Collections.Generic;
using System.Globalization;
using SlurmBank.Engine;

namespace SlurmBank.Ledger;

/// <summary>The answer to a reversal.</summary>
/// <param name="Reversed">The entry that was taken back.</param>
/// <param name="Entry">The entry that takes it back, new or found by its reference.</param>
/// <param name="IsNew">False where it was done before under the same reference.</param>
public sealed record ReversalResult(Entry Reversed, Entry Entry, bool IsNew);

/// <summary>
/// Takes mistaken entries back, each once, by a new entry that points to the old one. Only what a person moved can be taken back, and only
/// where what it gave was not spent: everything else follows from Slurm or from other entries, and the error says what to do instead.
/// </summary>
public sealed partial class ReversalOperations
{
    private readonly LedgerSession session;

    internal ReversalOperations(LedgerSession session) => this.session = session;

    /// <summary>Takes an entry back; the same reference and entry again answer with what is there.</summary>
    /// <exception cref="EntryNotFoundException">There is no such entry.</exception>
    /// <exception cref="NotReversibleException">It was reversed before, is of a kind that cannot be, or what it gave was spent.</exception>
    /// <exception cref="AmountOverflowException">A sum would not fit.</exception>
    public ReversalResult Undo(long seq, string reason, string? reference = null)
    {
        Entry entry = session.Transaction.FindEntry(seq) ?? throw new EntryNotFoundException(seq);
        string body = new EntryBody().Add("entry", seq).ToString();
        if (Earlier(entry, reference, body) is Entry earlier)
        {
            return new ReversalResult(entry, earlier, false);
        }

        if (session.Transaction.FindReversal(seq) is Entry done)
        {
            throw new NotReversibleException(seq, $"entry {done.Seq} reversed it already.", "To do it again after all, do the movement anew, under another reference.");
        }

        var draft = new EntryDraft(EntryKind.Reversal, entry.Draft.Effective)
        {
            AccountId = entry.Draft.AccountId,
            OtherAccountId = entry.Draft.OtherAccountId,
            AllocationId = entry.Draft.AllocationId,
            RunId = entry.Draft.RunId,
            LinkedSeq = seq,
            Reason = reason,
            Reference = reference,
            Body = body,
        };
        Entry reversal = entry.Draft.Kind switch
        {
            EntryKind.Grant or EntryKind.WriteOff => Grant(entry, draft),
            EntryKind.Deposit => Deposit(entry, draft),
            EntryKind.Withdrawal => Withdrawal(entry, draft),
            EntryKind.Transfer => Transfer(entry, draft),
            EntryKind.Refund => Refund(entry, draft),
            EntryKind.Advance => Advance(entry, draft),
            _ => throw Never(entry),
        };
        return new ReversalResult(entry, reversal, true);
    }

    private Entry? Earlier(Entry entry, string? reference, string body)
    {
        if (reference is null || entry.Draft.AccountId is not long id)
        {
            return null;
        }

        Account account = session.Transaction.FindAccount(id)!;
        return entry.Draft.RunId is long run
            ? References.EarlierOfRun(session, account, run, EntryKind.Reversal, reference, body)
            : References.Earlier(session, account, EntryKind.Reversal, reference, body);
    }

    /// <summary>The allocation gets a window that never begins: it pays for nothing, and the account is as if it had never been granted.</summary>
    private Entry Grant(Entry entry, EntryDraft draft)
    {
        Allocation allocation = Of(entry);
        long amount = Issued(entry, allocation);
        AccountFunds funds = Settled(allocation);
        var books = Books(allocation);
        if (books.Capacity(allocation.Id) != amount)
        {
            throw new NotReversibleException(
                entry.Seq,
                $"allocation {allocation.Id} had deposits, withdrawals or transfers since.",
                "Reverse those first (Get-SlurmTransaction shows them), or take what is left: Remove-SlurmCredit.");
        }

        if (entry.Draft.Kind == EntryKind.Grant)
        {
            RefuseMoved(entry, allocation);
            RefuseSpent(entry, allocation, amount);
        }

        long start = allocation.Start;
        allocation = allocation with { Start = Allocation.Forever, End = Allocation.Forever };
        session.Transaction.PutTerms(allocation);
        session.Reload(funds, start);
        session.Settle(allocation.AccountId, allocation.Currency);
        return Take(draft, allocation, amount, []);
    }

    private Entry Deposit(Entry entry, EntryDraft draft)
    {
        Allocation allocation = Of(entry);
        long amount = Issued(entry, allocation);
        _ = Settled(allocation);
        RefuseSpent(entry, allocation, amount);
        return Take(draft, allocation, amount, []);
    }

    private Entry Withdrawal(Entry entry, EntryDraft draft)
    {
        Allocation allocation = Of(entry);
        long amount = -Issued(entry, allocation);
        GrantOperations.RefuseOverflow(Settled(allocation), session.Transaction.FindAccount(allocation.AccountId)!, "what was withdrawn", amount);
        return session.Journal.Append(draft, Give(allocation, amount));
    }

    private Entry Transfer(Entry entry, EntryDraft draft)
    {
        Allocation from = Of(entry);
        Allocation to = Of(entry, Number(entry, "to"));
        long amount = Issued(entry, to);
        AccountFunds payer = Settled(from);
        _ = Settled(to);
        RefuseSpent(entry, to, amount);
        if (from.AccountId != to.AccountId)
        {
            GrantOperations.RefuseOverflow(payer, session.Transaction.FindAccount(from.AccountId)!, "what was transferred", amount);
        }

        return Take(draft, to, amount, Give(from, amount));
    }

    private Entry Refund(Entry entry, EntryDraft draft)
    {
        Run before = session.Transaction.FindRun(entry.Draft.RunId!.Value)!;
        string amount = EntryBody.Field(entry.Draft.Body, "amount") ?? string.Empty;
        Run after = amount == RefundOperations.Whole
            ? before with { IsRefundedInWhole = false }
            : before with { RefundGranted = before.RefundGranted - ServiceUnits.FromUnits(Number(entry, "amount")) };
        after = after with { Refunded = after.RefundDue };
        long charged = session.Journal.Book(BookKind.Charged, before.AccountId, null, before.Currency).Balance;
        if ((after.Net - before.Net).Units > long.MaxValue - charged)
        {
            throw new AmountOverflowException(session.Transaction.FindAccount(before.AccountId)!.Name, $"the charge of run {before.Facts.Key}");
        }

        return session.Refunds.Post(before, after, draft);
    }

    private Allocation Of(Entry entry, long? id = null)
    {
        Allocation allocation = session.Grants.Find(id ?? entry.Draft.AllocationId!.Value);
        return !allocation.IsReversed
            ? allocation
            : throw new NotReversibleException(entry.Seq, $"the grant of allocation {allocation.Id} was reversed since.", "Grant a new allocation: New-SlurmAllocation.");
    }

    private AccountFunds Settled(Allocation allocation)
    {
        AccountFunds funds = session.Funds(allocation.AccountId, allocation.Currency);
        session.Settle(allocation.AccountId, allocation.Currency);
        return funds;
    }

    private AllocationBooks Books(Allocation allocation) => new(session.Journal, allocation.AccountId, allocation.Currency, session.NowSeconds);

    private void RefuseSpent(Entry entry, Allocation allocation, long amount)
    {
        AllocationBooks books = Books(allocation);
        long left = checked(books.Capacity(allocation.Id) - books.Drawn(allocation.Id));
        if (left < amount)
        {
            throw new NotReversibleException(
                entry.Seq,
                $"it gave {ServiceUnits.FromUnits(amount)} {allocation.Currency} to allocation {allocation.Id}, of which {ServiceUnits.FromUnits(left)} {allocation.Currency} are left.",
                "Take what is left (Remove-SlurmCredit), or end the allocation (Close-SlurmAllocation).");
        }
    }

    /// <summary>Takes an amount out of what is left of an allocation, or of what expired of it.</summary>
    private Entry Take(EntryDraft draft, Allocation allocation, long amount, List<(Book, long)> moves)
    {
        if (amount > 0)
        {
            moves.Add((session.Journal.Book(BookKind.Issued, allocation.AccountId, allocation.Id, allocation.Currency), amount));
            if (Books(allocation).Take(allocation.Id, amount, moves) != amount)
            {
                throw new LedgerCorruptException($"Less than {amount} {allocation.Currency} units are left in allocation {allocation.Id}, against what was drawn from it.");
            }
        }

        return session.Journal.Append(draft, moves);
    }

    private List<(Book, long)> Give(Allocation allocation, long amount) =>
        [(session.Journal.Book(BookKind.Issued, allocation.AccountId, allocation.Id, allocation.Currency), -amount), (Books(allocation).HomeOf(allocation), amount)];

    /// <summary>What an entry issued into an allocation, in units.</summary>
    private long Issued(Entry entry, Allocation allocation)
    {
        long book = session.Journal.Book(BookKind.Issued, allocation.AccountId, allocation.Id, allocation.Currency).Id;
        long sum = 0;
        foreach (Posting posting in entry.Postings)
        {
            sum -= posting.BookId == book ? posting.Amount : 0;
        }

        return sum;
    }

    private static long Number(Entry entry, string field) =>
        long.TryParse(EntryBody.Field(entry.Draft.Body, field), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)
            ? number
            : throw new LedgerCorruptException($"Entry {entry.Seq} does not say its '{field}'.");

    private static NotReversibleException Never(Entry entry) => entry.Draft.Kind switch
    {
        EntryKind.Charge => new(entry.Seq, "it is the charge of a run, which follows from what Slurm says of it.", "Refund the run instead: New-SlurmRefund."),
        EntryKind.Adjustment => new(entry.Seq, "it corrects a charge to what Slurm says of the run.", "Refund the run instead: New-SlurmRefund."),
        EntryKind.Redraw => new(entry.Seq, "draws follow from the account's runs and allocations.", "Change those: Set-SlurmAllocation, New-SlurmRefund."),
        EntryKind.Expiry => new(entry.Seq, "the window of its allocation has ended.", "Move the end of the window: Set-SlurmAllocation -EndDate."),
        EntryKind.Change => new(entry.Seq, "it set terms that others may have followed.", "Set the terms that should be: Set-SlurmAllocation."),
        EntryKind.Series => new(entry.Seq, "its allocations have grants of their own.", "Stop the row: Close-SlurmAllocation -Series; reverse single grants: Get-SlurmTransaction -Kind grant."),
        EntryKind.CarryOver => new(entry.Seq, "it follows from what the period left unused.", "Take what should not be there: Remove-SlurmCredit."),
        EntryKind.Settings => new(entry.Seq, "it moved no amount.", "Decide again: Set-SlurmBankAccount."),
        EntryKind.Hold => new(entry.Seq, "it moved no amount.", "Release the account: Unlock-SlurmAccount."),
        EntryKind.Release => new(entry.Seq, "it moved no amount.", "Hold the account: Lock-SlurmAccount."),
        EntryKind.Reversal => new(entry.Seq, $"it is itself the reversal of entry {entry.Draft.LinkedSeq}.", "Do the movement anew, under another reference."),
        _ => new(entry.Seq, "it moved no amount of an account.", "There is nothing to take back."),
    };
}
