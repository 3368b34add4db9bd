using System.Linq;
using SlurmBank.Ledger.Tests.Support;

namespace SlurmBank.Ledger.Tests.Operations;

public sealed class HoldTests
{
    private static readonly PlacedLimit Limit = new(1, "lab", "a", "GrpTRESRunMins=cpu", "1000", "0");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_decision_is_placed_and_lifted_once_and_each_is_an_entry(bool sqlite)
    {
        using TestLedger ledger = TestLedger.Create(sqlite);
        Hold hold = Place(ledger, HoldOwner.Person, "why").Hold;
        Assert.False(Place(ledger, HoldOwner.Person, "why").IsNew);
        Assert.True(Place(ledger, HoldOwner.Person, "another why").IsNew);
        Hold now = Assert.Single(ledger.See(v => v.Reader.Holds("lab").ToList()));
        Assert.Equal(2, now.Id);
        ledger.Do(s => s.Holds.Lift(now, "done"));
        Assert.Equal("tester", ledger.Do(s => s.Holds.Lift(now, "done again")).LiftedBy);
        ledger.Do(s => s.Holds.Lift(hold, "that one was replaced"));
        Assert.Empty(ledger.See(v => v.Reader.Holds().ToList()));
        Assert.Equal([EntryKind.Hold, EntryKind.Hold, EntryKind.Release], ledger.See(v => v.Reader.Entries(new EntryFilter()).Select(e => e.Draft.Kind).ToList()));
        ledger.AssertSound();
    }

    [Fact]
    public void Each_owner_decides_for_itself_and_each_cluster()
    {
        using TestLedger ledger = TestLedger.InMemory();
        ledger.Do(s =>
        {
            Account account = s.Accounts.Open("a");
            Assert.True(s.Holds.Place(account, "lab", HoldOwner.Automatic, "r", "m", null).IsNew);
            Assert.True(s.Holds.Place(account, "lab", HoldOwner.Person, "r", "m", 5).IsNew);
            Assert.True(s.Holds.Place(account, "sub", HoldOwner.Person, "r", "m", 5).IsNew);
            Assert.True(s.Holds.Place(account, "lab", HoldOwner.Person, "r", "m", 6).IsNew);
            Assert.False(s.Holds.Place(account, "lab", HoldOwner.Automatic, "r", "m", null).IsNew);
        });
        Assert.Equal([1, 4], ledger.See(v => v.Reader.Holds("lab").Select(h => h.Id).ToList()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_a_limit_replaced_is_kept_from_the_first_time(bool sqlite)
    {
        using TestLedger ledger = TestLedger.Create(sqlite);
        ledger.Do(s => s.Accounts.Open("a"));
        ledger.Do(s =>
        {
            s.Holds.Remember(Limit);
            s.Holds.Remember(Limit with { Replaced = "0", Value = "5" });
        });
        ledger.Do(s => s.Holds.Remember(Limit with { Replaced = "5", Value = "6" }));
        Assert.Equal([Limit with { Value = "6" }], ledger.See(v => v.Reader.PlacedLimits("lab").ToList()));
        ledger.Do(s =>
        {
            s.Holds.Forget(Limit);
            s.Holds.Remember(Limit with { Replaced = "7" });
        });
        Assert.Equal([Limit with { Replaced = "7" }], ledger.See(v => v.Reader.PlacedLimits("lab").ToList()));
    }

    private static (Hold Hold, bool IsNew) Place(TestLedger ledger, HoldOwner owner, string reason) =>
        ledger.Do(s => s.Holds.Place(s.Accounts.Open("a"), "lab", owner, reason, "m", null));
}
