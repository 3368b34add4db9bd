using System;
using System.Linq;
using System.Text.Json;
using SlurmBank.Cli.Tests.Support;

namespace SlurmBank.Cli.Tests;

/// <summary>Trees, limits of users and kinds of accounts from the command line.</summary>
public sealed class TreeVerbTests : IClassFixture<TreeVerbTests.Bank>
{
    private readonly TemporaryBank bank;

    public TreeVerbTests(Bank fixture) => bank = fixture.Temporary;

    public sealed class Bank : IDisposable
    {
        internal TemporaryBank Temporary { get; } = new TemporaryBank().Initialize();

        public void Dispose() => Temporary.Dispose();
    }

    [Fact]
    public void A_child_draws_on_its_parent_until_it_no_longer_does()
    {
        bank.Here("grant", "science", "100").Expect(ExitCode.Success);
        JsonElement set = bank.Here("account", "set", "physics", "--draw-on-parent", "yes", "--since", "2026-01-01", "--reason", "one pot", "--json").Expect(ExitCode.Success).Json;
        Assert.Equal("science", set.GetProperty("drawsOn").GetString());
        Assert.Contains("draws on      science, after its own grants", bank.Here("account", "show", "physics").Expect(ExitCode.Success).Output, StringComparison.Ordinal);
        JsonElement balance = bank.Here("balance", "physics", "--json").Expect(ExitCode.Success).Json[0];
        Assert.Equal((360_000_000L, 360_000_000L, "science"), (balance.GetProperty("availableUnits").GetInt64(), balance.GetProperty("fromParentUnits").GetInt64(), balance.GetProperty("parent").GetString()));
        Assert.Equal("one pot", bank.Here("transactions", "physics", "--kind", "settings", "--json").Json[0].GetProperty("reason").GetString());
        bank.Here("account", "set", "physics", "--draw-on-parent", "no").Expect(ExitCode.Success);
        Assert.Equal(0, bank.Here("balance", "physics", "--json").Json[0].GetProperty("availableUnits").GetInt64());
        bank.Here("account", "set", "science", "--draw-on-parent", "yes").Expect(ExitCode.Usage);
        bank.Here("account", "set", "physics", "--draw-on-parent", "perhaps").Expect(ExitCode.Usage);
        bank.Here("verify").Expect(ExitCode.Success);
    }

    [Fact]
    public void Limits_of_users_are_set_shown_and_taken_away()
    {
        bank.Here("grant", "limita", "100").Expect(ExitCode.Success);
        JsonElement set = bank.Here("account", "set", "limita", "--user-limit", "ann=1.5k", "--user-limit", "bo=2", "--json").Expect(ExitCode.Success).Json;
        Assert.Equal([("ann", 5_400_000_000L), ("bo", 7_200_000L)], set.GetProperty("userLimits").EnumerateArray().Select(l => (l.GetProperty("user").GetString()!, l.GetProperty("limitUnits").GetInt64())));
        JsonElement bo = bank.Here("balance", "limita", "--user", "bo", "--json").Expect(ExitCode.Success).Json[0];
        Assert.Equal((7_200_000L, 7_200_000L), (bo.GetProperty("availableUnits").GetInt64(), bo.GetProperty("userLimitUnits").GetInt64()));
        Assert.Contains("ann 1500.00 SU (1500.00 left)", bank.Here("account", "show", "limita").Output, StringComparison.Ordinal);
        bank.Here("account", "set", "limita", "--user-limit", "ann=none").Expect(ExitCode.Success);
        Assert.Equal(1, bank.Here("account", "show", "limita", "--json").Json[0].GetProperty("userLimits").GetArrayLength());
        bank.Here("account", "set", "limita", "--user-limit", "ann").Expect(ExitCode.Usage);
    }

    [Fact]
    public void What_may_be_spent_in_a_partition_is_asked_for()
    {
        bank.Here("grant", "scopea", "10").Expect(ExitCode.Success);
        bank.Here("grant", "scopea", "5", "--partition", "gpu").Expect(ExitCode.Success);
        long In(string partition) => bank.Here("balance", "scopea", "--partition", partition, "--json").Expect(ExitCode.Success).Json[0].GetProperty("availableUnits").GetInt64();
        Assert.Equal((54_000_000L, 36_000_000L), (In("gpu"), In("cpu")));
    }

    [Fact]
    public void Kinds_of_accounts_are_set()
    {
        JsonElement set = bank.Here("account", "set", "condo", "--kind", "owned", "--owned-partition", "gpu,big", "--json").Expect(ExitCode.Success).Json;
        Assert.Equal(("owned", "gpu big"), (set.GetProperty("kind").GetString(), string.Join(' ', set.GetProperty("ownedPartitions").EnumerateArray().Select(p => p.GetString()))));
        Assert.Contains("own hardware  gpu, big", bank.Here("account", "show", "condo").Output, StringComparison.Ordinal);
        bank.Here("account", "set", "condo", "--owned-partition", "*").Expect(ExitCode.Success);
        Assert.Contains("own hardware  all partitions", bank.Here("account", "show", "condo").Output, StringComparison.Ordinal);
        Assert.Equal("unmanaged", bank.Here("account", "set", "condo", "--kind", "unmanaged", "--json").Json.GetProperty("kind").GetString());
    }
}
