using System;
using System.Globalization;
using System.Linq;
using SlurmBank.Engine;

namespace SlurmBank.Ledger;

/// <summary>Grants, deposits, withdrawals, write-offs and the expiry of allocations.</summary>
public sealed class GrantOperations
{
    private readonly LedgerSession session;

    internal GrantOperations(LedgerSession session) => this.session = session;

    /// <summary>Makes an allocation and issues its amount; the same reference and body again answer with what is there.</summary>
    /// <exception cref="ReferenceConflictException">The reference was used with another body.</exception>
    /// <exception cref="InvalidRequestException">The window is empty, the amount negative, or a name in the scope empty or with a comma.</exception>
    /// <exception cref="AmountOverflowException">The sum of the account's grants would not fit.</exception>
    public GrantResult Grant(GrantRequest request)
    {
        request.Check();
        return Make(EntryKind.Grant, session.Accounts.Open(request.Account), request, Body(request));
    }

    /// <summary>
    /// Forgives an account's overdraft, or part of it: makes an allocation of that amount whose window reaches from the account's first grant to
    /// now and which is drawn after everything else, so that it pays for exactly what nothing else covers.
    /// </summary>
    /// <param name="account">The account's name.</param>
    /// <param name="currency">The currency.</param>
    /// <param name="amount">How much; null for all of it.</param>
    /// <param name="reason">Why.</param>
    /// <param name="reference">The ticket number; the same again answers with what is there.</param>
    /// <exception cref="AccountNotFoundException">The ledger has no such account.</exception>
    /// <exception cref="InvalidRequestException">There is no overdraft, or a smaller one, or the amount is not positive.</exception>
    public GrantResult WriteOff(string account, string currency, ServiceUnits? amount, string reason, string? reference = null)
    {
        Account owner = session.Accounts.Get(account);
        string asked = new EntryBody().Add("amount", amount is ServiceUnits part ? part.Units.ToString(CultureInfo.InvariantCulture) : "all").Add("currency", currency).ToString();
        if (References.Earlier(session, owner, EntryKind.WriteOff, reference, asked) is Entry earlier)
        {
            return new GrantResult(session.Transaction.FindAllocation(earlier.Draft.AllocationId!.Value)!, earlier, false);
        }

        AccountFunds funds = session.Funds(owner.Id, currency);
        session.Settle(owner.Id, currency);
        var overdraft = ServiceUnits.FromUnits(-session.Journal.Book(BookKind.Overdraft, owner.Id, null, currency).Balance);
        ServiceUnits forgiven = amount ?? overdraft;
        if (forgiven <= ServiceUnits.Zero || forgiven > overdraft)
        {
            throw new InvalidRequestException(
                overdraft == ServiceUnits.Zero ? $"Account '{owner.Name}' has no overdraft in {currency}; there is nothing to write off." : $"Account '{owner.Name}' has an overdraft of {overdraft} {currency}; {forgiven} {currency} of it cannot be written off.",
                "Get-SlurmBalance shows what an account was charged and granted.");
        }

        long end = Math.Min(Math.Max(session.NowSeconds, session.Transaction.LatestRunEnd(owner.Id, currency) ?? long.MinValue), Allocation.Forever - 2) + 1;
        var request = new GrantRequest(owner.Name, forgiven, funds.Order.ManagedFrom, end)
        {
            Currency = currency,
            Kind = Allocation.WriteOffKind,
            Priority = Allocation.WriteOffPriority,
            Reason = reason,
            Reference = reference,
        };
        return Make(EntryKind.WriteOff, owner, request, asked + Results(Body(request)));
    }

    private GrantResult Make(EntryKind kind, Account account, GrantRequest request, string body)
    {
        if (References.Earlier(session, account, kind, request.Reference, body) is Entry earlier)
        {
            return new GrantResult(session.Transaction.FindAllocation(earlier.Draft.AllocationId!.Value)!, earlier, false);
        }

        session.Series.RefuseOther(account, EntryKind.Series, kind == EntryKind.Grant ? request.Reference : null, "a row of allocations", "once");
        AccountFunds funds = session.Funds(account.Id, request.Currency);
        RefuseOverflow(funds, account, "the grant", request.Amount.Units);
        Allocation allocation = session.Transaction.AddAllocation(
            new Allocation(0, account.Id, request.Currency, request.Start, request.End, request.Kind, request.Priority, request.Scope, request.Reference));
        var draft = new EntryDraft(kind, request.Start)
        {
            AccountId = account.Id,
            AllocationId = allocation.Id,
            Reason = request.Reason,
            Reference = request.Reference,
            Body = body,
        };
        Entry entry = Issue(allocation, draft, request.Amount.Units);
        session.Reload(funds, request.Start);
        return new GrantResult(allocation, entry, true);
    }

    /// <summary>Adds an amount to an allocation; the same reference and body again answer with what is there.</summary>
    /// <exception cref="InvalidRequestException">The amount is not positive, or the window has ended.</exception>
    public GrantResult Deposit(long allocationId, ServiceUnits amount, string reason, string? reference = null)
    {
        Allocation allocation = Find(allocationId);
        if (amount <= ServiceUnits.Zero)
        {
            throw new InvalidRequestException($"A deposit into allocation {allocationId} must be more than zero, not {amount} SU.", "To take credit away use Remove-SlurmCredit.");
        }

        Account account = session.Transaction.FindAccount(allocation.AccountId)!;
        string body = new EntryBody().Add("allocation", allocationId).Add("amount", amount.Units).ToString();
        if (References.Earlier(session, account, EntryKind.Deposit, reference, body) is Entry earlier)
        {
            return new GrantResult(allocation, earlier, false);
        }

        session.RefuseEnded(allocation, account);

        RefuseOverflow(session.Funds(account.Id, allocation.Currency), account, "the deposit", amount.Units);
        return new GrantResult(allocation, Issue(allocation, Draft(EntryKind.Deposit, allocation, reason, reference, body), amount.Units), true);
    }

    /// <summary>Takes an amount back from what is left in an allocation; the same reference and body again answer with what is there.</summary>
    /// <exception cref="InsufficientFundsException">Less than that is left, or more than that is set aside for jobs.</exception>
    public GrantResult Withdraw(long allocationId, ServiceUnits amount, string reason, string? reference = null)
    {
        Allocation allocation = Find(allocationId);
        if (amount <= ServiceUnits.Zero)
        {
            throw new InvalidRequestException($"A withdrawal from allocation {allocationId} must be more than zero, not {amount} SU.");
        }

        Account account = session.Transaction.FindAccount(allocation.AccountId)!;
        string body = new EntryBody().Add("allocation", allocationId).Add("amount", amount.Units).ToString();
        if (References.Earlier(session, account, EntryKind.Withdrawal, reference, body) is Entry earlier)
        {
            return new GrantResult(allocation, earlier, false);
        }

        session.RefuseBeyondLeft(allocation, account, amount);

        return new GrantResult(allocation, Issue(allocation, Draft(EntryKind.Withdrawal, allocation, reason, reference, body), -amount.Units), true);
    }

    /// <summary>An allocation with what is granted and left in it as this write would leave it.</summary>
    public AllocationBalance Line(Allocation allocation) => new(
        allocation,
        ServiceUnits.FromUnits(-Book(BookKind.Issued, allocation).Balance),
        ServiceUnits.FromUnits(Book(BookKind.Allocation, allocation).Balance),
        ServiceUnits.FromUnits(Book(BookKind.Expired, allocation).Balance));

    /// <summary>Sets aside the unused rest of every allocation whose window has ended.</summary>
    /// <returns>How many were set aside.</returns>
    public int ExpireDue()
    {
        int count = 0;
        session.Journal.Flush();
        foreach (Allocation allocation in session.Transaction.AllocationsDue(session.NowSeconds).ToList())
        {
            count += Expire(allocation) ? 1 : 0;
        }

        return count;
    }

    /// <summary>Sets aside the unused rest of an allocation whose window has ended.</summary>
    /// <returns>False where nothing was left.</returns>
    internal bool Expire(Allocation allocation)
    {
        Book live = Book(BookKind.Allocation, allocation);
        if (live.Balance == 0)
        {
            return false;
        }

        session.Journal.Append(
            new EntryDraft(EntryKind.Expiry, allocation.End) { AccountId = allocation.AccountId, AllocationId = allocation.Id },
            [(live, -live.Balance), (Book(BookKind.Expired, allocation), live.Balance)]);
        return true;
    }

    private Book Book(BookKind kind, Allocation allocation) => session.Journal.Book(kind, allocation.AccountId, allocation.Id, allocation.Currency);

    private static EntryDraft Draft(EntryKind kind, Allocation allocation, string reason, string? reference, string body) =>
        new(kind, allocation.Start)
        {
            AccountId = allocation.AccountId,
            AllocationId = allocation.Id,
            Reason = reason,
            Reference = reference,
            Body = body,
        };

    private static string Body(GrantRequest request) =>
        Body(request.Amount.Units, new Allocation(0, 0, request.Currency, request.Start, request.End, request.Kind, request.Priority, request.Scope, request.Reference));

    /// <summary>The body of the entry of a grant: all that was decided, so that the allocation can be compared with it.</summary>
    internal static string Body(long units, Allocation allocation) => new EntryBody()
        .Add("amount", units)
        .Add("currency", allocation.Currency)
        .Add("start", allocation.Start)
        .Add("end", allocation.End)
        .Add("kind", allocation.Kind)
        .Add("priority", allocation.Priority)
        .Add("clusters", allocation.Scope.Clusters)
        .Add("partitions", allocation.Scope.Partitions)
        .Add("qos", allocation.Scope.Qos)
        .Add("users", allocation.Scope.Users)
        .ToString();

    internal static void RefuseOverflow(AccountFunds funds, Account account, string what, long units)
    {
        if (!funds.CanIssue(units))
        {
            throw new AmountOverflowException(account.Name, what);
        }
    }

    /// <summary>The lines of a body as results: what came of what was asked.</summary>
    internal static string Results(string body) => string.Concat(body.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => $">{line}\n"));

    internal Allocation Find(long id) => session.Transaction.FindAllocation(id)
        ?? throw new AllocationNotFoundException($"The ledger has no allocation {id}.", "Get-SlurmAllocation lists them.");

    private Entry Issue(Allocation allocation, EntryDraft draft, long units)
    {
        Book issued = session.Journal.Book(BookKind.Issued, allocation.AccountId, allocation.Id, allocation.Currency);
        Book live = session.Journal.Book(BookKind.Allocation, allocation.AccountId, allocation.Id, allocation.Currency);
        Entry entry = session.Journal.Append(draft, [(issued, -units), (live, units)]);

        // Loading the funds makes the commit look at the draws again: credit may cover an overdraft now.
        _ = session.Funds(allocation.AccountId, allocation.Currency);
        return entry;
    }
}
