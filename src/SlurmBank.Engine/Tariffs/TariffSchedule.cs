using System;
using System.Collections.Generic;
using System.Linq;

namespace SlurmBank.Engine;

/// <summary>Two versions of a tariff have the same number.</summary>
public sealed class DuplicateTariffVersionException : SlurmBankException
{
    internal DuplicateTariffVersionException(int version)
        : base("DuplicateTariffVersion", $"There are two tariffs with version {version}.", "Give each version of the tariff its own number.")
    {
        Version = version;
    }

    /// <summary>The number that is there twice.</summary>
    public int Version { get; }
}

/// <summary>All versions of a tariff. Cannot be changed.</summary>
public sealed class TariffSchedule
{
    private readonly Tariff[] byTime;

    /// <summary>Makes a schedule of versions, in any order; it may be empty.</summary>
    /// <exception cref="DuplicateTariffVersionException">Two versions have the same number.</exception>
    public TariffSchedule(IEnumerable<Tariff> tariffs)
    {
        ArgumentNullException.ThrowIfNull(tariffs);
        byTime = [.. tariffs.OrderBy(tariff => tariff.EffectiveFrom).ThenBy(tariff => tariff.Version)];
        HashSet<int> versions = [];
        foreach (Tariff tariff in byTime)
        {
            if (!versions.Add(tariff.Version))
            {
                throw new DuplicateTariffVersionException(tariff.Version);
            }
        }
    }

    /// <summary>The versions by the time from which they are in effect, then by number.</summary>
    public IReadOnlyList<Tariff> Versions => byTime;

    /// <summary>
    /// The version that prices a run by its start: the one with the latest <see cref="Tariff.EffectiveFrom"/> that is not after the start, and
    /// the highest number among equals; null where none is in effect yet. Does not allocate.
    /// </summary>
    /// <param name="startUnixSeconds">The start of the run, UTC seconds since 1970.</param>
    public Tariff? At(long startUnixSeconds)
    {
        int low = 0;
        int high = byTime.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (byTime[middle].EffectiveFrom <= startUnixSeconds)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low == 0 ? null : byTime[low - 1];
    }
}
