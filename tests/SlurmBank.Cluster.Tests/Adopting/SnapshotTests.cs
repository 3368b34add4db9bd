using System;
using System.IO;
using System.Linq;
using SlurmBank.Bank;

namespace SlurmBank.Cluster.Tests;

/// <summary>The published snapshot: what a login node knows without ledger.</summary>
[Collection("history")]
public sealed class SnapshotTests(History history)
{
    [ClusterFact]
    public void Sync_publishes_what_the_ledger_says()
    {
        using TestBank bank = history.Bank();
        _ = bank.Sync();
        string path = bank.Service.SnapshotPath;
        Assert.True(File.GetUnixFileMode(path).HasFlag(UnixFileMode.OtherRead));
        Assert.Empty(Directory.GetFiles(bank.Folder, "*.new"));
        SnapshotService snapshot = SnapshotService.Read(path, TimeProvider.System);
        foreach (Balance balance in bank.Service.Balances([]))
        {
            Balance published = Assert.Single(snapshot.Balances([balance.Account]));
            Assert.Equal(
                (balance.GrantedUnits, balance.ChargedUnits, balance.RunningUnits, balance.QueuedUnits, balance.SpendableUnits, balance.AvailableUnits, balance.TotalChargedUnits, balance.Status, balance.Mode, balance.EndDate),
                (published.GrantedUnits, published.ChargedUnits, published.RunningUnits, published.QueuedUnits, published.SpendableUnits, published.AvailableUnits, published.TotalChargedUnits, published.Status, published.Mode, published.EndDate));
        }

        Assert.Equal(bank.Service.Balances([]).Count(), snapshot.Balances([]).Count());
        Assert.Contains("timeout", snapshot.AccountsOf("alice"));
        Assert.DoesNotContain("chem", snapshot.AccountsOf("alice"));
    }

    [ClusterTheory]
    [InlineData("-A resize -n 4 -t 10")]
    [InlineData("-n 2 --mem=9G -t 10")]
    [InlineData("-A plain -p gpu --gres=gpu:2 -t 1:00:00")]
    [InlineData("-A plain --array=1-9 -c 3 -t 5")]
    public void Quote_without_ledger_is_the_quote_with_it(string options)
    {
        var command = new QuoteCommand { Options = options.Split(' '), User = "alice" };
        QuoteReport live = history.After.Service.Quote(command);
        QuoteReport published = SnapshotService.Read(history.After.Service.SnapshotPath, TimeProvider.System).Quote(command);
        Assert.Equal(
            (live.Account, live.Partition, live.LowerUnits, live.UpperUnits, live.AvailableUnits, live.Affordable, live.TariffVersion, live.Text),
            (published.Account, published.Partition, published.LowerUnits, published.UpperUnits, published.AvailableUnits, published.Affordable, published.TariffVersion, published.Text));
        Assert.True(live.UpperUnits > 0);
    }
}
