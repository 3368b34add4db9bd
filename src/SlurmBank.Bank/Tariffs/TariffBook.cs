using System.Collections.Generic;
using System.Linq;
using SlurmBank.Engine;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

/// <summary>The tariff versions of one cluster, read once and used for every run.</summary>
internal sealed class TariffBook
{
    private readonly TariffSchedule schedule;
    private readonly Dictionary<int, Tariff> versions;

    private TariffBook(IReadOnlyList<Tariff> tariffs)
    {
        schedule = new TariffSchedule(tariffs);
        versions = tariffs.ToDictionary(t => t.Version);
    }

    internal static TariffBook Read(ILedgerReader reader, string cluster) =>
        new([.. reader.Tariffs(cluster).Select(t => Tariff.ParseCanonical(t.Text))]);

    internal int Count => versions.Count;

    /// <summary>The version that prices a run that starts at this second; null where none is in effect yet.</summary>
    internal Tariff? At(long startSeconds) => schedule.At(startSeconds);

    internal Tariff? Version(int number) => versions.GetValueOrDefault(number);
}
