using System;
using System.Collections.Generic;
using System.Globalization;
using SlurmBank.Engine;

namespace SlurmBank.Ledger;

/// <summary>
/// Checks movements as the walk over the entries passes: an entry moves only what belongs to the accounts that it names, an entry is reversed
/// once and after it was posted, the terms of each allocation are those of its grant, its last change or its reversal, and each run's refunds are
/// those that were decided and stand.
/// </summary>
internal sealed class MovementVerifier(ILedgerReader reader, IReadOnlyDictionary<long, Book> books, List<VerificationFinding> findings)
{
    private readonly HashSet<long> reversed = [];
    private readonly Dictionary<long, (long Seq, string Terms)> terms = [];
    private readonly Dictionary<long, long> grants = [];
    private readonly Dictionary<long, (long Run, string Amount)> refunds = [];
    private readonly Dictionary<long, (long Seq, Int128 Granted, bool IsWhole)> runs = [];

    internal void Check(Entry entry)
    {
        CheckAccounts(entry);
        EntryDraft draft = entry.Draft;
        switch (draft.Kind)
        {
            case EntryKind.Grant or EntryKind.WriteOff when draft.AllocationId is long id:
                grants[entry.Seq] = id;
                break;
            case EntryKind.Change when draft.AllocationId is long id:
                terms[id] = (entry.Seq, EntryBody.Results(draft.Body));
                break;
            case EntryKind.Refund when draft.RunId is long run:
                string amount = EntryBody.Field(draft.Body, "amount") ?? string.Empty;
                refunds[entry.Seq] = (run, amount);
                Refund(entry.Seq, run, amount, +1);
                break;
            case EntryKind.Reversal:
                CheckReversal(entry);
                break;
        }
    }

    internal void Finish()
    {
        foreach (Allocation allocation in reader.Allocations())
        {
            Allocation granted = reader.FindGranted(allocation.Id) ?? allocation;
            (long seq, string decided) = terms.TryGetValue(allocation.Id, out (long, string) last) ? last : (0, AllocationOperations.Terms(granted));
            bool isReversed = decided.Length == 0;
            if (isReversed != allocation.IsReversed || (!isReversed && (allocation.Start != granted.Start || decided != AllocationOperations.Terms(allocation))))
            {
                findings.Add(new VerificationFinding(seq == 0 ? null : seq, "allocation", $"Allocation {allocation.Id} has other terms than its entries decided."));
            }
        }

        foreach ((long id, (long seq, Int128 granted, bool isWhole)) in runs)
        {
            if (reader.FindRun(id) is Run run && (run.RefundGranted.Units != granted || run.IsRefundedInWhole != isWhole))
            {
                findings.Add(new VerificationFinding(seq, "refund", $"Run {run.Facts.Key} has other refunds than its entries decided."));
            }
        }
    }

    private void CheckAccounts(Entry entry)
    {
        EntryDraft draft = entry.Draft;
        bool isOtherMoved = draft.OtherAccountId is null;
        foreach (Posting posting in entry.Postings)
        {
            if (!books.TryGetValue(posting.BookId, out Book? book))
            {
                continue;
            }

            isOtherMoved |= book.AccountId == draft.OtherAccountId;
            if (book.AccountId != draft.AccountId && (draft.OtherAccountId is null || book.AccountId != draft.OtherAccountId))
            {
                Report(entry.Seq, "account", $"Entry {entry.Seq} of account {draft.AccountId} moves an amount of account {book.AccountId}.");
            }
        }

        if (!isOtherMoved)
        {
            Report(entry.Seq, "account", $"Entry {entry.Seq} names account {draft.OtherAccountId} and moves nothing of it.");
        }
    }

    private void CheckReversal(Entry entry)
    {
        if (entry.Draft.LinkedSeq is not long seq || seq >= entry.Seq || !reversed.Add(seq))
        {
            Report(entry.Seq, "reversal", $"Entry {entry.Seq} reverses entry {entry.Draft.LinkedSeq}, which was not posted before it or was reversed before.");
        }
        else if (grants.TryGetValue(seq, out long allocation))
        {
            terms[allocation] = (entry.Seq, string.Empty);
        }
        else if (refunds.TryGetValue(seq, out (long Run, string Amount) refund))
        {
            Refund(entry.Seq, refund.Run, refund.Amount, -1);
        }
    }

    private void Refund(long seq, long run, string amount, int sign)
    {
        (long _, Int128 granted, bool isWhole) = runs.GetValueOrDefault(run);
        runs[run] = amount == RefundOperations.Whole
            ? (seq, granted, sign > 0)
            : (seq, granted + (sign * (Int128.TryParse(amount, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out Int128 units) ? units : 0)), isWhole);
    }

    private void Report(long seq, string invariant, FormattableString message) =>
        findings.Add(new VerificationFinding(seq, invariant, message.ToString(CultureInfo.InvariantCulture)));
}
