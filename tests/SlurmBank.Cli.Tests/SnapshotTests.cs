using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using SlurmBank.Cli.Tests.Support;

namespace SlurmBank.Cli.Tests;

/// <summary>What a login node has: the published snapshot, and no ledger. The snapshot is a real one; Slurm is a stand-in (see TemporaryBank).</summary>
public sealed class SnapshotTests : IDisposable
{
    private readonly TemporaryBank bank = new TemporaryBank().Initialize();

    public SnapshotTests()
    {
        bank.Here("grant", "physics", "3").Expect(ExitCode.Success);
        bank.Here("grant", "chem", "7").Expect(ExitCode.Success);
        Assert.Equal($"published {bank.Snapshot}\n", bank.Here("snapshot", "publish").Expect(ExitCode.Success).Output);
        File.Delete(Path.Combine(bank.Folder, "bin", "log"));
    }

    public void Dispose() => bank.Dispose();

    [Fact]
    public void Balance_falls_back_to_the_snapshot_and_says_of_when_it_is()
    {
        HideLedger();
        CliAnswer answer = bank.Here("balance", "physics").Expect(ExitCode.Success);
        Assert.Matches(@"^slurmbank: figures of \d{4}-\d\d-\d\d \d\d:\d\d:\d\d \+\d\d:00, from the published snapshot .*snapshot\.json\n$", answer.Error);
        Assert.Contains("physics  open       3.00", answer.Output, StringComparison.Ordinal);
        answer = bank.Here("balance", "physics", "--json").Expect(ExitCode.Success);
        Assert.Equal(10_800_000, answer.Json[0].GetProperty("availableUnits").GetInt64());
        Assert.Contains("snapshot", JsonDocument.Parse(answer.Error).RootElement.GetProperty("notice").GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Empty(bank.Calls);
    }

    [Fact]
    public void Quote_falls_back_to_the_snapshot_without_asking_Slurm()
    {
        HideLedger();
        CliAnswer answer = bank.Here("quote", "-n", "2", "-t", "1:00:00", "-A", "physics").Expect(ExitCode.Success);
        Assert.Contains("2.00 SU", answer.Output, StringComparison.Ordinal);
        Assert.Contains("published snapshot", answer.Error, StringComparison.Ordinal);
        bank.Here("quote", "-n", "4", "-t", "1:00:00", "-A", "physics").Expect(ExitCode.Attention);
        Assert.Empty(bank.Calls);
    }

    [Fact]
    public void The_snapshot_is_found_by_option_then_environment_then_configuration()
    {
        HideLedger();
        string moved = Path.Combine(bank.Folder, "moved.json");
        File.Move(bank.Snapshot, moved);
        CliAnswer answer = bank.Here("balance").Expect(ExitCode.Ledger);
        Assert.Contains("There is no ledger", answer.Error, StringComparison.Ordinal);
        Assert.Contains(bank.Snapshot, answer.Error, StringComparison.Ordinal);
        bank.Here("balance", "physics", "--snapshot", moved).Expect(ExitCode.Success);
        bank.Run(["balance", "physics"], environment: ("SLURMBANK_SNAPSHOT", moved)).Expect(ExitCode.Success);
        bank.Run(["balance", "physics", "--snapshot", "/nosuch"], environment: ("SLURMBANK_SNAPSHOT", moved)).Expect(ExitCode.Ledger);
    }

    [Fact]
    public void With_the_option_only_the_snapshot_is_read()
    {
        string older = Path.Combine(bank.Folder, "older.json");
        File.Copy(bank.Snapshot, older);
        bank.Here("grant", "physics", "100").Expect(ExitCode.Success);
        Assert.Contains("103.00", bank.Here("balance", "physics", "--snapshot", bank.Snapshot).Expect(ExitCode.Success).Output, StringComparison.Ordinal);
        Assert.Contains(" 3.00", bank.Here("balance", "physics", "--snapshot", older).Expect(ExitCode.Success).Output, StringComparison.Ordinal);
        Assert.Contains("103.00", bank.Here("balance", "physics").Expect(ExitCode.Success).Output, StringComparison.Ordinal);
        bank.Here("transactions", "--snapshot", bank.Snapshot).Expect(ExitCode.Usage);
        bank.Here("balance", "nosuch", "--snapshot", bank.Snapshot).Expect(ExitCode.NotFound);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("")]
    [InlineData("{\"version\":99}")]
    [InlineData("[]")]
    public void A_damaged_snapshot_is_an_error_with_its_name(string text)
    {
        File.WriteAllText(bank.Snapshot, text);
        Assert.Contains(bank.Snapshot, bank.Here("balance", "--snapshot", bank.Snapshot).Expect(ExitCode.Ledger).Error, StringComparison.Ordinal);
    }

    [PlainUserFact]
    public void A_plain_user_sees_the_own_accounts_where_the_site_says_members()
    {
        Assert.Equal(0, Slurmbank.Bash("chmod 755 \"$1\" && chmod 700 \"$1/ledger\"", bank.Folder).Code);
        string text = File.ReadAllText(bank.Snapshot).Replace("\"alice\"", "\"nobody\"", StringComparison.Ordinal);
        File.WriteAllText(bank.Snapshot, text);
        CliAnswer own = AsNobody("balance");
        Assert.Equal(0, own.Code);
        Assert.Equal(["physics"], own.Output.Split('\n').Skip(2).Where(line => line.Length > 0).Select(line => line.Split(' ')[0]));
        Assert.Equal((int)ExitCode.NotFound, AsNobody("balance chem").Code);
        CliAnswer all = AsNobody("balance --all");
        Assert.Contains("to its members", all.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("chem", all.Output, StringComparison.Ordinal);
        Assert.Equal(0, AsNobody("quote -n 2 -t 30").Code);
        Assert.Equal("physics\n", AsNobody("__accounts").Output);
        Assert.Equal((int)ExitCode.Ledger, AsNobody("transactions").Code);
    }

    /// <summary>
    /// Theirs ask for a token: 401 without one, 403 for one that is not of the staff. Here who may post is who may write the ledger's file, whose owner is the bank's user; its group may
    /// read. Whatever anybody else asks for is refused before Slurm is asked, and nothing is posted.
    /// </summary>
    [PlainUserFact]
    public void L19_who_may_not_write_the_ledger_posts_nothing()
    {
        Assert.Equal("640\n", Slurmbank.Bash("chmod 755 \"$1\" \"$1/ledger\"; stat -c %a \"$1/ledger/ledger.db\"", bank.Folder).Output);
        string head = bank.Here("verify", "--json").Expect(ExitCode.Success).Output;
        string[] calls = bank.Calls;
        foreach (string line in (string[])["grant physics 5", "deposit physics 5", "withdraw physics 1", "refund 1", "undo 1", "write-off physics", "sync", "enforce", "account set physics --credit-limit 5"])
        {
            CliAnswer answer = AsNobody(line);
            Assert.True(answer.Code == (int)ExitCode.Ledger, $"{line}: {answer.Code} {answer.Error}");
            Assert.Contains("ledger", answer.Error, StringComparison.OrdinalIgnoreCase);
        }

        Assert.Equal(head, bank.Here("verify", "--json").Expect(ExitCode.Success).Output);
        Assert.Equal(calls, bank.Calls);
    }

    /// <summary>A ledger of an earlier version that the user may read and not bring up answers nobody: the snapshot does.</summary>
    [PlainUserFact]
    public void A_ledger_that_only_its_owner_can_bring_up_is_answered_by_the_snapshot()
    {
        using var open = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = bank.Ledger, Pooling = false }.ToString());
        open.Open();
        using (SqliteCommand command = open.CreateCommand())
        {
            command.CommandText = "PRAGMA user_version";
            long version = (long)command.ExecuteScalar()!;
            command.CommandText = $"PRAGMA user_version = {(version - 1).ToString(CultureInfo.InvariantCulture)}";
            command.ExecuteNonQuery();
        }

        // The log and its index stay beside the file as long as this connection does.
        Assert.Equal(0, Slurmbank.Bash("chmod 755 \"$1\" \"$1/ledger\" && chmod 644 \"$1\"/ledger/ledger.db*", bank.Folder).Code);
        File.WriteAllText(bank.Snapshot, File.ReadAllText(bank.Snapshot).Replace("\"alice\"", "\"nobody\"", StringComparison.Ordinal));
        CliAnswer refused = AsNobody("transactions --json");
        Assert.Equal("LedgerTooOld", JsonDocument.Parse(refused.Error).RootElement.GetProperty("error").GetProperty("id").GetString());
        CliAnswer answer = AsNobody("balance");
        Assert.Equal(0, answer.Code);
        Assert.Contains("published snapshot", answer.Error, StringComparison.Ordinal);
        Assert.Contains("physics  open       3.00", answer.Output, StringComparison.Ordinal);
        Assert.Equal(0, AsNobody("balance physics --user nobody --partition cpu").Code);
    }

    /// <summary>What the ledger says of a user's work in a partition the snapshot says too, to the unit.</summary>
    [Theory]
    [InlineData("--partition", "gpu")]
    [InlineData("--partition", "cpu")]
    [InlineData("--user", "ann")]
    [InlineData("--user", "bob")]
    [InlineData("--user", "ann", "--partition", "gpu")]
    [InlineData("--qos", "long")]
    [InlineData("--cluster", "lab")]
    [InlineData("--cluster", "other", "--user", "ann")]
    public void Balance_for_some_work_is_the_same_from_the_snapshot(params string[] scope)
    {
        bank.Here("grant", "physics", "5", "--partition", "gpu").Expect(ExitCode.Success);
        bank.Here("grant", "physics", "11", "--user", "ann", "--qos", "long").Expect(ExitCode.Success);
        bank.Here("grant", "physics", "13", "--cluster", "other").Expect(ExitCode.Success);
        bank.Here("account", "set", "physics", "--user-limit", "ann=6", "--credit-limit", "2").Expect(ExitCode.Success);
        bank.Here("snapshot", "publish").Expect(ExitCode.Success);
        string Figures(CliAnswer answer) => string.Join('\n', answer.Expect(ExitCode.Success).Json.EnumerateArray().Select(b =>
            string.Join(' ', ((string[])["account", "user", "partition", "cluster", "qos", "userLimitUnits", "userChargedUnits", "spendableUnits", "availableUnits", "status"]).Select(name => b.TryGetProperty(name, out JsonElement value) ? value.ToString() : string.Empty))));
        string ledger = Figures(bank.Here(["balance", "physics", "chem", "--json", .. scope]));
        Assert.Equal(ledger, Figures(bank.Here(["balance", "physics", "chem", "--json", "--snapshot", bank.Snapshot, .. scope])));
    }

    [Fact]
    public void A_snapshot_of_an_earlier_version_says_what_it_does_not_have()
    {
        bank.Here("grant", "physics", "5", "--partition", "gpu").Expect(ExitCode.Success);
        bank.Here("snapshot", "publish").Expect(ExitCode.Success);
        string text = File.ReadAllText(bank.Snapshot);
        string older = System.Text.RegularExpressions.Regex.Replace(text, ",\\s*\"spendable\":\\s*-?\\d+(?=\\s*})", string.Empty);
        Assert.NotEqual(text, older);
        File.WriteAllText(bank.Snapshot, older);
        CliAnswer answer = bank.Here("balance", "physics", "--partition", "gpu", "--snapshot", bank.Snapshot);
        Assert.NotEqual(0, answer.Code);
        Assert.Contains("snapshot publish", answer.Error, StringComparison.Ordinal);
        bank.Here("balance", "physics", "--snapshot", bank.Snapshot).Expect(ExitCode.Success);
    }

    [HiddenLedgerFact]
    public void On_a_machine_that_has_only_the_snapshot_a_plain_user_gets_balance_and_quote()
    {
        // In a mount namespace of its own the ledger's folder and Slurm's commands are empty file systems, and the configuration is not there.
        Assert.Equal(0, Slurmbank.Bash("chmod 755 \"$1\"; chmod 644 \"$1/snapshot.json\"", bank.Folder).Code);
        CliAnswer Hidden(string line) => Slurmbank.Bash(
            $$"""
            exec unshare --mount bash -c '
                set -e
                mount -t tmpfs none "$1/ledger"; mount -t tmpfs none "$1/bin"; mount --bind /dev/null "$1/bank.toml"
                ! test -e "$1/ledger/ledger.db"; ! test -s "$1/bank.toml"
                export SLURMBANK_SNAPSHOT="$1/snapshot.json" PATH=/usr/bin:/bin; unset SLURMBANK_CONFIG
                exec setpriv --reuid nobody --clear-groups -- "$2" {{line}}' bash "$1" "$2"
            """,
            bank.Folder,
            Slurmbank.Program);
        CliAnswer balance = Hidden("balance --all --json").Expect(ExitCode.Success);
        Assert.Empty(balance.Json.EnumerateArray());
        Assert.Contains("members", balance.Error, StringComparison.Ordinal);
        Assert.Contains("2.00 SU", Hidden("quote -n 2 -t 1:00:00 -A physics").Expect(ExitCode.Success).Output, StringComparison.Ordinal);
        Hidden("quote -n 4 -t 1:00:00 -A physics").Expect(ExitCode.Attention);
        Hidden("status").Expect(ExitCode.Ledger);

        File.WriteAllText(bank.Snapshot, File.ReadAllText(bank.Snapshot).Replace("\"alice\"", "\"nobody\"", StringComparison.Ordinal));
        balance = Hidden("balance").Expect(ExitCode.Success);
        Assert.Contains("physics  open       3.00", balance.Output, StringComparison.Ordinal);
        Assert.Contains("published snapshot", balance.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Accounts_are_completed_from_the_snapshot_and_nothing_is_ever_an_error()
    {
        Assert.Equal("chem\n", bank.Here("__accounts", "ch").Expect(ExitCode.Success).Output);
        Assert.Contains("physics\n", bank.Here("__accounts").Expect(ExitCode.Success).Output, StringComparison.Ordinal);
        CliAnswer broken = bank.Here("__accounts", "--snapshot", "/nosuch").Expect(ExitCode.Success);
        Assert.Equal((string.Empty, string.Empty), (broken.Output, broken.Error));
        broken = Slurmbank.Here("__accounts", "--config", "/nosuch").Expect(ExitCode.Success);
        Assert.Equal((string.Empty, string.Empty), (broken.Output, broken.Error));
        CliAnswer offered = Slurmbank.Bash(
            "source <(\"$1\" completion bash); COMP_WORDS=(\"$1\" --snapshot \"$2\" balance ph); COMP_CWORD=4; _slurmbank; printf '%s' \"${COMPREPLY[@]}\"",
            Slurmbank.Program,
            bank.Snapshot);
        Assert.Equal("physics", offered.Output);
    }

    private void HideLedger() => File.Move(bank.Ledger, bank.Ledger + ".elsewhere");

    private CliAnswer AsNobody(string line) => Slurmbank.Bash(
        $"export SLURMBANK_CONFIG=\"$1\" HOME=/nonexistent; exec setpriv --reuid nobody --clear-groups -- \"$2\" {line}", bank.Configuration, Slurmbank.Program);
}
