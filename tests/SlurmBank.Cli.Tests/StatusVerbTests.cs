using System;
using System.IO;
using SlurmBank.Cli.Tests.Support;

namespace SlurmBank.Cli.Tests;

/// <summary>The status for people, monitors and Prometheus.</summary>
public sealed class StatusVerbTests
{
    [Fact]
    public void A_monitor_gets_one_line_and_its_own_exit_codes()
    {
        using TemporaryBank bank = new TemporaryBank().Initialize();
        CliAnswer answer = bank.Here("status", "--monitor");
        Assert.Equal(1, answer.Code);
        Assert.Matches(@"^SLURMBANK WARNING - NeverSynced \| held=0 spent_not_held=0 parked=0 liens=0 entries=\d+\nNeverSynced: ", answer.Output);
        bank.Here("sync", "--start", TemporaryBank.Recent).Expect(ExitCode.Success);
        bank.Here("status").Expect(ExitCode.Success);
        Assert.Equal(1, bank.Here("status", "--monitor", "--json").Json.GetProperty("monitorCode").GetInt32());
    }

    [Fact]
    public void Without_a_ledger_the_monitor_is_told_that_it_is_unknown()
    {
        using var bank = new TemporaryBank();
        string figures = Path.Combine(bank.Folder, "slurmbank.prom");
        CliAnswer answer = bank.Here("status", "--monitor", "--prometheus", figures);
        Assert.Equal(3, answer.Code);
        Assert.StartsWith("SLURMBANK UNKNOWN - LedgerNotFound: ", answer.Output, StringComparison.Ordinal);
        Assert.EndsWith("slurmbank_up 0\n", File.ReadAllText(figures), StringComparison.Ordinal);
        bank.Here("status", "--prometheus", figures).Expect(ExitCode.Ledger);
        Assert.Equal(3, Slurmbank.Here("status", "--monitor", "--config", "/nosuch/bank.toml").Code);
    }

    [Fact]
    public void Figures_are_written_for_prometheus()
    {
        using TemporaryBank bank = new TemporaryBank().Initialize();
        bank.Here("grant", "bio", "10").Expect(ExitCode.Success);
        string figures = Path.Combine(bank.Folder, "slurmbank.prom");
        bank.Here("status", "--prometheus", figures, "--accounts", "--skip-slurm").Expect(ExitCode.Success);
        string text = File.ReadAllText(figures);
        Assert.Contains("\nslurmbank_account_granted{account=\"bio\",currency=\"SU\"} 10\n", text, StringComparison.Ordinal);
        Assert.Contains("\nslurmbank_up 1\n", text, StringComparison.Ordinal);
        bank.Here("status", "--prometheus", Path.Combine(bank.Folder, "bank.toml", "x.prom")).Expect(ExitCode.Usage);
    }
}
