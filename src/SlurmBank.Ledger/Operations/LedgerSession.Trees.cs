using System.Collections.Generic;
using System.Linq;

namespace SlurmBank.Ledger;

public sealed partial class LedgerSession
{
    private DrawTree? tree;

    /// <summary>Which accounts draw on which, this write's own decisions included.</summary>
    internal DrawTree Tree => tree ??= new DrawTree(Transaction.DrawLinks());

    /// <summary>Whether an account's work may be paid by another one's allocations, or another one's by its own.</summary>
    internal bool IsShared(long accountId) => Tree.Group(accountId).Count > 1;

    /// <summary>Reads an account's allocations again after one was added or changed, and those of the accounts that draw on it.</summary>
    internal void Reload(AccountFunds changed, long start)
    {
        foreach (AccountFunds member in Group(changed))
        {
            member.Reload(start, Tree);
        }
    }

    /// <summary>
    /// Makes a decision about who pays for an account's work from a moment on. What is counted for it, and for those who draw on it, is counted
    /// again under the decision.
    /// </summary>
    internal void Decide(long accountId, long from, System.Action decision)
    {
        List<AccountFunds> members = [.. Currencies(Tree.Group(accountId)).SelectMany(currency => Tree.Group(accountId).Select(id => Funds(id, currency)))];
        decision();
        tree = null;
        foreach (AccountFunds member in members)
        {
            // Those that it draws on now belong to its group.
            _ = Funds(member.AccountId, member.Currency);
            foreach (long id in Tree.Group(member.AccountId))
            {
                _ = Funds(id, member.Currency);
            }

            member.Reload(from, Tree);
        }
    }

    /// <summary>
    /// The moves of an account's own books that a change of what it was charged makes, with the amount that they lack or exceed in its overdraft: the
    /// redraw takes that from where other accounts' allocations pay.
    /// </summary>
    /// <param name="account">The account.</param>
    /// <param name="charged">What is posted to its book of charges beside them.</param>
    internal List<(Book Book, long Amount)> OwnRedraw(AccountFunds account, long charged)
    {
        List<(Book Book, long Amount)> moves = account.Redraw(Plan(Group(account)));
        long rest = checked(charged + moves.Sum(m => m.Amount));
        if (rest != 0)
        {
            moves.Add((Journal.Book(BookKind.Overdraft, account.AccountId, null, account.Currency), -rest));
        }

        return moves;
    }

    /// <summary>What was issued in each allocation of an account and of those whose draws depend on its own, in units.</summary>
    internal Dictionary<long, long> Capacities(AccountFunds account) => Group(account).SelectMany(m => m.Capacities()).ToDictionary();

    /// <summary>What would be drawn from each allocation if these amounts were granted: those of all accounts whose draws depend on each other.</summary>
    internal DrawPlan PlanOf(AccountFunds account, IReadOnlyDictionary<long, long> capacities)
    {
        return DrawPlan.Compute(Group(account).SelectMany(m => m.Work()), capacities);
    }

    private static DrawPlan Plan(IReadOnlyList<AccountFunds> group) =>
        DrawPlan.Compute(group.SelectMany(m => m.Work()), group.SelectMany(m => m.Capacities()).ToDictionary());

    private List<AccountFunds> Group(AccountFunds account) => [.. Tree.Group(account.AccountId).Select(id => Funds(id, account.Currency))];

    /// <summary>The currencies in which one of these accounts has anything: in others there is nothing to count again, and no book is to be made.</summary>
    private List<string> Currencies(IReadOnlyList<long> accounts) =>
        [.. accounts.SelectMany(id => funds.Keys.Where(k => k.Item1 == id).Select(k => k.Item2).Concat(Transaction.Books(id).Select(b => b.Currency)).ToList()).Distinct()];

    private void RedrawAll()
    {
        var done = new HashSet<AccountFunds>();
        foreach (AccountFunds account in funds.Values.ToList())
        {
            if (done.Add(account))
            {
                done.UnionWith(Redraw(account));
            }
        }
    }

    private List<AccountFunds> Redraw(AccountFunds account)
    {
        List<AccountFunds> group = Group(account);
        DrawPlan plan = Plan(group);
        foreach ((long accountId, long? otherId, List<(Book, long)> moves) in RedrawSplit.Entries([.. group.Select(m => (m.AccountId, m.Redraw(plan)))]))
        {
            (long account1, long? other, string reason) = otherId is long second ? Between(accountId, second) : (accountId, null, string.Empty);
            Journal.Append(new EntryDraft(EntryKind.Redraw, NowSeconds) { AccountId = account1, OtherAccountId = other, Reason = reason }, moves);
        }

        return group;
    }

    /// <summary>The entry is that of the account which draws on the other one; of two that draw on a third one, of the one that gets something.</summary>
    private (long AccountId, long? OtherId, string Reason) Between(long getter, long giver)
    {
        bool isBack = Tree.Stretches(giver).Any(s => s.Chain.Contains(getter));
        (long account, long other) = isBack ? (giver, getter) : (getter, giver);
        return (account, other, $"{Transaction.FindAccount(account)!.Name} draws on {Transaction.FindAccount(other)!.Name}");
    }
}
