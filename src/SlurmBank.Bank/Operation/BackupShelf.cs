using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;

namespace SlurmBank.Bank;

/// <summary>Keeps the newest backups of a folder. Only files with the names that the bank gives are ever removed.</summary>
internal static class BackupShelf
{
    /// <summary>Removes all but the newest; answers what was removed.</summary>
    internal static IReadOnlyList<string> Prune(string folder, int keep)
    {
        List<string> old = [.. Directory.EnumerateFiles(folder, "slurmbank-*.db")
            .Where(f => Regex.IsMatch(Path.GetFileName(f), @"^slurmbank-[0-9]{8}T[0-9]{6}Z-[0-9]+\.db$", RegexOptions.CultureInvariant))
            .OrderByDescending(f => Path.GetFileName(f), StringComparer.Ordinal)
            .Skip(keep)];
        old.ForEach(File.Delete);
        return old;
    }
}
