using System;
using System.Linq;
using SlurmBank.Engine;

namespace SlurmBank.Ledger.Tests.Stores;

/// <summary>What every store must keep for trees and users: who draws on whom, users' limits, what users cost.</summary>
public abstract partial class LedgerStoreRowsConformance
{
    [Fact]
    public void Decisions_about_draws_stay_in_their_order() => Check(
        write =>
        {
            write.AddAccount("a", 1);
            write.AddAccount("b", 1);
            write.AddDrawLink(new DrawLink(2, 1, 100));
            write.AddDrawLink(new DrawLink(2, null, 50));
            write.AddDrawLink(new DrawLink(1, 2, long.MinValue));
        },
        reader => Assert.Equal([new DrawLink(2, 1, 100), new DrawLink(2, null, 50), new DrawLink(1, 2, long.MinValue)], reader.DrawLinks()));

    [Fact]
    public void A_book_has_at_each_entry_what_its_last_posting_until_then_left() => Check(
        write =>
        {
            foreach (BookKind kind in new[] { BookKind.Charged, BookKind.Overdraft })
            {
                write.AddBook(kind, null, null, "SU");
            }

            long seq = 0;
            foreach (Posting[] postings in new Posting[][] { [new(1, 5, 5), new(2, -5, -5)], [], [new(1, 2, 7), new(1, -3, 4), new(2, 1, -4)], [new(2, 4, 0)] })
            {
                write.Append(Sample.Entry(++seq, null, postings: postings));
            }
        },
        reader =>
        {
            Assert.Equal([0, 5, 5, 4, 4, 4], new[] { 0L, 1, 2, 3, 4, long.MaxValue }.Select(seq => reader.BalanceAt(1, seq)));
            Assert.Equal([0, -5, -5, -4, 0], new[] { -1L, 1, 2, 3, 4 }.Select(seq => reader.BalanceAt(2, seq)));
            Assert.Equal(0, reader.BalanceAt(3, 4));
        });

    [Fact]
    public void Limits_of_users_are_set_replaced_and_taken_away() => Check(
        write =>
        {
            write.AddAccount("a", 1);
            write.AddAccount("b", 1);
            write.PutUserLimit(2, "ünal", "SU", 7);
            write.PutUserLimit(1, "u", "SU", 1);
            write.PutUserLimit(1, "u", "GPU-h", long.MaxValue - 1);
            write.PutUserLimit(1, "u", "SU", 0);
            write.PutUserLimit(1, "gone", "SU", 5);
            write.PutUserLimit(1, "gone", "SU", null);
            write.PutSettings(1, new AccountSettings(Kind: AccountKind.Owned) { OwnedPartitions = "own,other" });
        },
        reader =>
        {
            Assert.Equal(
                [new UserLimit(1, "u", "GPU-h", ServiceUnits.FromUnits(long.MaxValue - 1)), new UserLimit(1, "u", "SU", ServiceUnits.Zero), new UserLimit(2, "ünal", "SU", ServiceUnits.FromUnits(7))],
                reader.UserLimits());
            Assert.Equal([2], reader.UserLimits(2).Select(l => l.AccountId));
            Assert.Equal("own,other", reader.Settings(1).OwnedPartitions);
            Assert.Equal("own,other", reader.AllSettings().Single().Settings.OwnedPartitions);
        });

    [Fact]
    public void What_users_cost_is_summed_from_an_instant_on() => Check(
        write =>
        {
            write.AddAccount("a", 1);
            foreach ((long job, long from, long to, string user) in new[] { (1L, 0L, 10L, "u"), (2L, 5L, 15L, "u"), (3L, 10L, 10L, "u"), (4L, 10L, 20L, "v"), (5L, 12L, 13L, "u") })
            {
                Run run = Sample.Run(1, job);
                write.AddRun(run with { Facts = run.Facts with { User = user, Start = from, End = to }, ChargedFrom = from, Price = ServiceUnits.FromUnits(1 << (int)job), Refunded = ServiceUnits.Zero, RefundGranted = default, IsRefundedInWhole = false });
            }
        },
        reader =>
        {
            Assert.Equal([("u", 8L + 32), ("v", 16L)], reader.UserCharges(1, "SU", 10).OrderBy(u => u.User, StringComparer.Ordinal));
            Assert.Equal([2L], reader.RunsAcross(1, "SU", 10).Select(r => r.Facts.Key.JobIdRaw));
            Assert.Empty(reader.UserCharges(1, "GPU-h", 10));
            Assert.Equal(2, reader.UserCharges(1, "SU", long.MinValue).Count());
        });
}
