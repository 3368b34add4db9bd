using System.Collections.Generic;
using System.Linq;

namespace SlurmBank.Ledger;

public sealed partial class LedgerView
{
    private readonly Dictionary<(long, string), TreeFigures> groupFigures = [];
    private DrawTree? tree;

    /// <summary>Which accounts draw on which; read once, for the view stays as it is.</summary>
    public DrawTree Tree => tree ??= new DrawTree(Reader.DrawLinks());

    /// <summary>The account that an account draws on now; null for none.</summary>
    public Account? DrawsOn(Account account) => Tree.ParentAt(account.Id, NowSeconds) is long id ? Reader.FindAccount(id) : null;

    private AccountBalance BalanceOf(Account account, string currency)
    {
        AccountBalance own = BalanceCalculator.Own(Reader, account, currency, NowSeconds);
        IReadOnlyList<long> group = Tree.Group(account.Id);
        if (group.Count == 1)
        {
            return own;
        }

        if (!groupFigures.TryGetValue((group[0], currency), out TreeFigures? figures))
        {
            figures = new TreeFigures(Tree, group.Select(id => BalanceCalculator.Own(Reader, Reader.FindAccount(id)!, currency, NowSeconds)).ToList(), NowSeconds);
            groupFigures.Add((group[0], currency), figures);
        }

        return figures.Of(own);
    }
}
