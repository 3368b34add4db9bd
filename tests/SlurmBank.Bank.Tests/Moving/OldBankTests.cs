using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using SlurmBank.Bank.Tests.Doubles;
using SlurmBank.Bank.Tests.Support;
using SlurmBank.Ledger;

namespace SlurmBank.Bank.Tests.Moving;

/// <summary>What other banks hold is taken over: what is left is to the unit what was left there.</summary>
public sealed class OldBankTests
{
    private const long Su = 3_600_000;

    [Fact]
    public void Slurm_su_bank_database_gives_balances_to_the_unit()
    {
        using TestBank bank = OldBanks.Bank();
        string old = OldBanks.Make(bank, OldBanks.SuBank, """
            INSERT INTO sbank VALUES (1,'bio',10000,'2025-06-01',0,0,0), (2,'chem',-1,'2025-06-01',0,0,0), (3,'zero',0,'2025-06-01',0,0,0), (4,'over',100,'2025-06-01',1,1,1),
                (5,'late',500,'2023-01-31',0,1,0), (6,'bio',7,'2025-06-01',0,0,0), (7,'Huge',2000000000000,'2025-06-01',0,0,0), (8,'new',5,'2025-06-01 10:11:12.000000',0,0,0);
            """);
        string usage = OldBanks.Usage(bank, ("bio", 3_600_001), ("over", 540_000), ("zero", 1), ("late", 36), ("chem", 99));
        var command = new ImportCommand { Paths = [old], UsagePath = usage };
        string before = bank.Everything();
        ImportReport plan = bank.Service.Import(command with { IsPlan = true });
        Assert.Equal(before, bank.Everything());
        Assert.Equal("slurm-su-bank", plan.Source);

        ImportReport report = bank.Service.Import(command);
        Assert.Equal(plan.Items, report.Items);
        Assert.Equal(plan.Balances, report.Balances);
        Assert.All(report.Balances, b => Assert.True(b.IsEqual, b.ToString()));
        Assert.Equal((10_000 * Su) - 3_600_001_000, bank.Balance("bio").AvailableUnits);
        Assert.Equal((long.MaxValue, "unlimited"), (bank.Balance("chem").AvailableUnits, bank.Balance("chem").Status));
        Assert.Equal((-1000L, "spent"), (bank.Balance("zero").AvailableUnits, bank.Balance("zero").Status));
        Assert.Equal((100 * Su) - 540_000_000, bank.Balance("over").AvailableUnits);
        Assert.Equal((500 * Su) - 36_000, bank.Balance("late").AvailableUnits);
        Assert.Equal(2_000_000_000_000 * Su, bank.Balance("huge").AvailableUnits);
        Assert.Equal(10_000 * Su, bank.Balance("bio").GrantedUnits);
        Assert.Equal(3_600_001_000, bank.Balance("bio").ChargedUnits);
        Assert.Contains(report.Items, i => i.Outcome == "left" && i.Account == "bio" && i.Note.Contains("second record", StringComparison.Ordinal));
        Assert.Contains("without an end", report.Items.Single(i => i.Account == "late").Note, StringComparison.Ordinal);
        Assert.Contains("does not name the account", report.Items.Single(i => i.Account == "new").Note, StringComparison.Ordinal);

        // 365 days after its first day is the last one on which the old bank lets it run.
        Assert.Equal(new DateTimeOffset(2026, 6, 2, 0, 0, 0, TimeSpan.Zero), report.Items.First(i => i.Account == "bio").EndTime);
        bank.AssertSound();
        string after = bank.Everything();
        ImportReport again = bank.Service.Import(command);
        Assert.False(again.IsNew);
        Assert.Equal(after, bank.Everything());
        Assert.All(again.Items.Where(i => i.Account != "bio" || i.Outcome != "left"), i => Assert.Equal("present", i.Outcome));
    }

    /// <summary>Where usage fades, RawUsage is not what was used; whoever saved a listing is taken to know.</summary>
    [Theory]
    [InlineData("PriorityDecayHalfLife   = 00:00:00", "PriorityDecayHalfLife   = 7-00:00:00", true)]
    [InlineData("PriorityUsageResetPeriod = NONE", "PriorityUsageResetPeriod = MONTHLY", true)]
    [InlineData("PriorityUsageResetPeriod = NONE", "PriorityUsageResetPeriod = NONE", false)]
    public void Usage_that_fades_is_told(string setting, string changed, bool fades)
    {
        using TestBank bank = OldBanks.Bank();
        bank.Slurm.Change("scontrol-config.txt", setting, changed);
        bank.Slurm.Shares(("bio", 3_600_000, 0));
        string old = OldBanks.Make(bank, OldBanks.SuBank, "INSERT INTO sbank VALUES (1,'bio',10000,'2025-06-01',0,0,0);");
        var command = new ImportCommand { Paths = [old], IsPlan = true };
        Assert.Equal(fades, bank.Service.Import(command).Warnings.Any(w => w.Contains("fades or is reset", StringComparison.Ordinal)));
        string usage = OldBanks.Usage(bank, ("bio", 3_600_000));
        Assert.DoesNotContain(bank.Service.Import(command with { UsagePath = usage }).Warnings, w => w.Contains("fades", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("(1,'bio',-2,'2025-06-01',0,0,0)", "old.db: sbank 1: su_limit_hrs -2 is negative")]
    [InlineData("(1,NULL,10,'2025-06-01',0,0,0)", "sbank 1: account is missing")]
    [InlineData("(1,'bio',NULL,'2025-06-01',0,0,0)", "sbank 1: su_limit_hrs is missing")]
    [InlineData("(1,'bio','many','2025-06-01',0,0,0)", "sbank 1: su_limit_hrs 'many' is not a number")]
    [InlineData("(1,'bio',10,NULL,0,0,0)", "sbank 1: date is missing")]
    [InlineData("(1,'bio',10,'08/04/2022',0,0,0)", "sbank 1: date '08/04/2022' is not a date")]
    [InlineData("(1,'b;io',10,'2025-06-01',0,0,0)", "sbank 1: 'b;io' is not a name of an account")]
    [InlineData("(1,'bio',9223372036854775807,'2025-06-01',0,0,0)", "sbank 1: su_limit_hrs 9223372036854775807 is more than an amount can be")]
    public void A_wrong_record_is_named_and_nothing_is_taken_unless_it_may_be_left_out(string row, string says)
    {
        using TestBank bank = OldBanks.Bank();
        string old = OldBanks.Make(bank, OldBanks.SuBank, $"INSERT INTO sbank VALUES {row}, (2,'chem',10,'2025-06-01',0,0,0);");
        string before = bank.Everything();
        ImportRefusedException error = Assert.Throws<ImportRefusedException>(() => bank.Service.Import(new ImportCommand { Paths = [old], NoUsage = true }));
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
        Assert.Equal(before, bank.Everything());
        ImportReport report = bank.Service.Import(new ImportCommand { Paths = [old], NoUsage = true, SkipInvalid = true });
        Assert.Equal(["invalid", "taken"], report.Items.Select(i => i.Outcome).Order());
        Assert.Equal(10 * Su, bank.Balance("chem").AvailableUnits);
        bank.AssertSound();
    }

    [Fact]
    public void Floating_limits_rates_and_currencies_are_exact()
    {
        using TestBank bank = OldBanks.Bank("[tariff.partition_currency]\ngpu = \"GPUh\"\n");
        string old = OldBanks.Make(bank, OldBanks.SuBank, "INSERT INTO sbank VALUES (1,'bio',10.5,'2025-06-01',0,0,0);");
        bank.Service.Import(new ImportCommand { Paths = [old], UsagePath = OldBanks.Usage(bank, ("bio", 3601)), Rate = 0.1m, Currency = "GPUh" });
        Balance balance = bank.Service.Balances(["bio"]).Single(b => b.Currency == "GPUh");
        Assert.Equal((3_780_000, 360_100, 3_419_900), (balance.GrantedUnits, balance.ChargedUnits, balance.AvailableUnits));
        bank.AssertSound();
    }

    [Fact]
    public void Its_json_and_csv_dumps_say_the_same_as_its_database()
    {
        string json = """
            {"count": 2, "results": [{"id": 1, "account": "bio", "su_limit_hrs": 10000, "date": "2025-06-01", "upper_limit_informed": false, "lower_limit_informed": true, "max_limit_informed": false},
            {"id": 2, "account": "chem", "su_limit_hrs": -1, "date": "2025-06-01", "upper_limit_informed": false, "lower_limit_informed": false, "max_limit_informed": false}], "meta": {}}
            """;
        string csv = "id,account,su_limit_hrs,date,upper_limit_informed,lower_limit_informed,max_limit_informed\r\n1,bio,10000,2025-06-01,False,True,False\r\n2,chem,-1,2025-06-01,False,False,False\r\n";
        foreach ((string name, string text) in (ReadOnlySpan<(string, string)>)[("dump.json", json), ("dump.csv", csv)])
        {
            using TestBank bank = OldBanks.Bank();
            File.WriteAllText(bank.Folder.File(name), text);
            ImportReport report = bank.Service.Import(new ImportCommand { Paths = [bank.Folder.File(name)], UsagePath = OldBanks.Usage(bank, ("bio", 7200), ("chem", 1)) });
            Assert.Equal(("slurm-su-bank", 2), (report.Source, report.Items.Count(i => i.Outcome == "taken")));
            Assert.Equal((9_998 * Su, long.MaxValue), (bank.Balance("bio").AvailableUnits, bank.Balance("chem").AvailableUnits));
            bank.AssertSound();
        }
    }

    [Fact]
    public void Pitt_bank_gives_what_is_left_of_each_allocation()
    {
        using TestBank bank = OldBanks.Bank();
        string old = OldBanks.Make(bank, OldBanks.Pitt, """
            INSERT INTO account VALUES (1,'bio'),(2,'chem');
            INSERT INTO proposal VALUES (1,1,'2025-07-01','2026-07-01',60),(2,1,'2024-07-01','2025-07-01',100),(3,2,'2025-12-01','2026-12-01',0),(4,2,'2026-03-01','2027-03-01',0);
            INSERT INTO allocation VALUES (1,1,'smp',1000,400),(2,1,'mpi',500,500),(3,1,'gpu',100,130),(4,1,'all_clusters',250,50),(5,2,'smp',1000,10),(6,3,'smp',0,0),(7,4,'smp',700,0);
            INSERT INTO investment VALUES (1,1,'2025-01-01','2026-06-01',5000,0,1000,2500),(2,1,'2026-06-01','2027-06-01',5000,-9,-9,5000),(3,1,'2020-01-01','2021-01-01',77,0,0,77),(4,1,'2025-03-01','2025-03-01',400,0,80,320);
            """);
        ImportReport report = bank.Service.Import(new ImportCommand { Paths = [old] });
        Assert.Equal("pitt-bank", report.Source);
        Assert.All(report.Balances, b => Assert.True(b.IsEqual, b.ToString()));
        Assert.Equal((600 + 0 + 0 + 200 + 2500) * Su, bank.Balance("bio").AvailableUnits);
        Assert.Equal(0, bank.Balance("chem").AvailableUnits);
        (string Reference, long Left)[] left = [.. bank.See(v => v.Allocations().Select(a => (a.Allocation.Reference!, a.Remaining.Units)).ToArray())];
        Assert.Equal(600 * Su, left.Single(a => a.Reference == "pitt-bank:allocation:1").Left);
        Assert.Equal(0, left.Single(a => a.Reference == "pitt-bank:allocation:3").Left);
        Assert.Equal(200 * Su, left.Single(a => a.Reference == "pitt-bank:allocation:4").Left);
        Assert.Equal(5000 * Su, left.Single(a => a.Reference == "pitt-bank:investment:2").Left);
        Assert.Contains("30 more was used", report.Items.Single(i => i.Reference == "pitt-bank:allocation:3").Note, StringComparison.Ordinal);
        Assert.Equal(3, report.Items.Count(i => i.Outcome == "left"));
        Assert.Contains(report.Items, i => i.Outcome == "left" && i.Note.Contains("320 are left in it", StringComparison.Ordinal));
        Assert.Contains(report.Warnings, w => w.Contains("percent_notified", StringComparison.Ordinal));
        bank.AssertSound();
        Assert.False(bank.Service.Import(new ImportCommand { Paths = [old] }).IsNew);

        // The ended ones come with what was used of them; what was left expires, and nothing that can be spent changes.
        long available = bank.Balance("bio").AvailableUnits;
        Assert.True(bank.Service.Import(new ImportCommand { Paths = [old], IncludeEnded = true }).IsNew);
        Assert.Equal(available, bank.Balance("bio").AvailableUnits);
        bank.AssertSound();
    }

    [Theory]
    [InlineData("INSERT INTO allocation VALUES (1,9,'smp',1,0);", "allocation 1: its proposal is not there")]
    [InlineData("INSERT INTO proposal VALUES (1,9,'2025-07-01','2026-07-01',0); INSERT INTO allocation VALUES (1,1,'smp',1,0);", "proposal 1: its account is not there")]
    [InlineData("INSERT INTO proposal VALUES (1,1,'2025-07-01','2025-07-01',0); INSERT INTO allocation VALUES (1,1,'smp',1,0);", "it ends (2025-07-01) before it begins")]
    [InlineData("INSERT INTO proposal VALUES (1,1,'2025-07-01','2026-07-01',0); INSERT INTO allocation VALUES (1,1,'smp',-5,0);", "allocation 1: a grant of -5")]
    public void A_pitt_bank_that_contradicts_itself_is_refused(string rows, string says)
    {
        using TestBank bank = OldBanks.Bank();
        string old = OldBanks.Make(bank, OldBanks.Pitt, "PRAGMA foreign_keys = OFF; INSERT INTO account VALUES (1,'bio');" + rows);
        Assert.Contains(says, Assert.Throws<ImportRefusedException>(() => bank.Service.Import(new ImportCommand { Paths = [old] })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Crc_bank_counts_the_sum_of_the_clusters_and_of_the_investments()
    {
        using TestBank bank = OldBanks.Bank();
        string old = OldBanks.Make(bank, OldBanks.Crc, """
            INSERT INTO proposal VALUES (1,'bio',0,2,'2025-07-01','2026-07-01',10000,5000,0,0),(2,'class1',1,0,'2025-12-01','2026-04-02',10000,0,0,0),(3,'gone',0,5,'2024-01-01','2024-12-31',10000,0,0,0),(4,'over',0,0,'2025-07-01','2026-07-01',10000,0,0,NULL);
            INSERT INTO investor VALUES (1,'bio',2,'2024-01-01','2028-12-30',10000,2000,4000,500);
            INSERT INTO proposal_archive VALUES (1,900,0,0,0,'bio','2024-07-01','2025-07-01',10000,0,0,0);
            INSERT INTO investor_archive VALUES (1,1000,300,'2020-01-01','2024-12-31','2025-08-01','bio',1,7,20),(2,1000,300,'2019-01-01','2023-12-31','2023-08-01','bio',99,3,0);
            """);
        string usage = OldBanks.Usage(bank, ("bio", 16_000 * 3600), ("over", 10_001 * 3600), ("class1", 1));
        ImportReport report = bank.Service.Import(new ImportCommand { Paths = [old], UsagePath = usage });
        Assert.Equal("crc-bank", report.Source);
        Assert.All(report.Balances, b => Assert.True(b.IsEqual, b.ToString()));
        Assert.Equal((15_000 + 2_500 + 320 - 16_000) * Su, bank.Balance("bio").AvailableUnits);
        Assert.Equal(-1 * Su, bank.Balance("over").AvailableUnits);
        Assert.Equal((10_000 * Su) - 1000, bank.Balance("class1").AvailableUnits);
        Assert.Equal("class", report.Items.Single(i => i.Account == "class1").Kind);
        Assert.Contains(report.Items, i => i.Outcome == "left" && i.Account == "gone");
        Assert.Contains(report.Items, i => i.Outcome == "left" && i.Note.StartsWith("6000 of 10000 are for later years", StringComparison.Ordinal));
        Assert.Contains(report.Items, i => i.Outcome == "left" && i.Note.StartsWith("archived", StringComparison.Ordinal));
        bank.AssertSound();
        Assert.False(bank.Service.Import(new ImportCommand { Paths = [old], UsagePath = usage }).IsNew);
    }

    [Fact]
    public void Crc_banks_four_json_files_are_known_by_what_is_in_them()
    {
        using TestBank bank = OldBanks.Bank();
        string folder = Directory.CreateDirectory(bank.Folder.File("dump")).FullName;
        File.WriteAllText(Path.Combine(folder, "proposal.json"), """{"count": 1, "results": [{"id": 1, "account": "bio", "proposal_type": 0, "percent_notified": 0, "start_date": "2025-07-01", "end_date": "2026-07-01", "smp": 10000, "mpi": 0, "gpu": 5, "htc": 0}], "meta": {}}""");
        File.WriteAllText(Path.Combine(folder, "investor.json"), """{"count": 1, "results": [{"id": 1, "account": "bio", "proposal_type": 2, "start_date": "2025-07-01", "end_date": "2030-06-30", "service_units": 500, "current_sus": 100, "withdrawn_sus": 100, "rollover_sus": 0}], "meta": {}}""");
        File.WriteAllText(Path.Combine(folder, "proposal_archive.json"), "{}\n");
        File.WriteAllText(Path.Combine(folder, "investor_archive.json"), "{}\n");
        ImportReport report = bank.Service.Import(new ImportCommand { Paths = [folder], NoUsage = true });
        Assert.Equal(("crc-bank", 10_105 * Su), (report.Source, bank.Balance("bio").AvailableUnits));
        bank.AssertSound();
    }

    [Fact]
    public void Sbanks_limits_come_from_a_saved_listing()
    {
        using TestBank bank = OldBanks.Bank();
        string saved = bank.Folder.File("limits.txt");
        File.WriteAllText(saved, "Cluster|Account|User|GrpTRESMins|\nlab|root|||\nlab|bio||cpu=60000,gres/gpu=5|\nlab|bio|ann||\nlab|chem||cpu=0|\nlab|free||gres/gpu=5|\nlab|odd||cpu=90061|\n");
        ImportReport report = bank.Service.Import(new ImportCommand { Paths = [saved], UsagePath = OldBanks.Usage(bank, ("bio", 7200), ("odd", 60)) });
        Assert.Equal("sbank", report.Source);
        Assert.Equal((998 * Su, 0L), (bank.Balance("bio").AvailableUnits, bank.Balance("chem").AvailableUnits));
        Assert.Equal(90_060 * 60_000L, bank.Balance("odd").AvailableUnits);
        Assert.Contains(report.Items, i => i.Outcome == "left" && i.Account == "free");
        Assert.Equal("lab", bank.See(v => v.Allocations("bio").Single().Allocation.Scope.Clusters.Single()));
        Assert.False(bank.Service.Import(new ImportCommand { Paths = [saved], UsagePath = bank.Folder.File("usage.txt") }).IsNew);
        File.WriteAllText(saved, "Account|GrpCPUMins\nbio|60000\nchem|\n");
        Assert.Equal(1, bank.Service.Import(new ImportCommand { Paths = [saved], NoUsage = true }).Items.Count(i => i.Outcome == "taken"));
        bank.AssertSound();
    }

    [Fact]
    public void What_was_imported_goes_on_being_spent_and_a_changed_record_is_an_error()
    {
        using TestBank bank = OldBanks.Bank();
        string old = OldBanks.Make(bank, OldBanks.SuBank, "INSERT INTO sbank VALUES (1,'bio',10,'2025-06-01',0,0,0);");
        string usage = OldBanks.Usage(bank, ("bio", 3600));
        bank.Service.Import(new ImportCommand { Paths = [old], UsagePath = usage });
        bank.Slurm.Jobs([Doubles.JobRow.Run(1, TestBank.Open + 10, 3600)]);
        bank.Clock.Seconds += TestBank.Day;
        bank.Sync();
        Assert.Equal(8 * Su, bank.Balance("bio").AvailableUnits);
        bank.Service.SetAllocation(new TermsCommand { AllocationId = 1, HasNoEnd = true, Priority = 50 });
        Assert.Equal(8 * Su, bank.Balance("bio").AvailableUnits);
        bank.AssertSound();
        string changed = OldBanks.Make(bank, OldBanks.SuBank, "INSERT INTO sbank VALUES (1,'bio',12,'2025-06-01',0,0,0);", "changed.db");
        ImportRefusedException error = Assert.Throws<ImportRefusedException>(() => bank.Service.Import(new ImportCommand { Paths = [changed], UsagePath = usage }));
        Assert.Contains("was imported in entry", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hello\n", "DumpUnknown")]
    [InlineData("{\"x\": 1}", "DumpUnknown")]
    [InlineData("", "DumpUnknown")]
    public void What_is_not_known_is_told(string text, string id)
    {
        using TestBank bank = OldBanks.Bank();
        File.WriteAllText(bank.Folder.File("x"), text);
        Assert.Equal(id, Assert.Throws<DumpUnusableException>(() => bank.Service.Import(new ImportCommand { Paths = [bank.Folder.File("x")] })).ErrorId);
        Assert.Equal("DumpUnknown", Assert.Throws<DumpUnusableException>(() => bank.Service.Import(new ImportCommand { Paths = [bank.Folder.File("x")], Source = ImportSource.PittBank })).ErrorId);
        Assert.Equal("DumpNotFound", Assert.Throws<DumpUnusableException>(() => bank.Service.Import(new ImportCommand { Paths = [bank.Folder.File("y")] })).ErrorId);
        string empty = Directory.CreateDirectory(bank.Folder.File("csvs")).FullName;
        Assert.Equal($"There is nothing in '{empty}' that could be imported.", Assert.Throws<InvalidRequestException>(() => bank.Service.Import(new ImportCommand { Paths = [empty] })).Message);
        Assert.Equal("DumpIsLedger", Assert.Throws<DumpUnusableException>(() => bank.Service.Import(new ImportCommand { Paths = [bank.LedgerPath] })).ErrorId);
    }

    [Fact]
    public void Accounts_and_clusters_that_slurmdbd_does_not_have_are_told_by_name()
    {
        using TestBank bank = OldBanks.Bank();
        string old = OldBanks.Make(bank, OldBanks.Pitt, """
            INSERT INTO account VALUES (1,'bio'),(2,'gone'),(3,'left');
            INSERT INTO proposal VALUES (1,1,'2025-07-01','2026-07-01',0),(2,2,'2025-07-01','2026-07-01',0);
            INSERT INTO allocation VALUES (1,1,'lab',1000,400),(2,1,'mpi',10,0),(3,2,'all_clusters',5,0);
            """);
        var plan = new ImportCommand { Paths = [old], IsPlan = true };
        bank.Slurm.Associations([new AssociationRow("root"), new AssociationRow("bio"), new AssociationRow("left")]);
        IReadOnlyList<string> warnings = bank.Service.Import(plan).Warnings;
        Assert.Equal(["Account 'gone'", "Cluster 'mpi'"], warnings.Select(w => w.Split(" is not in slurmdbd")[0]));

        // That slurmdbd does not answer is no word about an account, and stops nothing.
        bank.Slurm.Fail("sacctmgr");
        ImportReport unsure = bank.Service.Import(plan with { IsPlan = false });
        Assert.Contains(unsure.Warnings, w => w.StartsWith("Whether Slurm has these accounts could not be asked", StringComparison.Ordinal));
        Assert.DoesNotContain(unsure.Warnings, w => w.Contains("not in slurmdbd", StringComparison.Ordinal));
        Assert.Equal(610 * Su, bank.Balance("bio").AvailableUnits);
        bank.AssertSound();
    }
}
