using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using SlurmBank.Engine;

namespace SlurmBank.Ledger;

/// <summary>What became of a run that was given to the ledger.</summary>
public enum SettleOutcome
{
    /// <summary>It is new and was charged.</summary>
    Charged,

    /// <summary>It was known with the same facts.</summary>
    Unchanged,

    /// <summary>It was known with other facts; the difference was posted.</summary>
    Adjusted,
}

/// <summary>A priced run that is to be settled.</summary>
/// <param name="Facts">What Slurm says of it.</param>
/// <param name="Currency">The currency of the price.</param>
/// <param name="TariffVersion">The tariff version that priced it.</param>
/// <param name="Price">The amount to charge, already cut to what was done from <paramref name="ChargedFrom"/> on.</param>
/// <param name="ChargedFrom">First second that is charged, in seconds since 1970 UTC.</param>
/// <param name="Note">What is special about the price (free, cut at the opening of the books); empty otherwise.</param>
public sealed record PricedRun(RunFacts Facts, string Currency, int TariffVersion, ServiceUnits Price, long ChargedFrom, string Note = "");

/// <summary>Settles finished runs: each once, whatever the order they come in and however often.</summary>
public sealed class RunOperations
{
    private readonly LedgerSession session;
    private readonly List<(Book, long)> moves = [];
    private bool? anyParked;

    internal RunOperations(LedgerSession session) => this.session = session;

    /// <summary>The run as it is settled; null where it is not.</summary>
    public Run? Find(RunKey key) => session.Transaction.FindRun(key);

    /// <summary>Charges a run, or posts the difference where it is settled with other facts, or does nothing where it is settled with these.</summary>
    /// <param name="priced">The run with its price.</param>
    /// <param name="settled">What <see cref="Find"/> answered for it.</param>
    public SettleOutcome Settle(PricedRun priced, Run? settled)
    {
        if (settled is not null && settled.Facts == priced.Facts)
        {
            return SettleOutcome.Unchanged;
        }

        Account account = session.Accounts.Open(priced.Facts.Account);
        Run run;
        if (settled is null)
        {
            run = Charge(priced, account);
        }
        else
        {
            run = Adjust(priced, account, settled);
        }

        session.Liens.Post(run);
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

    private Run Adjust(PricedRun priced, Account account, Run settled)
    {
        Run before = settled;
        int revision = settled.Revision;
        session.Funds(before.AccountId, before.Currency).Count(before.Facts, before.ChargedFrom, before.Net, -1);
        ServiceUnits refunded = before.Refunded > priced.Price ? priced.Price : before.Refunded;
        var after = new Run(before.Id, account.Id, priced.Facts, before.Currency, before.TariffVersion, priced.ChargedFrom, priced.Price, refunded, revision + 1, before.FirstSeq);
        string body = Difference(before, after);
        if (before.AccountId == after.AccountId)
        {
            Post(after, (after.Net - before.Net).Units, after.Revision, body);
        }
        else
        {
            Post(after with { AccountId = before.AccountId, Facts = before.Facts, ChargedFrom = before.ChargedFrom }, -before.Net.Units, after.Revision, body);
            after = after with { Revision = after.Revision + 1 };
            Post(after, after.Net.Units, after.Revision, body);
        }

        session.Funds(after.AccountId, after.Currency).Count(after.Facts, after.ChargedFrom, after.Net, +1);
        session.Transaction.PutRun(after);
        return after;
    }

    private void Post(Run run, long difference, int revision, string body)
    {
        AccountFunds funds = session.Funds(run.AccountId, run.Currency);
        moves.Clear();
        if (difference != 0)
        {
            moves.Add((session.Journal.Book(BookKind.Charged, run.AccountId, null, run.Currency), difference));
            if (difference > 0)
            {
                funds.Pay(run.Facts, run.ChargedFrom, difference, moves);
            }
            else
            {
                funds.Return(-difference, moves);
            }
        }

        session.Journal.Append(
            new EntryDraft(EntryKind.Adjustment, run.ChargedFrom)
            {
                AccountId = run.AccountId,
                RunId = run.Id,
                Revision = revision,
                LinkedSeq = run.FirstSeq,
                TariffVersion = run.TariffVersion,
                Reason = "Slurm reports other facts for this run",
                Body = body,
            },
            moves);
    }

    private static string Difference(Run before, Run after)
    {
        var body = new EntryBody();
        void Compare(string name, object was, object now)
        {
            if (!Equals(was, now))
            {
                body.Add(name, string.Create(CultureInfo.InvariantCulture, $"{was} -> {now}"));
            }
        }

        (RunFacts was, RunFacts now) = (before.Facts, after.Facts);
        Compare("account", was.Account, now.Account);
        Compare("user", was.User, now.User);
        Compare("partition", was.Partition, now.Partition);
        Compare("qos", was.Qos, now.Qos);
        Compare("state", was.State, now.State);
        Compare("job", was.JobId, now.JobId);
        Compare("start", was.Start, now.Start);
        Compare("end", was.End, now.End);
        Compare("suspended", was.SuspendedSeconds, now.SuspendedSeconds);
        Compare("alloc_tres", was.AllocTres, now.AllocTres);
        Compare("price", before.Price.Units, after.Price.Units);
        Compare("refunded", before.Refunded.Units, after.Refunded.Units);
        return body.ToString();
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
