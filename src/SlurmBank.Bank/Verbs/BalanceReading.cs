using System.Collections.Generic;
using System.Linq;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

/// <summary>Reads the figures of accounts with their status in one word.</summary>
internal static class BalanceReading
{
    internal static IEnumerable<Balance> Read(BankContext context, LedgerView view, IReadOnlyList<string> names)
    {
        HashSet<string> chosen = [.. AccountNames.Choose(view.Reader, names)];
        var reports = new ReportBuilder(context, view.Reader);
        List<Hold> inForce = [.. view.Reader.Holds()];
        var decider = new HoldDecider(context.Configuration.Enforce, inForce, view.NowSeconds);
        var parents = new AccountParents(view.Reader, isForAll: chosen.Count > 1);
        ILookup<long, Hold> holds = inForce.Concat(view.Reader.PartHolds().Where(h => h.User.Length == 0)).ToLookup(h => h.AccountId);

        // A single account is read by itself, so that its cost does not grow with the number of accounts.
        IEnumerable<AccountBalance> balances = chosen.Count == 1 ? Single(view, chosen.First(), context.Currency) : view.Balances(context.Currency).Where(b => chosen.Contains(b.Account.Name));
        foreach (AccountBalance balance in balances)
        {
            yield return reports.Balance(balance, decider.ModeOf(balance.Settings), Status(balance, holds[balance.Account.Id].Where(h => !h.IsPart || h.Currency == balance.Currency))) with { ParentAccount = parents.OneOf(balance.Account.Id) };
        }
    }

    internal static IEnumerable<AccountBalance> Single(LedgerView view, string name, string defaultCurrency)
    {
        Account account = view.Account(name);
        string[] currencies = [.. view.Reader.Books(account.Id).Select(b => b.Currency).Distinct().Order(System.StringComparer.Ordinal)];
        return (currencies.Length > 0 ? currencies : [defaultCurrency]).Select(c => view.Balance(name, c));
    }

    private static string Status(AccountBalance balance, IEnumerable<Hold> holds)
    {
        bool held = holds.Any(h => h.Owner != HoldOwner.Pardon);
        bool pardoned = holds.Any(h => h.Owner == HoldOwner.Pardon);
        return balance switch
        {
            _ when held => "held",
            { IsUnlimited: true } => "unlimited",
            { IsManaged: false } => "unmanaged",
            { IsSpent: true } when pardoned => "pardoned",
            { IsSpent: true } => "spent",
            _ => "open",
        };
    }
}
