using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;

namespace SlurmBank.Year;

/// <summary>
/// Makes a site's year: runs in sacct's form (requeues, arrays, resizes, runs that never started, node failures), when slurmdbd learns of each (late,
/// or first with another end), grants renewed by quarter, floating ones, deposits, and refunds. The same seed makes the same year.
/// </summary>
internal sealed class YearMaker : IDisposable
{
    private const int LongestRun = 3 * 86_400;
    private static readonly string[] Qos = ["normal", "normal", "normal", "normal", "normal", "normal", "high", "low"];
    private readonly string folder;
    private readonly Random random;
    private readonly int accounts;
    private readonly int users;
    private readonly StreamWriter[] rows;
    private readonly BinaryWriter[] arrivals;
    private readonly List<string> refunds = ["JobIDRaw,Submit,Units,JobID"];
    private long made;
    private long job;

    private YearMaker(string folder, int seed, int accounts, int users)
    {
        this.folder = folder;
        this.accounts = accounts;
        this.users = users;
        random = new Random(seed);
        rows = [.. Enumerable.Range(0, Site.Weeks).Select(w => new StreamWriter(Site.Rows(folder, w), false, new UTF8Encoding(false), 1 << 16) { NewLine = "\n" })];
        arrivals = [.. Enumerable.Range(0, Site.Weeks).Select(w => new BinaryWriter(File.Create(Site.Arrivals(folder, w))))];
    }

    internal static int Run(string folder, int seed, int runs, int accounts, int users)
    {
        Directory.CreateDirectory(folder);
        using var year = new YearMaker(folder, seed, accounts, users);
        while (year.made < runs)
        {
            year.Job();
        }

        File.WriteAllLines(Site.Refunds(folder), year.refunds);
        File.WriteAllLines(Site.Grants(folder), year.Grants(runs));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {seed}: {year.made} runs, {accounts} accounts, {users} users, {year.refunds.Count - 1} refunds"));
        return 0;
    }

    public void Dispose()
    {
        Array.ForEach(rows, w => w.Dispose());
        Array.ForEach(arrivals, w => w.Dispose());
    }

    /// <summary>A job: one run, or several by requeue or resize; or an array.</summary>
    private void Job()
    {
        long submit = Site.Open + 60 + random.NextInt64(Site.LastEnd - Site.Open - (4 * (LongestRun + 20_000L)));
        int tasks = random.Next(20) == 0 ? random.Next(2, 12) : 1;
        long array = job + 1;
        var shape = new Shape(Account(), User(), Qos[random.Next(Qos.Length)], 1 << random.Next(8));
        for (int task = 0; task < tasks; task++)
        {
            job++;
            string shown = tasks == 1 ? Text(job) : $"{Text(array)}_{Text(task)}";
            Runs(job, shown, submit, shape, random.Next(12) == 0 ? random.Next(2, 4) : 1);
        }
    }

    private void Runs(long number, string shown, long submit, Shape shape, int runs)
    {
        long wait = random.Next(3) == 0 ? random.Next(20_000) : random.Next(30);
        for (int run = 0; run < runs; run++)
        {
            bool isLast = run == runs - 1;
            bool resizes = !isLast && random.Next(4) == 0;
            long start = submit + wait;
            if (isLast && random.Next(40) == 0)
            {
                Put(number, shown, submit, null, submit + random.Next(3_000), "CANCELLED by 0", shape);
                return;
            }

            long end = start + (long)(Math.Pow(random.NextDouble(), 3) * LongestRun);
            string state = resizes ? "RESIZING" : isLast ? random.Next(10) switch { 0 => "FAILED", 1 => "TIMEOUT", 2 when random.Next(5) == 0 => "NODE_FAIL", _ => "COMPLETED" } : random.Next(2) == 0 ? "NODE_FAIL" : "PREEMPTED";
            Put(number, shown, submit, start, end, state, shape);
            if (resizes)
            {
                // A resized job goes on at once: its next row keeps the old start, and its submit is the moment of the change.
                long rest = end + random.Next(1, 5_000);
                Put(number, shown, end, start, rest, "COMPLETED", shape with { Billing = Math.Max(1, shape.Billing / 2) });
                return;
            }

            submit = end + random.Next(1, 600);
        }
    }

    private void Put(long number, string shown, long submit, long? start, long end, string state, Shape shape)
    {
        int week = Site.WeekOf(end);
        string tres = string.Create(CultureInfo.InvariantCulture, $"billing={shape.Billing},cpu={shape.Billing},mem={shape.Billing}G,node=1");
        rows[week].WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{number}|{shown}|{submit}|{submit}|{(start is long s ? Text(s) : "Unknown")}|{end}|{end - (start ?? end)}|00:00:00|{state}|{shape.Account}|{shape.User}|{1000 + (shape.User.Length * 7)}|cpu|{shape.Qos}|4320|{tres}|{tres}|{Site.Cluster}|0:0"));
        made++;
        long known = end + random.Next(90);
        long firstEnd = 0;
        long firstUntil = 0;
        int luck = random.Next(100);
        if (luck < 4)
        {
            known = end + random.Next((int)(5 * Site.Day));
        }
        else if (luck == 4 && start is not null)
        {
            firstEnd = end + random.Next(1, 7_200);
            firstUntil = end + random.Next((int)(4 * Site.Day));
        }

        arrivals[week].Write(known);
        arrivals[week].Write(firstEnd);
        arrivals[week].Write(firstUntil);
        if (random.Next(200) == 0 && state is "FAILED" or "TIMEOUT" && start is long begun && end - begun > 10)
        {
            Refund(number, shown, submit, begun, end, shape.Billing);
        }
    }

    /// <summary>In whole, or a part that is less than the least it can have cost; a part only of a run within one quarter.</summary>
    private void Refund(long number, string shown, long submit, long start, long end, long billing)
    {
        bool isWithin = Site.Quarters.Count(q => q <= start) == Site.Quarters.Count(q => q <= end);
        string units = isWithin && random.Next(2) == 0 ? Text(1 + random.NextInt64(billing * (end - start) * 250)) : string.Empty;
        refunds.Add($"{Text(number)},{Text(submit)},{units},{shown}");
    }

    /// <summary>About what the accounts use, so that some have a rest and others an overdraft.</summary>
    private IEnumerable<string> Grants(int runs)
    {
        long usual = 38L * 65_000 * 1_000 * (runs / Math.Max(accounts, 1)) / 4;
        yield return "Account,Reference,Units,Start,End,Kind";
        for (int account = 0; account < accounts; account++)
        {
            // Every twentieth account has no grant at all, every tenth its first one in April.
            int first = account % 20 == 7 ? 4 : account % 10 == 3 ? 1 : 0;
            for (int quarter = first; quarter < 4; quarter++)
            {
                string reference = $"Q{quarter + 1}-{Name(account)}";
                long units = (long)(usual * (0.3 + (random.NextDouble() * 1.4)));
                yield return Line(account, reference, units, Site.Quarters[quarter], Site.Quarters[quarter + 1], "quarter");
                if (random.Next(5) == 0)
                {
                    yield return Line(account, reference, 1 + random.NextInt64(usual / 4), Site.Quarters[quarter], Site.Quarters[quarter + 1], "deposit");
                }
            }

            if (first < 4 && account % 3 == 0)
            {
                yield return Line(account, $"Y-{Name(account)}", usual / 2, Site.Quarters[first], Site.Quarters[4], "floating");
            }
        }
    }

    private static string Line(int account, string reference, long units, long start, long end, string kind) =>
        string.Create(CultureInfo.InvariantCulture, $"{Name(account)},{reference},{units},{start},{end},{kind}");

    private static string Name(int account) => string.Create(CultureInfo.InvariantCulture, $"acct{account:000}");

    private string Account() => Name(random.Next(accounts));

    private string User() => string.Create(CultureInfo.InvariantCulture, $"user{random.Next(users)}");

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    private sealed record Shape(string Account, string User, string Qos, long Billing);
}
