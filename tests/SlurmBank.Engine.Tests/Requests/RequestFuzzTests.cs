using System;
using System.Collections.Generic;
using System.Linq;
using SlurmBank.Engine.Requests;

namespace SlurmBank.Engine.Tests.Requests;

public sealed class RequestFuzzTests
{
    [Fact]
    public void No_script_makes_the_reader_throw()
    {
        int seed = Environment.TickCount;
        Random random = new(seed);
        string[] pieces = ["#SBATCH ", "#SBATCH", "\n", "\n", " ", "\t", "-n", "4", "--time=", "1:30", "--mem=", "4G", "hetjob", ":", "\"", "'", "\\", "#", "#!/bin/sh\n", "--", "-", "=", "--gres=gpu:", "--array=", "1-5%2", "--tres-per-task=", "cpu=2,", "license/", "-B", "2:2", ",", "\r\n", "é", "\0", "--ex", "--exclusive", "-w", "n[1-3]", "999999999999999999999", "-L", "a|b:2"];
        for (int round = 0; round < 5_000; round++)
        {
            string text = string.Concat(Enumerable.Range(0, random.Next(0, 30)).Select(_ => pieces[random.Next(pieces.Length)]));
            string[] options = [.. Enumerable.Range(0, random.Next(0, 4)).Select(_ => pieces[random.Next(pieces.Length)])];
            try
            {
                bool good = SbatchScript.TryRead(text, options, new Dictionary<string, string> { ["SBATCH_GRES"] = options.FirstOrDefault() ?? "" }, out SbatchReading reading);
                Assert.Equal(good, reading.Errors.Count == 0);
                Assert.All(reading.Errors.Concat(reading.Notes), problem => Assert.True(problem.Column >= 1 && problem.Message.Length > 0, problem.ToString()));
                Assert.NotEmpty(RequestResolver.Resolve(reading.Request, ResolverTests.Lab).Components);
            }
            catch (Exception problem)
            {
                Assert.Fail($"seed {seed}, round {round}: {problem}\n{text}");
            }
        }
    }

    [Fact]
    public void Bounds_of_random_requests_are_in_order_and_nothing_overflows()
    {
        int seed = Environment.TickCount;
        Random random = new(seed);
        string[] options = ["-n", "-N", "-c", "--ntasks-per-node=", "--mem=", "--mem-per-cpu=", "--gpus=", "--gres=gpu:", "--gpus-per-node=", "--gpus-per-task=", "--cpus-per-gpu=", "--mincpus=", "--threads-per-core=", "--ntasks-per-core=", "--ntasks-per-gpu=", "--sockets-per-node=", "-S"];
        string[] flags = ["--exclusive", "-O", "--exclusive=user", "--hint=nomultithread", "-N1-2", "--gres=gpu:a100:2", "--mem=0", "-t0"];
        string[] parameters = ["CR_CPU_MEMORY", "CR_CORE_MEMORY", "CR_SOCKET_MEMORY", "CR_CORE", "CR_CPU", "CR_CORE_MEMORY,CR_ONE_TASK_PER_CORE"];
        for (int round = 0; round < 3_000; round++)
        {
            List<string> words = [];
            for (int i = random.Next(0, 6); i > 0; i--)
            {
                long number = random.Next(20) == 0 ? int.MaxValue : random.Next(1, 12);
                words.Add(random.Next(4) == 0 ? flags[random.Next(flags.Length)] : options[random.Next(options.Length)] + number);
            }

            ClusterFacts facts = ResolverTests.Threaded(parameters[random.Next(parameters.Length)], random.Next(5) == 0 ? "EXCLUSIVE" : "NO") with { MaximumMemoryPerCpu = random.Next(3) == 0 ? 1000 : null };
            SbatchScript.TryRead(null, words, null, out SbatchReading reading);
            try
            {
                ResolverTests.Check(string.Join(' ', words), RequestResolver.Resolve(reading.Request, facts).Components[0].Partitions[0]);
            }
            catch (Exception problem)
            {
                Assert.Fail($"seed {seed}, round {round}, {facts.SelectTypeParameters} {string.Join(' ', words)}: {problem}");
            }
        }
    }
}
