using System;
using SlurmBank.Engine;

namespace SlurmBank.Ledger;

/// <summary>The ledger knows no such account.</summary>
public sealed class AccountNotFoundException : SlurmBankException
{
    /// <summary>Makes the error.</summary>
    public AccountNotFoundException(string account)
        : base("AccountNotFound", $"The ledger has no account '{account}'.", "Check the name, or grant the account an allocation first: New-SlurmAllocation.")
        => Account = account;

    /// <summary>The name that was asked for.</summary>
    public string Account { get; }
}

/// <summary>The ledger knows no such allocation, or it does not belong to the account named.</summary>
public sealed class AllocationNotFoundException : SlurmBankException
{
    /// <summary>Makes the error.</summary>
    public AllocationNotFoundException(string what, string advice)
        : base("AllocationNotFound", what, advice)
    {
    }
}

/// <summary>The same reference was used before with other contents.</summary>
public sealed class ReferenceConflictException : SlurmBankException
{
    /// <summary>Makes the error.</summary>
    public ReferenceConflictException(string reference, string account, long seq, string field, string before, string now)
        : base(
            "ReferenceConflict",
            $"Reference '{reference}' of account '{account}' was used in entry {seq} with another {field}: '{before}' then, '{now}' now.",
            "Repeat the action exactly as it was, or use another reference.")
    {
        Reference = reference;
        Field = field;
        Seq = seq;
    }

    /// <summary>The reference.</summary>
    public string Reference { get; }

    /// <summary>The first field that differs.</summary>
    public string Field { get; }

    /// <summary>The entry that used the reference first.</summary>
    public long Seq { get; }
}

/// <summary>A gated lien or a withdrawal asked for more than there is.</summary>
public sealed class InsufficientFundsException : SlurmBankException
{
    /// <summary>Makes the error.</summary>
    public InsufficientFundsException(string account, ServiceUnits asked, ServiceUnits available)
        : base("InsufficientFunds", $"Account '{account}' has {available} SU available, {asked} SU are needed.", "Ask for less, or add credit first: Add-SlurmCredit.")
    {
        Account = account;
        Asked = asked;
        Available = available;
    }

    /// <summary>The account.</summary>
    public string Account { get; }

    /// <summary>What was asked for.</summary>
    public ServiceUnits Asked { get; }

    /// <summary>What there is.</summary>
    public ServiceUnits Available { get; }
}

/// <summary>A refund asked for more than the run still costs.</summary>
public sealed class RefundExceedsChargeException : SlurmBankException
{
    /// <summary>Makes the error.</summary>
    /// <param name="run">The run.</param>
    /// <param name="asked">What was asked for; null for all of it.</param>
    public RefundExceedsChargeException(Run run, ServiceUnits? asked)
        : base(
            "RefundExceedsCharge",
            run.Net == ServiceUnits.Zero
                ? $"Job {run.Facts.JobId} of account '{run.Facts.Account}' costs nothing any more: it was charged {run.Price} {run.Currency}, and {run.Refunded} {run.Currency} were refunded."
                : $"Job {run.Facts.JobId} of account '{run.Facts.Account}' costs {run.Net} {run.Currency} now; {asked} {run.Currency} cannot be refunded.",
            "A refund never gives back what was not charged. Get-SlurmJobCost shows what a job cost and what was refunded.")
        => (Run, Asked) = (run, asked);

    /// <summary>The run.</summary>
    public Run Run { get; }

    /// <summary>What was asked for; null for all of it.</summary>
    public ServiceUnits? Asked { get; }
}

/// <summary>The ledger has no entry of this number.</summary>
public sealed class EntryNotFoundException : SlurmBankException
{
    /// <summary>Makes the error.</summary>
    public EntryNotFoundException(long seq)
        : base("EntryNotFound", $"The ledger has no entry {seq}.", "Get-SlurmTransaction lists entries with their numbers.")
        => Seq = seq;

    /// <summary>The number that was asked for.</summary>
    public long Seq { get; }
}

/// <summary>An entry cannot be taken back; the advice says what to do instead.</summary>
public sealed class NotReversibleException : SlurmBankException
{
    /// <summary>Makes the error.</summary>
    public NotReversibleException(long seq, string why, string advice)
        : base("NotReversible", $"Entry {seq} cannot be reversed: {why}", advice)
        => Seq = seq;

    /// <summary>The entry.</summary>
    public long Seq { get; }
}

/// <summary>A sum of amounts would not fit: beyond about 2.5e12 SU. Nothing of the action was done.</summary>
public sealed class AmountOverflowException : SlurmBankException
{
    /// <summary>Makes the error.</summary>
    /// <param name="account">The account's name.</param>
    /// <param name="what">What was to be added, such as a run's key or <c>the grant</c>.</param>
    /// <param name="inner">The error behind this one, if any.</param>
    public AmountOverflowException(string account, string what, Exception? inner = null)
        : base("AmountOverflow", $"Account '{account}' cannot take {what}: the sum would be beyond {ServiceUnits.FromUnits(long.MaxValue - 1)} SU.", "Check the amount: a weight, a price or a time limit is probably wrong.", inner)
        => (Account, What) = (account, what);

    /// <summary>The account.</summary>
    public string Account { get; }

    /// <summary>What was to be added.</summary>
    public string What { get; }
}

/// <summary>An action that makes no sense as asked: a window that ends before it starts, a negative grant.</summary>
public sealed class InvalidRequestException : SlurmBankException
{
    /// <summary>Makes the error.</summary>
    public InvalidRequestException(string message, string advice = "")
        : base("InvalidRequest", message, advice)
    {
    }
}

/// <summary>The ledger's file cannot be used: missing, read-only, full, of another program, on a network file system, damaged.</summary>
public sealed class LedgerUnavailableException : SlurmBankException
{
    /// <summary>Makes the error.</summary>
    public LedgerUnavailableException(string errorId, string message, string advice, Exception? inner = null)
        : base(errorId, message, advice, inner)
    {
    }
}

/// <summary>The ledger contradicts itself: see <see cref="LedgerVerifier"/>.</summary>
public sealed class LedgerCorruptException : SlurmBankException
{
    /// <summary>Makes the error.</summary>
    public LedgerCorruptException(string message)
        : base("LedgerCorrupt", message, "Stop writing, keep a copy of the file, and run Test-SlurmLedger -Detailed.")
    {
    }
}
