using System;
using System.Collections.Generic;
using SlurmBank.Engine;

namespace SlurmBank.Ledger;

/// <summary>Appends entries to the chain within one transaction and keeps the balances of the books they touch.</summary>
internal sealed class Journal
{
    private readonly ILedgerTransaction transaction;
    private readonly LedgerIdentity who;
    private readonly TimeProvider clock;
    private readonly Dictionary<(BookKind, long?, long?, string), long> ids = [];
    private readonly Dictionary<long, Book> books = [];
    private readonly HashSet<long> touched = [];
    private readonly Dictionary<string, Int128> sums = [];
    private byte[] head;
    private long lastRecorded;

    internal Journal(ILedgerTransaction transaction, LedgerIdentity who, TimeProvider clock)
    {
        this.transaction = transaction;
        this.who = who;
        this.clock = clock;
        Entry? last = transaction.LastEntry();
        head = last?.Hash ?? EntryHash.Origin;
        LastSeq = last?.Seq ?? 0;

        // Later than every write before, by the smallest step if the clock stands still or went back: what ends between two writes is closed.
        lastRecorded = last is null ? long.MinValue : last.Recorded + 1;
    }

    internal long LastSeq { get; private set; }

    /// <summary>Whether an entry could not be posted after its books were touched, so that nothing of the write may be kept.</summary>
    internal bool HasFailed { get; private set; }

    /// <summary>The clock in microseconds since 1970 UTC, held so that it is after what earlier writes recorded.</summary>
    internal long Now => Math.Max(lastRecorded, Microseconds(clock.GetUtcNow()));

    internal static long Microseconds(DateTimeOffset instant) => (instant.UtcTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    internal Book Book(BookKind kind, long? accountId, long? allocationId, string currency)
    {
        var key = (kind, accountId, allocationId, currency);
        if (!ids.TryGetValue(key, out long id))
        {
            Book book = transaction.FindBook(kind, accountId, allocationId, currency) ?? transaction.AddBook(kind, accountId, allocationId, currency);
            id = book.Id;
            ids.Add(key, id);
            books.TryAdd(id, book);
        }

        return books[id];
    }

    internal Entry Append(EntryDraft draft, IReadOnlyList<(Book Book, long Amount)> moves)
    {
        var postings = new Posting[moves.Count];
        sums.Clear();
        for (int i = 0; i < moves.Count; i++)
        {
            Book book = books[moves[i].Book.Id];
            long balance = Sum(book.Balance, moves[i].Amount, draft);
            books[book.Id] = book with { Balance = balance };
            touched.Add(book.Id);
            postings[i] = new Posting(book.Id, moves[i].Amount, balance);
            sums[book.Currency] = sums.GetValueOrDefault(book.Currency) + moves[i].Amount;
        }

        foreach ((string currency, Int128 sum) in sums)
        {
            if (sum != 0)
            {
                HasFailed = true;
                throw new LedgerCorruptException($"Postings of a {draft.Kind} entry sum to {sum} {currency} units instead of zero; nothing was written.");
            }
        }

        lastRecorded = Now;
        var entry = new Entry(LastSeq + 1, lastRecorded, who.Actor, who.Source, who.EngineVersion, draft, postings, []);
        head = EntryHash.Compute(head, entry);
        entry = entry with { Hash = head };
        transaction.Append(entry);
        LastSeq = entry.Seq;
        return entry;
    }

    private long Sum(long balance, long amount, EntryDraft draft)
    {
        try
        {
            return checked(balance + amount);
        }
        catch (OverflowException error)
        {
            HasFailed = true;
            string account = draft.AccountId is long id ? transaction.FindAccount(id)?.Name ?? string.Empty : string.Empty;
            throw new AmountOverflowException(account, $"an entry of {amount} units", error);
        }
    }

    internal void Flush()
    {
        foreach (long id in touched)
        {
            transaction.PutBalance(id, books[id].Balance);
        }

        touched.Clear();
    }
}
