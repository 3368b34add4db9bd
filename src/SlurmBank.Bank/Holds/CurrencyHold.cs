using System;
using System.Collections.Generic;
using System.Linq;
using SlurmBank.Engine;
using SlurmBank.Engine.Configuration;
using SlurmBank.Ledger;
using SlurmBank.Slurm;

namespace SlurmBank.Bank;

/// <summary>Work in one currency of which an account has nothing left, while it has some of another: only that work is to be held.</summary>
/// <param name="Account">The account.</param>
/// <param name="Currency">The currency.</param>
/// <param name="Reason">The figures.</param>
/// <param name="Mechanism">The limit in Slurm to use.</param>
/// <param name="Spendable">What is left of it: zero or less.</param>
internal sealed record CurrencyHold(string Account, string Currency, string Reason, string Mechanism, ServiceUnits Spendable);

/// <summary>
/// How work in one of several currencies can be held. Slurm's limits on an account stop all its jobs; only two things stop some: a limit on a resource that
/// the configuration names for the currency, and limits on users' associations with the currency's partitions, where a site has such.
/// </summary>
internal sealed class CurrencyReach(EnforceSettings settings, Tariff? tariff)
{
    /// <summary>Whether runs are charged in more than one currency.</summary>
    internal bool IsNeeded => tariff is { Currencies.Count: > 1 };

    /// <summary>The limit for work in a currency.</summary>
    internal string MechanismFor(string currency, string usual) => settings.CurrencyHolds.TryGetValue(currency, out HoldMechanismSetting own)
        ? HoldMechanism.NameOf(own)
        : usual == HoldMechanism.Moving ? HoldMechanism.Usual : usual;

    /// <summary>The associations of users that carry such a limit without stopping other work.</summary>
    internal IEnumerable<SlurmAssociation> Of(IEnumerable<SlurmAssociation> users, string currency) =>
        HasLimit(currency) ? users : users.Where(u => u.Partition.Length > 0 && tariff!.CurrencyOf(u.Partition) == currency);

    /// <summary>Whether the configuration names a limit that stops work in this currency alone.</summary>
    internal bool HasLimit(string currency) => settings.CurrencyHolds.ContainsKey(currency);

    /// <summary>Of an account's figures those in currencies that runs are charged in; all where it has none in these.</summary>
    internal IReadOnlyList<AccountBalance> Charged(IReadOnlyList<AccountBalance> balances)
    {
        AccountBalance[] charged = [.. balances.Where(b => tariff is null || tariff.Currencies.Contains(b.Currency))];
        return charged.Length > 0 ? charged : balances;
    }

    /// <summary>The currencies that an association with a limit may belong to: where no limit is named for a currency, those of its partition alone.</summary>
    internal bool Carries(HoldTarget target, string currency) => HasLimit(currency) || (target.Partition.Length > 0 && tariff?.CurrencyOf(target.Partition) == currency);

    /// <summary>
    /// One decision for an account of the decisions for each of its currencies: it is held where nothing is left of any; where something is left of one,
    /// work in the others is held by itself.
    /// </summary>
    internal (HoldDecision Account, IReadOnlyList<CurrencyHold> Currencies) Join(IReadOnlyList<HoldDecision> decisions)
    {
        // An exemption, a mode or a person's decision is about the account, and the same in all.
        HoldDecision[] held = [.. decisions.Where(d => d.IsHeld)];
        if (decisions.Count == 1 || held.Length == 0 || held[0].Owner == HoldOwner.Person)
        {
            return (held.FirstOrDefault() ?? decisions[0], []);
        }

        if (held.Length == decisions.Count)
        {
            return (held[0] with { Reason = string.Join("; ", held.Select(d => d.Reason)) }, []);
        }

        return (decisions.First(d => !d.IsHeld), [.. held.Select(d => new CurrencyHold(d.Account.Name, d.Balance.Currency, d.Reason, MechanismFor(d.Balance.Currency, d.Mechanism), d.Balance.Spendable))]);
    }

    /// <summary>Says of whom nothing can be held.</summary>
    internal static string Nothing(string who, string currency) =>
        $"{who} has nothing left in {currency}, and something in another currency: Slurm's limits would stop its other jobs too, so none is set. The gate refuses jobs in {currency}; [enforce] currency_hold can name a limit that stops them alone.";
}
