using System.Linq;

namespace SlurmBank.Ledger.Tests.Stores;

/// <summary>What every store must keep for movements: second accounts, references of runs, reversals, terms of allocations.</summary>
public abstract partial class LedgerStoreRowsConformance
{
    [Fact]
    public void Entries_of_two_accounts_are_found_by_both_and_in_their_order() => Check(
        write =>
        {
            write.AddAccount("a", 1);
            write.AddAccount("b", 1);
            write.AddAccount("c", 1);
            write.AddRun(Sample.Run(1, 1));
            write.Append(Sample.Entry(1, 1));
            write.Append(Between(2, 1, 2));
            write.Append(Sample.Entry(3, 2));
            write.Append(Between(4, 2, 1));
            write.Append(About(5, run: 1, null));
            write.Append(Sample.Entry(6, 3));
        },
        reader =>
        {
            Assert.Equal(2, reader.FindEntry(2)!.Draft.OtherAccountId);
            Assert.Null(reader.FindEntry(1)!.Draft.OtherAccountId);
            Assert.Equal([1, 2, 4, 5], Seqs(reader, new EntryFilter { AccountId = 1 }));
            Assert.Equal([2, 3, 4], Seqs(reader, new EntryFilter { AccountId = 2 }));
            Assert.Equal([4, 3], Seqs(reader, new EntryFilter { AccountId = 2, Descending = true, Limit = 2 }));
            Assert.Equal([4], Seqs(reader, new EntryFilter { AccountId = 1, AfterSeq = 2, RecordedBefore = 50 }));
            Assert.Equal([2, 4], Seqs(reader, new EntryFilter { AccountId = 2, Kind = EntryKind.Transfer }));
            Assert.Equal([5], Seqs(reader, new EntryFilter { AccountId = 1, RunId = 1 }));
            Assert.Empty(reader.Entries(new EntryFilter { AccountId = 2, RunId = 1 }));
            Assert.Empty(reader.Entries(new EntryFilter { AccountId = 3, AfterSeq = 6 }));
        });

    [Fact]
    public void A_reference_of_a_run_is_the_runs_and_one_of_an_account_the_accounts() => Check(
        write =>
        {
            write.AddAccount("a", 1);
            write.AddRun(Sample.Run(1, 1));
            write.AddRun(Sample.Run(1, 2));
            write.Append(About(1, run: 1, "r"));
            write.Append(About(2, run: 2, "r"));
            write.Append(Sample.Entry(3, 1, EntryKind.Refund, reference: "r"));
            write.Append(Reversing(4, 2));
        },
        reader =>
        {
            Assert.Equal(1, reader.FindByRunReference(1, EntryKind.Refund, "r")!.Seq);
            Assert.Equal(2, reader.FindByRunReference(2, EntryKind.Refund, "r")!.Seq);
            Assert.Equal(3, reader.FindByReference(1, EntryKind.Refund, "r")!.Seq);
            Assert.Null(reader.FindByRunReference(1, EntryKind.Refund, "R"));
            Assert.Null(reader.FindByRunReference(1, EntryKind.Reversal, "r"));
            Assert.Equal(4, reader.FindReversal(2)!.Seq);
            Assert.Null(reader.FindReversal(1));
            Assert.Null(reader.FindReversal(4));
        });

    [Fact]
    public void Terms_are_the_newest_and_what_was_granted_is_kept()
    {
        Allocation granted = null!;
        Allocation last = null!;
        Check(
            write =>
            {
                write.AddAccount("a", 1);
                granted = write.AddAllocation(new Allocation(0, 1, "SU", 5, 50, "grant", 7, Sample.Scope, "r"));
                write.AddAllocation(new Allocation(0, 1, "SU", 5, 60, "grant", 0, AllocationScope.Everything, null));
                write.PutTerms(granted with { End = 40, Priority = -3 });
                last = granted with { Start = 9, End = 90, Priority = int.MinValue, Scope = new AllocationScope([], [Sample.Strange.Replace(",", string.Empty, System.StringComparison.Ordinal)], ["q"], []) };
                write.PutTerms(last);
                foreach (long id in new long[] { 1, 2 })
                {
                    write.PutBalance(write.AddBook(BookKind.Allocation, 1, id, "SU").Id, 5);
                }
            },
            reader =>
            {
                Assert.Equal(last, reader.FindAllocation(1));
                Assert.Equal(granted, reader.FindGranted(1));
                Assert.Equal(reader.FindAllocation(2), reader.FindGranted(2));
                Assert.Null(reader.FindGranted(3));
                Assert.Equal([last, reader.FindAllocation(2)!], reader.Allocations(1));
                Assert.Equal([2], reader.AllocationsDue(60).Select(a => a.Id));
                Assert.Equal([2, 1], reader.AllocationsDue(90).Select(a => a.Id));
            });
    }

    private static long[] Seqs(ILedgerReader reader, EntryFilter filter) => [.. reader.Entries(filter).Select(e => e.Seq)];

    private static Entry Between(long seq, long account, long other)
    {
        Entry entry = Sample.Entry(seq, account, EntryKind.Transfer);
        return entry with { Draft = entry.Draft with { OtherAccountId = other } };
    }

    private static Entry About(long seq, long run, string? reference)
    {
        Entry entry = Sample.Entry(seq, 1, EntryKind.Refund, reference: reference);
        return entry with { Draft = entry.Draft with { RunId = run } };
    }

    private static Entry Reversing(long seq, long reversed)
    {
        Entry entry = Sample.Entry(seq, 1, EntryKind.Reversal);
        return entry with { Draft = entry.Draft with { LinkedSeq = reversed } };
    }
}
