using System;
using System.Collections.Generic;
using System.Linq;
using SlurmBank.Engine;
using SlurmBank.Engine.Configuration;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

public sealed partial class BankService
{
    /// <summary>Changes what was decided for an account.</summary>
    public AccountReport SetAccount(AccountChange change)
    {
        Names.RequireAccount(change.Account);
        if (change.HoldMechanism is { Length: > 0 } mechanism)
        {
            _ = HoldMechanism.Find(mechanism);
            if (mechanism == HoldMechanism.Moving && MovingLimitProof.InConfiguration(context.Configuration).FirstOrDefault() is string obstacle)
            {
                throw new InvalidRequestException($"The moving limit cannot follow the balance of account '{change.Account}': {obstacle}.", $"Take another hold mechanism, such as {HoldMechanism.Usual}.");
            }
        }

        IReadOnlyDictionary<string, (string Account, string? Parent)[]> places = Places(change);
        using LedgerSession session = context.Ledger.Write(context.Stopping);
        WarnOfNew(session, change.Account);
        Account account = session.Accounts.Open(change.Account);
        AccountSettings before = session.Reader.Settings(account.Id);
        AccountSettings after = before with
        {
            CreditLimit = change.CreditLimit ?? before.CreditLimit,
            Mode = change.UseDefaultMode ? null : change.Mode ?? before.Mode,
            Kind = change.Kind ?? before.Kind,
            HoldMechanism = change.HoldMechanism is null ? before.HoldMechanism : change.HoldMechanism.Length == 0 ? null : change.HoldMechanism,
            OwnedPartitions = change.OwnedPartitions is null ? before.OwnedPartitions : string.Join(',', change.OwnedPartitions),
            NoticePercents = Notice(change.Thresholds, before.NoticePercents, t => NoticeThresholds.FormatPercents(NoticeThresholds.ParsePercents(t))),
            NoticeDays = Notice(change.NoticeDays, before.NoticeDays, t => NoticeThresholds.FormatDays(NoticeThresholds.ParseDays(t))),
        };
        session.Accounts.Decide(account.Name, after, change.Reason);
        string? drawsOn = DecideTree(session, change, places);
        if (!change.IsPlan)
        {
            session.Commit();
            figuresChanged = true;
        }

        using LedgerView view = context.Ledger.Read();
        return new AccountReading(context, view).Report(account, after) with { DrawsOn = drawsOn };
    }

    private static string? Notice(string? asked, string? before, Func<string, string> canonical) => asked switch
    {
        null => before,
        "default" => null,
        "none" => string.Empty,
        _ => canonical(asked),
    };

    /// <summary>An account may be granted before Slurm has it; more often its name was misspelled.</summary>
    private void WarnOfNew(LedgerSession session, string account)
    {
        if (session.Reader.FindAccount(account.ToLowerInvariant()) is null)
        {
            context.Warn($"The bank has not met account '{account}' before: neither in Slurm nor in a grant. Check the spelling.");
        }
    }
}
