using System;
using System.Collections.Generic;
using System.Linq;
using SlurmBank.Bank.Tests.Doubles;
using SlurmBank.Bank.Tests.Support;
using SlurmBank.Engine;
using SlurmBank.Ledger;

namespace SlurmBank.Bank.Tests.Prices;

/// <summary>A site whose partition gpu is charged in GPU-h, and everything else in SU.</summary>
public sealed class CurrencyTests
{
    private const long T = TestBank.Open;
    private const long Hour = 3_600_000;
    private const string Two = "[tariff.partition_currency]\ngpu = \"GPU-h\"\n";

    [Fact]
    public void A_run_is_charged_in_the_currency_of_its_partition_and_drawn_from_what_was_granted_in_it()
    {
        using TestBank bank = Bank();
        Grant(bank, "10");
        Grant(bank, "4 GPU-h");
        bank.Slurm.Jobs([JobRow.Run(1, T, 3600, 2), JobRow.Run(2, T, 3600, 3) with { Partition = "gpu" }]);
        bank.Clock.Seconds += 7200;
        bank.Sync();
        Assert.Equal(["GPU-h 4 3 1 open", "SU 10 2 8 open"], Balances(bank));
        Assert.Equal(["1 SU", "2 GPU-h"], bank.Service.Costs(["1", "2"]).Select(c => $"{c.JobId} {c.Currency}"));
        Assert.Equal(["GPU-h 3", "SU 2"], bank.Service.Usage(new UsageQuery { Accounts = ["bio"] }).Select(u => $"{u.Currency} {u.Charged:0}").Order());
        Assert.Equal(["GPU-h 4 1", "SU 10 8"], bank.Service.Statements(new StatementQuery { Accounts = ["bio"], StartTime = TestBank.At(T) }).Select(s => $"{s.Currency} {s.Received:0} {s.Closing:0}"));
        bank.AssertSound();
        Assert.Equal(0, bank.Sync().Charged);
    }

    /// <summary>Every question that takes a currency knows the names, and says which there are.</summary>
    [Theory]
    [InlineData("gpu-hours", true)]
    [InlineData("GB", false)]
    public void A_question_about_a_currency_knows_it_or_says_so(string currency, bool isKnown)
    {
        using TestBank bank = Bank();
        Grant(bank, "10");
        Grant(bank, "4 GPU-h");
        Func<IEnumerable<string>>[] questions =
        [
            () => bank.Service.Forecasts(new ForecastQuery { Currency = currency }).Select(f => f.Currency),
            () => bank.Service.Balances([], currency).Select(b => b.Currency),
            () => bank.Service.BalancesFor([], new BalanceScope(User: "ann"), currency).Select(b => b.Currency).DefaultIfEmpty("GPU-h"),
            () => bank.Service.Statements(new StatementQuery { Accounts = ["bio"], StartTime = TestBank.At(T), Currency = currency }).Select(s => s.Currency),
            () => [bank.Service.Chart(new ChartQuery { Account = "bio", Currency = currency }).Currency],
        ];
        foreach (Func<IEnumerable<string>> question in questions)
        {
            if (isKnown)
            {
                Assert.Equal(["GPU-h"], question());
            }
            else
            {
                Assert.Equal(["SU", "GPU-h"], Assert.Throws<CurrencyNotFoundException>(() => question().ToList()).Known);
            }
        }
    }

    [Fact]
    public void A_refund_goes_back_in_the_currency_of_the_charge()
    {
        using TestBank bank = Bank();
        Grant(bank, "4 GPU-h");
        bank.Slurm.Jobs([JobRow.Run(2, T, 3600, 3) with { Partition = "gpu" }]);
        bank.Clock.Seconds += 7200;
        bank.Sync();
        RefundCommand back = new() { JobIds = ["2"], Amount = ServiceUnits.FromWhole(1) };
        Assert.Contains("GPU-h", Assert.Throws<InvalidRequestException>(() => bank.Service.Refund(back with { Unit = "SU" })).Message, StringComparison.Ordinal);
        Assert.Equal("GPU-h", Assert.Single(bank.Service.Refund(back with { Unit = "GPU-hours" })).Currency);
        Assert.Equal(["GPU-h 4 2 2 open"], Balances(bank));
        bank.AssertSound();
    }

    [Fact]
    public void A_lien_is_in_the_currency_of_its_partition_and_changes_with_it()
    {
        using TestBank bank = Bank();
        Grant(bank, "10");
        Grant(bank, "10 GPU-h");
        bank.Slurm.Queue([new QueueRow(1, T) { Partition = "gpu" }, new QueueRow(2, T), new QueueRow(3, T) { Partition = "gpu,cpu" }]);
        bank.Clock.Seconds += 10;
        bank.Sync();
        Assert.Equal(["1 GPU-h", "2 SU", "3 GPU-h"], bank.Liens().OrderBy(l => l.JobId).Select(l => $"{l.JobId} {l.Currency}"));
        bank.Slurm.Queue([QueueRow.Running(3, T)]);
        bank.Sync();
        Assert.Equal("3 SU", bank.Liens().Where(l => l.JobId == "3").Select(l => $"{l.JobId} {l.Currency}").Single());
        bank.AssertSound();
    }

    [Theory]
    [InlineData("-p cpu", "SU", 7)]
    [InlineData("", "SU", 7)]
    [InlineData("-p gpu", "GPU-h", 3)]
    public void A_quote_looks_at_the_funds_in_the_partitions_currency(string options, string currency, int available)
    {
        using TestBank bank = Bank("[gate]\npolicy = \"enforce\"\n");
        Grant(bank, "7");
        Grant(bank, "3 GPU-h");
        QuoteReport quote = bank.Service.Quote(Job(options));
        Assert.Equal((currency, (decimal)available, available >= 5), (quote.Currency, quote.Available, quote.Affordable));
        Assert.Contains($" {currency}", quote.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(currency == "SU" ? "GPU-h" : " SU", quote.Text, StringComparison.Ordinal);
        Assert.Equal(available >= 5 ? "allow" : "refuse", bank.Service.Decide(Job(options)).Action);
        bank.Service.PublishSnapshot();
        QuoteReport published = SnapshotService.Read(bank.Snapshot, bank.Clock).Quote(Job(options));
        Assert.Equal((quote.Currency, quote.Available, quote.Text), (published.Currency, published.Available, published.Text));
    }

    [Fact]
    public void Partitions_of_two_currencies_have_no_one_price()
    {
        using TestBank bank = Bank();
        foreach (string options in new[] { "-p cpu,gpu", "-p cpu : -A bio -p gpu" })
        {
            InvalidRequestException error = Assert.Throws<InvalidRequestException>(() => bank.Service.Quote(Job(options)));
            Assert.Contains("GPU-h and SU", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Who_was_granted_one_currency_has_nothing_in_the_other()
    {
        using TestBank bank = Bank("[gate]\npolicy = \"enforce\"\n");
        Assert.Equal("not-gated", bank.Service.Decide(Job("-p gpu")).Outcome);
        Grant(bank, "100");
        Assert.Equal(("short", 0m), (bank.Service.Decide(Job("-p gpu")).Outcome, bank.Service.Decide(Job("-p gpu")).Available));
        Assert.Equal(["SU 100 0 100 open"], Balances(bank));
        bank.Service.PublishSnapshot();
        SnapshotService published = SnapshotService.Read(bank.Snapshot, bank.Clock);
        Assert.Equal("SU", Assert.Single(published.Balances(["bio"])).Currency);
        Assert.False(published.Quote(Job("-p gpu")).Affordable);
    }

    /// <summary>What is named, what is written behind the amount, and what comes of it.</summary>
    [Theory]
    [InlineData(null, null, "SU")]
    [InlineData(null, "SU", "SU")]
    [InlineData(null, "GPU-h", "GPU-h")]
    [InlineData(null, "gpu-hours", "GPU-h")]
    [InlineData(null, "GPUh", "GPU-h")]
    [InlineData("GPU-h", null, "GPU-h")]
    [InlineData("GPU-h", "GPU-hour", "GPU-h")]
    [InlineData("GPU-h", "SU", "InvalidRequest")]
    [InlineData("SU", "GPU-h", "InvalidRequest")]
    [InlineData(null, "GB", "CurrencyNotFound")]
    [InlineData("EUR", null, "CurrencyNotFound")]
    [InlineData("EUR", "GPU-h", "CurrencyNotFound")]
    public void The_unit_says_the_currency(string? named, string? unit, string expected)
    {
        using TestBank bank = Bank();
        string outcome;
        try
        {
            outcome = bank.Service.Grant(new GrantCommand { Account = "bio", Amount = ServiceUnits.FromWhole(5), Currency = named, Unit = unit }).Allocation.Currency;
        }
        catch (SlurmBankException error)
        {
            outcome = error.ErrorId;
            Assert.True(error is not CurrencyNotFoundException || error.Message.Contains("it has SU, GPU-h", StringComparison.Ordinal), error.Message);
        }

        Assert.Equal(expected, outcome);
    }

    [Fact]
    public void SU_is_also_the_word_for_a_sites_only_currency()
    {
        using var bank = new TestBank();
        System.IO.File.WriteAllText(bank.Configuration, System.IO.File.ReadAllText(bank.Configuration).Replace("[site]", "[site]\ncurrency = \"CPU-h\"", StringComparison.Ordinal));
        bank.Service.Initialize(new InitializeCommand { BooksOpen = TestBank.At(T) });
        MovementReport grant = Grant(bank, "10k SU");
        Assert.Equal("CPU-h", grant.Allocation.Currency);
        Assert.Equal(10_001, Deposit(bank, "1 SU", grant.Allocation.AllocationId).Allocation.Granted);
        Assert.Equal(10_002, Deposit(bank, "1 CPU-hour", null).Allocation.Granted);
    }

    [Fact]
    public void Movements_go_into_allocations_of_their_own_currency()
    {
        using TestBank bank = Bank();
        long su = Grant(bank, "10").Allocation.AllocationId;
        long gpu = Grant(bank, "10 GPU-h").Allocation.AllocationId;
        Assert.Equal((gpu, 12m), Of(Deposit(bank, "2 GPU-h", null)));
        Assert.Equal((su, 11m), Of(Deposit(bank, "1", null)));
        Assert.Equal((gpu, 13m), Of(Deposit(bank, "1", gpu)));
        Assert.Contains("GPU-h", Assert.Throws<InvalidRequestException>(() => Deposit(bank, "1 GPU-h", su)).Message, StringComparison.Ordinal);
        Assert.Contains("GPU-h", Assert.Throws<InvalidRequestException>(() => Deposit(bank, "1 SU", gpu)).Message, StringComparison.Ordinal);
        StatedAmount three = StatedAmount.Parse("3 gpu-h");
        Assert.Equal(10m, bank.Service.Withdraw(new WithdrawCommand { Account = "bio", Amount = three.Amount, Unit = three.Unit }).Allocation.Granted);
        bank.Grant("chem", Hour);
        bank.Service.Grant(new GrantCommand { Account = "chem", Amount = ServiceUnits.FromWhole(1), Currency = "GPU-h" });
        Assert.Equal("GPU-h", bank.Service.Transfer(new TransferCommand { Account = "bio", ToAccount = "chem", Amount = three.Amount, Unit = three.Unit }).To.Currency);
        bank.AssertSound();

        static (long, decimal) Of(MovementReport report) => (report.Allocation.AllocationId, report.Allocation.Granted);
    }

    [Fact]
    public void A_settled_run_that_turns_up_in_a_partition_of_another_currency_is_parked_and_what_was_charged_stays()
    {
        using TestBank bank = Bank();
        Grant(bank, "10");
        bank.Slurm.Jobs([JobRow.Run(1, T, 3600, 2)]);
        bank.Clock.Seconds += 7200;
        bank.Sync();
        bank.Slurm.Jobs([JobRow.Run(1, T, 3600, 2) with { Partition = "gpu" }]);
        bank.Sync(T, T + 7200);
        Assert.Equal("CurrencyChanged", Assert.Single(bank.See(v => v.Reader.ParkedRuns().ToList())).Code);
        Assert.Equal(["SU 10 2 8 open"], Balances(bank));
        bank.AssertSound();
    }

    [Fact]
    public void A_tariff_of_one_currency_is_what_it_was()
    {
        using TestBank one = TestBank.Opened();
        using TestBank alike = TestBank.Opened(more: "[tariff.partition_currency]\ngpu = \"SU\"\n");
        Assert.Equal(one.See(v => v.Reader.Tariffs().Single().Text), alike.See(v => v.Reader.Tariffs().Single().Text));
    }

    [Fact]
    public void A_new_version_says_which_currencies_changed()
    {
        using TestBank bank = TestBank.Opened();
        bank.Configure(Two);
        TariffCaptureReport report = bank.Service.CaptureTariff(new TariffCaptureCommand());
        TariffDifference difference = Assert.Single(report.Differences);
        Assert.Equal(("currency gpu", null, "GPU-h"), (difference.Name, difference.Before, difference.After));
        Assert.Equal("GPU-h", report.Tariff.PartitionCurrencies["gpu"]);
    }

    [Fact]
    public void The_comparison_with_sacct_is_made_in_each_currency()
    {
        using TestBank bank = Bank();
        bank.Slurm.Jobs([JobRow.Run(1, T, 3600, 2), JobRow.Run(2, T, 3600, 3) with { Partition = "gpu" }]);
        bank.Clock.Seconds += 7200;
        bank.Sync();
        IReadOnlyList<ComparisonReport> reports = [.. bank.Service.Compare(new CompareQuery { Accounts = ["bio"] })];
        Assert.Equal(["GPU-h sacct 3 3 0", "SU sacct 2 2 0"], reports.Select(r => $"{r.Currency} {r.Source} {r.Ledger:0} {r.Slurm:0} {r.Rest:0}"));
        Assert.Contains(bank.Warnings, w => w.Contains("sreport and sshare", StringComparison.Ordinal));
    }

    [Fact]
    public void A_users_limit_has_a_currency_too()
    {
        using TestBank bank = Bank("[gate]\npolicy = \"enforce\"\n");
        Grant(bank, "100");
        Grant(bank, "100 GPU-h");
        bank.Service.SetAccount(new AccountChange { Account = "bio", UserLimits = [UserLimitChange.Parse("ann=2 GPU-h")] });
        Assert.Equal("refuse", bank.Service.Decide(Job("-p gpu")).Action);
        Assert.Equal("allow", bank.Service.Decide(Job("-p cpu")).Action);
    }

    [Fact]
    public void Dump_and_import_keep_currencies_apart()
    {
        using TestBank bank = Bank();
        Grant(bank, "10");
        Grant(bank, "4 GPU-h");
        bank.Slurm.Jobs([JobRow.Run(1, T, 3600, 2), JobRow.Run(2, T, 3600, 3) with { Partition = "gpu" }]);
        bank.Clock.Seconds += 7200;
        bank.Sync();
        string dump = bank.Folder.File("dump.json");
        bank.Service.Export(new ExportCommand { Path = dump });
        using var other = new TestBank();
        other.Service.Import(new ImportCommand { Paths = [dump] });
        Assert.Equal(Balances(bank), Balances(other));
        other.AssertSound();
    }

    private static TestBank Bank(string more = "") => TestBank.Opened(more: more + Two);

    private static MovementReport Grant(TestBank bank, string amount)
    {
        StatedAmount stated = StatedAmount.Parse(amount);
        return bank.Service.Grant(new GrantCommand { Account = "bio", Amount = stated.Amount, Unit = stated.Unit, StartDate = TestBank.At(T) });
    }

    private static MovementReport Deposit(TestBank bank, string amount, long? allocation)
    {
        StatedAmount stated = StatedAmount.Parse(amount);
        return bank.Service.Deposit(new DepositCommand { Account = "bio", Amount = stated.Amount, Unit = stated.Unit, AllocationId = allocation });
    }

    private static QuoteCommand Job(string options) => new()
    {
        Options = ["-A", "bio", "-n", "4", "-t", "60", .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)],
        User = "ann",
    };

    private static IEnumerable<string> Balances(TestBank bank) =>
        bank.Service.Balances(["bio"]).OrderBy(b => b.Currency, StringComparer.Ordinal).Select(b => $"{b.Currency} {b.Granted:0} {b.Charged:0} {b.Available:0} {b.Status}");
}
