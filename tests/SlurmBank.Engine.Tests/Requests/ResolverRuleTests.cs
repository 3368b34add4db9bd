using System;
using System.Collections.Generic;
using System.Linq;
using SlurmBank.Engine.Requests;

namespace SlurmBank.Engine.Tests.Requests;

public sealed partial class ResolverTests
{
    [Theory]
    // seeds.md 7.6: CPU-hours; the older bank's option -t was in hours
    [InlineData("E1", "#SBATCH -N 4 -c 8 -t 24:00:00", 768)]
    [InlineData("E2", "#SBATCH -n 32 -t 96:00:00", 3072)]
    [InlineData("E3", "#SBATCH -n 64 -t 96:00:00", 6144)]
    [InlineData("E4", "#SBATCH -n 32\n#SBATCH -t 4-00:00:00", 3072)]
    [InlineData("E5", "#SBATCH -N 32 -c 8\n#SBATCH -t 4-00:00:00", 24576)]
    [InlineData("E6", "#SBATCH --ntasks=32\n#SBATCH --time=4-00:00:00", 3072)]
    [InlineData("E7", "#SBATCH -n 4 -c 2 -t 1:00:00", 8)]
    public void Seed_7_6_estimates(string id, string lines, long cpuHours)
    {
        Assert.True(SbatchScript.TryRead("#!/bin/sh\n" + lines + "\nrun\n", null, null, out SbatchReading reading));
        ResolvedPartition part = Assert.Single(RequestResolver.Resolve(reading.Request, Large()).Components[0].Partitions);

        Assert.True(part.Requested["cpu"] * part.TimeLimit.Seconds!.Value == cpuHours * 3600, $"{id}: {part.Requested} for {part.TimeLimit}");
        Assert.Equal(part.Requested["cpu"], part.Lower["cpu"]);
        Assert.Equal(part.Requested["cpu"], part.Upper["cpu"]);
    }

    [Theory]
    // seeds.md 5, S2 and S3: what is left out is filled in and said
    [InlineData("S3", "-t 0", "UNLIMITED", true)]
    [InlineData("S3", "-t UNLIMITED", "UNLIMITED", true)]
    [InlineData("S2", "", "7-00:00:00", false)]
    [InlineData("S2", "-p whole", "01:00:00", false)]
    [InlineData("", "-t 8-0", "8-00:00:00", true)]
    [InlineData("", "-t 0:30", "00:01:00", false)]
    [InlineData("", "-p whole -t 9-0", "9-00:00:00", false)]
    public void The_time_limit_is_whole_minutes_and_is_compared_with_the_partition(string id, string options, string limit, bool problem)
    {
        ResolvedPartition part = One(options, Lab);

        Assert.True(limit == part.TimeLimit.ToString(), $"{id} {options}: {part.TimeLimit}");
        Assert.Equal(problem, part.Problems.Count > 0);
    }

    [Fact]
    public void A_shorter_limit_that_the_user_allows_is_the_least()
    {
        Assert.Equal("00:30:00", One("-t 60 --time-min=30", Lab).MinimumTime.ToString());
        Assert.Equal("01:00:00", One("-t 60", Lab).MinimumTime.ToString());
    }

    [Fact]
    public void J2_no_partition_is_the_default_one()
    {
        Assert.Equal("cpu", One("", Lab).Partition.Name);
        ResolvedRequest none = RequestResolver.Resolve(Read(""), Lab with { Partitions = [.. Lab.Partitions.Skip(1)] });
        Assert.Empty(none.Components[0].Partitions);
        Assert.Single(none.Problems);
    }

    [Fact]
    public void J8_S4_each_partition_that_is_named_is_resolved()
    {
        ResolvedRequest resolved = RequestResolver.Resolve(Read("-p cpu,gpu,nosuch -n2"), Lab);

        Assert.Equal(["cpu", "gpu"], resolved.Components[0].Partitions.Select(part => part.Partition.Name));
        Assert.Contains("nosuch", Assert.Single(resolved.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void S5_heterogeneous_components_are_resolved_apart()
    {
        Assert.True(SbatchScript.TryRead(null, ["-n1", "-p", "cpu", ":", "-n2", "-p", "gpu", "--gpus=1"], null, out SbatchReading reading));
        ResolvedRequest resolved = RequestResolver.Resolve(reading.Request, Lab);

        Assert.Equal(["cpu=1,mem=1024M,node=1", "cpu=2,mem=2048M,node=1,gres/gpu=1"], resolved.Components.Select(component => component.Partitions[0].Upper.ToString()));
        Assert.Equal(1, resolved.ArrayTaskCount);
    }

    [Theory]
    [InlineData("CR_CPU_MEMORY", "-N1 -n3", 3, 3)]
    [InlineData("CR_CORE_MEMORY", "-N1 -n3", 4, 4)]
    [InlineData("CR_CORE_MEMORY", "-N1 -n3 --ntasks-per-core=1", 6, 6)]
    [InlineData("CR_CORE_MEMORY,CR_ONE_TASK_PER_CORE", "-N1 -n3", 6, 6)]
    [InlineData("CR_CORE_MEMORY,CR_ONE_TASK_PER_CORE", "-N1 -n4 --ntasks-per-core=2", 4, 8)]
    [InlineData("CR_SOCKET_MEMORY", "-N1 -n1", 16, 16)]
    [InlineData("CR_SOCKET_MEMORY", "-N1 -n17", 32, 32)]
    [InlineData("CR_SOCKET_MEMORY", "-N1 -n2", 16, 32)]
    [InlineData("CR_CORE_MEMORY", "-N2 -n2", 4, 4)]
    [InlineData("CR_CORE_MEMORY", "-N1-2 -n5", 6, 6)]
    [InlineData("CR_CORE_MEMORY", "-N1-2 -n6", 6, 8)]
    [InlineData("CR_CORE_MEMORY", "-N1 -n2 -c3", 6, 8)]
    [InlineData("CR_CORE_MEMORY", "--exclusive=user -n1", 2, 2)]
    [InlineData("CR_CORE_MEMORY", "-S 2 -n1", 2, 32)]
    [InlineData("CR_CPU_MEMORY", "-N2 --mincpus=8", 2, 16)]
    [InlineData("CR_CORE_MEMORY", "-n 100000", 100000, 100000)]
    public void The_unit_of_allocation_decides_the_CPUs(string parameters, string options, long lower, long upper)
    {
        ResolvedPartition part = One(options + " --mem=1", Threaded(parameters));

        Assert.Equal((lower, upper), (part.Lower["cpu"], part.Upper["cpu"]));
    }

    [Fact]
    public void Whole_nodes_by_partition_by_linear_and_by_socket_of_a_partition()
    {
        Assert.Equal(32, One("-n1", Threaded(oversubscribe: "EXCLUSIVE")).Lower["cpu"]);
        Assert.Equal(32, One("-n1", Threaded() with { SelectType = "select/linear" }).Lower["cpu"]);
        ClusterFacts socket = Threaded() with { Partitions = [Threaded().Partitions[0] with { SelectTypeParameters = "CR_SOCKET_MEMORY" }] };
        Assert.Equal(16, One("-n1", socket).Lower["cpu"]);
    }

    [Fact]
    public void A_node_that_keeps_cores_gives_the_others()
    {
        ClusterFacts facts = Threaded();
        ClusterFacts spare = facts with { Nodes = [.. facts.Nodes.Select(node => node with { CoreSpecCount = 2 })] };

        Assert.Equal(28, One("--exclusive", spare).Lower["cpu"]);
        Assert.Equal(30, One("--exclusive", facts with { Nodes = [.. facts.Nodes.Select(node => node with { EffectiveCpus = 30 })] }).Upper["cpu"]);
    }

    [Fact]
    public void Memory_defaults_come_in_Slurms_order()
    {
        PartitionFacts part = Threaded().Partitions[0];
        ClusterFacts With(PartitionFacts changed, ClusterFacts cluster) => cluster with { Partitions = [changed] };

        Assert.Equal(127500, One("-N1", Threaded()).Requested["mem"]);
        Assert.Equal(2 * 300, One("-N1 -n2", Threaded() with { DefaultMemoryPerCpu = 300 }).Requested["mem"]);
        Assert.Equal(2 * 500, One("-N2", Threaded() with { DefaultMemoryPerNode = 500 }).Requested["mem"]);
        Assert.Equal(2 * 700, One("-N1 -n2", With(part with { DefaultMemoryPerCpu = 700 }, Threaded() with { DefaultMemoryPerCpu = 300 })).Requested["mem"]);
        Assert.Equal(900, One("-N1 -n2", With(part with { DefaultMemoryPerNode = 900 }, Threaded() with { DefaultMemoryPerCpu = 300 })).Requested["mem"]);
        Assert.Equal(3 * 1000, One("-N1 --gpus=3", With(part with { JobDefaults = "DefCpuPerGPU=4,DefMemPerGPU=1000" }, Threaded())).Requested["mem"]);
        Assert.Equal(12, One("-N1 --gpus=3", With(part with { JobDefaults = "DefCpuPerGPU=4" }, Threaded())).Upper["cpu"]);
        Assert.Equal(127500, One("--mem-per-cpu=0", Threaded()).Upper["mem"]);
        Assert.Equal(0, One("-N1", Threaded("CR_CORE")).Upper["mem"]);
    }

    [Fact]
    public void Resources_that_the_cluster_does_not_count_are_left_out()
    {
        Assert.Equal(0, One("-p gpu --gpus=2", Lab with { AccountingStorageTres = ["cpu", "mem", "node", "billing"] }).Upper["gres/gpu"]);
        Assert.Equal(2, One("-p gpu --gpus=2", Lab with { AccountingStorageTres = [] }).Upper["gres/gpu"]);
        Assert.Equal(0, One("-p gpu --gpus=2 -L x:1", Lab).Upper["license/x"]);
    }

    [Fact]
    public void Devices_of_several_types_bound_each_type()
    {
        ClusterFacts facts = Threaded();
        ClusterFacts mixed = facts with
        {
            AccountingStorageTres = ["gres/gpu", "gres/gpu:a100", "gres/gpu:v100"],
            Nodes = [facts.Nodes[0], facts.Nodes[1] with { Gres = [new("gpu", "v100", 2)] }],
        };
        ResolvedPartition part = One("-N1 --gres=gpu:2", mixed);

        Assert.Equal((2L, 0L, 0L), (part.Lower["gres/gpu"], part.Lower["gres/gpu:a100"], part.Lower["gres/gpu:v100"]));
        Assert.Equal((2L, 2L, 2L), (part.Upper["gres/gpu"], part.Upper["gres/gpu:a100"], part.Upper["gres/gpu:v100"]));
        ResolvedPartition many = One("-N1 --gres=gpu:4", mixed);
        Assert.Equal((4L, 0L), (many.Lower["gres/gpu:a100"], many.Upper["gres/gpu:v100"]));
    }

    [Theory]
    [InlineData("-p down", "DOWN")]
    [InlineData("-p down -N2", "1 at most")]
    [InlineData("-p down -A chem", "account chem")]
    [InlineData("-N3", "has 2")]
    [InlineData("-n 129", "CPUs")]
    [InlineData("--gpus=1", "no node")]
    [InlineData("-w g1", "g1")]
    [InlineData("--cpus-per-gpu=1", "no GPU")]
    [InlineData("--gpus-per-task=1 -p gpu", "number of tasks")]
    [InlineData("--gpus-per-socket=1 -p gpu", "--sockets-per-node")]
    [InlineData("-C nosuch", "no node")]
    [InlineData("-p gpu --gpus=3 --gpus-per-node=2", "multiple")]
    [InlineData("-p gpu --gpus=4 --gpus-per-task=2 -n3", "not for 3 tasks")]
    public void What_would_never_start_is_said(string options, string word)
    {
        Assert.Contains(One(options, Lab).Problems, problem => problem.Contains(word, StringComparison.Ordinal));
    }

    [Fact]
    public void Unknown_nodes_are_said_and_bound_nothing()
    {
        ResolvedPartition part = One("-n4 --mem=1G", Lab with { Nodes = [] });

        Assert.False(part.NodesAreKnown);
        Assert.Equal("cpu=4,mem=1024M,node=1", part.Lower.ToString());
        Assert.Equal("cpu=4,mem=4096M,node=4", part.Upper.ToString());
        Assert.Contains(part.Assumptions, text => text.Contains("not known", StringComparison.Ordinal));
    }
}
