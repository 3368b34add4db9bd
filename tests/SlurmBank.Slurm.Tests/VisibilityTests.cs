using System;
using System.Linq;

namespace SlurmBank.Slurm.Tests;

public sealed class VisibilityTests
{
    [Theory]
    [InlineData("0", "root", "jobs,usage", "all", "None", true, true)]
    [InlineData("64030", "slurm", "jobs", "jobs", "", true, true)]
    [InlineData("20001", "alice", "none", "none", "None", true, true)]
    [InlineData("20001", "alice", "usage,users", "accounts", "None", true, true)]
    [InlineData("20001", "alice", "jobs", "none", "None", false, true)]
    [InlineData("20001", "alice", "none", "jobs,nodes", "None", true, false)]
    [InlineData("20001", "alice", "all", "all", "", false, false)]
    [InlineData("20001", "alice", "all", "all", "Operator", true, true)]
    [InlineData("20001", "alice", "jobs", "jobs", "Administrator", true, true)]
    [InlineData("20001", "alice", null, "none", "None", false, true)]
    public void Whether_all_jobs_are_seen_is_proved_or_not(
        string uid, string name, string? database, string controller, string level, bool accounting, bool queue)
    {
        var runner = new FakeRunner(argv => new FakeRunner.Answer(argv[0] switch
        {
            "id" => argv[1] == "-u" ? uid + "\n" : name + "\n",
            "scontrol" => $"ClusterName = lab\nPrivateData = {controller}\nSlurmUser = slurm(64030)\n",
            _ when argv.Contains("configuration") => "PrivateData            = none\n\nSlurmDBD configuration:\nSlurmUser = slurm(64030)\n"
                + (database is null ? string.Empty : $"PrivateData = {database}\n"),
            _ => level.Length == 0 ? string.Empty : $"{name}|physics|{level}|\n",
        }));
        SlurmVisibility seen = new SlurmCommands(null, runner).CanSeeOthers();

        Assert.Equal((accounting, queue, accounting && queue), (seen.SeesAccounting, seen.SeesQueue, seen.SeesAll));
        Assert.Equal((name, level), (seen.User, seen.AdminLevel));
        Assert.Contains("slurmdbd", seen.Explanation, StringComparison.Ordinal);
        Assert.Contains("slurmctld", seen.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void No_answer_proves_nothing()
    {
        var runner = new FakeRunner(argv => argv[0] == "id" ? new FakeRunner.Answer("0\n")
            : new FakeRunner.Answer(string.Empty, 1, Samples.Text("nodbd-sacctmgr-show.err")));
        Assert.Throws<SlurmDidNotAnswerException>(() => new SlurmCommands(null, runner).CanSeeOthers());
    }
}
