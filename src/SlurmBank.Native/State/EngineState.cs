using System;
using System.Threading;
using SlurmBank.Engine;
using SlurmBank.Engine.Configuration;
using SlurmBank.Engine.Decisions;

namespace SlurmBank.Native;

/// <summary>
/// What is in force. It never changes: a load makes another one and puts it in place with one write, so that whoever reads sees the old one or
/// the new one.
/// </summary>
internal sealed class EngineState
{
    private static EngineState current = new();

    internal static EngineState Current => Volatile.Read(ref current);

    internal ulong Generation { get; private init; }

    internal BankConfiguration? Configuration { get; private init; }

    internal GateRules? Rules { get; private init; }

    /// <summary>The tariff that prices requests: of several versions the one that was given last.</summary>
    internal Tariff? Tariff { get; private init; }

    /// <summary>All versions that were given together: a run's start chooses among them.</summary>
    internal TariffSchedule? Schedule { get; private init; }

    internal ClusterShape? Cluster { get; private init; }

    /// <summary>What requests are priced with; null where a part of it is missing.</summary>
    internal PricingBasis? Basis { get; private init; }

    internal static EngineState Replace(BankConfiguration? configuration, Tariff? tariff, ClusterShape? cluster) =>
        Replace(configuration, tariff is null ? null : new TariffSchedule([tariff]), tariff, cluster);

    /// <summary>Puts what is given over what is in force.</summary>
    internal static EngineState Replace(BankConfiguration? configuration, TariffSchedule? schedule, Tariff? tariff, ClusterShape? cluster)
    {
        while (true)
        {
            EngineState old = Current;
            EngineState made = Make(old, configuration ?? old.Configuration, schedule ?? old.Schedule, tariff ?? old.Tariff, cluster ?? old.Cluster);
            if (ReferenceEquals(Interlocked.CompareExchange(ref current, made, old), old))
            {
                return made;
            }
        }
    }

    private static EngineState Make(EngineState old, BankConfiguration? configuration, TariffSchedule? schedule, Tariff? tariff, ClusterShape? cluster)
    {
        PricingBasis? basis = configuration is null || tariff is null || cluster is null ? null : new(
            cluster,
            tariff,
            (long)configuration.Sync.UnlimitedHorizon.TotalSeconds,
            configuration.Quote.UnlimitedTime == UnlimitedTimeSetting.Refuse);
        return new()
        {
            Generation = checked(old.Generation + 1),
            Configuration = configuration,
            Rules = configuration is null ? null : ReferenceEquals(configuration, old.Configuration) ? old.Rules : new GateRules(configuration.Gate),
            Tariff = tariff,
            Schedule = schedule,
            Cluster = cluster,
            Basis = basis,
        };
    }
}
