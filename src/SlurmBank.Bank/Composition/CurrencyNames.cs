using System;
using System.Collections.Generic;
using System.Linq;
using SlurmBank.Engine;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

/// <summary>The bank counts nothing in a currency of this name.</summary>
public sealed class CurrencyNotFoundException : SlurmBankException
{
    internal CurrencyNotFoundException(string currency, IReadOnlyList<string> known)
        : base(
            "CurrencyNotFound",
            $"'{currency}' is no currency of this bank; it has {string.Join(", ", known)}.",
            "Check the name. A currency comes to be by [tariff.partition_currency] in the configuration, which says what runs in a partition are charged in.")
    {
        Currency = currency;
        Known = known;
    }

    /// <summary>The name that was asked for.</summary>
    public string Currency { get; }

    /// <summary>The currencies that there are.</summary>
    public IReadOnlyList<string> Known { get; }
}

/// <summary>Says which currency a person means by a name, by the unit behind an amount, or by saying nothing.</summary>
internal static class CurrencyNames
{
    /// <summary>The currency of an amount.</summary>
    /// <param name="context">The configuration.</param>
    /// <param name="reader">The ledger.</param>
    /// <param name="named">The currency that was named; null for none.</param>
    /// <param name="unit">The unit behind the amount; null for none.</param>
    /// <exception cref="CurrencyNotFoundException">There is no such currency.</exception>
    /// <exception cref="InvalidRequestException">Unit and name contradict each other.</exception>
    internal static string Of(BankContext context, ILedgerReader reader, string? named, string? unit)
    {
        // The usual case asks nothing of the ledger.
        if ((named is null || named == context.Currency) && (unit is null || unit == context.Currency))
        {
            return context.Currency;
        }

        string[] known = Known(context, reader);
        string? byName = named is null ? null : Find(known, named) ?? throw new CurrencyNotFoundException(named, known);
        string? byUnit = unit is null ? null : Find(known, unit) ?? (IsGeneral(unit) ? null : throw new CurrencyNotFoundException(unit, known));
        return byName is not null && byUnit is not null && byName != byUnit
            ? throw new InvalidRequestException($"The amount is in {byUnit} ('{unit}'), and the currency named beside it is {byName}.", "Leave one of the two out.")
            : byName ?? byUnit ?? context.Currency;
    }

    /// <summary>The currency that a question is about; null for all of them.</summary>
    /// <exception cref="CurrencyNotFoundException">There is no such currency.</exception>
    internal static string? Chosen(BankContext context, ILedgerReader reader, string? named) => named is null ? null : Of(context, reader, named, null);

    /// <summary>The currency of this name among those that are known.</summary>
    /// <exception cref="CurrencyNotFoundException">There is no such currency.</exception>
    internal static string Among(string[] known, string named) => Find(known, named) ?? throw new CurrencyNotFoundException(named, known);

    /// <summary>The currency of an amount that goes into an allocation, or belongs to something else that has a currency already.</summary>
    /// <exception cref="InvalidRequestException">It is another one.</exception>
    internal static void Require(BankContext context, ILedgerReader reader, string? named, string? unit, string actual, string what)
    {
        if (unit is not null && unit != actual && IsGeneral(unit) && !Known(context, reader).Contains("SU", StringComparer.Ordinal))
        {
            unit = null;
        }

        if ((named ?? unit) is not null && (named ?? actual, unit ?? actual) != (actual, actual) && Of(context, reader, named, unit) is string said && said != actual)
        {
            throw new InvalidRequestException($"The amount is in {said}, and {what} is in {actual}.", "Give the amount in its currency.");
        }
    }

    /// <summary>All currencies: the site's first, those that the configuration gives to partitions, that tariffs charge in, and that the ledger has books in.</summary>
    internal static string[] Known(BankContext context, ILedgerReader reader) =>
    [
        .. new[] { context.Currency }
            .Concat(context.Configuration.Tariff.PartitionCurrencies.Values.Order(StringComparer.Ordinal))
            .Concat(reader.Tariffs().ToList().SelectMany(t => Tariff.ParseCanonical(t.Text).Currencies))
            .Concat(reader.Books().Select(b => b.Currency).Distinct().Order(StringComparer.Ordinal))
            .Distinct(StringComparer.Ordinal),
    ];

    /// <summary>The currency of exactly this name; else the only one that is written alike.</summary>
    private static string? Find(string[] known, string text)
    {
        if (known.Contains(text, StringComparer.Ordinal))
        {
            return text;
        }

        string[] alike = [.. known.Where(k => Key(k) == Key(text))];
        return alike.Length == 1 ? alike[0] : null;
    }

    /// <summary>SU is also the word for what any currency is counted in.</summary>
    private static bool IsGeneral(string unit) => unit.Equals("SU", StringComparison.OrdinalIgnoreCase);

    /// <summary>GPU-h, gpu_h, GPUh, GPU-hour and GPU-hours are written alike.</summary>
    private static string Key(string text)
    {
        string plain = text.ToLowerInvariant().Replace("-", string.Empty, StringComparison.Ordinal).Replace("_", string.Empty, StringComparison.Ordinal);
        foreach (string hours in new[] { "hours", "hour", "hrs", "hr" })
        {
            if (plain.Length > hours.Length && plain.EndsWith(hours, StringComparison.Ordinal))
            {
                return plain[..^hours.Length] + "h";
            }
        }

        return plain;
    }
}
