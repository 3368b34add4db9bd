using System;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using SlurmBank.Bank.Tests.Doubles;
using SlurmBank.Bank.Tests.Support;
using SlurmBank.Bank.Tests.Sync;

namespace SlurmBank.Bank.Tests.Strength;

public sealed class CompetitionTests
{
    private const int Syncs = 3;
    private const int Granters = 4;
    private static readonly int Grants = 40 * Math.Min(Soak.Scale, 5);

    /// <summary>
    /// Three syncs of the same history, four that grant (each its own awards, and all of them one and the same), one that publishes.
    /// The ledger's own suite counts turns at the lock; here it is the verbs that have to come through, and the readers meanwhile.
    /// </summary>
    [Fact]
    public void Eight_processes_at_once_lose_nothing_double_nothing_and_all_come_to_their_end()
    {
        var history = new History(new Random(5), 1_000);
        using var slurm = new FakeSlurm();
        slurm.Jobs(history.At(History.Stages - 1));
        using TestBank alone = TestBank.Opened(slurm);
        using TestBank bank = TestBank.Opened(slurm, "[sync]\nbatch_rows = 20\n");
        Assert.True(alone.Grant("bio", Program.GrantUnits, reference: "first").IsNew && bank.Grant("bio", Program.GrantUnits, reference: "first").IsNew);
        alone.Clock.Seconds = bank.Clock.Seconds = History.End;
        Award(alone);
        alone.Sync();
        bank.Close();
        Process[] all =
        [
            .. Enumerable.Range(0, Syncs).Select(_ => Start(bank, "sync")),
            .. Enumerable.Range(0, Granters).Select(i => Start(bank, "grants", Text(i * Grants), Text(Grants))),
            Start(bank, "publishes", "20"),
        ];
        int looks = Look(bank, all);
        foreach (Process process in all)
        {
            string said = process.StandardOutput.ReadToEnd() + process.StandardError.ReadToEnd();
            process.WaitForExit();
            Assert.Equal("done", said.Trim().Split('\n')[^1]);
            Assert.DoesNotContain("warning", said, StringComparison.Ordinal);
            process.Dispose();
        }

        Assert.True(looks > 1, $"Only {looks} looks were had while eight wrote.");
        bank.AssertSound();
        Assert.Equal(Charged(alone), Charged(bank));
        Assert.Equal(alone.Mark(), bank.Mark());
        AllocationReport[] grants = [.. bank.Service.Allocations(["bio"])];
        Assert.Equal((Granters * Grants) + 2, grants.Length);
        Assert.Equal(grants.Length, grants.Select(g => g.Reference).Distinct().Count());
        Assert.Equal(alone.Balance().SpendableUnits, bank.Balance().SpendableUnits);
        AssertPublished(bank);
    }

    /// <summary>Reads the published figures again and again: there is always a whole snapshot.</summary>
    private static int Look(TestBank bank, Process[] all)
    {
        int looks = 0;
        do
        {
            SnapshotService published = SnapshotService.Read(bank.Snapshot, bank.Clock);
            Assert.Contains("bio", published.Balances([]).Select(b => b.Account));
            looks++;
        }
        while (all.Any(p => !p.HasExited));
        return looks;
    }

    /// <summary>Whoever publishes last publishes what the ledger says in the end.</summary>
    private static void AssertPublished(TestBank bank)
    {
        SnapshotDocument document = SnapshotFile.Read(bank.Snapshot);
        Assert.Equal(bank.Head().ToLowerInvariant(), document.LedgerHead.ToLowerInvariant());
        Assert.Equal(bank.Balance().SpendableUnits, document.Accounts.Single(a => a.Name == "bio").Spendable);
    }

    private static void Award(TestBank bank)
    {
        foreach (int i in Enumerable.Range(0, (Granters * Grants) + 1))
        {
            bank.Grant("bio", Program.GrantUnits, reference: Text(i));
        }
    }

    private static string Charged(TestBank bank) => string.Join('\n', History.Accounts.Select(a => $"{a} {bank.Balance(a).TotalChargedUnits}")) + '\n' + bank.See(LedgerDigest.Runs);

    private static Process Start(TestBank bank, string verb, params string[] more) => Child.Start([verb, bank.Configuration, Text(History.End), .. more]);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
