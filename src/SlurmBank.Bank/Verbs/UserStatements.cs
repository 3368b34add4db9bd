using System;
using System.Collections.Generic;
using System.Linq;
using SlurmBank.Engine;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

/// <summary>
/// Statements of a user inside an account: what the user's work cost, in the order in which it was recorded. A user has no funds, so they begin at nothing and go down by each
/// charge and up by each refund; opening + movements = closing, and one period's closing is the next one's opening, as for an account.
/// </summary>
internal static class UserStatements
{
    /// <summary>Whether any work of the user was charged to the account in the currency.</summary>
    internal static bool Has(LedgerView view, Account account, string currency, string user) =>
        view.Reader.UserCharges(account.Id, currency, long.MinValue).Any(u => u.User == user);

    internal static Statement Of(LedgerView view, Account account, string currency, string user, long from, long to)
    {
        Statement period = view.Statement(account.Name, currency, from, to);
        StatementLine[] own = [.. Own(view, period, user)];

        // Back from what it is today, which is stored with the runs: so a statement costs what has happened since, and not what all history does.
        long today = view.Reader.UserCharges(account.Id, currency, long.MinValue).Where(u => u.User == user).Sum(u => u.Units);
        long later = to > view.Now ? 0 : Own(view, view.Statement(account.Name, currency, to, view.Now + 1), user).Sum(l => l.Charged.Units);
        long closing = -checked(today - later);
        long running = checked(closing + own.Sum(l => l.Charged.Units));
        var opening = ServiceUnits.FromUnits(running);
        var lines = new List<StatementLine>(own.Length);
        foreach (StatementLine line in own)
        {
            running -= line.Charged.Units;
            lines.Add(line with { Amount = ServiceUnits.FromUnits(-line.Charged.Units), Balance = ServiceUnits.FromUnits(running) });
        }

        return period with { Opening = opening, Closing = ServiceUnits.FromUnits(closing), Lines = lines };
    }

    private static IEnumerable<StatementLine> Own(LedgerView view, Statement statement, string user) =>
        statement.Lines.Where(line => line.Entry.Draft.RunId is long id && string.Equals(view.Reader.FindRun(id)?.Facts.User, user, StringComparison.Ordinal));
}
