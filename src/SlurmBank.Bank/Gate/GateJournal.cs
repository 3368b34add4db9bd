using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;

namespace SlurmBank.Bank;

/// <summary>A lien that the gate still counts by itself, from its journal.</summary>
/// <param name="Key">The key: 32 hexadecimal digits.</param>
/// <param name="Time">When it was made, in seconds since 1970 UTC.</param>
/// <param name="Uid">The user's number.</param>
/// <param name="Units">What was set aside, all tasks together.</param>
/// <param name="Tasks">How many tasks; 1 or more.</param>
/// <param name="Account">The account, in lower case.</param>
/// <param name="Currency">What it is counted in; null for the site's currency.</param>
internal sealed record GateLien(string Key, long Time, long Uid, long Units, long Tasks, string Account, string? Currency = null);

/// <summary>
/// Reads the journal of the submit plugin: lines that slurmctld appends while we read. A line that is not whole, or whose check does not
/// fit, is left out; the file is never written here.
/// </summary>
internal static class GateJournal
{
    private const long Largest = 64L << 20;
    private const int CheckLength = 10;

    /// <summary>The liens that have not ended; empty where there is no journal.</summary>
    /// <param name="folder">The folder <c>gate.journal</c>.</param>
    /// <param name="problem">Why it could not be read; empty where it could, or where there is none.</param>
    internal static IReadOnlyList<GateLien> Read(string folder, out string problem)
    {
        problem = string.Empty;
        string path = Path.Combine(folder, "gate.journal");
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists)
            {
                return [];
            }

            if (file.Length > Largest)
            {
                problem = $"'{path}' is larger than {Largest >> 20} MB.";
                return [];
            }

            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream, Encoding.Latin1);
            return Read(reader);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            problem = error.Message;
            return [];
        }
    }

    internal static IReadOnlyList<GateLien> Read(TextReader reader)
    {
        var liens = new Dictionary<string, GateLien>();
        while (reader.ReadLine() is string line)
        {
            string[] words = line.Length > CheckLength && line[^CheckLength..].StartsWith(" *", StringComparison.Ordinal) ? line[..^CheckLength].Split(' ') : [];
            if (words.Length < 3 || !GateToken.IsKey(words[1]) || !Fits(line))
            {
                continue;
            }

            if (words[0] == "-")
            {
                liens.Remove(words[1]);
            }
            else if (words[0] == "+" && ReadLien(words) is GateLien lien)
            {
                liens[lien.Key] = lien;
            }
        }

        return [.. liens.Values.OrderBy(l => l.Time)];
    }

    private static GateLien? ReadLien(string[] words) =>
        words.Length == 9 && Number(words[2]) is long time && Number(words[3]) is long uid && Number(words[4]) is long units && Number(words[5]) is long tasks and > 0
            ? OfAccount(words[1], time, uid, units, tasks, words[6].Split(GateAccounts.CurrencyMark, 2))
            : null;

    private static GateLien OfAccount(string key, long time, long uid, long units, long tasks, string[] account) => new(key, time, uid, units, tasks, account[0], account.ElementAtOrDefault(1));

    private static long? Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : null;

    /// <summary>FNV-1a of what stands before the check, its lower half in hexadecimal.</summary>
    private static bool Fits(string line)
    {
        ulong sum = 0xcbf29ce484222325;
        foreach (char c in line.AsSpan(0, line.Length - CheckLength))
        {
            sum = unchecked((sum ^ (byte)c) * 0x100000001b3);
        }

        return line.AsSpan(line.Length - CheckLength + 2).SequenceEqual(unchecked((uint)sum).ToString("x8", CultureInfo.InvariantCulture));
    }
}
