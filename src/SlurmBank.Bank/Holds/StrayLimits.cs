using System;
using System.Collections.Generic;
using System.Linq;

namespace SlurmBank.Bank;

/// <summary>Tells of limits that look like the bank's own and are not in its ledger.</summary>
internal static class StrayLimits
{
    private const int MostNamed = 20;

    internal static void Tell(HoldPlan plan, bool adopt, List<string> warnings)
    {
        if (plan.Strays.Count == 0 || adopt)
        {
            return;
        }

        string[] names = [.. plan.Strays.Select(s => s.Target).Distinct().Order(StringComparer.Ordinal)];
        string list = string.Join(", ", names.Take(MostNamed)) + (names.Length > MostNamed ? $" and {names.Length - MostNamed} more" : string.Empty);
        warnings.Add($"{plan.Strays[0].Mechanism.Limit} is 0 on {list}, which the bank's ledger does not know of: set by somebody else, or forgotten by a restore. Sync-SlurmHold -Adopt takes such limits up, or lifts them where nothing is due.");
    }
}
