using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using Microsoft.Data.Sqlite;
using SlurmBank.Bank.Tests.Doubles;
using SlurmBank.Bank.Tests.Support;

namespace SlurmBank.Bank.Tests.Keeping;

/// <summary>Backups of a ledger that is in use.</summary>
public sealed class BackupTests
{
    [Fact]
    public void A_backup_is_one_file_named_by_time_and_entry_that_holds_all_and_is_sound()
    {
        using TestBank bank = Spent();
        string folder = Directory.CreateDirectory(bank.Folder.File("backups")).FullName;
        BackupReport plan = bank.Service.Backup(new BackupCommand { Path = folder, IsPlan = true });
        Assert.Empty(Directory.GetFileSystemEntries(folder));

        BackupReport report = bank.Service.Backup(new BackupCommand { Path = folder });
        Assert.Equal([report.Path], Directory.GetFileSystemEntries(folder));
        Assert.Equal(plan.Path, report.Path);
        Assert.Equal($"slurmbank-20260102T000000Z-{report.HeadSeq}.db", Path.GetFileName(report.Path));
        Assert.Equal((true, bank.Head().ToLowerInvariant(), new FileInfo(report.Path).Length), (report.IsSound, report.Head, report.Size));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead, File.GetUnixFileMode(report.Path));
        Assert.DoesNotContain(Directory.GetFileSystemEntries(bank.Folder.Path), f => f.Contains(".backup-", StringComparison.Ordinal));
        using TestBank other = new(bank.Slurm);
        File.Copy(report.Path, other.LedgerPath);
        Assert.Equal(bank.See(LedgerDigest.Totals), other.See(LedgerDigest.Totals));
    }

    [Fact]
    public void Nothing_is_written_over_and_a_folder_that_is_not_there_is_told()
    {
        using TestBank bank = Spent();
        string taken = bank.Folder.File("taken.db");
        File.WriteAllText(taken, "mine");
        Assert.Equal("BackupExists", Assert.Throws<BackupUnusableException>(() => bank.Service.Backup(new BackupCommand { Path = taken })).ErrorId);
        Assert.Equal("mine", File.ReadAllText(taken));
        Assert.Equal("BackupNotWritten", Assert.Throws<BackupUnusableException>(() => bank.Service.Backup(new BackupCommand { Path = bank.Folder.File("absent/x.db") })).ErrorId);
        Assert.DoesNotContain(Directory.GetFileSystemEntries(bank.Folder.Path), f => f.Contains(".backup-", StringComparison.Ordinal));
    }

    [Fact]
    public void A_backup_of_a_ledger_that_contradicts_itself_says_so()
    {
        using TestBank bank = Spent();
        bank.Close();
        Damage.ABalance(bank.LedgerPath);
        BackupReport report = bank.Service.Backup(new BackupCommand { Path = bank.Folder.File("x.db") });
        Assert.False(report.IsSound);
        Assert.Contains(report.Findings, f => f.Code == "balance");
    }

    /// <summary>Each backup that is made while others write holds whole commits: it is sound, and its head is an entry of the ledger.</summary>
    [Fact]
    public void Backups_that_are_made_while_others_write_are_each_sound()
    {
        using TestBank bank = TestBank.Opened();
        bank.Close();
        Process[] writers = [.. Enumerable.Range(0, 2).Select(i => Child.Start(["grants", bank.Configuration, bank.Clock.Seconds.ToString(CultureInfo.InvariantCulture), (1000 * (i + 1)).ToString(CultureInfo.InvariantCulture), "60"]))];
        int made = 0;
        while (made < 3 || writers.Any(w => !w.HasExited))
        {
            BackupReport report = bank.Service.Backup(new BackupCommand { Path = bank.Folder.File(string.Create(CultureInfo.InvariantCulture, $"{made++}.db")) });
            Assert.True(report.IsSound, string.Join(Environment.NewLine, report.Findings));
            Assert.Equal(report.Head, bank.See(v => Convert.ToHexStringLower(v.Reader.Entries(new Ledger.EntryFilter { AfterSeq = report.HeadSeq - 1, Limit = 1 }).Single().Hash)));
        }

        Assert.All(writers, w => Assert.Equal(0, w.ExitCode));
        Array.ForEach(writers, w => w.Dispose());
    }

    internal static TestBank Spent()
    {
        TestBank bank = TestBank.Opened();
        bank.Clock.Seconds += TestBank.Day;
        bank.Grant("bio", 50_000_000);
        bank.Slurm.Jobs([JobRow.Run(1, TestBank.Open + 10, 3600), JobRow.Run(2, TestBank.Open + 20, 60, 4, "chem")]);
        bank.Sync();
        return bank;
    }
}

/// <summary>Harm that is done to a ledger's file behind the bank's back.</summary>
internal static class Damage
{
    internal static void ABalance(string path) => Execute(path, "UPDATE book SET balance = balance + 1 WHERE id = 1");

    internal static void Execute(string path, string sql)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        Assert.NotEqual(0, command.ExecuteNonQuery());
    }

    /// <summary>Writes rubbish over a stretch of the file.</summary>
    internal static void Bytes(string path, long at, int count)
    {
        using FileStream file = File.OpenWrite(path);
        file.Position = at;
        file.Write(Enumerable.Repeat((byte)0xA5, count).ToArray());
    }
}
