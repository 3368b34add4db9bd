using System;
using System.Collections.Generic;
using System.Linq;
using SlurmBank.Engine;
using SlurmBank.Ledger.Tests.Support;

namespace SlurmBank.Ledger.Tests.Stores;

/// <summary>Everything that can be put into a store comes out of it as it was, found by each of its keys, in the order promised.</summary>
public abstract partial class LedgerStoreRowsConformance : LedgerStoreConformance
{
    [Fact]
    public void Accounts_and_their_places()
    {
        Check(
            write =>
            {
                write.AddAccount("zeta", 3);
                write.AddAccount(Sample.Strange, 4);
                write.AddAccount("alpha", 5);
                write.PutAssociation(new Association(3, "lab", null));
                write.PutAssociation(new Association(1, "lab", 3));
                write.PutAssociation(new Association(1, "sub", null));
                write.PutAssociation(new Association(1, "lab", 2));
            },
            reader =>
            {
                Assert.Equal([Sample.Strange, "alpha", "zeta"], reader.Accounts().Select(a => a.Name));
                Assert.Equal(new Account(2, Sample.Strange, 4), reader.FindAccount(Sample.Strange));
                Assert.Equal(new Account(3, "alpha", 5), reader.FindAccount(3));
                Assert.Null(reader.FindAccount("ALPHA"));
                Assert.Null(reader.FindAccount(4));
                Assert.Equal([new Association(1, "lab", 2), new Association(3, "lab", null)], reader.Associations("lab"));
                Assert.Empty(reader.Associations("LAB"));
                Assert.Equal(new Association(1, "lab", 2), reader.FindAssociation("lab", 1));
                Assert.Equal(new Association(3, "lab", null), reader.FindAssociation("lab", 3));
                Assert.Null(reader.FindAssociation("lab", 2));
                Assert.Null(reader.FindAssociation("LAB", 1));
            });
    }

    [Fact]
    public void Settings_and_properties()
    {
        var settings = new AccountSettings(ServiceUnits.FromUnits(long.MaxValue), AccountMode.Enforce, AccountKind.Unlimited, "m");
        Check(
            write =>
            {
                write.AddAccount("a", 1);
                write.AddAccount("b", 1);
                write.PutSettings(2, AccountSettings.Default with { CreditLimit = ServiceUnits.FromUnits(1) });
                write.PutSettings(1, new AccountSettings());
                write.PutSettings(1, settings);
                write.PutProperty("p", "1");
                write.PutProperty("p", Sample.Strange);
            },
            reader =>
            {
                Assert.Equal(settings, reader.Settings(1));
                Assert.Equal([(1L, settings), (2L, new AccountSettings(ServiceUnits.FromUnits(1)))], reader.AllSettings());
                Assert.Equal(Sample.Strange, reader.Property("p"));
            });
    }

    [Fact]
    public void Allocations_and_those_that_are_due()
    {
        var made = new List<Allocation>();
        Check(
            write =>
            {
                write.AddAccount("a", 1);
                write.AddAccount("b", 1);
                made.Add(write.AddAllocation(new Allocation(99, 1, "SU", long.MinValue, 50, "grant", int.MinValue, Sample.Scope, Sample.Strange)));
                made.Add(write.AddAllocation(new Allocation(0, 2, "EUR", 0, Allocation.Forever, "x", 7, AllocationScope.Everything, null)));
                made.Add(write.AddAllocation(new Allocation(0, 1, "SU", 0, 40, "grant", 0, AllocationScope.Everything, null)));
                made.Add(write.AddAllocation(new Allocation(0, 1, "SU", 0, 40, "grant", 0, AllocationScope.Everything, null)));
                foreach (Allocation allocation in made.Take(3))
                {
                    write.PutBalance(write.AddBook(BookKind.Allocation, allocation.AccountId, allocation.Id, allocation.Currency).Id, 5);
                }

                write.PutBalance(write.AddBook(BookKind.Expired, 1, 4, "SU").Id, 5);
            },
            reader =>
            {
                Assert.Equal([1, 2, 3, 4], made.Select(a => a.Id));
                Assert.Equal(made, reader.Allocations());
                Assert.Equal([made[0], made[2], made[3]], reader.Allocations(1));
                Assert.Equal(made[0], reader.FindAllocation(1));
                Assert.Null(reader.FindAllocation(5));
                Assert.Equal([3, 1], reader.AllocationsDue(50).Select(a => a.Id));
                Assert.Equal([3], reader.AllocationsDue(49).Select(a => a.Id));
                Assert.Empty(reader.AllocationsDue(39));
            });
    }

    [Fact]
    public void Books_are_one_for_each_thing() => Check(
        write =>
        {
            write.AddAccount("a", 1);
            write.AddAllocation(new Allocation(0, 1, "SU", 0, 50, "grant", 0, AllocationScope.Everything, null));
            write.AddBook(BookKind.Overdraft, 1, null, "SU");
            write.AddBook(BookKind.Charged, 1, null, "SU");
            write.AddBook(BookKind.Allocation, 1, 1, "SU");
            write.AddBook(BookKind.Charged, 1, null, "EUR");
            write.AddBook(BookKind.Charged, null, null, "SU");
            write.PutBalance(2, long.MaxValue);
            write.PutBalance(1, long.MinValue);
        },
        reader =>
        {
            Assert.Equal(new Book(1, BookKind.Overdraft, 1, null, "SU", long.MinValue), reader.FindBook(BookKind.Overdraft, 1, null, "SU"));
            Assert.Equal(long.MaxValue, reader.FindBook(BookKind.Charged, 1, null, "SU")!.Balance);
            Assert.Equal(4, reader.FindBook(BookKind.Charged, 1, null, "EUR")!.Id);
            Assert.Equal(5, reader.FindBook(BookKind.Charged, null, null, "SU")!.Id);
            Assert.Null(reader.FindBook(BookKind.Charged, 1, 1, "SU"));
            Assert.Equal([1, 2, 3, 4], reader.Books(1).Select(b => b.Id));
            Assert.Equal([1, 2, 3, 4, 5], reader.Books().Select(b => b.Id));
        });

    [Fact]
    public void Class_totals_are_replaced_together() => Check(
        write =>
        {
            write.AddAccount("a", 1);
            write.PutDrawClasses(1, "SU", [new DrawClass(5, "9", 1), new DrawClass(6, "", 2)]);
            write.PutDrawClasses(1, "SU", [new DrawClass(5, "2,1", 8), new DrawClass(long.MinValue, "", long.MaxValue), new DrawClass(5, "10", 3)]);
            write.PutDrawClasses(1, "EUR", [new DrawClass(1, "", 4)]);
        },
        reader =>
        {
            Assert.Equal([new DrawClass(long.MinValue, "", long.MaxValue), new DrawClass(5, "10", 3), new DrawClass(5, "2,1", 8)], reader.DrawClasses(1, "SU"));
            Assert.Empty(reader.DrawClasses(2, "SU"));
        });

    [Fact]
    public void Runs_by_key_number_and_end()
    {
        Run changed = null!;
        Check(
            write =>
            {
                write.AddAccount("a", 1);
                write.AddAccount("b", 1);
                write.AddRun(Sample.Run(1, 1, end: 30));
                write.AddRun(Sample.Run(1, 2, end: 20));
                write.AddRun(Sample.Run(1, 3, end: 40, currency: "EUR"));
                write.AddRun(Sample.Run(2, 1, end: 90, cluster: "sub"));
                Run second = write.FindRun(2)!;
                changed = second with { AccountId = 2, Price = ServiceUnits.FromUnits(long.MaxValue - 1), Refunded = ServiceUnits.FromUnits(3), Revision = 4, RefundGranted = ServiceUnits.FromUnits(9), IsRefundedInWhole = true, Facts = second.Facts with { User = Sample.Strange, AllocTres = string.Empty, SuspendedSeconds = 9 } };
                write.PutRun(changed);
            },
            reader =>
            {
                Assert.Equal(changed, reader.FindRun(new RunKey("lab", 2, 10)));
                Assert.Equal(Sample.Run(1, 1, end: 30) with { Id = 1 }, reader.FindRun(1));
                Assert.Null(reader.FindRun(new RunKey("nowhere", 2, 10)));
                Assert.Null(reader.FindRun(new RunKey("lab", 2, 11)));
                Assert.Null(reader.FindRun(5));
                Assert.Equal((changed.Facts.JobId, changed.Facts.User), reader.FindRunLabel(2));
                Assert.Null(reader.FindRunLabel(5));
                Assert.Equal([1], reader.Runs(1, "SU", long.MinValue).Select(r => r.Id));
                Assert.Equal([2, 4], reader.Runs(2, "SU", 19).Select(r => r.Id));
                Assert.Equal([4], reader.Runs(2, "SU", 20).Select(r => r.Id));
                Assert.Empty(reader.Runs(1, "GBP", 0));
                Assert.Equal(90, reader.LatestRunEnd(2, "SU"));
                Assert.Null(reader.LatestRunEnd(2, "EUR"));
                Assert.Null(reader.LatestRunEnd(2, "GBP"));
            });
    }

    [Fact]
    public void Entries_by_every_filter()
    {
        Entry full = Sample.Entry(1, 1) with { Draft = new EntryDraft(EntryKind.Charge, long.MinValue) { AccountId = 1, AllocationId = 1, RunId = 1, Segment = 2, Revision = 3, TariffVersion = 4, Reason = Sample.Strange, Reference = Sample.Strange, Body = Sample.Strange }, Postings = [new Posting(1, long.MaxValue, long.MaxValue), new Posting(2, -long.MaxValue, long.MinValue)] };
        Check(
            write =>
            {
                write.AddAccount("a", 1);
                write.AddAccount("b", 1);
                write.AddAllocation(new Allocation(0, 1, "SU", 0, 50, "grant", 0, AllocationScope.Everything, null));
                write.AddBook(BookKind.Charged, 1, null, "SU");
                write.AddBook(BookKind.Overdraft, 1, null, "SU");
                write.AddRun(Sample.Run(1, 1));
                write.Append(full);
                write.Append(Sample.Entry(2, 2, EntryKind.Hold, recorded: 10));
                write.Append(Sample.Entry(3, 1, EntryKind.Grant, reference: "r", recorded: 20));
                write.Append(Sample.Entry(4, 2, EntryKind.Grant, reference: "r", recorded: 20));
                write.Append(Sample.Entry(5, null, EntryKind.Grant, reference: "r", recorded: 30));
            },
            reader =>
            {
                Sample.Same(full, reader.FindEntry(1));
                Assert.Equal(5, reader.LastEntry()!.Seq);
                Assert.Equal(3, reader.FindByReference(1, EntryKind.Grant, "r")!.Seq);
                Assert.Equal(4, reader.FindByReference(2, EntryKind.Grant, "r")!.Seq);
                Assert.Equal(5, reader.FindByReference(null, EntryKind.Grant, "r")!.Seq);
                Assert.Null(reader.FindByReference(1, EntryKind.Deposit, "r"));
                Assert.Null(reader.FindByReference(1, EntryKind.Grant, "R"));
                foreach ((EntryFilter filter, long[] expected) in Filters())
                {
                    Assert.Equal(expected, reader.Entries(filter).Select(e => e.Seq));
                }
            });
    }

    [Fact]
    public void Liens_until_they_end() => Check(
        write =>
        {
            write.AddAccount("a", 1);
            write.AddAccount("b", 1);
            write.AddRun(Sample.Run(1, 1));
            Lien first = write.AddLien(Sample.Lien(1, 1));
            write.AddLien(Sample.Lien(2, 2));
            write.PutLien(first with { Remaining = ServiceUnits.Zero, State = LienState.Posted, Ended = 3, RunId = 1 });
            write.AddLien(Sample.Lien(1, 1, LienPhase.Running));
            write.PutPending(2, "SU", new PendingSums(TestLedger.Units(1), TestLedger.Units(2), TestLedger.Units(3)));
            write.PutPending(1, "SU", new PendingSums(TestLedger.Units(1), TestLedger.Units(2), TestLedger.Units(4)));
            write.PutPending(1, "EUR", default);
        },
        reader =>
        {
            Assert.Equal(Sample.Lien(1, 1, LienPhase.Running) with { Id = 3 }, reader.FindOpenLien(new RunKey("lab", 1, 5)));
            Assert.Equal(Sample.Lien(2, 2) with { Id = 2 }, reader.FindOpenLien(new RunKey("lab", 2, 5)));
            Assert.Null(reader.FindOpenLien(new RunKey("sub", 2, 5)));
            Assert.Equal([2, 3], reader.Liens().Select(l => l.Id));
            Assert.Equal([1, 2, 3], reader.Liens(ended: true).Select(l => l.Id));
            Assert.Equal([1, 3], reader.Liens(1, ended: true).Select(l => l.Id));
            Assert.Equal((LienState.Posted, 3L, 1L), (reader.Liens(1, true).First().State, reader.Liens(1, true).First().Ended, reader.Liens(1, true).First().RunId));
            Assert.Equal(TestLedger.Units(4), reader.Pending(1, "SU").Gated);
            Assert.Equal([(1, "EUR"), (1, "SU"), (2, "SU")], reader.AllPending().Select(p => ((int)p.AccountId, p.Currency)));
        });

    [Fact]
    public void Parked_runs_holds_limits_watermarks_tariffs()
    {
        var parked = new ParkedRun(new RunKey("lab", 1, 2), Sample.Strange, "C", "r", "f", 9, 9, 1, 3);
        var limit = new PlacedLimit(1, "lab", "a/u", "L", "old", "new");
        Check(
            write =>
            {
                write.AddAccount("a", 1);
                write.PutParked(parked with { Tries = 0 });
                write.PutParked(parked);
                write.PutParked(parked with { Key = new RunKey("sub", 7, 2), FirstSeen = 8 });
                write.PutParked(parked with { Key = new RunKey("lab", 8, 2) });
                write.RemoveParked(new RunKey("lab", 8, 2));
                Hold hold = write.AddHold(Sample.Hold(1));
                write.AddHold(Sample.Hold(1, "sub"));
                Hold gpu = write.AddHold(Sample.Hold(1) with { Currency = Sample.Strange });
                write.AddHold(Sample.Hold(1, "sub") with { User = Sample.Strange });
                write.PutHold(gpu with { Lifted = 6, LiftedBy = "bo" });
                write.PutHold(hold with { Lifted = 5, LiftedBy = "bo", Until = null });
                write.PutPlacedLimit(limit with { Value = "older" });
                write.PutPlacedLimit(limit);
                write.PutPlacedLimit(limit with { Target = "b" });
                write.RemovePlacedLimit(limit with { Target = "b" });
                write.PutWatermark("lab", "w", 1);
                write.PutWatermark("lab", "w", long.MaxValue);
                write.AddTariff(new TariffVersion(2, -5, "lab", Sample.Strange));
                write.AddTariff(new TariffVersion(1, 5, "sub", "t"));
            },
            reader =>
            {
                Assert.Equal(parked, reader.FindParked(parked.Key));
                Assert.Equal([7, 1], reader.ParkedRuns().Select(p => p.Key.JobIdRaw));
                Assert.Equal([parked], reader.ParkedRuns("lab"));
                Assert.Equal([2], reader.Holds().Select(h => h.Id));
                Assert.Equal([Sample.Hold(1) with { Id = 1, Lifted = 5, LiftedBy = "bo", Until = null }], reader.Holds("lab", lifted: true));
                Assert.Empty(reader.Holds("lab"));
                Assert.Equal([Sample.Hold(1, "sub") with { Id = 4, User = Sample.Strange }], reader.PartHolds());
                Assert.Equal([Sample.Hold(1) with { Id = 3, Currency = Sample.Strange, Lifted = 6, LiftedBy = "bo" }], reader.PartHolds("lab", lifted: true));
                Assert.Empty(reader.PartHolds("lab"));
                Assert.Equal([limit], reader.PlacedLimits("lab"));
                Assert.Empty(reader.PlacedLimits("sub"));
                Assert.Equal(long.MaxValue, reader.Watermark("lab", "w"));
                Assert.Null(reader.Watermark("sub", "w"));
                Assert.Equal([1, 2], reader.Tariffs().Select(t => t.Version));
                Assert.Equal([new TariffVersion(2, -5, "lab", Sample.Strange)], reader.Tariffs("lab"));
            });
    }

    [Theory]
    [MemberData(nameof(Contradictions))]
    public void What_contradicts_is_refused(string what)
    {
        using ILedgerTransaction write = Store.Write();
        write.AddAccount("a", 1);
        write.AddBook(BookKind.Charged, 1, null, "SU");
        write.AddRun(Sample.Run(1, 1));
        Lien lien = write.AddLien(Sample.Lien(1, 1));
        write.PutLien(lien with { State = LienState.Voided, Ended = 1, Remaining = ServiceUnits.Zero });
        write.AddLien(Sample.Lien(1, 2));
        write.AddTariff(new TariffVersion(1, 0, "lab", "t"));
        write.Append(Sample.Entry(1, 1, EntryKind.Grant, reference: "r"));
        write.Append(About(2, run: 1, "r"));
        write.Append(Reversing(3, 1));
        Assert.Equal("LedgerRefused", Assert.Throws<LedgerUnavailableException>(() => Wrong(what, write, lien)).ErrorId);
    }

    public static TheoryData<string> Contradictions() => ["account", "book", "run", "run-key", "lien", "lien-ended", "tariff", "entry-gap", "entry-again", "reference", "run-reference", "reversal"];

    private static IEnumerable<(EntryFilter Filter, long[] Expected)> Filters() =>
    [
        (new EntryFilter(), [1, 2, 3, 4, 5]),
        (new EntryFilter { Descending = true, Limit = 2 }, [5, 4]),
        (new EntryFilter { AfterSeq = 3 }, [4, 5]),
        (new EntryFilter { AccountId = 2 }, [2, 4]),
        (new EntryFilter { Kind = EntryKind.Grant, Limit = 1 }, [3]),
        (new EntryFilter { Reference = "r", AccountId = 2 }, [4]),
        (new EntryFilter { RunId = 1 }, [1]),
        (new EntryFilter { AllocationId = 1 }, [1]),
        (new EntryFilter { RecordedFrom = 20 }, [3, 4, 5]),
        (new EntryFilter { RecordedFrom = 21, RecordedBefore = 30 }, []),
        (new EntryFilter { RecordedFrom = long.MinValue, RecordedBefore = long.MaxValue }, [1, 2, 3, 4, 5]),
        (new EntryFilter { RecordedBefore = 20 }, [1, 2]),
        (new EntryFilter { RecordedFrom = 10, AfterSeq = 1, RecordedBefore = 30, AccountId = 2, Descending = true }, [4, 2]),
        (new EntryFilter { RecordedFrom = 31 }, []),
        (new EntryFilter { Limit = 0 }, []),
    ];

    private static void Wrong(string what, ILedgerTransaction write, Lien ended)
    {
        switch (what)
        {
            case "account": write.AddAccount("a", 2); break;
            case "book": write.AddBook(BookKind.Charged, 1, null, "SU"); break;
            case "run": write.AddRun(Sample.Run(1, 1)); break;
            case "run-key": write.PutRun(Sample.Run(1, 2) with { Id = 1 }); break;
            case "lien": write.AddLien(Sample.Lien(1, 2)); break;
            case "lien-ended": write.PutLien(ended); break;
            case "tariff": write.AddTariff(new TariffVersion(1, 9, "lab", "u")); break;
            case "entry-gap": write.Append(Sample.Entry(5, 1)); break;
            case "entry-again": write.Append(Sample.Entry(1, 1)); break;
            case "reference": write.Append(Sample.Entry(4, 1, EntryKind.Grant, reference: "r")); break;
            case "run-reference": write.Append(About(4, run: 1, "r")); break;
            case "reversal": write.Append(Reversing(4, 1)); break;
            default: throw new ArgumentOutOfRangeException(nameof(what));
        }
    }

    /// <summary>Looks within the write, in a reader of the same store, and in a reader of what another store opened.</summary>
    private void Check(Action<ILedgerTransaction> write, Action<ILedgerReader> look)
    {
        using (ILedgerTransaction transaction = Store.Write())
        {
            write(transaction);
            look(transaction);
            transaction.Commit();
        }

        using (ILedgerReader reader = Store.Read())
        {
            look(reader);
            look(reader);
        }

        using ILedgerStore again = Reopen();
        using ILedgerReader later = again.Read();
        look(later);
    }

    /// <summary>The same ledger as another process would open it.</summary>
    internal abstract ILedgerStore Reopen();
}
