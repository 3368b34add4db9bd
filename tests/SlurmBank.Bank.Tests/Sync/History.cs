using System;
using System.Collections.Generic;
using System.Linq;
using SlurmBank.Bank.Tests.Doubles;
using SlurmBank.Bank.Tests.Support;

namespace SlurmBank.Bank.Tests.Sync;

/// <summary>
/// A simulated month of a cluster as slurmdbd would tell it, at several stages: rows come late, ends shift, accounts change. The last
/// stage is the truth. Among the rows are broken ones, ones of other clusters, ones that no tariff prices and ones that no ledger can hold.
/// </summary>
internal sealed class History
{
    public const int Days = 30;
    public const int Stages = 3;
    public const string OddAccount = "a'; drop table--";
    private readonly List<(int Stage, JobRow[] Versions)> rows = [];

    public History(Random random, int jobs)
    {
        for (int job = 1; job <= jobs; job++)
        {
            long submit = TestBank.Open - TestBank.Day + random.NextInt64((Days + 1) * TestBank.Day);
            int runs = random.Next(12) == 0 ? random.Next(2, 5) : 1;
            for (int run = 0; run < runs; run++)
            {
                JobRow row = Draw(random, job, submit);
                rows.Add((random.Next(8) == 0 ? random.Next(Stages) : 0, Versions(random, row)));
                submit = (row.End ?? submit) + random.Next(1, 600);
            }
        }
    }

    public static string[] Accounts { get; } = ["bio", "chem", "phys", OddAccount];

    public static long End => TestBank.Open + ((Days + 2) * TestBank.Day);

    /// <summary>The rows that slurmdbd has at a stage, in the order of submission; some come twice.</summary>
    public IEnumerable<JobRow> At(int stage) => rows.Where(r => r.Stage <= stage).Select(r => r.Versions[Math.Min(stage, r.Versions.Length - 1)]).OrderBy(r => r.Submit).ThenBy(r => r.Job);

    /// <summary>What each account owes in the end, computed without the bank: billing x own seconds after the opening, in units.</summary>
    public Dictionary<string, long> Owed() => At(Stages - 1).Where(IsMoney).GroupBy(r => r.Account.ToLowerInvariant()).ToDictionary(g => g.Key, g => g.Sum(Cost));

    public static bool IsMoney(JobRow row) => row.Broken is null && row.Cluster == FakeSlurm.Cluster && row.End is not null && row.Partition == "cpu" && !IsHuge(row);

    public static bool IsHuge(JobRow row) => row.Tres.StartsWith("billing=9000000000000", StringComparison.Ordinal);

    public static long Cost(JobRow row)
    {
        long start = Math.Max(Math.Max(row.Start ?? row.End!.Value, row.Submit), TestBank.Open);
        long billing = long.Parse(row.Tres.Split(',')[0].Split('=')[1], System.Globalization.CultureInfo.InvariantCulture);
        return Math.Max(row.End!.Value - start, 0) * billing * 1000;
    }

    private static JobRow Draw(Random random, long job, long submit)
    {
        long start = submit + random.Next(5_000);
        long end = start + (random.Next(10) == 0 ? 0 : random.Next(1, 60_000));
        JobRow row = JobRow.Run(job, start, end - start, random.Next(1, 64), Accounts[random.Next(Accounts.Length)]) with { Submit = submit };
        return random.Next(40) switch
        {
            0 => row with { Start = null, End = submit + 30, State = "CANCELLED by 0" },
            1 => row with { Start = submit - 500, End = submit + 900, State = "RESIZING" },
            2 => row with { JobId = $"{job - (job % 10)}_{job % 10}" },
            3 => row with { Suspended = Math.Min(60, end - start) },
            4 => row with { Broken = "4x4" },
            5 => row with { Cluster = "stray" },
            6 => row with { Partition = "nowhere", Tres = "cpu=4,mem=1M,node=1" },
            7 => row with { Tres = "billing=9000000000000,cpu=1", End = start + 100_000 },
            8 => row with { Account = "BIO" },
            9 => row with { JobName = "x\u001e" + JobRow.Run(9_999_999, submit, 50_000, 60).Line().Replace('\t', '|').TrimEnd('\n') },
            _ => row,
        };
    }

    /// <summary>What slurmdbd said of a run at each stage; the last is the truth.</summary>
    private static JobRow[] Versions(Random random, JobRow last) => random.Next(10) switch
    {
        // What cannot be charged in the end was never chargeable: a charge that cannot be corrected stays and is parked, another story.
        _ when IsHuge(last) || last.Broken is not null || last.Partition != "cpu" => [last],
        0 => [last with { End = null, State = "RUNNING" }, last],
        1 when last.Start is not null => [last with { End = last.End + 7200 }, last],
        2 => [last with { Account = "other" }, last with { Account = Accounts[random.Next(3)] }, last],
        3 when last.Start is not null => [last with { State = "NODE_FAIL", End = last.Start }, last],
        _ => [last],
    };
}
