using System.Globalization;
using System.IO;
using System.Linq;
using SlurmBank.Bank.Tests.Doubles;
using SlurmBank.Bank.Tests.Support;

namespace SlurmBank.Bank.Tests.Moving;

/// <summary>What other banks hold, for a test's bank.</summary>
internal static class OldBanks
{
    internal const string SuBank = OldBankTables.SuBank;

    internal const string Pitt = OldBankTables.Pitt;

    internal const string Crc = OldBankTables.Crc;

    internal static string Make(TestBank bank, string schema, string rows, string name = "old.db") => OldBankTables.Make(bank.Folder.File(name), schema, rows);

    /// <summary>A listing of usage as <c>sshare -a -P</c> prints it: the account's line, then its users'.</summary>
    internal static string Usage(TestBank bank, params (string Account, long Seconds)[] used)
    {
        string path = bank.Folder.File("usage.txt");
        File.WriteAllText(path, "Account|User|RawShares|NormShares|RawUsage|EffectvUsage|FairShare\nroot|||0.000000|999999||\n" + string.Concat(used.Select(u => string.Create(
            CultureInfo.InvariantCulture, $" {u.Account}||1|0.500000|{u.Seconds}|0.1|\n  {u.Account}|ann|1|0.500000|{u.Seconds}|0.1|0.5\n"))));
        return path;
    }

    /// <summary>A bank with open books and no account yet; the clock stands at the first of January 2026.</summary>
    internal static TestBank Bank(FakeSlurm? slurm = null) => TestBank.Opened(slurm);

    internal static TestBank Bank(string more) => TestBank.Opened(more: more);
}
