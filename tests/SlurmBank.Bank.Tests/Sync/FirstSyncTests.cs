using SlurmBank.Bank.Tests.Doubles;
using SlurmBank.Bank.Tests.Support;

namespace SlurmBank.Bank.Tests.Sync;

public sealed class FirstSyncTests
{
    [Fact]
    public void A_run_is_charged_once_and_its_watermark_follows()
    {
        using TestBank bank = TestBank.Opened();
        bank.Slurm.Jobs([JobRow.Run(1, TestBank.Open + 10, 3600)]);
        bank.Clock.Seconds += TestBank.Day;
        SyncReport report = bank.Sync();
        Assert.Equal((1, 1, 3_600_000), (report.Rows, report.Charged, report.AmountUnits));
        Assert.Equal(bank.Clock.Seconds, bank.Mark());
        Assert.Equal((0, 1), ((int)bank.Sync().Charged, (int)bank.Sync(TestBank.Open, bank.Clock.Seconds).Unchanged));
        Assert.Equal(3_600_000, bank.Balance().TotalChargedUnits);
        bank.AssertSound();
    }
}
