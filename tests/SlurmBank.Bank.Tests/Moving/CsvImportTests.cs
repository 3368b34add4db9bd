using System;
using System.IO;
using System.Linq;
using SlurmBank.Bank.Tests.Support;

namespace SlurmBank.Bank.Tests.Moving;

/// <summary>Lists of grants.</summary>
public sealed class CsvImportTests
{
    private const long Su = 3_600_000;
    private const string TwoCurrencies = "[tariff.partition_currency]\ngpu = \"GPUh\"\n";

    [Theory]
    [InlineData("account,amount,used\nbio,100,25.5\n")]
    [InlineData("Account;SU;Usage\r\nbio;100;25.5\r\n")]
    [InlineData("\uFEFFproject\tservice units\tspent\nBIO\t0.1k\t25.5 SU\n")]
    [InlineData("\"name\",\"granted\",\"charged\",\"colour\"\n\"bio\",\"100\",\"25.5\",\"red\"\n\n")]
    public void A_list_in_any_of_the_usual_forms(string text)
    {
        using TestBank bank = OldBanks.Bank();
        ImportReport report = bank.Service.Import(new ImportCommand { Paths = [List(bank, text)] });
        Assert.Equal(("csv", true), (report.Source, report.IsNew));
        Assert.Equal((100 * Su, 255 * Su / 10, 745 * Su / 10), (bank.Balance().GrantedUnits, bank.Balance().ChargedUnits, bank.Balance().AvailableUnits));
        Assert.Equal(text.Contains("colour", StringComparison.Ordinal), report.Warnings.Any(w => w.Contains("colour", StringComparison.Ordinal)));
        Assert.False(bank.Service.Import(new ImportCommand { Paths = [List(bank, text)] }).IsNew);
        bank.AssertSound();
    }

    [Fact]
    public void Every_column_is_taken_and_overlapping_grants_keep_what_was_used_of_each()
    {
        using TestBank bank = OldBanks.Bank(TwoCurrencies);
        string path = List(bank, """
            account,amount,currency,start,end,kind,clusters,partitions,qos,users,used,reference,reason,priority
            bio,100,SU,2025-12-01,2026-01-31,class,lab,"cpu,gpu",normal,ann bob,0,A-1,"said ""yes"", in writing",5
            bio,100,SU,2025-12-01,2026-12-31,grant,,,,,60,A-2,,
            bio,50,GPUh,2026-01-01T12:00:00Z,,grant,,,,,,A-3,,
            old,70,SU,2020-01-01,2020-12-31,grant,,,,,10,A-4,,
            vip,-1,,,,,,,,,,,,
            """);
        ImportReport report = bank.Service.Import(new ImportCommand { Paths = [path] });
        Assert.Equal(["left", "taken", "taken", "taken", "taken"], report.Items.Select(i => i.Outcome).Order());
        Ledger.AllocationBalance[] all = bank.See(v => v.Allocations("bio").ToArray());
        Ledger.AllocationBalance first = all.Single(a => a.Allocation.Reference == "A-1");
        Assert.Equal((100 * Su, 5, "class"), (first.Remaining.Units, first.Allocation.Priority, first.Allocation.Kind));
        Assert.Equal(["lab", "cpu", "gpu", "normal", "ann", "bob"], [.. first.Allocation.Scope.Clusters, .. first.Allocation.Scope.Partitions, .. first.Allocation.Scope.Qos, .. first.Allocation.Scope.Users]);
        Assert.Equal(40 * Su, all.Single(a => a.Allocation.Reference == "A-2").Remaining.Units);
        Assert.Equal("said \"yes\", in writing", bank.Service.Transactions(new TransactionQuery { Reference = "A-1" }).Single().Reason);
        Assert.Equal("unlimited", bank.Balance("vip").Status);

        // After the first has ended, the second still has what it had: the use was not drawn from the first.
        bank.Clock.Seconds += 40 * TestBank.Day;
        bank.Sync();
        Assert.Equal(40 * Su, bank.Service.Balances(["bio"]).Single(b => b.Currency == "SU").AvailableUnits);
        bank.AssertSound();
    }

    [Fact]
    public void All_wrong_cells_are_named_with_line_and_column_and_nothing_is_taken()
    {
        using TestBank bank = OldBanks.Bank();
        string path = List(bank, "account,amount,start,end,reference,priority\nbio,1o0,,,R1,\nb;o,5,,,R2,\nchem,7,2026-13-01,,R3,x\nchem,7,2026-02-01,2026-01-01,R4,\nok,7,,,R5,\nok,7,,,R5,\nok,-3,,,R6,\nok,,,,R7,\nok,1,,,R8,1,extra\n");
        string before = bank.Everything();
        ImportRefusedException error = Assert.Throws<ImportRefusedException>(() => bank.Service.Import(new ImportCommand { Paths = [path] }));
        string[] places = [.. error.Problems.Select(p => p[path.Length..].Split(": ")[0])];
        Assert.Equal([":2:6", ":3:1", ":4:8", ":4:23", ":5:19", ":7:8", ":8:4", ":9:4", ":10:13"], places);
        Assert.Equal(before, bank.Everything());
        ImportReport report = bank.Service.Import(new ImportCommand { Paths = [path], SkipInvalid = true });
        Assert.Equal((1, 9), (report.Items.Count(i => i.Outcome == "taken"), report.Items.Count(i => i.Outcome == "invalid")));
        Assert.Equal(7 * Su, bank.Balance("ok").AvailableUnits);
    }

    [Theory]
    [InlineData("account,amount,su\nbio,1,2\n", ":1:16: 'su' and 'amount' are both the amount")]
    [InlineData("account,size\nbio,1\n", ":1:1: no column is the amount")]
    [InlineData("account,amount\n\"bio,1\n", ":2:1: a quote is opened here and never closed")]
    public void A_heading_that_does_not_serve_is_told(string text, string says)
    {
        using TestBank bank = OldBanks.Bank();
        Assert.Contains(says, Assert.Throws<ImportRefusedException>(() => bank.Service.Import(new ImportCommand { Paths = [List(bank, text)], Source = ImportSource.Csv })).Message, StringComparison.Ordinal);
    }

    /// <summary>A mistyped currency would be money that nothing is ever charged to.</summary>
    [Fact]
    public void A_currency_that_the_bank_does_not_have_is_refused_with_those_it_has()
    {
        using TestBank bank = OldBanks.Bank(TwoCurrencies);
        string path = List(bank, "account,amount,currency\nbio,100,SU\nchem,5,GPuu\nphys,5 EUR,\nart,5 GPU-h,SU\n");
        string before = bank.Everything();
        ImportRefusedException error = Assert.Throws<ImportRefusedException>(() => bank.Service.Import(new ImportCommand { Paths = [path] }));
        Assert.Equal(
            [$"{path}:3: 'GPuu' is no currency of this bank; it has SU, GPUh.", $"{path}:4: 'EUR' is no currency of this bank; it has SU, GPUh.", $"{path}:5: The amount is in GPUh ('GPU-h'), and the currency named beside it is SU."],
            error.Problems);
        CurrencyNotFoundException named = Assert.Throws<CurrencyNotFoundException>(() => bank.Service.Import(new ImportCommand { Paths = [path], Currency = "CPUh" }));
        Assert.Equal(["SU", "GPUh"], named.Known);
        Assert.Equal(before, bank.Everything());
        ImportReport report = bank.Service.Import(new ImportCommand { Paths = [path], SkipInvalid = true });
        Assert.Equal(["invalid", "invalid", "invalid", "taken"], report.Items.Select(i => i.Outcome).Order());
        Assert.Equal(["SU"], bank.Service.Balances([]).Select(b => b.Currency));
    }

    [Fact]
    public void A_unit_behind_an_amount_says_the_currency_and_names_that_are_written_alike_are_one()
    {
        using TestBank bank = OldBanks.Bank(TwoCurrencies);
        string path = List(bank, "account,amount,used,currency,reference\nbio,100,,,A1\nbio,50 GPU-hours,5 GPU-hours,,A2\nchem,7,,gpu-h,A3\nchem,1k SU,2,,A4\n");
        bank.Service.Import(new ImportCommand { Paths = [path], Currency = "gpuh" });
        Assert.Equal(["bio GPUh 145", "chem GPUh 1005"], bank.Service.Balances([]).Select(b => $"{b.Account} {b.Currency} {b.Available:0}"));
        Assert.False(bank.Service.Import(new ImportCommand { Paths = [path], Currency = "GPUh" }).IsNew);
        string other = List(bank, "account,amount,used\nbio,50,5 GPU-h\n");
        Assert.Contains(":2:8: it is in GPU-h and the amount is not", Assert.Throws<ImportRefusedException>(() => bank.Service.Import(new ImportCommand { Paths = [other] })).Message, StringComparison.Ordinal);
        bank.AssertSound();
    }

    private static string List(TestBank bank, string text)
    {
        string path = bank.Folder.File("grants.csv");
        File.WriteAllText(path, text);
        return path;
    }
}
