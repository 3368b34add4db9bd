using System;
using System.Collections.Generic;
using System.Globalization;

namespace SlurmBank.Slurm;

/// <summary>The limits that holds use.</summary>
public enum LimitKind
{
    /// <summary>TRES-minutes promised to running jobs; 0 keeps new jobs waiting and lets running ones finish.</summary>
    GrpTresRunMins,

    /// <summary>TRES-minutes in all; kills running jobs where slurmctld has no <c>safe</c>.</summary>
    GrpTresMins,

    /// <summary>Jobs that wait and run; 0 refuses submissions.</summary>
    GrpSubmitJobs,

    /// <summary>Jobs that run; 0 keeps new jobs waiting.</summary>
    GrpJobs,
}

/// <summary>A limit to set or to clear.</summary>
public sealed record LimitChange
{
    /// <summary>Makes a change.</summary>
    /// <param name="kind">Which limit.</param>
    /// <param name="tres">The TRES for the kinds that have one, such as <c>cpu</c>; null for the others.</param>
    /// <param name="value">The new value, minutes or jobs, 0 or more; null clears the limit (Slurm's -1).</param>
    /// <exception cref="SlurmNameException">The TRES is not one that can be named.</exception>
    /// <exception cref="ArgumentException">A TRES is missing, or given where the kind has none.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public LimitChange(LimitKind kind, string? tres, long? value)
    {
        bool wantsTres = kind is LimitKind.GrpTresRunMins or LimitKind.GrpTresMins;
        if (wantsTres != (tres is not null))
        {
            throw new ArgumentException(wantsTres ? "this limit is set on a TRES" : "this limit has no TRES", nameof(tres));
        }

        ArgumentOutOfRangeException.ThrowIfNegative(value ?? 0, nameof(value));
        // Slurm keeps job counts in 32 bits, whose two highest values mean "none".
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value ?? 0, wantsTres ? long.MaxValue - 8 : 0xfffffffdL, nameof(value));
        Kind = kind;
        Tres = tres is null ? null : SlurmNames.RequireTres(tres);
        Value = value;
    }

    /// <summary>Which limit.</summary>
    public LimitKind Kind { get; }

    /// <summary>The TRES; null for the kinds that have none.</summary>
    public string? Tres { get; }

    /// <summary>The new value; null clears the limit.</summary>
    public long? Value { get; }

    /// <summary>The words of <c>sacctmgr ... set</c>: one for each kind, several TRES of a kind together.</summary>
    internal static List<string> Words(IReadOnlyCollection<LimitChange> changes)
    {
        if (changes.Count == 0)
        {
            throw new ArgumentException("no limit to set", nameof(changes));
        }

        var byKind = new SortedDictionary<LimitKind, string>();
        foreach (LimitChange change in changes)
        {
            string value = (change.Value ?? -1).ToString(CultureInfo.InvariantCulture);
            string text = change.Tres is null ? value : $"{change.Tres}={value}";
            byKind[change.Kind] = byKind.TryGetValue(change.Kind, out string? before) && change.Tres is not null ? $"{before},{text}" : text;
        }

        var words = new List<string>();
        foreach ((LimitKind kind, string value) in byKind)
        {
            words.Add($"{Name(kind)}={value}");
        }

        return words;
    }

    private static string Name(LimitKind kind) => kind switch
    {
        LimitKind.GrpTresRunMins => "GrpTRESRunMins",
        LimitKind.GrpTresMins => "GrpTRESMins",
        LimitKind.GrpSubmitJobs => "GrpSubmitJobs",
        LimitKind.GrpJobs => "GrpJobs",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "not a limit"),
    };
}

/// <summary>An association that sacctmgr said it modified.</summary>
/// <param name="Cluster">The cluster.</param>
/// <param name="Account">The account.</param>
/// <param name="User">The user; empty for the account itself.</param>
public sealed record ModifiedAssociation(string Cluster, string Account, string User);

/// <summary>What a change came to, by sacctmgr's words. To be read back: sacctmgr passes over names that do not exist.</summary>
/// <param name="Modified">The associations that it named; long names are printed whole.</param>
/// <param name="Commands">The number of commands that were run.</param>
public sealed record LimitOutcome(IReadOnlyList<ModifiedAssociation> Modified, int Commands)
{
    /// <summary>Whether sacctmgr had nothing to modify: an outcome, not an error.</summary>
    public bool IsUnchanged => Modified.Count == 0;
}
