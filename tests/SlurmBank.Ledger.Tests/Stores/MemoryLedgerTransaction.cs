using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace SlurmBank.Ledger.Tests.Stores;

/// <summary>The write side of the test model, with the same rules as a real store: what is unique, what only grows, what ends once.</summary>
internal sealed partial class MemoryLedgerTransaction(MemoryState state, Action<MemoryState> commit, Action release) : MemoryLedgerReader(state), ILedgerTransaction
{
    private bool over;
    private bool released;

    public void Commit()
    {
        Refuse(over, "LedgerWriteOver");
        over = true;
        commit(State);
    }

    public void PutProperty(string name, string value) => Change(s => s with { Properties = s.Properties.SetItem(name, value) });

    public Account AddAccount(string name, long opened)
    {
        Refuse(FindAccount(name) is not null);
        var account = new Account(Next(State.Accounts), name, opened);
        Change(s => s with { Accounts = s.Accounts.Add(account.Id, account) });
        return account;
    }

    public void PutAssociation(Association association) => Change(s => s with { Associations = s.Associations.SetItem((association.Cluster, association.AccountId), association) });

    public void PutSettings(long accountId, AccountSettings settings) => Change(s => s with { Settings = s.Settings.SetItem(accountId, settings) });

    public Allocation AddAllocation(Allocation allocation)
    {
        Allocation added = allocation with { Id = Next(State.Allocations) };
        Change(s => s with { Allocations = s.Allocations.Add(added.Id, added), Granted = s.Granted.Add(added.Id, added) });
        return added;
    }

    public void PutTerms(Allocation allocation)
    {
        Allocation now = State.Allocations[allocation.Id] with { Start = allocation.Start, End = allocation.End, Priority = allocation.Priority, Scope = allocation.Scope };
        Change(s => s with { Allocations = s.Allocations.SetItem(now.Id, now) });
    }

    public Book AddBook(BookKind kind, long? accountId, long? allocationId, string currency)
    {
        Refuse(FindBook(kind, accountId, allocationId, currency) is not null);
        var book = new Book(Next(State.Books), kind, accountId, allocationId, currency, 0);
        Change(s => s with { Books = s.Books.Add(book.Id, book), BookIds = s.BookIds.Add((kind, accountId, allocationId, currency), book.Id) });
        return book;
    }

    public void PutBalance(long bookId, long balance) => Change(s => s with { Books = s.Books.SetItem(bookId, s.Books[bookId] with { Balance = balance }) });

    public void PutDrawClasses(long accountId, string currency, IEnumerable<DrawClass> classes) =>
        Change(s => s with { Classes = s.Classes.SetItem((accountId, currency), [.. classes]) });

    public void Append(Entry entry)
    {
        Refuse(entry.Seq != State.Entries.Count + 1);
        EntryDraft draft = entry.Draft;
        if (draft.Reference is string reference)
        {
            (long? Account, long? Run, EntryKind Kind, string Reference) key = (draft.RunId is null ? draft.AccountId : null, draft.RunId, draft.Kind, reference);
            Refuse(State.References.ContainsKey(key));
            Change(s => s with { References = s.References.Add(key, entry.Seq) });
        }

        if (draft is { Kind: EntryKind.Reversal, LinkedSeq: long reversed })
        {
            Refuse(FindReversal(reversed) is not null);
        }

        Change(s => s with { Entries = s.Entries.Add(entry) });
    }

    public Run AddRun(Run run)
    {
        Refuse(State.RunIds.ContainsKey(run.Facts.Key) || run.Price.Units < 0);
        Run added = run with { Id = Next(State.Runs) };
        Change(s => s with { Runs = s.Runs.Add(added.Id, added), RunIds = s.RunIds.Add(added.Facts.Key, added.Id) });
        return added;
    }

    public void PutRun(Run run)
    {
        Refuse(State.Runs[run.Id].Facts.Key != run.Facts.Key);
        Change(s => s with { Runs = s.Runs.SetItem(run.Id, run) });
    }

    public Lien AddLien(Lien lien)
    {
        Refuse(State.OpenLiens.ContainsKey(lien.Key));
        Lien added = lien with { Id = Next(State.Liens) };
        Change(s => s with { Liens = s.Liens.Add(added.Id, added), OpenLiens = s.OpenLiens.Add(added.Key, added.Id) });
        return added;
    }

    public void PutLien(Lien lien)
    {
        Refuse(State.Liens[lien.Id].State != LienState.Open);
        Change(s => s with
        {
            Liens = s.Liens.SetItem(lien.Id, lien),
            OpenLiens = lien.State == LienState.Open ? s.OpenLiens : s.OpenLiens.Remove(lien.Key),
        });
    }

    public void PutPending(long accountId, string currency, PendingSums sums) => Change(s => s with { Pending = s.Pending.SetItem((accountId, currency), sums) });

    public void PutParked(ParkedRun run) => Change(s => s with { Parked = s.Parked.SetItem(run.Key, run) });

    public void RemoveParked(RunKey key) => Change(s => s with { Parked = s.Parked.Remove(key) });

    public Hold AddHold(Hold hold)
    {
        Hold added = hold with { Id = Next(State.Holds) };
        Change(s => s with { Holds = s.Holds.Add(added.Id, added) });
        return added;
    }

    public void PutHold(Hold hold) => Change(s => s with { Holds = s.Holds.SetItem(hold.Id, hold) });

    public void PutPlacedLimit(PlacedLimit limit) => Change(s => s with { Limits = s.Limits.SetItem((limit.Cluster, limit.Target, limit.Limit), limit) });

    public void RemovePlacedLimit(PlacedLimit limit) => Change(s => s with { Limits = s.Limits.Remove((limit.Cluster, limit.Target, limit.Limit)) });

    public void PutWatermark(string cluster, string name, long value) => Change(s => s with { Watermarks = s.Watermarks.SetItem((cluster, name), value) });

    public void AddTariff(TariffVersion tariff)
    {
        Refuse(State.Tariffs.ContainsKey(tariff.Version));
        Change(s => s with { Tariffs = s.Tariffs.Add(tariff.Version, tariff) });
    }

    protected override void Dispose(bool disposing)
    {
        if (!released)
        {
            released = true;
            release();
        }

        base.Dispose(disposing);
    }

    private static long Next<T>(ImmutableSortedDictionary<long, T> table) => table.Count == 0 ? 1 : table.Keys.Last() + 1;

    private static void Refuse(bool wrong, string id = "LedgerRefused")
    {
        if (wrong)
        {
            throw new LedgerUnavailableException(id, "The store refuses it.", "Look at the test.");
        }
    }

    private void Change(Func<MemoryState, MemoryState> change)
    {
        Refuse(over, "LedgerWriteOver");
        State = change(State);
    }
}
