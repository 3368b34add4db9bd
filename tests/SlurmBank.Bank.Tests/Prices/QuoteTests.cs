using System;
using System.Linq;
using SlurmBank.Bank.Tests.Doubles;
using SlurmBank.Bank.Tests.Support;
using SlurmBank.Engine;

namespace SlurmBank.Bank.Tests.Prices;

/// <summary>
/// Quotes on the sample cluster: partition cpu (c[1-2], 64 CPUs, 256 000 MB; CPU=1, Mem=0.25G) and gpu (g1, 64 CPUs, 512 000 MB, 8 GPUs;
/// GRES/gpu=1 besides), DefMemPerCPU 1024 MB, 7 days at most. The billing is the sum of the weights, truncated (no MAX_TRES).
/// What Slurm allocates is compared on a real cluster in another suite; here are the sums, the words and the account's funds.
/// </summary>
public sealed class QuoteTests
{
    private const long Hour = 3_600_000;

    /// <summary>Billing and seconds computed by hand. sbatch takes whole minutes; memory is asked for a node, so two nodes may have it twice.</summary>
    [Theory]
    [InlineData("-n 1 -t 60", 1 * Hour, 1 * Hour)]
    [InlineData("-n 4 -t 60", 5 * Hour, 5 * Hour)]
    [InlineData("-n 4 --mem-per-cpu=4G -t 1:00:00", 8 * Hour, 8 * Hour)]
    [InlineData("-n 3 --mem=1G -t 60", 3 * Hour, 3 * Hour)]
    [InlineData("-n 2 -c 3 -t 30", 7 * Hour / 2, 7 * Hour / 2)]
    [InlineData("-n 10 --mem-per-cpu=2G -t 60", 15 * Hour, 15 * Hour)]
    [InlineData("--exclusive -N 1 --mem=8G -t 60", 66 * Hour, 66 * Hour)]
    [InlineData("-p gpu --gres=gpu:2 -n 1 -t 60", 3 * Hour, 3 * Hour)]
    [InlineData("-p gpu -G 3 -n 3 -t 0:30", 6 * 60_000, 6 * 60_000)]
    [InlineData("-n 4 --array=1-100:3%4 -t 60", 34 * 5 * Hour, 34 * 5 * Hour)]
    [InlineData("-n 4 --array=0,5,7-9 -t 60", 5 * 5 * Hour, 5 * 5 * Hour)]
    [InlineData("-n 2 --mem=1G -t 60 : -p gpu -n 1 --mem=1G --gpus=1 -t 60", 4 * Hour, 4 * Hour)]
    [InlineData("-p cpu,gpu --gres=gpu:0 -n 4 --mem=4G -t 60", 5 * Hour, 6 * Hour)]
    [InlineData("-n 1 --mem=1 -t 0:01", 60_000, 60_000)]
    [InlineData("-n 1 --mem=1 -t 7-00:00:00", 168 * Hour, 168 * Hour)]
    [InlineData("-n 1 --mem=1", 168 * Hour, 168 * Hour)]
    [InlineData("-n 2 --mem=1 -t 2:00:00 --time-min=1:00:00", 2 * Hour, 4 * Hour)]
    public void Figures(string options, long lower, long upper)
    {
        using TestBank bank = Bank();
        QuoteReport quote = Quote(bank, options);
        Assert.Equal((lower, upper), (quote.LowerUnits, quote.UpperUnits));
        Assert.NotEmpty(quote.Arithmetic);
        Assert.Contains(quote.Upper.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture), quote.Text, StringComparison.Ordinal);
    }

    /// <summary>Whether the account could pay the upper figure: to the unit, with its credit, what it has charged and what runs; waiting jobs are shown only.</summary>
    [Theory]
    [InlineData(5 * Hour, 0, 0, true)]
    [InlineData(5 * Hour - 1, 0, 0, false)]
    [InlineData(5 * Hour, 1, 0, false)]
    [InlineData(5 * Hour - 1, 0, 1, true)]
    [InlineData(5 * Hour + 60_000, 60, 0, true)]
    [InlineData(5 * Hour + 60_000, 61, 0, false)]
    public void Affordable(long granted, int chargedSeconds, long credit, bool affordable)
    {
        using TestBank bank = Bank();
        bank.Grant("bio", granted);
        bank.Service.SetAccount(new AccountChange { Account = "bio", CreditLimit = ServiceUnits.FromUnits(credit) });
        bank.Slurm.Jobs(chargedSeconds == 0 ? [] : [JobRow.Run(1, TestBank.Open, chargedSeconds)]);
        bank.Slurm.Queue([new QueueRow(2, TestBank.Open)]);
        bank.Clock.Seconds += 1000;
        bank.Sync();
        QuoteReport quote = Quote(bank, "-n 4 -t 60");
        Assert.Equal((affordable, granted + credit - (chargedSeconds * 1000L)), (quote.Affordable, quote.AvailableUnits));
    }

    [Fact]
    public void An_account_without_grants_can_always_pay_and_an_unlimited_one_too()
    {
        using TestBank bank = Bank();
        Assert.Equal((true, null), (Quote(bank, "-n 4 -t 60").Affordable, Quote(bank, "-n 4 -t 60").AvailableUnits));
        bank.Grant("bio", 1);
        Assert.False(Quote(bank, "-n 4 -t 60").Affordable);
        bank.Service.SetAccount(new AccountChange { Account = "bio", Kind = Ledger.AccountKind.Unlimited });
        Assert.True(Quote(bank, "-n 64 -t 7-0").Affordable);
    }

    /// <summary>What the request does not say is filled in and named: the account, the QOS, the partition, the time.</summary>
    [Fact]
    public void What_is_filled_in_is_named()
    {
        using TestBank bank = Bank();
        bank.Slurm.Put("user.rows", "root|root|Administrator|\nann|Chem|None|\n");
        bank.Slurm.Associations([new AssociationRow("root"), new AssociationRow("chem"), new AssociationRow("chem", "ann")]);
        QuoteReport quote = bank.Service.Quote(new QuoteCommand { Options = ["-n", "1"], User = "ann" });
        Assert.Equal(("chem", "cpu", TimeSpan.FromDays(7)), (quote.Account, quote.Partition, quote.TimeLimit));
        Assert.Contains("account: chem, the default of ann", quote.Assumptions);
        Assert.Contains(quote.Assumptions, a => a.Contains("partition", StringComparison.Ordinal));
        Assert.Contains(quote.Assumptions, a => a.Contains("time", StringComparison.Ordinal));
        Assert.Contains("QOS: normal", quote.Assumptions);
        Assert.Throws<Ledger.InvalidRequestException>(() => bank.Service.Quote(new QuoteCommand { Options = ["-n", "1"], User = "nobody" }));
    }

    /// <summary>Options win over the script's lines; only lines before the first command count.</summary>
    [Theory]
    [InlineData("#!/bin/sh\n#SBATCH -n 2 --mem=1G\n#SBATCH -t 60\n", "", 2 * Hour)]
    [InlineData("#!/bin/sh\n#SBATCH -n 2 --mem=1G\n#SBATCH -t 60\n", "-n 3", 3 * Hour)]
    [InlineData("#!/bin/sh\n#SBATCH -n 2 --mem=1G\n\n# text\n#SBATCH -t 60\nsrun x\n#SBATCH -n 64\n", "", 2 * Hour)]
    [InlineData("#!/bin/sh\n#SBATCH --ntasks=2 --mem 1G --time=0-1\n", "--time=2:00:00", 4 * Hour)]
    public void Scripts(string script, string options, long upper)
    {
        using TestBank bank = Bank();
        Assert.Equal(upper, Quote(bank, options, script).UpperUnits);
    }

    [Theory]
    [InlineData("-n 1 -p nosuch -t 60", "nosuch")]
    [InlineData("-n 1 -t 8-0", "")]
    [InlineData("-n 500 -N 1 -t 60", "")]
    [InlineData("-n 1 --mem=9999G -t 60", "")]
    [InlineData("-p gpu --gres=gpu:9 -N 1 -t 60", "")]
    [InlineData("-n x", "x")]
    [InlineData("-n 1 -t sometime", "--time")]
    [InlineData("--nosuchoption", "nosuchoption")]
    public void What_slurm_would_refuse_is_refused_with_the_reason(string options, string named)
    {
        using TestBank bank = Bank();
        var error = Assert.Throws<Ledger.InvalidRequestException>(() => Quote(bank, options));
        Assert.Contains(named, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_in_a_script_names_its_place()
    {
        using TestBank bank = Bank();
        var error = Assert.Throws<Ledger.InvalidRequestException>(() => Quote(bank, "", "#!/bin/sh\n#SBATCH -n 2\n#SBATCH --time=sometime\n"));
        Assert.Contains("job.sh", error.Message, StringComparison.Ordinal);
        Assert.Contains("3", error.Message, StringComparison.Ordinal);
    }

    /// <summary>The published snapshot gives the same quote, and says of when its figures are.</summary>
    [Theory]
    [InlineData("-n 4 -t 60")]
    [InlineData("-p gpu --gres=gpu:2 -n 1 --array=1-9 -t 60")]
    [InlineData("-n 2 --mem=1G : -p gpu -n 1 --gpus=1")]
    public void A_login_node_gets_the_same_quote(string options)
    {
        using TestBank bank = Bank();
        bank.Grant("bio", 5 * Hour);
        bank.Service.PublishSnapshot();
        QuoteReport live = Quote(bank, options);
        bank.Clock.Seconds += 100;
        QuoteReport published = SnapshotService.Read(bank.Snapshot, bank.Clock).Quote(new QuoteCommand { Options = Words(options), User = "ann" });
        Assert.Equal((live.LowerUnits, live.UpperUnits, live.HourlyRateUnits, live.Affordable, live.AvailableUnits, live.Text), (published.LowerUnits, published.UpperUnits, published.HourlyRateUnits, published.Affordable, published.AvailableUnits, published.Text));
        Assert.Equal(bank.Clock.Seconds - 100, published.FiguresFrom.ToUnixTimeSeconds());
    }

    private static TestBank Bank() => TestBank.Opened();

    private static string[] Words(string options) => ["-A", "bio", .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(o => o == ":" ? [o, "-A", "bio"] : new[] { o })];

    private static QuoteReport Quote(TestBank bank, string options, string? script = null) =>
        bank.Service.Quote(new QuoteCommand { Options = Words(options), Script = script, ScriptName = "job.sh", User = "ann" });
}
