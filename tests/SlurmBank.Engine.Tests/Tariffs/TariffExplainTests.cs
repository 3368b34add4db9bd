using System.Collections.Generic;

namespace SlurmBank.Engine.Tests;

public class TariffExplainTests
{
    [Fact]
    public void Slurm_billing() => Check(
        Tariffs.Weights("billing", "cpu=1"),
        Tariffs.Run("billing=6,cpu=4", 20),
        "tariff 1 (billing)",
        "billing 6 (AllocTRES) x 20 s x qos 1 = 0.03 SU");

    [Fact]
    public void Weights_stored() => Check(
        Tariffs.Weights("billing", "cpu=1.5", "MAX_TRES") with { QosFactors = new Dictionary<string, string> { ["high"] = "1.50" } },
        Tariffs.Run("cpu=3,mem=1G", 3600, qos: "high"),
        "tariff 1 (billing)",
        "weights of partition p: cpu=1.5 (MAX_TRES)",
        "allocated: cpu=3,mem=1G",
        "billing 4.5, stored as 4",
        "billing 4 (weights) x 3600 s x qos 1.5 = 6.00 SU");

    [Fact]
    public void Weights_exact_with_suspended_time() => Check(
        Tariffs.Weights("billing-exact", "cpu=0.8,mem=0.102G") with { Suspended = "free" },
        Tariffs.Run("cpu=24,mem=196608", 4000, suspended: 400),
        "tariff 1 (billing-exact)",
        "4000 s, of which 400 s suspended are free",
        "weights of partition p: cpu=0.8,mem=0.102G (sum)",
        "allocated: cpu=24,mem=196608",
        "billing 38.784 (weights) x 3600 s x qos 1 = 38.78 SU");

    [Fact]
    public void Cpus_of_a_partition_without_weights() => Check(
        Tariffs.Weights("billing", "") with { Currency = "GPUH" },
        Tariffs.Run("cpu=16,mem=65536,node=1", 7200),
        "tariff 1 (billing)",
        "billing 16 (cpus of AllocTRES) x 7200 s x qos 1 = 32.00 GPUH");

    [Fact]
    public void Price_and_minimum() => Check(
        Tariffs.Price("1.67") with { Minimum = "0.50" },
        Tariffs.Run("cpu=6", 30),
        "tariff 1 (partition-price)",
        "6 cpus x 1.67 SU per hour x 30 s x qos 1 = 0.08 SU",
        "the minimum is charged: 0.50 SU");

    [Fact]
    public void Free_and_zero()
    {
        TariffDefinition definition = Tariffs.Weights("billing", "") with { FreePartitions = ["debug"], FreeQos = ["low"], FreeStates = ["CANCELLED"] };
        Check(definition, Tariffs.Run("billing=1", 5, "debug"), "tariff 1 (billing)", "partition debug is free: 0.00 SU");
        Check(definition, Tariffs.Run("billing=1", 5, qos: "low"), "tariff 1 (billing)", "qos low is free: 0.00 SU");
        Check(definition, Tariffs.Run("billing=1", 5, state: "CANCELLED by 0"), "tariff 1 (billing)", "a run that ends CANCELLED by 0 is free: 0.00 SU");
        Check(definition, Tariffs.Run("", 0, "nowhere"), "tariff 1 (billing)", "the run lasted 0 s: 0.00 SU");
    }

    [Fact]
    public void No_price()
    {
        TariffDefinition definition = Tariffs.Weights("billing-exact", "cpu=1,mem=-1G") with { Suspended = "free" };
        Check(definition, Tariffs.Run("cpu=1", 5, "q"), "tariff 1 (billing-exact)", "no price: The tariff does not list the partition (partition 'q')");
        Check(definition, Tariffs.Run("cpu=x", 5), "tariff 1 (billing-exact)", "no price: AllocTRES cannot be read (AllocTRES 'cpu=x')");
        Check(definition, Tariffs.Run("mem=1G", 5), "tariff 1 (billing-exact)", "no price: The billing weights add up to less than zero (AllocTRES 'mem=1G')");
        Check(definition, Tariffs.Run("cpu=1", 5, suspended: 6), "tariff 1 (billing-exact)", "no price: The times of the run contradict each other (5 s, 6 s suspended)");
    }

    private static void Check(TariffDefinition definition, RunUsage run, params string[] lines) => Assert.Equal(lines, definition.Build().Explain(run));
}
