using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using SlurmBank.Engine;

namespace SlurmBank.Ledger;

/// <summary>
/// One write to the ledger: any number of operations that are kept together by <see cref="Commit"/>, or not at all.
/// While it is open nobody else writes, so keep it short.
/// </summary>
public sealed partial class LedgerSession : IDisposable
{
    private readonly Dictionary<(long, string), AccountFunds> funds = [];
    private readonly Dictionary<(long, string), PendingSums> pending = [];
    private readonly HashSet<(long, string)> pendingChanged = [];
    private bool committed;

    internal LedgerSession(ILedgerTransaction transaction, LedgerIdentity who, TimeProvider clock)
    {
        Transaction = transaction;
        Who = who;
        Journal = new Journal(transaction, who, clock);
        Now = Journal.Now;
        NowSeconds = clock.GetUtcNow().ToUnixTimeSeconds();
        Accounts = new AccountOperations(this);
        Grants = new GrantOperations(this);
        Allocations = new AllocationOperations(this);
        Transfers = new TransferOperations(this);
        Series = new SeriesOperations(this);
        CarryOvers = new CarryOverOperations(this);
        Advances = new AdvanceOperations(this);
        Runs = new RunOperations(this);
        Openings = new OpeningOperations(this);
        Assertions = new AssertionOperations(this);
        Refunds = new RefundOperations(this);
        Reversals = new ReversalOperations(this);
        Liens = new LienOperations(this);
        Holds = new HoldOperations(this);
        Notices = new NoticeOperations(this);
    }

    /// <summary>When this write began, in microseconds since 1970 UTC; after every entry of earlier writes.</summary>
    public long Now { get; }

    /// <summary>
    /// When this write began, in seconds since 1970 UTC, by the clock alone: windows follow it, so one entry that was recorded by a
    /// clock far ahead ends no window for ever.
    /// </summary>
    public long NowSeconds { get; }

    /// <summary>Who writes.</summary>
    public LedgerIdentity Who { get; }

    /// <summary>What is in the ledger, this write's own changes included.</summary>
    public ILedgerReader Reader => Transaction;

    /// <summary>Accounts, their tree and their settings.</summary>
    public AccountOperations Accounts { get; }

    /// <summary>Grants, deposits, withdrawals, write-offs, expiry.</summary>
    public GrantOperations Grants { get; }

    /// <summary>Changing the terms of allocations.</summary>
    public AllocationOperations Allocations { get; }

    /// <summary>Rows of allocations: monthly grants, investments.</summary>
    public SeriesOperations Series { get; }

    /// <summary>What unused rests give to the next period.</summary>
    public CarryOverOperations CarryOvers { get; }

    /// <summary>What later periods give in advance.</summary>
    public AdvanceOperations Advances { get; }

    /// <summary>Moving credit from one allocation to another.</summary>
    public TransferOperations Transfers { get; }

    /// <summary>Giving back what runs cost.</summary>
    public RefundOperations Refunds { get; }

    /// <summary>Taking entries back.</summary>
    public ReversalOperations Reversals { get; }

    /// <summary>Settling finished runs.</summary>
    public RunOperations Runs { get; }

    /// <summary>What was used before the bank began.</summary>
    public OpeningOperations Openings { get; }

    /// <summary>What figures are said to be.</summary>
    public AssertionOperations Assertions { get; }

    /// <summary>Amounts set aside for jobs that have not finished.</summary>
    public LienOperations Liens { get; }

    /// <summary>Holds, pardons, and the limits they put into Slurm.</summary>
    public HoldOperations Holds { get; }

    /// <summary>Crossed thresholds and what became of the notices.</summary>
    public NoticeOperations Notices { get; }

    internal ILedgerTransaction Transaction { get; }

    internal Journal Journal { get; }

    /// <summary>Stores how far a reading of Slurm has come, in the same commit as what it read.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="name">The reading.</param>
    /// <param name="value">Seconds since 1970 UTC.</param>
    public void SetWatermark(string cluster, string name, long value) => Transaction.PutWatermark(cluster, name, value);

    /// <summary>Sets a value of the ledger's own.</summary>
    public void SetProperty(string name, string value) => Transaction.PutProperty(name, value);

    /// <summary>Opens the books: nothing done before is charged. Once; the entry says who and why.</summary>
    /// <param name="from">The moment, in seconds since 1970 UTC.</param>
    /// <param name="reason">Why.</param>
    public void OpenBooks(long from, string reason)
    {
        Transaction.PutProperty("books-open", from.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Journal.Append(new EntryDraft(EntryKind.Opened, from) { Reason = reason }, []);
    }

    /// <summary>Says that what follows was restored from a backup. Written into the copy that then replaces the ledger.</summary>
    /// <param name="backup">The backup's name.</param>
    /// <param name="replacedSeq">The newest entry of the ledger that is replaced; 0 where it had none or could not be read.</param>
    /// <param name="replacedHead">Its hash in hexadecimal; empty where there was none.</param>
    /// <param name="reason">Why.</param>
    public void Restored(string backup, long replacedSeq, string replacedHead, string reason)
    {
        string body = new EntryBody().Add("backup", backup).Add("replaced_entry", replacedSeq).Add("replaced_head", replacedHead).ToString();
        Journal.Append(new EntryDraft(EntryKind.Restored, NowSeconds) { Reason = reason, Body = body }, []);
        Transaction.PutProperty(ILedgerFile.IncarnationProperty, Guid.NewGuid().ToString("N"));
    }

    /// <summary>Adds a tariff version with the next number and says so in an entry.</summary>
    /// <exception cref="InvalidRequestException">There is a version with this number.</exception>
    public TariffVersion AddTariff(int version, long effectiveFrom, string cluster, string text, string reason)
    {
        if (Transaction.Tariffs().Any(t => t.Version == version))
        {
            throw new InvalidRequestException($"The ledger has a tariff version {version} already; a tariff version is never changed.");
        }

        var tariff = new TariffVersion(version, effectiveFrom, cluster, text);
        Transaction.AddTariff(tariff);
        Journal.Append(
            new EntryDraft(EntryKind.Tariff, effectiveFrom) { TariffVersion = version, Reason = reason, Body = new EntryBody().Add("cluster", cluster).Add("text", text).ToString() },
            []);
        return tariff;
    }

    /// <summary>Moves the draws of every account that this write has touched to where they belong, as the commit will: for figures of a plan.</summary>
    public void SettleDraws()
    {
        RedrawAll();
    }

    /// <summary>Moves draws to where they belong, makes everything durable, and ends the write.</summary>
    /// <exception cref="InvalidRequestException">It was committed before, or an entry of it could not be posted.</exception>
    /// <exception cref="LedgerUnavailableException">The store cannot keep it.</exception>
    public void Commit()
    {
        if (committed || previewed || Journal.HasFailed)
        {
            throw new InvalidRequestException(previewed ? "This write to the ledger was previewed; nothing of it is kept." : committed ? "This write to the ledger was committed before." : "An entry of this write could not be posted; nothing of it is kept.");
        }

        Flush();
        Transaction.Commit();
        committed = true;
    }

    private void Flush()
    {
        RedrawAll();
        foreach (AccountFunds account in funds.Values)
        {
            account.Flush();
        }

        foreach ((long AccountId, string Currency) key in pendingChanged)
        {
            Transaction.PutPending(key.AccountId, key.Currency, pending[key]);
        }

        Journal.Flush();
    }

    /// <summary>Ends the write; what was not committed leaves nothing.</summary>
    public void Dispose() => Transaction.Dispose();

    /// <summary>True once <see cref="Commit"/> has returned.</summary>
    public bool IsCommitted => committed;

    internal AccountFunds Funds(long accountId, string currency)
    {
        if (!funds.TryGetValue((accountId, currency), out AccountFunds? account))
        {
            // All whose draws depend on each other together: what changes for one is counted anew for the others.
            foreach (long member in Tree.Group(accountId))
            {
                if (!funds.ContainsKey((member, currency)))
                {
                    funds.Add((member, currency), new AccountFunds(Transaction, Journal, member, currency, NowSeconds, Tree));
                }
            }

            account = funds[(accountId, currency)];
        }

        return account;
    }

    /// <summary>Moves the draws of an account that this write has touched to where they belong, so that its balances can be decided upon.</summary>
    internal void Settle(long accountId, string currency)
    {
        if (funds.TryGetValue((accountId, currency), out AccountFunds? account))
        {
            Redraw(account);
        }
    }

    /// <summary>
    /// Refuses to take more out of an allocation than is left in it, and, while its window is open, more than is available to the account:
    /// what is set aside for jobs, or covers an overdraft in another allocation, stays.
    /// </summary>
    /// <exception cref="InsufficientFundsException">Less than that is left.</exception>
    internal void RefuseBeyondLeft(Allocation allocation, Account account, ServiceUnits amount)
    {
        Settle(account.Id, allocation.Currency);
        long left = Journal.Book(BookKind.Allocation, allocation.AccountId, allocation.Id, allocation.Currency).Balance;
        if (allocation.IsActiveAt(NowSeconds))
        {
            left = Math.Min(left, Math.Max(BalanceCalculator.Of(this, account, allocation.Currency).Available.Units, 0));
        }

        if (left < amount.Units)
        {
            throw new InsufficientFundsException(account.Name, amount, ServiceUnits.FromUnits(left));
        }
    }

    /// <summary>Refuses to put something into an allocation from which nothing can be spent any more.</summary>
    /// <exception cref="InvalidRequestException">Its window has ended, or its grant was reversed.</exception>
    internal void RefuseEnded(Allocation allocation, Account account)
    {
        if (allocation.End <= NowSeconds || allocation.IsReversed)
        {
            throw new InvalidRequestException(
                $"Allocation {allocation.Id} of account '{account.Name}' {(allocation.IsReversed ? "was reversed" : "has ended")}; nothing can be spent from it.", "Grant a new allocation: New-SlurmAllocation.");
        }
    }

    internal PendingSums Pending(long accountId, string currency)
    {
        if (!pending.TryGetValue((accountId, currency), out PendingSums sums))
        {
            sums = Transaction.Pending(accountId, currency);
            pending.Add((accountId, currency), sums);
        }

        return sums;
    }

    internal void AddPending(Lien lien, int sign)
    {
        (long, string) key = (lien.AccountId, lien.Currency);
        PendingSums sums = Pending(lien.AccountId, lien.Currency);
        ServiceUnits amount = sign * lien.Remaining;
        pending[key] = lien switch
        {
            { Phase: LienPhase.Running } => sums with { Running = sums.Running + amount },
            { Kind: LienKind.Observed } => sums with { Queued = sums.Queued + amount },
            _ => sums with { Gated = sums.Gated + amount },
        };
        pendingChanged.Add(key);
    }
}
