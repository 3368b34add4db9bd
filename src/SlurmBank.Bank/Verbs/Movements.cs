using System.Collections.Generic;
using System.Linq;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

/// <summary>What the movements share: which allocation is meant, and what is said where a reference was used up.</summary>
internal static class Movements
{
    /// <summary>The allocation that is named, which must be the account's; else the account's only active one.</summary>
    /// <exception cref="AllocationNotFoundException">It is another account's, or none or several are active.</exception>
    internal static long Choose(LedgerSession session, string name, long? allocationId, string currency, string option = "-AllocationId")
    {
        Account account = session.Accounts.Get(name);
        if (allocationId is long id)
        {
            return session.Reader.FindAllocation(id)?.AccountId == account.Id
                ? id
                : throw new AllocationNotFoundException($"Account '{name}' has no allocation {id}.", "Get-SlurmAllocation lists an account's allocations.");
        }

        List<Allocation> active = [.. session.Reader.Allocations(account.Id).Where(a => a.Currency == currency && a.IsActiveAt(session.NowSeconds) && a.Priority != Allocation.WriteOffPriority)];
        return active.Count switch
        {
            1 => active[0].Id,
            0 => throw new AllocationNotFoundException($"Account '{account.Name}' has no active allocation in {currency}.", "Grant one: New-SlurmAllocation."),
            _ => throw new AllocationNotFoundException(
                $"Account '{account.Name}' has {active.Count} active allocations in {currency}: {string.Join(", ", active.Select(a => a.Id))}.", $"Name one of them: {option}."),
        };
    }

    /// <summary>Refuses an allocation that is not the account's.</summary>
    /// <exception cref="AllocationNotFoundException">It is not.</exception>
    internal static void Require(LedgerSession session, string? name, long allocationId)
    {
        if (name is not null && session.Reader.FindAllocation(allocationId)?.AccountId != session.Accounts.Get(name).Id)
        {
            throw new AllocationNotFoundException($"Account '{name}' has no allocation {allocationId}.", "Get-SlurmAllocation lists an account's allocations.");
        }
    }

    /// <summary>Says that what was done under a reference was taken back since, so that the same again moves nothing.</summary>
    internal static string UsedUp(Entry entry, Entry reversal) =>
        $"What was done under reference '{entry.Draft.Reference}' (entry {entry.Seq}) was reversed in entry {reversal.Seq}; nothing was moved now. To do it again, use another reference.";
}
