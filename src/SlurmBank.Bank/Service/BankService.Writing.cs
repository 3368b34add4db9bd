using System;
using System.Collections.Generic;
using System.Linq;
using SlurmBank.Engine;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

public sealed partial class BankService
{
    /// <summary>Makes an allocation; the same reference and contents again answer with what is there.</summary>
    public MovementReport Grant(GrantCommand command)
    {
        Names.RequireAccount(command.Account);
        long start = command.StartDate?.ToStart(context.Zone) ?? Today();
        long end = command.EndDate?.ToEnd(context.Zone) ?? Allocation.Forever;
        return Move(command.IsPlan, session =>
        {
            WarnOfNew(session, command.Account);
            return session.Grants.Grant(new GrantRequest(command.Account, command.Amount, start, end)
            {
                Currency = command.Currency ?? context.Currency,
                Kind = command.Kind,
                Priority = command.Priority ?? (command.Kind == "floating" ? Allocation.FloatingPriority : Allocation.SpecificPriority),
                Scope = command.Scope,
                Reference = command.Reference,
                Reason = command.Reason,
            });
        });
    }

    /// <summary>Adds an amount to an allocation; the same reference and contents again answer with what is there.</summary>
    public MovementReport Deposit(DepositCommand command) => Move(
        command.IsPlan, session => session.Grants.Deposit(command.AllocationId ?? OnlyActive(session, command), command.Amount, command.Reason, command.Reference), command.Account, command.AllocationId);

    /// <summary>Changes what was decided for an account.</summary>
    public AccountReport SetAccount(AccountChange change)
    {
        Names.RequireAccount(change.Account);
        if (change.HoldMechanism is { Length: > 0 } mechanism)
        {
            _ = HoldMechanism.Find(mechanism);
        }

        using LedgerSession session = context.Ledger.Write();
        WarnOfNew(session, change.Account);
        Account account = session.Accounts.Open(change.Account);
        AccountSettings before = session.Reader.Settings(account.Id);
        AccountSettings after = before with
        {
            CreditLimit = change.CreditLimit ?? before.CreditLimit,
            Mode = change.UseDefaultMode ? null : change.Mode ?? before.Mode,
            Kind = change.Kind ?? before.Kind,
            HoldMechanism = change.HoldMechanism is null ? before.HoldMechanism : change.HoldMechanism.Length == 0 ? null : change.HoldMechanism,
        };
        session.Accounts.Decide(account.Name, after, change.Reason);
        if (!change.IsPlan)
        {
            session.Commit();
            figuresChanged = true;
        }

        using LedgerView view = context.Ledger.Read();
        return new AccountReading(context, view).Report(account, after);
    }

    /// <summary>An account may be granted before Slurm has it; more often its name was misspelled.</summary>
    private void WarnOfNew(LedgerSession session, string account)
    {
        if (session.Reader.FindAccount(account.ToLowerInvariant()) is null)
        {
            context.Warn($"The bank has not met account '{account}' before: neither in Slurm nor in a grant. Check the spelling.");
        }
    }

    /// <summary>Midnight today in the site's time zone, so that work of this morning is paid for by a grant of this afternoon.</summary>
    private long Today() => SiteMoment.FromDate(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(context.Clock.GetUtcNow(), context.Zone).DateTime)).ToStart(context.Zone);

    private MovementReport Move(bool isPlan, Func<LedgerSession, GrantResult> act, string? account = null, long? allocationId = null)
    {
        using LedgerSession session = context.Ledger.Write();
        if (account is not null && allocationId is long id && session.Reader.FindAllocation(id)?.AccountId != session.Accounts.Get(account).Id)
        {
            throw new AllocationNotFoundException($"Account '{account}' has no allocation {id}.", "Get-SlurmAllocation lists an account's allocations.");
        }

        GrantResult result = act(session);
        AllocationBalance line = session.Grants.Line(result.Allocation);
        AllocationReport report = new ReportBuilder(context, session.Reader).Allocation(line, session.NowSeconds);
        if (!isPlan)
        {
            session.Commit();
            figuresChanged = true;
            using LedgerView view = context.Ledger.Read();
            line = view.Allocations(report.Account).First(a => a.Allocation.Id == result.Allocation.Id);
            report = new ReportBuilder(context, view.Reader).Allocation(line, view.NowSeconds);
        }

        return new MovementReport(report, isPlan ? 0 : result.Entry.Seq, result.IsNew);
    }

    private long OnlyActive(LedgerSession session, DepositCommand command)
    {
        Account account = session.Accounts.Get(command.Account);
        string currency = command.Currency ?? context.Currency;

        // A repeated deposit goes where it went, even if the account has more allocations by now.
        if (command.Reference is not null && session.Reader.FindByReference(account.Id, EntryKind.Deposit, command.Reference) is Entry earlier)
        {
            return earlier.Draft.AllocationId!.Value;
        }

        List<Allocation> active = [.. session.Reader.Allocations(account.Id).Where(a => a.Currency == currency && a.IsActiveAt(session.NowSeconds))];
        return active.Count switch
        {
            1 => active[0].Id,
            0 => throw new AllocationNotFoundException($"Account '{account.Name}' has no active allocation in {currency}.", "Grant one: New-SlurmAllocation."),
            _ => throw new AllocationNotFoundException(
                $"Account '{account.Name}' has {active.Count} active allocations in {currency}: {string.Join(", ", active.Select(a => a.Id))}.", "Name one of them: -AllocationId."),
        };
    }
}
