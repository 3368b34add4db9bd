using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;

namespace SlurmBank.Year;

/// <summary>
/// Stands in for sacct: prints the year's rows that slurmdbd has by the moment in the file <c>now</c>, in the columns and with the delimiter asked for.
/// A real slurmdbd cannot be made to hold a simulated year, to learn rows late or to be away on a given day. A file <c>away</c> makes it fail.
/// </summary>
internal static class Sacct
{
    private const long LongestSpan = 12 * Site.Day;

    internal static int Run(string folder, string[] options)
    {
        if (options is ["--helpformat"])
        {
            Console.WriteLine(string.Join(' ', Site.Columns.Concat(["AdminComment", "DBIndex", "Flags", "NNodes"])));
            return 0;
        }

        if (File.Exists(Path.Combine(folder, "away")))
        {
            Console.Error.WriteLine("sacct: error: slurm_persist_conn_open_without_init: failed to open persistent connection to host:localhost:6819: Connection refused");
            return 1;
        }

        long now = Site.Whole(File.ReadAllText(Path.Combine(folder, "now")).Trim());
        string delimiter = Value(options, "--delimiter=") ?? "|";
        int[] columns = [.. Value(options, "--format=")!.Split(',').Select(c => Array.IndexOf(Site.Columns, c))];
        HashSet<string>? jobs = Value(options, "--jobs=") is string list ? [.. list.Split(',')] : null;
        long from = jobs is null ? Time(Value(options, "--starttime=")!) : 0;
        long to = jobs is null ? Time(Value(options, "--endtime=")!) : long.MaxValue;
        using var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false), 1 << 16);
        var line = new StringBuilder();
        for (int week = jobs is null ? Site.WeekOf(from) : 0; week < Site.Weeks && (jobs is not null || Site.Open + ((week - 1) * 7 * Site.Day) - LongestSpan <= to); week++)
        {
            foreach (string[] row in Known(folder, week, now))
            {
                bool isEnded = row[5] != "Unknown";
                if (jobs is null ? Site.Whole(row[2]) <= to && (!isEnded || Site.Whole(row[5]) >= from) : jobs.Contains(row[0]))
                {
                    line.Clear();
                    foreach (int column in columns)
                    {
                        line.Append(column < 0 ? string.Empty : row[column]).Append(delimiter);
                    }

                    output.Write(line.Append('\n'));
                }
            }
        }

        return 0;
    }

    /// <summary>A week's rows as slurmdbd tells them now: one that has not ended, or of whose end it has not heard, is running.</summary>
    private static IEnumerable<string[]> Known(string folder, int week, long now)
    {
        using var rows = new StreamReader(Site.Rows(folder, week));
        using var arrivals = new BinaryReader(new BufferedStream(File.OpenRead(Site.Arrivals(folder, week)), 1 << 16));
        while (rows.ReadLine() is string text)
        {
            long known = arrivals.ReadInt64();
            long firstEnd = arrivals.ReadInt64();
            long firstUntil = arrivals.ReadInt64();
            string[] row = text.Split('|');
            if (Site.Whole(row[2]) > now)
            {
                continue;
            }

            long? start = row[4] == "Unknown" ? null : Site.Whole(row[4]);
            if (known > now)
            {
                if (start is null || start > now)
                {
                    continue;
                }

                row[5] = "Unknown";
                row[8] = "RUNNING";
            }
            else if (firstEnd > 0 && now < firstUntil)
            {
                row[5] = firstEnd.ToString(CultureInfo.InvariantCulture);
            }

            yield return row;
        }
    }

    private static string? Value(string[] options, string name) => options.FirstOrDefault(o => o.StartsWith(name, StringComparison.Ordinal))?[name.Length..];

    private static long Time(string text) => new DateTimeOffset(DateTime.ParseExact(text, "yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture), TimeSpan.Zero).ToUnixTimeSeconds();
}
