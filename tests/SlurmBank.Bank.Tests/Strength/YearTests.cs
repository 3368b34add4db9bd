using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using SlurmBank.Bank.Tests.Doubles;
using SlurmBank.Bank.Tests.Support;
using SlurmBank.Engine;
using SlurmBank.Ledger;
using Xunit.Abstractions;

namespace SlurmBank.Bank.Tests.Strength;

/// <summary>
/// A simulated year of a site through the real sync into a real ledger, and a checker that shares no code with the bank (tests/SlurmBank.Year) says
/// whether every balance is right to the unit. sacct is a stand-in that knows the year; what it prints has sacct's form. The ordinary tests run a
/// small site; SLURMBANK_YEAR=RUNS,ACCOUNTS,USERS another one (soak: 2 000 000 runs, 200 accounts, 5 000 users).
/// </summary>
public sealed class YearTests(ITestOutputHelper output)
{
    private const string Tariff = "[sync]\nwindow = \"7d\"\nnightly_reread = \"21d\"\n[tariff]\nfree_states = [\"NODE_FAIL\"]\n[tariff.qos_factor]\nhigh = 1.5\nlow = 0.25";
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "year", "SlurmBank.Year.dll");

    public static IEnumerable<object[]> Seeds => Soak.FixedSeeds(1);

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_year_ends_with_every_balance_right_to_the_unit_and_one_error_is_found(int seed)
    {
        int[] size = [.. (Environment.GetEnvironmentVariable("SLURMBANK_YEAR") ?? "4000,20,100").Split(',').Select(n => int.Parse(n, CultureInfo.InvariantCulture))];
        using var folder = new TemporaryFolder();
        Tell(Year(0, "make", folder.Path, Text(seed), Text(size[0]), Text(size[1]), Text(size[2])));
        string balances = folder.File("balances");
        using (TestBank bank = TestBank.Opened(Site(folder.Path), Tariff, ownsSlurm: true))
        {
            Live(bank, folder.Path);
            bank.AssertSound();
            File.WriteAllLines(balances, bank.See<string[]>(view => [.. Balances(view)]));
        }

        Tell(Year(0, "check", folder.Path, balances));
        Injected(folder.Path, balances, new Random(seed));
    }

    /// <summary>Week by week: what people do, then the night's sync. slurmdbd is away for one of them, and behind for another.</summary>
    private void Live(TestBank bank, string folder)
    {
        List<string[]> grants = Lines(folder, "grants.csv");
        var watch = Stopwatch.StartNew();
        for (int day = 7; day <= 364; day += 7)
        {
            long now = TestBank.Open + (day * TestBank.Day);
            bank.Clock.Seconds = now;
            File.WriteAllText(Path.Combine(folder, "now"), Text(now));

            // A renewal is typed in a few days after it has begun; the list is imported whole each time, and moves nothing twice.
            Import(bank, grants.Where(g => long.Parse(g[3], CultureInfo.InvariantCulture) <= now));
            if (day == 140)
            {
                File.WriteAllText(Path.Combine(folder, "away"), string.Empty);
                Assert.ThrowsAny<SlurmBankException>(() => bank.Sync(new SyncCommand { Nightly = true }));
                File.Delete(Path.Combine(folder, "away"));
                continue;
            }

            bank.Slurm.DbdQueue(day == 252 ? 500 : 0);
            _ = bank.Sync(new SyncCommand { Nightly = true });
        }

        foreach (string[] refund in Lines(folder, "refunds.csv"))
        {
            _ = bank.Service.Refund(new RefundCommand
            {
                JobIds = [refund[3]],
                SubmitTime = DateTimeOffset.FromUnixTimeSeconds(long.Parse(refund[1], CultureInfo.InvariantCulture)),
                Amount = refund[2].Length == 0 ? null : ServiceUnits.FromUnits(long.Parse(refund[2], CultureInfo.InvariantCulture)),
                Reference = "outage",
                Reason = "simulated",
            });
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"settled in {watch.Elapsed.TotalSeconds:0} s"));
    }

    private static void Import(TestBank bank, IEnumerable<string[]> grants)
    {
        var allocations = new Dictionary<string, long>();
        foreach (string[] g in grants)
        {
            ServiceUnits amount = ServiceUnits.FromUnits(long.Parse(g[2], CultureInfo.InvariantCulture));
            if (g[5] == "deposit")
            {
                _ = bank.Service.Deposit(new DepositCommand { Account = g[0], Amount = amount, AllocationId = allocations[g[1]], Reference = "D-" + g[1] });
                continue;
            }

            MovementReport granted = bank.Service.Grant(new GrantCommand
            {
                Account = g[0],
                Amount = amount,
                StartDate = TestBank.At(long.Parse(g[3], CultureInfo.InvariantCulture)),
                EndDate = TestBank.At(long.Parse(g[4], CultureInfo.InvariantCulture)),
                Kind = g[5] == "floating" ? "floating" : "grant",
                Reference = g[1],
            });
            allocations[g[1]] = granted.Allocation.AllocationId;
        }
    }

    /// <summary>One row dropped, one changed, one balance off by a unit: each makes the checker fail.</summary>
    private void Injected(string folder, string balances, Random random)
    {
        string[] said = File.ReadAllLines(balances);
        int at = random.Next(said.Length);
        string[] words = said[at].Split(' ');
        words[^1] = Text(long.Parse(words[^1], CultureInfo.InvariantCulture) + 1);
        File.WriteAllLines(balances + ".wrong", [.. said[..at], string.Join(' ', words), .. said[(at + 1)..]]);
        Assert.Contains("1 figures differ", Year(1, "check", folder, balances + ".wrong"), StringComparison.Ordinal);

        string week = Path.Combine(folder, "sacct-20.txt");
        string[] rows = File.ReadAllLines(week);
        int row = Enumerable.Range(0, rows.Length).First(i => rows[i].Split('|') is var f && f[8] == "COMPLETED" && long.Parse(f[5], CultureInfo.InvariantCulture) > Math.Max(long.Parse(f[4], CultureInfo.InvariantCulture), long.Parse(f[2], CultureInfo.InvariantCulture)));
        File.WriteAllLines(week, [.. rows[..row], .. rows[(row + 1)..]]);
        Assert.Contains("differ", Year(1, "check", folder, balances), StringComparison.Ordinal);
        string[] fields = rows[row].Split('|');
        fields[5] = Text(long.Parse(fields[5], CultureInfo.InvariantCulture) + 1);
        File.WriteAllLines(week, [.. rows[..row], string.Join('|', fields), .. rows[(row + 1)..]]);
        Assert.Contains("differ", Year(1, "check", folder, balances), StringComparison.Ordinal);
        File.WriteAllLines(week, rows);
        Year(0, "check", folder, balances);
    }

    private static IEnumerable<string> Balances(LedgerView view)
    {
        foreach (Account account in view.Reader.Accounts().ToList().Where(a => a.Name.StartsWith("acct", StringComparison.Ordinal)))
        {
            AccountBalance balance = view.Balance(account.Name);
            yield return $"{account.Name} charged {balance.TotalCharged.Units} overdraft {balance.Overdraft.Units}";
        }

        foreach (AllocationBalance allocation in view.Allocations())
        {
            string reference = view.Reader.Entries(new EntryFilter { AllocationId = allocation.Allocation.Id, Kind = EntryKind.Grant, Limit = 1 }).Single().Draft.Reference!;
            yield return $"{reference} granted {allocation.Granted.Units} drawn {allocation.Drawn.Units}";
        }
    }

    private static FakeSlurm Site(string folder)
    {
        var slurm = new FakeSlurm();
        File.WriteAllText(slurm.At("sacct"), $"#!/bin/sh\nexec dotnet '{Program}' sacct '{folder}' \"$@\"\n");
        File.WriteAllText(Path.Combine(folder, "now"), Text(TestBank.Open));
        return slurm;
    }

    private static List<string[]> Lines(string folder, string file) => [.. File.ReadLines(Path.Combine(folder, file)).Skip(1).Select(l => l.Split(','))];

    private void Tell(string text) => output.WriteLine(text);

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Year(int code, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Program);
        Array.ForEach(arguments, start.ArgumentList.Add);
        using Process process = Process.Start(start)!;
        var errors = new StringBuilder();
        process.ErrorDataReceived += (_, line) => errors.AppendLine(line.Data);
        process.BeginErrorReadLine();
        string said = process.StandardOutput.ReadToEnd().Trim();
        process.WaitForExit();
        Assert.True(process.ExitCode == code, $"{string.Join(' ', arguments)}: {said}\n{errors}");
        return said;
    }
}
