using System;
using System.Linq;
using SlurmBank.Bank.Tests.Doubles;
using SlurmBank.Bank.Tests.Support;
using SlurmBank.Ledger;

namespace SlurmBank.Bank.Tests.Prices;

/// <summary>Versions of the tariff: listed, captured, compared with what Slurm and the configuration say.</summary>
public sealed class TariffVerbTests
{
    [Fact]
    public void The_first_version_prices_every_start_and_has_every_number()
    {
        using TestBank bank = TestBank.Opened(more: "[tariff]\nminimum = \"0.01\"\nfree_qos = [\"scavenger\"]\n[tariff.qos_factor]\nhigh = 2");
        TariffReport tariff = Assert.Single(bank.Service.Tariffs());
        Assert.Equal((1, FakeSlurm.Cluster, (DateTimeOffset?)null, true, "billing"), (tariff.Version, tariff.Cluster, tariff.EffectiveFrom, tariff.IsCurrent, tariff.Kind));
        Assert.Equal(36_000, tariff.MinimumUnits);
        Assert.Equal("2", tariff.QosFactors["high"]);
        Assert.Equal(["scavenger"], tariff.FreeQos);
        Assert.NotEmpty(tariff.Weights);
        Assert.Empty(bank.Service.Tariffs("other"));
    }

    [Fact]
    public void A_capture_shows_the_difference_adds_it_once_and_changes_no_run_that_is_settled()
    {
        using TestBank bank = TestBank.Opened(more: "[tariff.qos_factor]\nnormal = 1");
        bank.Slurm.Jobs([JobRow.Run(1, TestBank.Open, 60, 10)]);
        bank.Clock.Seconds += 3600;
        bank.Sync();
        TariffCaptureReport same = bank.Service.CaptureTariff(new TariffCaptureCommand());
        Assert.False(same.IsNew);
        Assert.Equal(1, same.Tariff.Version);

        bank.Configure("[tariff.qos_factor]\nnormal = 3");
        long from = TestBank.Open + 7200;
        var command = new TariffCaptureCommand { EffectiveFrom = TestBank.At(from), Reason = "dearer" };
        string before = bank.Everything();
        TariffCaptureReport plan = bank.Service.CaptureTariff(command with { IsPlan = true });
        Assert.Equal(before, bank.Everything());
        TariffCaptureReport added = bank.Service.CaptureTariff(command);
        Assert.Equal([new TariffDifference("QOS factor normal", "1", "3")], added.Differences);
        Assert.Equal(plan.Differences, added.Differences);
        Assert.Equal((2, true, false, from), (added.Tariff.Version, added.IsNew, added.Tariff.IsCurrent, added.Tariff.EffectiveFrom?.ToUnixTimeSeconds()));
        Assert.False(bank.Service.CaptureTariff(command).IsNew);

        bank.Slurm.Jobs([JobRow.Run(1, TestBank.Open, 60, 10), JobRow.Run(2, from - 1, 60, 10), JobRow.Run(3, from, 60, 10)]);
        bank.Clock.Seconds += 7200;
        bank.Sync();
        Assert.Equal(600_000 + 600_000 + (3 * 600_000), bank.Balance().TotalChargedUnits);
        Assert.Equal([false, true], bank.Service.Tariffs().Select(t => t.IsCurrent));
        Assert.Equal("dearer", bank.See(v => v.Reader.Entries(new EntryFilter { Kind = EntryKind.Tariff }).Last().Draft.Reason));
        bank.AssertSound();
    }

    [Fact]
    public void A_backdated_version_prices_what_was_parked_and_says_what_it_does_not_change()
    {
        using TestBank bank = TestBank.Opened();
        bank.Slurm.Jobs([JobRow.Run(1, TestBank.Open, 60, 10), JobRow.Run(2, TestBank.Open + 100, 60, 10) with { Partition = "fresh", Tres = "cpu=4,mem=1M,node=1" }]);
        bank.Clock.Seconds += 3600;
        Assert.Equal(1, bank.Sync().Parked);
        bank.Slurm.Put("scontrol-partition.txt", FakeSlurm.Sample("scontrol-show-part-o.out") + FakeSlurm.Sample("scontrol-show-part-o.out").Split('\n')[0].Replace("PartitionName=cpu", "PartitionName=fresh", StringComparison.Ordinal) + "\n");
        TariffTestReport test = bank.Service.TestTariff(new TariffTestCommand());
        Assert.False(test.IsGood);
        Assert.Contains(test.Findings, f => f.Code == "TariffDrift" && f.Place == "weights fresh" && f.Fix.Contains("New-SlurmTariff", StringComparison.Ordinal));
        TariffCaptureReport added = bank.Service.CaptureTariff(new TariffCaptureCommand { EffectiveFrom = TestBank.At(TestBank.Open) });
        Assert.Contains(added.Findings, f => f.Code == "TariffBackdated");
        bank.Sync();
        Assert.Empty(bank.Service.ParkedRuns());
        Assert.DoesNotContain(bank.Service.TestTariff(new TariffTestCommand()).Findings, f => f.Code == "TariffDrift");
        Assert.Contains(bank.Service.TestTariff(new TariffTestCommand { Version = 1 }).Findings, f => f.Code == "TariffDrift");
        Assert.Throws<InvalidRequestException>(() => bank.Service.TestTariff(new TariffTestCommand { Version = 9 }));
        bank.AssertSound();
    }

    [Fact]
    public void What_makes_no_tariff_is_refused_with_its_reason()
    {
        using TestBank bank = TestBank.Opened();
        bank.Slurm.Put("scontrol-partition.txt", FakeSlurm.Sample("scontrol-show-part-o.out").Replace("TRESBillingWeights=", "TRESBillingWeights=nonsense,", StringComparison.Ordinal));
        string before = bank.Everything();
        Assert.Throws<InvalidRequestException>(() => bank.Service.CaptureTariff(new TariffCaptureCommand()));
        Assert.Equal(before, bank.Everything());
        Assert.False(bank.Service.TestTariff(new TariffTestCommand()).IsGood);
    }
}
