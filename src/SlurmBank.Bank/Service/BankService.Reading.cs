using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

public sealed partial class BankService
{
    /// <summary>The figures of accounts. Names may hold wildcards; a name without one that the ledger does not have is an error.</summary>
    /// <param name="names">Names or patterns; empty for all.</param>
    /// <param name="currency">Only this currency; null for all that an account has.</param>
    public IEnumerable<Balance> Balances(IReadOnlyList<string> names, string? currency = null)
    {
        using LedgerView view = context.Ledger.Read();
        string? one = CurrencyNames.Chosen(context, view.Reader, currency);
        return [.. BalanceReading.Read(context, view, names).Where(b => one is null || b.Currency == one)];
    }

    /// <summary>The names of all currencies: the site's first, then those of partitions, tariffs and books.</summary>
    public IReadOnlyList<string> Currencies()
    {
        using LedgerView view = context.Ledger.Read();
        return CurrencyNames.Known(context, view.Reader);
    }

    /// <summary>Allocations of accounts. Names may hold wildcards.</summary>
    public IEnumerable<AllocationReport> Allocations(IReadOnlyList<string> names)
    {
        using LedgerView view = context.Ledger.Read();
        HashSet<string> chosen = [.. AccountNames.Choose(view.Reader, names)];
        var reports = new ReportBuilder(context, view.Reader);
        return [.. view.Allocations().Select(a => reports.Allocation(a, view.NowSeconds)).Where(a => chosen.Contains(a.Account))];
    }

    /// <summary>Entries of the ledger, oldest first.</summary>
    public IEnumerable<TransactionReport> Transactions(TransactionQuery query)
    {
        using LedgerView view = context.Ledger.Read();
        foreach (TransactionReport transaction in TransactionReading.Read(context, view, query))
        {
            yield return transaction;
        }
    }

    /// <summary>Liens of accounts, by default the open ones.</summary>
    public IEnumerable<LienReport> Liens(IReadOnlyList<string> names, bool ended = false)
    {
        using LedgerView view = context.Ledger.Read();
        HashSet<string> chosen = [.. AccountNames.Choose(view.Reader, names)];
        var reports = new ReportBuilder(context, view.Reader);
        return [.. view.Reader.Liens(null, ended).ToList().Select(reports.Lien).Where(l => chosen.Contains(l.Account))];
    }

    /// <summary>Runs that no tariff version can price, and rows that cannot be read.</summary>
    public IEnumerable<ParkedRunReport> ParkedRuns()
    {
        using LedgerView view = context.Ledger.Read();
        var reports = new ReportBuilder(context, view.Reader);
        return [.. view.Reader.ParkedRuns().Select(reports.Parked)];
    }

    /// <summary>Holds and pardons in force, or all there ever were: of accounts, of work in one currency, and of users inside accounts.</summary>
    public IEnumerable<HoldReport> Holds(IReadOnlyList<string> names, bool lifted = false)
    {
        using LedgerView view = context.Ledger.Read();
        HashSet<string> chosen = [.. AccountNames.Choose(view.Reader, names)];
        var reports = new ReportBuilder(context, view.Reader);
        ILookup<(string, long), PlacedLimit> limits = view.Reader.Tariffs().Select(t => t.Cluster).Distinct().ToList()
            .SelectMany(c => view.Reader.PlacedLimits(c)).ToLookup(l => (l.Cluster, l.AccountId));
        Dictionary<string, CurrencyReach> reaches = limits.Select(l => l.Key.Item1).Distinct().ToDictionary(c => c, c => new CurrencyReach(context.Configuration.Enforce, TariffBook.Read(view.Reader, c).At(view.NowSeconds)));
        IEnumerable<PlacedLimit> Own(Hold hold) => limits[(hold.Cluster, hold.AccountId)].Where(l => !hold.IsPart || IsOf(hold, HoldTarget.Parse(l.Target), reaches[hold.Cluster]));
        return [.. view.Reader.Holds(null, lifted).ToList().Concat(view.Reader.PartHolds(null, lifted).ToList()).OrderBy(h => h.Id).Select(h => reports.Hold(h, Own(h))).Where(h => chosen.Contains(h.Account))];
    }

    /// <summary>Whether an association with a limit carries the hold of a user, or of work in one currency.</summary>
    private static bool IsOf(Hold part, HoldTarget target, CurrencyReach reach) =>
        (part.User.Length == 0 || part.User == target.User) && (part.Currency.Length == 0 || reach.Carries(target, part.Currency));

    /// <summary>
    /// Holds as Slurm shows them now, and solvent accounts that a limit of somebody else keeps from starting jobs. Asks Slurm.
    /// </summary>
    public IReadOnlyList<HoldReport> HoldsInSlurm(IReadOnlyList<string> names, string? cluster = null, bool lifted = false, CancellationToken cancellation = default)
    {
        IReadOnlyList<HoldReport> holds = [.. Holds(names, lifted)];
        string[] chosen;
        using (LedgerView view = context.Ledger.Read())
        {
            chosen = [.. AccountNames.Choose(view.Reader, names)];
        }

        return new HoldListing(context).Read(holds, chosen, cluster, cancellation);
    }

    /// <summary>What was decided for accounts. Names may hold wildcards; a name without one that the ledger does not have is an error.</summary>
    public IEnumerable<AccountReport> Accounts(IReadOnlyList<string> names)
    {
        using LedgerView view = context.Ledger.Read();
        var reading = new AccountReading(context, view);
        return [.. AccountNames.Choose(view.Reader, names).Select(n => reading.Report(view.Account(n)))];
    }

    /// <summary>What settled runs cost: by JobID as people see it, or JobIDRaw.</summary>
    /// <exception cref="RunNotFoundException">No such run is settled.</exception>
    public IEnumerable<RunCostReport> Costs(IReadOnlyList<string> jobIds)
    {
        using LedgerView view = context.Ledger.Read();
        return [.. CostReading.Read(context, view, jobIds)];
    }

    /// <summary>How the bank is doing. Asks Slurm for the limits that the bank put there, where there are any and unless told not to.</summary>
    public BankStatus Status(CancellationToken cancellation = default, bool skipSlurm = false)
    {
        using LedgerView view = context.Ledger.Read();
        return new StatusReading(context, view, ConfigurationFindings, skipSlurm).Read(cancellation);
    }
}
