using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace SlurmBank.Slurm.Tests;

public sealed class CommandRunnerTests : IDisposable
{
    private readonly FakeCommands _commands = new();

    public void Dispose() => _commands.Dispose();

    [Theory]
    [InlineData("slept", "sleep 300")]
    [InlineData("closed its output", "exec 1>&-; sleep 300")]
    [InlineData("went on behind", "sleep 8 & exit 0")]
    public void A_command_that_does_not_end_is_ended_at_its_deadline(string what, string script)
    {
        _commands.Add("sdiag", script);
        SlurmDidNotAnswerException error = Assert.Throws<SlurmDidNotAnswerException>(
            () => _commands.Slurm(options => options with { Deadline = TimeSpan.FromMilliseconds(300) }).Sdiag.Read());

        Assert.True(error.ExitCode is null, what);
        Assert.Contains("no answer within 0.3 s", error.SlurmWords, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("itself", "echo $$ > \"$0.pid\"; sleep 300")]
    [InlineData("its child", "sh -c 'echo $$ > \"$0.pid\"; sleep 300' \"$0\" & wait")]
    [InlineData("its child's child", "sh -c 'sh -c \"echo \\$\\$ > $0.pid; sleep 300\" & wait' \"$0\"; true")]
    public async Task Cancelling_ends_the_command_and_all_it_started(string what, string script)
    {
        _commands.Add("sdiag", script);
        using var source = new CancellationTokenSource();
        Task<ControllerStatistics> reading = Task.Run(() => _commands.Slurm(options => options with { Deadline = TimeSpan.FromMinutes(5) }).Sdiag.Read(source.Token));
        int pid = await WaitForPid();
        Assert.True(File.Exists($"/proc/{pid}/stat"), what);
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        AssertEnded(pid);
    }

    [Fact]
    public void Endless_output_is_capped()
    {
        _commands.Add("sdiag", "exec yes");
        SlurmOutputException error = Assert.Throws<SlurmOutputException>(
            () => _commands.Slurm(options => options with { OutputCap = 100_000 }).Sdiag.Read());
        Assert.Contains("longer than 100000 bytes", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_endless_line_is_a_problem_and_no_memory()
    {
        _commands.Add("scontrol", "head -c 50000000 /dev/zero | tr '\\0' x; echo; echo 'PartitionName=cpu State=UP'");
        SlurmTable<SlurmPartition> partitions = _commands.Slurm().Scontrol.ReadPartitions();
        Assert.Equal("cpu", Assert.Single(partitions.Rows).Name);
        Assert.Contains("too long", Assert.Single(partitions.Problems).Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Endless_errors_neither_block_nor_fill_memory()
    {
        _commands.Add("sdiag", "head -c 3000000 /dev/zero | tr '\\0' e >&2; echo 'DBD Agent queue size: 7'");
        Assert.Equal(7, _commands.Slurm().Sdiag.Read().DbdQueue);

        _commands.Add("sinfo", "head -c 3000000 /dev/zero | tr '\\0' e >&2; exit 1");
        SlurmRefusedException error = Assert.Throws<SlurmRefusedException>(() => _commands.Slurm().Sinfo.ReadVersion());
        Assert.True(error.SlurmWords.Length < 2000);
    }

    [Theory]
    [InlineData("missing", null)]
    [InlineData("not executable", "x")]
    public void A_command_that_cannot_be_started_is_missing(string what, string? content)
    {
        if (content is not null)
        {
            File.WriteAllText(Path.Combine(_commands.Folder, "sinfo"), content);
        }

        SlurmCommandMissingException error = Assert.Throws<SlurmCommandMissingException>(() => _commands.Slurm().Sinfo.ReadVersion());
        Assert.True(error.Command[0].EndsWith("/sinfo", StringComparison.Ordinal), what);
        Assert.True(error.Message.StartsWith("sinfo could not be started", StringComparison.Ordinal), error.Message);
    }

    [Fact]
    public async Task Leaving_early_ends_the_command()
    {
        _commands.Add("scontrol", "echo $$ > \"$0.pid\"; while :; do echo 'PartitionName=cpu State=UP'; done");
        var reports = new List<CommandReport>();
        SlurmCommands slurm = _commands.Slurm();
        slurm.CommandRan += reports.Add;
        using (SlurmCall call = slurm.Stream("scontrol", ["show"], CancellationToken.None))
        {
            Assert.True(call.Read(new byte[10]) > 0);
            await WaitForPid("scontrol.pid");
        }

        AssertEnded(int.Parse(_commands.Read("scontrol.pid"), CultureInfo.InvariantCulture));
        Assert.Null(Assert.Single(reports).ExitCode);
    }

    [Fact]
    public void Time_that_the_reader_takes_is_not_the_commands()
    {
        _commands.Add("scontrol", "printf 'PartitionName=a\\n'; sleep 0.1; printf 'PartitionName=b\\n'");
        SlurmCommands slurm = _commands.Slurm(options => options with { BulkDeadline = TimeSpan.FromSeconds(5) });
        using SlurmCall call = slurm.Stream("scontrol", [], CancellationToken.None);
        var lines = new LineReader(call);
        Assert.True(lines.TryReadText(out _));
        Thread.Sleep(TimeSpan.FromSeconds(5.2));
        Assert.True(lines.TryReadText(out string second));
        Assert.Equal("PartitionName=b", second);
        call.Finish();
    }

    [Fact]
    public void Each_command_is_reported_once_with_its_exit_status()
    {
        _commands.Add("sinfo", "echo slurm 22.05.8");
        _commands.Add("sdiag", "exit 3");
        var reports = new List<CommandReport>();
        SlurmCommands slurm = _commands.Slurm();
        slurm.CommandRan += reports.Add;
        slurm.Sinfo.ReadVersion();
        Assert.Throws<SlurmRefusedException>(() => slurm.Sdiag.Read());
        Assert.Throws<SlurmCommandMissingException>(() => slurm.Scontrol.ReadNodes());

        Assert.Equal([0, 3, null], reports.Select(report => report.ExitCode));
        Assert.EndsWith("exit 0)", reports[0].ToString(), StringComparison.Ordinal);
        Assert.Equal("--version", reports[0].Arguments[^1]);
    }

    private async Task<int> WaitForPid(string file = "sdiag.pid")
    {
        string path = Path.Combine(_commands.Folder, file);
        for (int i = 0; i < 1000; i++)
        {
            if (File.Exists(path) && int.TryParse(await File.ReadAllTextAsync(path), CultureInfo.InvariantCulture, out int pid))
            {
                return pid;
            }

            await Task.Delay(20);
        }

        throw new TimeoutException("the script did not start");
    }

    /// <summary>The process is gone, or dead and not yet collected by its parent.</summary>
    private static void AssertEnded(int pid)
    {
        for (int i = 0; i < 500; i++)
        {
            string status = $"/proc/{pid}/stat";
            string text;
            try
            {
                text = File.Exists(status) ? File.ReadAllText(status) : string.Empty;
            }
            catch (IOException)
            {
                text = string.Empty;
            }

            if (text.Length == 0 || text[(text.LastIndexOf(')') + 2)..].StartsWith('Z'))
            {
                return;
            }

            Thread.Sleep(20);
        }

        Assert.Fail($"process {pid} still runs");
    }
}
