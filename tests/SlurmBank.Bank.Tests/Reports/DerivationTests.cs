using System;
using System.Linq;
using SlurmBank.Bank.Tests.Doubles;
using SlurmBank.Bank.Tests.Support;
using SlurmBank.Engine;

namespace SlurmBank.Bank.Tests.Reports;

/// <summary>Every charge says how it came about, as it was known then, without asking Slurm.</summary>
public sealed class DerivationTests
{
    private const long T = TestBank.Open;

    [Fact]
    public void Charges_adjustments_and_refunds_show_their_numbers()
    {
        using TestBank bank = TestBank.Opened();
        _ = bank.Grant("bio", 10_000_000, end: T + 1_000);
        _ = bank.Grant("bio", 1_000_000, start: T + 1_000);
        bank.Clock.Seconds = T + 5_000;
        bank.Slurm.Jobs([JobRow.Run(1, T + 400, 1_000, 4)]);
        _ = bank.Sync(T, T + 5_000);
        bank.Slurm.Jobs([JobRow.Run(1, T + 400, 1_200, 4)]);
        _ = bank.Sync(T, T + 5_000);
        _ = bank.Service.Refund(new RefundCommand { JobIds = ["1"], Amount = ServiceUnits.FromUnits(400_000) });
        _ = bank.Slurm.TakeCommands();
        TransactionReport[] entries = [.. bank.Service.Transactions(new TransactionQuery { JobId = "1", Explain = true })];
        Assert.Empty(bank.Slurm.TakeCommands());
        Assert.Equal(["charge", "charge", "adjustment", "refund"], entries.Select(e => e.Kind));
        foreach ((TransactionReport entry, string line) in entries.Zip(["x 1000 s x qos 1", "x 1000 s x qos 1", "x 1200 s x qos 1", "of a price of"]))
        {
            Assert.Contains(entry.Derivation, l => l.Contains(line, StringComparison.Ordinal));
            Assert.Contains(entry.Derivation, l => l.Contains($"({entry.ChargedUnits} units)", StringComparison.Ordinal));
        }

        Assert.Contains(entries[0].Derivation, l => l.StartsWith("segment 1", StringComparison.Ordinal) && l.Contains("600 of 1000 s", StringComparison.Ordinal));
        Assert.Contains(entries[1].Derivation, l => l.Contains("400 of 1000 s", StringComparison.Ordinal));
        Assert.Contains(entries[1].Derivation, l => l.StartsWith("drawn from overdraft:bio", StringComparison.Ordinal));
        Assert.All(bank.Service.Transactions(new TransactionQuery { JobId = "1" }), e => Assert.Empty(e.Derivation));
    }
}
