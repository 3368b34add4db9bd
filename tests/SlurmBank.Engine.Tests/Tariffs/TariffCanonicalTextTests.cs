using System;
using System.Collections.Generic;
using System.Linq;

namespace SlurmBank.Engine.Tests;

public class TariffCanonicalTextTests
{
    private static readonly TariffDefinition Full = new()
    {
        Version = 3,
        EffectiveFrom = 1_767_225_600,
        Kind = "Billing-Exact",
        Currency = "SU",
        PriorityFlags = "FAIR_TREE,MAX_TRES",
        Suspended = "FREE",
        Minimum = "0.010",
        TrackedTres = ["gres/gpu", "license/x"],
        PartitionWeights = new Dictionary<string, string> { ["b"] = "CPU=1.0,Mem=0.25G", ["a"] = "", ["B"] = "cpu= 1" },
        PartitionPrices = new Dictionary<string, string> { ["b"] = " 2.670 " },
        QosFactors = new Dictionary<string, string> { ["High"] = "1/3", ["low"] = "0.50" },
        FreePartitions = ["b", "a", "a"],
        FreeQos = ["Z", "y"],
        FreeStates = ["node_fail", "BOOT_FAIL"],
    };

    // This text is in ledgers: it must never change.
    private const string Text =
        "slurmbank-tariff\t1\nversion\t3\neffective-from\t1767225600\nkind\tbilling-exact\ncurrency\tSU\npriority-flags\tMAX_TRES\n"
        + "suspended\tfree\nminimum\t0.01\ntracked-tres\tgres/gpu\ntracked-tres\tlicense/x\nweights\tB\tcpu= 1\nweights\ta\t\n"
        + "weights\tb\tCPU=1.0,Mem=0.25G\nprice\tb\t2.670\nqos-factor\thigh\t1/3\nqos-factor\tlow\t0.50\nfree-partition\ta\n"
        + "free-partition\tb\nfree-qos\ty\nfree-qos\tz\nfree-state\tBOOT_FAIL\nfree-state\tNODE_FAIL\n";

    [Fact]
    public void Is_the_same_bytes_for_ever()
    {
        Assert.Equal(Text, Full.Build().ToCanonicalText());
        Tariff read = Tariff.ParseCanonical(Text);
        Assert.Equal(Text, read.ToCanonicalText());
        Assert.Equal((3, 1_767_225_600L, TariffKind.BillingExact, "SU", SuspendedTime.Free, 36_000L), (read.Version, read.EffectiveFrom, read.Kind, read.Currency, read.Suspended, read.Minimum.Units));
        Assert.Equal(Text, read.Definition.Build().ToCanonicalText());
    }

    [Fact]
    public void The_smallest_has_no_lists()
    {
        Tariff tariff = Tariffs.Definition("billing", 1, -5).Build();
        Assert.Equal("slurmbank-tariff\t1\nversion\t1\neffective-from\t-5\nkind\tbilling\ncurrency\tSU\npriority-flags\t\nsuspended\tcharge\nminimum\t0\n", tariff.ToCanonicalText());
        Assert.Equal(tariff.ToCanonicalText(), Tariff.ParseCanonical(tariff.ToCanonicalText()).ToCanonicalText());
    }

    [Theory]
    [InlineData("slurmbank-tariff\t1", "slurmbank-tariff\t2")]
    [InlineData("version\t3\n", "")]
    [InlineData("version\t3", "version\t03")]
    [InlineData("version\t3", "version\t0")]
    [InlineData("version\t3", "version\t99999999999")]
    [InlineData("version\t3\n", "version\t3\nversion\t3\n")]
    [InlineData("kind\tbilling-exact", "kind\tBilling-Exact")]
    [InlineData("kind\tbilling-exact", "kind\tfree")]
    [InlineData("minimum\t0.01", "minimum\t0.010")]
    [InlineData("weights\ta\t\n", "weights\ta\n")]
    [InlineData("weights\ta\t\n", "weights\ta\t\nweights\ta\t\n")]
    [InlineData("weights\ta\t\n", "weights\ta\tcpu=x\n")]
    [InlineData("price\tb\t2.670", "price\tb\t2.670 ")]
    [InlineData("free-qos\ty\nfree-qos\tz", "free-qos\tz\nfree-qos\ty")]
    [InlineData("free-qos\ty\n", "free-qos\ty\nfree-qos\ty\n")]
    [InlineData("free-qos\ty\n", "free-qos\ty\nextra\ty\n")]
    [InlineData("free-qos\ty\n", "free-qos\ty\r\n")]
    [InlineData("NODE_FAIL\n", "NODE_FAIL")]
    [InlineData("NODE_FAIL\n", "NODE_FAIL\n\n")]
    public void Anything_else_is_refused(string find, string replace)
    {
        string text = Text.Replace(find, replace, StringComparison.Ordinal);
        Assert.NotEqual(Text, text);
        Assert.False(Tariff.TryParseCanonical(text, out Tariff? tariff, out TextError error));
        Assert.Null(tariff);
        Assert.InRange(error.Position, 0, text.Length);
        Assert.Throws<TextFormatException>(() => Tariff.ParseCanonical(text));
    }

    [Fact]
    public void Null_and_empty_are_refused()
    {
        Assert.False(Tariff.TryParseCanonical(null, out _, out _));
        Assert.False(Tariff.TryParseCanonical(string.Empty, out _, out _));
    }

    [Fact]
    public void Reading_never_throws_and_what_reads_writes_back()
    {
        int seed = Environment.TickCount;
        Random random = new(seed);
        int read = 0;
        for (int round = 0; round < 20_000; round++)
        {
            string text = Fuzz.Mutate(random, Text, "\t\n0123456789.,=/abcpumMAX_- \0");
            if (Tariff.TryParseCanonical(text, out Tariff? tariff, out TextError error))
            {
                read++;
                Assert.True(tariff.ToCanonicalText() == text, $"seed {seed}: {text}");
            }
            else
            {
                Assert.True(error.Position >= 0 && error.Position <= text.Length, $"seed {seed}: {text}");
            }
        }

        Assert.True(read > 0, $"seed {seed}: no text was read");
    }

    [Fact]
    public void A_tariff_that_was_read_prices_as_the_one_that_was_written()
    {
        TariffDefinition definition = Full with { FreePartitions = [], FreeQos = [], FreeStates = [] };
        Tariff written = definition.Build();
        Tariff read = Tariff.ParseCanonical(written.ToCanonicalText());
        foreach (string partition in new[] { "a", "b", "B", "c" })
        {
            foreach (string qos in new[] { "", "high", "low" })
            {
                PriceResult expected = written.Of("cpu=7,mem=12345M", 1001, partition, qos, suspended: 3);
                Assert.Equal(expected, read.Of("cpu=7,mem=12345M", 1001, partition, qos, suspended: 3));
                Assert.Equal(partition != "c", expected.IsPriced);
            }
        }

        Assert.Equal(written.Explain(Tariffs.Run("cpu=7", 10, "b")).ToArray(), read.Explain(Tariffs.Run("cpu=7", 10, "b")));
    }
}
