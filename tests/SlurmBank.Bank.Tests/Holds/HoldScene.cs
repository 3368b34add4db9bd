using System;
using System.Collections.Generic;
using System.Linq;
using SlurmBank.Bank.Tests.Doubles;
using SlurmBank.Bank.Tests.Support;

namespace SlurmBank.Bank.Tests.Holds;

/// <summary>A bank in mode enforce over a tree of accounts; those named as spent have a grant of one unit that a run has used up.</summary>
internal sealed class HoldScene : IDisposable
{
    public const string Enforced = "[enforce]\nmode = \"enforce\"\nbrake = 1\n";

    public HoldScene(IEnumerable<AssociationRow> rows, string spent, string rich = "", string more = Enforced)
    {
        AssociationRow[] all = [new AssociationRow("root"), .. rows];
        Bank = TestBank.Opened(more: more);
        Bank.Slurm.Associations(all);
        Bank.Service.Initialize(new InitializeCommand());
        Bank.Clock.Seconds += TestBank.Day;
        string[] broke = Words(spent);
        Array.ForEach([.. broke, .. Words(rich)], a => Bank.Grant(a, 1_000));
        Bank.Slurm.Jobs(broke.Select((a, i) => JobRow.Run(i + 1, TestBank.Open, 1, account: a)));
        Bank.Sync();
    }

    public TestBank Bank { get; }

    public static HoldScene Plain(string spent, string rich = "", string more = Enforced) =>
        new(Words($"{spent} {rich}").SelectMany(a => new[] { new AssociationRow(a), new AssociationRow(a, "ann") }), spent, rich, more);

    /// <summary>The value of the default limit on an association as Slurm has it now.</summary>
    public string Limit(string account, string user = "", string partition = "", int column = 12) =>
        Bank.Slurm.Associations().Select(r => r.Split('|')).Single(r => r[1] == account && r[2] == user && r[3] == partition)[column];

    public void Set(string account, string value, string user = "") => Bank.Slurm.Put(
        "association.rows",
        string.Concat(Bank.Slurm.Associations().Select(r => r.Split('|')).Select(r =>
        {
            r[12] = r[1] == account && r[2] == user ? value : r[12];
            return string.Join('|', r) + "\n";
        })));

    public HoldAction Only(EnforceCommand? command = null) => Assert.Single(Bank.Enforce(command).Actions);

    public HoldAction Lock(string account, SiteMoment? until = null, bool plan = false, string? mechanism = null) =>
        Bank.Service.Lock(new HoldCommand { Account = account, Reason = "audit", Until = until, IsPlan = plan, Mechanism = mechanism });

    public HoldAction Unlock(string account, SiteMoment? until = null, bool plan = false) =>
        Bank.Service.Unlock(new HoldCommand { Account = account, Reason = "promised", Until = until, IsPlan = plan });

    /// <summary>All that enforcement may change: Slurm's limits and the ledger.</summary>
    public string Everything() => string.Join('\n', Bank.Slurm.Associations()) + Bank.Everything();

    public void Dispose() => Bank.Dispose();

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
