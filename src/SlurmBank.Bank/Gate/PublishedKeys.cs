using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

/// <summary>The keys of the gate's liens in the published snapshot: those of this sync, and earlier ones for a day, by when the gate has read them.</summary>
internal static class PublishedKeys
{
    private const long KeptSeconds = 86_400;

    /// <summary>What is to be published beside what is published now; by key.</summary>
    /// <param name="path">The snapshot that is published.</param>
    /// <param name="seen">Keys that the figures count now, or that have ended.</param>
    /// <param name="now">Seconds since 1970 UTC.</param>
    internal static IReadOnlyList<SnapshotGateKey> Add(string path, IReadOnlyCollection<string> seen, long now)
    {
        var keys = seen.ToDictionary(k => k, _ => now);
        foreach (SnapshotGateKey key in Read(path).Where(k => now - k.LastSeen < KeptSeconds && GateToken.IsKey(k.Key)))
        {
            keys.TryAdd(key.Key, key.LastSeen);
        }

        return [.. keys.Select(k => new SnapshotGateKey(k.Key, k.Value)).OrderBy(k => k.Key, StringComparer.Ordinal)];
    }

    /// <summary>Where the one before is damaged nothing is lost: the journal of the gate has what it still counts, and the next sync asks again.</summary>
    private static IReadOnlyList<SnapshotGateKey> Read(string path)
    {
        try
        {
            return File.Exists(path) ? SnapshotFile.Read(path).GateKeys : [];
        }
        catch (LedgerUnavailableException)
        {
            return [];
        }
    }
}
