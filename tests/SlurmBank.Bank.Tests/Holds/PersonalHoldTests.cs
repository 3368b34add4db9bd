using System;
using System.Linq;
using SlurmBank.Bank.Tests.Doubles;
using SlurmBank.Bank.Tests.Support;
using SlurmBank.Ledger;

namespace SlurmBank.Bank.Tests.Holds;

public sealed class PersonalHoldTests
{
    [Fact]
    public void A_hold_by_hand_outlives_enforcements_and_money_until_a_person_lifts_it()
    {
        using HoldScene scene = HoldScene.Plain("", "bio");
        HoldAction hold = scene.Lock("bio");
        Assert.Equal(("hold", "person", true, null), (hold.Action, hold.Owner, hold.Done, hold.Error));
        scene.Bank.Grant("bio", 1_000_000);
        for (int i = 0; i < 3; i++)
        {
            scene.Bank.Clock.Seconds += 100 * TestBank.Day;
            Assert.Equal(("keep", "person"), (scene.Only().Action, scene.Only().Owner));
        }

        HoldReport report = Assert.Single(scene.Bank.Service.Holds([]));
        Assert.Equal(("person", "audit", null), (report.Owner, report.Reason, report.Until));
        Assert.Equal(("release", true), (scene.Unlock("bio").Action, scene.Limit("bio").Length == 0));
        Assert.Empty(scene.Bank.Service.Holds([]));
        HoldReport past = Assert.Single(scene.Bank.Service.Holds([], lifted: true));
        Assert.NotNull(past.LiftedBy);
        scene.Bank.AssertSound();
    }

    [Fact]
    public void A_hold_by_hand_ends_with_its_time()
    {
        using HoldScene scene = HoldScene.Plain("", "bio");
        long until = scene.Bank.Clock.Seconds + 1000;
        scene.Lock("bio", TestBank.At(until));
        scene.Bank.Clock.Seconds = until - 1;
        Assert.Equal("keep", scene.Only().Action);
        scene.Bank.Clock.Seconds = until;
        Assert.Equal("release", scene.Only().Action);
        Assert.Equal(string.Empty, scene.Limit("bio"));
        Assert.Empty(scene.Bank.Service.Holds([]));
    }

    /// <summary>A release of an account with nothing left stands against enforcement until its time: by default for seven days.</summary>
    [Theory]
    [InlineData(null, 7 * TestBank.Day)]
    [InlineData(5_000L, 5_000)]
    public void A_pardon_stands_until_its_time(long? given, long expected)
    {
        using HoldScene scene = HoldScene.Plain("bio");
        scene.Bank.Enforce();
        long now = scene.Bank.Clock.Seconds;
        Assert.Equal("release", scene.Unlock("bio", given is long g ? TestBank.At(now + g) : null).Action);
        scene.Bank.Clock.Seconds = now + expected - 1;
        Assert.Empty(scene.Bank.Enforce().Actions);
        Assert.Equal("pardoned", scene.Bank.Balance().Status);
        scene.Bank.Clock.Seconds = now + expected;
        Assert.Equal(("hold", true), (scene.Only().Action, scene.Only().Done));
        Assert.Equal("held", scene.Bank.Balance().Status);
    }

    [Fact]
    public void The_last_word_counts()
    {
        using HoldScene scene = HoldScene.Plain("bio");
        scene.Bank.Enforce();
        scene.Unlock("bio");
        scene.Lock("bio");
        Assert.Equal(("keep", "person"), (scene.Only().Action, scene.Only().Owner));
        Assert.Equal(["person"], scene.Bank.Service.Holds([]).Select(h => h.Owner));
        scene.Unlock("bio");
        Assert.Equal(["pardon"], scene.Bank.Service.Holds([]).Select(h => h.Owner));
        Assert.Equal(string.Empty, scene.Limit("bio"));
        scene.Bank.AssertSound();
    }

    [Fact]
    public void The_same_again_changes_nothing()
    {
        using HoldScene scene = HoldScene.Plain("bio", "chem");
        scene.Lock("chem");
        scene.Unlock("bio", TestBank.At(scene.Bank.Clock.Seconds + 9));
        string before = scene.Everything();
        scene.Lock("chem");
        scene.Unlock("bio", TestBank.At(scene.Bank.Clock.Seconds + 9));
        Assert.Equal(before, scene.Everything());
    }

    [Fact]
    public void Plans_say_what_would_be_and_change_nothing()
    {
        using HoldScene scene = HoldScene.Plain("bio", "chem");
        scene.Bank.Enforce();
        scene.Lock("chem");
        string before = scene.Everything();
        Assert.Equal(("release", false), (scene.Unlock("bio", plan: true).Action, scene.Unlock("bio", plan: true).Done));
        Assert.Equal("release", scene.Unlock("chem", plan: true).Action);
        Assert.Equal(("keep", "person"), (scene.Lock("bio", plan: true).Action, scene.Lock("bio", plan: true).Owner));
        Assert.Equal(before, scene.Everything());
    }

    /// <summary>A hold touches its own account: not those that wait for an enforcement.</summary>
    [Fact]
    public void Others_are_left_alone()
    {
        using HoldScene scene = HoldScene.Plain("bio", "chem");
        scene.Lock("chem");
        Assert.Equal((string.Empty, "cpu=0"), (scene.Limit("bio"), scene.Limit("chem")));
        scene.Unlock("chem");
        Assert.Equal((string.Empty, string.Empty), (scene.Limit("bio"), scene.Limit("chem")));
    }

    [Fact]
    public void What_makes_no_sense_is_refused_and_changes_nothing()
    {
        using HoldScene scene = HoldScene.Plain("", "bio");
        scene.Bank.Grant("elsewhere", 1);
        string before = scene.Everything();
        Action[] wrong =
        [
            () => scene.Bank.Service.Lock(new HoldCommand { Account = "bio", Reason = " " }),
            () => scene.Bank.Service.Unlock(new HoldCommand { Account = "bio", Reason = string.Empty }),
            () => scene.Lock("bio", TestBank.At(scene.Bank.Clock.Seconds)),
            () => scene.Unlock("bio", TestBank.At(scene.Bank.Clock.Seconds - 1)),
            () => scene.Lock("bio", mechanism: "moving-limit"),
            () => scene.Lock("bio", mechanism: "nonsense"),
            () => scene.Lock("elsewhere"),
            () => scene.Unlock("elsewhere"),
            () => scene.Bank.Enforce(new EnforceCommand { Accounts = ["elsewhere"] }),
        ];
        Assert.All(wrong, w => Assert.Throws<InvalidRequestException>(w));
        Assert.Throws<AccountNotFoundException>(() => scene.Lock("nosuch"));
        Assert.Equal(before, scene.Everything());
    }

    /// <summary>Limits that kill are used only where the running slurmctld is known to have 'safe': it shows it, and its file is no newer than it.</summary>
    [Theory]
    [InlineData("grp-tres-mins", "associations,limits,qos,safe", "2026-11-20", true, 11)]
    [InlineData("grp-tres-mins", "associations,limits,qos,safe", "2026-11-22", false, 11)]
    [InlineData("grp-tres-mins", "associations,limits,qos,safe", null, false, 11)]
    [InlineData("grp-tres-mins", "associations,limits,qos", "2026-11-20", false, 11)]
    [InlineData("grp-submit-jobs", "associations,limits", null, true, 8)]
    [InlineData("grp-tres-run-mins", "associations,limits", null, true, 12)]
    public void Mechanisms(string mechanism, string enforced, string? fileChanged, bool allowed, int column)
    {
        using HoldScene scene = HoldScene.Plain("", "bio");
        scene.Bank.Slurm.Change("scontrol-config.txt", "associations,limits,qos,safe", enforced);
        if (fileChanged is not null)
        {
            scene.Bank.Slurm.Put("slurm.conf", string.Empty);
            System.IO.File.SetLastWriteTimeUtc(scene.Bank.Slurm.At("slurm.conf"), DateTime.Parse(fileChanged, System.Globalization.CultureInfo.InvariantCulture));
        }

        if (!allowed)
        {
            Assert.Contains("safe", Assert.Throws<InvalidRequestException>(() => scene.Lock("bio", mechanism: mechanism)).Message, StringComparison.Ordinal);
            Assert.Empty(scene.Bank.Service.Holds([]));
            return;
        }

        Assert.True(scene.Lock("bio", mechanism: mechanism).Done);
        Assert.Equal("0", scene.Limit("bio", column: column).Replace("cpu=", string.Empty, StringComparison.Ordinal));
        Assert.True(scene.Unlock("bio").Done);
        Assert.Equal(string.Empty, scene.Limit("bio", column: column));
    }
}
