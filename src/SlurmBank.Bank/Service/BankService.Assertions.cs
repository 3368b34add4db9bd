using System.Collections.Generic;
using System.Linq;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

public sealed partial class BankService
{
    /// <summary>Says what a figure of an account is. It must be so now, and verification holds it against the entries for ever after.</summary>
    /// <exception cref="AssertionBrokenException">It is not so; nothing was added.</exception>
    public AssertionReport Assert(AssertCommand command)
    {
        using LedgerSession session = context.Ledger.Write(context.Stopping);
        (AssertionState state, bool isNew) = session.Assertions.Add(new AssertionRequest(command.Account, CurrencyNames.Of(context, session.Reader, command.Currency, command.Unit), command.Figure, command.Amount)
        {
            Seq = command.Seq,
            Moment = command.Time?.ToEnd(context.Zone),
            Said = command.Said,
            Reference = command.Reference,
            Reason = command.Reason,
        });
        if (command.IsPlan && isNew)
        {
            return Report(session.Reader, state, null) with { Seq = 0, Actor = session.Who.Actor, Said = command.Said, Reference = command.Reference, Reason = command.Reason };
        }

        Entry entry = session.Reader.FindEntry(state.Assertion.Seq)!;
        AssertionReport report = Report(session.Reader, state, entry) with { IsNew = isNew };
        if (isNew)
        {
            session.Commit();
        }

        return report;
    }

    /// <summary>What was said of accounts, in order, each with whether it is still so.</summary>
    /// <param name="names">Names or wildcard patterns of accounts; empty for all.</param>
    public IReadOnlyList<AssertionReport> Assertions(IReadOnlyList<string> names)
    {
        using LedgerView view = context.Ledger.Read();
        HashSet<string> chosen = [.. AccountNames.Choose(view.Reader, names)];
        return [.. AssertionView.Read(view.Reader).Select(a => Report(view.Reader, a.State, a.Entry)).Where(r => chosen.Contains(r.Account))];
    }

    private AssertionReport Report(ILedgerReader reader, AssertionState state, Entry? entry)
    {
        Assertion said = state.Assertion;
        return new AssertionReport
        {
            Seq = said.Seq,
            Account = reader.FindAccount(said.AccountId)?.Name ?? string.Empty,
            Currency = said.Currency,
            Figure = said.Figure == AssertedFigure.Balance ? "balance" : "charged",
            Expected = said.Expected.Amount,
            ExpectedUnits = said.Expected.Units,
            Found = state.Found.Amount,
            FoundUnits = state.Found.Units,
            State = state.Holds ? "holds" : "broken",
            AtEntry = said.Figure == AssertedFigure.Balance ? said.At : null,
            Time = context.Instant(said.Moment),
            FirstSuspect = state.FirstSuspect == 0 ? null : state.FirstSuspect,
            Recorded = entry is null ? null : context.InstantOfMicroseconds(entry.Recorded),
            Actor = entry?.Actor ?? string.Empty,
            Said = entry is null ? string.Empty : EntryBody.Field(entry.Draft.Body, "said") ?? string.Empty,
            Reference = entry?.Draft.Reference,
            Reason = entry?.Draft.Reason ?? string.Empty,
            IsNew = true,
        };
    }
}
