using System;
using System.Collections.Generic;
using System.Globalization;

namespace SlurmBank.Engine;

/// <summary>Tells how a price comes about, from the same quantities that made it.</summary>
internal static class TariffExplanation
{
    internal static IReadOnlyList<string> Explain(Tariff tariff, in RunUsage run)
    {
        tariff.Price(run, out PriceResult result);
        List<string> lines = [string.Create(CultureInfo.InvariantCulture, $"tariff {tariff.Version} ({tariff.Definition.Kind})")];
        if (!result.IsPriced)
        {
            lines.Add(Refusal(run, result));
            return lines;
        }

        if (result.IsFree || result.Reason == PriceReason.ZeroSeconds)
        {
            lines.Add($"{Cause(run, result)}: {result.Amount} {tariff.CurrencyOf(run.Partition)}");
            return lines;
        }

        if (result.ChargedSeconds != run.WallSeconds)
        {
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"{run.WallSeconds} s, of which {run.SuspendedSeconds} s suspended are free"));
        }

        tariff.Pricing.Partitions.TryGet(run.Partition, out PartitionTerms? partition);
        tariff.Pricing.Quantities.Read(partition, run.AllocTres, out TariffAmount amount);
        AddQuantity(lines, tariff, partition, amount, run);
        lines.Add(Product(tariff, partition, amount, run, result));
        if (result.Reason == PriceReason.Minimum)
        {
            lines.Add($"the minimum is charged: {result.Amount} {tariff.CurrencyOf(run.Partition)}");
        }

        return lines;
    }

    private static void AddQuantity(List<string> lines, Tariff tariff, PartitionTerms? partition, in TariffAmount amount, in RunUsage run)
    {
        if (amount.Source == TariffAmountSource.Weights)
        {
            string rule = tariff.Definition.PriorityFlags.Length == 0 ? "sum" : tariff.Definition.PriorityFlags;
            lines.Add($"weights of partition {run.Partition}: {partition?.Weights} ({rule})");
            lines.Add($"allocated: {run.AllocTres}");
        }

        if (tariff.Kind == TariffKind.Billing && amount.Source == TariffAmountSource.Weights)
        {
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"billing {amount.Double:R}, stored as {amount.Quantity}"));
        }
    }

    private static string Product(Tariff tariff, PartitionTerms? partition, in TariffAmount amount, in RunUsage run, in PriceResult result)
    {
        string factor = tariff.Pricing.Qos.TryGet(run.Qos, out QosTerms? qos) && qos is not null ? qos.Factor.Value.ToString() : "1";
        string quantity = tariff.Kind == TariffKind.PartitionPrice
            ? string.Create(CultureInfo.InvariantCulture, $"{amount.Quantity} cpus x {tariff.Definition.PartitionPrices[run.Partition.ToString()]} {tariff.CurrencyOf(run.Partition)} per hour")
            : $"billing {Quantity(partition, amount)} ({Source(amount.Source)})";
        // A minimum comes after this line, which shows what the arithmetic itself gives.
        ServiceUnits plain = result.Reason == PriceReason.Minimum ? WithoutMinimum(tariff, partition, qos, amount, result.ChargedSeconds) : result.Amount;
        return string.Create(CultureInfo.InvariantCulture, $"{quantity} x {result.ChargedSeconds} s x qos {factor} = {plain} {tariff.CurrencyOf(run.Partition)}");
    }

    private static ServiceUnits WithoutMinimum(Tariff tariff, PartitionTerms? partition, QosTerms? qos, in TariffAmount amount, long seconds)
    {
        ExactFactor perSecond = partition?.PerSecond ?? TariffPricing.UnitsPerBillingSecond;
        ExactFactor.TryScale(amount.Quantity, seconds, perSecond, qos?.Factor ?? ExactFactor.One, out long units);
        return ServiceUnits.FromUnits(tariff.Kind == TariffKind.PartitionPrice ? units * (ServiceUnits.UnitsPerServiceUnit / 100) : units);
    }

    private static string Quantity(PartitionTerms? partition, in TariffAmount amount)
    {
        long denominator = amount.Source == TariffAmountSource.Weights ? partition?.Exact?.Denominator ?? 1 : 1;
        return amount.Quantity <= long.MaxValue && Ratio.TryCreate((Int128)amount.Quantity, denominator, out Ratio ratio)
            ? ratio.ToString()
            : amount.Quantity.ToString(CultureInfo.InvariantCulture);
    }

    private static string Source(TariffAmountSource source) => source switch
    {
        TariffAmountSource.SlurmBilling => "AllocTRES",
        TariffAmountSource.Cpus => "cpus of AllocTRES",
        _ => "weights",
    };

    private static string Cause(in RunUsage run, in PriceResult result) => result.Reason switch
    {
        PriceReason.FreePartition => $"partition {run.Partition} is free",
        PriceReason.FreeQos => $"qos {run.Qos} is free",
        PriceReason.FreeState => $"a run that ends {run.State} is free",
        _ => "the run lasted 0 s",
    };

    private static string Refusal(in RunUsage run, in PriceResult result)
    {
        string detail = result.Reason switch
        {
            PriceReason.UnlistedPartition or PriceReason.EnergyWeight => $" (partition '{run.Partition}')",
            PriceReason.BadDuration => string.Create(CultureInfo.InvariantCulture, $" ({run.WallSeconds} s, {run.SuspendedSeconds} s suspended)"),
            _ => $" (AllocTRES '{run.AllocTres}')",
        };
        return $"no price: {result.ReasonText.TrimEnd('.')}{detail}";
    }
}
