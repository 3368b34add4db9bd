using System;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using SlurmBank.Ledger.Tests.Support;

namespace SlurmBank.Ledger.Tests.Strength;

public sealed class CompetitionTests
{
    private const int Writers = 8;
    private static readonly int Share = 40 * Soak.Scale;

    [Fact]
    public void Eight_processes_writing_at_once_lose_nothing_double_nothing_and_starve_nobody()
    {
        using TestLedger ledger = TestLedger.InFile();
        ledger.Grant(1_000_000, 0);
        Process[] writers = [.. Enumerable.Range(0, Writers).Select(i => Child.Start(["compete", ledger.File, Text(i), Text(Writers), Text(Share)]))];
        foreach (Process writer in writers)
        {
            string said = writer.StandardOutput.ReadToEnd() + writer.StandardError.ReadToEnd();
            writer.WaitForExit();
            Assert.Equal("done", said.Trim());
            writer.Dispose();
        }

        ledger.AssertSound();
        long own = Enumerable.Range(0, Writers).Sum(i => Enumerable.Range(0, Share).Sum(n => Competitor.Own(i, n).Price.Units));
        Assert.Equal(own + (Competitor.SharedRuns * 7), ledger.Balance().TotalCharged.Units);
        Assert.Equal((Writers * Share) + Competitor.SharedRuns, ledger.See(v => v.Reader.Runs(v.Account("a").Id, "SU", 0).Count()));
        long[] commits = [.. Enumerable.Range(0, Writers).Select(i => ledger.See(v => v.Reader.Watermark("commits", Text(i)))!.Value)];

        // All go on until the slowest has done its share: one that starves lets the others run far ahead.
        Assert.All(commits, c => Assert.True(c >= Share));
        Assert.True(commits.Max() <= Share * 5, $"Commits of each when the slowest had done {Share}: {string.Join(", ", commits)}");
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
