using System;
using System.Collections.Generic;
using System.Linq;

namespace SlurmBank.Engine.Tests;

/// <summary>Partitions whose runs are charged in another currency.</summary>
public class TariffCurrencyTests
{
    private static TariffDefinition Two(params (string Partition, string Currency)[] own) => Tariffs.Definition() with
    {
        PartitionWeights = new Dictionary<string, string> { ["cpu"] = "CPU=1.0", ["gpu"] = "GRES/gpu=1.0", ["free"] = "CPU=1.0" },
        PartitionCurrencies = own.ToDictionary(o => o.Partition, o => o.Currency),
        FreePartitions = ["free"],
    };

    [Theory]
    [InlineData("cpu", "SU")]
    [InlineData("gpu", "GPU-h")]
    [InlineData("GPU", "SU")]
    [InlineData("other", "SU")]
    [InlineData("", "SU")]
    public void A_run_is_charged_in_the_currency_of_its_partition(string partition, string currency)
    {
        Tariff tariff = Two(("gpu", "GPU-h")).Build();
        Assert.Equal(currency, tariff.CurrencyOf(partition));
        Assert.Equal(["SU", "GPU-h"], tariff.Currencies);
    }

    [Fact]
    public void The_explanation_counts_in_the_partitions_currency()
    {
        Tariff tariff = Two(("gpu", "GPU-h")).Build();
        Assert.EndsWith(" = 2.00 GPU-h", tariff.Explain(Tariffs.Run("cpu=8,gres/gpu=2", 3600, "gpu"))[^1], StringComparison.Ordinal);
        Assert.EndsWith(" = 8.00 SU", tariff.Explain(Tariffs.Run("cpu=8", 3600, "cpu"))[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void The_text_names_only_what_differs_and_reads_back()
    {
        string one = Two().Build().ToCanonicalText();
        Assert.Equal(one, Two(("cpu", "SU"), ("gpu", "SU")).Build().ToCanonicalText());
        Assert.DoesNotContain("partition-currency", one, StringComparison.Ordinal);
        string two = Two(("gpu", "GPU-h"), ("cpu", "CPU-h")).Build().ToCanonicalText();
        Assert.Contains("\npartition-currency\tcpu\tCPU-h\npartition-currency\tgpu\tGPU-h\n", two, StringComparison.Ordinal);
        Tariff read = Tariff.ParseCanonical(two);
        Assert.Equal(two, read.ToCanonicalText());
        Assert.Equal(["SU", "CPU-h", "GPU-h"], read.Currencies);
        Assert.False(Tariff.TryParseCanonical(two.Replace("gpu\tGPU-h", "gpu\tSU", StringComparison.Ordinal), out _, out _));
    }

    [Theory]
    [InlineData("gpu", "", "BadCurrency Error PartitionCurrencies[gpu]")]
    [InlineData("gpu", "GPU h", "BadCurrency Error PartitionCurrencies[gpu]")]
    [InlineData("gpu", "seventeen-letters", "BadCurrency Error PartitionCurrencies[gpu]")]
    [InlineData("a b", "GPU-h", "BadName Error PartitionCurrencies[a b]")]
    [InlineData("nowhere", "GPU-h", "UnknownPartition Warning PartitionCurrencies[nowhere]")]
    public void What_is_wrong_is_found(string partition, string currency, string expected)
    {
        Assert.Contains(expected, Two((partition, currency)).Findings().Select(f => $"{f.Code} {f.Severity} {f.Place}"));
    }
}
