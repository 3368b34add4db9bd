using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;

namespace SlurmBank.Ledger;

/// <summary>Something in the ledger that contradicts something else.</summary>
/// <param name="Seq">The first entry concerned; null where it is not about an entry.</param>
/// <param name="Invariant">The rule that is broken, such as <c>chain</c> or <c>balance</c>.</param>
/// <param name="Message">What was found, with the figures.</param>
public sealed record VerificationFinding(long? Seq, string Invariant, string Message);

/// <summary>The answer of a verification.</summary>
/// <param name="Entries">How many entries were walked.</param>
/// <param name="HeadSeq">The newest entry; 0 in an empty ledger.</param>
/// <param name="Head">Its hash, to be kept elsewhere.</param>
/// <param name="Findings">What contradicts, in the order of the walk: the first one that names an entry names the first wrong one, later ones may follow from it.</param>
public sealed record VerificationReport(long Entries, long HeadSeq, byte[] Head, IReadOnlyList<VerificationFinding> Findings)
{
    /// <summary>Whether nothing contradicts.</summary>
    public bool IsSound => Findings.Count == 0;

    /// <summary>The first wrong entry; null where all is well, or where what the ledger keeps beside its entries is wrong.</summary>
    public long? FirstWrongSeq => Findings.FirstOrDefault(f => f.Seq is not null)?.Seq;
}

/// <summary>Walks the chain and checks every invariant of the ledger; names the first wrong entry.</summary>
public static class LedgerVerifier
{
    private const int MostFindings = 100;

    /// <summary>Verifies a whole ledger.</summary>
    /// <param name="reader">The ledger.</param>
    /// <param name="progress">Called with the number of entries walked, every 10 000.</param>
    /// <param name="cancellation">Stops the walk.</param>
    public static VerificationReport Verify(ILedgerReader reader, Action<long>? progress = null, CancellationToken cancellation = default)
    {
        var findings = new List<VerificationFinding>();
        var books = reader.Books().ToDictionary(b => b.Id);
        var balances = new Dictionary<long, Int128>();
        var origins = new OriginVerifier(reader, books, findings);
        var movements = new MovementVerifier(reader, books, findings);
        var series = new SeriesVerifier(reader, books, findings);
        var links = new LinkVerifier(reader, findings);
        byte[] head = EntryHash.Origin;
        long seq = 0;
        try
        {
            var assertions = new AssertionChecker(reader, AssertionChecker.All(reader));
            long recorded = long.MinValue;
            foreach (Entry entry in reader.Entries(new EntryFilter()))
            {
                cancellation.ThrowIfCancellationRequested();
                CheckChain(entry, seq, recorded, head, findings);
                CheckPostings(entry, books, balances, findings);
                origins.Check(entry);
                movements.Check(entry);
                series.Check(entry);
                links.Check(entry);
                assertions.Check(entry);
                (seq, recorded, head) = (entry.Seq, entry.Recorded, entry.Hash);
                if (seq % 10_000 == 0)
                {
                    progress?.Invoke(seq);
                }

                if (findings.Count >= MostFindings)
                {
                    return new VerificationReport(seq, seq, head, findings);
                }
            }

            origins.Finish();
            movements.Finish();
            series.Finish();
            links.Finish();
            findings.AddRange(assertions.Finish().Where(s => !s.Holds).Select(s => new VerificationFinding(
                s.FirstSuspect == 0 ? s.Assertion.Seq : s.FirstSuspect, "assertion", AssertionBrokenException.Text(reader.FindAccount(s.Assertion.AccountId)?.Name ?? string.Empty, s) + Invariant($" It was said in entry {s.Assertion.Seq}."))));
            CheckBooks(books.Values, balances, findings);
            LedgerStateVerifier.Check(reader, findings, cancellation);
        }
        catch (LedgerCorruptException error)
        {
            findings.Add(new VerificationFinding(seq + 1, "text", error.Message));
        }

        catch (OverflowException error)
        {
            findings.Add(new VerificationFinding(null, "overflow", $"Figures after entry {seq} are beyond what an amount can be: {error.Message}"));
        }

        return new VerificationReport(seq, seq, head, findings);
    }

    private static void CheckChain(Entry entry, long seq, long recorded, byte[] head, List<VerificationFinding> findings)
    {
        if (entry.Seq != seq + 1)
        {
            findings.Add(new VerificationFinding(entry.Seq, "sequence", Invariant($"Entry {seq + 1} is missing: {entry.Seq} follows {seq}.")));
        }

        if (entry.Recorded < recorded)
        {
            findings.Add(new VerificationFinding(entry.Seq, "time", Invariant($"Entry {entry.Seq} was recorded before the entry before it.")));
        }

        if (!EntryHash.Compute(head, entry).AsSpan().SequenceEqual(entry.Hash))
        {
            findings.Add(new VerificationFinding(entry.Seq, "chain", Invariant($"The hash of entry {entry.Seq} does not fit what it says and the entry before it.")));
        }
    }

    private static void CheckPostings(Entry entry, Dictionary<long, Book> books, Dictionary<long, Int128> balances, List<VerificationFinding> findings)
    {
        var sums = new Dictionary<string, Int128>(1);
        foreach (Posting posting in entry.Postings)
        {
            if (!books.TryGetValue(posting.BookId, out Book? book))
            {
                findings.Add(new VerificationFinding(entry.Seq, "posting", $"Entry {entry.Seq} posts to book {posting.BookId}, which does not exist."));
                continue;
            }

            Int128 balance = balances.GetValueOrDefault(book.Id) + posting.Amount;
            balances[book.Id] = balance;
            sums[book.Currency] = sums.GetValueOrDefault(book.Currency) + posting.Amount;
            if (balance != posting.BalanceAfter)
            {
                findings.Add(new VerificationFinding(entry.Seq, "balance", Invariant($"Entry {entry.Seq} leaves book {book.Id} at {posting.BalanceAfter} units; its postings sum to {balance}.")));
            }
        }

        foreach ((string currency, Int128 sum) in sums)
        {
            if (sum != 0)
            {
                findings.Add(new VerificationFinding(entry.Seq, "zero-sum", Invariant($"The postings of entry {entry.Seq} sum to {sum} {currency} units instead of zero.")));
            }
        }
    }

    private static void CheckBooks(IEnumerable<Book> books, Dictionary<long, Int128> balances, List<VerificationFinding> findings)
    {
        foreach (Book book in books)
        {
            Int128 sum = balances.GetValueOrDefault(book.Id);
            if (sum != book.Balance)
            {
                findings.Add(new VerificationFinding(null, "balance", Invariant($"Book {book.Id} ({book.Kind}) stores {book.Balance} units; its postings sum to {sum}.")));
            }
        }
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
