using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using SlurmBank.Engine;
using SlurmBank.Engine.Configuration;
using SlurmBank.Engine.Decisions;
using SlurmBank.Engine.Requests;
using SlurmBank.Ledger;
using SlurmBank.Slurm;

namespace SlurmBank.Bank;

/// <summary>A quote from the ledger and the running Slurm.</summary>
internal sealed class LiveQuote
{
    private readonly BankContext context;

    internal LiveQuote(BankContext context) => this.context = context;

    internal QuoteReport Run(QuoteCommand command, CancellationToken cancellation) => Run(command, static (_, _, _, report) => report, cancellation);

    /// <summary>The quote, and what the gate makes of it.</summary>
    internal JobDecision Decide(QuoteCommand command, CancellationToken cancellation) => Run(command, Decide, cancellation);

    private T Run<T>(QuoteCommand command, Func<LedgerView, Quoter, FundsFigures?, QuoteReport, T> answer, CancellationToken cancellation)
    {
        SbatchReading reading = QuoteRequestReading.Read(command);
        ClusterFacts facts = FactsReading.Read(context.Slurm, cancellation);
        using LedgerView view = context.Ledger.Read();
        Tariff tariff = TariffBook.Read(view.Reader, facts.Name).At(view.NowSeconds)
            ?? throw new InvalidRequestException($"The ledger has no tariff for cluster '{facts.Name}'.", "Initialize-SlurmBank captures one.");
        Quoter quoter = Quoter(facts, tariff, context.Configuration);
        Payer payer = Payer(command, reading.Request, (facts.Name, quoter.CurrencyOf(reading.Request)), view, cancellation);
        QuoteReport report = quoter.Quote(reading, payer, context.Instant(view.NowSeconds));
        return answer(view, quoter, payer.Funds, report);
    }

    /// <summary>As the gate in slurmctld decides, with the figures of the ledger instead of the published ones.</summary>
    private JobDecision Decide(LedgerView view, Quoter quoter, FundsFigures? funds, QuoteReport report)
    {
        GateFlags flags = Flags(view, report, funds);
        GateSettings settings = context.Configuration.Gate;
        GateRule rule = quoter.Partitions.Select(p => settings.RuleFor(report.Account, p)).Aggregate((left, right) => left.Stricter(right));
        rule = flags.HasFlag(GateFlags.Track) ? rule with { Policy = GatePolicy.Observe } : rule;
        bool isGated = funds is not null && (flags & GateFlags.Exempt) == 0 && ((flags & (GateFlags.Unmanaged | GateFlags.Unlimited)) == 0 || funds.UserLimit is not null);
        GateOutcome outcome = GateAnswer.Weigh(isGated, ServiceUnits.FromUnits(report.UpperUnits), funds?.Payable ?? ServiceUnits.Zero);
        return JobDecision.Of(report, rule.Policy, outcome, GateAnswer.Act(rule, outcome));
    }

    private GateFlags Flags(LedgerView view, QuoteReport report, FundsFigures? funds)
    {
        if (funds is null)
        {
            return GateFlags.Unmanaged;
        }

        long id = view.Account(report.Account).Id;
        Hold[] holds = [.. view.Reader.Holds()];
        string mode = new HoldDecider(context.Configuration.Enforce, holds, view.NowSeconds).ModeOf(view.Balance(report.Account, report.Currency).Settings).ToString();
        IEnumerable<HoldOwner> here = holds.Where(h => h.AccountId == id && h.Cluster == report.Cluster && (h.Until is not long until || until > view.NowSeconds)).Select(h => h.Owner);
        return GateSnapshotBuilder.Flags(context, report.Account, mode, funds.IsManaged, funds.IsUnlimited, here);
    }

    internal static Quoter Quoter(ClusterFacts facts, Tariff tariff, BankConfiguration configuration) => new(
        facts,
        tariff,
        configuration.Site.Contact,
        (long)configuration.Sync.UnlimitedHorizon.TotalSeconds,
        configuration.Quote.UnlimitedTime == UnlimitedTimeSetting.Refuse);

    internal static FundsFigures Figures(AccountBalance b) => new(
        b.Account.Name, b.IsManaged, b.IsUnlimited, b.Granted, b.Settings.CreditLimit, b.Charged, b.Pending.Running, b.Pending.Queued + b.Pending.Gated, b.Available);

    /// <summary>
    /// The figures that a job is held against: what the allocations that may pay for it leave, in the partition where they leave least, and what the
    /// user's limit leaves.
    /// </summary>
    private static FundsFigures Funds(LedgerView view, AccountBalance balance, BalanceScope scope, IReadOnlyList<string>? partitions)
    {
        FundsFigures figures = Figures(balance);
        ServiceUnits[] left = [.. (partitions is { Count: > 0 } named ? named : [null!]).Select(p => view.Within(balance, scope.Work with { Partition = p }).Available)];
        figures = figures with { Available = left.Min(), IsUnlimited = left.Min().IsUnlimited };
        UserFigures? user = scope.User is string name ? ScopeReading.UserOf(view, balance, name) : null;
        return user is null ? figures : figures with { User = user.Limit.User, UserLimit = user.Limit.Amount, UserAvailable = user.Available };
    }

    private Payer Payer(QuoteCommand command, JobRequest request, (string Cluster, string Currency) where, LedgerView view, CancellationToken cancellation)
    {
        string user = command.User ?? Actor.NameOfCaller();
        var assumptions = new List<string>();
        string? account = request.Account?.ToLowerInvariant();
        if (account is null)
        {
            account = context.Slurm.Sacctmgr.ReadUsers(user, cancellation).Rows.FirstOrDefault()?.DefaultAccount;
            account = string.IsNullOrEmpty(account)
                ? throw new InvalidRequestException($"The request names no account, and Slurm knows no default account of user '{user}'.", "Name one: --account.")
                : account.ToLowerInvariant();
            assumptions.Add($"account: {account}, the default of {user}");
        }

        string? qos = request.Qos;
        if (qos is null)
        {
            SlurmAssociation? association = context.Slurm.Sacctmgr.ReadAssociations(where.Cluster, [account], cancellation).Rows.FirstOrDefault(a => a.User == user);
            qos = association is { DefaultQos.Length: > 0 } ? association.DefaultQos : "normal";
            assumptions.Add($"QOS: {qos}");
        }

        FundsFigures? funds = view.Reader.FindAccount(account) is null ? null : Funds(view, view.Balance(account, where.Currency), new BalanceScope(where.Cluster, null, qos, user), request.Partitions);
        return new Payer(account, qos, funds, assumptions);
    }
}
