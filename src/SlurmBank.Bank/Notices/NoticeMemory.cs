using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

/// <summary>What the last look saw of an account, and which thresholds of use are crossed: the form of a <see cref="NoticeMark"/>.</summary>
internal sealed class NoticeMemory
{
    private readonly Dictionary<long, (long Granted, long Drawn)> lines = [];

    /// <summary>Thresholds in hundredths of a percent that are crossed, each with what was granted when it was.</summary>
    internal SortedDictionary<int, string> Crossed { get; } = [];

    internal long Overdraft { get; private init; }

    /// <summary>What is granted, allocation by allocation: another text means another grant, deposit, withdrawal or period.</summary>
    internal string Basis => string.Join(',', lines.OrderBy(l => l.Key).Select(l => string.Create(CultureInfo.InvariantCulture, $"{l.Key}:{l.Value.Granted}")));

    internal static NoticeMemory Of(AccountBalance balance)
    {
        var memory = new NoticeMemory { Overdraft = balance.Overdraft.Units };
        foreach (AllocationBalance line in balance.Allocations)
        {
            memory.lines[line.Allocation.Id] = (line.Granted.Units, line.Drawn.Units);
        }

        return memory;
    }

    internal static NoticeMemory Read(NoticeMark mark)
    {
        string[] halves = mark.Seen.Split('|', 2);
        var memory = new NoticeMemory { Overdraft = halves.Length > 1 && long.TryParse(halves[1], CultureInfo.InvariantCulture, out long overdraft) ? overdraft : 0 };
        foreach (string part in halves[0].Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            long[] numbers = [.. part.Split(':').Select(n => long.Parse(n, CultureInfo.InvariantCulture))];
            memory.lines[numbers[0]] = (numbers[1], numbers[2]);
        }

        foreach (string part in mark.Crossed.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] sides = part.Split('=', 2);
            memory.Crossed[int.Parse(sides[0], CultureInfo.InvariantCulture)] = sides[1];
        }

        return memory;
    }

    /// <summary>What had been charged, by what was seen before, against the grants that are active now.</summary>
    internal long ChargedAgainst(NoticeMemory now) =>
        (long)Int128.Min(long.MaxValue, now.lines.Keys.Aggregate((Int128)Overdraft, (sum, id) => sum + lines.GetValueOrDefault(id).Drawn));

    internal NoticeMark ToMark(long accountId, string currency) => new(
        accountId,
        currency,
        string.Join(',', lines.OrderBy(l => l.Key).Select(l => string.Create(CultureInfo.InvariantCulture, $"{l.Key}:{l.Value.Granted}:{l.Value.Drawn}"))) + string.Create(CultureInfo.InvariantCulture, $"|{Overdraft}"),
        string.Join(';', Crossed.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Key}={c.Value}"))));
}
