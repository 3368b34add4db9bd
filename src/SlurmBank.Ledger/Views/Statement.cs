using System.Collections.Generic;
using System.Linq;
using SlurmBank.Engine;

namespace SlurmBank.Ledger;

/// <summary>A movement of an account's funds.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Amount">What it moved into (positive) or out of (negative) the funds.</param>
/// <param name="Charged">What it charged to the account; it differs from the amount where the funds did not pay: late work of an ended window, work before the first grant.</param>
/// <param name="Balance">The funds after it.</param>
public sealed record StatementLine(Entry Entry, ServiceUnits Amount, ServiceUnits Charged, ServiceUnits Balance);

/// <summary>
/// The movements of an account's funds, in the order they were recorded: opening + movements = closing, and one period's closing is
/// the next one's opening. The funds are what is left in all its allocations, less the overdraft.
/// </summary>
/// <param name="Account">The account.</param>
/// <param name="Currency">The currency.</param>
/// <param name="From">First moment, in microseconds since 1970 UTC.</param>
/// <param name="To">First moment after, in microseconds since 1970 UTC.</param>
/// <param name="Opening">The funds before the first movement.</param>
/// <param name="Closing">The funds after the last movement.</param>
/// <param name="Lines">The movements.</param>
/// <param name="HeadSeq">The number of the newest entry at the end of the period; 0 for none.</param>
/// <param name="Head">The hash of that entry: kept elsewhere, it proves that nothing before it was changed.</param>
public sealed record Statement(
    Account Account, string Currency, long From, long To, ServiceUnits Opening, ServiceUnits Closing, IReadOnlyList<StatementLine> Lines, long HeadSeq, byte[] Head)
{
    /// <summary>Whether no entry can come into the period any more. Until then a write that is under way may still add to it.</summary>
    public bool IsClosed { get; init; }
}

/// <summary>Builds statements from postings.</summary>
internal static class StatementBuilder
{
    internal static Statement Build(ILedgerReader reader, Account account, string currency, long from, long to)
    {
        var funds = reader.Books(account.Id).Where(b => b.Currency == currency && b.Kind is BookKind.Allocation or BookKind.Overdraft).Select(b => b.Id).ToHashSet();
        var charged = reader.Books(account.Id).Where(b => b.Currency == currency && b.Kind == BookKind.Charged).Select(b => b.Id).ToHashSet();
        var moves = new List<(Entry Entry, long Amount, long Charged)>();
        foreach (Entry entry in reader.Entries(new EntryFilter { AccountId = account.Id, RecordedFrom = from, RecordedBefore = to }))
        {
            bool touches = entry.Draft.AccountId == account.Id && IsAboutRun(entry.Draft);
            long amount = 0;
            long cost = 0;
            foreach (Posting posting in entry.Postings)
            {
                bool ours = funds.Contains(posting.BookId);
                touches |= ours;
                amount += ours ? posting.Amount : 0;
                cost += charged.Contains(posting.BookId) ? posting.Amount : 0;
            }

            if (touches)
            {
                moves.Add((entry, amount, cost));
            }
        }

        // From the balances that are stored with each posting, so that a statement costs what its period costs, and not what the account's history does.
        Entry? head = reader.Entries(new EntryFilter { RecordedBefore = to, Descending = true, Limit = 1 }).FirstOrDefault();
        long closing = funds.Aggregate(0L, (sum, book) => checked(sum + reader.BalanceAt(book, head?.Seq ?? 0)));
        long running = closing - moves.Sum(m => m.Amount);
        var opening = ServiceUnits.FromUnits(running);
        var lines = new List<StatementLine>(moves.Count);
        foreach ((Entry entry, long amount, long cost) in moves)
        {
            running += amount;
            lines.Add(new StatementLine(entry, ServiceUnits.FromUnits(amount), ServiceUnits.FromUnits(cost), ServiceUnits.FromUnits(running)));
        }

        return new Statement(account, currency, from, to, opening, ServiceUnits.FromUnits(closing), lines, head?.Seq ?? 0, head?.Hash ?? EntryHash.Origin)
        {
            IsClosed = reader.LastEntry() is Entry last && last.Recorded + 1 >= to,
        };
    }

    /// <summary>What a run cost or gave back is shown even where the funds did not move.</summary>
    private static bool IsAboutRun(EntryDraft draft) =>
        draft.Kind is EntryKind.Charge or EntryKind.Adjustment or EntryKind.Refund || (draft.Kind == EntryKind.Reversal && draft.RunId is not null);
}
