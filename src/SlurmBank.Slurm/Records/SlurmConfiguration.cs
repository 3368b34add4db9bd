using System;
using System.Collections.Generic;

namespace SlurmBank.Slurm;

/// <summary>
/// Slurm's configuration as <c>scontrol show config</c> prints it. Beware: after <c>scontrol reconfigure</c> this shows a changed
/// AccountingStorageEnforce although the old one stays in force until slurmctld is restarted (22.05; from 23.11 on a reconfigure is a restart, with a time of its own):
/// look at <see cref="ChangedSinceStart"/> before relying on <see cref="HasSafe"/>.
/// </summary>
public sealed class SlurmConfiguration
{
    private readonly IReadOnlyDictionary<string, string> _values;
    private readonly Lazy<long?> _modified;

    internal SlurmConfiguration(IReadOnlyDictionary<string, string> values, Func<long?> modified)
    {
        _values = values;
        _modified = new Lazy<long?>(modified);
        Enforce = List("AccountingStorageEnforce");
        Tres = List("AccountingStorageTRES");
        PrivateData = List("PrivateData");
        PriorityFlags = List("PriorityFlags");
        BootSeconds = SlurmText.TimeOrNull(this["BOOT_TIME"]);
    }

    /// <summary>All values by name, without case; a list of one kind keeps its index in the name, as <c>SlurmctldHost[0]</c>.</summary>
    public IReadOnlyDictionary<string, string> Values => _values;

    /// <summary>A value; empty where it is not set or not known to this Slurm.</summary>
    /// <param name="name">The name, without case.</param>
    public string this[string name] => _values.TryGetValue(name, out string? value) ? value : string.Empty;

    /// <summary>The cluster's name.</summary>
    public string ClusterName => this["ClusterName"];

    /// <summary>The words of AccountingStorageEnforce, lower case; <c>all</c> is kept as it is.</summary>
    public IReadOnlySet<string> Enforce { get; }

    /// <summary>Whether associations are enforced: each word of the list implies it but <c>nojobs</c> and <c>nosteps</c>.</summary>
    public bool EnforcesAssociations => EnforcesLimits || Enforce.Contains("associations") || Enforce.Contains("qos") || Enforce.Contains("wckeys");

    /// <summary>Whether limits are enforced: <c>limits</c>, or what implies it, <c>safe</c> and <c>all</c> (slurm.conf(5)).</summary>
    public bool EnforcesLimits => Enforce.Contains("limits") || HasSafe;

    /// <summary>Whether <c>safe</c> is set, without which GrpTRESMins kills running jobs; <c>all</c> includes it (slurm.conf(5)).</summary>
    public bool HasSafe => Enforce.Contains("safe") || Enforce.Contains("all");

    /// <summary>The TRES that are recorded.</summary>
    public IReadOnlySet<string> Tres { get; }

    /// <summary>The words of slurmctld's PrivateData; empty for none.</summary>
    public IReadOnlySet<string> PrivateData { get; }

    /// <summary>The words of PriorityFlags, such as <c>max_tres</c>.</summary>
    public IReadOnlySet<string> PriorityFlags { get; }

    /// <summary>When slurmctld was started, in seconds since 1970 UTC; null where it is not printed.</summary>
    public long? BootSeconds { get; }

    /// <summary>
    /// When the configuration file was changed last, in seconds since 1970 UTC; null where it cannot be seen from where the commands run.
    /// Looked up when it is first asked for.
    /// </summary>
    public long? FileModifiedSeconds => _modified.Value;

    /// <summary>
    /// Whether the configuration file was changed after slurmctld started, so that what is shown may not be what is in force.
    /// Null where it cannot be told. Included files are not looked at.
    /// </summary>
    public bool? ChangedSinceStart => BootSeconds is { } boot && FileModifiedSeconds is { } changed ? changed > boot : null;

    /// <summary>The half-life of usage in seconds; 0 for none, null where it is not printed.</summary>
    public long? HalfLifeSeconds => SlurmText.DurationOrNull(this["PriorityDecayHalfLife"]);

    /// <summary>PriorityCalcPeriod in seconds: how far apart slurmctld counts the usage of what runs; null where it is not printed.</summary>
    public long? CalculationSeconds => SlurmText.DurationOrNull(this["PriorityCalcPeriod"]);

    /// <summary>Whether usage is never reset.</summary>
    public bool NeverResetsUsage => this["PriorityUsageResetPeriod"] is "NONE" or "None" or "";

    internal static IReadOnlySet<string> Words(string list)
    {
        var words = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (string word in list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!word.Equals("none", StringComparison.OrdinalIgnoreCase))
            {
                words.Add(word.ToLowerInvariant());
            }
        }

        return words;
    }

    private IReadOnlySet<string> List(string name) => Words(this[name]);
}

/// <summary>Whether one slurmctld answers.</summary>
/// <param name="Role"><c>primary</c>, <c>backup</c>, <c>backup1</c>, ...</param>
/// <param name="Host">Its machine.</param>
/// <param name="IsUp">Whether it answers.</param>
public sealed record ControllerPing(string Role, string Host, bool IsUp);
