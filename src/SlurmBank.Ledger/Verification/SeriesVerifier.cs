using System;
using System.Collections.Generic;
using System.Globalization;

namespace SlurmBank.Ledger;

/// <summary>
/// Checks rows of allocations as the walk over the entries passes: each series is what its entry decided, each of its periods was granted its share, and
/// what was carried over and spent in advance is what the entries moved.
/// </summary>
internal sealed class SeriesVerifier(ILedgerReader reader, IReadOnlyDictionary<long, Book> books, List<VerificationFinding> findings)
{
    private readonly Dictionary<long, Entry> made = [];
    private readonly Dictionary<long, long> stopped = [];
    private readonly Dictionary<long, Int128> granted = [];
    private readonly Dictionary<long, (long Seq, Int128 Amount)> carried = [];
    private readonly Dictionary<long, (long Seq, Int128 Amount)> advanced = [];
    private readonly Dictionary<long, Entry> advances = [];

    internal void Check(Entry entry)
    {
        EntryDraft draft = entry.Draft;
        switch (draft.Kind)
        {
            case EntryKind.Series when EntryBody.Field(draft.Body, "stop") is string series:
                stopped[Number(series)] = Number(EntryBody.Field(draft.Body, "last"));
                break;
            case EntryKind.Series:
                made[entry.Seq] = entry;
                break;
            case EntryKind.Grant when draft.AllocationId is long id:
                granted[id] = Moved(entry, id);
                break;
            case EntryKind.CarryOver when draft.AllocationId is long id:
                CheckCarryOver(entry, id);
                break;
            case EntryKind.Advance:
                advances[entry.Seq] = entry;
                Advance(entry);
                break;
            case EntryKind.Reversal when draft.LinkedSeq is long seq && advances.ContainsKey(seq):
                Advance(entry);
                break;
        }
    }

    internal void Finish()
    {
        foreach (AllocationSeries series in reader.Series())
        {
            if (!made.Remove(series.Seq, out Entry? entry) || entry.Draft.AccountId != series.AccountId || entry.Draft.Reference != series.Reference
                || entry.Draft.Body != SeriesOperations.Body(series) || series.Stopped != (stopped.TryGetValue(series.Id, out long last) ? (int)last : null))
            {
                Report(series.Seq, $"Series {series.Id} is not what its entries decided.");
            }

            foreach (AllocationPeriod period in reader.Periods(series.Id))
            {
                CheckPeriod(series, period);
            }
        }

        foreach (long seq in made.Keys)
        {
            Report(seq, $"The series that entry {seq} made does not exist.");
        }
    }

    private void CheckPeriod(AllocationSeries series, AllocationPeriod period)
    {
        if (period.Share != series.Terms.Share(period.Number) || granted.GetValueOrDefault(period.AllocationId) != period.Share.Units)
        {
            Report(null, $"Period {period.Number} of series {series.Id} was granted {granted.GetValueOrDefault(period.AllocationId)} units; its share is {series.Terms.Share(period.Number).Units}.");
        }

        (long seq, Int128 amount) = carried.GetValueOrDefault(period.AllocationId);
        if (amount != period.Carried.Units || period.Carried.Units < 0)
        {
            Report(seq == 0 ? null : seq, $"Allocation {period.AllocationId} says that {period.Carried.Units} units were carried over from it; its entries sum to {amount}.");
        }

        (seq, amount) = advanced.GetValueOrDefault(period.AllocationId);
        if (amount != period.Advanced.Units)
        {
            Report(seq == 0 ? null : seq, $"Allocation {period.AllocationId} says that it had {period.Advanced.Units} units in advance; its entries sum to {amount}.");
        }
    }

    private void CheckCarryOver(Entry entry, long from)
    {
        long to = Number(EntryBody.Field(entry.Draft.Body, "to"));
        Int128 amount = -Moved(entry, from);
        if (amount != Moved(entry, to) || amount != Number(EntryBody.Field(entry.Draft.Body, "amount")))
        {
            Report(entry.Seq, $"Entry {entry.Seq} carries over another amount than it says.");
        }

        carried[from] = (entry.Seq, carried.GetValueOrDefault(from).Amount + amount);
    }

    private void Advance(Entry entry)
    {
        foreach (Posting posting in entry.Postings)
        {
            if (books.TryGetValue(posting.BookId, out Book? book) && book is { Kind: BookKind.Issued, AllocationId: long id })
            {
                advanced[id] = (entry.Seq, advanced.GetValueOrDefault(id).Amount - posting.Amount);
            }
        }
    }

    /// <summary>What an entry issued into an allocation.</summary>
    private Int128 Moved(Entry entry, long allocation)
    {
        Int128 sum = 0;
        foreach (Posting posting in entry.Postings)
        {
            sum -= books.TryGetValue(posting.BookId, out Book? book) && book.Kind == BookKind.Issued && book.AllocationId == allocation ? posting.Amount : 0;
        }

        return sum;
    }

    private static long Number(string? text) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) ? number : 0;

    private void Report(long? seq, FormattableString message) => findings.Add(new VerificationFinding(seq, "series", message.ToString(CultureInfo.InvariantCulture)));
}
