using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using SlurmBank.Engine;

namespace SlurmBank.Ledger.Tests.Stores;

/// <summary>What every store must do; run on each of them. Reading and writing of single things is in <see cref="LedgerStoreRowsConformance"/>.</summary>
public abstract class LedgerStoreConformance : IDisposable
{
    private readonly Lazy<ILedgerStore> store;

    protected LedgerStoreConformance() => store = new Lazy<ILedgerStore>(() => Create(TimeSpan.FromSeconds(30)));

    internal ILedgerStore Store => store.Value;

    [Fact]
    public void A_new_store_is_empty()
    {
        using ILedgerReader reader = Store.Read();
        Assert.Null(reader.LastEntry());
        Assert.Null(reader.FindEntry(1));
        Assert.Empty(reader.Accounts());
        Assert.Empty(reader.Entries(new EntryFilter()));
        Assert.Empty(reader.Books());
        Assert.Empty(reader.Liens(ended: true));
        Assert.Empty(reader.Holds(lifted: true));
        Assert.Null(reader.Property("x"));
        Assert.Null(reader.Watermark("lab", "sacct"));
        Assert.Equal(default, reader.Pending(1, "SU"));
        Assert.Same(AccountSettings.Default, reader.Settings(1));
    }

    [Fact]
    public void What_is_not_committed_leaves_nothing()
    {
        using (ILedgerTransaction write = Store.Write())
        {
            Account account = write.AddAccount("gone", 1);
            write.Append(Sample.Entry(1, account.Id));
            write.PutProperty("x", "y");
            Assert.NotNull(write.FindAccount("gone"));
            Assert.Equal("y", write.Property("x"));
        }

        using (ILedgerTransaction write = Store.Write())
        {
            // The same numbers are given again, and texts of the lost write are not taken for stored ones.
            Account account = write.AddAccount("kept", 1);
            Assert.Equal(1, account.Id);
            write.Append(Sample.Entry(1, account.Id));
            write.Commit();
        }

        using ILedgerReader reader = Store.Read();
        Assert.Null(reader.FindAccount("gone"));
        Assert.Null(reader.Property("x"));
        Assert.Equal("kept", Assert.Single(reader.Accounts()).Name);
        Assert.Equal("tester", reader.FindEntry(1)!.Actor);
    }

    [Fact]
    public void A_reader_sees_what_was_committed_when_it_was_opened()
    {
        Put("x", "1");
        using ILedgerReader before = Store.Read();
        Put("x", "2");
        using ILedgerReader after = Store.Read();
        Assert.Equal("1", before.Property("x"));
        Assert.Equal("2", after.Property("x"));
        Put("x", "3");
        Assert.Equal("1", before.Property("x"));
        Assert.Equal("2", after.Property("x"));
    }

    [Fact]
    public void Readers_do_not_see_an_open_write_and_do_not_wait_for_it()
    {
        Put("x", "1");
        using ILedgerTransaction write = Store.Write();
        write.PutProperty("x", "2");
        using (ILedgerReader reader = Store.Read())
        {
            Assert.Equal("1", reader.Property("x"));
        }

        Assert.Equal("2", write.Property("x"));
        write.Commit();
        using ILedgerReader later = Store.Read();
        Assert.Equal("2", later.Property("x"));
    }

    [Fact]
    public void A_reader_that_was_left_in_the_middle_keeps_no_old_view_for_the_next()
    {
        Put("x", "1");
        for (int i = 0; i < 10; i++)
        {
            using (ILedgerTransaction write = Store.Write())
            {
                write.AddAccount($"n{i}", 1);
                write.AddAccount($"m{i}", 1);
                write.Commit();
            }

            ILedgerReader reader = Store.Read();
            IEnumerator<Account> rows = reader.Accounts().GetEnumerator();
            Assert.True(rows.MoveNext());
            Assert.Equal(2 * (i + 1), reader.Accounts().Count());
            reader.Dispose();
        }
    }

    [Fact]
    public void A_disposed_reader_answers_nothing()
    {
        ILedgerReader reader = Store.Read();
        IEnumerable<Account> later = reader.Accounts();
        reader.Dispose();
        reader.Dispose();
        Assert.Throws<ObjectDisposedException>(() => reader.Property("x"));
        Assert.Throws<ObjectDisposedException>(() => later.ToList());
    }

    [Fact]
    public void One_write_at_a_time()
    {
        using ILedgerStore impatient = Create(TimeSpan.FromMilliseconds(50));
        ILedgerTransaction first = impatient.Write();
        Assert.Equal("LedgerBusy", Assert.Throws<LedgerUnavailableException>(() => impatient.Write()).ErrorId);
        first.Dispose();
        first.Dispose();
        impatient.Write().Dispose();
    }

    [Fact]
    public void Waiting_for_a_write_can_be_cancelled()
    {
        using ILedgerTransaction first = Store.Write();
        using var stop = new CancellationTokenSource(20);
        Assert.ThrowsAny<OperationCanceledException>(() => Store.Write(stop.Token));
    }

    [Fact]
    public void A_write_ends_once()
    {
        using ILedgerTransaction write = Store.Write();
        write.PutProperty("x", "1");
        write.Commit();
        Assert.Equal("LedgerWriteOver", Assert.Throws<LedgerUnavailableException>(() => write.PutProperty("x", "2")).ErrorId);
        Assert.Equal("LedgerWriteOver", Assert.Throws<LedgerUnavailableException>(() => write.Commit()).ErrorId);
    }

    [Fact]
    public void Queries_may_be_nested_and_repeated()
    {
        using (ILedgerTransaction write = Store.Write())
        {
            Account a = write.AddAccount("a", 1);
            Account b = write.AddAccount("b", 1);
            for (int seq = 1; seq <= 6; seq++)
            {
                write.Append(Sample.Entry(seq, seq % 2 == 0 ? b.Id : a.Id));
            }

            write.Commit();
        }

        using ILedgerReader reader = Store.Read();
        IEnumerable<Entry> ofA = reader.Entries(new EntryFilter { AccountId = 1 });
        IEnumerable<Entry> ofB = reader.Entries(new EntryFilter { AccountId = 2 });
        var pairs = new List<(long, long)>();
        foreach (Entry outer in ofA)
        {
            pairs.AddRange(ofB.Select(inner => (outer.Seq, inner.Seq)));
            Assert.Equal(outer.Seq, ofA.First(e => e.Seq == outer.Seq).Seq);
        }

        Assert.Equal([(1, 2), (1, 4), (1, 6), (3, 2), (3, 4), (3, 6), (5, 2), (5, 4), (5, 6)], pairs);
        Assert.Equal([1, 3, 5], ofA.Select(e => e.Seq));
    }

    [Fact]
    public void A_disposed_store_opens_nothing()
    {
        ILedgerStore other = Create(TimeSpan.FromSeconds(1));
        other.Dispose();
        Assert.Throws<ObjectDisposedException>(() => other.Write());
    }

    public void Dispose()
    {
        if (store.IsValueCreated)
        {
            Store.Dispose();
        }

        CleanUp();
        GC.SuppressFinalize(this);
    }

    internal abstract ILedgerStore Create(TimeSpan writerLimit);

    protected virtual void CleanUp()
    {
    }

    private void Put(string name, string value)
    {
        using ILedgerTransaction write = Store.Write();
        write.PutProperty(name, value);
        write.Commit();
    }
}
