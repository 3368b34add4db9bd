using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using SlurmBank.Engine;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

public sealed partial class BankService
{
    /// <summary>Makes an allocation; the same reference and contents again answer with what is there.</summary>
    /// <exception cref="ProposalExistsException">There is a proposal or a class in that window.</exception>
    /// <exception cref="GrantRefusedException">The site's rules do not allow it.</exception>
    public MovementReport Grant(GrantCommand command)
    {
        RefuseNothing(command);
        if (ClusterShares.Of(command) is not null)
        {
            throw new InvalidRequestException($"The grant to account '{command.Account}' is divided over clusters, so it is more than one allocation.");
        }

        return Move(command.IsPlan, session =>
        {
            WarnOfNew(session, command.Account);
            WarnOfScope(command.Scope);
            return Answer(new Granting(context).Grant(session, command));
        });
    }

    /// <summary>Makes an allocation or, where periods or an investment are asked for, a row of them; for clusters with a share each (<c>smp=6000,mpi=4000</c>) one for each of them; the same reference and contents again answer with what is there.</summary>
    /// <exception cref="ProposalExistsException">There is a proposal or a class in that window.</exception>
    /// <exception cref="GrantRefusedException">The site's rules do not allow it.</exception>
    public GrantReport GrantAll(GrantCommand command)
    {
        RefuseNothing(command);
        var granting = new Granting(context);
        if (ClusterShares.Of(command) is IReadOnlyList<GrantCommand> shares)
        {
            return GrantShares(granting, command, shares);
        }

        if (!granting.IsRow(command))
        {
            MovementReport one = Grant(command);
            return new GrantReport(null, [one.Allocation], one.Seq, one.IsNew);
        }

        using LedgerSession session = context.Ledger.Write(context.Stopping);
        WarnOfNew(session, command.Account);
        WarnOfScope(command.Scope);
        SeriesResult result = granting.GrantRow(session, command);
        session.SettleDraws();
        GrantReport report = Row(session, result, command.IsPlan);
        Finish(session, command.IsPlan);
        return report;
    }

    /// <summary>One allocation, or one row of them, for each cluster; all in one write.</summary>
    private GrantReport GrantShares(Granting granting, GrantCommand command, IReadOnlyList<GrantCommand> shares)
    {
        using LedgerSession session = context.Ledger.Write(context.Stopping);
        WarnOfNew(session, command.Account);
        var reports = new List<GrantReport>();
        foreach (GrantCommand share in shares)
        {
            WarnOfScope(share.Scope);
            if (granting.IsRow(share))
            {
                SeriesResult row = granting.GrantRow(session, share, command.Amount);
                session.SettleDraws();
                reports.Add(Row(session, row, command.IsPlan));
                continue;
            }

            GrantResult one = granting.Grant(session, share, command.Amount);
            session.SettleDraws();
            AllocationReport allocation = new ReportBuilder(context, session.Reader).Allocation(session.Grants.Line(one.Allocation), session.NowSeconds);
            reports.Add(new GrantReport(null, [allocation], command.IsPlan && one.IsNew ? 0 : one.Entry.Seq, one.IsNew));
        }

        Finish(session, command.IsPlan);
        return new GrantReport(reports.Count == 1 ? reports[0].Series : null, [.. reports.SelectMany(r => r.Allocations)], reports[0].Seq, reports.Exists(r => r.IsNew));
    }

    /// <summary>Grants an allocation's terms again after its end; an allocation is renewed once, unless another reference is given.</summary>
    /// <exception cref="InvalidRequestException">It has no end, was reversed, or is a period of a row.</exception>
    public MovementReport Renew(RenewalCommand command) => Move(command.IsPlan, session => Answer(new Granting(context).Renew(session, command)));

    /// <summary>Does what is due: the next periods of rows, what is carried over, what rules say of new accounts. Run twice it does nothing twice.</summary>
    public IReadOnlyList<RenewalAction> RunDue(DueCommand command)
    {
        IReadOnlyList<RenewalAction> actions = new DueRun(context, command).Run();
        figuresChanged |= actions.Count > 0 && !command.IsPlan;
        return actions;
    }

    /// <summary>Brings money of later periods into the present one; the same reference and contents again answer with what is there.</summary>
    /// <exception cref="AdvanceExceededException">Later periods may give less than that.</exception>
    public MovementReport Advance(AdvanceCommand command) => Move(
        command.IsPlan,
        session => Answer(session.Advances.Advance(Present(session, command), command.Amount, command.Reason, command.Reference)));

    /// <summary>Lets a row of allocations end with the period that is open; what later ones hold is withdrawn.</summary>
    /// <exception cref="InvalidRequestException">The allocation is in no row.</exception>
    public GrantReport StopSeries(StopCommand command)
    {
        using LedgerSession session = context.Ledger.Write(context.Stopping);
        AllocationPeriod period = session.Reader.FindPeriod(command.AllocationId)
            ?? throw new InvalidRequestException($"Allocation {command.AllocationId} is a single one, in no row of allocations.", "To end it: Close-SlurmAllocation.");
        (AllocationSeries series, Entry? entry) = session.Series.Stop(period.SeriesId, command.Reason, command.Reference);
        session.SettleDraws();
        GrantReport report = Row(session, new SeriesResult(series, entry ?? session.Reader.FindEntry(series.Seq)!, entry is not null), command.IsPlan);
        Finish(session, command.IsPlan);
        return report;
    }

    /// <summary>Rows of allocations. Names may hold wildcards.</summary>
    /// <param name="names">Names or patterns of accounts; empty for all.</param>
    /// <param name="ended">Also those that have ended or have nothing left.</param>
    public IEnumerable<AllocationSeriesReport> Series(IReadOnlyList<string> names, bool ended = false)
    {
        using LedgerView view = context.Ledger.Read();
        HashSet<string> chosen = [.. AccountNames.Choose(view.Reader, names)];
        SeriesReading reading = Reading(view);
        return [.. view.Reader.Series().ToList().Select(reading.Series).Where(s => chosen.Contains(s.Account) && (ended || s.Status is "open" or "future"))];
    }

    /// <summary>What became of each allocation: granted, received, used, passed on, expired. Names may hold wildcards.</summary>
    public IEnumerable<AllocationPeriodReport> AllocationHistory(IReadOnlyList<string> names)
    {
        using LedgerView view = context.Ledger.Read();
        HashSet<string> chosen = [.. AccountNames.Choose(view.Reader, names)];
        SeriesReading reading = Reading(view);
        return [.. view.Reader.Allocations().ToList().Select(reading.Period).Where(p => chosen.Contains(p.Account)).OrderBy(p => p.Account, StringComparer.Ordinal).ThenBy(p => p.StartDate).ThenBy(p => p.AllocationId)];
    }

    /// <summary>What is due is done by every sync and every enforcement; what fails of it is said and stops neither.</summary>
    private void RunDueQuietly()
    {
        foreach (RenewalAction action in RunDue(new DueCommand()).Where(a => a.Action == "failed"))
        {
            context.Warn(NotDone(action));
        }
    }

    internal static string NotDone(RenewalAction action) => $"What is due for account '{action.Account}' was not done: {action.Reason}";

    private static void RefuseNothing(GrantCommand command)
    {
        Names.RequireAccount(command.Account);
        if (command.Amount == ServiceUnits.Zero)
        {
            throw new InvalidRequestException($"A grant to account '{command.Account}' must be more than zero.", "An account with a grant and nothing in it is held: to hold one on purpose use Lock-SlurmAccount.");
        }
    }

    private GrantReport Row(LedgerSession session, SeriesResult result, bool isPlan)
    {
        var reports = new ReportBuilder(context, session.Reader);
        var reading = new SeriesReading(context, session.Reader, session.Grants.Line, session.NowSeconds);
        AllocationSeriesReport series = reading.Series(result.Series);
        List<AllocationReport> allocations = [.. session.Reader.Periods(result.Series.Id).ToList().Select(p => reports.Allocation(session.Grants.Line(session.Reader.FindAllocation(p.AllocationId)!), session.NowSeconds))];
        bool isOnlyPlanned = isPlan && result.IsNew;
        return new GrantReport(series, allocations, isOnlyPlanned ? 0 : result.Entry.Seq, result.IsNew);
    }

    private SeriesReading Reading(LedgerView view)
    {
        Dictionary<long, AllocationBalance> lines = view.Allocations().ToDictionary(a => a.Allocation.Id);
        return new SeriesReading(context, view.Reader, a => lines[a.Id], view.NowSeconds);
    }

    private long Present(LedgerSession session, AdvanceCommand command)
    {
        Account account = session.Accounts.Get(command.Account);
        if (command.AllocationId is long named)
        {
            Movements.Require(session, command.Account, named);
            return InCurrency(session, command.Currency, command.Unit, named);
        }

        if (command.Reference is not null && session.Reader.FindByReference(account.Id, EntryKind.Advance, command.Reference) is Entry earlier)
        {
            return earlier.Draft.AllocationId!.Value;
        }

        string currency = CurrencyNames.Of(context, session.Reader, command.Currency, command.Unit);
        List<Allocation> open = [.. session.Reader.Allocations(account.Id).Where(a => a.Currency == currency && a.IsActiveAt(session.NowSeconds)).ToList().Where(a => session.Reader.FindPeriod(a.Id) is not null)];

        // In the days of grace two periods of a row are open: the later one is the present.
        List<Allocation> present = [.. open.GroupBy(a => session.Reader.FindPeriod(a.Id)!.SeriesId).Select(g => g.MaxBy(a => a.Start)!)];
        return present.Count switch
        {
            1 => present[0].Id,
            0 => throw new AllocationNotFoundException($"Account '{account.Name}' has no open allocation in {currency} that belongs to a row.", "Get-SlurmAllocation -Series shows rows of allocations; New-SlurmAllocation -Every makes one."),
            _ => throw new AllocationNotFoundException(string.Create(CultureInfo.InvariantCulture, $"Account '{account.Name}' has {present.Count} rows with an open allocation in {currency}: {string.Join(", ", present.Select(a => a.Id))}."), "Name one of them: -AllocationId."),
        };
    }
}
