using System.Globalization;
using System.Linq;
using SlurmBank.Engine;

namespace SlurmBank.Ledger;

/// <summary>An assertion that is asked for.</summary>
/// <param name="Account">The account's name.</param>
/// <param name="Currency">The currency.</param>
/// <param name="Figure">Which figure.</param>
/// <param name="Expected">What it is said to be.</param>
public sealed record AssertionRequest(string Account, string Currency, AssertedFigure Figure, ServiceUnits Expected)
{
    /// <summary>After this entry; null for the newest, or the newest before <see cref="Moment"/>. Of the charged figure it is not read.</summary>
    public long? Seq { get; init; }

    /// <summary>At this moment, in seconds since 1970 UTC; null for now. Of the charged figure: work done before it.</summary>
    public long? Moment { get; init; }

    /// <summary>Who or what says so: a spreadsheet, an auditor, the bank before.</summary>
    public string Said { get; init; } = string.Empty;

    /// <summary>The ticket number; unique per account.</summary>
    public string? Reference { get; init; }

    /// <summary>Why.</summary>
    public string Reason { get; init; } = string.Empty;
}

/// <summary>
/// Says what a figure of an account is, in an entry of the chain that moves nothing. It has to be so when it is said, and verification holds
/// it against the entries for ever after.
/// </summary>
public sealed class AssertionOperations
{
    private readonly LedgerSession session;

    internal AssertionOperations(LedgerSession session) => this.session = session;

    /// <summary>Adds an assertion; the same reference and body again answer with what is there.</summary>
    /// <returns>The entry with what was found, and whether it is new.</returns>
    /// <exception cref="AccountNotFoundException">The ledger has no such account.</exception>
    /// <exception cref="EntryNotFoundException">There is no such entry.</exception>
    /// <exception cref="AssertionBrokenException">The figure is another one; nothing was added.</exception>
    /// <exception cref="ReferenceConflictException">The reference was used with another body.</exception>
    public (AssertionState State, bool IsNew) Add(AssertionRequest request)
    {
        Account account = session.Accounts.Get(request.Account);
        string asked = Body(request).ToString();
        if (References.Earlier(session, account, EntryKind.Assertion, request.Reference, asked) is Entry earlier)
        {
            Assertion old = Assertion.Of(earlier)!;
            return (AssertionChecker.Check(session.Transaction, [old]).Single(), false);
        }

        (long seq, long moment) = Point(request);
        string body = asked + GrantOperations.Results(new EntryBody().Add("at", seq).Add("moment", moment).ToString());
        var assertion = new Assertion(session.Journal.LastSeq + 1, account.Id, request.Currency, request.Figure, request.Expected, seq, moment);
        session.Journal.Flush();
        AssertionState state = AssertionChecker.Check(session.Transaction, [.. AssertionChecker.All(session.Transaction, account.Id), assertion]).Single(s => s.Assertion == assertion);
        if (!state.Holds)
        {
            throw new AssertionBrokenException(account.Name, state);
        }

        session.Journal.Append(
            new EntryDraft(EntryKind.Assertion, moment) { AccountId = account.Id, Reason = request.Reason, Reference = request.Reference, Body = body },
            []);
        return (state, true);
    }

    private (long Seq, long Moment) Point(AssertionRequest request)
    {
        if (request.Seq is long seq)
        {
            Entry entry = session.Transaction.FindEntry(seq) ?? throw new EntryNotFoundException(seq);
            return (seq, System.Math.DivRem(entry.Recorded, 1_000_000).Quotient);
        }

        if (request.Moment is not long moment || request.Figure == AssertedFigure.Charged)
        {
            return (session.Journal.LastSeq, request.Moment ?? session.NowSeconds);
        }

        Entry? before = session.Transaction.Entries(new EntryFilter { RecordedBefore = checked(moment * 1_000_000), Descending = true, Limit = 1 }).FirstOrDefault();
        return (before?.Seq ?? 0, moment);
    }

    private static EntryBody Body(AssertionRequest request) => new EntryBody()
        .Add("currency", request.Currency)
        .Add("figure", request.Figure.ToString())
        .Add("amount", request.Expected.Units)
        .Add("entry", request.Seq?.ToString(CultureInfo.InvariantCulture))
        .Add("time", request.Moment?.ToString(CultureInfo.InvariantCulture))
        .Add("said", request.Said);
}
