using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace SlurmBank.Slurm.Tests;

/// <summary>Whatever a command prints, the readers give records and problems, and throw nothing but their own errors.</summary>
public sealed class FuzzTests
{
    private static readonly (string Name, string Sample, Action<SlurmCommands> Read)[] Readers =
    [
        ("sacct runs", "sacct-P-X-full.out", slurm => slurm.Sacct.ReadRuns(new SacctRunQuery { JobIds = [1], WithAdminComment = true }).Count()),
        ("sacct jobs", "sacct-P-X-full.out", slurm => slurm.Sacct.ReadJobs(new SacctJobFilter()).Count()),
        ("squeue", "sacct-P-X-full.out", slurm => slurm.Squeue.ReadJobs().Count()),
        ("associations", "sacctmgr-P-assoc.out", slurm => slurm.Sacctmgr.ReadAssociations()),
        ("accounts", "sacctmgr-P-account.out", slurm => slurm.Sacctmgr.ReadAccounts()),
        ("users", "sacctmgr-P-user.out", slurm => slurm.Sacctmgr.ReadUsers()),
        ("qos", "sacctmgr-P-qos.out", slurm => slurm.Sacctmgr.ReadQos()),
        ("tres", "sacctmgr-P-tres.out", slurm => slurm.Sacctmgr.ReadTres()),
        ("clusters", "sacctmgr-P-cluster.out", slurm => slurm.Sacctmgr.ReadClusters()),
        ("database configuration", "scontrol-show-config.out", slurm => slurm.Sacctmgr.ReadDatabaseConfiguration()),
        ("modify", "hold-02-set-billing0.out", slurm => slurm.Sacctmgr.ModifyAssociations("lab", ["a"], [new LimitChange(LimitKind.GrpJobs, null, 0)])),
        ("configuration", "scontrol-show-config.out", slurm => slurm.Scontrol.ReadConfiguration()),
        ("partitions", "scontrol-show-part-o.out", slurm => slurm.Scontrol.ReadPartitions()),
        ("nodes", "scontrol-show-node-o.out", slurm => slurm.Scontrol.ReadNodes()),
        ("job", "hold-07-scontrol-job.out", slurm => slurm.Scontrol.ReadJob(1)),
        ("usage", "scontrol-show-assoc_mgr-one.out", slurm => slurm.Scontrol.ReadUsage([])),
        ("ping", "nodbd-scontrol-ping.out", slurm => slurm.Scontrol.Ping()),
        ("sdiag", "sdiag.out", slurm => slurm.Sdiag.Read()),
        ("sshare", "sshare-P-a-l.out", slurm => slurm.Sshare.Read()),
        ("version", "sdiag.out", slurm => slurm.Sinfo.ReadVersion()),
    ];

    public static TheoryData<int> Indexes() => [.. Enumerable.Range(0, Readers.Length)];

    [Theory]
    [MemberData(nameof(Indexes))]
    public void Readers_never_throw_anything_else(int index)
    {
        (string name, string sample, Action<SlurmCommands> read) = Readers[index];
        int seed = Random.Shared.Next();
        var random = new Random(seed);
        string text = Samples.Text(sample);
        for (int round = 0; round < 300; round++)
        {
            var runner = new FakeRunner(argv => argv.Contains("--helpformat")
                ? new FakeRunner.Answer(Samples.Text("sacct-helpformat.out"))
                : new FakeRunner.Answer(Mutate(random, text, FakeRunner.DelimiterOf(argv)), random.Next(8) == 0 ? random.Next(256) : 0, "x"))
            {
                PieceSize = random.Next(1, 5000),
            };
            try
            {
                read(new SlurmCommands(null, runner));
            }
            catch (SlurmCommandException error)
            {
                Assert.NotEmpty(error.Message);
            }
            catch (Exception error)
            {
                Assert.Fail($"{name}, seed {seed}, round {round}: {error}");
            }
        }
    }

    /// <summary>Good rows among broken ones are all found, whatever the broken ones look like and however the output is cut into pieces.</summary>
    [Fact]
    public void Good_rows_are_never_lost_among_bad_ones()
    {
        int seed = Random.Shared.Next();
        var random = new Random(seed);
        for (int round = 0; round < 500; round++)
        {
            var output = new StringBuilder();
            var expected = new List<long>();
            for (int row = 0; row < 20; row++)
            {
                string good = $"{row + 1}~{row + 1}~1795251236~1795251236~1795251237~1795251247~10~00:00:00~COMPLETED~chem~carol~20003~gpu~normal~10~cpu=2~cpu=2~lab~0:0~1~Main~99~\n";
                bool broken = random.Next(3) == 0;
                if (!broken)
                {
                    expected.Add(row + 1);
                }

                // A broken row: without one of its columns, or with one more; always a line of its own.
                output.Append(broken ? (random.Next(2) == 0 ? good[(good.IndexOf('~', StringComparison.Ordinal) + 1)..] : "0~" + good) : good);
            }

            var runner = new FakeRunner(argv => argv.Contains("--helpformat")
                ? new FakeRunner.Answer(Samples.Text("sacct-helpformat.out"))
                : new FakeRunner.Answer(output.ToString().Replace("~", FakeRunner.DelimiterOf(argv), StringComparison.Ordinal)))
            {
                PieceSize = random.Next(1, 300),
            };
            List<SlurmRow<SacctRun>> rows = [.. new SlurmCommands(null, runner).Sacct.ReadRuns(new SacctRunQuery { JobIds = [1] })];
            List<long> read = [.. rows.Where(row => row.Record is not null).Select(row => row.Record!.JobIdRaw)];
            Assert.True(expected.SequenceEqual(read), $"seed {seed}, round {round}: expected {string.Join(',', expected)}, read {string.Join(',', read)}");
            Assert.True(rows.Count == 20, $"seed {seed}, round {round}: {rows.Count} rows and problems");
        }
    }

    private static byte[] Mutate(Random random, string text, string delimiter)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text.Replace("|", delimiter, StringComparison.Ordinal).Replace("\n", delimiter + "\n", StringComparison.Ordinal));
        if (random.Next(10) == 0)
        {
            random.NextBytes(bytes);
            return bytes;
        }

        var list = new List<byte>(bytes);
        byte[] interesting = Encoding.UTF8.GetBytes("|\n=(),:-% \0\xff0919" + delimiter);
        for (int i = random.Next(1, 40); i > 0 && list.Count > 1; i--)
        {
            int at = random.Next(list.Count);
            switch (random.Next(4))
            {
                case 0:
                    list[at] = interesting[random.Next(interesting.Length)];
                    break;
                case 1:
                    list.RemoveRange(at, Math.Min(random.Next(1, 50), list.Count - at));
                    break;
                case 2:
                    list.InsertRange(at, list.GetRange(at, Math.Min(random.Next(1, 200), list.Count - at)));
                    break;
                default:
                    list.InsertRange(at, Encoding.UTF8.GetBytes(delimiter));
                    break;
            }
        }

        return [.. list];
    }
}
