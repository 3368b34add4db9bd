using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using SlurmBank.Engine;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

/// <content>Beside sshare.</content>
internal sealed partial class AccountComparison
{
    // Of so long a run the price gives the units of a second well enough.
    private const long Long = 1_000_000;

    /// <summary>Beside sshare: the usage that slurmctld has counted since it was last reset, of all time and not of the period.</summary>
    /// <param name="raw">RawUsage of each user of the account, in billing-seconds.</param>
    /// <param name="rules">How slurmctld counts.</param>
    internal ComparisonReport WithSshare(IReadOnlyDictionary<string, long> raw, ShareRules rules)
    {
        var causes = new CauseBook();
        var users = raw.Keys.ToDictionary(u => u, _ => new CountedUsage(new UsageCycles(rules)));
        List<ComparedRow> counted = [.. rows.Concat(purged.Where(r => !r.IsMoved)).Where(r => r.Facts is not null)];
        foreach (ComparedRow row in counted)
        {
            RunFacts facts = row.Facts!;
            CountedUsage user = users.TryGetValue(facts.User, out CountedUsage? known) ? known : users[facts.User] = new CountedUsage(new UsageCycles(rules));
            if (row.IsRunning)
            {
                user.Cycles.AddRunning(Rate(row, rules), facts.Start);
                causes.Add("running", Charged(row));
                continue;
            }

            TariffLadder? ladder = LadderOf(row);
            long wall = row.Units(facts.WallSeconds);

            // Before the bank's first tariff slurmctld had weights too; today's are the best guess.
            long exact = (ladder ?? LadderAt(view.NowSeconds)) is TariffLadder weights ? TariffLadder.Price(weights.Exact, facts) ?? wall : wall;
            long usage = (long)Math.Round(exact * rules.Factors.GetValueOrDefault(facts.Qos, 1m), MidpointRounding.AwayFromZero);
            user.Add(usage);
            user.Cycles.AddEnded(Rate(row, rules), facts.Start, facts.End);
            causes.Add("qos-factor", exact - usage);
            causes.Add(row.Billing == 0 ? "below-one-unit" : "truncation", wall - exact);
            long inside = row.Units(ComparedRow.Seconds(facts.Start, facts.End, from, to));
            causes.Add("period", inside - wall);
            Tail(causes, row, ladder, WithoutSuspended(causes, row, inside));
        }

        AddResizes(users, counted, rules);
        AddCounting(causes, users, raw, rules);
        AddMoved(causes);
        return Report("sshare", "RawUsage of the account's users, since the last reset", checked(raw.Values.Sum() * ServiceUnits.UnitsPerBillingSecond), causes);
    }

    /// <summary>Leads the runs' own usage to what sshare prints of each user.</summary>
    private static void AddCounting(CauseBook causes, Dictionary<string, CountedUsage> users, IReadOnlyDictionary<string, long> raw, ShareRules rules)
    {
        decimal most = 0;
        foreach ((string user, CountedUsage counted) in users)
        {
            long missing = counted.Units - (raw.GetValueOrDefault(user) * ServiceUnits.UnitsPerBillingSecond);
            if (counted.IsPrinting(missing) || rules.Fades)
            {
                causes.Add(counted.IsPrinting(missing) ? "whole-seconds" : "decay", missing, ofRun: false);
                continue;
            }

            CycleCounts counts = counted.Cycles.Explain(missing, counted.IsPrinting);
            (long twice, long running, long lost) = (Whole(counts.Twice), Whole(counts.Running), Whole(counts.Lost));
            long rest = missing + twice + running - lost;
            causes.Add("resize", -twice, ofRun: false);
            causes.Add("running", -running, ofRun: false);
            causes.Add("not-enforced", lost, ofRun: false);
            causes.Add(counted.IsPrinting(rest) ? "whole-seconds" : ComparisonReport.Unexplained, rest, ofRun: false);
            most += counts.IsExact || twice == 0 ? 0 : counted.Cycles.MostTwice;
        }

        if (causes.Units("resize") != 0)
        {
            string bound = most == 0 ? string.Empty : string.Create(CultureInfo.InvariantCulture, $", which is {most / ServiceUnits.UnitsPerServiceUnit:0.######} SU at most: when the cycles were nobody wrote down, and one clock does not give them all");
            causes.Note("resize", $"slurmctld counts the time from its last cycle (PriorityCalcPeriod) to the resize at both sizes{bound}");
        }

        static long Whole(decimal units) => (long)Math.Round(units, MidpointRounding.AwayFromZero);
    }

    /// <summary>Each resize, with the moment at which its job began: a job may be resized more than once.</summary>
    private void AddResizes(Dictionary<string, CountedUsage> users, List<ComparedRow> counted, ShareRules rules)
    {
        HashSet<long> resized = [.. counted.Where(IsBefore).Select(r => r.Facts!.Key.JobIdRaw)];
        foreach (IGrouping<long, ComparedRow> job in counted.Where(r => resized.Contains(r.Facts!.Key.JobIdRaw)).GroupBy(r => r.Facts!.Key.JobIdRaw))
        {
            ComparedRow? before = null;
            long start = 0;
            foreach (ComparedRow row in job.OrderBy(r => r.Facts!.Key.Submit))
            {
                if (before is not null && IsBefore(before))
                {
                    users[row.Facts!.User].Cycles.AddResized(Rate(row, rules), start, before.End, row.IsRunning ? null : row.End);
                }
                else
                {
                    start = Math.Min(row.Started!.Value, row.Facts!.Start);
                }

                before = row;
            }
        }

        static bool IsBefore(ComparedRow row) => row.Facts!.State == "RESIZING";
    }

    /// <summary>What slurmctld counts for a second of a run, in units.</summary>
    private decimal Rate(ComparedRow row, ShareRules rules)
    {
        RunFacts facts = row.Facts!;
        long? price = (LadderOf(row) ?? LadderAt(view.NowSeconds)) is TariffLadder weights
            ? TariffLadder.Price(weights.Exact, facts with { End = facts.Start + Long, SuspendedSeconds = 0 })
            : null;
        return (price is long units ? (decimal)units / Long : (decimal)row.Billing * ServiceUnits.UnitsPerBillingSecond) * rules.Factors.GetValueOrDefault(facts.Qos, 1m);
    }

    /// <summary>What the ended runs of a user are to slurmctld.</summary>
    private sealed class CountedUsage(UsageCycles cycles)
    {
        private int runs;

        internal UsageCycles Cycles { get; } = cycles;

        internal long Units { get; private set; }

        internal void Add(long units)
        {
            Units = checked(Units + units);
            runs++;
        }

        /// <summary>What is less than a billing-second is not printed; each run's usage was rounded to a unit.</summary>
        internal bool IsPrinting(long rest) => IsPrinting((decimal)rest);

        /// <summary>The same of what is not whole.</summary>
        internal bool IsPrinting(decimal rest) => rest > -1 - runs && rest < ServiceUnits.UnitsPerBillingSecond + runs;
    }
}
