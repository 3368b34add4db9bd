using System;
using System.Collections.Generic;
using System.Globalization;

namespace SlurmBank.Ledger;

/// <summary>
/// Compares settled runs and allocations with the entries that made them, as the walk over the entries passes: each run's charges
/// and adjustments must sum to what the run says it costs, and each allocation must be what its grant says.
/// </summary>
/// <remarks>Only runs that were adjusted or refunded, whose sum is known at the end of the walk, are kept in memory.</remarks>
internal sealed class OriginVerifier(ILedgerReader reader, IReadOnlyDictionary<long, Book> books, List<VerificationFinding> findings)
{
    private readonly Dictionary<long, Int128> changed = [];
    private long run;
    private long firstSeq;
    private Int128 charged;

    internal void Check(Entry entry)
    {
        EntryDraft draft = entry.Draft;
        if (draft.Kind is EntryKind.Grant or EntryKind.WriteOff)
        {
            CheckGrant(entry);
        }

        if (draft.RunId is not long id || draft.Kind is not (EntryKind.Charge or EntryKind.Adjustment or EntryKind.Refund or EntryKind.Reversal))
        {
            return;
        }

        if (draft.Kind != EntryKind.Charge)
        {
            FinishRun();
            changed[id] = Sum(id) + Moved(entry, BookKind.Charged);
            return;
        }

        if (id != run)
        {
            FinishRun();
            (run, firstSeq, charged) = (id, entry.Seq, 0);
        }

        charged += Moved(entry, BookKind.Charged);
    }

    internal void Finish()
    {
        FinishRun();
        foreach ((long id, Int128 sum) in changed)
        {
            if (reader.FindRun(id) is Run settled && settled.Net.Units != sum)
            {
                Report(settled.FirstSeq, "runs", $"Run {settled.Facts.Key} costs {settled.Net.Units} units; its entries sum to {sum}.");
            }
        }
    }

    private void FinishRun()
    {
        if (run == 0)
        {
            return;
        }

        (long id, run) = (run, 0);
        if (reader.FindRun(id) is not Run settled)
        {
            Report(firstSeq, "runs", $"Entry {firstSeq} charges run {id}, which does not exist.");
        }
        else if (settled.FirstSeq != firstSeq)
        {
            Report(firstSeq, "runs", $"Entry {firstSeq} charges run {settled.Facts.Key}, which says that entry {settled.FirstSeq} did.");
        }
        else if (settled.Revision > 0 || settled.Refunded.Units != 0)
        {
            changed[id] = charged;
        }
        else if (settled.Price.Units != charged)
        {
            Report(firstSeq, "runs", $"Run {settled.Facts.Key} costs {settled.Price.Units} units; its entries sum to {charged}.");
        }
    }

    private void CheckGrant(Entry entry)
    {
        if (entry.Draft.AllocationId is not long id || reader.FindGranted(id) is not Allocation allocation)
        {
            Report(entry.Seq, "allocation", $"Entry {entry.Seq} grants an allocation that does not exist.");
        }
        else if (allocation.AccountId != entry.Draft.AccountId
            || EntryBody.FirstDifference(Decided(entry.Draft), GrantOperations.Body(unchecked((long)Moved(entry, BookKind.Allocation)), allocation)) is not null)
        {
            Report(entry.Seq, "allocation", $"Allocation {id} is not what entry {entry.Seq} granted.");
        }
    }

    /// <summary>What the entries of a run sum to so far. One that is not kept cost its price when it was charged: a refund of it was taken back since.</summary>
    private Int128 Sum(long id) => changed.TryGetValue(id, out Int128 sum) ? sum : reader.FindRun(id)?.Price.Units ?? 0;

    private static string Decided(EntryDraft draft) => draft.Kind == EntryKind.WriteOff ? EntryBody.Results(draft.Body) : draft.Body;

    private Int128 Moved(Entry entry, BookKind kind)
    {
        Int128 sum = 0;
        foreach (Posting posting in entry.Postings)
        {
            sum += books.TryGetValue(posting.BookId, out Book? book) && book.Kind == kind ? posting.Amount : 0;
        }

        return sum;
    }

    private void Report(long seq, string invariant, FormattableString message) =>
        findings.Add(new VerificationFinding(seq, invariant, message.ToString(CultureInfo.InvariantCulture)));
}
