using System;
using System.Linq;
using System.Text.Json;
using SlurmBank.Cli.Tests.Support;

namespace SlurmBank.Cli.Tests;

/// <summary>Grants, deposits, accounts and balances on a real ledger; Slurm is a stand-in that only <c>init</c> asks: see TemporaryBank.</summary>
public sealed class MoneyVerbTests : IClassFixture<MoneyVerbTests.Bank>
{
    private readonly TemporaryBank bank;

    public MoneyVerbTests(Bank fixture) => bank = fixture.Temporary;

    public sealed class Bank : IDisposable
    {
        internal TemporaryBank Temporary { get; } = new TemporaryBank().Initialize();

        public void Dispose() => Temporary.Dispose();
    }

    [Fact]
    public void A_grant_is_one_line_and_the_same_again_moves_nothing()
    {
        string[] grant = ["grant", "bio", "10k", "--start", "2026-01-01", "--end", "2099-09-30", "--reference", "AY26-17", "--reason", "award"];
        Assert.Matches(@"^bio: granted 10000\.00 SU, 2026-01-01 to 2099-09-30, allocation \d+, entry \d+\n$", bank.Here(grant).Expect(ExitCode.Success).Output);
        Assert.Matches(@"^bio: granted before under reference AY26-17, allocation \d+, entry \d+; nothing was changed\n$", bank.Here(grant).Expect(ExitCode.Success).Output);
        JsonElement again = bank.Here([.. grant, "--json"]).Expect(ExitCode.Success).Json;
        Assert.False(again.GetProperty("isNew").GetBoolean());
        Assert.Equal(36_000_000_000, again.GetProperty("allocation").GetProperty("grantedUnits").GetInt64());
        Assert.Equal("2099-10-01T00:00:00+02:00", again.GetProperty("allocation").GetProperty("endDate").GetString());

        grant[2] = "11k";
        CliAnswer conflict = bank.Here(grant).Expect(ExitCode.Conflict);
        Assert.Contains("AY26-17", conflict.Error, StringComparison.Ordinal);
        Assert.Contains("amount", conflict.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plan_changes_nothing()
    {
        Assert.Equal(
            "planned: would grant 5.00 SU, 2026-02-01 without end; nothing was changed\n",
            bank.Here("grant", "planned", "5", "--start", "2026-02-01", "--plan").Expect(ExitCode.Success).Output);
        bank.Here("balance", "planned").Expect(ExitCode.NotFound);
    }

    [Fact]
    public void A_scope_is_kept_and_shown()
    {
        bank.Here("grant", "scoped", "250", "--partition", "gpu,gpu-long", "--partition", "big", "--user", "alice", "--kind", "special", "--priority", "-7").Expect(ExitCode.Success);
        JsonElement allocation = bank.Here("allocation", "list", "scoped", "--json").Expect(ExitCode.Success).Json[0];
        Assert.Equal(["gpu", "gpu-long", "big"], allocation.GetProperty("partitions").EnumerateArray().Select(e => e.GetString()));
        Assert.Equal(-7, allocation.GetProperty("priority").GetInt32());
        Assert.Contains("partitions gpu,gpu-long,big; users alice", OneLine(bank.Here("allocation", "list", "scoped").Output), StringComparison.Ordinal);
    }

    [Fact]
    public void A_deposit_goes_into_the_only_active_allocation_or_the_one_named()
    {
        bank.Here("grant", "dep", "100").Expect(ExitCode.Success);
        Assert.Matches(@"^dep: deposited 0\.50 SU into allocation \d+, which now has 100\.50 SU left, entry \d+\n$", bank.Here("deposit", "dep", "0.5", "--reference", "D1").Expect(ExitCode.Success).Output);
        Assert.Matches("nothing was changed\n$", bank.Here("deposit", "dep", "0.5", "--reference", "D1").Expect(ExitCode.Success).Output);
        Assert.Matches("would deposit 1.00 SU .* would then have 101.50 SU left; nothing was changed\n$", bank.Here("deposit", "dep", "1", "--plan").Expect(ExitCode.Success).Output);
        bank.Here("grant", "dep", "100", "--kind", "other").Expect(ExitCode.Success);
        Assert.Contains("--allocation", bank.Here("deposit", "dep", "1").Expect(ExitCode.NotFound).Error, StringComparison.Ordinal);
        Assert.Contains("allocation 999", bank.Here("deposit", "dep", "1", "--allocation", "999").Expect(ExitCode.NotFound).Error, StringComparison.Ordinal);
        bank.Here("deposit", "nosuch", "1").Expect(ExitCode.NotFound);
        bank.Here("grant", "depb", "100").Expect(ExitCode.Success);
        bank.Here("deposit", "depb", "-1").Expect(ExitCode.Usage);
    }

    [Fact]
    public void Balances_are_a_table_or_a_document()
    {
        bank.Here("grant", "bala", "1000", "--end", "2099-09-30").Expect(ExitCode.Success);
        string[] lines = bank.Here("balance", "bal?").Expect(ExitCode.Success).Output.Split('\n');
        Assert.Equal("ACCOUNT  STATUS  GRANTED  CHARGED  RUNNING  QUEUED  AVAILABLE  USED  UNTIL", lines[0]);
        Assert.Equal("bala     open    1000.00     0.00     0.00    0.00    1000.00   0.0  2099-09-30", lines[2]);
        JsonElement balance = bank.Here("balance", "bala", "--json").Expect(ExitCode.Success).Json[0];
        Assert.Equal(3_600_000_000, balance.GetProperty("availableUnits").GetInt64());
        Assert.Equal("2099-10-01T00:00:00+02:00", balance.GetProperty("endDate").GetString());
        Assert.Single(bank.Here("balance", "bala", "--currency", "SU", "--json").Expect(ExitCode.Success).Json.EnumerateArray());
        Assert.Contains("'GPU' is no currency of this bank; it has SU", bank.Here("balance", "bala", "--currency", "GPU").Expect(ExitCode.NotFound).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_rows_there_is_one_line_on_standard_error()
    {
        foreach (string[] verb in (string[][])[["balance", "zz*"], ["allocation", "list", "zz*"], ["account", "list", "zz*"], ["liens"], ["parked"], ["holds", "list"], ["transactions", "--job", "99999"]])
        {
            CliAnswer answer = bank.Here(verb).Expect(ExitCode.Success);
            Assert.Equal(string.Empty, answer.Output);
            Assert.Matches(@"^No [a-z ]+\.\n$", answer.Error);
            Assert.Equal("[]\n", bank.Here([.. verb, "--json"]).Expect(ExitCode.Success).Output);
        }
    }

    [Fact]
    public void A_name_that_is_not_there_exits_5_in_every_verb()
    {
        foreach (string[] verb in (string[][])[["balance", "nosuch"], ["account", "show", "nosuch"], ["allocation", "list", "nosuch"], ["liens", "nosuch"], ["holds", "list", "nosuch"]])
        {
            CliAnswer answer = bank.Here(verb).Expect(ExitCode.NotFound);
            Assert.Equal("slurmbank: The ledger has no account 'nosuch'.", answer.Error.Split('\n')[0]);
            Assert.Contains("slurmbank grant", answer.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void An_account_is_set_and_shown()
    {
        bank.Here("grant", "seta", "10").Expect(ExitCode.Success);
        Assert.StartsWith("Nothing was changed; it would be:\n", bank.Here("account", "set", "seta", "--mode", "enforce", "--plan").Expect(ExitCode.Success).Output, StringComparison.Ordinal);
        Assert.Equal("notify", bank.Here("account", "show", "seta", "--json").Json[0].GetProperty("mode").GetString());
        JsonElement set = bank.Here("account", "set", "seta", "--mode", "enforce", "--credit-limit", "1.5k", "--hold-mechanism", "grp-submit-jobs", "--json").Expect(ExitCode.Success).Json;
        Assert.Equal(("enforce", 5_400_000_000L, "grp-submit-jobs", false), (set.GetProperty("mode").GetString(), set.GetProperty("creditLimitUnits").GetInt64(), set.GetProperty("holdMechanism").GetString(), set.GetProperty("modeIsDefault").GetBoolean()));
        set = bank.Here("account", "set", "seta", "--mode", "default", "--hold-mechanism", "default", "--kind", "unlimited", "--json").Expect(ExitCode.Success).Json;
        Assert.Equal(("notify", "grp-tres-run-mins", true, "unlimited"), (set.GetProperty("mode").GetString(), set.GetProperty("holdMechanism").GetString(), set.GetProperty("modeIsDefault").GetBoolean(), set.GetProperty("kind").GetString()));
        Assert.Contains("unlimited", bank.Here("balance", "seta").Output, StringComparison.Ordinal);
        Assert.Contains("parent        science", bank.Here("account", "show", "physics").Expect(ExitCode.Success).Output, StringComparison.Ordinal);
        bank.Here("account", "set", "seta", "--hold-mechanism", "nonsense").Expect(ExitCode.Usage);
        bank.Here("account", "set", "a'; drop table--", "--mode", "track").Expect(ExitCode.Usage);
    }

    [Fact]
    public void Transactions_can_be_chosen()
    {
        bank.Here("grant", "trana", "10", "--reference", "T1", "--reason", "first\u001b[31m").Expect(ExitCode.Success);
        bank.Here("deposit", "trana", "5", "--reference", "T2").Expect(ExitCode.Success);
        Assert.Equal(["grant", "deposit"], bank.Here("transactions", "trana", "--json").Expect(ExitCode.Success).Json.EnumerateArray().Select(e => e.GetProperty("kind").GetString()));
        Assert.Equal("T2", bank.Here("transactions", "trana", "--last", "1", "--json").Json[0].GetProperty("reference").GetString());
        Assert.Equal("T1", bank.Here("transactions", "trana", "--kind", "grant,charge", "--json").Json[0].GetProperty("reference").GetString());
        Assert.Equal("T2", bank.Here("transactions", "--reference", "T2", "--json").Json[0].GetProperty("reference").GetString());
        Assert.Empty(bank.Here("transactions", "trana", "--end", "2026-01-01", "--json").Json.EnumerateArray());
        string text = bank.Here("transactions", "trana").Expect(ExitCode.Success).Output;
        Assert.Contains("first\\x1b[31m", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', text);
        Assert.All(text.Split('\n'), line => Assert.True(line.Length <= 100, line));
    }

    [Fact]
    public void The_ledger_is_verified_and_its_status_shown()
    {
        Assert.StartsWith("ledger   sound\n", bank.Here("verify").Expect(ExitCode.Success).Output, StringComparison.Ordinal);
        JsonElement check = bank.Here("verify", "--json").Expect(ExitCode.Success).Json;
        Assert.True(check.GetProperty("isSound").GetBoolean());
        JsonElement status = bank.Here("status", "--json").Expect(ExitCode.Success).Json;
        Assert.Equal(64, status.GetProperty("head").GetString()!.Length);
        Assert.Equal("2026-01-01T00:00:00+01:00", status.GetProperty("booksOpen").GetString());
        Assert.Equal(JsonValueKind.Null, status.GetProperty("watermarks").GetProperty("lab").ValueKind);
        Assert.Contains("books open        2026-01-01 00:00\n", bank.Here("status").Expect(ExitCode.Success).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_ledger_is_backed_up_and_restored()
    {
        string copy = bank.Folder + "/backup-a.db", trial = bank.Folder + "/trial-a.db";
        JsonElement made = bank.Here("backup", copy, "--json").Expect(ExitCode.Success).Json;
        Assert.Equal((copy, true), (made.GetProperty("path").GetString(), made.GetProperty("isSound").GetBoolean()));
        Assert.Contains("already", bank.Here("backup", copy).Expect(ExitCode.Ledger).Error, StringComparison.Ordinal);
        bank.Here("restore", bank.Folder + "/absent.db").Expect(ExitCode.NotFound);

        Assert.Contains("done          restored", bank.Here("restore", copy, "--ledger", trial).Expect(ExitCode.Success).Output, StringComparison.Ordinal);
        bank.Here("grant", "backa", "10", "--reference", "B1", "--ledger", trial).Expect(ExitCode.Success);
        JsonElement plan = bank.Here("restore", copy, "--plan", "--json", "--ledger", trial).Expect(ExitCode.Success).Json;
        Assert.Contains(plan.GetProperty("lostMovements").EnumerateArray(), m => m.GetProperty("reference").GetString() == "B1");
        string text = bank.Here("restore", copy, "--plan", "--ledger", trial).Expect(ExitCode.Success).Output;
        Assert.Contains("What people did since, and would have to do again:", text, StringComparison.Ordinal);
        Assert.Contains("B1", text, StringComparison.Ordinal);
        Assert.Contains("restore with --force", OneLine(bank.Here("restore", copy, "--ledger", trial).Expect(ExitCode.Conflict).Error), StringComparison.Ordinal);
        bank.Here("restore", copy, "--force", "--reason", "wrong", "--ledger", trial).Expect(ExitCode.Success);
        Assert.Equal("wrong", bank.Here("transactions", "--kind", "restored", "--last", "1", "--json", "--ledger", trial).Json[0].GetProperty("reason").GetString());
        bank.Here("verify", "--ledger", trial).Expect(ExitCode.Success);
    }

    private static string OneLine(string text) => System.Text.RegularExpressions.Regex.Replace(text, "\\s+", " ");

    [Fact]
    public void Another_ledger_can_be_named()
    {
        CliAnswer answer = bank.Here("balance", "--ledger", bank.Folder + "/other.db", "--snapshot", bank.Folder + "/nosuch.json").Expect(ExitCode.Ledger);
        Assert.Contains("nosuch.json", answer.Error, StringComparison.Ordinal);
        Assert.Contains("other.db", bank.Here("status", "--ledger", bank.Folder + "/other.db").Expect(ExitCode.Ledger).Error, StringComparison.Ordinal);
    }
}
