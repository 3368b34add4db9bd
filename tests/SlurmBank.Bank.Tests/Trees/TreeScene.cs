using System;
using System.Linq;
using SlurmBank.Bank.Tests.Doubles;
using SlurmBank.Bank.Tests.Support;
using SlurmBank.Ledger;

namespace SlurmBank.Bank.Tests.Trees;

/// <summary>A bank over a faculty with two groups below it, each with a user; amounts in hours of the sample cluster: 4 CPUs for an hour cost 5 of them.</summary>
internal sealed class TreeScene : IDisposable
{
    public const long Hour = 3_600_000;

    public TreeScene(string more = "[gate]\npolicy = \"enforce\"\n[enforce]\nmode = \"enforce\"\nbrake = 1\n")
    {
        Bank = TestBank.Opened(more: more);
        Bank.Slurm.Associations(
        [
            new AssociationRow("root"), new AssociationRow("faculty"), new AssociationRow("left", Parent: "faculty"), new AssociationRow("right", Parent: "faculty"),
            new AssociationRow("faculty", "dean"), new AssociationRow("left", "ann"), new AssociationRow("right", "bo"), new AssociationRow("left", "cy"),
        ]);
        Bank.Service.Initialize(new InitializeCommand());
        Bank.Clock.Seconds += 3600;
    }

    public TestBank Bank { get; }

    /// <summary>Both groups draw on the faculty, which has an amount; from the opening of the books on.</summary>
    public TreeScene Drawing(long hours)
    {
        Bank.Grant("faculty", hours * Hour);
        foreach (string group in new[] { "left", "right" })
        {
            Bank.Service.SetAccount(new AccountChange { Account = group, DrawOnParent = true, Since = TestBank.At(TestBank.Open), Reason = "one pot" });
        }

        return this;
    }

    /// <summary>A run of so many hours of one billing.</summary>
    public void Ran(int job, string account, int hours, string user = "ann", string partition = "cpu")
    {
        done = [.. done.Where(r => r.Job != job), JobRow.Run(job, TestBank.Open, 1, hours * 3600, account) with { User = user, Partition = partition }];
        Bank.Slurm.Jobs(done);
        Bank.Sync(TestBank.Open, TestBank.Open + 3600);
    }

    public Balance Of(string account) => Bank.Balance(account);

    public JobDecision Decide(string account, string user, string options = "-p cpu", int minutes = 60) => Bank.Service.Decide(new QuoteCommand
    {
        Options = ["-A", account, "-n", "4", "-t", minutes.ToString(System.Globalization.CultureInfo.InvariantCulture), .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)],
        User = user,
    });

    /// <summary>The value of the default limit on an association; empty for none.</summary>
    public string Limit(string account, string user = "") => Bank.Slurm.Associations().Select(r => r.Split('|')).Single(r => r[1] == account && r[2] == user)[12].Replace("cpu=", string.Empty, StringComparison.Ordinal);

    public void Dispose() => Bank.Dispose();

    private JobRow[] done = [];
}
