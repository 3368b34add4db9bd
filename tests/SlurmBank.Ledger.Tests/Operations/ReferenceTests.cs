using System;
using System.Collections.Generic;
using SlurmBank.Engine;
using SlurmBank.Ledger.Tests.Support;

namespace SlurmBank.Ledger.Tests.Operations;

/// <summary>The same reference with the same body gives the same answer and no new rows; with another, an error that names the field.</summary>
public sealed class ReferenceTests
{
    private static readonly GrantRequest Asked = new("a", TestLedger.Units(100), 1000, 2000)
    {
        Reference = "AWARD-1",
        Reason = "because",
        Scope = new AllocationScope(["lab"], ["gpu"], ["normal"], ["ann", "bo"]),
    };

    public static TheoryData<string> Fields => ["amount", "currency", "start", "end", "kind", "priority", "clusters", "partitions", "qos", "users"];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_grant_again_is_the_same_grant(bool sqlite)
    {
        using TestLedger ledger = TestLedger.Create(sqlite);
        GrantResult first = ledger.Do(s => s.Grants.Grant(Asked));
        GrantResult again = ledger.Do(s => s.Grants.Grant(Asked with { Reason = "in other words", Account = "A" }));
        Assert.True(first.IsNew);
        Assert.False(again.IsNew);
        Assert.Equal(first.Allocation, again.Allocation);
        Assert.Equal(first.Entry.Hash, again.Entry.Hash);
        Assert.Equal(1, ledger.Verify().Entries);
        Assert.True(ledger.Do(s => s.Grants.Grant(Asked with { Account = "b" })).IsNew);
    }

    [Fact]
    public void Twice_in_one_write_is_once()
    {
        using TestLedger ledger = TestLedger.InMemory();
        Assert.Equal([true, false], ledger.Do(s => new[] { s.Grants.Grant(Asked).IsNew, s.Grants.Grant(Asked).IsNew }));
    }

    [Theory]
    [MemberData(nameof(Fields))]
    public void A_grant_with_another_body_names_the_field(string field)
    {
        using TestLedger ledger = TestLedger.InFile();
        ledger.Do(s => s.Grants.Grant(Asked));
        var error = Assert.Throws<ReferenceConflictException>(() => ledger.Do(s => s.Grants.Grant(Change(field))));
        Assert.Equal((field, "AWARD-1", 1L), (error.Field, error.Reference, error.Seq));
        Assert.Contains(field, error.Message, StringComparison.Ordinal);
        Assert.Equal(1, ledger.Verify().Entries);
        ledger.AssertSound();
    }

    [Theory]
    [InlineData("amount", "360000000", "100.00 SU")]
    [InlineData("amount", "1", "0.0000003 SU")]
    [InlineData("amount", "-3600001", "-1.0000003 SU")]
    [InlineData("start", "1790726400", "2026-09-30 00:00:00 UTC")]
    [InlineData("end", "9223372036854775807", "without limit")]
    [InlineData("kind", "5", "5")]
    [InlineData("users", "ann,ben", "ann,ben")]
    public void Errors_show_values_as_people_write_them(string field, string stored, string shown) =>
        Assert.Equal(shown, EntryBody.Readable(field, stored));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Deposits_and_withdrawals_likewise(bool deposit)
    {
        using TestLedger ledger = TestLedger.InFile();
        long one = ledger.Grant(100, 0).Allocation.Id;
        long two = ledger.Grant(100, 0).Allocation.Id;
        GrantResult Move(long allocation, long units) => ledger.Do(s => deposit
            ? s.Grants.Deposit(allocation, TestLedger.Units(units), "r", "T-1")
            : s.Grants.Withdraw(allocation, TestLedger.Units(units), "r", "T-1"));
        Assert.True(Move(one, 90).IsNew);
        Assert.False(Move(one, 90).IsNew);
        Assert.Equal("amount", Assert.Throws<ReferenceConflictException>(() => Move(one, 91)).Field);
        Assert.Equal("allocation", Assert.Throws<ReferenceConflictException>(() => Move(two, 90)).Field);
        Assert.Equal(deposit ? 290 : 110, ledger.Balance().Remaining.Units);
        Assert.Equal(3, ledger.Verify().Entries);
        Assert.True(ledger.Do(s => s.Grants.Deposit(one, TestLedger.Units(1), "r", deposit ? "T-2" : "T-1")).IsNew);
    }

    [Fact]
    public void A_deposit_that_was_done_is_still_answered_after_the_window_has_ended()
    {
        using TestLedger ledger = TestLedger.InMemory();
        long id = ledger.Grant(100, 0, FakeClock.Start + 10).Allocation.Id;
        ledger.Do(s => s.Grants.Deposit(id, TestLedger.Units(5), "r", "T"));
        ledger.Clock.Seconds += 10;
        Assert.False(ledger.Do(s => s.Grants.Deposit(id, TestLedger.Units(5), "r", "T")).IsNew);
        Assert.Throws<InvalidRequestException>(() => ledger.Do(s => s.Grants.Deposit(id, TestLedger.Units(5), "r")));
    }

    [Theory]
    [MemberData(nameof(Senseless))]
    public void What_makes_no_sense_is_refused_and_leaves_nothing(string what, Action<LedgerSession> action)
    {
        using TestLedger ledger = TestLedger.InFile();
        ledger.Grant(100, 0);
        Assert.ThrowsAny<SlurmBankException>(() => ledger.Do(action));
        Assert.True(ledger.Verify().Entries == 1, what);
        ledger.AssertSound();
    }

    public static IEnumerable<object[]> Senseless()
    {
        yield return ["negative", (Action<LedgerSession>)(s => s.Grants.Grant(Asked with { Amount = TestLedger.Units(-1) }))];
        yield return ["unlimited", (Action<LedgerSession>)(s => s.Grants.Grant(Asked with { Amount = ServiceUnits.Unlimited }))];
        yield return ["empty window", (Action<LedgerSession>)(s => s.Grants.Grant(Asked with { End = Asked.Start }))];
        yield return ["comma", (Action<LedgerSession>)(s => s.Grants.Grant(Asked with { Scope = new AllocationScope([], ["a,b"], [], []) }))];
        yield return ["empty name", (Action<LedgerSession>)(s => s.Grants.Grant(Asked with { Scope = new AllocationScope([], [], [], [string.Empty]) }))];
        yield return ["deposit of nothing", (Action<LedgerSession>)(s => s.Grants.Deposit(1, ServiceUnits.Zero, "r"))];
        yield return ["no allocation", (Action<LedgerSession>)(s => s.Grants.Deposit(9, TestLedger.Units(1), "r"))];
        yield return ["withdrawal of less than nothing", (Action<LedgerSession>)(s => s.Grants.Withdraw(1, TestLedger.Units(-1), "r"))];
        yield return ["withdrawal of more", (Action<LedgerSession>)(s => s.Grants.Withdraw(1, TestLedger.Units(101), "r"))];
        yield return ["credit limit", (Action<LedgerSession>)(s => s.Accounts.Decide("a", new AccountSettings(TestLedger.Units(-1)), "r"))];
        yield return ["price", (Action<LedgerSession>)(s => s.Runs.Settle(TestLedger.Priced(TestLedger.Facts(1, 0, 1), -1), null))];
        yield return ["lien", (Action<LedgerSession>)(s => s.Liens.Observe(TestLedger.Job(1, -1)))];
        yield return ["tariff", (Action<LedgerSession>)(s => { s.AddTariff(1, 0, "lab", "t", "r"); s.AddTariff(1, 0, "lab", "t", "r"); })];
        yield return ["account", (Action<LedgerSession>)(s => s.Accounts.Get("nobody"))];
    }

    private static GrantRequest Change(string field)
    {
        AllocationScope scope = Asked.Scope;
        return field switch
        {
            "amount" => Asked with { Amount = TestLedger.Units(101) },
            "currency" => Asked with { Currency = "EUR" },
            "start" => Asked with { Start = 999 },
            "end" => Asked with { End = 2001 },
            "kind" => Asked with { Kind = "award" },
            "priority" => Asked with { Priority = 100 },
            "clusters" => Asked with { Scope = scope with { Clusters = [] } },
            "partitions" => Asked with { Scope = scope with { Partitions = ["cpu"] } },
            "qos" => Asked with { Scope = scope with { Qos = ["high"] } },
            _ => Asked with { Scope = scope with { Users = ["ann"] } },
        };
    }
}
