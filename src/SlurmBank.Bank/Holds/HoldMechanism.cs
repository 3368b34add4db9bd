using System;
using System.Collections.Generic;
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

    /// <summary>The limit that follows the balance: see <see cref="MovingLimits"/>. Set to 0 by a person's hold.</summary>
    internal const string Moving = "moving-limit";

    /// <summary>What holds kill nothing with, in every case.</summary>
    internal const string Usual = "grp-tres-run-mins";

    private static readonly HoldMechanism[] Known =
    [
        new("grp-tres-run-mins", LimitKind.GrpTresRunMins, "cpu", false),
        new("grp-tres-mins", LimitKind.GrpTresMins, "cpu", true),
        new("grp-submit-jobs", LimitKind.GrpSubmitJobs, null, false),
        new("grp-jobs", LimitKind.GrpJobs, null, false),
        new("grp-tres-run-mins-billing", LimitKind.GrpTresRunMins, "billing", false),
        new("grp-tres-run-mins-gpu", LimitKind.GrpTresRunMins, "gres/gpu", false),
        new("grp-tres-mins-billing", LimitKind.GrpTresMins, "billing", true),
        new(Moving, LimitKind.GrpTresMins, "billing", true),
    ];

    /// <summary>The limit as people write it: <c>GrpTRESRunMins=cpu</c>.</summary>
    internal string Limit => Kind switch
    {
        LimitKind.GrpTresRunMins => $"GrpTRESRunMins={Tres}",
        LimitKind.GrpTresMins => $"GrpTRESMins={Tres}",
        LimitKind.GrpJobs => "GrpJobs",
        _ => "GrpSubmitJobs",
    };

    internal static HoldMechanism Find(string name) => Known.FirstOrDefault(m => m.Name == name)
        ?? throw new InvalidRequestException(
            $"There is no hold mechanism '{name}'.",
            $"Use one of {string.Join(", ", Known.Select(m => m.Name))}.");

    internal static HoldMechanism OfLimit(string limit) => Known.First(m => m.Limit == limit);

    internal static string NameOf(HoldMechanismSetting setting) => setting switch
    {
        HoldMechanismSetting.GrpTresMins => "grp-tres-mins",
        HoldMechanismSetting.GrpSubmitJobs => "grp-submit-jobs",
        HoldMechanismSetting.MovingLimit => Moving,
        HoldMechanismSetting.GrpJobs => "grp-jobs",
        HoldMechanismSetting.GrpTresRunMinsBilling => "grp-tres-run-mins-billing",
        HoldMechanismSetting.GrpTresRunMinsGpu => "grp-tres-run-mins-gpu",
        HoldMechanismSetting.GrpTresMinsBilling => "grp-tres-mins-billing",
        _ => "grp-tres-run-mins",
    };

    /// <summary>The limit's value on an association as sacctmgr shows it; empty for none.</summary>
    internal string ValueOn(SlurmAssociation association) => Kind switch
    {
        LimitKind.GrpTresRunMins => ValueIn(association.GrpTresRunMins),
        LimitKind.GrpTresMins => ValueIn(association.GrpTresMins),
        LimitKind.GrpJobs => association.GrpJobs?.ToString(CultureInfo.InvariantCulture) ?? string.Empty,
        _ => association.GrpSubmitJobs?.ToString(CultureInfo.InvariantCulture) ?? string.Empty,
    };

    /// <summary>Whether a QOS sets the same limit, which switches the association's off for its jobs.</summary>
    internal bool IsOverriddenBy(SlurmQos qos) => Kind switch
    {
        LimitKind.GrpTresRunMins => ValueIn(qos.GrpTresRunMins).Length > 0,
        LimitKind.GrpTresMins => ValueIn(qos.GrpTresMins).Length > 0,
        LimitKind.GrpJobs => qos.GrpJobs is not null,
        _ => qos.GrpSubmitJobs is not null,
    };

    /// <summary>The change that gives the limit this value; empty clears it.</summary>
    internal LimitChange Change(string value) => new(Kind, Tres, value.Length == 0 ? null : long.Parse(value, CultureInfo.InvariantCulture));

    /// <summary>All of them, the first of those that share a limit.</summary>
    internal static IEnumerable<HoldMechanism> All => Known.DistinctBy(m => m.Limit);

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
