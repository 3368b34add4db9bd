using System;
using System.Collections.Generic;
using SlurmBank.Engine.Requests;

namespace SlurmBank.Native.Tests;

/// <summary>Random requests, by sbatch's options.</summary>
internal sealed class RandomRequest(Random random)
{
    private List<string> options = [];

    internal string Text => string.Join(' ', options);

    /// <summary>The next request that sbatch would send.</summary>
    internal JobRequest Next()
    {
        while (true)
        {
            options = [];
            Component();
            if (random.Next(30) == 0)
            {
                options.Add(":");
                Component();
            }

            if (SbatchScript.TryRead(null, options, new Dictionary<string, string>(), out SbatchReading reading))
            {
                return reading.Request;
            }
        }
    }

    private void Component()
    {
        May(30, "--partition", "cpu", "gpu", "gpu,whole", "cpu,gpu,whole", "nope", "cpu,nope", "down", "cpu,down", "dark", "unpriced", "whole");
        May(20, "--account", "physics", "chem");
        May(30, "--qos", "normal", "high", "HIGH", "free");
        May(50, "--time", "10", "1-0", "0:30", "UNLIMITED", "200:00:00", "3:15:00");
        May(10, "--time-min", "5", "1:00:00", "100-0");
        May(40, "--nodes", "1", "2", "2-4", "1-1", "9", "1-100");
        May(50, "--ntasks", "1", "2", "3", "8", "100", "70");
        May(40, "--cpus-per-task", "1", "2", "3", "4", "17");
        May(20, "--ntasks-per-node", "1", "2", "3", "5");
        May(5, "--ntasks-per-core", "1", "2");
        May(8, "--ntasks-per-gpu", "1", "2", "3");
        May(50, One("--mem", "--mem-per-cpu", "--mem-per-gpu"), "0", "100", "4G", "3000", "1T");
        May(15, "--gpus", "1", "2", "a100:2", "4", "0", "8");
        May(10, "--gpus-per-node", "1", "2", "v100:1", "a100:1,v100:1");
        May(10, "--gpus-per-task", "1", "2", "a100:1");
        May(5, "--gpus-per-socket", "1", "2");
        May(10, "--cpus-per-gpu", "1", "2", "4");
        May(20, "--gres", "gpu:1", "gpu:a100:2", "gpu", "fpga:1", "gpu:2,fpga:1", "craynetwork:1");
        May(5, "--tres-per-task", "cpu=2", "cpu=2,gres/gpu=1", "license/ansys=2");
        May(10, "--licenses", "ansys:2", "ansys|matlab:2", "a:1,b:3,ansys@srv:2");
        May(10, "--exclusive", "user", "mcs", "topo");
        May(10, "--array", "1-4", "0-9:3%2", "1-5,3-9", "1-1000", "5,7,9", "0-30000");
        May(5, "--mincpus", "2", "9");
        May(8, "--threads-per-core", "1", "2");
        May(5, "--sockets-per-node", "1", "2");
        May(4, "--extra-node-info", "1", "2:4", "1:2:2");
        May(5, "--hint", "nomultithread", "compute_bound", "memory_bound");
        May(4, "--core-spec", "1");
        May(3, "--thread-spec", "2");
        May(10, "--constraint", "big", "fast", "none", "big&fast");
        May(8, "--nodelist", "c1", "c[1-3]", "c1,c1", "zz");
        May(8, "--exclude", "c1", "c[1-9]", "g1,c2", "q");
        options.AddRange(random.Next(10) == 0 ? ["--exclusive"] : random.Next(20) == 0 ? ["--overcommit"] : []);
    }

    private void May(int percent, string name, params string[] values)
    {
        if (random.Next(100) < percent)
        {
            options.Add(name + "=" + One(values));
        }
    }

    private string One(params string[] values) => values[random.Next(values.Length)];
}
