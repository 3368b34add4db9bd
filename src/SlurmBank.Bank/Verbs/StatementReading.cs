using System;
using System.Collections.Generic;
using System.Linq;
using SlurmBank.Engine;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

/// <summary>Reads the statements of accounts.</summary>
internal static class StatementReading
{
    internal static IEnumerable<StatementReport> Read(BankContext context, LedgerView view, StatementQuery query)
    {
        long from = query.StartTime is SiteMoment start ? start.ToStart(context.Zone) * 1_000_000 : long.MinValue;
        long to = query.EndTime is SiteMoment end ? end.ToEnd(context.Zone) * 1_000_000 : view.Now + 1;
        if (from >= to)
        {
            throw new InvalidRequestException("A statement needs a period that ends after it begins.", "Check the start and the end; without an end it is now.");
        }

        var reports = new ReportBuilder(context, view.Reader);
        foreach (string name in AccountNames.Choose(view.Reader, query.Accounts))
        {
            Account account = view.Account(name);
            string[] currencies = [.. view.Reader.Books(account.Id).Select(b => b.Currency).Distinct().Order(StringComparer.Ordinal)];
            IEnumerable<string> asked = CurrencyNames.Chosen(context, view.Reader, query.Currency) is string one ? [one] : currencies.Length > 0 ? currencies : [context.Currency];

            // Of all accounts, or of a pattern, those in which the user did anything.
            bool isNamed = query.Accounts.Any(a => a.Equals(name, StringComparison.OrdinalIgnoreCase));
            foreach (string currency in asked.Where(c => query.User is null || isNamed || UserStatements.Has(view, account, c, query.User)))
            {
                Statement statement = query.User is null ? view.Statement(name, currency, from, to) : UserStatements.Of(view, account, currency, query.User, from, to);
                yield return Report(context, view.Reader, reports, statement) with { User = query.User };
            }
        }
    }

    private static StatementReport Report(BankContext context, ILedgerReader reader, ReportBuilder reports, Statement statement)
    {
        var received = ServiceUnits.FromUnits(statement.Lines.Where(l => l.Amount > ServiceUnits.Zero).Sum(l => l.Amount.Units));
        var spent = ServiceUnits.FromUnits(statement.Lines.Where(l => l.Amount < ServiceUnits.Zero).Sum(l => l.Amount.Units));
        var charged = ServiceUnits.FromUnits(statement.Lines.Sum(l => l.Charged.Units));
        return new StatementReport
        {
            Account = statement.Account.Name,
            Currency = statement.Currency,
            StartTime = statement.From == long.MinValue ? null : context.InstantOfMicroseconds(statement.From),
            EndTime = context.InstantOfMicroseconds(statement.To),
            Opening = statement.Opening.Amount,
            OpeningUnits = statement.Opening.Units,
            Received = received.Amount,
            ReceivedUnits = received.Units,
            Spent = spent.Amount,
            SpentUnits = spent.Units,
            Closing = statement.Closing.Amount,
            ClosingUnits = statement.Closing.Units,
            Charged = charged.Amount,
            ChargedUnits = charged.Units,
            IsClosed = statement.IsClosed,
            HeadSeq = statement.HeadSeq,
            Head = Hex.Of(statement.Head),

            // An array: PowerShell indexes it.
            Lines = statement.Lines.Select(l => Line(context, reader, reports, statement, l)).ToArray(),
        };
    }

    private static StatementLineReport Line(BankContext context, ILedgerReader reader, ReportBuilder reports, Statement statement, StatementLine line)
    {
        EntryDraft draft = line.Entry.Draft;
        (string JobId, string User)? run = draft.RunId is long id ? reader.FindRunLabel(id) : null;
        long? other = draft.OtherAccountId == statement.Account.Id ? draft.AccountId : draft.OtherAccountId;
        return new StatementLineReport
        {
            Seq = line.Entry.Seq,
            Recorded = context.InstantOfMicroseconds(line.Entry.Recorded),
            Effective = context.Instant(draft.Effective),
            Account = statement.Account.Name,
            Kind = ReportBuilder.Word(draft.Kind),
            Amount = line.Amount.Amount,
            AmountUnits = line.Amount.Units,
            Charged = line.Charged.Amount,
            ChargedUnits = line.Charged.Units,
            Balance = line.Balance.Amount,
            BalanceUnits = line.Balance.Units,
            Currency = statement.Currency,
            JobId = run?.JobId,
            User = run?.User,
            OtherAccount = other is long account ? reports.Name(account) : null,
            Reference = draft.Reference,
            Reason = draft.Reason,
            Actor = line.Entry.Actor,
        };
    }
}
