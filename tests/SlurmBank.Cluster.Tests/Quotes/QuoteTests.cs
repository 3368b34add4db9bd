using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using SlurmBank.Bank;
using SlurmBank.Engine;

namespace SlurmBank.Cluster.Tests;

/// <summary>
/// Requests that are quoted first and then submitted. What Slurm allocates, at the quoted time limit, has to lie between the two figures,
/// and on both where the request decides.
/// </summary>
[Collection("live")]
public sealed class QuoteTests(LiveCluster live)
{
    private const bool Decides = true;
    private const bool Leaves = false;

    /// <summary>Options of sbatch, lines of a script, and whether they decide what the job gets.</summary>
    private static readonly (string Options, string Script, bool Decided)[] Requests =
    [
        ("-t 1", "", Decides),
        ("-n 4 -t 2", "", Decides),
        ("--ntasks=3 --time=0:90", "", Decides),
        ("-c 8 -t 1", "", Decides),
        ("-n 2 -c 3 -t 1", "", Decides),
        ("-n 70 -t 1", "", Decides),
        ("-N 2 -t 1", "", Decides),
        ("-N 2 -n 6 -t 1", "", Decides),
        ("-N 1-2 -n 4 -t 1", "", Leaves),
        ("-N 2 --ntasks-per-node=3 -t 1", "", Decides),
        ("-N 1 --ntasks-per-node=5 --cpus-per-task=2 -t 1", "", Decides),
        ("--mem=10G -t 1", "", Decides),
        ("--mem=4097 -N 1 -n 2 -t 1", "", Decides),
        ("--mem=4097 -n 2 -t 1", "", Leaves),
        ("-N 2 --mem=3G -t 1", "", Decides),
        ("--mem-per-cpu=3000 -n 3 -t 1", "", Decides),
        ("--mem-per-cpu=2G -c 5 -t 1", "", Decides),
        ("--mem=0 -N 1 -t 1", "", Decides),
        ("--exclusive -N 1 -t 1", "", Decides),
        ("--exclusive -N 1 --mem=8G -t 1", "", Decides),
        ("--exclusive -n 2 -t 1", "", Leaves),
        ("-p gpu --gres=gpu:2 -t 1", "", Decides),
        ("-p gpu -G 3 -t 1", "", Decides),
        ("-p gpu --gpus-per-node=2 -N 1 -n 4 -t 1", "", Decides),
        ("-p gpu --gpus-per-task=1 -n 3 -t 1", "", Decides),
        ("-p gpu --gpus=2 --cpus-per-gpu=4 -t 1", "", Decides),
        ("-p gpu --gpus=2 --mem-per-gpu=4G -t 1", "", Decides),
        ("-p gpu --exclusive -t 1", "", Decides),
        ("-p gpu --mem=0 -n 2 -t 1", "", Decides),
        ("-p cpu,gpu -n 2 -t 1", "", Leaves),
        ("-p pernode -n 2", "", Leaves),
        ("-p pernode -N 1 -n 2", "", Decides),
        ("-p pernode -N 2 -n 3 -t 1", "", Decides),
        ("-p pernode --mem-per-cpu=1500 -n 4 -t 1", "", Decides),
        ("-p capped -n 3 -t 1", "", Leaves),
        ("-p capped -N 1 -n 3 -t 1", "", Decides),
        ("-p capped -n 1 --mem=10000 -t 1", "", Decides),
        ("-p capped --mem-per-cpu=7000 -t 1", "", Decides),
        ("-p whole -n 1 -t 1", "", Decides),
        ("-p whole -N 2 -t 1", "", Decides),
        ("-p plain -n 5 -t 1", "", Decides),
        ("--array=1-4 -n 2 -t 1", "", Decides),
        ("--array=0-9:3%2 --mem=2G -t 1", "", Decides),
        ("-N 1 -n 2 --mem=2G -t 1 : -n 3 --mem=6G -t 1 -p gpu", "", Decides),
        ("", "#SBATCH -n 3\n#SBATCH --time=00:02:00\n#SBATCH --mem-per-cpu=2048M", Decides),
        ("", "#SBATCH --ntasks 2 --cpus-per-task 3\n#SBATCH -t1\n\n# a remark\n#SBATCH -p gpu --gres gpu:1", Decides),
        ("-n 5", "#SBATCH -n 3\n#SBATCH -t 1\n#SBATCH -N2", Decides),
        ("-t 3", "#SBATCH --array=1,3,5-6\n#SBATCH --mem=1500\n#SBATCH --exclude=c2", Decides),
        ("", "#SBATCH -t 1\n#SBATCH -n 2\n#SBATCH hetjob\n#SBATCH -t 1 -n 4 -p gpu --gpus=1", Decides),
        ("-w c2 -n 2 -t 0-0:1", "", Decides),
        ("-n 6 --ntasks-per-node=3 -t 1", "", Leaves),
        ("-B 2:1 -n 2 -t 1", "", Leaves),
        ("--mincpus=4 -t 1", "", Leaves),
    ];

    [ClusterFact]
    public void What_slurm_allocates_lies_between_the_figures_of_the_quote()
    {
        Assert.True(Requests.Length >= 40);
        AssertNone(Compare(Requests, (quote, actual, decided) =>
            quote.LowerUnits <= actual && actual <= quote.UpperUnits && (!decided || quote.LowerUnits == quote.UpperUnits)));
    }

    /// <summary>Where memory or price is by the node and no count of nodes is asked for, Slurm may spread the tasks: then the upper figure is the price.</summary>
    [ClusterFact]
    public void Upper_figure_is_the_price_where_slurm_has_to_spread_the_tasks()
    {
        // Of c1 one CPU stays free and of c2 two.
        long[] crowd = [.. new[] { "-w c1 -n 63 --mem=1", "-w c2 -n 62 --mem=1" }.Select(o => live.Lab.Submit("quote", "exec sleep 900", ["-t", "30", .. o.Split(' ')]))];
        Assert.All(crowd, job => live.Lab.AwaitState(job, "RUNNING"));
        try
        {
            AssertNone(Compare(
                [("-n 3 --mem=4097 -t 1", "", Leaves), ("-p pernode -n 3", "", Leaves), ("-p capped -n 3 -t 1", "", Leaves)],
                (quote, actual, _) => quote.LowerUnits < actual && actual == quote.UpperUnits,
                crowd));
        }
        finally
        {
            _ = live.Lab.Run(["scancel", .. crowd.Select(job => job.ToString(CultureInfo.InvariantCulture))]);
            live.Lab.AwaitIdle();
        }
    }

    /// <summary>Options that sbatch does not reset for the next component of a heterogeneous job (slurm_opt.c, reset_each_pass) are its own too.</summary>
    [ClusterFact]
    public void Components_share_what_sbatch_does_not_reset() => AssertNone(Compare(
        [
            ("-n 2 -t 1 : -n 3 --mem=6G -p gpu", "", Leaves),
            ("-n 2 : -n 3 -t 5", "", Decides),
            ("", "#SBATCH -t 1\n#SBATCH -n 2\n#SBATCH hetjob\n#SBATCH -n 4 -p gpu --gpus=1", Decides),
            ("", "#SBATCH -t 1 --mem=2G -N 1\n#SBATCH hetjob\n#SBATCH -n 4 -N 1", Decides),
            ("-t 7", "#SBATCH -t 1\n#SBATCH hetjob\n#SBATCH -n 2 -t 3", Decides),
        ],
        (quote, actual, decided) => quote.LowerUnits <= actual && actual <= quote.UpperUnits && (!decided || quote.LowerUnits == quote.UpperUnits)));

    private static void AssertNone(List<string> failures) => Assert.True(failures.Count == 0, string.Join('\n', failures));

    /// <summary>Quotes each request, submits it, and tells those whose price at the time limit that sacct shows is not what was to be expected.</summary>
    private List<string> Compare((string Options, string Script, bool Decided)[] requests, Func<QuoteReport, long, bool, bool> expected, params long[] beside)
    {
        using TestBank bank = new TestBank(live.Lab).Opened(live.Opened).Granted("100k", "quote");
        var quotes = new List<(string Request, bool Decided, QuoteReport Quote)>();
        var failures = new List<string>();
        string script = string.Empty;
        foreach ((string options, string directives, bool decided) in requests)
        {
            string body = $"#!/bin/bash\n{directives}\nexec sleep 1\n";
            string request = $"{options} {directives.Replace('\n', ' ')}";
            script += $"cat >/tmp/quote-$$ <<'END'\n{body}END\nsbatch --parsable -o /dev/null -A quote {Named(options)} 2>&1 | tail -n 1 || true\n";
            try
            {
                QuoteReport quote = bank.Service.Quote(new QuoteCommand
                {
                    Script = body,
                    User = "alice",
                    Options = ["--account=quote", .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)],
                });
                quotes.Add((request, decided, quote));
            }
            catch (SlurmBankException error)
            {
                quotes.Add((request, decided, null!));
                failures.Add($"{request}: {error.Message}");
            }
        }

        string[] ids = [.. live.Lab.Bash("alice", script + "rm -f /tmp/quote-$$").Lines];
        Assert.Equal(requests.Length, ids.Length);
        live.Lab.AwaitIdle(240, beside);
        Judge(quotes, ids, live.Lab.Runs(), expected, failures);
        return failures;
    }

    private static string Named(string options)
    {
        int colon = options.IndexOf(" : ", StringComparison.Ordinal);
        return colon < 0 ? $"{options} /tmp/quote-$$" : $"{options[..colon]} : -A quote {options[(colon + 3)..]} /tmp/quote-$$";
    }

    private static void Judge(List<(string Request, bool Decided, QuoteReport Quote)> quotes, string[] ids, IReadOnlyList<RawRun> runs, Func<QuoteReport, long, bool, bool> expected, List<string> failures)
    {
        for (int i = 0; i < ids.Length; i++)
        {
            (string request, bool decided, QuoteReport? quote) = quotes[i];
            string id = ids[i].Split(';')[0];
            RawRun[] mine = [.. runs.Where(r => r.JobId == id || r.JobId.StartsWith(id + "_", StringComparison.Ordinal) || r.JobId.StartsWith(id + "+", StringComparison.Ordinal))];
            if (quote is null)
            {
                continue;
            }

            int expectedRuns = quote.Tasks * quote.Partition.Split(" : ").Length;
            if (mine.Length != expectedRuns || mine.Any(r => r.State != "COMPLETED"))
            {
                failures.Add($"{request}: sbatch said {ids[i]}, sacct {string.Join(", ", mine.AsEnumerable())}");
                continue;
            }

            long actual = mine.Sum(r => r.Billing * r.LimitMinutes * 60 * 1000);
            if (!expected(quote, actual, decided))
            {
                failures.Add(string.Create(CultureInfo.InvariantCulture, $"{request}: {quote.LowerUnits} <= {actual} <= {quote.UpperUnits}, {(decided ? "decided" : "left to Slurm")}; {quote.LowerTres} .. {quote.UpperTres}; Slurm: {string.Join(" : ", mine.Select(r => r.Tres))}; {string.Join("; ", quote.Assumptions)}"));
            }
        }
    }
}
