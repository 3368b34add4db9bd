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

    internal QuoteReport Run(QuoteCommand command, CancellationToken cancellation)
    {
        SbatchReading reading = QuoteRequestReading.Read(command);
        ClusterFacts facts = FactsReading.Read(context.Slurm, cancellation);
        using LedgerView view = context.Ledger.Read();
        Tariff tariff = TariffBook.Read(view.Reader, facts.Name).At(view.NowSeconds)
            ?? throw new InvalidRequestException($"The ledger has no tariff for cluster '{facts.Name}'.", "Initialize-SlurmBank captures one.");
        Payer payer = Payer(command, reading.Request, facts.Name, view, cancellation);
        return Quoter(facts, tariff, context.Configuration).Quote(reading, payer, context.Instant(view.NowSeconds));
    }

    internal static Quoter Quoter(ClusterFacts facts, Tariff tariff, BankConfiguration configuration) => new(
        facts,
        tariff,
        configuration.Site.Contact,
        (long)configuration.Sync.UnlimitedHorizon.TotalSeconds,
        configuration.Quote.UnlimitedTime == UnlimitedTimeSetting.Refuse);

    internal static FundsFigures Figures(AccountBalance b) => new(
        b.Account.Name, b.IsManaged, b.IsUnlimited, b.Granted, b.Settings.CreditLimit, b.Charged, b.Pending.Running, b.Pending.Queued + b.Pending.Gated, b.Available);

    private Payer Payer(QuoteCommand command, JobRequest request, string cluster, LedgerView view, CancellationToken cancellation)
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
            SlurmAssociation? association = context.Slurm.Sacctmgr.ReadAssociations(cluster, [account], cancellation).Rows.FirstOrDefault(a => a.User == user);
            qos = association is { DefaultQos.Length: > 0 } ? association.DefaultQos : "normal";
            assumptions.Add($"QOS: {qos}");
        }

        FundsFigures? funds = view.Reader.FindAccount(account) is null ? null : Figures(view.Balance(account, context.Currency));
        return new Payer(account, qos, funds, assumptions);
    }
}
