using System;
using System.Collections.Generic;
using System.Globalization;

namespace SlurmBank.Bank;

/// <summary>
/// Writes what was allocated as <c>sacct --noconvert</c> does, so that a run from the spool and the same run from sacct are the same text:
/// names in order, memory in MB, counts that Slurm does not know left out.
/// </summary>
internal static class SpoolTres
{
    private const ulong NotSet = 0xfffffffffffffffe;
    private const ulong Infinite = 0xffffffffffffffff;
    private const ulong FirstOfSite = 1000;

    /// <summary>TRES that have the same number everywhere (slurmdb's own table).</summary>
    private static readonly Dictionary<ulong, string> Known = new()
    {
        [1] = "cpu",
        [2] = "mem",
        [3] = "energy",
        [4] = "node",
        [5] = "billing",
        [6] = "fs/disk",
        [7] = "vmem",
        [8] = "pages",
    };

    /// <summary>Joins the exact counts, which have numbers, with the names, whose counts are rounded.</summary>
    /// <param name="counts">As <c>1=4,2=8192,4=1,5=6,1001=2</c>.</param>
    /// <param name="names">As <c>cpu=4,mem=8G,node=1,billing=6,gres/gpu=2</c>, in the same order.</param>
    /// <param name="energy">Joules, where they came later than the text.</param>
    /// <param name="text">As sacct has it.</param>
    /// <returns>False where the two do not belong together.</returns>
    internal static bool TryJoin(string counts, string names, long? energy, out string text)
    {
        text = string.Empty;
        List<string> siteNames = SiteNames(names);
        var parts = new List<string>();
        int at = 0;
        foreach (string part in counts.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!TryPart(part, out ulong id, out ulong count))
            {
                return false;
            }

            if (count == NotSet || count == Infinite || id == 3)
            {
                continue;
            }

            if (!Known.TryGetValue(id, out string? name))
            {
                if (id <= FirstOfSite || at == siteNames.Count)
                {
                    return false;
                }

                name = siteNames[at++];
            }

            parts.Add(Write(name, count));
        }

        AddEnergy(counts, energy, parts);
        parts.Sort(StringComparer.Ordinal);
        text = string.Join(',', parts);
        return at == siteNames.Count;
    }

    private static List<string> SiteNames(string names)
    {
        var site = new List<string>();
        foreach (string part in names.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = part.LastIndexOf('=');
            string name = equals < 0 ? part : part[..equals];
            if (!Known.ContainsValue(name))
            {
                site.Add(name);
            }
        }

        return site;
    }

    private static bool TryPart(string part, out ulong id, out ulong count)
    {
        int equals = part.IndexOf('=');
        count = 0;
        id = 0;
        return equals > 0
            && ulong.TryParse(part.AsSpan(0, equals), NumberStyles.None, CultureInfo.InvariantCulture, out id)
            && ulong.TryParse(part.AsSpan(equals + 1), NumberStyles.None, CultureInfo.InvariantCulture, out count);
    }

    private static string Write(string name, ulong count)
    {
        bool inMegabytes = name == "mem" || name.StartsWith("bb/", StringComparison.Ordinal);
        return string.Create(CultureInfo.InvariantCulture, $"{name}={count}{(inMegabytes && count > 0 ? "M" : string.Empty)}");
    }

    private static void AddEnergy(string counts, long? energy, List<string> parts)
    {
        ulong known = energy is long joules and > 0 ? (ulong)joules : 0;
        foreach (string part in counts.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            known = energy is null && TryPart(part, out ulong id, out ulong count) && id == 3 && count is not (NotSet or Infinite) ? count : known;
        }

        if (known > 0)
        {
            parts.Add(Write("energy", known));
        }
    }
}
