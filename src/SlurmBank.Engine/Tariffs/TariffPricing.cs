using System;

namespace SlurmBank.Engine;

/// <summary>The arithmetic of a tariff: one pass over AllocTRES, two look-ups, one exact product. Does not allocate.</summary>
internal sealed class TariffPricing
{
    private const long UnitsPerHundredth = ServiceUnits.UnitsPerServiceUnit / 100;

    internal required TariffKind Kind { get; init; }

    internal required TariffQuantity Quantities { get; init; }

    internal required NameTable<PartitionTerms> Partitions { get; init; }

    internal required NameTable<QosTerms> Qos { get; init; }

    internal required NameTable<bool> FreeStates { get; init; }

    internal required NameTable<string> Currencies { get; init; }

    internal required bool IsSuspendedFree { get; init; }

    internal required ServiceUnits Minimum { get; init; }

    /// <summary>For kind billing in a partition that is not listed: Slurm's own integer needs no terms.</summary>
    internal static ExactFactor UnitsPerBillingSecond { get; } = new(Ratio.Whole(ServiceUnits.UnitsPerBillingSecond));

    internal static ExactFactor UnitsPerBillingHour { get; } = new(Ratio.Whole(ServiceUnits.UnitsPerServiceUnit));

    internal PriceResult Price(in RunUsage run)
    {
        long seconds = run.WallSeconds;
        if (seconds <= 0)
        {
            return new PriceResult(seconds == 0 ? PriceReason.ZeroSeconds : PriceReason.BadDuration, ServiceUnits.Zero, 0);
        }

        Partitions.TryGet(run.Partition, out PartitionTerms? partition);
        Qos.TryGet(run.Qos, out QosTerms? qos);
        PriceReason free = FreeReason(partition, qos, run.State);
        if (free != PriceReason.Priced)
        {
            return new PriceResult(free, ServiceUnits.Zero, seconds);
        }

        if (IsSuspendedFree)
        {
            if (run.SuspendedSeconds < 0 || run.SuspendedSeconds > seconds)
            {
                return new PriceResult(PriceReason.BadDuration, ServiceUnits.Zero, 0);
            }

            seconds -= run.SuspendedSeconds;
        }

        return seconds == 0
            ? new PriceResult(PriceReason.ZeroSeconds, ServiceUnits.Zero, 0)
            : PriceFor(partition, qos, run.AllocTres, seconds);
    }

    /// <summary>The price of an hour, half up to a unit whatever the kind, without the minimum.</summary>
    internal PriceResult Rate(ReadOnlySpan<char> partitionName, ReadOnlySpan<char> qosName, ReadOnlySpan<char> tres)
    {
        const long Hour = 3600;
        Partitions.TryGet(partitionName, out PartitionTerms? partition);
        Qos.TryGet(qosName, out QosTerms? qos);
        PriceReason reason = FreeReason(partition, qos, default);
        if (reason != PriceReason.Priced)
        {
            return new PriceResult(reason, ServiceUnits.Zero, Hour);
        }

        long units = 0;
        reason = Quantities.Read(partition, tres, out TariffAmount amount);
        if (reason == PriceReason.Priced
            && !ExactFactor.TryScale(amount.Quantity, 1, partition?.PerHour ?? UnitsPerBillingHour, qos?.Factor ?? ExactFactor.One, out units))
        {
            reason = PriceReason.Overflow;
        }

        return new PriceResult(reason, ServiceUnits.FromUnits(units), Hour);
    }

    private PriceResult PriceFor(PartitionTerms? partition, QosTerms? qos, ReadOnlySpan<char> tres, long seconds)
    {
        PriceReason reason = Quantities.Read(partition, tres, out TariffAmount amount);
        if (reason != PriceReason.Priced)
        {
            return new PriceResult(reason, ServiceUnits.Zero, seconds);
        }

        ExactFactor perSecond = partition?.PerSecond ?? UnitsPerBillingSecond;
        if (!ExactFactor.TryScale(amount.Quantity, seconds, perSecond, qos?.Factor ?? ExactFactor.One, out long units))
        {
            return new PriceResult(PriceReason.Overflow, ServiceUnits.Zero, seconds);
        }

        if (Kind == TariffKind.PartitionPrice)
        {
            if (units > long.MaxValue / UnitsPerHundredth)
            {
                return new PriceResult(PriceReason.Overflow, ServiceUnits.Zero, seconds);
            }

            units *= UnitsPerHundredth;
        }

        return units < Minimum.Units
            ? new PriceResult(PriceReason.Minimum, Minimum, seconds)
            : new PriceResult(PriceReason.Priced, ServiceUnits.FromUnits(units), seconds);
    }

    private PriceReason FreeReason(PartitionTerms? partition, QosTerms? qos, ReadOnlySpan<char> state)
    {
        if (partition is { IsFree: true })
        {
            return PriceReason.FreePartition;
        }

        if (qos is { IsFree: true })
        {
            return PriceReason.FreeQos;
        }

        // "CANCELLED by 1000" is the state CANCELLED.
        int blank = FreeStates.Count == 0 ? -1 : state.IndexOf(' ');
        return FreeStates.TryGet(blank < 0 ? state : state[..blank], out _) ? PriceReason.FreeState : PriceReason.Priced;
    }
}

/// <summary>What a tariff holds for one QOS.</summary>
/// <param name="Factor">The factor on every price.</param>
/// <param name="IsFree">Runs are free, by name or by a factor of 0.</param>
internal sealed record QosTerms(ExactFactor Factor, bool IsFree);
