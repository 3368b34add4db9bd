using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.Json;
using SlurmBank.Bank.Tests.Doubles;
using SlurmBank.Bank.Tests.Keeping;
using SlurmBank.Bank.Tests.Support;
using SlurmBank.Ledger;
using SlurmBank.Ledger.Sqlite;

namespace SlurmBank.Bank.Tests.Moving;

/// <summary>A ledger is written out and read again, and is then what it was.</summary>
public sealed class DumpTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_random_ledger_dumped_and_imported_is_equal_in_everything(int seed) => Soak.WithSeed(seed, random =>
    {
        using TestBank bank = RandomLedger.Make(random);
        string dump = Dump(bank);
        string head = bank.Head();
        using var other = new TestBank(bank.Slurm) { };
        other.Clock.Seconds = bank.Clock.Seconds;
        ImportReport plan = other.Service.Import(new ImportCommand { Paths = [dump], IsPlan = true });
        Assert.Equal((true, true, "slurmbank"), (plan.IsPlan, plan.IsNew, plan.Source));
        Assert.False(File.Exists(other.LedgerPath));

        ImportReport report = other.Service.Import(new ImportCommand { Paths = [dump] });
        Assert.Equal(head.ToLowerInvariant(), report.Head);
        Assert.Equal(head, other.Head());
        Assert.Equal(LedgerContent.Of(bank.LedgerPath), LedgerContent.Of(other.LedgerPath));
        other.AssertSound();
        Assert.Equal(bank.Service.Balances([]).OrderBy(b => b.Account).ThenBy(b => b.Currency).Select(b => (b.Account, b.Currency, b.AvailableUnits)), report.Balances.OrderBy(b => b.Account).ThenBy(b => b.Currency).Select(b => (b.Account, b.Currency, b.AvailableUnits)));
        Assert.Equal(plan.Balances, report.Balances);

        // The copy works on as the original does, and the same dump again is nothing new.
        Assert.False(other.Service.Import(new ImportCommand { Paths = [dump] }).IsNew);
        other.Grant("bio", 7, reference: "after");
        other.AssertSound();
        Assert.Equal("LedgerNotEmpty", Assert.Throws<ImportRefusedException>(() => other.Service.Import(new ImportCommand { Paths = [dump] })).ErrorId);
        Assert.DoesNotContain(Directory.GetFileSystemEntries(other.Folder.Path), f => f.Contains(".import-", StringComparison.Ordinal));
    });

    /// <summary>The tables are those of the schema, read with other SQL: a table that somebody adds is in the dump, or this fails.</summary>
    [Fact]
    public void Every_table_of_the_schema_is_dumped()
    {
        using TestBank bank = BackupTests.Spent();
        string[] schema = [.. LedgerContent.Tables(bank.LedgerPath).Where(t => t != "word").Order(StringComparer.Ordinal)];
        using JsonDocument dump = JsonDocument.Parse(File.ReadAllText(Dump(bank)));
        string[] dumped = [.. dump.RootElement.GetProperty("tables").EnumerateObject().Select(t => t.Name), "posting"];
        Assert.Equal(schema, dumped.Order(StringComparer.Ordinal));
        ExportReport csv = bank.Service.Export(new ExportCommand { Path = bank.Folder.File("csv"), Format = DumpFormat.Csv });
        Assert.Equal(schema.Select(t => t + ".csv"), Directory.GetFiles(csv.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(schema, csv.Tables.Select(t => t.Table).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Amounts_are_units_with_su_beside_them_and_entries_have_their_postings()
    {
        using TestBank bank = BackupTests.Spent();
        using JsonDocument dump = JsonDocument.Parse(File.ReadAllText(Dump(bank)));
        JsonElement grant = dump.RootElement.GetProperty("tables").GetProperty("entry").EnumerateArray().First(e => e.GetProperty("kind").GetInt64() == (long)EntryKind.Grant);
        JsonElement[] postings = [.. grant.GetProperty("posting").EnumerateArray()];
        Assert.Equal([-50_000_000L, 50_000_000L], postings.Select(p => p.GetProperty("amount").GetInt64()));
        Assert.Equal(["-13.8888889", "13.8888889"], postings.Select(p => p.GetProperty("amount_su").GetString()));
        Assert.Equal(3_600_000, dump.RootElement.GetProperty("units_per_su").GetInt64());
        Assert.Equal("lab", dump.RootElement.GetProperty("tables").GetProperty("run").EnumerateArray().First().GetProperty("cluster").GetString());
    }

    [Fact]
    public void Nothing_is_written_over_without_force_and_half_a_dump_never_has_the_name()
    {
        using TestBank bank = BackupTests.Spent();
        string taken = bank.Folder.File("taken.json");
        File.WriteAllText(taken, "mine");
        Assert.Equal("DumpExists", Assert.Throws<DumpUnusableException>(() => bank.Service.Export(new ExportCommand { Path = taken })).ErrorId);
        Assert.Equal("mine", File.ReadAllText(taken));

        // What is no dump is not written over by force either: least of all the ledger.
        string link = bank.Folder.File("link.json");
        File.CreateSymbolicLink(link, bank.LedgerPath);
        foreach (string other in (string[])[taken, bank.LedgerPath, link])
        {
            byte[] before = File.ReadAllBytes(other);
            Assert.Equal("DumpExists", Assert.Throws<DumpUnusableException>(() => bank.Service.Export(new ExportCommand { Path = other, Force = true })).ErrorId);
            Assert.Equal(before, File.ReadAllBytes(other));
        }

        File.Delete(taken);
        Assert.Equal(taken, bank.Service.Export(new ExportCommand { Path = taken, Account = "bio" }).Path);
        ExportReport report = bank.Service.Export(new ExportCommand { Path = taken, Force = true });
        Assert.Equal((new FileInfo(taken).Length, true, bank.Head().ToLowerInvariant()), (report.Size, report.IsWhole, report.Head));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead, File.GetUnixFileMode(taken));

        // A folder that is not a dump is never replaced, whatever was asked for: the dump goes into it.
        string folder = Directory.CreateDirectory(bank.Folder.File("papers")).FullName;
        File.WriteAllText(Path.Combine(folder, "letter.txt"), "dear");
        ExportReport csv = bank.Service.Export(new ExportCommand { Path = folder, Format = DumpFormat.Csv, Force = true });
        Assert.Equal(folder, Path.GetDirectoryName(csv.Path));
        Assert.True(File.Exists(Path.Combine(folder, "letter.txt")));
        ExportReport again = bank.Service.Export(new ExportCommand { Path = csv.Path, Format = DumpFormat.Csv, Force = true });
        Assert.Equal(csv.Path, again.Path);
        Assert.Equal("DumpExists", Assert.Throws<DumpUnusableException>(() => bank.Service.Export(new ExportCommand { Path = csv.Path, Format = DumpFormat.Csv })).ErrorId);
        Assert.Equal("DumpNotWritten", Assert.Throws<DumpUnusableException>(() => bank.Service.Export(new ExportCommand { Path = bank.Folder.File("absent/x.json") })).ErrorId);
        Assert.DoesNotContain(Directory.EnumerateFileSystemEntries(bank.Folder.Path, "*", SearchOption.AllDirectories), f => f.EndsWith(".new", StringComparison.Ordinal) || f.EndsWith(".old", StringComparison.Ordinal));
    }

    [Fact]
    public void One_account_or_period_is_a_part_that_cannot_be_imported()
    {
        using TestBank bank = BackupTests.Spent();
        bank.Grant("chem", 500, reference: "C");
        string part = bank.Service.Export(new ExportCommand { Path = bank.Folder.File("part.json"), Account = "CHEM" }).Path;
        using (JsonDocument dump = JsonDocument.Parse(File.ReadAllText(part)))
        {
            JsonElement tables = dump.RootElement.GetProperty("tables");
            Assert.Equal(["chem"], tables.GetProperty("account").EnumerateArray().Select(a => a.GetProperty("name").GetString()));
            Assert.All(tables.GetProperty("entry").EnumerateArray(), e => Assert.Equal(tables.GetProperty("account")[0].GetProperty("id").GetInt64(), e.GetProperty("account_id").GetInt64()));
            Assert.Contains(tables.GetProperty("entry").EnumerateArray(), e => e.GetProperty("reference").GetString() == "C" && e.GetProperty("posting").GetArrayLength() == 2);
        }

        using var other = new TestBank(bank.Slurm);
        Assert.Equal("DumpNotWhole", Assert.Throws<DumpUnusableException>(() => other.Service.Import(new ImportCommand { Paths = [part] })).ErrorId);
        Assert.False(File.Exists(other.LedgerPath));
        ExportReport none = bank.Service.Export(new ExportCommand { Path = bank.Folder.File("none.json"), EndTime = TestBank.At(0) });
        Assert.Equal((0L, 0L), (none.Tables.Single(t => t.Table == "entry").Rows, none.Tables.Single(t => t.Table == "posting").Rows));
        Assert.Throws<AccountNotFoundException>(() => bank.Service.Export(new ExportCommand { Path = bank.Folder.File("x.json"), Account = "nobody" }));
    }

    /// <summary>A dump of a ledger of schema 1, made by that version's own statements alone, is read and brought up.</summary>
    [Fact]
    public void A_dump_of_an_older_version_is_read()
    {
        using var bank = new TestBank();
        using (ITableWriter old = SqliteLedgerStore.Fill(bank.Folder.File("old.db"), 1))
        {
            Assert.DoesNotContain(old.Tables, t => t.Name == "allocation_terms");
            old.Add("account", ["id", "name", "opened"], [1L, "bio", 0L]);
        }

        Assert.False(File.Exists(bank.Folder.File("old.db")));
        string text = """
            {
            "slurmbank_dump": 1, "schema": 1, "whole": true,
            "tables": {"account": [{"id": 1, "name": "bio", "opened": 5}], "word": []}
            """;
        // Schema 1 has no such table as a dump shows it: its name and place are in the error.
        File.WriteAllText(bank.Folder.File("old.json"), text);
        DumpUnusableException error = Assert.Throws<DumpUnusableException>(() => bank.Service.Import(new ImportCommand { Paths = [bank.Folder.File("old.json")] }));
        Assert.Contains("old.json:3:", error.Message, StringComparison.Ordinal);

        string whole = DumpSamples.Version1(bank.Folder.File("v1.json"));
        ImportReport report = bank.Service.Import(new ImportCommand { Paths = [whole] });
        Assert.Equal(DumpSamples.Version1Head, report.Head);
        bank.AssertSound();
        Assert.Contains("allocation_terms", LedgerContent.Tables(bank.LedgerPath));
        Assert.Equal([266_400_000, 0], bank.See(v => v.Allocations().Select(a => a.Remaining.Units).ToArray()));
    }

    /// <summary>Dumps that are made while others write hold whole commits of one moment: each can be imported, sound, with its own head.</summary>
    [Fact]
    public void Dumps_that_are_made_while_others_write_are_each_of_one_moment()
    {
        using TestBank bank = BackupTests.Spent();
        bank.Close();
        using Process writer = Child.Start(["grants", bank.Configuration, TestBank.Open.ToString(System.Globalization.CultureInfo.InvariantCulture), "1", "150"]);
        int made = 0;
        while (!writer.HasExited || made == 0)
        {
            ExportReport report = bank.Service.Export(new ExportCommand { Path = bank.Folder.File($"{made++}.json") });
            using var other = new TestBank(bank.Slurm);
            Assert.Equal(report.Head, other.Service.Import(new ImportCommand { Paths = [report.Path] }).Head);
            other.AssertSound();
        }

        writer.WaitForExit();
        Assert.Equal(0, writer.ExitCode);
    }

    private static string Dump(TestBank bank) => bank.Service.Export(new ExportCommand { Path = bank.Folder.File("dump.json") }).Path;
}
