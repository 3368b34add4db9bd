using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using SlurmBank.Cli.Tests.Support;

namespace SlurmBank.Cli.Tests;

/// <summary>The built program as the system sees it: exit codes, streams, signals, environment.</summary>
public sealed class ProcessTests
{
    [Theory]
    [InlineData("--version", 0)]
    [InlineData("--help", 0)]
    [InlineData("nosuch", 2)]
    [InlineData("", 2)]
    [InlineData("balance --config /nosuch/bank.toml", 2)]
    public void The_exit_code_reaches_the_shell(string line, int code) =>
        Assert.Equal(code, Slurmbank.Run(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Code);

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public void A_signal_cancels_a_long_work_with_130(string signal)
    {
        using TemporaryBank bank = new TemporaryBank().Initialize();
        File.Delete(Path.Combine(bank.Folder, "bin", "log"));
        bank.Slurm("slow");
        using Process process = Slurmbank.Start(["sync"], bank.Environment());
        process.StandardInput.Close();
        for (int i = 0; i < 600 && bank.Calls.Length == 0; i++)
        {
            Thread.Sleep(50);
        }

        Assert.NotEmpty(bank.Calls);
        Assert.Equal(0, Slurmbank.Bash($"kill -{signal} \"$1\"", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)).Code);
        CliAnswer answer = Slurmbank.Finish(process).Expect(ExitCode.Cancelled);
        Assert.Contains("cancelled", answer.Error, StringComparison.Ordinal);
        bank.Slurm("slow", isOn: false);
        bank.Here("verify").Expect(ExitCode.Success);
    }

    [Fact]
    public void A_stack_is_shown_only_for_those_who_debug()
    {
        using var bank = new TemporaryBank();
        Assert.DoesNotContain("   at ", bank.Run(["status"]).Expect(ExitCode.Ledger).Error, StringComparison.Ordinal);
        Assert.Contains("   at ", bank.Run(["status"], environment: ("SLURMBANK_DEBUG", "1")).Expect(ExitCode.Ledger).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_full_disk_behind_the_answer_is_an_error()
    {
        CliAnswer answer = Slurmbank.Bash("\"$1\" --help > /dev/full", Slurmbank.Program);
        Assert.Equal((int)ExitCode.Software, answer.Code);
        Assert.Contains("cannot be written", answer.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_reader_that_goes_away_is_no_stack_trace()
    {
        CliAnswer answer = Slurmbank.Bash("\"$1\" --help | head -n 1", Slurmbank.Program);
        Assert.Equal(("Usage: slurmbank VERB [OPTION...]\n", string.Empty), (answer.Output, answer.Error));
    }

    [TerminalFact]
    public void On_a_terminal_colours_follow_NO_COLOR_and_the_option()
    {
        using TemporaryBank bank = new TemporaryBank().Initialize();
        string Seen(string before, string options) => Slurmbank.Bash(
            $"export TERM=xterm SLURMBANK_CONFIG=\"$2\"; unset NO_COLOR; {before} script -qec \"'$1' balance {options}\" /dev/null < /dev/null", Slurmbank.Program, bank.Configuration).Output;
        Assert.Contains("\u001b[1m", Seen(string.Empty, string.Empty), StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b[1m", Seen("NO_COLOR=1", string.Empty), StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b[1m", Seen("TERM=dumb", string.Empty), StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b[1m", Seen(string.Empty, "--no-color"), StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b[1m", Seen(string.Empty, "--json"), StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_and_dates_do_not_follow_the_locale()
    {
        using TemporaryBank bank = new TemporaryBank().Initialize();
        bank.Here("grant", "physics", "1234.5").Expect(ExitCode.Success);
        string plain = bank.Run(["balance", "physics"], environment: ("LC_ALL", "C")).Expect(ExitCode.Success).Output;
        Assert.Equal(plain, bank.Run(["balance", "physics"], environment: ("LC_ALL", "de_DE.UTF-8")).Output);
        Assert.Contains("1234.50", plain, StringComparison.Ordinal);
    }
}
