using System;
using System.Linq;
using SlurmBank.Bank;
using SlurmBank.Engine;
using SlurmBank.Ledger;

namespace SlurmBank.Cluster.Tests;

/// <summary>Books that are opened in the middle of a cluster's history.</summary>
[Collection("history")]
public sealed class AdoptionTests(History history)
{
    [ClusterFact]
    public void What_was_before_the_books_is_not_charged_and_what_straddles_them_is_cut()
    {
        // In the middle of the job that ran into its time limit: of the others some were over by then and some had not begun.
        RawRun straddling = Assert.Single(history.RunsOf("timeout"));
        long open = straddling.Start!.Value + (straddling.Seconds / 2);
        Assert.Contains(history.Runs, r => r.End < open && r.Units > 0);
        using TestBank bank = Adopt(open);
        SyncReport report = bank.Sync();
        foreach (string account in History.Accounts)
        {
            Assert.Equal(history.RunsOf(account).Sum(r => After(r, open)), bank.Balance(account).TotalChargedUnits);
        }

        Assert.True(report.BeforeBooks > 0 || report.Rows < history.Runs.Count);
        Assert.Equal((straddling.End!.Value - open) * straddling.Billing * 1000, bank.Balance("timeout").TotalChargedUnits);
        Assert.Empty(bank.Service.Liens([]));
        bank.RequireSound();

        // Asked for explicitly, what was before the books still is not the bank's.
        SyncReport earlier = bank.Sync(new SyncCommand { StartTime = SiteMoment.FromInstant(history.Opened) });
        Assert.Equal((0L, 0L), (earlier.Charged, earlier.Adjusted));
    }

    [ClusterFact]
    public void History_is_filled_in_window_by_window_and_can_be_interrupted()
    {
        using TestBank bank = history.Bank();
        long last = history.Runs.Max(r => r.End!.Value);
        long first = history.Runs.Min(r => r.Submit);
        DateTimeOffset? mark = null;
        for (long to = first; to < last; to += Math.Max((last - first) / 5, 1))
        {
            SyncReport part = bank.Sync(new SyncCommand { EndTime = SiteMoment.FromInstant(DateTimeOffset.FromUnixTimeSeconds(to)) });
            Assert.True(part.Watermark >= (mark ?? part.Watermark), "the watermark moved back");
            Assert.True(part.Watermark <= DateTimeOffset.FromUnixTimeSeconds(to));
            mark = part.Watermark;
        }

        _ = bank.Sync();
        Assert.Equal(history.After.Totals(), bank.Totals());
        Assert.Equal(history.Runs.Sum(r => r.Units), bank.Charged().Values.Sum());
    }

    [ClusterFact]
    public void Opening_twice_changes_nothing_and_another_date_is_refused()
    {
        using TestBank bank = history.Bank();
        _ = bank.Sync();
        string totals = bank.Totals();
        long entries = bank.Service.Verify().Entries;
        InitializeReport again = bank.Service.Initialize(new InitializeCommand { Reason = "again" });
        Assert.Equal(history.Opened.ToUnixTimeSeconds(), again.BooksOpen.ToUnixTimeSeconds());
        Assert.Equal(1, again.TariffVersion);
        InitializeReport same = bank.Service.Initialize(new InitializeCommand { BooksOpen = SiteMoment.FromInstant(history.Opened) });
        Assert.Equal(again.BooksOpen, same.BooksOpen);
        _ = Assert.Throws<InvalidRequestException>(() => bank.Service.Initialize(new InitializeCommand { BooksOpen = SiteMoment.FromInstant(history.Opened.AddDays(1)) }));
        Assert.Equal((totals, entries), (bank.Totals(), bank.Service.Verify().Entries));
    }

    [ClusterFact]
    public void Account_without_a_grant_is_recorded_and_unmanaged()
    {
        Balance odd = history.After.Balance(History.Odd);
        Assert.True(odd.TotalChargedUnits > 0);
        Assert.Equal("unmanaged", odd.Status);
        GrantCommand grant = new() { Account = History.Odd, Amount = ServiceUnits.Parse("1") };
        _ = Assert.Throws<TextFormatException>(() => history.After.Service.Grant(grant));
    }

    private TestBank Adopt(long open) => new TestBank(history.Lab).Opened(DateTimeOffset.FromUnixTimeSeconds(open)).Granted("100k", [.. History.Accounts.Where(a => a != History.Odd)]);

    /// <summary>What a run cost from a moment on.</summary>
    private static long After(RawRun run, long open) => run.Start is long start && run.End is long end ? Math.Max(end - Math.Max(Math.Max(start, run.Submit), open), 0) * run.Billing * 1000 : 0;
}
