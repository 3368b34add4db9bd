using System.Collections.Generic;
using System.Linq;
using SlurmBank.Ledger;

namespace SlurmBank.Bank.Tests.Support;

/// <summary>What has to be the same whatever way a ledger came about.</summary>
internal static class LedgerDigest
{
    /// <summary>Totals of accounts, draws of allocations, and each run with its price: independent of the order of arrival.</summary>
    public static string Totals(LedgerView view)
    {
        List<Account> accounts = [.. view.Reader.Accounts().OrderBy(a => a.Name, System.StringComparer.Ordinal)];
        IEnumerable<string> lines = accounts.Select(a => view.Balance(a.Name))
            .Where(b => b.IsManaged || b.TotalCharged.Sign != 0)
            .Select(b => $"{b.Account.Name}: charged {b.TotalCharged.Units} overdraft {b.Overdraft.Units} remaining {b.Remaining.Units} pending {b.Pending}")
            .Concat(view.Allocations().OrderBy(a => a.Allocation.Id).Select(a => $"allocation {a.Allocation.Id}: {a.Granted.Units} {a.Drawn.Units} {a.Remaining.Units} {a.Expired.Units}"))
            .Append(Runs(view));
        return string.Join('\n', lines);
    }

    /// <summary>Each run with its account and price.</summary>
    public static string Runs(LedgerView view) => string.Join('\n', view.Reader.Accounts().ToList().OrderBy(a => a.Name, System.StringComparer.Ordinal).SelectMany(a =>
        view.Reader.Runs(a.Id, "SU", long.MinValue).ToList().Select(r => $"{r.Facts.Key} {a.Name} {r.Price.Units} {r.Facts.End}").Order(System.StringComparer.Ordinal)));

    /// <summary>The charges of each account in the order of the ledger, as a statement shows them.</summary>
    public static string Charges(LedgerView view) => string.Join('\n', view.Reader.Accounts().ToList().OrderBy(a => a.Name, System.StringComparer.Ordinal).SelectMany(a =>
        view.Statement(a.Name, "SU", long.MinValue, long.MaxValue).Lines
            .Where(l => l.Entry.Draft.Kind is EntryKind.Charge or EntryKind.Adjustment)
            .Select(l => $"{a.Name} {l.Entry.Draft.Kind} {view.Reader.FindRun(l.Entry.Draft.RunId!.Value)!.Facts.Key} {l.Entry.Draft.Segment} {l.Charged.Units} {l.Entry.Draft.Effective}")));
}
