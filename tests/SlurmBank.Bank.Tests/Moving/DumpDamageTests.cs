using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading;
using SlurmBank.Bank.Tests.Keeping;
using SlurmBank.Bank.Tests.Support;

namespace SlurmBank.Bank.Tests.Moving;

/// <summary>A dump that was damaged is refused with the place, and nothing is written; an import that is killed leaves nothing.</summary>
public sealed class DumpDamageTests
{
    [Theory]
    [InlineData("cut", "ends too early|expected|incomplete|end of data", true)]
    [InlineData("cut after a row", "expected|incomplete|end of data", true)]
    [InlineData("a letter in an amount", "whole number|invalid", true)]
    [InlineData("a fraction in an amount", "not a whole number", true)]
    [InlineData("another amount", "digest", true)]
    [InlineData("another amount, sealed again", "contradicts itself", false)]
    [InlineData("a row less, sealed again", "contradicts|otherwise|by its own count", false)]
    [InlineData("an unknown column", "no column 'moon'", true)]
    [InlineData("an unknown table", "no table 'moons'", true)]
    [InlineData("a duplicate row", "contradicts the others", true)]
    [InlineData("a name as a number", "takes a whole number", true)]
    [InlineData("rubbish", "expected|invalid", true)]
    [InlineData("empty", "expected", true)]
    [InlineData("a later form", "form 2", false)]
    [InlineData("a later schema", "version 999", false)]
    public void A_damaged_dump_is_refused_and_nothing_is_written(string harm, string says, bool hasPlace)
    {
        using TestBank bank = BackupTests.Spent();
        string text = File.ReadAllText(bank.Service.Export(new ExportCommand { Path = bank.Folder.File("dump.json") }).Path);
        string path = bank.Folder.File("damaged.json");
        File.WriteAllText(path, Harm(text, harm));
        using var other = new TestBank(bank.Slurm);
        DumpUnusableException error = Assert.Throws<DumpUnusableException>(() => other.Service.Import(new ImportCommand { Paths = [path], Source = ImportSource.SlurmBank }));
        Assert.Matches(new Regex(says, RegexOptions.IgnoreCase), error.Message);
        if (hasPlace)
        {
            Assert.Matches(@"damaged\.json:\d+:\d+: ", error.Message);
        }

        Assert.DoesNotContain(Directory.GetFiles(other.Folder.Path), f => Path.GetFileName(f).StartsWith("ledger.db", StringComparison.Ordinal));
    }

    /// <summary>Whatever byte is changed, cut or doubled: refused, never half taken, never another exception.</summary>
    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public void Random_damage_is_always_refused(int seed) => Soak.WithSeed(seed, random =>
    {
        using TestBank bank = BackupTests.Spent();
        byte[] whole = File.ReadAllBytes(bank.Service.Export(new ExportCommand { Path = bank.Folder.File("dump.json") }).Path);
        using var other = new TestBank(bank.Slurm);
        string path = other.Folder.File("damaged.json");
        for (int i = 0; i < 60 * Soak.Scale; i++)
        {
            byte[] bytes = [.. whole];
            int at = random.Next(bytes.Length - 3);
            switch (random.Next(3))
            {
                case 0: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 1: bytes = bytes[..at]; break;
                default: bytes = [.. bytes[..at], .. bytes[(at + 1)..]]; break;
            }

            File.WriteAllBytes(path, bytes);
            Assert.Throws<DumpUnusableException>(() => other.Service.Import(new ImportCommand { Paths = [path], Source = ImportSource.SlurmBank }));
            Assert.False(File.Exists(other.LedgerPath));
        }
    });

    [Theory]
    [InlineData(21)]
    public void An_import_killed_at_any_moment_leaves_nothing_or_all(int seed) => Soak.WithSeed(seed, random =>
    {
        using TestBank bank = TestBank.Opened();
        bank.Close();
        _ = Child.Say(["grants", bank.Configuration, TestBank.Open.ToString(CultureInfo.InvariantCulture), "1", "400"]);
        string dump = bank.Service.Export(new ExportCommand { Path = bank.Folder.File("dump.json") }).Path;
        string head = bank.Head();
        using var other = new TestBank(bank.Slurm);
        string[] arguments = ["import", other.Configuration, TestBank.Open.ToString(CultureInfo.InvariantCulture), dump];
        var usual = Stopwatch.StartNew();
        int none = 0, all = 0;
        for (int i = 0; i < 12 * Soak.Scale; i++)
        {
            using Process process = Child.Start(arguments);
            _ = process.StandardOutput.ReadLine();
            Thread.Sleep(random.Next(0, 400));
            process.Kill();
            process.WaitForExit();
            if (File.Exists(other.LedgerPath))
            {
                all++;
                Assert.Equal(head, other.Head());
                other.AssertSound();
                other.Close();
                Array.ForEach(Directory.GetFiles(other.Folder.Path, "ledger.db*"), File.Delete);
            }
            else
            {
                none++;
            }
        }

        Assert.True(none + all > 0, $"{none} times nothing, {all} times all, in {usual.Elapsed}");
        Assert.Equal(head.ToLowerInvariant(), other.Service.Import(new ImportCommand { Paths = [dump] }).Head);
        other.AssertSound();
    });

    [Fact]
    public void A_backup_of_version_1_is_restored_and_goes_on()
    {
        using TestBank bank = BackupTests.Spent();
        string backup = DumpSamples.Version1Ledger(bank.Folder.File("v1.db"));
        RestoreReport report = bank.Service.Restore(new RestoreCommand { Path = backup, Force = true, Reason = "going back far" });
        Assert.Equal((8L, DumpSamples.Version1Head), (report.HeadSeq, report.Head));
        bank.AssertSound();
        Assert.Equal(["restored"], bank.Service.Transactions(new TransactionQuery { Kinds = ["restored"] }).Select(t => t.Kind));
        bank.Grant("chem", 10_000_000, reference: "after");
        bank.AssertSound();
        Assert.Contains("allocation_terms", LedgerContent.Tables(bank.LedgerPath));

        // The file that was restored is what it was: version 1, to be restored again by the program of that time.
        using var old = Ledger.Sqlite.SqliteLedgerStore.OpenForeign(backup);
        Assert.Equal(1, old.Version);
    }

    private static string Harm(string text, string harm) => harm switch
    {
        "cut" => text[..(text.Length / 2)],
        "cut after a row" => text[..text.IndexOf("},\n{", text.IndexOf("\"entry\"", StringComparison.Ordinal), StringComparison.Ordinal)] + "}",
        "a letter in an amount" => Replace(text, "\"amount\":50000000", "\"amount\":5000o000"),
        "a fraction in an amount" => Replace(text, "\"amount\":50000000", "\"amount\":50000000.5"),
        "another amount" => Replace(text, "\"amount\":50000000", "\"amount\":50000001"),
        "another amount, sealed again" => Seal(Replace(text, "\"amount\":50000000", "\"amount\":50000001")),
        "a row less, sealed again" => Seal(Regex.Replace(text, "(\"draw_class\": \\[\n)\\{[^\n]*\\}(,\n|\n)", "$1", RegexOptions.None).Replace("[\n\n]", "[\n]", StringComparison.Ordinal)),
        "an unknown column" => Replace(text, "{\"seq\":1,", "{\"moon\":1,\"seq\":1,"),
        "an unknown table" => Replace(text, "\"account\": [", "\"moons\": [],\n\"account\": ["),
        "a duplicate row" => Regex.Replace(text, "(\"account\": \\[\n)(\\{[^\n]*\\}),\n", "$1$2,\n$2,\n"),
        "a name as a number" => Regex.Replace(text, "(\"account\": \\[\n\\{\"id\":)1", "$1\"one\""),
        "rubbish" => "PK\u0003\u0004 rubbish",
        "empty" => string.Empty,
        "a later form" => Replace(text, "\"slurmbank_dump\": 1", "\"slurmbank_dump\": 2"),
        "a later schema" => Regex.Replace(text, "\"schema\": \\d+", "\"schema\": 999"),
        _ => throw new ArgumentException(harm),
    };

    private static string Replace(string text, string before, string after)
    {
        int at = text.IndexOf(before, StringComparison.Ordinal);
        Assert.True(at >= 0, before);
        return text[..at] + after + text[(at + before.Length)..];
    }

    private static string Seal(string text) => DumpSamples.Sealed(text[..text.IndexOf("\"digest\"", StringComparison.Ordinal)]);
}
