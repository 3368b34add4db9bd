using System;
using System.Collections.Generic;
using System.Linq;
using SlurmBank.Engine;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

/// <summary>Makes what the doors show of what the ledger holds.</summary>
internal sealed class ReportBuilder
{
    private readonly BankContext context;
    private readonly Dictionary<long, string> names = [];
    private readonly Dictionary<long, Book> books;
    private readonly ILedgerReader reader;

    internal ReportBuilder(BankContext context, ILedgerReader reader, bool withBooks = false)
    {
        this.context = context;
        this.reader = reader;
        books = withBooks ? reader.Books().ToDictionary(b => b.Id) : [];
    }

    internal Balance Balance(AccountBalance b, AccountMode mode, string status) => new()
    {
        Account = b.Account.Name,
        Currency = b.Currency,
        Granted = b.Granted.Amount,
        GrantedUnits = b.Granted.Units,
        Charged = b.Charged.Amount,
        ChargedUnits = b.Charged.Units,
        Running = b.Pending.Running.Amount,
        RunningUnits = b.Pending.Running.Units,
        Queued = (b.Pending.Queued + b.Pending.Gated).Amount,
        QueuedUnits = (b.Pending.Queued + b.Pending.Gated).Units,
        CreditLimit = b.Settings.CreditLimit.Amount,
        CreditLimitUnits = b.Settings.CreditLimit.Units,
        Spendable = b.Spendable.Amount,
        SpendableUnits = b.Spendable.Units,
        Available = b.Available.Amount,
        AvailableUnits = b.Available.Units,
        TotalCharged = b.TotalCharged.Amount,
        TotalChargedUnits = b.TotalCharged.Units,
        PercentUsed = b.PercentUsed,
        Status = status,
        Mode = Word(mode),
        EndDate = b.NextEnd is long end ? context.Instant(end) : null,
        Time = context.Instant(b.Instant),
        Parent = b.Tree.Parent?.Name,
        FromParent = b.Tree.FromParentAvailable.Amount,
        FromParentUnits = b.Tree.FromParentAvailable.Units,
        ClaimedByChildren = b.Tree.ClaimedByRunning.Amount,
        ClaimedByChildrenUnits = b.Tree.ClaimedByRunning.Units,
    };

    internal AllocationReport Allocation(AllocationBalance line, long now)
    {
        Allocation a = line.Allocation;

        // The window of one whose grant was reversed never begins; people look for the one that it had.
        Allocation window = a.IsReversed ? reader.FindGranted(a.Id) ?? a : a;
        return new AllocationReport
        {
            AllocationId = a.Id,
            Account = Name(a.AccountId),
            Currency = a.Currency,
            Granted = line.Granted.Amount,
            GrantedUnits = line.Granted.Units,
            Drawn = line.Drawn.Amount,
            DrawnUnits = line.Drawn.Units,
            Remaining = line.Remaining.Amount,
            RemainingUnits = line.Remaining.Units,
            Expired = line.Expired.Amount,
            ExpiredUnits = line.Expired.Units,
            StartDate = context.Instant(window.Start),
            EndDate = window.End == SlurmBank.Ledger.Allocation.Forever ? null : context.Instant(window.End),
            Status = a.IsReversed ? "reversed" : now < a.Start ? "future" : now >= a.End ? "ended" : "active",
            Kind = a.Kind,
            Priority = a.Priority,
            Clusters = a.Scope.Clusters,
            Partitions = a.Scope.Partitions,
            Qos = a.Scope.Qos,
            Users = a.Scope.Users,
            Reference = a.Reference,
        };
    }

    internal TransactionReport Transaction(Entry entry)
    {
        EntryDraft draft = entry.Draft;
        Run? run = draft.RunId is long id ? reader.FindRun(id) : null;
        long amount = 0;
        long charged = 0;
        string currency = context.Currency;
        var postings = new List<PostingReport>(entry.Postings.Count);
        foreach (Posting posting in entry.Postings)
        {
            Book book = books[posting.BookId];
            currency = book.Currency;

            // Of a transfer, what the account that pays it gave.
            amount += book.Kind is BookKind.Allocation or BookKind.Overdraft && book.AccountId == draft.AccountId ? posting.Amount : 0;
            charged += book.Kind == BookKind.Charged ? posting.Amount : 0;
            postings.Add(new PostingReport(BookName(book), ServiceUnits.FromUnits(posting.Amount).Amount, posting.Amount, posting.BalanceAfter));
        }

        return new TransactionReport
        {
            Seq = entry.Seq,
            Recorded = context.InstantOfMicroseconds(entry.Recorded),
            Effective = context.Instant(draft.Effective),
            Kind = Word(draft.Kind),
            Account = draft.AccountId is long account ? Name(account) : null,
            OtherAccount = draft.OtherAccountId is long other ? Name(other) : null,
            LinkedSeq = draft.LinkedSeq,
            Amount = ServiceUnits.FromUnits(amount).Amount,
            AmountUnits = amount,
            Charged = ServiceUnits.FromUnits(charged).Amount,
            ChargedUnits = charged,
            Currency = currency,
            JobId = run?.Facts.JobId,
            User = run?.Facts.User,
            Cluster = run?.Facts.Key.Cluster,
            AllocationId = draft.AllocationId,
            Reference = draft.Reference,
            Reason = draft.Reason,
            Actor = entry.Actor,
            Source = entry.Source,
            TariffVersion = draft.TariffVersion,
            EngineVersion = entry.EngineVersion,
            Body = draft.Body,
            Postings = postings,
            Hash = Hex.Of(entry.Hash),
        };
    }

    internal LienReport Lien(Lien lien) => new()
    {
        JobId = lien.JobId,
        Cluster = lien.Key.Cluster,
        Account = Name(lien.AccountId),
        User = lien.User,
        Partition = lien.Partition,
        Qos = lien.Qos,
        Phase = Word(lien.Phase),
        Kind = Word(lien.Kind),
        State = Word(lien.State),
        Amount = lien.Amount.Amount,
        AmountUnits = lien.Amount.Units,
        Remaining = lien.Remaining.Amount,
        RemainingUnits = lien.Remaining.Units,
        Tasks = lien.Tasks,
        Currency = lien.Currency,
        Opened = context.InstantOfMicroseconds(lien.Opened),
        LastSeen = context.InstantOfMicroseconds(lien.LastSeen),
        Ended = lien.Ended is long ended ? context.InstantOfMicroseconds(ended) : null,
        Note = lien.Note,
    };

    internal ParkedRunReport Parked(ParkedRun run) => new()
    {
        JobIdRaw = run.Key.JobIdRaw,
        Cluster = run.Key.Cluster,
        Account = run.Account,
        Submit = context.Instant(run.Key.Submit),
        Code = run.Code,
        Reason = run.Reason,
        Facts = run.Facts,
        FirstSeen = context.InstantOfMicroseconds(run.FirstSeen),
        LastTried = context.InstantOfMicroseconds(run.LastTried),
        Tries = run.Tries,
    };

    internal HoldReport Hold(Hold hold, IEnumerable<PlacedLimit> placed)
    {
        string limit = hold.Mechanism.Length == 0 ? string.Empty : HoldMechanism.Find(hold.Mechanism).Limit;
        PlacedLimit[] own = hold.Lifted is null ? [.. placed.Where(l => l.Limit == limit)] : [];
        return new HoldReport
        {
            Account = Name(hold.AccountId),
            Cluster = hold.Cluster,
            Owner = Word(hold.Owner),
            Actor = hold.Actor,
            Reason = hold.Reason,
            Mechanism = hold.Mechanism,
            Placed = context.InstantOfMicroseconds(hold.Placed),
            Until = hold.Until is long until ? context.Instant(until) : null,
            Lifted = hold.Lifted is long lifted ? context.InstantOfMicroseconds(lifted) : null,
            LiftedBy = hold.LiftedBy,
            Currency = hold.Currency,
            User = hold.User,
            Limit = limit,
            Targets = [.. own.Select(l => l.Target)],
            Replaced = own.All(l => l.Replaced.Length == 0) ? string.Empty : string.Join(',', own.Select(l => l.Replaced)),
        };
    }

    internal string Name(long accountId)
    {
        if (!names.TryGetValue(accountId, out string? name))
        {
            name = reader.FindAccount(accountId)?.Name ?? $"account {accountId}";
            names.Add(accountId, name);
        }

        return name;
    }

    internal static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    private string BookName(Book book) => book.Kind switch
    {
        BookKind.Issued or BookKind.Allocation or BookKind.Expired => $"{Word(book.Kind)}:{book.AllocationId}",
        _ => $"{Word(book.Kind)}:{(book.AccountId is long account ? Name(account) : "?")}",
    };
}
