namespace SlurmBank.Ledger;

/// <summary>The kinds of books that postings move amounts between.</summary>
public enum BookKind
{
    /// <summary>What the site has issued into one allocation, as a negative amount: the other side of its grants and deposits.</summary>
    Issued = 0,

    /// <summary>What is left in one allocation.</summary>
    Allocation = 1,

    /// <summary>The unused rest of an allocation whose window has ended; late charges of that window draw from it.</summary>
    Expired = 2,

    /// <summary>All that an account was ever charged.</summary>
    Charged = 3,

    /// <summary>What an account used and no allocation covered, as a negative amount.</summary>
    Overdraft = 4,

    /// <summary>What an account used before its first allocation began, as a negative amount; it is nobody's debt.</summary>
    Unmanaged = 5,
}

/// <summary>One book of the double-entry ledger, with its stored balance.</summary>
/// <param name="Id">The book's number.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="AccountId">The account it belongs to; the owner of the allocation where there is one.</param>
/// <param name="AllocationId">The allocation, for issued, allocation and expired books.</param>
/// <param name="Currency">The currency.</param>
/// <param name="Balance">The balance in units.</param>
public sealed record Book(long Id, BookKind Kind, long? AccountId, long? AllocationId, string Currency, long Balance);
