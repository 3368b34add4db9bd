using System;
using System.Collections.Generic;
using System.Globalization;

namespace SlurmBank.Bank;

/// <summary>
/// A row of a cost export in the columns of the FOCUS specification, version 1.2 (focus.finops.org): what one user's work of one charge
/// period cost on one resource (a partition) in one QOS, or what was given back of it. Properties have the names of the columns;
/// those that begin with <c>x_</c> are the bank's own, as the specification provides for. Two things are as a bank of service units has them
/// and not as the specification of a vendor's invoice wants them: the currency is a virtual one, and the period is the site's day.
/// </summary>
public sealed record FocusRow
{
    /// <summary>The columns in the order of the export: the 21 mandatory ones of FOCUS 1.2, those of the others that apply, the bank's own.</summary>
    public static IReadOnlyList<string> Columns { get; } =
    [
        nameof(BilledCost), nameof(BillingAccountId), nameof(BillingAccountName), nameof(BillingCurrency), nameof(BillingPeriodEnd), nameof(BillingPeriodStart),
        nameof(ChargeCategory), nameof(ChargeClass), nameof(ChargeDescription), nameof(ChargeFrequency), nameof(ChargePeriodEnd), nameof(ChargePeriodStart),
        nameof(ConsumedQuantity), nameof(ConsumedUnit), nameof(ContractedCost), nameof(EffectiveCost), nameof(InvoiceIssuerName), nameof(ListCost),
        nameof(PricingCategory), nameof(PricingQuantity), nameof(PricingUnit), nameof(ProviderName), nameof(PublisherName), nameof(ResourceId),
        nameof(ResourceName), nameof(ResourceType), nameof(ServiceCategory), nameof(ServiceName), nameof(ServiceSubcategory), nameof(SubAccountId),
        nameof(SubAccountName), nameof(Tags), nameof(x_BilledUnits), nameof(x_Runs),
    ];

    /// <summary>What it cost, less what was given back, in <see cref="BillingCurrency"/>.</summary>
    public required decimal BilledCost { get; init; }

    /// <summary>The account that bears it.</summary>
    public required string BillingAccountId { get; init; }

    /// <summary>The account that bears it.</summary>
    public string BillingAccountName => BillingAccountId;

    /// <summary>What the costs are counted in: the ledger's currency, such as <c>SU</c>.</summary>
    public required string BillingCurrency { get; init; }

    /// <summary>The end of the billing period, a month of the site; itself not in it.</summary>
    public required DateTimeOffset BillingPeriodEnd { get; init; }

    /// <summary>The beginning of the billing period.</summary>
    public required DateTimeOffset BillingPeriodStart { get; init; }

    /// <summary><c>Usage</c>, or <c>Credit</c> for what was refunded.</summary>
    public required string ChargeCategory { get; init; }

    /// <summary>Always null: corrections are made in the amounts of the period that they correct, as the ledger's usage shows them.</summary>
    public string? ChargeClass => null;

    /// <summary>What the row is, in words.</summary>
    public required string ChargeDescription { get; init; }

    /// <summary>Always <c>Usage-Based</c>.</summary>
    public string ChargeFrequency => "Usage-Based";

    /// <summary>The end of the charge period; itself not in it.</summary>
    public required DateTimeOffset ChargePeriodEnd { get; init; }

    /// <summary>The beginning of the charge period.</summary>
    public required DateTimeOffset ChargePeriodStart { get; init; }

    /// <summary>For how long the runs ran, all together, in hours; null for credits.</summary>
    public required decimal? ConsumedQuantity { get; init; }

    /// <summary><c>Hours</c>; null for credits.</summary>
    public string? ConsumedUnit => ConsumedQuantity is null ? null : "Hours";

    /// <summary>The same as <see cref="BilledCost"/>: the bank has no list prices beside its tariffs.</summary>
    public decimal ContractedCost => BilledCost;

    /// <summary>The same as <see cref="BilledCost"/>: nothing is amortised.</summary>
    public decimal EffectiveCost => BilledCost;

    /// <summary>Who bills: the cluster.</summary>
    public required string InvoiceIssuerName { get; init; }

    /// <summary>The same as <see cref="BilledCost"/>.</summary>
    public decimal ListCost => BilledCost;

    /// <summary><c>Standard</c>; null for credits.</summary>
    public string? PricingCategory => ChargeCategory == "Usage" ? "Standard" : null;

    /// <summary>The amount that was priced, in <see cref="PricingUnit"/>; null for credits.</summary>
    public decimal? PricingQuantity => ChargeCategory == "Usage" ? BilledCost : null;

    /// <summary>The ledger's currency; null for credits.</summary>
    public string? PricingUnit => ChargeCategory == "Usage" ? BillingCurrency : null;

    /// <summary>Who provides: the cluster.</summary>
    public string ProviderName => InvoiceIssuerName;

    /// <summary>Who publishes: the cluster.</summary>
    public string PublisherName => InvoiceIssuerName;

    /// <summary>The resource: <c>cluster/partition</c>.</summary>
    public required string ResourceId { get; init; }

    /// <summary>The partition.</summary>
    public required string ResourceName { get; init; }

    /// <summary>Always <c>Partition</c>.</summary>
    public string ResourceType => "Partition";

    /// <summary>Always <c>Compute</c>.</summary>
    public string ServiceCategory => "Compute";

    /// <summary>Always <c>Slurm</c>.</summary>
    public string ServiceName => "Slurm";

    /// <summary>Always <c>Other (Compute)</c>.</summary>
    public string ServiceSubcategory => "Other (Compute)";

    /// <summary>The user.</summary>
    public required string SubAccountId { get; init; }

    /// <summary>The user.</summary>
    public string SubAccountName => SubAccountId;

    /// <summary>The QOS, as a JSON object.</summary>
    public required string Tags { get; init; }

    /// <summary><see cref="BilledCost"/> in units, exactly; their sum is what the ledger has charged.</summary>
    public required long x_BilledUnits { get; init; }

    /// <summary>How many runs did some of it.</summary>
    public required int x_Runs { get; init; }

    /// <summary>The row as texts in the order of <see cref="Columns"/>: decimals to the tenth place, from which units come back exactly; instants in UTC; null as nothing.</summary>
    public IReadOnlyList<string> Cells() =>
    [
        Text(BilledCost), BillingAccountId, BillingAccountName, BillingCurrency, Text(BillingPeriodEnd), Text(BillingPeriodStart), ChargeCategory, ChargeClass ?? string.Empty,
        ChargeDescription, ChargeFrequency, Text(ChargePeriodEnd), Text(ChargePeriodStart), Text(ConsumedQuantity), ConsumedUnit ?? string.Empty, Text(ContractedCost),
        Text(EffectiveCost), InvoiceIssuerName, Text(ListCost), PricingCategory ?? string.Empty, Text(PricingQuantity), PricingUnit ?? string.Empty, ProviderName, PublisherName,
        ResourceId, ResourceName, ResourceType, ServiceCategory, ServiceName, ServiceSubcategory, SubAccountId, SubAccountName, Tags,
        x_BilledUnits.ToString(CultureInfo.InvariantCulture), x_Runs.ToString(CultureInfo.InvariantCulture),
    ];

    private static string Text(decimal? value) => value?.ToString("0.##########", CultureInfo.InvariantCulture) ?? string.Empty;

    private static string Text(DateTimeOffset value) => value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
