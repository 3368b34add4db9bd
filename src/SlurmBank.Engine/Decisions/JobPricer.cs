using System;
using SlurmBank.Engine.Requests;

namespace SlurmBank.Engine.Decisions;

/// <summary>
/// Prices the components of a job: each at the dearest of its partitions, added up. What a partition would refuse for ever does not count while
/// another is left. It keeps its room from one job to the next, so that in the steady state nothing is allocated; one thread at a time uses it.
/// </summary>
internal sealed class JobPricer
{
    private readonly RequestSolver solver = new();
    private readonly TextRoom resources = new();
    private readonly TextRoom partitions = new();
    private readonly TextRoom dearestResources = new();
    private PricingBasis? basis;
    private Candidate dearest;
    private string? currency;

    /// <summary>Units, of all components, for one task of an array.</summary>
    internal long Lower { get; private set; }

    /// <summary>Units.</summary>
    internal long Upper { get; private set; }

    /// <summary>Units for an hour.</summary>
    internal long HourlyRate { get; private set; }

    /// <summary>The longest time that is priced.</summary>
    internal long Seconds { get; private set; }

    internal int Components { get; private set; }

    internal Assumed Assumed { get; private set; }

    internal Obstacles Obstacles { get; private set; }

    internal PriceReason Reason { get; private set; }

    /// <summary>What the prices are counted in.</summary>
    internal string Currency => currency ?? (dearest.Partition is null ? string.Empty : basis!.Tariff.CurrencyOf(dearest.Partition.Facts.Name));

    /// <summary>What the job would be given at most; valid until the next job.</summary>
    internal ReadOnlySpan<char> Resources => resources.Text;

    /// <summary>The dearest partitions; valid until the next job.</summary>
    internal ReadOnlySpan<char> Partitions => partitions.Text;

    /// <summary>Begins with a job.</summary>
    internal void Begin(PricingBasis with)
    {
        basis = with;
        (Lower, Upper, HourlyRate, Seconds, Components) = (0, 0, 0, 0, 0);
        (Assumed, Obstacles, Reason) = (Assumed.Nothing, Obstacles.None, PriceReason.Priced);
        currency = null;
        resources.Clear();
        partitions.Clear();
    }

    /// <summary>Prices a component and adds it.</summary>
    /// <param name="request">What it asks for.</param>
    /// <param name="names">Its partitions, separated by commas; empty for the default one.</param>
    internal PricingFault Add(JobAsk request, ReadOnlySpan<char> names)
    {
        request.NamesPartitions = !names.IsEmpty;
        // Partitions that would refuse the job for ever are looked at only where no other is left.
        dearest = default;
        PricingFault fault = PriceAll(request, names, all: false);
        if (fault == PricingFault.None && dearest.Partition is null)
        {
            fault = PriceAll(request, names, all: true);
        }

        if (fault != PricingFault.None || dearest.Partition is null)
        {
            return fault == PricingFault.None ? PricingFault.NoPartition : fault;
        }

        return Take() ? PricingFault.None : PricingFault.Overflow;
    }

    private PricingFault PriceAll(JobAsk request, ReadOnlySpan<char> names, bool all)
    {
        ClusterShape cluster = basis!.Cluster;
        if (names.IsEmpty)
        {
            return cluster.Default is null ? PricingFault.NoPartition : Price(request, cluster.Default, all);
        }

        PricingFault fault = PricingFault.None;
        while (fault == PricingFault.None)
        {
            int comma = names.IndexOf(',');
            ReadOnlySpan<char> name = comma < 0 ? names : names[..comma];
            if (cluster.Find(name) is PartitionShape partition)
            {
                fault = Price(request, partition, all);
            }
            else
            {
                Obstacles |= Obstacles.Partition;
            }

            if (comma < 0)
            {
                break;
            }

            names = names[(comma + 1)..];
        }

        return fault;
    }

    private PricingFault Price(JobAsk request, PartitionShape partition, bool all)
    {
        solver.Solve(request, partition, explains: false);
        Obstacles |= solver.Job.Obstacles;
        if (!all && (solver.Job.Obstacles & ~Obstacles.Down) != 0)
        {
            return PricingFault.None;
        }

        long? limit = solver.TimeLimit.Seconds;
        if (limit is null && basis!.RefusesUnlimited)
        {
            return PricingFault.NoTimeLimit;
        }

        long seconds = limit ?? basis!.HorizonSeconds;
        long least = solver.MinimumTime.Seconds is long shortest ? Math.Min(shortest, seconds) : seconds;
        Candidate made = new() { Partition = partition, Seconds = seconds, Assumed = solver.Job.Assumed | (limit is null ? Assumed.Horizon : Assumed.Nothing) };
        ReadOnlySpan<char> tres = solver.Upper.Write();
        if (!TryAmount(request, partition, tres, seconds, out made.Upper, out made.Reason)
            || !TryAmount(request, partition, tres, 3600, out made.Rate, out _)
            || !TryAmount(request, partition, solver.Lower.Write(), least, out made.Lower, out _))
        {
            return PricingFault.NoPrice;
        }

        // What is free costs nothing in every currency.
        if ((made.Upper | made.Rate) != 0 && (currency ??= basis!.Tariff.CurrencyOf(partition.Facts.Name)) != basis!.Tariff.CurrencyOf(partition.Facts.Name))
        {
            return PricingFault.Currencies;
        }

        if (dearest.Partition is null || made.Upper > dearest.Upper)
        {
            dearest = made;
            dearestResources.Clear();
            dearestResources.Append(tres);
        }

        return PricingFault.None;
    }

    private bool TryAmount(JobAsk request, PartitionShape partition, ReadOnlySpan<char> tres, long seconds, out long units, out PriceReason reason)
    {
        RunUsage usage = new()
        {
            Partition = partition.Facts.Name,
            Qos = request.Qos.Span,
            State = "COMPLETED",
            AllocTres = tres,
            WallSeconds = seconds,
        };
        bool priced = basis!.Tariff.Price(usage, out PriceResult result);
        (units, reason) = (result.Amount.Units, result.Reason);
        Reason = priced ? Reason : result.Reason;
        return priced;
    }

    private bool Take()
    {
        if (Upper > long.MaxValue - 1 - dearest.Upper || HourlyRate > long.MaxValue - 1 - dearest.Rate)
        {
            return false;
        }

        // A lower figure above the upper one would be a defect of the bounds; the promise holds all the same.
        (Lower, Upper, HourlyRate) = (Lower + Math.Min(dearest.Lower, dearest.Upper), Upper + dearest.Upper, HourlyRate + dearest.Rate);
        Seconds = Math.Max(Seconds, dearest.Seconds);
        Assumed |= dearest.Assumed;
        Reason = Components == 0 || Reason == dearest.Reason ? dearest.Reason : PriceReason.Priced;
        ReadOnlySpan<char> between = Components == 0 ? default : " : ";
        resources.Append(between);
        resources.Append(dearestResources.Text);
        partitions.Append(between);
        partitions.Append(dearest.Partition!.Facts.Name);
        Components++;
        return true;
    }

    private struct Candidate
    {
        internal PartitionShape? Partition;
        internal long Upper;
        internal long Lower;
        internal long Rate;
        internal long Seconds;
        internal Assumed Assumed;
        internal PriceReason Reason;
    }
}
