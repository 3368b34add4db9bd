using System;
using System.Collections.Generic;
using System.Linq;
using SlurmBank.Engine;

namespace SlurmBank.Ledger;

/// <summary>A consistent view of a ledger at one instant: balances, allocations, statements, and everything its reader finds.</summary>
public sealed partial class LedgerView : IDisposable
{
    internal LedgerView(ILedgerReader reader, long now)
    {
        Reader = reader;
        Now = now;
    }

    /// <summary>When the view was opened, in microseconds since 1970 UTC.</summary>
    public long Now { get; }

    /// <summary>When the view was opened, in seconds since 1970 UTC.</summary>
    public long NowSeconds => (long)Math.Floor(Now / 1_000_000m);

    /// <summary>Finds everything else.</summary>
    public ILedgerReader Reader { get; }

    /// <summary>The figures of an account in a currency.</summary>
    /// <exception cref="AccountNotFoundException">The ledger has no such account.</exception>
    public AccountBalance Balance(string account, string currency = "SU") => BalanceOf(Account(account), currency);

    /// <summary>The figures of every account in every currency it has; the account's default currency where it has none.</summary>
    /// <param name="defaultCurrency">The currency of accounts that have none.</param>
    /// <param name="everywhere">Currencies in which the figures of every account are wanted, also of those that have none of it.</param>
    public IEnumerable<AccountBalance> Balances(string defaultCurrency = "SU", IReadOnlyCollection<string>? everywhere = null)
    {
        if (Tree.IsEmpty)
        {
            return OwnBalances(defaultCurrency, everywhere ?? []);
        }

        List<AccountBalance> own = [.. OwnBalances(defaultCurrency, everywhere ?? [])];
        var figures = own.GroupBy(b => b.Currency).ToDictionary(g => g.Key, g => new TreeFigures(Tree, g, NowSeconds));
        return own.Select(b => figures[b.Currency].Of(b));
    }

    private IEnumerable<AccountBalance> OwnBalances(string defaultCurrency, IReadOnlyCollection<string> everywhere)
    {
        ILookup<long, Allocation> allocations = Reader.Allocations().ToLookup(a => a.AccountId);
        ILookup<long, Book> books = Reader.Books().Where(b => b.AccountId is not null).ToLookup(b => b.AccountId!.Value);
        var settings = Reader.AllSettings().ToDictionary(s => s.AccountId, s => s.Settings);
        var pending = Reader.AllPending().ToDictionary(p => (p.AccountId, p.Currency), p => p.Sums);
        ILookup<long, string> lienCurrencies = pending.Keys.ToLookup(k => k.AccountId, k => k.Currency);
        foreach (Account account in Reader.Accounts().ToList())
        {
            List<Book> own = [.. books[account.Id]];
            List<Allocation> grants = [.. allocations[account.Id]];
            List<string> currencies = [.. own.Select(b => b.Currency).Concat(lienCurrencies[account.Id]).Concat(everywhere).Distinct().Order(StringComparer.Ordinal)];
            foreach (string currency in currencies.Count > 0 ? currencies : [defaultCurrency])
            {
                yield return BalanceCalculator.Of(
                    account,
                    currency,
                    settings.GetValueOrDefault(account.Id, AccountSettings.Default),
                    grants,
                    own,
                    pending.GetValueOrDefault((account.Id, currency)),
                    NowSeconds);
            }
        }
    }

    /// <summary>Allocations with what is left in them; of one account, or of all.</summary>
    public IEnumerable<AllocationBalance> Allocations(string? account = null)
    {
        long? id = account is null ? null : Account(account).Id;
        ILookup<long, Book> books = Reader.Books(id).Where(b => b.AllocationId is not null).ToLookup(b => b.AllocationId!.Value);
        foreach (Allocation allocation in Reader.Allocations(id).ToList())
        {
            yield return BalanceCalculator.Line(allocation, books[allocation.Id]);
        }
    }

    /// <summary>The account of this name.</summary>
    /// <exception cref="AccountNotFoundException">The ledger has none.</exception>
    public Account Account(string name) => Reader.FindAccount(name.ToLowerInvariant()) ?? throw new AccountNotFoundException(name);

    /// <summary>The movements of an account's funds between two moments of recording.</summary>
    /// <param name="account">The account's name.</param>
    /// <param name="currency">The currency.</param>
    /// <param name="from">First moment, in microseconds since 1970 UTC.</param>
    /// <param name="to">First moment after, in microseconds since 1970 UTC.</param>
    public Statement Statement(string account, string currency, long from, long to) => StatementBuilder.Build(Reader, Account(account), currency, from, to);

    /// <inheritdoc/>
    public void Dispose() => Reader.Dispose();
}
