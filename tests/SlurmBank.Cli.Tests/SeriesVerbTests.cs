using System;
using System.Linq;
using System.Text.Json;
using SlurmBank.Cli.Tests.Support;

namespace SlurmBank.Cli.Tests;

/// <summary>Rows of allocations by the command line.</summary>
public sealed class SeriesVerbTests : IDisposable
{
    private readonly TemporaryBank bank = new("[grant]\nminimum = 10\n[grant.rules]\n\"co_*\" = { unlimited = true }\n\"fc_*\" = { kinds = [\"proposal\"] }");

    public SeriesVerbTests() => bank.Initialize();

    public void Dispose() => bank.Dispose();

    [Fact]
    public void A_file_of_grants_with_kinds_and_periods_twice_moves_nothing_twice()
    {
        string[][] file =
        [
            ["grant", "bio", "10k", "--start", "2026-01-01", "--kind", "proposal", "--reference", "P"],
            ["grant", "bio", "10k", "--start", "2026-01-01", "--kind", "investment", "--reference", "I", "--force"],
            ["grant", "geo", "100", "--start", "2026-01-31", "--every", "month", "--end", "2026-12-30", "--carry-over", "50%", "--carry-over-limit", "0.25", "--grace-days", "7", "--reference", "M"],
            ["grant", "chem", "1000", "--start", "2026-01-01", "--every", "quarter", "--count", "3", "--split", "--reference", "Q"],
            ["grant", "zoo", "12", "--every", "month", "--reference", "E"],
        ];
        string[] first = [.. file.Select(line => bank.Here(line).Expect(ExitCode.Success).Output)];
        Assert.Matches(@"^bio: granted 10000\.00 SU over 5 periods of a year, 2026-01-01 to 2030-12-31, row 1 with 5 allocations, entry \d+\n$", first[1]);
        Assert.Matches(@"^geo: granted 100\.00 SU every month, 2026-01-31 to 2027-01-06, row 2 with 11 allocations, entry \d+\n$", first[2]);
        Assert.Matches(@"^zoo: granted 12\.00 SU every month, .* without end, row 4 with 2 allocations, entry \d+\n$", first[4]);
        bank.Here("allocation", "renew").Expect(ExitCode.Success);
        string before = bank.Here("transactions", "--json").Expect(ExitCode.Success).Output;
        foreach (string[] line in file)
        {
            Assert.Contains("granted before", bank.Here(line).Expect(ExitCode.Success).Output, StringComparison.Ordinal);
        }

        bank.Here("allocation", "renew").Expect(ExitCode.Success);
        Assert.Equal(before, bank.Here("transactions", "--json").Expect(ExitCode.Success).Output);
        JsonElement row = bank.Here([.. file[3], "--json"]).Expect(ExitCode.Success).Json;
        Assert.False(row.GetProperty("isNew").GetBoolean());
        Assert.Equal([334m, 333, 333], row.GetProperty("allocations").EnumerateArray().Select(a => a.GetProperty("granted").GetDecimal()));
        bank.Here("grant", "chem", "1000", "--start", "2026-01-01", "--every", "quarter", "--count", "4", "--split", "--reference", "Q").Expect(ExitCode.Conflict);
        bank.Here("grant", "chem", "1000", "--start", "2026-01-01", "--reference", "Q").Expect(ExitCode.Conflict);
    }

    [Fact]
    public void I9_shares_of_clusters_are_one_step()
    {
        string[] line = ["grant", "geo", "10", "--start", "2026-01-01", "--kind", "proposal", "--cluster", "smp=6,gpu=4", "--reference", "C"];
        Assert.Contains("all clusters together", bank.Here("grant", "geo", "6", "--cluster", "smp").Expect(ExitCode.Usage).Error, StringComparison.Ordinal);
        Assert.Equal(
            "geo: would grant 6.00 SU for smp, 2026-01-01 to 2026-12-31\ngeo: would grant 4.00 SU for gpu, 2026-01-01 to 2026-12-31\nNothing was changed.\n",
            bank.Here([.. line, "--plan"]).Expect(ExitCode.Success).Output);
        Assert.Equal(
            "geo: granted 6.00 SU for smp, 2026-01-01 to 2026-12-31, allocation 1\ngeo: granted 4.00 SU for gpu, 2026-01-01 to 2026-12-31, allocation 2\n",
            bank.Here(line).Expect(ExitCode.Success).Output);
        Assert.EndsWith("Nothing was changed.\n", bank.Here(line).Expect(ExitCode.Success).Output, StringComparison.Ordinal);
        Assert.Equal(["C@smp", "C@gpu"], bank.Here([.. line, "--json"]).Expect(ExitCode.Success).Json.GetProperty("allocations").EnumerateArray().Select(a => a.GetProperty("reference").GetString()));
        bank.Here("grant", "chem", "10", "--cluster", "smp=6,gpu=5").Expect(ExitCode.Usage);
    }

    [Fact]
    public void I3_I9_I13_what_the_rules_refuse_is_an_error()
    {
        Assert.Contains("has no proposal", bank.Here("grant", "bio", "10k", "--kind", "investment").Expect(ExitCode.Usage).Error, StringComparison.Ordinal);
        Assert.Contains("10.00 SU or more", bank.Here("grant", "bio", "9.99").Expect(ExitCode.Usage).Error, StringComparison.Ordinal);
        bank.Here("grant").Expect(ExitCode.Usage);
        Assert.Contains("proposal", bank.Here("grant", "fc_x", "10", "--kind", "class").Expect(ExitCode.Usage).Error, StringComparison.Ordinal);
        bank.Here("grant", "bio", "10", "--kind", "proposal").Expect(ExitCode.Success);
        CliAnswer twice = bank.Here("grant", "bio", "10", "--kind", "proposal").Expect(ExitCode.Conflict);
        Assert.Contains("--force", twice.Error, StringComparison.Ordinal);
        bank.Here("grant", "bio", "9", "--force").Expect(ExitCode.Success);
        foreach (string part in (string[])["1.1", "-0.1", "101%", "x", "1e-1"])
        {
            bank.Here("grant", "bio", "10", "--every", "month", "--carry-over", part).Expect(ExitCode.Usage);
        }

        bank.Here("grant", "bio", "10", "--every", "week").Expect(ExitCode.Usage);
        bank.Here("allocation", "renew", "--amount", "3").Expect(ExitCode.Usage);
    }

    [Fact]
    public void An_advance_and_the_end_of_a_row()
    {
        Assert.Equal("bio: would grant 100.00 SU every month, 2026-01-01 to 2098-12-31; nothing was changed\n", bank.Here("grant", "bio", "100", "--every", "month", "--start", "2026-01-01", "--end", "2098-12-31", "--plan").Expect(ExitCode.Success).Output);
        bank.Here("grant", "bio", "100", "--every", "month", "--borrow", "25%").Expect(ExitCode.Success);
        Assert.Contains("would then have 125.00 SU left", bank.Here("allocation", "advance", "bio", "25", "--plan").Expect(ExitCode.Success).Output, StringComparison.Ordinal);
        bank.Here("allocation", "advance", "bio", "25.01").Expect(ExitCode.Funds);
        Assert.Matches(@"^bio: brought 25\.00 SU of later periods into allocation \d+, which now has 125\.00 SU left, entry \d+\n$", bank.Here("allocation", "advance", "bio", "25", "--reference", "B").Expect(ExitCode.Success).Output);
        Assert.EndsWith("nothing was changed\n", bank.Here("allocation", "advance", "bio", "25", "--reference", "B").Expect(ExitCode.Success).Output, StringComparison.Ordinal);
        JsonElement series = bank.Here("allocation", "series", "bio", "--json").Expect(ExitCode.Success).Json[0];
        Assert.Equal((125m, 75m, 0m), (series.GetProperty("current").GetDecimal(), series.GetProperty("later").GetDecimal(), series.GetProperty("advance").GetDecimal()));
        Assert.Contains("1/- month", bank.Here("allocation", "series").Expect(ExitCode.Success).Output, StringComparison.Ordinal);
        Assert.Contains("-25.00", bank.Here("allocation", "history", "bio").Expect(ExitCode.Success).Output, StringComparison.Ordinal);
        string id = bank.Here("allocation", "history", "bio", "--json").Json[0].GetProperty("allocationId").GetRawText();
        Assert.Contains("would close row 1 after period 1", bank.Here("allocation", "close", id, "--series", "--plan").Expect(ExitCode.Success).Output, StringComparison.Ordinal);
        Assert.Contains("closed row 1 after period 1", bank.Here("allocation", "close", id, "--series", "--reason", "left").Expect(ExitCode.Success).Output, StringComparison.Ordinal);
        Assert.Contains("is closed already", bank.Here("allocation", "close", id, "--series").Expect(ExitCode.Success).Output, StringComparison.Ordinal);
        bank.Here("allocation", "close", id, "--series", "--end", "2030-01-01").Expect(ExitCode.Usage);
    }

    [Fact]
    public void I11_a_renewal_grants_the_same_after_the_end_once()
    {
        bank.Here("grant", "bio", "100", "--start", "2025-01-01", "--end", "2025-01-31", "--kind", "award").Expect(ExitCode.Success);
        Assert.Contains("would grant 120.00 SU", bank.Here("allocation", "renew", "--allocation", "1", "--amount", "120", "--plan").Expect(ExitCode.Success).Output, StringComparison.Ordinal);
        Assert.Contains("granted 100.00 SU", bank.Here("allocation", "renew", "--allocation", "1").Expect(ExitCode.Success).Output, StringComparison.Ordinal);
        Assert.Contains("granted before", bank.Here("allocation", "renew", "--allocation", "1").Expect(ExitCode.Success).Output, StringComparison.Ordinal);
        bank.Here("allocation", "renew", "--allocation", "99").Expect(ExitCode.NotFound);
    }
}
