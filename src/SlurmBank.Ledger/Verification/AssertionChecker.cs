using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using SlurmBank.Engine;

namespace SlurmBank.Ledger;

/// <summary>
/// Holds assertions against the entries, as a walk over all of them passes. Balances come from the postings alone; which allocations were
/// active comes from the entries that granted, changed and reversed them.
/// </summary>
internal sealed class AssertionChecker
{
    private readonly ILedgerReader reader;
    private readonly Dictionary<long, Book> books;
    private readonly List<Assertion> assertions;
    private readonly Queue<Assertion> ahead;
    private readonly ILookup<(long, string), Assertion> charged;
    private readonly Dictionary<long, long> balances = [];
    private readonly Dictionary<long, (long Start, long End)> windows = [];
    private readonly Dictionary<long, long> grants = [];
    private readonly Dictionary<Assertion, Int128> found = [];
    private readonly HashSet<long> accounts;

    internal AssertionChecker(ILedgerReader reader, IEnumerable<Assertion> assertions)
    {
        this.reader = reader;
        this.assertions = [.. assertions];
        accounts = [.. this.assertions.Select(a => a.AccountId)];
        books = accounts.SelectMany(a => reader.Books(a)).ToDictionary(b => b.Id);
        ahead = new Queue<Assertion>(this.assertions.Where(a => a.Figure == AssertedFigure.Balance).OrderBy(a => a.At));
        charged = this.assertions.Where(a => a.Figure == AssertedFigure.Charged).ToLookup(a => (a.AccountId, a.Currency));
        foreach (Assertion assertion in this.assertions)
        {
            found[assertion] = 0;
        }
    }

    /// <summary>The assertions of an account, or all.</summary>
    internal static IEnumerable<Assertion> All(ILedgerReader reader, long? account = null) =>
        reader.Entries(new EntryFilter { Kind = EntryKind.Assertion, AccountId = account }).ToList().Select(Assertion.Of).OfType<Assertion>();

    /// <summary>Checks assertions by walks of its own, over the entries of their accounts only.</summary>
    internal static IReadOnlyList<AssertionState> Check(ILedgerReader reader, IReadOnlyList<Assertion> assertions)
    {
        var states = new List<AssertionState>();
        foreach (IGrouping<long, Assertion> group in assertions.GroupBy(a => a.AccountId))
        {
            var checker = new AssertionChecker(reader, group);
            foreach (Entry entry in reader.Entries(new EntryFilter { AccountId = group.Key }))
            {
                checker.Check(entry);
            }

            states.AddRange(checker.Finish());
        }

        return [.. states.OrderBy(s => s.Assertion.Seq)];
    }

    internal void Check(Entry entry)
    {
        if (assertions.Count == 0)
        {
            return;
        }

        Look(entry.Seq);
        Windows(entry);
        foreach (Posting posting in entry.Postings)
        {
            if (!books.TryGetValue(posting.BookId, out Book? book))
            {
                continue;
            }

            balances[posting.BookId] = posting.BalanceAfter;
            if (book.Kind == BookKind.Charged)
            {
                foreach (Assertion assertion in charged[(book.AccountId!.Value, book.Currency)].Where(a => entry.Draft.Effective < a.Moment))
                {
                    found[assertion] += posting.Amount;
                }
            }
        }
    }

    /// <summary>Looks at the balances that were said for moments before an entry.</summary>
    private void Look(long seq)
    {
        while (ahead.TryPeek(out Assertion? next) && next.At < seq)
        {
            found[ahead.Dequeue()] = Balance(next);
        }
    }

    internal IReadOnlyList<AssertionState> Finish()
    {
        Look(long.MaxValue);
        var states = assertions.Select(a => new AssertionState(a, ServiceUnits.FromUnits((long)Int128.Clamp(found[a], -long.MaxValue, long.MaxValue)), 0)).ToList();
        return [.. states.Select(s => s.Holds ? s : s with { FirstSuspect = Suspect(s.Assertion, states) })];
    }

    private Int128 Balance(Assertion assertion)
    {
        Int128 sum = 0;
        foreach (Book book in books.Values.Where(b => b.AccountId == assertion.AccountId && b.Currency == assertion.Currency))
        {
            bool counts = book.Kind == BookKind.Overdraft
                || (book.Kind == BookKind.Allocation && windows.TryGetValue(book.AllocationId!.Value, out (long Start, long End) window) && window.Start <= assertion.Moment && assertion.Moment < window.End);
            sum += counts ? balances.GetValueOrDefault(book.Id) : 0;
        }

        return sum;
    }

    private void Windows(Entry entry)
    {
        EntryDraft draft = entry.Draft;
        switch (draft.Kind)
        {
            case EntryKind.Grant or EntryKind.WriteOff when draft.AllocationId is long id:
                string body = draft.Kind == EntryKind.WriteOff ? EntryBody.Results(draft.Body) : draft.Body;
                windows[id] = (Number(body, "start") ?? long.MaxValue, Number(body, "end") ?? long.MaxValue);
                grants[entry.Seq] = id;
                break;
            case EntryKind.Change when draft.AllocationId is long id && windows.TryGetValue(id, out (long Start, long End) window):
                windows[id] = window with { End = Number(EntryBody.Results(draft.Body), "end") ?? window.End };
                break;
            case EntryKind.Reversal when draft.LinkedSeq is long seq && grants.TryGetValue(seq, out long granted):
                windows.Remove(granted);
                break;
        }
    }

    /// <summary>
    /// Where to begin to look: the first entry that moves something of the account after the last assertion of the same figure that held. What
    /// was said of work before a moment held when it was said, so it is an entry after that.
    /// </summary>
    private long Suspect(Assertion broken, List<AssertionState> states)
    {
        long after = broken.Figure == AssertedFigure.Charged && reader.LastEntry()?.Seq >= broken.Seq
            ? broken.Seq
            : states.Where(s => s.Holds && s.Assertion.AccountId == broken.AccountId && s.Assertion.Currency == broken.Currency && s.Assertion.Figure == broken.Figure && s.Assertion.At < broken.At)
                .Select(s => s.Assertion.At).DefaultIfEmpty(0).Max();
        return reader.Entries(new EntryFilter { AfterSeq = after, AccountId = broken.AccountId })
            .Where(e => broken.Figure == AssertedFigure.Balance || e.Draft.Effective < broken.Moment)
            .FirstOrDefault(e => e.Postings.Any(p => books.TryGetValue(p.BookId, out Book? book) && book.Currency == broken.Currency && (broken.Figure == AssertedFigure.Balance || book.Kind == BookKind.Charged)))?.Seq ?? 0;
    }

    private static long? Number(string body, string field) => long.TryParse(EntryBody.Field(body, field), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) ? number : null;
}
