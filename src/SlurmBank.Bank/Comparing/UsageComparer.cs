using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using SlurmBank.Ledger;
using SlurmBank.Slurm;

namespace SlurmBank.Bank;

/// <summary>Puts the ledger beside sacct, sreport and sshare. Reads only; a source that does not answer is left out and said to be.</summary>
internal sealed class UsageComparer
{
    private const long Hour = 3600;
    private readonly BankContext context;
    private readonly LedgerView view;
    private readonly CompareQuery query;
    private readonly string cluster;
    private readonly long from;
    private readonly long to;
    private SlurmTable<SlurmUsageSum>? sums;
    private ILookup<string, string>? children;
    private Dictionary<string, decimal>? factors;
    private SlurmConfiguration? configuration;
    private TariffBook? tariffs;

    internal UsageComparer(BankContext context, LedgerView view, CompareQuery query, string cluster)
    {
        this.context = context;
        this.view = view;
        this.query = query;
        this.cluster = cluster;
        from = query.StartTime?.ToStart(context.Zone) ?? Books.OpenedAt(view.Reader);
        to = query.EndTime?.ToEnd(context.Zone) ?? view.NowSeconds;
        if (from >= to)
        {
            throw new InvalidRequestException("A comparison needs a period that ends after it begins.", "Check the start and the end; without them it is from the opening of the books to now.");
        }
    }

    internal IReadOnlyList<ComparisonReport> Compare(CancellationToken cancellation)
    {
        Visibility.Require(context, cancellation);
        var reports = new List<ComparisonReport>();
        foreach (string name in AccountNames.Choose(view.Reader, query.Accounts))
        {
            Account account = view.Account(name);
            if (SlurmCommands.NameProblem("account", name) is SlurmNameException problem)
            {
                context.Warn($"Account '{name}' cannot be asked for, and is left out. {problem.Message}");
                continue;
            }

            (List<ComparedRow> rows, List<ComparedRow> purged) = Rows(account, cancellation);
            if (rows.Count == 0 && purged.Count == 0 && query.Accounts.Count == 0)
            {
                continue;
            }

            List<string> currencies = [.. rows.Concat(purged).Select(CurrencyOf).OfType<string>().Distinct().Order(StringComparer.Ordinal).DefaultIfEmpty(context.Currency)];
            if (currencies.Count > 1)
            {
                foreach (string currency in currencies)
                {
                    reports.Add(new AccountComparison(context, view, account, cluster, currency, from, to, Of(rows, currency), Of(purged, currency)).WithSacct());
                }

                context.Warn($"Account '{name}' has runs in {string.Join(" and ", currencies)}, which sreport and sshare count together; they are left out.");
                continue;
            }

            var comparison = new AccountComparison(context, view, account, cluster, currencies[0], from, to, rows, purged);
            reports.Add(comparison.WithSacct());
            Try("sreport", () => reports.Add(WithSreport(comparison, account, cancellation)));
            Try("sshare", () => reports.Add(WithSshare(comparison, account, cancellation)));
        }

        return reports;
    }

    private List<ComparedRow> Of(List<ComparedRow> rows, string currency) => [.. rows.Where(r => CurrencyOf(r) == currency)];

    /// <summary>What a run was charged in, or would be; null where it never started.</summary>
    private string? CurrencyOf(ComparedRow row) =>
        row.Run?.Currency ?? (row.Facts is null ? null : (tariffs ??= TariffBook.Read(view.Reader, cluster)).At(row.Facts.Start)?.CurrencyOf(row.Facts.Partition) ?? context.Currency);

    /// <summary>All runs that sacct has of an account, since ever, and those that only the ledger has.</summary>
    private (List<ComparedRow> Rows, List<ComparedRow> Purged) Rows(Account account, CancellationToken cancellation)
    {
        var asked = new SacctRunQuery { From = DateTimeOffset.UnixEpoch.AddDays(1), To = DateTimeOffset.FromUnixTimeSeconds(view.NowSeconds + 1), Accounts = [account.Name], Cluster = cluster };
        List<SacctRun> found = [];
        foreach (SlurmRow<SacctRun> row in context.Slurm.Sacct.ReadRuns(asked, cancellation))
        {
            if (row.Record is SacctRun run && string.Equals(run.Account, account.Name, StringComparison.OrdinalIgnoreCase) && string.Equals(run.Cluster, cluster, StringComparison.OrdinalIgnoreCase))
            {
                found.Add(run);
            }
            else if (row.Problem is SlurmProblem problem)
            {
                context.Warn($"A row of sacct cannot be read, and is in no figure. {problem}");
            }
        }

        Dictionary<long, long> newest = found.GroupBy(r => r.JobIdRaw).ToDictionary(g => g.Key, g => g.Max(r => r.SubmitSeconds));
        var seen = new HashSet<RunKey>();
        var rows = new List<ComparedRow>(found.Count);
        foreach (SacctRun row in found.Where(r => seen.Add(RunReading.KeyOf(r))))
        {
            bool isHidden = row.SubmitSeconds < newest[row.JobIdRaw] && row.State != "RESIZING";
            rows.Add(ComparedRow.Of(row, isHidden, view.Reader.FindRun(RunReading.KeyOf(row)), view.NowSeconds));
        }

        if (rows.RemoveAll(r => !r.Fits) is > 0 and int huge)
        {
            context.Warn($"{huge} runs of account '{account.Name}' have a billing that no amount can hold; they are in no figure.");
        }

        List<Run> only = [.. view.Reader.Books(account.Id).Select(b => b.Currency).Distinct().ToList()
            .SelectMany(c => view.Reader.Runs(account.Id, c, long.MinValue).ToList())
            .Where(r => r.Facts.Key.Cluster == cluster && !seen.Contains(r.Facts.Key))];
        HashSet<RunKey> known = only.Count == 0 ? [] : Known(only, cancellation);
        return (rows, [.. only.Select(r => ComparedRow.Of(r, known.Contains(r.Facts.Key)))]);
    }

    /// <summary>Those of some runs that Slurm has, under whatever account.</summary>
    private HashSet<RunKey> Known(List<Run> runs, CancellationToken cancellation)
    {
        var asked = new SacctRunQuery { JobIds = [.. runs.Select(r => r.Facts.Key.JobIdRaw).Distinct()], Cluster = cluster };
        return [.. context.Slurm.Sacct.ReadRuns(asked, cancellation).Select(r => r.Record).OfType<SacctRun>().Select(RunReading.KeyOf)];
    }

    private ComparisonReport WithSreport(AccountComparison comparison, Account account, CancellationToken cancellation)
    {
        long first = from - Mod(from);
        long last = Math.Max(first, Math.Min(to, view.NowSeconds) - Mod(Math.Min(to, view.NowSeconds)));
        IReadOnlyList<SlurmUsageSum> rows = [];
        if (last > first)
        {
            sums ??= context.Slurm.Sreport.ReadAccountUtilization(DateTimeOffset.FromUnixTimeSeconds(first), DateTimeOffset.FromUnixTimeSeconds(last), cluster, cancellation);
            rows = sums.Rows;
        }

        children ??= context.Slurm.Sacctmgr.ReadAssociations(cluster: cluster, cancellation: cancellation).Rows.Where(a => a.IsAccount).ToLookup(a => a.ParentAccount, a => a.Account);
        long Used(string tres, Func<SlurmUsageSum, bool> which) => rows.Where(r => r.Tres == tres && which(r)).Sum(r => r.UsedSeconds);
        long Own(string tres) => Used(tres, r => r.Account == account.Name && r.User.Length > 0);
        long Idle(string tres) => Used(tres, r => r.Account == account.Name && r.User.Length == 0) - Own(tres) - Used(tres, r => r.User.Length == 0 && children[account.Name].Contains(r.Account));
        return comparison.WithSreport(Own("billing"), Idle("billing"), Idle("cpu"), first, last);

        static long Mod(long seconds) => ((seconds % Hour) + Hour) % Hour;
    }

    private ComparisonReport WithSshare(AccountComparison comparison, Account account, CancellationToken cancellation)
    {
        factors ??= context.Slurm.Sacctmgr.ReadQos(cancellation).Rows.ToDictionary(q => q.Name, q => q.UsageFactor, StringComparer.OrdinalIgnoreCase);
        configuration ??= context.Slurm.Scontrol.ReadConfiguration(cancellation);
        bool fades = configuration["PriorityDecayHalfLife"] is not ("00:00:00" or "0" or "") || !configuration.NeverResetsUsage;
        var raw = context.Slurm.Sshare.Read([account.Name], cluster, cancellation).Rows
            .Where(s => s.User.Length > 0 && s.Account == account.Name)
            .GroupBy(s => s.User).ToDictionary(g => g.Key, g => g.Sum(s => s.RawUsage));
        return comparison.WithSshare(raw, new ShareRules(factors, fades, configuration.CalculationSeconds ?? 0, configuration.EnforcesLimits, context.NowSeconds));
    }

    private void Try(string source, Action compare)
    {
        try
        {
            compare();
        }
        catch (SlurmCommandException error)
        {
            context.Warn($"{source} did not answer, and is left out. {error.Message}");
        }
    }
}
