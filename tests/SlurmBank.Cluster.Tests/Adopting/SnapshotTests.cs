using System;
using System.IO;
using System.Linq;
using System.Text.Json;
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

    /// <summary>As alice, where an empty file system lies over the ledger's folder and no configuration leads to Slurm.</summary>
    [ClusterFact]
    public void Plain_user_gets_balance_and_quote_where_only_the_snapshot_is()
    {
        string shared = Directory.CreateTempSubdirectory("slurmbank-shared-").FullName;
        try
        {
            File.Copy(history.After.Service.SnapshotPath, shared + "/snapshot.json");
            File.SetUnixFileMode(shared, (UnixFileMode)0b111_101_101);
            using JsonDocument balances = Hidden(shared, "balance", "--json");
            Assert.Equal(
                history.After.Service.Balances([]).Select(b => (b.Account, b.SpendableUnits, b.TotalChargedUnits)).Where(b => IsMember(b.Account)).Order(),
                balances.RootElement.EnumerateArray().Select(b => (b.GetProperty("account").GetString()!, b.GetProperty("spendableUnits").GetInt64(), b.GetProperty("totalChargedUnits").GetInt64())).Order());
            QuoteReport quote = history.After.Service.Quote(new QuoteCommand { Options = ["-A", "plain", "-n", "3", "--mem=9G", "-t", "20"], User = "alice" });
            using JsonDocument published = Hidden(shared, "quote", "-A", "plain", "-n", "3", "--mem=9G", "-t", "20", "--json");
            Assert.Equal(
                (quote.LowerUnits, quote.UpperUnits, quote.AvailableUnits),
                (published.RootElement.GetProperty("lowerUnits").GetInt64(), published.RootElement.GetProperty("upperUnits").GetInt64(), published.RootElement.GetProperty("availableUnits").GetInt64()));
        }
        finally
        {
            Directory.Delete(shared, recursive: true);
        }
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

    /// <summary>Whether alice may see an account: the snapshot is shown to members.</summary>
    private bool IsMember(string account) => history.Lab.Run("sacctmgr", "-nP", "show", "assoc", "user=alice", "format=account").Lines.Contains(account);

    private JsonDocument Hidden(string shared, params string[] arguments)
    {
        const string Script = """
            set -e
            ledger=$1 shared=$2 program=$3; shift 3
            mount -t tmpfs none "$ledger"
            ! test -e "$ledger/ledger.db"; ! test -e "$ledger/bank.toml"
            exec setpriv --reuid alice --regid "$(id -g alice)" --clear-groups -- env -i PATH=/nonexistent SLURM_CONF=/nonexistent SLURMBANK_SNAPSHOT="$shared/snapshot.json" "$program" "$@"
            """;
        string program = Path.Combine(Lab.Root, "out/slurmbank");
        Assert.True(File.Exists(program), "build.sh makes " + program);
        Answer answer = history.Lab.Run(["unshare", "--mount", "bash", "-c", Script, "bash", history.After.Folder, shared, program, .. arguments]);
        return JsonDocument.Parse(answer.Output);
    }
}
