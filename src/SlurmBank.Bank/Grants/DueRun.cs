using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using SlurmBank.Engine;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

/// <summary>
/// Does what is due: grants the next periods of rows, carries over what ended periods left unused, decides what rules say of new accounts. Each of it once,
/// whenever it runs and however late; one that fails does not stop the others.
/// </summary>
internal sealed class DueRun(BankContext context, DueCommand command)
{
    private readonly List<RenewalAction> actions = [];
    private readonly NamePattern names = new(command.Accounts);
    private int expired;

    internal IReadOnlyList<RenewalAction> Run()
    {
        if (!MayBeDue())
        {
            return [];
        }

        using LedgerSession session = context.Ledger.Write(context.Stopping);
        _ = Do(session);
        if (command.IsPlan)
        {
            session.SettleDraws();
        }
        else if (expired > 0 || actions.Exists(a => a.Action != "failed"))
        {
            session.Commit();
        }

        return actions;
    }

    /// <summary>Does it in a write of the caller's, who keeps it or not.</summary>
    internal IReadOnlyList<RenewalAction> Do(LedgerSession session)
    {
        Extend(session);
        CarryOver(session);
        Granting.ApplyRules(context, session, names.Matches, Settings);
        expired = session.Grants.ExpireDue();
        return actions;
    }

    /// <summary>So that nobody waits for the ledger's writers where there is nothing to do.</summary>
    internal bool MayBeDue()
    {
        using LedgerView view = context.Ledger.Read();
        _ = AccountNames.Choose(view.Reader, command.Accounts);
        return view.Reader.Series().Any() || context.Configuration.Grant.Accounts.Values.Any(r => r.IsUnlimited || r.CreditLimit is not null);
    }

    private void Extend(LedgerSession session)
    {
        foreach (AllocationSeries series in session.Reader.Series().ToList())
        {
            string account = session.Reader.FindAccount(series.AccountId)!.Name;
            if (!names.Matches(account))
            {
                continue;
            }

            try
            {
                foreach (GrantResult result in Granting.Extend(session, series))
                {
                    Add("grant", account, result.Allocation, result.Allocation.Id, series.Terms.Share(1), result.Entry, result.Entry.Draft.Reason);
                }
            }
            catch (SlurmBankException error) when (error is AmountOverflowException or ReferenceConflictException or InvalidRequestException)
            {
                actions.Add(new RenewalAction
                {
                    Action = "failed", Account = account, AllocationId = 0, Amount = 0, AmountUnits = 0, Currency = series.Currency, Reason = $"series {series.Id.ToString(CultureInfo.InvariantCulture)}: {error.Message} {error.Advice}", Seq = 0,
                });
            }
        }
    }

    private void CarryOver(LedgerSession session)
    {
        foreach (Entry entry in session.CarryOvers.Run(id => names.Matches(session.Reader.FindAccount(id)!.Name)))
        {
            var amount = ServiceUnits.FromUnits(Number(entry, "amount"));
            Allocation from = session.Reader.FindAllocation(entry.Draft.AllocationId!.Value)!;
            long to = Number(entry, "to");
            string reason = string.Create(CultureInfo.InvariantCulture, $"from allocation {from.Id} to {to}: {entry.Draft.Reason}");
            Add(amount > ServiceUnits.Zero ? "carry-over" : "take-back", session.Reader.FindAccount(from.AccountId)!.Name, from, to, amount, entry, reason);
        }
    }

    private void Settings(Account account, AccountSettings settings) => actions.Add(new RenewalAction
    {
        Action = "settings",
        Account = account.Name,
        AllocationId = 0,
        Amount = settings.CreditLimit.Amount,
        AmountUnits = settings.CreditLimit.Units,
        Currency = context.Currency,
        Reason = settings.Kind == AccountKind.Unlimited ? "unlimited by the rule for its name" : "credit limit by the rule for its name",
        Seq = 0,
    });

    private void Add(string action, string account, Allocation allocation, long id, ServiceUnits amount, Entry entry, string reason) => actions.Add(new RenewalAction
    {
        Action = action,
        Account = account,
        AllocationId = command.IsPlan ? 0 : id,
        Amount = amount.Amount,
        AmountUnits = amount.Units,
        Currency = allocation.Currency,
        Reason = reason,
        Seq = command.IsPlan ? 0 : entry.Seq,
    });

    private static long Number(Entry entry, string field) => long.Parse(EntryBody.Field(entry.Draft.Body, field)!, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
}
