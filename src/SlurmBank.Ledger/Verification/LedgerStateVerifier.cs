using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using SlurmBank.Engine;

namespace SlurmBank.Ledger;

/// <summary>Checks what the ledger derives from entries: runs, class totals, draws, lien sums.</summary>
internal static class LedgerStateVerifier
{
    internal static void Check(ILedgerReader reader, List<VerificationFinding> findings, CancellationToken cancellation)
    {
        ILookup<long, Book> books = reader.Books().Where(b => b.AccountId is not null).ToLookup(b => b.AccountId!.Value);
        var tree = new DrawTree(reader.DrawLinks());
        var groups = new Dictionary<(long, string), GroupDraws>();
        foreach (Account account in reader.Accounts().ToList())
        {
            foreach (string currency in books[account.Id].Select(b => b.Currency).Distinct().ToList())
            {
                cancellation.ThrowIfCancellationRequested();
                try
                {
                    GroupDraws group = groups.TryGetValue((tree.Group(account.Id)[0], currency), out GroupDraws? known) ? known : groups[(tree.Group(account.Id)[0], currency)] = new GroupDraws(currency);
                    CheckAccount(reader, tree, account, currency, [.. books[account.Id].Where(b => b.Currency == currency)], group, findings);
                }
                catch (OverflowException)
                {
                    findings.Add(new VerificationFinding(null, "overflow", $"Sums of account '{account.Name}' in {currency} are beyond what an amount can be."));
                }
            }
        }

        foreach (GroupDraws group in groups.Values)
        {
            group.Check(findings);
        }

        CheckPending(reader, findings);
    }

    private static void CheckAccount(ILedgerReader reader, DrawTree tree, Account account, string currency, List<Book> books, GroupDraws group, List<VerificationFinding> findings)
    {
        var order = new DrawOrder(account.Id, id => [.. reader.Allocations(id).Where(a => a.Currency == currency)], tree, reader.Settings(account.Id));
        var totals = new Dictionary<(long, string), long>();
        var pieces = new List<RunPiece>();
        long net = 0;
        foreach (Run run in reader.Runs(account.Id, currency, long.MinValue))
        {
            net += run.Net.Units;
            CheckRun(run, findings);
            RunSplit.Split(run.ChargedFrom, run.Facts.End, run.Net, order.Boundaries, pieces);
            foreach (RunPiece piece in pieces)
            {
                long from = order.IntervalOf(piece.From);
                var key = (from, order.EligibleFor(from, run.Facts));
                totals[key] = totals.GetValueOrDefault(key) + piece.Amount.Units;
            }
        }

        long charged = books.Where(b => b.Kind == BookKind.Charged).Sum(b => b.Balance);
        Expect(charged, net, "runs", $"Account '{account.Name}' was charged {charged} {currency} units; its runs sum to {net}.", findings);
        CheckClasses(reader, account, currency, totals, findings);
        group.Add(account, order, books, totals);
    }

    private static void CheckRun(Run run, List<VerificationFinding> findings)
    {
        if (run.Refunded < ServiceUnits.Zero || run.Refunded > run.Price || run.Refunded != run.RefundDue)
        {
            findings.Add(new VerificationFinding(run.FirstSeq, "refund", $"Run {run.Facts.Key} was charged {run.Price} and refunded {run.Refunded}; it should be {run.RefundDue}."));
        }
    }

    private static void CheckClasses(ILedgerReader reader, Account account, string currency, Dictionary<(long From, string Eligible), long> totals, List<VerificationFinding> findings)
    {
        var stored = reader.DrawClasses(account.Id, currency).ToDictionary(c => (c.From, c.Eligible), c => c.Total);
        foreach ((long From, string Eligible) key in stored.Keys.Union(totals.Keys))
        {
            long was = stored.GetValueOrDefault(key);
            long now = totals.GetValueOrDefault(key);
            Expect(was, now, "classes", $"Account '{account.Name}' counts {was} {currency} units of work payable by [{key.Eligible}]; its runs sum to {now}.", findings);
        }
    }

    private static void CheckPending(ILedgerReader reader, List<VerificationFinding> findings)
    {
        var sums = new Dictionary<(long, string), (long Running, long Queued, long Gated)>();
        foreach (Lien lien in reader.Liens())
        {
            (long running, long queued, long gated) = sums.GetValueOrDefault((lien.AccountId, lien.Currency));
            long amount = lien.Remaining.Units;
            sums[(lien.AccountId, lien.Currency)] = lien switch
            {
                { Phase: LienPhase.Running } => (running + amount, queued, gated),
                { Kind: LienKind.Observed } => (running, queued + amount, gated),
                _ => (running, queued, gated + amount),
            };
        }

        foreach ((long accountId, string currency, PendingSums stored) in reader.AllPending())
        {
            (long running, long queued, long gated) = sums.GetValueOrDefault((accountId, currency));
            sums.Remove((accountId, currency));
            Expect(stored.Running.Units, running, "liens", $"Account {accountId} stores {stored.Running.Units} units of running liens; they sum to {running}.", findings);
            Expect(stored.Queued.Units, queued, "liens", $"Account {accountId} stores {stored.Queued.Units} units of queued liens; they sum to {queued}.", findings);
            Expect(stored.Gated.Units, gated, "liens", $"Account {accountId} stores {stored.Gated.Units} units of gated liens; they sum to {gated}.", findings);
        }

        foreach (((long accountId, string _), (long Running, long Queued, long Gated) rest) in sums)
        {
            Expect(0, rest.Running + rest.Queued + rest.Gated, "liens", $"Account {accountId} stores no sums for its open liens.", findings);
        }
    }

    internal static void Expect(long stored, long computed, string invariant, FormattableString message, List<VerificationFinding> findings)
    {
        if (stored != computed)
        {
            findings.Add(new VerificationFinding(null, invariant, message.ToString(CultureInfo.InvariantCulture)));
        }
    }
}
