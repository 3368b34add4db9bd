using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using SlurmBank.Engine;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

public sealed partial class BankService
{
    /// <summary>Adds an amount to an allocation; the same reference and contents again answer with what is there.</summary>
    public MovementReport Deposit(DepositCommand command) => Move(
        command.IsPlan,
        session => Answer(session.Grants.Deposit(Chosen(session, command, EntryKind.Deposit), command.Amount, command.Reason, command.Reference)));

    /// <summary>Takes an amount back from an allocation, never more than is left and available; the same reference and contents again answer with what is there.</summary>
    /// <exception cref="InsufficientFundsException">Less than that is left, or more than that is set aside for jobs.</exception>
    public MovementReport Withdraw(WithdrawCommand command) => Move(
        command.IsPlan,
        session => Answer(session.Grants.Withdraw(Chosen(session, command, EntryKind.Withdrawal), command.Amount, command.Reason, command.Reference)));

    /// <summary>Forgives an account's overdraft, or part of it; the same reference and contents again answer with what is there.</summary>
    /// <exception cref="InvalidRequestException">There is no overdraft, or a smaller one.</exception>
    public MovementReport WriteOff(WriteOffCommand command) => Move(
        command.IsPlan,
        session => Answer(session.Grants.WriteOff(command.Account, CurrencyNames.Of(context, session.Reader, command.Currency, command.Unit), command.Amount, command.Reason, command.Reference)));

    /// <summary>Changes an allocation's end, priority or scope. What is not given stays; the same again changes nothing.</summary>
    public MovementReport SetAllocation(TermsCommand command) => Move(command.IsPlan, session =>
    {
        Movements.Require(session, command.Account, command.AllocationId);
        WarnOfScope(new AllocationScope(command.Clusters ?? [], command.Partitions ?? [], [], command.Users ?? []));
        long? end = command.HasNoEnd ? Allocation.Forever : command.EndDate?.ToEnd(context.Zone);
        return Answer(session.Allocations.Change(new TermsRequest(command.AllocationId)
        {
            End = end,
            Priority = command.Priority,
            Scope = Scope(session, command),
            Reference = command.Reference,
            Reason = command.Reason,
        }));
    });

    /// <summary>Ends an allocation, now or at a date before its end; what is left then expires. One that has ended by then stays as it is.</summary>
    /// <exception cref="InvalidRequestException">The date is after its end.</exception>
    public MovementReport CloseAllocation(CloseCommand command) => Move(command.IsPlan, session =>
    {
        Movements.Require(session, command.Account, command.AllocationId);
        long end = command.EndDate?.ToEnd(context.Zone) ?? session.NowSeconds;
        if (session.Reader.FindAllocation(command.AllocationId) is Allocation open && open.End <= end && (command.EndDate is null || open.End == end))
        {
            return (open, null, false);
        }

        if (session.Reader.FindAllocation(command.AllocationId) is Allocation earlier && earlier.End < end)
        {
            throw new InvalidRequestException($"Allocation {command.AllocationId} ends before that already, at {context.Instant(earlier.End):yyyy-MM-dd HH:mm}.", "To let it end later: Set-SlurmAllocation -EndDate.");
        }

        return Answer(session.Allocations.Change(new TermsRequest(command.AllocationId) { End = end, Reference = command.Reference, Reason = command.Reason }));
    });

    /// <summary>Moves an amount from one allocation to another, never more than is left and available; the same reference and contents again answer with what is there.</summary>
    /// <exception cref="InsufficientFundsException">Less than that is left, or more than that is set aside for jobs.</exception>
    public TransferReport Transfer(TransferCommand command)
    {
        using LedgerSession session = context.Ledger.Write(context.Stopping);
        (long from, long to) = Ends(session, command);
        TransferResult result = session.Transfers.Transfer(from, to, command.Amount, command.Reason, command.Reference);
        WarnOfUsedUp(session, result.Entry, result.IsNew);
        Finish(session, command.IsPlan);
        using LedgerView? view = command.IsPlan ? null : context.Ledger.Read();
        return new TransferReport(
            Line(session, view, result.From), Line(session, view, result.To), command.IsPlan && result.IsNew ? 0 : result.Entry.Seq, result.IsNew);
    }

    /// <summary>Takes an entry back, once; the same reference again answers with what is there.</summary>
    /// <exception cref="NotReversibleException">It was reversed before, is of a kind that cannot be, or what it gave was spent.</exception>
    public ReversalReport Undo(UndoCommand command)
    {
        using LedgerSession session = context.Ledger.Write(context.Stopping);
        ReversalResult result = session.Reversals.Undo(command.Seq, command.Reason, command.Reference);
        var reports = new ReportBuilder(context, session.Reader, withBooks: true);
        TransactionReport transaction = reports.Transaction(result.Entry);
        TransactionReport reversed = reports.Transaction(result.Reversed);
        Finish(session, command.IsPlan);
        return new ReversalReport(command.IsPlan && result.IsNew ? transaction with { Seq = 0 } : transaction, reversed, result.IsNew);
    }

    /// <summary>
    /// Gives back what runs cost: of jobs by number, or of all runs that fit. Each is given back in whole, or one in part; one that costs nothing any
    /// more is passed over and said. Slurm is asked only where nodes are named.
    /// </summary>
    /// <exception cref="RefundExceedsChargeException">The amount is more than the run costs now.</exception>
    /// <exception cref="InvalidRequestException">A job has no settled run, or an amount was given for several runs.</exception>
    public IReadOnlyList<RefundReport> Refund(RefundCommand command, CancellationToken cancellation = default)
    {
        figuresChanged |= !command.IsPlan;
        return new Refunding(context, command).Run(cancellation);
    }

    /// <summary>The movements of accounts' funds in a period. Names may hold wildcards.</summary>
    public IEnumerable<StatementReport> Statements(StatementQuery query)
    {
        using LedgerView view = context.Ledger.Read();
        return [.. StatementReading.Read(context, view, query)];
    }

    /// <summary>What accounts' work cost in a period, by when it was done. Names may hold wildcards.</summary>
    public IEnumerable<UsageReport> Usage(UsageQuery query)
    {
        using LedgerView view = context.Ledger.Read();
        return new UsageReading(context, view, query).Read();
    }

    private static (Allocation, Entry?, bool) Answer(GrantResult result) => (result.Allocation, result.Entry, result.IsNew);

    private static (Allocation, Entry?, bool) Answer(TermsResult result) => (result.Allocation, result.Entry, result.IsNew);

    private static AllocationScope? Scope(LedgerSession session, TermsCommand command)
    {
        if (command.Clusters is null && command.Partitions is null && command.Qos is null && command.Users is null)
        {
            return null;
        }

        AllocationScope before = session.Reader.FindAllocation(command.AllocationId)?.Scope ?? AllocationScope.Everything;
        return new AllocationScope(command.Clusters ?? before.Clusters, command.Partitions ?? before.Partitions, command.Qos ?? before.Qos, command.Users ?? before.Users);
    }

    private MovementReport Move(bool isPlan, Func<LedgerSession, (Allocation Allocation, Entry? Entry, bool IsNew)> act)
    {
        using LedgerSession session = context.Ledger.Write(context.Stopping);
        (Allocation allocation, Entry? entry, bool isNew) = act(session);
        WarnOfUsedUp(session, entry, isNew);
        Finish(session, isPlan);
        using LedgerView? view = isPlan ? null : context.Ledger.Read();
        return new MovementReport(Line(session, view, allocation), isPlan && isNew ? 0 : entry?.Seq ?? 0, isNew);
    }

    /// <summary>Commits; of a plan only moves the draws, so that it shows the figures that would be.</summary>
    private void Finish(LedgerSession session, bool isPlan)
    {
        if (isPlan)
        {
            session.SettleDraws();
            return;
        }

        session.Commit();
        figuresChanged = true;
    }

    private AllocationReport Line(LedgerSession session, LedgerView? view, Allocation allocation) => view is null
        ? new ReportBuilder(context, session.Reader).Allocation(session.Grants.Line(session.Reader.FindAllocation(allocation.Id)!), session.NowSeconds)
        : new ReportBuilder(context, view.Reader).Allocation(
            view.Allocations(view.Reader.FindAccount(allocation.AccountId)!.Name).First(a => a.Allocation.Id == allocation.Id), view.NowSeconds);

    private void WarnOfUsedUp(LedgerSession session, Entry? entry, bool isNew)
    {
        if (!isNew && entry is not null && session.Reader.FindReversal(entry.Seq) is Entry reversal)
        {
            context.Warn(Movements.UsedUp(entry, reversal));
        }
    }

    /// <summary>A movement that is repeated goes where it went, even if the account has more allocations by now.</summary>
    private long Chosen(LedgerSession session, CreditCommand command, EntryKind kind) => InCurrency(session, command.Currency, command.Unit,
        command.AllocationId is null && command.Reference is not null && session.Reader.FindByReference(session.Accounts.Get(command.Account).Id, kind, command.Reference) is Entry earlier
            ? earlier.Draft.AllocationId!.Value
            : Movements.Choose(session, command.Account, command.AllocationId, CurrencyNames.Of(context, session.Reader, command.Currency, command.Unit)));

    /// <summary>An allocation that is named has a currency: an amount in another one is a mistake.</summary>
    private long InCurrency(LedgerSession session, string? named, string? unit, long allocationId)
    {
        if (session.Reader.FindAllocation(allocationId) is Allocation allocation)
        {
            CurrencyNames.Require(context, session.Reader, named, unit, allocation.Currency, $"allocation {allocationId}");
        }

        return allocationId;
    }

    private (long From, long To) Ends(LedgerSession session, TransferCommand command)
    {
        string currency = CurrencyNames.Of(context, session.Reader, command.Currency, command.Unit);
        Entry? earlier = command.Reference is null ? null : session.Reader.FindByReference(session.Accounts.Get(command.Account).Id, EntryKind.Transfer, command.Reference);
        long? from = command.AllocationId ?? earlier?.Draft.AllocationId;
        long? to = command.ToAllocationId
            ?? (long.TryParse(EntryBody.Field(earlier?.Draft.Body ?? string.Empty, "to"), System.Globalization.CultureInfo.InvariantCulture, out long before)
                && session.Reader.FindAllocation(before)?.AccountId == session.Accounts.Get(command.ToAccount).Id ? before : null);
        return (InCurrency(session, command.Currency, command.Unit, Movements.Choose(session, command.Account, from, currency)), Movements.Choose(session, command.ToAccount, to, currency, "-ToAllocationId"));
    }
}
