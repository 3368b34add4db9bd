using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Numerics;

namespace SlurmBank.Year;

/// <summary>
/// Says what every account's balance has to be in the end, from the text of sacct, the list of grants and the list of refunds, and compares that
/// with what the bank says, to the unit. The rules are written here anew, from the site's price list: billing x seconds, a thousand units a
/// billing-second; QOS high costs 1.5 times as much and low a quarter; what a node's failure ended is free; a run over the edge of two quarters is cut
/// by whole seconds; a quarter's grant pays first, then the floating one; what was done before the first grant is nobody's debt.
/// </summary>
internal sealed class Checker
{
    private readonly Dictionary<string, Account> accounts = [];
    private readonly Dictionary<(string Job, string Submit), BigInteger?> refunds = [];

    internal static int Run(string folder, string balances)
    {
        var checker = new Checker();
        checker.ReadGrants(Site.Grants(folder));
        checker.ReadRefunds(Site.Refunds(folder));
        for (int week = 0; week < Site.Weeks; week++)
        {
            foreach (string line in File.ReadLines(Site.Rows(folder, week)))
            {
                checker.Take(line.Split('|'));
            }
        }

        List<string> differences = [.. checker.Compare(balances).Where(d => d.Length > 0)];
        differences.Take(20).ToList().ForEach(Console.WriteLine);
        Console.WriteLine($"{checker.accounts.Count} accounts, {checker.accounts.Values.Sum(a => a.Runs)} runs: {(differences.Count == 0 ? "every balance agrees to the unit" : $"{differences.Count} figures differ")}");
        return differences.Count == 0 ? 0 : 1;
    }

    private void ReadGrants(string path)
    {
        foreach (string[] f in File.ReadLines(path).Skip(1).Select(l => l.Split(',')))
        {
            Account account = Of(f[0]);
            if (f[5] == "deposit")
            {
                account.Grants.Single(g => g.Reference == f[1]).Units += BigInteger.Parse(f[2]);
            }
            else
            {
                account.Grants.Add(new Grant(f[1], Site.Whole(f[3]), Site.Whole(f[4]), f[5] == "floating") { Units = BigInteger.Parse(f[2]) });
            }
        }
    }

    private void ReadRefunds(string path)
    {
        foreach (string[] f in File.ReadLines(path).Skip(1).Select(l => l.Split(',')))
        {
            refunds[(f[0], f[1])] = f[2].Length == 0 ? null : BigInteger.Parse(f[2]);
        }
    }

    private void Take(string[] row)
    {
        Account account = Of(row[9]);
        account.Runs++;
        if (row[4] == "Unknown" || row[8].StartsWith("NODE_FAIL", StringComparison.Ordinal))
        {
            return;
        }

        long submit = Site.Whole(row[2]);
        long start = Math.Max(Site.Whole(row[4]), submit);
        long end = Site.Whole(row[5]);
        BigInteger billing = BigInteger.Parse(row[16].Split(',').Single(t => t.StartsWith("billing=", StringComparison.Ordinal))[8..]);
        BigInteger rate = row[13] switch { "high" => 1500, "low" => 250, _ => 1000 };
        BigInteger cost = billing * Math.Max(end - start, 0) * rate;
        if (refunds.TryGetValue((row[0], row[2]), out BigInteger? part))
        {
            cost = part is BigInteger given ? cost - BigInteger.Min(given, cost) : 0;
        }

        account.Charged += cost;
        BigInteger before = 0;
        for (int quarter = 0; quarter < 4; quarter++)
        {
            long reached = Math.Min(Math.Max(Site.Quarters[quarter + 1], start), end) - start;
            BigInteger upTo = end == start ? cost : cost * reached / (end - start);
            account.Used[quarter] += upTo - before;
            before = upTo;
        }
    }

    private IEnumerable<string> Compare(string balances)
    {
        Dictionary<string, string> said = File.ReadLines(balances).Select(l => l.Split(' ', 2)).ToDictionary(l => l[0], l => l[1]);
        foreach ((string name, Account account) in accounts.OrderBy(a => a.Key, StringComparer.Ordinal))
        {
            BigInteger overdraft = account.Draw();
            yield return Differ(said, name, $"charged {account.Charged} overdraft {overdraft}");
            foreach (Grant grant in account.Grants)
            {
                yield return Differ(said, grant.Reference, $"granted {grant.Units} drawn {grant.Drawn}");
            }
        }

        foreach (string extra in said.Keys)
        {
            yield return $"the bank has '{extra}' and the year has not";
        }
    }

    private static string Differ(Dictionary<string, string> said, string name, string expected) =>
        !said.Remove(name, out string? found) ? $"{name}: {expected}; the bank has no such" : found == expected ? string.Empty : $"{name}: {expected}; the bank says {found}";

    private Account Of(string name) => accounts.TryGetValue(name, out Account? account) ? account : accounts[name] = new Account();

    private sealed record Grant(string Reference, long Start, long End, bool IsFloating)
    {
        internal BigInteger Units { get; set; }

        internal BigInteger Drawn { get; set; }
    }

    private sealed class Account
    {
        internal List<Grant> Grants { get; } = [];

        internal BigInteger[] Used { get; } = new BigInteger[4];

        internal BigInteger Charged { get; set; }

        internal long Runs { get; set; }

        /// <summary>Quarter by quarter: its own grant, then the floating one, then the overdraft.</summary>
        internal BigInteger Draw()
        {
            BigInteger overdraft = 0;
            Grant? floating = Grants.FirstOrDefault(g => g.IsFloating);
            for (int quarter = 0; quarter < 4; quarter++)
            {
                Grant? own = Grants.FirstOrDefault(g => !g.IsFloating && g.Start == Site.Quarters[quarter]);
                if (own is null)
                {
                    // Only before the first grant; what is used then has no debtor.
                    continue;
                }

                BigInteger left = Used[quarter];
                own.Drawn = BigInteger.Min(left, own.Units);
                left -= own.Drawn;
                BigInteger more = floating is null ? 0 : BigInteger.Min(left, floating.Units - floating.Drawn);
                if (floating is not null)
                {
                    floating.Drawn += more;
                }

                overdraft += left - more;
            }

            return overdraft;
        }
    }
}
