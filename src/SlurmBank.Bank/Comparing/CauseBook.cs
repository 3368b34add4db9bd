using System;
using System.Collections.Generic;
using System.Linq;
using SlurmBank.Engine;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

/// <summary>Sums up why a figure of Slurm and the ledger differ, cause by cause.</summary>
internal sealed class CauseBook
{
    private static readonly Dictionary<string, string> Texts = new(StringComparer.Ordinal)
    {
        ["requeue"] = "earlier runs of requeued jobs: sacct hides them without --duplicates; each is a run of its own",
        ["resize"] = "resized jobs: Slurm counts the second row from the start of the first; each row's own time is charged",
        ["running"] = "jobs that have not ended: what they have run is charged when they end, or at the end of a window",
        ["suspended"] = "suspended time: Slurm's figure and the tariff do not treat it alike",
        ["period"] = "parts of runs outside the period: runs over its edge are cut by the second",
        ["hours"] = "hours that the period cuts, and hours that slurmdbd has not summed up yet",
        ["reservations"] = "idle time of reservations, which slurmdbd shares out among the accounts named in them; the bank charges no idle time",
        ["decay"] = "half-life and resets: sshare's usage fades, the ledger's does not",
        ["truncation"] = "billing is truncated to whole numbers in one figure and not in the other",
        ["below-one-unit"] = "runs whose billing is below one: truncated to zero in one figure and not in the other",
        ["not-enforced"] = "AccountingStorageEnforce has no limits: slurmctld does not count what a job ran after its last cycle (PriorityCalcPeriod)",
        ["whole-seconds"] = "sshare prints whole billing-seconds of each association",
        ["weights"] = "AllocTRES names no billing; the tariff's weights give it",
        ["partition-price"] = "the tariff has prices of its own for partitions",
        ["qos-factor"] = "QOS factors, in one figure and not in the other",
        ["free"] = "partitions, QOS or end states that the tariff has as free",
        ["minimum"] = "the tariff's minimum for a run",
        ["tariff"] = "the tariff's prices",
        ["before-bank"] = "what ran before the books were opened",
        ["parked"] = "runs that no tariff version can price",
        ["late"] = "runs that were not synced yet, or of which Slurm reports other facts since; the next sync settles them",
        ["purged"] = "runs in the ledger that Slurm does not show any more under this account",
        ["refunds"] = "what was refunded",
        ["other-currency"] = "runs that were charged in another currency",
        [ComparisonReport.Unexplained] = "no cause is known",
    };

    private readonly Dictionary<string, (long Units, int Runs)> sums = [];
    private readonly Dictionary<string, string> notes = [];

    internal long Total => sums.Values.Sum(s => s.Units);

    /// <summary>Adds what a run contributes to a cause; nothing where that is zero.</summary>
    internal void Add(string cause, long units, bool ofRun = true)
    {
        if (units != 0)
        {
            (long sum, int runs) = sums.GetValueOrDefault(cause);
            sums[cause] = (checked(sum + units), runs + (ofRun ? 1 : 0));
        }
    }

    /// <summary>Says more about a cause, and shows it even where it amounts to nothing.</summary>
    internal void Note(string cause, string text)
    {
        notes[cause] = text;
        sums.TryAdd(cause, (0, 0));
    }

    /// <summary>What no cause explains, and the causes.</summary>
    internal IReadOnlyList<ComparisonCause> Close(long difference)
    {
        Add(ComparisonReport.Unexplained, difference - Total, ofRun: false);
        return [.. sums
            .OrderBy(s => s.Key == ComparisonReport.Unexplained).ThenByDescending(s => Math.Abs((decimal)s.Value.Units)).ThenBy(s => s.Key, StringComparer.Ordinal)
            .Select(s => new ComparisonCause(s.Key, ServiceUnits.FromUnits(s.Value.Units).Amount, s.Value.Units, s.Value.Runs, notes.TryGetValue(s.Key, out string? note) ? $"{Texts[s.Key]}; {note}" : Texts[s.Key]))];
    }

    internal long Units(string cause) => sums.GetValueOrDefault(cause).Units;
}

/// <summary>The steps from Slurm's billing to a tariff version's price: each a tariff that has one rule more than the one before.</summary>
internal sealed class TariffLadder
{
    private static readonly Dictionary<string, string> None = [];

    internal TariffLadder(Tariff tariff)
    {
        TariffDefinition whole = tariff.Definition;
        TariffDefinition plain = whole with { Kind = "billing", QosFactors = None, FreePartitions = [], FreeQos = [], FreeStates = [], Minimum = "0" };
        Tariff = tariff;
        Plain = Build(plain) ?? tariff;
        Exact = Build(plain with { Kind = "billing-exact", Suspended = "charge" }) ?? Plain;
        TariffDefinition kind = plain with { Kind = whole.Kind };
        TariffDefinition factors = kind with { QosFactors = whole.QosFactors };
        TariffDefinition free = factors with { FreePartitions = whole.FreePartitions, FreeQos = whole.FreeQos, FreeStates = whole.FreeStates };
        Tariff?[] built = [Build(kind), Build(factors), Build(free)];
        Steps = Array.TrueForAll(built, t => t is not null) && Build(plain) is not null
            ? [(KindCause(whole.Kind), built[0]!), ("qos-factor", built[1]!), ("free", built[2]!), ("minimum", tariff)]
            : [("tariff", tariff)];
    }

    /// <summary>The version itself.</summary>
    internal Tariff Tariff { get; }

    /// <summary>Slurm's billing times seconds, and what the version says of suspended time.</summary>
    internal Tariff Plain { get; }

    /// <summary>The weights without truncation, all time counted: what slurmctld sums up.</summary>
    internal Tariff Exact { get; }

    /// <summary>Whether suspended time is free.</summary>
    internal bool SuspendedIsFree => Tariff.Suspended == SuspendedTime.Free;

    /// <summary>The rules, each with the tariff that has it.</summary>
    internal IReadOnlyList<(string Cause, Tariff Tariff)> Steps { get; }

    /// <summary>The price of a run; null where there is none.</summary>
    internal static long? Price(Tariff tariff, RunFacts facts) => tariff.Price(RunPricing.Usage(facts), out PriceResult result) ? result.Amount.Units : null;

    private static string KindCause(string kind) => kind == "partition-price" ? "partition-price" : "truncation";

    private static Tariff? Build(TariffDefinition definition) => Tariff.TryBuild(definition, out Tariff? tariff, out _) ? tariff : null;
}
