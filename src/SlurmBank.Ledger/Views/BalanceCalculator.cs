using System;
using System.Collections.Generic;
using System.Linq;
using SlurmBank.Engine;

namespace SlurmBank.Ledger;

/// <summary>Puts the figures of an account together from stored balances; history is never read.</summary>
internal static class BalanceCalculator
{
    /// <summary>The figures without what accounts that draw on one another get and give.</summary>
    internal static AccountBalance Own(ILedgerReader reader, Account account, string currency, long instant) =>
        Of(account, currency, reader.Settings(account.Id), [.. reader.Allocations(account.Id)], [.. reader.Books(account.Id)], reader.Pending(account.Id, currency), instant);

    /// <summary>The figures as this write would leave them.</summary>
    internal static AccountBalance Of(LedgerSession session, Account account, string currency) =>
        session.Tree.Group(account.Id).Count == 1
            ? Own(session, account, currency)
            : new TreeFigures(session.Tree, session.Tree.Group(account.Id).Select(id => Own(session, session.Transaction.FindAccount(id)!, currency)).ToList(), session.NowSeconds).Of(Own(session, account, currency));

    private static AccountBalance Own(LedgerSession session, Account account, string currency)
    {
        List<Book> books = [.. session.Transaction.Books(account.Id).Select(b => session.Journal.Book(b.Kind, b.AccountId, b.AllocationId, b.Currency))];
        return Of(account, currency, session.Transaction.Settings(account.Id), [.. session.Transaction.Allocations(account.Id)], books, session.Pending(account.Id, currency), session.NowSeconds);
    }

    internal static AccountBalance Of(
        Account account, string currency, AccountSettings settings, IReadOnlyList<Allocation> allocations, IReadOnlyList<Book> books, PendingSums pending, long instant)
    {
        long Sum(BookKind kind, long? allocation)
        {
            long sum = 0;
            foreach (Book book in books)
            {
                if (book.Kind == kind && book.AllocationId == allocation && book.Currency == currency)
                {
                    sum += book.Balance;
                }
            }

            return sum;
        }

        var active = new List<AllocationBalance>();
        ServiceUnits granted = ServiceUnits.Zero;
        ServiceUnits remaining = ServiceUnits.Zero;
        bool managed = false;
        bool isOwn = false;
        foreach (Allocation allocation in allocations)
        {
            if (allocation.Start > instant)
            {
                continue;
            }

            // Whoever was granted CPU-hours and no GPU-hours has no GPU-hours, which is something else than nobody having decided.
            managed = true;
            if (allocation.Currency != currency)
            {
                continue;
            }

            isOwn = true;
            if (allocation.IsActiveAt(instant))
            {
                AllocationBalance line = Line(allocation, books);
                active.Add(line);
                granted += line.Granted;
                remaining += line.Remaining;
            }
        }

        return new AccountBalance(
            account,
            currency,
            managed && !isOwn ? settings with { CreditLimit = ServiceUnits.Zero } : settings,
            instant,
            managed && settings.Kind != AccountKind.Unmanaged,
            granted,
            remaining,
            ServiceUnits.FromUnits(-Sum(BookKind.Overdraft, null)),
            ServiceUnits.FromUnits(Sum(BookKind.Charged, null)),
            pending,
            active);
    }

    internal static AllocationBalance Line(Allocation allocation, IEnumerable<Book> books)
    {
        long issued = 0;
        long live = 0;
        long rest = 0;
        foreach (Book book in books)
        {
            if (book.AllocationId == allocation.Id)
            {
                issued += book.Kind == BookKind.Issued ? -book.Balance : 0;
                live += book.Kind == BookKind.Allocation ? book.Balance : 0;
                rest += book.Kind == BookKind.Expired ? book.Balance : 0;
            }
        }

        return new AllocationBalance(allocation, ServiceUnits.FromUnits(issued), ServiceUnits.FromUnits(live), ServiceUnits.FromUnits(rest));
    }
}
