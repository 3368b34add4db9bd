using System;
using SlurmBank.Engine;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

public sealed partial class BankService
{
    /// <summary>Makes an allocation; the same reference and contents again answer with what is there.</summary>
    public MovementReport Grant(GrantCommand command)
    {
        Names.RequireAccount(command.Account);
        if (command.Amount == ServiceUnits.Zero)
        {
            throw new InvalidRequestException($"A grant to account '{command.Account}' must be more than zero.", "An account with a grant and nothing in it is held: to hold one on purpose use Lock-SlurmAccount.");
        }

        long start = command.StartDate?.ToStart(context.Zone) ?? Today();
        long end = command.EndDate?.ToEnd(context.Zone) ?? Allocation.Forever;
        return Move(command.IsPlan, session =>
        {
            WarnOfNew(session, command.Account);
            return Answer(session.Grants.Grant(new GrantRequest(command.Account, command.Amount, start, end)
            {
                Currency = command.Currency ?? context.Currency,
                Kind = command.Kind,
                Priority = command.Priority ?? (command.Kind == "floating" ? Allocation.FloatingPriority : Allocation.SpecificPriority),
                Scope = command.Scope,
                Reference = command.Reference,
                Reason = command.Reason,
            }));
        });
    }

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
}
