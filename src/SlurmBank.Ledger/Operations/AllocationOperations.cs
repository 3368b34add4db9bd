using System.Collections.Generic;
using SlurmBank.Engine;

namespace SlurmBank.Ledger;

/// <summary>A change of an allocation's terms; null leaves one as it is.</summary>
/// <param name="AllocationId">The allocation.</param>
public sealed record TermsRequest(long AllocationId)
{
    /// <summary>First second after the window, in seconds since 1970 UTC; <see cref="Allocation.Forever"/> for none.</summary>
    public long? End { get; init; }

    /// <summary>Which is drawn first: the lowest.</summary>
    public int? Priority { get; init; }

    /// <summary>What it may pay for.</summary>
    public AllocationScope? Scope { get; init; }

    /// <summary>The ticket number; unique per account.</summary>
    public string? Reference { get; init; }

    /// <summary>Why.</summary>
    public string Reason { get; init; } = string.Empty;
}

/// <summary>The answer to a change of terms.</summary>
/// <param name="Allocation">The allocation as it is now.</param>
/// <param name="Entry">The entry, new or found by its reference; null where the terms were these already.</param>
/// <param name="IsNew">False where nothing was changed.</param>
public sealed record TermsResult(Allocation Allocation, Entry? Entry, bool IsNew);

/// <summary>
/// Changes the end, the priority and the scope of allocations. What was posted stays: the new terms are an entry, and draws move to where they
/// belong under them. Amounts are changed by deposits, withdrawals and transfers.
/// </summary>
public sealed class AllocationOperations
{
    private readonly LedgerSession session;

    internal AllocationOperations(LedgerSession session) => this.session = session;

    /// <summary>
    /// Changes terms. Work that was done after an earlier end is paid by other allocations or is overdraft; a later end makes what expired
    /// spendable again. The same terms again change nothing.
    /// </summary>
    /// <exception cref="AllocationNotFoundException">There is no such allocation.</exception>
    /// <exception cref="InvalidRequestException">The window would be empty, the allocation was reversed or writes an overdraft off, or a name is empty or has a comma.</exception>
    /// <exception cref="ReferenceConflictException">The reference was used with another body.</exception>
    public TermsResult Change(TermsRequest request)
    {
        Allocation before = session.Grants.Find(request.AllocationId);
        Account account = session.Transaction.FindAccount(before.AccountId)!;
        Allocation after = before with { End = request.End ?? before.End, Priority = request.Priority ?? before.Priority, Scope = request.Scope ?? before.Scope };
        string body = Asked(request) + GrantOperations.Results(Terms(after));
        if (References.Earlier(session, account, EntryKind.Change, request.Reference, body) is Entry earlier)
        {
            return new TermsResult(before, earlier, false);
        }

        Check(before, after, account);
        if (before == after)
        {
            return new TermsResult(before, null, false);
        }

        AccountFunds funds = session.Funds(account.Id, before.Currency);
        session.Settle(account.Id, before.Currency);
        Entry entry = session.Journal.Append(
            new EntryDraft(EntryKind.Change, session.NowSeconds) { AccountId = account.Id, AllocationId = after.Id, Reason = request.Reason, Reference = request.Reference, Body = body },
            Revive(after));
        session.Transaction.PutTerms(after);
        session.Reload(funds, after.Start);
        session.Settle(account.Id, before.Currency);
        if (after.End <= session.NowSeconds)
        {
            _ = session.Grants.Expire(after);
        }

        return new TermsResult(after, entry, true);
    }

    /// <summary>The terms that a change may set, as lines of a body: verification compares the last of them with the allocation.</summary>
    internal static string Terms(Allocation allocation) => new EntryBody()
        .Add("end", allocation.End)
        .Add("priority", allocation.Priority)
        .Add("clusters", allocation.Scope.Clusters)
        .Add("partitions", allocation.Scope.Partitions)
        .Add("qos", allocation.Scope.Qos)
        .Add("users", allocation.Scope.Users)
        .ToString();

    private static string Asked(TermsRequest request)
    {
        EntryBody body = new EntryBody().Add("allocation", request.AllocationId);
        _ = request.End is long end ? body.Add("end", end) : body;
        _ = request.Priority is int priority ? body.Add("priority", priority) : body;
        _ = request.Scope is AllocationScope scope
            ? body.Add("clusters", scope.Clusters).Add("partitions", scope.Partitions).Add("qos", scope.Qos).Add("users", scope.Users)
            : body;
        return body.ToString();
    }

    private static void Check(Allocation before, Allocation after, Account account)
    {
        if (before.IsReversed || before.Priority == Allocation.WriteOffPriority)
        {
            throw new InvalidRequestException(
                $"Allocation {before.Id} of account '{account.Name}' {(before.IsReversed ? "was reversed" : "writes an overdraft off")}; its terms cannot be changed.",
                before.IsReversed ? "Grant a new allocation: New-SlurmAllocation." : "Reverse the write-off instead: Undo-SlurmTransaction.");
        }

        if (after.Priority == Allocation.WriteOffPriority)
        {
            throw new InvalidRequestException($"Allocation {before.Id} of account '{account.Name}' cannot have the priority {after.Priority}: it is kept for write-offs.", "Choose a smaller number: the lowest is drawn first.");
        }

        if (after.End <= after.Start)
        {
            throw new InvalidRequestException($"The window of allocation {before.Id} of account '{account.Name}' would end ({EntryBody.Moment(after.End)}) before it begins ({EntryBody.Moment(after.Start)}).", "To take back a grant that should not have been made: Undo-SlurmTransaction.");
        }

        GrantRequest.Check(after.Scope, account.Name);
    }

    /// <summary>What expired is spendable again where the window now ends later.</summary>
    private List<(Book, long)> Revive(Allocation after)
    {
        Book rest = session.Journal.Book(BookKind.Expired, after.AccountId, after.Id, after.Currency);
        return after.End <= session.NowSeconds || rest.Balance == 0
            ? []
            : [(rest, -rest.Balance), (session.Journal.Book(BookKind.Allocation, after.AccountId, after.Id, after.Currency), rest.Balance)];
    }
}
