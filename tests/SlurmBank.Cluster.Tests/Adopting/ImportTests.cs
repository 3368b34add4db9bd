using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using SlurmBank.Bank;
using SlurmBank.Ledger;

namespace SlurmBank.Cluster.Tests;

/// <summary>
/// What other banks hold is taken over beside a real Slurm: its own limits and usage, and its own accounts. Databases are made with those programs' tables; what is left is worked out
/// by the test from sshare's figure and theirs.
/// </summary>
public sealed class ImportTests
{
    private const long Hour = 3_600_000;
    private static readonly string[] Ran = ["m-bio", "m-over", "m-free"];

    /// <summary>One cluster for all of them: each has a ledger of its own, and nothing is changed in Slurm.</summary>
    [ClusterFact]
    public void B7_B8_B20_I1_limits_usage_and_accounts_of_other_banks_come_from_the_live_cluster()
    {
        using var lab = new Lab("import");
        lab.Accounts([.. Ran, "m-zero", "m-none"]);
        _ = lab.Bash("alice", string.Join('\n', Ran.Select(a => $"sbatch -o /dev/null -A {a} -t 5 -c2 --wrap 'exec sleep 5' >/dev/null")));
        lab.AwaitIdle();
        Dictionary<string, long> raw = lab.Run("sshare", "-a", "-P", "-n", "-o", "Account,User,RawUsage").Lines.Select(l => l.Split('|')).Where(f => f[1].Length == 0)
            .ToDictionary(f => f[0].Trim(), f => long.Parse(f[2], CultureInfo.InvariantCulture));
        Assert.All(Ran, a => Assert.True(raw[a] > 0, a));
        Sbank(lab, raw);
        SlurmSuBank(lab, raw);
        CrcBank(lab, raw);
        PittBank(lab);
        Spreadsheet(lab, raw);
    }

    /// <summary>The limits of sbank, from sacctmgr: those set as the old name has it too. What sshare counts was used.</summary>
    private static void Sbank(Lab lab, Dictionary<string, long> raw)
    {
        _ = lab.Run("sacctmgr", "-i", "modify", "account", "m-bio", "set", "GrpCPUMins=60000");
        _ = lab.Run("sacctmgr", "-i", "modify", "account", "m-over", "set", "GrpTRESMins=cpu=0");
        _ = lab.Run("sacctmgr", "-i", "modify", "account", "m-zero", "set", "GrpTRESMins=cpu=61,gres/gpu=5");
        _ = lab.Run("sacctmgr", "-i", "modify", "account", "m-free", "set", "GrpTRESMins=gres/gpu=5");
        string before = Limits(lab);
        using TestBank bank = new TestBank(lab).Opened(DateTimeOffset.UtcNow);
        var command = new ImportCommand { Source = ImportSource.Sbank };
        ImportReport plan = bank.Service.Import(command with { IsPlan = true });
        Assert.Empty(bank.Service.Allocations([]));
        ImportReport report = bank.Service.Import(command);
        Assert.Equal(plan.Items, report.Items);
        Assert.Equal(["m-bio", "m-over", "m-zero"], report.Items.Where(i => i.Outcome == "taken").Select(i => i.Account).Order());
        Assert.Contains(report.Items, i => i is { Outcome: "left", Account: "m-free" });
        Assert.Equal((1000 * Hour) - (raw["m-bio"] * 1000), bank.Balance("m-bio").AvailableUnits);
        Assert.Equal(-raw["m-over"] * 1000, bank.Balance("m-over").AvailableUnits);
        Assert.Equal(61L * 60_000, bank.Balance("m-zero").AvailableUnits);
        Assert.All(report.Balances, b => Assert.True(b.IsEqual, b.ToString()));
        Assert.Empty(report.Warnings);
        Assert.All(bank.Service.Allocations([]), a => Assert.Equal(["lab"], a.Clusters));

        // What ran before the books were opened is in that figure, and is not charged again.
        string totals = bank.Totals();
        _ = bank.Sync();
        Assert.Equal(totals, bank.Totals());
        Assert.False(bank.Service.Import(command).IsNew);
        Assert.Equal(before, Limits(lab));
        bank.RequireSound();
    }

    private static void SlurmSuBank(Lab lab, Dictionary<string, long> raw)
    {
        using TestBank bank = new TestBank(lab).Opened(DateTimeOffset.UtcNow);
        string day = DateTime.UtcNow.AddDays(-10).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        string database = OldBankTables.Make(Path.Combine(bank.Folder, "old.db"), OldBankTables.SuBank,
            $"INSERT INTO sbank VALUES (1,'m-bio',10000,'{day}',0,0,0),(2,'m-free',-1,'{day}',0,0,0),(3,'m-over',0,'{day}',0,0,0),(4,'m-gone',7,'{day}',0,0,0);");
        ImportReport report = bank.Service.Import(new ImportCommand { Paths = [database] });
        Assert.All(report.Balances, b => Assert.True(b.IsEqual, b.ToString()));
        Assert.Equal((10_000 * Hour) - (raw["m-bio"] * 1000), bank.Balance("m-bio").AvailableUnits);
        Assert.Equal("unlimited", bank.Balance("m-free").Status);
        Assert.Equal((-raw["m-over"] * 1000, "spent"), (bank.Balance("m-over").AvailableUnits, bank.Balance("m-over").Status));
        Assert.Equal("Account 'm-gone' is not in slurmdbd", Assert.Single(report.Warnings).Split(':')[0]);

        // As an enforcement sees it: at a limit of zero what ran is a hold; where nothing limits, none.
        string[] held = [.. bank.Enforce(plan: true).Actions.Select(a => a.Account)];
        Assert.DoesNotContain("m-free", held);
        Assert.DoesNotContain("m-bio", held);
        Assert.False(bank.Service.Import(new ImportCommand { Paths = [database] }).IsNew);

        // Its JSON dump says the same, and is present already.
        string dump = Path.Combine(bank.Folder, "dump.json");
        File.WriteAllText(
            dump,
            """{"count": 1, "results": [{"id": 1, "account": "m-bio", "su_limit_hrs": 10000, "date": "DAY", "upper_limit_informed": false, "lower_limit_informed": false, "max_limit_informed": false}], "meta": {}}"""
                .Replace("DAY", day, StringComparison.Ordinal));
        Assert.Equal("present", Assert.Single(bank.Service.Import(new ImportCommand { Paths = [dump] }).Items).Outcome);
        bank.RequireSound();
    }

    private static void CrcBank(Lab lab, Dictionary<string, long> raw)
    {
        using TestBank bank = new TestBank(lab).Opened(DateTimeOffset.UtcNow);
        (string first, string last) = (Day(-30), Day(335));
        string database = OldBankTables.Make(Path.Combine(bank.Folder, "old.db"), OldBankTables.Crc, $"""
            INSERT INTO proposal VALUES (1,'m-bio',0,0,'{first}','{last}',10000,0,0,0),(2,'m-gone',0,0,'{first}','{last}',10000,0,0,0);
            INSERT INTO investor VALUES (1,'m-bio',2,'{first}','{Day(1795)}',10000,2000,2000,0);
            """);
        ImportReport report = bank.Service.Import(new ImportCommand { Paths = [database] });
        Assert.Equal((12_000 * Hour) - (raw["m-bio"] * 1000), report.Balances.Single(b => b.Account == "m-bio").ExpectedUnits);
        Assert.Equal(
            ["Account 'm-gone' is not in slurmdbd", "Cluster 'gpu' is not in slurmdbd", "Cluster 'htc' is not in slurmdbd", "Cluster 'mpi' is not in slurmdbd", "Cluster 'smp' is not in slurmdbd"],
            report.Warnings.Select(w => w.Split(':')[0]).Where(w => w.EndsWith("slurmdbd", StringComparison.Ordinal)));
        bank.RequireSound();
    }

    private static void PittBank(Lab lab)
    {
        using TestBank bank = new TestBank(lab).Opened(DateTimeOffset.UtcNow);
        string database = OldBankTables.Make(Path.Combine(bank.Folder, "old.db"), OldBankTables.Pitt, $"""
            INSERT INTO account VALUES (1,'m-bio'),(2,'m-gone');
            INSERT INTO proposal VALUES (1,1,'{Day(-30)}','{Day(335)}',0),(2,2,'{Day(-30)}','{Day(335)}',0);
            INSERT INTO allocation VALUES (1,1,'lab',1000,400),(2,1,'all_clusters',250,50),(3,2,'lab',9,0);
            INSERT INTO investment VALUES (1,1,'{Day(-30)}','{Day(335)}',5000,0,1000,2500);
            """);
        ImportReport report = bank.Service.Import(new ImportCommand { Paths = [database] });
        Assert.All(report.Balances, b => Assert.True(b.IsEqual, b.ToString()));
        Assert.Equal(3300 * Hour, bank.Balance("m-bio").AvailableUnits);
        Assert.Equal("Account 'm-gone' is not in slurmdbd", Assert.Single(report.Warnings).Split(':')[0]);
        bank.RequireSound();
    }

    /// <summary>A spreadsheet of grants and of what was used of them, with an account and a cluster that Slurm does not know, and one wrong cell.</summary>
    private static void Spreadsheet(Lab lab, Dictionary<string, long> raw)
    {
        using TestBank bank = new TestBank(lab).Opened(DateTimeOffset.UtcNow);
        string file = Path.Combine(bank.Folder, "grants.csv");
        string text = $"project;SU;used;start;end;cluster;award\nm-bio;1000;250;{Day(-30)};{Day(335)};lab;AY26-1\nm-over;100;100;{Day(-30)};{Day(335)};;AY26-2\nm-free;unlimited;;;;;\nm-gone;9;;;;mars;AY26-3\n";
        File.WriteAllText(file, text + "m-zero;ten;;;;;AY26-4\n");
        Assert.Contains($"{file}:6:8:", Assert.Throws<ImportRefusedException>(() => bank.Service.Import(new ImportCommand { Paths = [file] })).Message, StringComparison.Ordinal);
        Assert.Empty(bank.Service.Allocations([]));
        File.WriteAllText(file, text);
        ImportReport report = bank.Service.Import(new ImportCommand { Paths = [file] });
        Assert.All(report.Balances, b => Assert.True(b.IsEqual, b.ToString()));
        Assert.Equal(["Account 'm-gone' is not in slurmdbd", "Cluster 'mars' is not in slurmdbd"], report.Warnings.Select(w => w.Split(':')[0]).Order());
        Assert.Equal((750 * Hour, 0L, "unlimited"), (bank.Balance("m-bio").AvailableUnits, bank.Balance("m-over").AvailableUnits, bank.Balance("m-free").Status));

        // What ran before is not charged, what runs from now on is; who has nothing left would be held.
        string totals = bank.Totals();
        _ = bank.Sync();
        Assert.Equal(totals, bank.Totals());
        Array.ForEach(["m-bio", "m-over", "m-free"], a => bank.Service.SetAccount(new AccountChange { Account = a, Mode = AccountMode.Enforce, Reason = "test" }));
        Assert.Equal(["m-over"], bank.Enforce(plan: true).Actions.Select(a => a.Account));
        _ = lab.Submit("m-bio", "exec sleep 3", "-c2", "-t", "5");
        lab.AwaitIdle();
        _ = bank.Sync();
        long ran = lab.Run("sshare", "-a", "-P", "-n", "-A", "m-bio", "-o", "User,RawUsage").Lines.Select(l => l.Split('|')).Where(f => f[0].Length == 0).Sum(f => long.Parse(f[1], CultureInfo.InvariantCulture)) - raw["m-bio"];
        Assert.True(ran > 0);
        Assert.InRange(bank.Balance("m-bio").AvailableUnits, (750 * Hour) - (ran * 1000) - 1000, (750 * Hour) - 1);
        Assert.False(bank.Service.Import(new ImportCommand { Paths = [file] }).IsNew);
        bank.RequireSound();
    }

    private static string Limits(Lab lab) => lab.Run("sacctmgr", "-nP", "show", "assoc", "format=account,user,grptresmins").Output;

    private static string Day(int days) => DateTime.UtcNow.AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
