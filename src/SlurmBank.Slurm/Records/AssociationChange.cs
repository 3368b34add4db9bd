using System;
using System.Collections.Generic;
using System.Globalization;

namespace SlurmBank.Slurm;

/// <summary>The settings of an association that a person may change.</summary>
public enum AssociationSetting
{
    /// <summary>TRES at once, with all below.</summary>
    GrpTres,

    /// <summary>TRES-minutes in all.</summary>
    GrpTresMins,

    /// <summary>TRES-minutes promised to running jobs.</summary>
    GrpTresRunMins,

    /// <summary>Jobs that run, with all below.</summary>
    GrpJobs,

    /// <summary>Jobs that wait and run, with all below.</summary>
    GrpSubmitJobs,

    /// <summary>Wall time of all jobs together, in minutes.</summary>
    GrpWall,

    /// <summary>Jobs of each user that run.</summary>
    MaxJobs,

    /// <summary>Jobs of each user that wait and run.</summary>
    MaxSubmitJobs,

    /// <summary>TRES of each job.</summary>
    MaxTresPerJob,

    /// <summary>The longest time limit of a job, in minutes.</summary>
    MaxWall,

    /// <summary>Shares.</summary>
    Fairshare,
}

/// <summary>A setting of an association to set or to clear.</summary>
public sealed record AssociationChange
{
    // Slurm keeps counts in 32 bits, whose two highest values mean "none".
    private const long MostCount = 0xfffffffd;

    /// <summary>Makes a change.</summary>
    /// <param name="setting">Which setting.</param>
    /// <param name="tres">The TRES for the settings that have one; null for the others.</param>
    /// <param name="value">The new value, 0 or more (minutes, jobs, TRES, MB); null clears it (Slurm's -1).</param>
    /// <exception cref="SlurmNameException">The TRES is not one that can be named.</exception>
    /// <exception cref="ArgumentException">A TRES is missing, or given where the setting has none.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative, or more than Slurm keeps.</exception>
    public AssociationChange(AssociationSetting setting, string? tres, long? value)
    {
        bool wantsTres = HasTres(setting);
        if (wantsTres != (tres is not null))
        {
            throw new ArgumentException(wantsTres ? "this setting is of a TRES" : "this setting has no TRES", nameof(tres));
        }

        ArgumentOutOfRangeException.ThrowIfNegative(value ?? 0, nameof(value));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value ?? 0, wantsTres ? long.MaxValue - 8 : MostCount, nameof(value));
        Setting = setting;
        Tres = tres is null ? null : SlurmNames.RequireTres(tres);
        Value = value;
    }

    /// <summary>Which setting.</summary>
    public AssociationSetting Setting { get; }

    /// <summary>The TRES; null for the settings that have none.</summary>
    public string? Tres { get; }

    /// <summary>The new value; null clears it.</summary>
    public long? Value { get; }

    /// <summary>The limit as people and the ledger name it: <c>GrpTRESRunMins=cpu</c>, <c>GrpSubmitJobs</c>.</summary>
    public string Limit => Tres is null ? Name(Setting) : $"{Name(Setting)}={Tres}";

    /// <summary>Whether the setting is of a TRES.</summary>
    /// <param name="setting">The setting.</param>
    public static bool HasTres(AssociationSetting setting) =>
        setting is AssociationSetting.GrpTres or AssociationSetting.GrpTresMins or AssociationSetting.GrpTresRunMins or AssociationSetting.MaxTresPerJob;

    /// <summary>The words of <c>sacctmgr ... set</c>: one for each setting, several TRES of a setting together.</summary>
    /// <param name="changes">The changes.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static IReadOnlyList<string> Words(IReadOnlyCollection<AssociationChange> changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        if (changes.Count == 0)
        {
            throw new ArgumentException("nothing to set", nameof(changes));
        }

        var bySetting = new SortedDictionary<AssociationSetting, string>();
        foreach (AssociationChange change in changes)
        {
            string value = (change.Value ?? -1).ToString(CultureInfo.InvariantCulture);
            string text = change.Tres is null ? value : $"{change.Tres}={value}";
            bySetting[change.Setting] = bySetting.TryGetValue(change.Setting, out string? before) && change.Tres is not null ? $"{before},{text}" : text;
        }

        var words = new List<string>();
        foreach ((AssociationSetting setting, string value) in bySetting)
        {
            // Fairshare has no "none": the cluster's default is 1.
            words.Add($"{Name(setting)}={(setting == AssociationSetting.Fairshare && value == "-1" ? "1" : value)}");
        }

        return words;
    }

    private static string Name(AssociationSetting setting) => setting switch
    {
        AssociationSetting.GrpTres => "GrpTRES",
        AssociationSetting.GrpTresMins => "GrpTRESMins",
        AssociationSetting.GrpTresRunMins => "GrpTRESRunMins",
        AssociationSetting.MaxTresPerJob => "MaxTRESPerJob",
        AssociationSetting.MaxWall => "MaxWallDurationPerJob",
        _ => setting.ToString(),
    };
}

/// <summary>An account to make.</summary>
public sealed record NewAccount
{
    /// <summary>The parent account; null for root.</summary>
    public string? Parent { get; init; }

    /// <summary>The description; null for the name.</summary>
    public string? Description { get; init; }

    /// <summary>The organisation; null for the parent's name.</summary>
    public string? Organization { get; init; }

    /// <summary>Shares; null for 1.</summary>
    public long? Shares { get; init; }
}
