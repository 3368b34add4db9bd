using System;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using SlurmBank.Cli.Tests.Support;

namespace SlurmBank.Cli.Tests;

/// <summary>docs/runbook.md: the blocks marked <c>run</c> are run as they stand, in their order, on a bank, and those of a restore, a dispute and a moved host with names put in. That every command is one that there is, see <see cref="DocsCommandTests"/>.</summary>
public sealed class RunbookTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Root(), "docs", "runbook.md"));

    [Fact]
    public void What_is_marked_is_run()
    {
        using TemporaryBank bank = new();
        bank.Here("init", "--books-open", TemporaryBank.Recent).Expect(ExitCode.Success);
        bank.Here("grant", "physics", "100", "--start", TemporaryBank.Recent).Expect(ExitCode.Success);
        bank.FinishedJob(4711, "physics", "alice", 4, 3600, TimeSpan.FromMinutes(30));
        MatchCollection blocks = Regex.Matches(Page, "(?s)```sh run\n(.*?)```");
        Assert.True(blocks.Count >= 10);
        foreach (Match block in blocks)
        {
            string script = $"set -eo pipefail; cd '{bank.Folder}'; export SLURMBANK_CONFIG='{bank.Configuration}'; slurmbank() {{ '{Slurmbank.Program}' \"$@\"; }}\n" + block.Groups[1].Value;
            CliAnswer answer = Slurmbank.Bash(script);
            Assert.True(answer.Code == 0, $"{block.Groups[1].Value}\n{answer.Output}\n{answer.Error}");
        }

        Assert.Equal(4 * 3_600_000, bank.Here("balance", "physics", "--json").Json[0].GetProperty("chargedUnits").GetInt64());
    }

    /// <summary>The blocks in which a person puts in names: a backup's, a date. systemctl is only noted down; that its units are right is tested elsewhere.</summary>
    [Fact]
    public void Restore_and_dispute_are_run_as_they_stand_but_for_names()
    {
        using TemporaryBank bank = Kept("backups");
        bank.Here("deposit", "physics", "5", "--reason", "after the backup").Expect(ExitCode.Success);
        bank.Here("lock", "physics", "--reason", "since then").Expect(ExitCode.Success);
        string made = Directory.GetFiles(Path.Combine(bank.Folder, "backups"))[0];
        Done(bank, bank.Configuration, Block("## Restore").Replace("/var/backups/slurmbank/slurmbank-20271001T010000Z-4711.db", made, StringComparison.Ordinal).Replace("2027-09-25", TemporaryBank.Recent, StringComparison.Ordinal));
        Assert.Equal(100 * 3_600_000L, bank.Here("balance", "physics", "--json").Json[0].GetProperty("grantedUnits").GetInt64());
        Assert.Equal("physics", bank.Here("holds", "list", "--json").Json[0].GetProperty("account").GetString());
        Assert.Equal(["stop slurmbank", "start slurmbank"], Units(bank));
        foreach (Match block in Regex.Matches(Part("## A user disputes a charge"), "(?s)```sh\n(.*?)```"))
        {
            Done(bank, bank.Configuration, block.Groups[1].Value);
        }

        Assert.Equal(0, bank.Here("balance", "physics", "--json").Json[0].GetProperty("chargedUnits").GetInt64());
    }

    /// <summary>Another machine is another configuration here, with a ledger that is not there yet, in front of the same Slurm.</summary>
    [Fact]
    public void A_moved_host_has_all_that_the_old_one_had()
    {
        using TemporaryBank bank = Kept("somewhere");
        bank.Here("lock", "physics", "--reason", "audit").Expect(ExitCode.Success);
        bank.Here("backup", Path.Combine(bank.Folder, "somewhere")).Expect(ExitCode.Success);
        string made = Directory.GetFiles(Path.Combine(bank.Folder, "somewhere")).OrderBy(f => File.GetLastWriteTimeUtc(f)).Last();
        CliAnswer before = bank.Here("balance", "--json").Expect(ExitCode.Success);
        string head = bank.Here("verify", "--json").Json.GetProperty("head").GetString()!;

        string there = Path.Combine(bank.Folder, "bank2.toml");
        File.WriteAllText(there, File.ReadAllText(bank.Configuration).Replace(bank.Ledger, Path.Combine(bank.Folder, "bank2", "ledger.db"), StringComparison.Ordinal));
        string block = Block("## Moved host");
        Assert.Contains("config test", block, StringComparison.Ordinal);
        string said = Done(bank, there, block.Replace("/somewhere/slurmbank-20271001T010000Z-4711.db", made, StringComparison.Ordinal));
        Assert.Contains(head, said, StringComparison.Ordinal);
        Assert.Equal(["enable --now slurmbank"], Units(bank));
        CliAnswer after = Slurmbank.Here("balance", "--json", "--config", there).Expect(ExitCode.Success);
        Assert.Equal(before.Json[0].GetProperty("spendableUnits").GetInt64(), after.Json[0].GetProperty("spendableUnits").GetInt64());
        Assert.Equal("physics", Slurmbank.Here("holds", "list", "--json", "--config", there).Json[0].GetProperty("account").GetString());
        Assert.Contains("moved to bank2", Slurmbank.Here("transactions", "--kind", "restored", "--config", there).Expect(ExitCode.Success).Output, StringComparison.Ordinal);
        Slurmbank.Here("verify", "--config", there).Expect(ExitCode.Success);

        // The next enforcement there has nothing to do: what is in Slurm is what the restored ledger knows of.
        CliAnswer plan = Slurmbank.Here("enforce", "--plan", "--json", "--config", there).Expect(ExitCode.Success);
        Assert.Equal(0, plan.Json[0].GetProperty("commands").GetInt64());
    }

    private static TemporaryBank Kept(string backups)
    {
        TemporaryBank bank = new();
        bank.Here("init", "--books-open", TemporaryBank.Recent).Expect(ExitCode.Success);
        bank.Here("grant", "physics", "100", "--start", TemporaryBank.Recent).Expect(ExitCode.Success);
        bank.FinishedJob(4711, "physics", "alice", 4, 3600, TimeSpan.FromMinutes(30));
        bank.Here("sync").Expect(ExitCode.Success);
        _ = Directory.CreateDirectory(Path.Combine(bank.Folder, backups));
        bank.Here("backup", Path.Combine(bank.Folder, backups)).Expect(ExitCode.Success);
        return bank;
    }

    private static string Done(TemporaryBank bank, string configuration, string block)
    {
        string script = $"set -eo pipefail; cd '{bank.Folder}'; export SLURMBANK_CONFIG='{configuration}'; slurmbank() {{ '{Slurmbank.Program}' \"$@\"; }}; systemctl() {{ printf '%s\\n' \"$*\" >>units; }}\n" + block;
        CliAnswer answer = Slurmbank.Bash(script);
        Assert.True(answer.Code == 0, $"{block}\n{answer.Output}\n{answer.Error}");
        return answer.Output;
    }

    private static string[] Units(TemporaryBank bank) => File.ReadAllLines(Path.Combine(bank.Folder, "units"));

    private static string Part(string heading)
    {
        string part = Page[(Page.IndexOf("\n" + heading + "\n", StringComparison.Ordinal) + heading.Length + 2)..];
        int end = part.IndexOf("\n## ", StringComparison.Ordinal);
        return end < 0 ? part : part[..end];
    }

    private static string Block(string heading) => Assert.Single(Regex.Matches(Part(heading), "(?s)```sh\n(.*?)```")).Groups[1].Value;

    private static string Root()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "SlurmBank.sln")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }
}
