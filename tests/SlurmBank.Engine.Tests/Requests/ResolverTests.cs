using System;
using System.Collections.Generic;
using System.Linq;
using SlurmBank.Engine.Requests;

namespace SlurmBank.Engine.Tests.Requests;

public sealed partial class ResolverTests
{
    /// <summary>The cluster of the samples: CR_CPU_MEMORY, DefMemPerCPU 1024, no threads.</summary>
    internal static readonly ClusterFacts Lab = new()
    {
        Name = "lab",
        SelectTypeParameters = "CR_CPU_MEMORY",
        DefaultMemoryPerCpu = 1024,
        MaximumArraySize = 20001,
        AccountingStorageTres = ["cpu", "mem", "energy", "node", "billing", "fs/disk", "vmem", "pages", "gres/gpu"],
        Partitions =
        [
            new() { Name = "cpu", IsDefault = true, MaximumTimeSeconds = 604800, NodeNames = ["c1", "c2"], TresBillingWeights = "CPU=1.0,Mem=0.25G,GRES/gpu=0.0" },
            new() { Name = "gpu", MaximumTimeSeconds = 604800, NodeNames = ["g1"] },
            new() { Name = "whole", OverSubscribe = "EXCLUSIVE", DefaultTimeSeconds = 3600, NodeNames = ["c1", "c2"] },
            new() { Name = "down", State = "DOWN", MaximumNodes = 1, AllowAccounts = ["physics"], NodeNames = ["c1"] },
        ],
        Nodes =
        [
            new() { Name = "c1", Cpus = 64, Sockets = 64, RealMemory = 256000 },
            new() { Name = "c2", Cpus = 64, Sockets = 64, RealMemory = 256000 },
            new() { Name = "g1", Cpus = 64, Sockets = 64, RealMemory = 512000, Gres = [new("gpu", null, 8)] },
        ],
    };

    [Theory]
    // slurm.md 2.11 D; memory where the row names it
    [InlineData("R04", "--gres=gpu:4 -n1 -c2", "cpu=2,node=1,gres/gpu=4")]
    [InlineData("R05", "--gres=gpu:4 -c4", "cpu=4,node=1,gres/gpu=4")]
    [InlineData("R06", "--ntasks-per-node=2 --cpus-per-gpu=4 --gres=gpu:1 -N1", "cpu=4,node=1,gres/gpu=1")]
    [InlineData("R08", "-n10 --mem-per-cpu=2G", "cpu=10,mem=20480M,node=1")]
    [InlineData("J7", "-c 8", "cpu=8,node=1")]
    [InlineData("E1", "-N 4 -c 8", "cpu=32,node=4")]
    [InlineData("R01", "-n3 --mem-per-cpu=100", "cpu=3,mem=300M,node=1")]
    [InlineData("R02", "-n3 --mem-per-cpu=100 --threads-per-core=1", "cpu=3,mem=300M,node=1")]
    [InlineData("nodes", "-N2", "cpu=2,node=2")]
    [InlineData("range", "-N2-4 -n8", "cpu=8,node=2")]
    [InlineData("nodelist", "-w t[1-2]", "cpu=2,node=2")]
    [InlineData("few tasks", "-N4 -n2", "cpu=2,node=2")]
    [InlineData("per node", "-n6 --ntasks-per-node=4", "cpu=6,node=2")]
    [InlineData("implied", "-N1 -B 2:4", "cpu=8,node=1")]
    [InlineData("overcommit", "-n16 -O", "cpu=1,node=1")]
    [InlineData("gpus", "--gpus=4 --cpus-per-gpu=3", "cpu=12,node=1,gres/gpu=4")]
    [InlineData("gpu nodes", "--gpus=8 --gpus-per-node=4", "cpu=1,node=2,gres/gpu=8")]
    [InlineData("gpu tasks", "--gpus-per-task=2 -n3", "cpu=3,node=1,gres/gpu=6")]
    [InlineData("gpu implied tasks", "--gpus=6 --gpus-per-task=2", "cpu=3,node=1,gres/gpu=6")]
    [InlineData("tasks of gpus", "--gpus=3 --ntasks-per-gpu=2", "cpu=6,node=1,gres/gpu=3")]
    [InlineData("gpus of tasks", "-n6 --ntasks-per-gpu=2", "cpu=6,node=1,gres/gpu=3")]
    [InlineData("tres per task", "-n2 --tres-per-task=cpu=3,gres/gpu:a100=1", "cpu=6,node=1,gres/gpu=2,gres/gpu:a100=2")]
    [InlineData("licenses", "-n2 -L ansys:3,matlab", "cpu=2,node=1,license/ansys=3,license/matlab=1")]
    [InlineData("mem per gpu", "--gpus=2 --mem-per-gpu=10G", "cpu=1,mem=20480M,node=1,gres/gpu=2")]
    [InlineData("all memory", "-N2 --mem=0", "cpu=2,mem=255000M,node=2")]
    public void Section_2_11_D_what_is_asked_for(string id, string options, string expected)
    {
        ResolvedPartition part = One(options, Threaded());

        // The rows that do not name memory say nothing about it.
        string text = expected.Contains("mem=", StringComparison.Ordinal) ? part.Requested.ToString() : new TresRequest(part.Requested.Where(item => item.Key != "mem")).ToString();
        Assert.True(expected == text, $"{id}: {text}");
        Check(options, part);
    }

    [Theory]
    [InlineData("R01", "-N1 -n3 --mem-per-cpu=100", "cpu=4,mem=400M,node=1")]
    [InlineData("R02", "-N1 -n3 --mem-per-cpu=100 --threads-per-core=1", "cpu=6,mem=300M,node=1")]
    [InlineData("hint", "-N1 -n3 --mem-per-cpu=100 --hint=nomultithread", "cpu=6,mem=300M,node=1")]
    [InlineData("one CPU", "-n1 --mem=100", "cpu=2,mem=100M,node=1")]
    [InlineData("even", "-N1 -n2 -c4 --mem=100", "cpu=8,mem=100M,node=1")]
    [InlineData("exclusive", "-N2 --exclusive --mem=4G", "cpu=64,mem=8192M,node=2,gres/gpu=12,gres/gpu:a100=12")]
    [InlineData("all of a node", "-N1 --exclusive --mem=0", "cpu=32,mem=127500M,node=1,gres/gpu=6,gres/gpu:a100=6")]
    [InlineData("one type", "-n2 --gres=gpu:2 --mem=100", "cpu=2,mem=100M,node=1,gres/gpu=2,gres/gpu:a100=2", true)]
    public void Section_2_11_D_what_is_given_where_the_request_decides(string id, string options, string expected, bool lowerOnly = false)
    {
        ResolvedPartition part = One(options, Threaded());

        Assert.True(expected == part.Lower.ToString() && (lowerOnly || expected == part.Upper.ToString()), $"{id}: {part.Lower} to {part.Upper}");
    }

    [Fact]
    public void R01_without_a_number_of_nodes_may_be_spread()
    {
        ResolvedPartition part = One("-n3 --mem-per-cpu=100", Threaded());

        Assert.Equal("cpu=4,mem=400M,node=1", part.Lower.ToString());
        Assert.Equal("cpu=4,mem=400M,node=2", part.Upper.ToString());
    }

    [Fact]
    public void R09_memory_over_the_limit_of_a_CPU_raises_the_CPUs()
    {
        ClusterFacts facts = Lab with { MaximumMemoryPerCpu = 4096 };

        Assert.Equal("cpu=8,mem=32768M,node=1", One("-n4 --mem-per-cpu=8G", facts).Requested.ToString());
        Assert.Equal("cpu=8,mem=32768M,node=1", One("-n4 -N1 --mem-per-cpu=8G", facts).Upper.ToString());
        Assert.Equal("cpu=4,mem=16384M,node=1", One("--mem=16G", facts).Requested.ToString());
        Assert.Contains(One("-n4 --mem-per-cpu=8G", facts).Assumptions, text => text.Contains("MaxMemPerCPU", StringComparison.Ordinal));
        Assert.NotEmpty(One("--mem=16G", Lab with { MaximumMemoryPerNode = 8192 }).Problems);
    }

    [Fact]
    public void R10_exclusive_takes_CPUs_and_devices_but_only_the_memory_asked_for()
    {
        ResolvedPartition part = One("-N2 --exclusive --mem=4G", Lab);

        Assert.Equal("cpu=128,mem=8192M,node=2", part.Lower.ToString());
        Assert.Equal(part.Lower, part.Upper);
        Assert.Equal("cpu=64,mem=65536M,node=1", One("-p whole", Lab).Upper.ToString());
        Assert.Equal("cpu=64,mem=65536M,node=1,gres/gpu=8", One("-p gpu --exclusive", Lab).Lower.ToString());
    }

    [Fact]
    public void R12_an_array_counts_its_tasks_and_its_limit_does_not_matter()
    {
        JobRequest request = Read("--array=1-100:3%4 -n2 -t30");
        ResolvedRequest resolved = RequestResolver.Resolve(request, Lab);
        ResolvedPartition part = Assert.Single(Assert.Single(resolved.Components).Partitions);

        Assert.Equal(34, resolved.ArrayTaskCount);
        Assert.Equal(2040, resolved.ArrayTaskCount * part.Upper["cpu"] * part.TimeLimit.Minutes);
        Assert.NotEmpty(RequestResolver.Resolve(Read("--array=20001"), Lab).Problems);
    }

    [Fact]
    public void R13_nothing_said_is_nothing_known_until_it_is_filled_in()
    {
        JobRequest request = Read("");
        Assert.True(request is { Tasks: null, CpusPerTask: null, TimeLimit: null, Account: null, Partitions: null, Nodes: null });

        ResolvedPartition part = One("", Lab);
        Assert.Equal("cpu=1,mem=1024M,node=1", part.Requested.ToString());
        Assert.Equal(part.Requested, part.Lower);
        Assert.Equal(part.Requested, part.Upper);
        Assert.Equal(604800, part.TimeLimit.Seconds);
        foreach (string word in new[] { "partition: cpu", "time limit: 7-00:00:00", "nodes", "tasks", "CPUs per task", "memory: 1024 MB" })
        {
            Assert.Contains(part.Assumptions, text => text.StartsWith(word, StringComparison.Ordinal));
        }
    }

    internal static JobRequest Read(string options)
    {
        bool good = SbatchScript.TryRead(null, options.Split(' ', StringSplitOptions.RemoveEmptyEntries), null, out SbatchReading reading);
        Assert.True(good, string.Join('\n', reading.Errors));
        return reading.Request;
    }

    internal static ResolvedPartition One(string options, ClusterFacts facts) =>
        Assert.Single(Assert.Single(RequestResolver.Resolve(Read(options), facts).Components).Partitions);

    /// <summary>Two nodes of 2 sockets, 8 cores a socket and 2 threads a core, with 6 GPUs: those of Slurm's own test 144.8.</summary>
    internal static ClusterFacts Threaded(string parameters = "CR_CORE_MEMORY", string oversubscribe = "NO") => new()
    {
        Name = "threaded",
        SelectTypeParameters = parameters,
        AccountingStorageTres = ["cpu", "mem", "node", "billing", "gres/gpu", "gres/gpu:a100", "license/ansys", "license/matlab"],
        Partitions = [new() { Name = "p", IsDefault = true, OverSubscribe = oversubscribe, NodeNames = ["t1", "t2"] }],
        Nodes = [.. new[] { "t1", "t2" }.Select(name => new NodeFacts
        {
            Name = name, Cpus = 32, Sockets = 2, CoresPerSocket = 8, ThreadsPerCore = 2, RealMemory = 128000, MemorySpecLimit = 500, Gres = [new("gpu", "a100", 6)],
        })],
    };

    internal static void Check(string options, ResolvedPartition part)
    {
        foreach (KeyValuePair<string, long> item in part.Lower)
        {
            Assert.True(item.Value <= part.Upper[item.Key], $"{options}: {item.Key} {part.Lower} to {part.Upper}");
        }

        // Where a problem is named the figures are of a job that cannot start.
        Assert.True(part.Problems.Count > 0 || part.Requested["cpu"] <= part.Upper["cpu"], $"{options}: {part.Requested}, {part.Upper}");
    }

    private static ClusterFacts Large() => new()
    {
        Name = "large",
        DefaultMemoryPerCpu = 1000,
        Partitions = [new() { Name = "p", IsDefault = true, NodeNames = [.. HostList.Expand("n[1-64]")] }],
        Nodes = [.. HostList.Expand("n[1-64]").Select(name => new NodeFacts { Name = name, Cpus = 64, Sockets = 2, CoresPerSocket = 32, RealMemory = 256000 })],
    };
}
