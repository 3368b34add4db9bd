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
        ("--mem=4097 -n 2 -t 1", "", Decides),
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
        ("-p pernode -n 2", "", Decides),
        ("-p pernode -N 2 -n 3 -t 1", "", Decides),
        ("-p pernode --mem-per-cpu=1500 -n 4 -t 1", "", Decides),
        ("-p capped -n 3 -t 1", "", Decides),
        ("-p capped -n 1 --mem=10000 -t 1", "", Decides),
        ("-p capped --mem-per-cpu=7000 -t 1", "", Decides),
        ("-p whole -n 1 -t 1", "", Decides),
        ("-p whole -N 2 -t 1", "", Decides),
        ("-p plain -n 5 -t 1", "", Decides),
        ("--array=1-4 -n 2 -t 1", "", Decides),
        ("--array=0-9:3%2 --mem=2G -t 1", "", Decides),
        ("-n 2 -t 1 : -n 3 --mem=6G -p gpu", "", Decides),
        ("", "#SBATCH -n 3\n#SBATCH --time=00:02:00\n#SBATCH --mem-per-cpu=2048M", Decides),
        ("", "#SBATCH --ntasks 2 --cpus-per-task 3\n#SBATCH -t1\n\n# a remark\n#SBATCH -p gpu --gres gpu:1", Decides),
        ("-n 5", "#SBATCH -n 3\n#SBATCH -t 1\n#SBATCH -N2", Decides),
        ("-t 3", "#SBATCH --array=1,3,5-6\n#SBATCH --mem=1500\n#SBATCH --exclude=c2", Decides),
        ("", "#SBATCH -t 1\n#SBATCH -n 2\n#SBATCH hetjob\n#SBATCH -n 4 -p gpu --gpus=1", Decides),
        ("-w c2 -n 2 -t 0-0:1", "", Decides),
        ("-n 6 --ntasks-per-node=3 -t 1", "", Leaves),
        ("-B 1:2 -n 2 -t 1", "", Leaves),
        ("--mincpus=4 -t 1", "", Leaves),
    ];

    [ClusterFact]
    public void What_slurm_allocates_lies_between_the_figures_of_the_quote()
    {
        using TestBank bank = new TestBank(live.Lab).Opened(live.Opened).Granted("100k", "quote");
        var quotes = new List<(string Request, bool Decided, QuoteReport Quote)>();
        var failures = new List<string>();
        string script = string.Empty;
        foreach ((string options, string directives, bool decided) in Requests)
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

        Assert.True(Requests.Length >= 40);
        string[] ids = [.. live.Lab.Bash("alice", script + "rm -f /tmp/quote-$$").Lines];
        Assert.Equal(Requests.Length, ids.Length);
        live.Lab.AwaitIdle(240);
        Judge(quotes, ids, live.Lab.Runs(), failures);
        Assert.True(failures.Count == 0, string.Join('\n', failures));
    }

    private static string Named(string options)
    {
        int colon = options.IndexOf(" : ", StringComparison.Ordinal);
        return colon < 0 ? $"{options} /tmp/quote-$$" : $"{options[..colon]} : -A quote {options[(colon + 3)..]} /tmp/quote-$$";
    }

    private static void Judge(List<(string Request, bool Decided, QuoteReport Quote)> quotes, string[] ids, IReadOnlyList<RawRun> runs, List<string> failures)
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

            if (mine.Length == 0 || mine.Any(r => r.State != "COMPLETED"))
            {
                failures.Add($"{request}: sbatch said {ids[i]}, sacct {string.Join(", ", mine.AsEnumerable())}");
                continue;
            }

            long actual = mine.Sum(r => r.Billing) * (long)quote.TimeLimit.TotalSeconds * 1000;
            bool fits = quote.LowerUnits <= actual && actual <= quote.UpperUnits;
            if (!fits || (decided && quote.LowerUnits != quote.UpperUnits))
            {
                failures.Add(string.Create(CultureInfo.InvariantCulture, $"{request}: {quote.LowerUnits} <= {actual} <= {quote.UpperUnits}, {(decided ? "decided" : "left to Slurm")}; {quote.LowerTres} .. {quote.UpperTres}; Slurm: {string.Join(" : ", mine.Select(r => r.Tres))}; {string.Join("; ", quote.Assumptions)}"));
            }
        }
    }
}
