using System;
using System.Collections.Generic;
using System.Linq;

namespace SlurmBank.Slurm.Tests;

public sealed class SlurmAnswerTests
{
    private static readonly Dictionary<string, Type?> Expected = new()
    {
        ["err-sacct-badaccount"] = null,
        ["err-sacct-badcluster"] = null,
        ["err-sacct-badformat"] = typeof(SlurmRefusedException),
        ["err-sacct-badjob"] = null,
        ["err-sacct-badopt"] = typeof(SlurmRefusedException),
        ["err-sacct-badstate"] = typeof(SlurmRefusedException),
        ["err-sacct-badtime"] = typeof(SlurmRefusedException),
        ["err-sacct-baduser"] = typeof(SlurmNotFoundException),
        ["err-sacctmgr-add-user-badaccount"] = typeof(SlurmNotFoundException),
        ["err-sacctmgr-badaccount"] = null,
        ["err-sacctmgr-badentity"] = typeof(SlurmRefusedException),
        ["err-sacctmgr-badformat"] = typeof(SlurmRefusedException),
        ["err-sacctmgr-modify-badkey"] = typeof(SlurmRefusedException),
        ["err-sacctmgr-modify-badtres"] = typeof(SlurmNotFoundException),
        ["err-sacctmgr-modify-notpriv"] = typeof(SlurmRefusedException),
        ["err-sacctmgr-no-i"] = typeof(SlurmDidNotAnswerException),
        ["err-sbatch-badaccount"] = typeof(SlurmRefusedException),
        ["err-sbatch-badpart"] = typeof(SlurmNotFoundException),
        ["err-sbatch-badqos"] = typeof(SlurmRefusedException),
        ["err-sbatch-noassoc"] = typeof(SlurmRefusedException),
        ["err-sbatch-toobig"] = typeof(SlurmRefusedException),
        ["err-scancel-bad"] = null,
        ["err-scontrol-badjob"] = typeof(SlurmNotFoundException),
        ["err-scontrol-hold-bad"] = typeof(SlurmNotFoundException),
        ["err-squeue-badaccount"] = null,
        ["err-sshare-badaccount"] = null,
        ["err-sshare-badformat"] = typeof(SlurmRefusedException),
        ["err-sshare-baduser"] = null,
        ["hold-21-sbatch-grpsubmit0"] = typeof(SlurmRefusedException),
        ["hold-30-rawusage-bad"] = typeof(SlurmRefusedException),
        ["hold-31-rawusage0-notpriv"] = typeof(SlurmRefusedException),
        ["nodbd-sacct"] = typeof(SlurmDidNotAnswerException),
        ["nodbd-sacctmgr-modify"] = typeof(SlurmDidNotAnswerException),
        ["nodbd-sacctmgr-show"] = typeof(SlurmDidNotAnswerException),
        ["noctld-sbatch"] = typeof(SlurmDidNotAnswerException),
        ["noctld-squeue"] = typeof(SlurmDidNotAnswerException),
        ["noctld-sshare"] = typeof(SlurmDidNotAnswerException),
    };

    // No error of Slurm's: sacctmgr had nothing to do, ping told that slurmctld is down, or `timeout` ended the command.
    private static readonly string[] Elsewhere =
        ["err-sacctmgr-dup-account", "err-sacctmgr-modify-badaccount", "noctld-scontrol-ping", "munge-down", "hold-08-srun-on-hold", "hold-09-salloc-immediate"];

    public static TheoryData<string> Names() => [.. Samples.Names().Except(Elsewhere)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_recorded_failure_is_of_its_kind_and_carries_Slurms_words(string name)
    {
        string errors = Samples.Text(name + ".err");
        int exitCode = Samples.ExitCode(name);

        SlurmCommandException? error = SlurmAnswer.Judge(["sacctmgr", "modify"], exitCode, Samples.Text(name + ".out"), errors);

        Type? expected = Expected.TryGetValue(name, out Type? kind) ? kind : null;
        Assert.True(expected is not null || exitCode == 0, $"{name} failed and stands in no table");
        Assert.Equal(expected, error?.GetType());
        if (error is not null)
        {
            Assert.Equal(exitCode, error.ExitCode);
            Assert.Equal(["sacctmgr", "modify"], error.Command);
            string firstLine = errors.Trim().Split('\n')[0];
            Assert.Contains(firstLine, error.SlurmWords, StringComparison.Ordinal);
            Assert.Contains(firstLine, error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("err-sacctmgr-dup-account", true)]
    [InlineData("err-sacctmgr-modify-badaccount", true)]
    [InlineData("err-sacctmgr-modify-notpriv", false)]
    [InlineData("hold-31-rawusage0-notpriv", false)]
    [InlineData("nodbd-sacctmgr-modify", false)]
    public void Nothing_to_do_is_told_from_failure(string name, bool nothingToDo) =>
        Assert.Equal(nothingToDo, SlurmAnswer.SaysNothingToDo(Samples.Text(name + ".out"), Samples.Text(name + ".err")));

    [Theory]
    [InlineData(127, "env: 'sacct': No such file or directory", typeof(SlurmCommandMissingException))]
    [InlineData(126, "OCI runtime exec failed", typeof(SlurmCommandMissingException))]
    [InlineData(139, "", typeof(SlurmDidNotAnswerException))]
    [InlineData(1, "sacct: error: Munge encode failed: Failed to access \"/run/munge/munge.socket.2\"", typeof(SlurmDidNotAnswerException))]
    [InlineData(1, " This account 'munge' doesn't exist.", typeof(SlurmNotFoundException))]
    [InlineData(1, "squeue: error: Socket timed out on send/recv operation", typeof(SlurmDidNotAnswerException))]
    [InlineData(1, "", typeof(SlurmRefusedException))]
    [InlineData(0, "sacct: error: slurm_persist_conn_open: Something happened", typeof(SlurmDidNotAnswerException))]
    [InlineData(0, "sacct: error: something harmless", null)]
    public void Other_failures_are_of_their_kind(int exitCode, string errors, Type? expected) =>
        Assert.Equal(expected, SlurmAnswer.Judge(["sacct"], exitCode, string.Empty, errors)?.GetType());

    [Fact]
    public void A_refusal_without_a_word_says_so()
    {
        SlurmCommandException? error = SlurmAnswer.Judge(["sacctmgr", "-i", "modify", "account"], 1, string.Empty, string.Empty);
        Assert.Contains("it gave no reason", error!.Message, StringComparison.Ordinal);
        Assert.Equal("SlurmRefused", error.ErrorId);
    }

    [Fact]
    public void The_words_of_a_command_cannot_write_to_the_terminal()
    {
        SlurmCommandException? error = SlurmAnswer.Judge(["sacct"], 1, string.Empty, "\u001b[2Jgone");
        Assert.Contains("\\x1b[2Jgone", error!.Message, StringComparison.Ordinal);
    }
}
