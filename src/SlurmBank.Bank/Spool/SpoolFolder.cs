using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace SlurmBank.Bank;

/// <summary>
/// The folder of the spool as the bank sees it: complete segments to drain, <c>done</c> for the drained ones, <c>aside</c> for those that
/// were damaged. A segment only ever moves by rename.
/// </summary>
internal sealed class SpoolFolder
{
    /// <summary>The plugin completes segments at a megabyte; a much larger file is not its work.</summary>
    private const long LargestSegment = 64L << 20;
    private const string Ending = ".seg";
    private const int Digits = 20;
    private readonly string path;

    internal SpoolFolder(string path) => this.path = path;

    private string Done => Path.Combine(path, "done");

    private string Aside => Path.Combine(path, "aside");

    /// <summary>The names of the complete segments, oldest first.</summary>
    internal List<string> Complete() =>
        [.. Directory.EnumerateFiles(path, "*" + Ending).Select(f => Path.GetFileName(f)!).Where(IsSegment).Order(StringComparer.Ordinal)];

    /// <summary>A segment's bytes; null where another drain was faster.</summary>
    /// <exception cref="InvalidDataException">It is too large to be a segment.</exception>
    internal byte[]? Read(string name)
    {
        try
        {
            using FileStream file = new(Path.Combine(path, name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (file.Length > LargestSegment)
            {
                throw new InvalidDataException($"it has {file.Length} bytes, which is no segment of the plugin");
            }

            byte[] bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            return bytes;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    internal void MoveToDone(string name) => Move(name, Done);

    internal void MoveAside(string name) => Move(name, Aside);

    /// <summary>Removes drained segments that are older than so long; their names are the microseconds of their beginning.</summary>
    internal void Prune(TimeSpan keep, DateTimeOffset now)
    {
        if (!Directory.Exists(Done))
        {
            return;
        }

        long oldest = (now - DateTimeOffset.UnixEpoch - keep).Ticks / TimeSpan.TicksPerMicrosecond;
        foreach (string file in Directory.EnumerateFiles(Done, "*" + Ending).Where(f => IsSegment(Path.GetFileName(f))))
        {
            if (long.Parse(Path.GetFileName(file).AsSpan(0, Digits), CultureInfo.InvariantCulture) <= oldest)
            {
                File.Delete(file);
            }
        }
    }

    private static bool IsSegment(string name) =>
        name.Length == Digits + Ending.Length && name.EndsWith(Ending, StringComparison.Ordinal) && name.AsSpan(0, Digits).IndexOfAnyExceptInRange('0', '9') < 0
        && long.TryParse(name.AsSpan(0, Digits), NumberStyles.None, CultureInfo.InvariantCulture, out _);

    private void Move(string name, string target)
    {
        Directory.CreateDirectory(target);
        try
        {
            File.Move(Path.Combine(path, name), Path.Combine(target, name), overwrite: true);
        }
        catch (FileNotFoundException)
        {
            // Another drain of the same folder moved it: what both settled is settled once.
        }
    }
}
