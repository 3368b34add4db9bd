using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using SlurmBank.Engine;

namespace SlurmBank.Ledger;

/// <summary>Settles finished runs: each once, whatever the order they come in and however often.</summary>
public sealed class RunOperations
{
    private const string OtherFacts = "Slurm reports other facts for this run";
    private readonly LedgerSession session;
    private readonly List<(Book, long)> moves = [];
    private bool? anyParked;

    internal RunOperations(LedgerSession session) => this.session = session;

    /// <summary>The run as it is settled; null where it is not.</summary>
    public Run? Find(RunKey key) => session.Transaction.FindRun(key);

    /// <summary>Charges a run, or posts the difference where it is settled with other facts, or does nothing where it is settled with these.</summary>
    /// <param name="priced">The run with its price.</param>
    /// <param name="settled">What <see cref="Find"/> answered for it.</param>
    /// <exception cref="InvalidRequestException">The price is negative.</exception>
    /// <exception cref="AmountOverflowException">The sum of the account's charges would not fit; nothing was done.</exception>
    public SettleOutcome Settle(PricedRun priced, Run? settled)
    {
        // A run that has ended goes on no more, and what an interim charge has reached stays charged.
        bool isInterim = priced.Facts.State == RunFacts.InterimState;
        if (settled is not null && (settled.Facts == priced.Facts || (isInterim && (!settled.IsInterim || settled.Facts.End >= priced.Facts.End))))
        {
            Unpark(priced.Facts.Key);
            return SettleOutcome.Unchanged;
        }

        Account account = session.Accounts.Open(priced.Facts.Account);
        Check(priced, account, settled);
        priced = priced with { ChargedFrom = InsideRun(priced) };
        Run run = settled is null ? Charge(priced, account) : Adjust(priced, account, settled);
        if (isInterim)
        {
            session.Liens.Lower(run, settled is null ? run.Price : run.Price - settled.Price);
        }
        else
        {
            session.Liens.Post(run, isNew: settled is null);
        }

        Unpark(priced.Facts.Key);
        return settled is null ? SettleOutcome.Charged : SettleOutcome.Adjusted;
    }

    /// <summary>Keeps a run that cannot be priced, with the reason; again with the same reason only counts the try.</summary>
    /// <returns>True where it was not parked before.</returns>
    public bool Park(RunKey key, string account, string code, string reason, string facts, long start)
    {
        ParkedRun? before = session.Transaction.FindParked(key);
        session.Transaction.PutParked(new ParkedRun(key, account, code, reason, facts, before?.FirstSeen ?? session.Now, session.Now, (before?.Tries ?? 0) + 1, start));
        anyParked = true;
        return before is null;
    }

    /// <summary>
    /// All of an account's draws, class totals and overdraft are parts of what it was charged: where that sum fits, each of them does.
    /// </summary>
    private void Check(PricedRun priced, Account account, Run? settled)
    {
        if (priced.Price < ServiceUnits.Zero)
        {
            throw new InvalidRequestException($"Run {priced.Facts.Key} of account '{account.Name}' cannot cost {priced.Price} SU: a price is zero or more.");
        }

        if (priced.Price == ServiceUnits.Zero)
        {
            return;
        }

        string currency = settled?.Currency ?? priced.Currency;
        long own = settled is not null && settled.AccountId == account.Id ? settled.Net.Units : 0;
        long charged = session.Journal.Book(BookKind.Charged, account.Id, null, currency).Balance - own;
        if (priced.Price.IsUnlimited || priced.Price.Units > long.MaxValue - charged)
        {
            throw new AmountOverflowException(account.Name, $"the charge of run {priced.Facts.Key}");
        }
    }

    /// <summary>A run that ended before the books were opened, or that took no time, counts as done at its end.</summary>
    private static long InsideRun(PricedRun priced) => Math.Min(Math.Max(priced.ChargedFrom, priced.Facts.Start), priced.Facts.End);

    private Run Charge(PricedRun priced, Account account)
    {
        RunFacts facts = priced.Facts;
        Run run = session.Transaction.AddRun(
            new Run(0, account.Id, facts, priced.Currency, priced.TariffVersion, priced.ChargedFrom, priced.Price, ServiceUnits.Zero, 0, session.Journal.LastSeq + 1));
        AccountFunds funds = session.Funds(account.Id, priced.Currency);
        funds.Count(facts, priced.ChargedFrom, priced.Price, +1);
        IReadOnlyList<RunPiece> pieces = funds.Pieces(facts, priced.ChargedFrom, priced.Price);
        int segment = pieces.Count > 1 ? 1 : 0;
        foreach (RunPiece piece in pieces)
        {
            moves.Clear();
            if (piece.Amount != ServiceUnits.Zero)
            {
                moves.Add((session.Journal.Book(BookKind.Charged, account.Id, null, priced.Currency), piece.Amount.Units));
                funds.Pay(facts, piece.From, piece.Amount.Units, moves);
            }

            session.Journal.Append(
                new EntryDraft(EntryKind.Charge, piece.From)
                {
                    AccountId = account.Id,
                    RunId = run.Id,
                    Segment = segment,
                    TariffVersion = priced.TariffVersion,
                    Reason = priced.Note,
                },
                moves);
            segment++;
        }

        return run;
    }

    private Run Adjust(PricedRun priced, Account account, Run before)
    {
        session.Funds(before.AccountId, before.Currency).Count(before.Facts, before.ChargedFrom, before.Net, -1);
        Run after = before with { AccountId = account.Id, Facts = priced.Facts, ChargedFrom = priced.ChargedFrom, Price = priced.Price, Revision = before.Revision + 1 };
        after = after with { Refunded = after.RefundDue };
        string body = RunDifference.Between(before, after);
        if (before.AccountId == after.AccountId)
        {
            long goesOn = before.IsInterim ? Math.Clamp(before.Facts.End, after.ChargedFrom, after.Facts.End) : after.ChargedFrom;
            Post(after, (after.Net - before.Net).Units, after.Revision, body, goesOn, before.IsInterim ? "What followed an interim charge of this run" : OtherFacts);
        }
        else
        {
            Post(after with { AccountId = before.AccountId, Facts = before.Facts, ChargedFrom = before.ChargedFrom }, -before.Net.Units, after.Revision, body, before.ChargedFrom, OtherFacts);
            after = after with { Revision = after.Revision + 1 };
            Post(after, after.Net.Units, after.Revision, body, after.ChargedFrom, OtherFacts);
        }

        session.Funds(after.AccountId, after.Currency).Count(after.Facts, after.ChargedFrom, after.Net, +1);
        session.Transaction.PutRun(after);
        return after;
    }

    private void Post(Run run, long difference, int revision, string body, long from, string reason)
    {
        AccountFunds funds = session.Funds(run.AccountId, run.Currency);
        moves.Clear();
        if (difference != 0)
        {
            moves.Add((session.Journal.Book(BookKind.Charged, run.AccountId, null, run.Currency), difference));
            if (difference > 0)
            {
                funds.Pay(run.Facts, from, difference, moves);
            }
            else
            {
                funds.Return(-difference, session.IsShared(run.AccountId), moves);
            }
        }

        session.Journal.Append(
            new EntryDraft(EntryKind.Adjustment, from)
            {
                AccountId = run.AccountId,
                RunId = run.Id,
                Revision = revision,
                LinkedSeq = run.FirstSeq,
                TariffVersion = run.TariffVersion,
                Reason = reason,
                Body = body,
            },
            moves);
    }

    private void Unpark(RunKey key)
    {
        anyParked ??= session.Transaction.ParkedRuns().Any();
        if (anyParked.Value)
        {
            session.Transaction.RemoveParked(key);
        }
    }
}
