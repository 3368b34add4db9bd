using System;
using System.Linq;
using System.Text.Json;
using SlurmBank.Cli.Tests.Support;

namespace SlurmBank.Cli.Tests;

/// <summary>Withdrawals, transfers, refunds, reversals, terms, write-offs and statements on a real ledger; Slurm is a stand-in: see TemporaryBank.</summary>
public sealed class MovementVerbTests : IClassFixture<MovementVerbTests.Bank>
{
    private readonly TemporaryBank bank;

    public MovementVerbTests(Bank fixture) => bank = fixture.Temporary;

    /// <summary>Jobs: 1 and 2 of physics (36 SU and 10 SU), 3 and 4 of chem lost their node c2 (18 and 4 SU), 5 of industry (12 SU).</summary>
    public sealed class Bank : IDisposable
    {
        public Bank()
        {
            Temporary.Here("init", "--books-open", TemporaryBank.Recent).Expect(ExitCode.Success);
            Temporary.FinishedJob(1, "physics", "alice", 36, 3600, TimeSpan.FromHours(3));
            Temporary.FinishedJob(2, "physics", "alice", 10, 3600, TimeSpan.FromHours(3));
            Temporary.FinishedJob(3, "chem", "bob", 18, 3600, TimeSpan.FromHours(2), "NODE_FAIL", "c2");
            Temporary.FinishedJob(4, "chem", "bob", 4, 3600, TimeSpan.FromHours(2), "NODE_FAIL", "c2");
            Temporary.FinishedJob(5, "industry", "root", 12, 3600, TimeSpan.FromHours(2), "NODE_FAIL");
            Temporary.FinishedJob(6, "industry", "root", 5, 3600, TimeSpan.FromHours(2));
            Temporary.Here("grant", "physics", "100", "--start", TemporaryBank.Recent).Expect(ExitCode.Success);
            Temporary.Here("grant", "chem", "10", "--start", TemporaryBank.Recent).Expect(ExitCode.Success);
            Temporary.Here("sync").Expect(ExitCode.Success);
        }

        internal TemporaryBank Temporary { get; } = new();

        public void Dispose() => Temporary.Dispose();
    }

    [Fact]
    public void B11_less_than_the_least_amount_is_an_error_in_every_movement()
    {
        bank.Here("grant", "least", "10").Expect(ExitCode.Success);
        bank.Here("grant", "other", "10").Expect(ExitCode.Success);
        foreach (string[] line in (string[][])[["grant", "new", "0"], ["deposit", "least", "0"], ["withdraw", "least", "0"], ["transfer", "least", "other", "0"], ["refund", "1", "--amount", "0"]])
        {
            CliAnswer answer = bank.Here(line).Expect(ExitCode.Usage);
            Assert.Contains("more than zero", answer.Error, StringComparison.Ordinal);
        }

        Assert.Equal(36_000_000, Available("least"));
    }

    [Fact]
    public void B12_minus_one_is_no_amount_and_the_error_names_how_an_account_is_unlimited()
    {
        CliAnswer answer = bank.Here("grant", "endless", "-1").Expect(ExitCode.Usage);
        Assert.Contains("slurmbank account set --kind", answer.Error, StringComparison.Ordinal);
        bank.Here("grant", "endless", "1").Expect(ExitCode.Success);
        bank.Here("account", "set", "endless", "--kind", "unlimited").Expect(ExitCode.Success);
        Assert.Equal(long.MaxValue, Available("endless"));
    }

    [Theory]
    [InlineData("1e3")]
    [InlineData("abc")]
    [InlineData("")]
    public void B13_what_is_no_number_is_an_error(string amount)
    {
        bank.Here("deposit", "physics", amount).Expect(ExitCode.Usage);
        bank.Here("withdraw", "physics", amount).Expect(ExitCode.Usage);
    }

    [Fact]
    public void B13_a_fraction_is_exact_here()
    {
        bank.Here("grant", "fraction", "10.5").Expect(ExitCode.Success);
        bank.Here("withdraw", "fraction", "0.25").Expect(ExitCode.Success);
        Assert.Equal(36_900_000, Available("fraction"));
    }

    [Fact]
    public void B15_adding_keeps_the_date()
    {
        bank.Here("grant", "added", "10000", "--end", "2099-09-30").Expect(ExitCode.Success);
        bank.Here("deposit", "added", "500").Expect(ExitCode.Success);
        JsonElement balance = bank.Here("balance", "added", "--json").Json[0];
        Assert.Equal((10500m, "2099-10-01T00:00:00+02:00"), (balance.GetProperty("granted").GetDecimal(), balance.GetProperty("endDate").GetString()));
    }

    [Fact]
    public void B16_adding_to_an_unlimited_account_leaves_it_unlimited()
    {
        bank.Here("grant", "infinite", "1").Expect(ExitCode.Success);
        bank.Here("account", "set", "infinite", "--kind", "unlimited").Expect(ExitCode.Success);
        bank.Here("deposit", "infinite", "500").Expect(ExitCode.Success);
        Assert.Equal(long.MaxValue, Available("infinite"));
        bank.Here("withdraw", "infinite", "500").Expect(ExitCode.Success);
        Assert.Equal(long.MaxValue, Available("infinite"));
    }

    [Fact]
    public void A_withdrawal_takes_no_more_than_is_left()
    {
        bank.Here("grant", "less", "100").Expect(ExitCode.Success);
        Assert.Matches(@"^less: would withdraw 40\.00 SU from allocation \d+, which would then have 60\.00 SU left; nothing was changed\n$", bank.Here("withdraw", "less", "40", "--plan").Expect(ExitCode.Success).Output);
        Assert.Matches(@"^less: withdrew 40\.00 SU from allocation \d+, which now has 60\.00 SU left, entry \d+\n$", bank.Here("withdraw", "less", "40", "--reference", "W1").Expect(ExitCode.Success).Output);
        Assert.Matches("withdrawn before under that reference, entry \\d+; nothing was changed\n$", bank.Here("withdraw", "less", "40", "--reference", "W1").Expect(ExitCode.Success).Output);
        Assert.Contains("amount", bank.Here("withdraw", "less", "41", "--reference", "W1").Expect(ExitCode.Conflict).Error, StringComparison.Ordinal);
        Assert.Contains("60.00 SU", bank.Here("withdraw", "less", "60.01").Expect(ExitCode.Funds).Error, StringComparison.Ordinal);
        bank.Here("withdraw", "nosuch", "1").Expect(ExitCode.NotFound);
        bank.Here("withdraw", "less", "1", "--allocation", "1").Expect(ExitCode.NotFound);
    }

    [Fact]
    public void A_transfer_goes_from_one_account_to_another_and_both_show_it()
    {
        bank.Here("grant", "payer", "100").Expect(ExitCode.Success);
        bank.Here("grant", "payee", "5").Expect(ExitCode.Success);
        Assert.Contains("would transfer 30.00 SU", bank.Here("transfer", "payer", "payee", "30", "--plan").Expect(ExitCode.Success).Output, StringComparison.Ordinal);
        JsonElement moved = bank.Here("transfer", "payer", "payee", "30", "--reference", "T1", "--reason", "joint", "--json").Expect(ExitCode.Success).Json;
        Assert.Equal((70m, 35m, true), (moved.GetProperty("from").GetProperty("remaining").GetDecimal(), moved.GetProperty("to").GetProperty("remaining").GetDecimal(), moved.GetProperty("isNew").GetBoolean()));
        Assert.Contains("transferred before", bank.Here("transfer", "payer", "payee", "30", "--reference", "T1").Expect(ExitCode.Success).Output, StringComparison.Ordinal);
        bank.Here("transfer", "payer", "payee", "70.01").Expect(ExitCode.Funds);
        bank.Here("transfer", "payer", "payer", "1").Expect(ExitCode.Usage);
        bank.Here("grant", "payee", "5", "--kind", "other").Expect(ExitCode.Success);
        Assert.Contains("--to-allocation", bank.Here("transfer", "payer", "payee", "1").Expect(ExitCode.NotFound).Error, StringComparison.Ordinal);
        foreach (string name in (string[])["payer", "payee"])
        {
            JsonElement entry = bank.Here("transactions", name, "--kind", "transfer", "--json").Expect(ExitCode.Success).Json[0];
            Assert.Equal(("payer", "payee", -30m), (entry.GetProperty("account").GetString(), entry.GetProperty("otherAccount").GetString(), entry.GetProperty("amount").GetDecimal()));
        }
    }

    [Fact]
    public void L17_a_job_is_refunded_in_part_and_in_whole_and_never_beyond_its_charge()
    {
        Assert.Contains("1.50", bank.Here("refund", "1", "--amount", "1.5", "--plan").Expect(ExitCode.Success).Output, StringComparison.Ordinal);
        JsonElement part = bank.Here("refund", "1", "--amount", "6", "--reference", "R1", "--json").Expect(ExitCode.Success).Json[0];
        Assert.Equal(("refund", 6m, 36m), (part.GetProperty("outcome").GetString(), part.GetProperty("amount").GetDecimal(), part.GetProperty("cost").GetDecimal()));
        Assert.Equal("before", bank.Here("refund", "1", "--amount", "6", "--reference", "R1", "--json").Json[0].GetProperty("outcome").GetString());
        Assert.Contains("30.00 SU", bank.Here("refund", "1", "--amount", "30.01").Expect(ExitCode.Funds).Error, StringComparison.Ordinal);
        Assert.EndsWith("refunded 30.00 SU of one run\n", bank.Here("refund", "1").Expect(ExitCode.Success).Output, StringComparison.Ordinal);
        Assert.EndsWith("nothing is left to refund; nothing was changed\n", bank.Here("refund", "1").Expect(ExitCode.Success).Output, StringComparison.Ordinal);
        Assert.Equal(36m, bank.Here("cost", "1", "--json").Json[0].GetProperty("refunded").GetDecimal());

        // A sync that reads the same again changes nothing.
        long before = bank.Here("verify", "--json").Json.GetProperty("headSeq").GetInt64();
        bank.Here("sync", "--nightly").Expect(ExitCode.Success);
        Assert.Equal(before, bank.Here("verify", "--json").Expect(ExitCode.Success).Json.GetProperty("headSeq").GetInt64());
        Assert.Contains("not settled", bank.Here("refund", "99").Expect(ExitCode.NotFound).Error.Replace("No run of job 99 is settled", "not settled", StringComparison.Ordinal), StringComparison.Ordinal);
        bank.Here("refund", "1", "--start", "2026-01-01").Expect(ExitCode.Usage);
        bank.Here("refund").Expect(ExitCode.Usage);
    }

    [Fact]
    public void An_outage_is_refunded_by_time_node_and_state_with_a_plan_first()
    {
        string[] outage = ["refund", "--start", TemporaryBank.Recent, "--node", "c2", "--state", "node_fail", "--reason", "INC-17", "--reference", "INC-17"];
        Assert.EndsWith("would refund 22.00 SU of 2 runs; nothing was changed\n", bank.Here([.. outage, "--plan"]).Expect(ExitCode.Success).Output, StringComparison.Ordinal);
        Assert.Equal(22m, bank.Here("balance", "chem", "--json").Json[0].GetProperty("totalCharged").GetDecimal());
        JsonElement[] done = [.. bank.Here([.. outage, "--json"]).Expect(ExitCode.Success).Json.EnumerateArray()];
        Assert.Equal(["3", "4"], done.Select(r => r.GetProperty("jobId").GetString()));
        Assert.EndsWith("nothing is left to refund; nothing was changed\n", bank.Here(outage).Expect(ExitCode.Success).Output, StringComparison.Ordinal);
        Assert.Equal((0m, 10m), (bank.Here("balance", "chem", "--json").Json[0].GetProperty("totalCharged").GetDecimal(), bank.Here("balance", "chem", "--json").Json[0].GetProperty("available").GetDecimal()));
        Assert.Empty(bank.Here("refund", "--start", TemporaryBank.Recent, "--account", "chem", "--state", "TIMEOUT", "--json").Expect(ExitCode.Success).Json.EnumerateArray());

        // What was refunded by mistake is charged again.
        long seq = done[1].GetProperty("seq").GetInt64();
        Assert.Matches($@"^chem: reversed the refund of 4\.00 SU in entry {seq}, entry \d+\n$", bank.Here("undo", $"{seq}", "--reason", "not that one").Expect(ExitCode.Success).Output);
        Assert.Equal(4m, bank.Here("balance", "chem", "--json").Json[0].GetProperty("totalCharged").GetDecimal());
        bank.Here("verify").Expect(ExitCode.Success);
    }

    [Fact]
    public void A_mistake_is_taken_back_once()
    {
        bank.Here("grant", "oops", "100", "--reference", "AY").Expect(ExitCode.Success);
        long deposit = bank.Here("deposit", "oops", "5", "--json").Json.GetProperty("seq").GetInt64();
        Assert.Contains("would reverse the deposit of 5.00 SU", bank.Here("undo", $"{deposit}", "--plan").Expect(ExitCode.Success).Output, StringComparison.Ordinal);
        bank.Here("undo", $"{deposit}", "--reference", "U").Expect(ExitCode.Success);
        Assert.Contains("reversed before", bank.Here("undo", $"{deposit}", "--reference", "U").Expect(ExitCode.Success).Output, StringComparison.Ordinal);
        Assert.Contains("reversed it already", bank.Here("undo", $"{deposit}").Expect(ExitCode.Conflict).Error, StringComparison.Ordinal);
        bank.Here("undo", "999999").Expect(ExitCode.NotFound);
        bank.Here("undo", "x").Expect(ExitCode.Usage);
        long charge = bank.Here("transactions", "physics", "--kind", "charge", "--json").Json[0].GetProperty("seq").GetInt64();
        Assert.Contains("slurmbank refund", bank.Here("undo", $"{charge}").Expect(ExitCode.Conflict).Error, StringComparison.Ordinal);

        long grant = bank.Here("transactions", "oops", "--kind", "grant", "--json").Json[0].GetProperty("seq").GetInt64();
        bank.Here("undo", $"{grant}").Expect(ExitCode.Success);
        Assert.Equal("unmanaged", bank.Here("balance", "oops", "--json").Json[0].GetProperty("status").GetString());
        Assert.Equal("reversed", bank.Here("allocation", "list", "oops", "--json").Json[0].GetProperty("status").GetString());
        Assert.Contains("another reference", bank.Here("grant", "oops", "100", "--reference", "AY").Expect(ExitCode.Success).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_terms_of_an_allocation_are_changed_and_it_is_closed()
    {
        long id = bank.Here("grant", "terms", "100", "--end", "2099-09-30", "--partition", "cpu", "--json").Json.GetProperty("allocation").GetProperty("allocationId").GetInt64();
        Assert.Equal(
            $"terms: would change allocation {id}: to 2099-12-31, priority 7, for everything, 100.00 SU left; nothing was changed\n",
            bank.Here("allocation", "set", $"{id}", "--end", "2099-12-31", "--priority", "7", "--partition", "all", "--plan").Expect(ExitCode.Success).Output);
        Assert.Matches(@"only for partitions gpu; users bob, 100\.00 SU left, entry \d+\n$", bank.Here("allocation", "set", $"{id}", "--partition", "gpu", "--user", "bob").Expect(ExitCode.Success).Output);
        Assert.Contains("is so already", bank.Here("allocation", "set", $"{id}", "--partition", "gpu").Expect(ExitCode.Success).Output, StringComparison.Ordinal);
        Assert.Contains("without end", bank.Here("allocation", "set", $"{id}", "--no-end").Expect(ExitCode.Success).Output, StringComparison.Ordinal);
        bank.Here("allocation", "set", $"{id}", "--no-end", "--end", "2099-01-01").Expect(ExitCode.Usage);
        bank.Here("allocation", "set", "999", "--no-end").Expect(ExitCode.NotFound);

        Assert.Contains("to 2099-06-30", bank.Here("allocation", "close", $"{id}", "--end", "2099-06-30").Expect(ExitCode.Success).Output, StringComparison.Ordinal);
        bank.Here("allocation", "close", $"{id}", "--end", "2099-07-31").Expect(ExitCode.Usage);
        Assert.Contains("0.00 SU left, 100.00 SU expired", bank.Here("allocation", "close", $"{id}", "--reason", "over").Expect(ExitCode.Success).Output, StringComparison.Ordinal);
        Assert.Contains("is so already", bank.Here("allocation", "close", $"{id}").Expect(ExitCode.Success).Output, StringComparison.Ordinal);
        Assert.Contains("100.00 SU left", bank.Here("allocation", "set", $"{id}", "--end", "2099-06-30").Expect(ExitCode.Success).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_overdraft_is_written_off()
    {
        bank.Here("grant", "industry", "2", "--start", TemporaryBank.Recent).Expect(ExitCode.Success);
        Assert.Equal(-54_000_000, Available("industry"));
        Assert.Contains("would write off 15.00 SU", bank.Here("write-off", "industry", "--plan").Expect(ExitCode.Success).Output, StringComparison.Ordinal);
        Assert.Contains("wrote off 5.00 SU of the overdraft", bank.Here("write-off", "industry", "--amount", "5").Expect(ExitCode.Success).Output, StringComparison.Ordinal);
        bank.Here("write-off", "industry", "--amount", "10.01").Expect(ExitCode.Usage);
        bank.Here("write-off", "industry", "--reason", "agreed").Expect(ExitCode.Success);
        Assert.Equal(0, Available("industry"));
        Assert.Contains("no overdraft", bank.Here("write-off", "industry").Expect(ExitCode.Usage).Error, StringComparison.Ordinal);
        bank.Here("verify").Expect(ExitCode.Success);
    }

    [Fact]
    public void A_statement_adds_up_in_every_form()
    {
        bank.Here("grant", "state", "100", "--reason", "=cmd|' /C calc'!A0").Expect(ExitCode.Success);
        bank.Here("withdraw", "state", "30", "--reason", "less, \"much\" less").Expect(ExitCode.Success);
        JsonElement statement = bank.Here("statement", "state", "--json").Expect(ExitCode.Success).Json[0];
        Assert.Equal((0m, 100m, -30m, 70m), (statement.GetProperty("opening").GetDecimal(), statement.GetProperty("received").GetDecimal(), statement.GetProperty("spent").GetDecimal(), statement.GetProperty("closing").GetDecimal()));
        Assert.Equal(bank.Here("verify", "--json").Json.GetProperty("head").GetString(), bank.Here("statement", "state", "--json").Json[0].GetProperty("head").GetString());
        string text = bank.Here("statement", "state").Expect(ExitCode.Success).Output;
        Assert.Contains("\nclosing   70.00 SU\n", text, StringComparison.Ordinal);
        Assert.All(text.Split('\n'), line => Assert.True(line.Length <= 100, line));
        string[] csv = bank.Here("statement", "state", "--csv").Expect(ExitCode.Success).Output.TrimEnd('\n').Split('\n');
        Assert.StartsWith("account,currency,seq,recorded,", csv[0], StringComparison.Ordinal);
        Assert.Contains(",grant,100,360000000,0,0,100,360000000,", csv[1], StringComparison.Ordinal);
        Assert.Contains(",'=cmd|' /C calc'!A0,", csv[1], StringComparison.Ordinal);
        Assert.Contains(",withdrawal,-30,-108000000,", csv[2], StringComparison.Ordinal);
        Assert.Contains("\"less, \"\"much\"\" less\"", csv[2], StringComparison.Ordinal);
        Assert.Contains("(more may come into it)", text, StringComparison.Ordinal);
        Assert.Equal(0m, bank.Here("statement", "state", "--month", "2026-01", "--json").Expect(ExitCode.Success).Json[0].GetProperty("closing").GetDecimal());
        bank.Here("statement", "state", "--month", "2026-13").Expect(ExitCode.Usage);
        bank.Here("statement", "state", "--month", "2026-01", "--start", "2026-01-01").Expect(ExitCode.Usage);
        bank.Here("statement", "nosuch").Expect(ExitCode.NotFound);
    }

    [Fact]
    public void Usage_is_told_apart_as_asked()
    {
        JsonElement[] users = [.. bank.Here("usage", "physics", "chem", "--json").Expect(ExitCode.Success).Json.EnumerateArray()];
        Assert.Equal(["bob", "alice"], users.Select(u => u.GetProperty("user").GetString()));
        Assert.Equal(2, users[1].GetProperty("runs").GetInt32());
        Assert.Equal(46m, users[1].GetProperty("charged").GetDecimal() + users[1].GetProperty("refunded").GetDecimal());
        string text = bank.Here("usage", "physics", "--by", "month,partition,state").Expect(ExitCode.Success).Output;
        Assert.Matches("(?m)^physics +20\\d\\d-\\d\\d +cpu +COMPLETED +", text);
        Assert.StartsWith("account,month,cluster,user,", bank.Here("usage", "--by", "account", "--csv").Expect(ExitCode.Success).Output, StringComparison.Ordinal);
        Assert.Empty(bank.Here("usage", "--month", "2020-01", "--json").Expect(ExitCode.Success).Json.EnumerateArray());
        bank.Here("usage", "--by", "moon").Expect(ExitCode.Usage);
    }

    private long Available(string account) => bank.Here("balance", account, "--json").Expect(ExitCode.Success).Json[0].GetProperty("availableUnits").GetInt64();
}
