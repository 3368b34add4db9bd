using System;
using System.Globalization;
using System.Linq;
using SlurmBank.Engine.Configuration;
using SlurmBank.Ledger;
using SlurmBank.Slurm;

namespace SlurmBank.Bank;

/// <summary>A Slurm limit that holds an account: set to 0, it starts no more jobs.</summary>
/// <param name="Name">The name in the configuration, such as <c>grp-tres-run-mins</c>.</param>
/// <param name="Kind">The limit.</param>
/// <param name="Tres">The TRES of it; null where it has none.</param>
/// <param name="NeedsSafe">Whether it kills running jobs unless the running slurmctld has <c>safe</c>.</param>
internal sealed record HoldMechanism(string Name, LimitKind Kind, string? Tres, bool NeedsSafe)
{
    /// <summary>What the bank sets the limit to.</summary>
    internal const string HeldValue = "0";

    private static readonly HoldMechanism[] Known =
    [
        new("grp-tres-run-mins", LimitKind.GrpTresRunMins, "cpu", false),
        new("grp-tres-mins", LimitKind.GrpTresMins, "cpu", true),
        new("grp-submit-jobs", LimitKind.GrpSubmitJobs, null, false),
    ];

    /// <summary>The limit as people write it: <c>GrpTRESRunMins=cpu</c>.</summary>
    internal string Limit => Kind switch
    {
        LimitKind.GrpTresRunMins => $"GrpTRESRunMins={Tres}",
        LimitKind.GrpTresMins => $"GrpTRESMins={Tres}",
        _ => "GrpSubmitJobs",
    };

    internal static HoldMechanism Find(string name) => Known.FirstOrDefault(m => m.Name == name)
        ?? throw new InvalidRequestException(
            name == "moving-limit" ? "The hold mechanism 'moving-limit' is not in this version." : $"There is no hold mechanism '{name}'.",
            $"Use one of {string.Join(", ", Known.Select(m => m.Name))}.");

    internal static HoldMechanism OfLimit(string limit) => Known.First(m => m.Limit == limit);

    internal static string NameOf(HoldMechanismSetting setting) => setting switch
    {
        HoldMechanismSetting.GrpTresMins => "grp-tres-mins",
        HoldMechanismSetting.GrpSubmitJobs => "grp-submit-jobs",
        HoldMechanismSetting.MovingLimit => "moving-limit",
        _ => "grp-tres-run-mins",
    };

    /// <summary>The limit's value on an association as sacctmgr shows it; empty for none.</summary>
    internal string ValueOn(SlurmAssociation association) => Kind switch
    {
        LimitKind.GrpTresRunMins => ValueIn(association.GrpTresRunMins),
        LimitKind.GrpTresMins => ValueIn(association.GrpTresMins),
        _ => association.GrpSubmitJobs?.ToString(CultureInfo.InvariantCulture) ?? string.Empty,
    };

    /// <summary>Whether a QOS sets the same limit, which switches the association's off for its jobs.</summary>
    internal bool IsOverriddenBy(SlurmQos qos) => Kind switch
    {
        LimitKind.GrpTresRunMins => ValueIn(qos.GrpTresRunMins).Length > 0,
        LimitKind.GrpTresMins => ValueIn(qos.GrpTresMins).Length > 0,
        _ => qos.GrpSubmitJobs is not null,
    };

    /// <summary>The change that gives the limit this value; empty clears it.</summary>
    internal LimitChange Change(string value) => new(Kind, Tres, value.Length == 0 ? null : long.Parse(value, CultureInfo.InvariantCulture));

    private string ValueIn(string limits)
    {
        foreach (string part in limits.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && part[..equals].Equals(Tres, StringComparison.OrdinalIgnoreCase))
            {
                return part[(equals + 1)..];
            }
        }

        return string.Empty;
    }
}
