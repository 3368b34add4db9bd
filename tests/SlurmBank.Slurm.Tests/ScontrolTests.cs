using System;
using System.IO;
using System.Linq;

namespace SlurmBank.Slurm.Tests;

public sealed class ScontrolTests
{
    [Fact]
    public void The_configuration_is_read_with_what_it_enforces()
    {
        SlurmConfiguration config = Read(Samples.Text("scontrol-show-config.out")).ReadConfiguration();
        Assert.Equal("lab", config.ClusterName);
        Assert.Equal(["associations", "limits", "qos", "safe"], config.Enforce.Order());
        Assert.True(config.HasSafe && config.EnforcesLimits && config.EnforcesAssociations);
        Assert.Contains("gres/gpu", config.Tres);
        Assert.Empty(config.PrivateData);
        Assert.Empty(config.PriorityFlags);
        Assert.Equal(0, config.HalfLifeSeconds);
        Assert.True(config.NeverResetsUsage);
        Assert.Equal(1795251216, config.BootSeconds);
        Assert.Equal(string.Empty, config["jobsubmitplugins"]);
        Assert.Equal("22.05.8", config["SLURM_VERSION"]);
        Assert.Equal("vm(127.0.0.1)", config["SlurmctldHost[0]"]);
    }

    [Theory]
    [InlineData("none", false, false, false)]
    [InlineData("associations", true, false, false)]
    [InlineData("associations,limits", true, true, false)]
    [InlineData("associations,qos", true, false, false)]
    [InlineData("safe", true, true, true)]
    [InlineData("all", true, true, true)]
    [InlineData("nojobs,nosteps", false, false, false)]
    public void What_is_enforced_follows_from_the_words(string words, bool associations, bool limits, bool safe)
    {
        SlurmConfiguration config = Read($"ClusterName = lab\nAccountingStorageEnforce = {words}\n").ReadConfiguration();
        Assert.Equal((associations, limits, safe), (config.EnforcesAssociations, config.EnforcesLimits, config.HasSafe));
    }

    [Theory]
    [InlineData(-100, false)]
    [InlineData(100, true)]
    public void A_file_changed_after_the_start_makes_the_configuration_doubtful(int seconds, bool changed)
    {
        string file = Path.GetTempFileName();
        var start = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        File.SetLastWriteTimeUtc(file, start.UtcDateTime.AddSeconds(seconds));
        SlurmConfiguration config = Read(
            $"ClusterName = lab\nBOOT_TIME = {start.ToUnixTimeSeconds()}\nSLURM_CONF = {file}\n").ReadConfiguration();
        Assert.Equal(changed, config.ChangedSinceStart);
        File.Delete(file);
        Assert.Null(Read("ClusterName = lab\nBOOT_TIME = 1\n").ReadConfiguration().ChangedSinceStart);
    }

    [Theory]
    [InlineData("1767225500\n", 0, false)]
    [InlineData("1767225700\n", 0, true)]
    [InlineData("", 1, null)]
    [InlineData("?\n", 0, null)]
    public void Behind_a_prefix_the_file_is_looked_at_there(string output, int exitCode, bool? changed)
    {
        var runner = new FakeRunner(argv => argv.Contains("stat")
            ? new FakeRunner.Answer(output, exitCode, exitCode == 0 ? string.Empty : "stat: cannot statx '/etc/slurm/slurm.conf'")
            : new FakeRunner.Answer("ClusterName = lab\nBOOT_TIME = 1767225600\nSLURM_CONF = /etc/slurm/slurm.conf\n"));
        SlurmConfiguration config = new SlurmCommands(new SlurmOptions { Prefix = ["docker", "exec", "head"] }, runner).Scontrol.ReadConfiguration();
        Assert.DoesNotContain(runner.Requests, r => r.Arguments.Contains("stat"));
        Assert.Equal(changed, config.ChangedSinceStart);
        CommandRequest asked = Assert.Single(runner.Requests, r => r.Arguments.Contains("stat"));
        Assert.Equal(["docker", "exec", "head"], asked.Arguments.Take(3));
        Assert.Equal("/etc/slurm/slurm.conf", asked.Arguments[^1]);
    }

    [Fact]
    public void Something_else_is_no_configuration() =>
        Assert.Throws<SlurmOutputException>(() => Read("nothing to see\n").ReadConfiguration());

    [Fact]
    public void Partitions_are_read()
    {
        SlurmTable<SlurmPartition> table = Read(Samples.Text("scontrol-show-part-o.out")).ReadPartitions();
        Assert.Empty(table.Problems);
        Assert.Equal(["cpu", "gpu"], table.Rows.Select(partition => partition.Name));
        SlurmPartition cpu = table.Rows[0];
        Assert.True(cpu.IsDefault);
        Assert.False(table.Rows[1].IsDefault);
        Assert.Equal("CPU=1.0,Mem=0.25G,GRES/gpu=0.0", cpu.BillingWeights);
        Assert.Equal(("UP", "c[1-2]", "", "NO", "ALL"), (cpu.State, cpu.Nodes, cpu.Qos, cpu.OverSubscribe, cpu.AllowAccounts));
        Assert.Equal((604800L, null, null, null, 128L, 2L),
            (cpu.MaxTimeSeconds, cpu.DefaultTimeSeconds, cpu.DefMemPerNode, cpu.DefMemPerCpu, cpu.TotalCpus, cpu.TotalNodes));
        Assert.Equal("cpu=128,mem=500G,node=2,billing=253", cpu.Tres);
        Assert.Equal("OFF", cpu.Fields["PreemptMode"]);
    }

    [Fact]
    public void Nodes_are_read_although_their_texts_have_blanks()
    {
        SlurmTable<SlurmNode> table = Read(Samples.Text("scontrol-show-node-o.out")).ReadNodes();
        Assert.Empty(table.Problems);
        SlurmNode gpu = table.Rows[2];
        Assert.Equal(("g1", "IDLE", "gpu:8", "gpu"), (gpu.Name, gpu.State, gpu.Gres, gpu.Partitions));
        Assert.Equal((64L, 64L, 64L, 1L, 1L, 512000L),
            (gpu.Cpus, gpu.CpusForJobs, gpu.Sockets, gpu.CoresPerSocket, gpu.ThreadsPerCore, gpu.RealMemory));
        Assert.Equal("cpu=64,mem=500G,billing=197,gres/gpu=8", gpu.CfgTres);
        Assert.Equal("Linux 6.18.44-fc-v657 #1 SMP PREEMPT_DYNAMIC @0", gpu.Fields["OS"]);
        Assert.Equal(string.Empty, gpu.AllocTres);
    }

    [Fact]
    public void A_reason_that_imitates_a_field_changes_none()
    {
        const string Line = "NodeName=c1 Arch=x86_64 CPUTot=64 Gres=(null) State=DOWN RealMemory=1000 Partitions=cpu Reason=x=1 see State=IDLE CPUTot=1 [root@2026]  Comment=a b\n";
        SlurmNode node = Assert.Single(Read(Line).ReadNodes().Rows);
        Assert.Equal(("DOWN", 64L, "x=1 see State=IDLE CPUTot=1 [root@2026]"), (node.State, node.Cpus, node.Reason));
        Assert.Equal("a b", node.Fields["Comment"]);
    }

    [Fact]
    public void A_job_is_read()
    {
        string line = string.Join(' ', Samples.Text("hold-07-scontrol-job.out").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(part => part.Trim())) + "\n";
        ShownJob job = Assert.Single(Read(line).ReadJob(12).Rows);
        Assert.False(job.IsAmbiguous);
        Assert.Equal("AssocGrpBillingMinutes", job.Fields["Reason"]);
        Assert.Equal("alice(20001)", job.Fields["UserId"]);
        Assert.Equal("cpu=1,mem=1G,node=1,billing=1", job.Fields["TRES"]);
        Assert.Equal("0:0:*:*", job.Fields["ReqB:S:C:T"]);
    }

    [Fact]
    public void A_job_that_slurmctld_does_not_know_is_not_found()
    {
        var runner = FakeRunner.Of(string.Empty, 1, Samples.Text("err-scontrol-badjob.err"));
        Assert.Throws<SlurmNotFoundException>(() => new SlurmCommands(null, runner).Scontrol.ReadJob(99999999));
    }

    [Fact]
    public void Usage_is_read_with_its_limits()
    {
        SlurmTable<AssociationUsage> table = Read(
            Samples.Text("scontrol-show-assoc_mgr-one.out").Replace("UserName=bob(20002) Partition= ", "UserName=bob(20002) Partition=gpu ", StringComparison.Ordinal)
                .Replace("billing=N(16)", "billing=100(16)", StringComparison.Ordinal)).ReadUsage(["physics"]);
        Assert.Empty(table.Problems);
        Assert.Equal(["", "alice", "bob"], table.Rows.Select(row => row.User));
        Assert.Equal(new LimitUse(null, 18), table.Rows[0].GrpTresMins["billing"]);
        Assert.Equal(new LimitUse(100, 16), table.Rows[2].GrpTresMins["billing"]);
        Assert.Equal(("lab", "physics", "gpu", 8L), (table.Rows[2].Cluster, table.Rows[2].Account, table.Rows[2].Partition, table.Rows[2].Id));
        Assert.Equal(new LimitUse(null, 0), table.Rows[0].GrpTresRunMins["gres/gpu"]);
    }

    [Fact]
    public void Usage_that_cannot_be_read_is_a_problem()
    {
        SlurmTable<AssociationUsage> table = Read("ClusterName=lab Account=a ID=1 GrpTRESMins=cpu=? GrpTRESRunMins=\nUser Records\n").ReadUsage([]);
        Assert.Empty(table.Rows);
        Assert.Single(table.Problems);
    }

    [Theory]
    [InlineData("nodbd-scontrol-ping", true)]
    [InlineData("noctld-scontrol-ping", false)]
    public void Ping_tells_up_from_down(string name, bool up)
    {
        var runner = FakeRunner.Of(Samples.Text(name + ".out"), Samples.ExitCode(name), Samples.Text(name + ".err"));
        Assert.Equal([new ControllerPing("primary", "vm", up)], new SlurmCommands(null, runner).Scontrol.Ping());
    }

    [Theory]
    [InlineData("Slurmctld(primary) at is UP")]
    [InlineData("Slurmctld(primary) at  is UP\nSlurmctld(backup)")]
    [InlineData("Slurmctld()) at  is ")]
    [InlineData("Slurmctld(primary) is UP at vm")]
    [InlineData("Slurmctld) at ( is UP")]
    public void Ping_of_a_line_that_is_cut_short_is_an_answer_or_its_own_error(string text)
    {
        Scontrol scontrol = Read(text);
        try
        {
            Assert.All(scontrol.Ping(), p => Assert.Equal(string.Empty, p.Host));
        }
        catch (SlurmOutputException error)
        {
            Assert.Contains("names no slurmctld", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Ping_without_an_answer_is_an_error()
    {
        var runner = FakeRunner.Of(string.Empty, 1, "scontrol: fatal: Could not establish a configuration source");
        Assert.Throws<SlurmDidNotAnswerException>(() => new SlurmCommands(null, runner).Scontrol.Ping());
    }

    [Theory]
    [InlineData("sdiag", 0)]
    [InlineData("nodbd-sdiag", 3)]
    public void The_queue_to_slurmdbd_is_read(string name, long queue)
    {
        ControllerStatistics statistics = new SlurmCommands(null, FakeRunner.Of(Samples.Text(name + ".out"))).Sdiag.Read();
        Assert.Equal(new ControllerStatistics(queue, 0, 0, 0), statistics);
    }

    [Fact]
    public void A_queue_that_is_not_told_is_not_empty() => Assert.Throws<SlurmOutputException>(
        () => new SlurmCommands(null, FakeRunner.Of("Agent queue size: 0\n")).Sdiag.Read());

    [Theory]
    [InlineData("slurm 22.05.8", 22, 5, 8)]
    [InlineData("slurm-wlm 22.05.8\n", 22, 5, 8)]
    [InlineData("slurm 25.05.0-0rc1", 25, 5, 0)]
    [InlineData("slurm 24.11.5-Bull.1.0", 24, 11, 5)]
    [InlineData("slurm 23.02.7pre1", 23, 2, 7)]
    public void Versions_are_read(string text, int year, int month, int patch)
    {
        SlurmVersion version = new SlurmCommands(null, FakeRunner.Of(text)).Sinfo.ReadVersion();
        Assert.Equal((year, month, patch), (version.Year, version.Month, version.Patch));
        Assert.True(version.CompareTo(new SlurmVersion(21, 8, 0, "21.08.0")) > 0);
    }

    private static Scontrol Read(string output) => new SlurmCommands(null, FakeRunner.Of(output)).Scontrol;
}
