using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using SlurmBank.Engine;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

/// <summary>What both forms of a dump share: the rows that are written, their count, and the newest entry among them.</summary>
internal sealed class DumpRows(ITableReader reader, TableFilter? filter, Action<BankProgress>? progress, CancellationToken cancellation)
{
    /// <summary>A table of which a dump has each row within the entry that it belongs to.</summary>
    internal const string Postings = "posting";

    /// <summary>The table of entries.</summary>
    internal const string Entries = "entry";

    private readonly Dictionary<string, long> counts = [];

    internal ITableReader Reader => reader;

    internal long HeadSeq { get; private set; }

    internal string Head { get; private set; } = Hex.Of(EntryHash.Origin);

    internal IReadOnlyList<TableCount> Counts => [.. reader.Tables.Select(t => new TableCount(t.Name, counts.GetValueOrDefault(t.Name)))];

    /// <summary>The rows of a table. What only says which file this is, is no part of a ledger's content.</summary>
    internal IEnumerable<object?[]> Of(TableShape table)
    {
        int seq = table.Name == Entries ? Index(table, "seq") : -1;
        int hash = table.Name == Entries ? Index(table, "hash") : -1;
        counts[table.Name] = 0;
        foreach (object?[] row in reader.Rows(table.Name, filter))
        {
            cancellation.ThrowIfCancellationRequested();
            if (table.Name == "property" && row[Index(table, "name")] is ILedgerFile.IncarnationProperty)
            {
                continue;
            }

            long count = ++counts[table.Name];
            if (seq >= 0)
            {
                (HeadSeq, Head) = ((long)row[seq]!, Hex.Of((byte[])row[hash]!));
                if (count % 10_000 == 0)
                {
                    progress?.Invoke(new BankProgress("Writing the ledger out", string.Create(CultureInfo.InvariantCulture, $"entry {HeadSeq}"), -1));
                }
            }

            yield return row;
        }
    }

    internal static int Index(TableShape table, string column)
    {
        for (int i = 0; i < table.Columns.Count; i++)
        {
            if (table.Columns[i].Name == column)
            {
                return i;
            }
        }

        throw new LedgerCorruptException($"Table '{table.Name}' has no column '{column}'.");
    }

    /// <summary>Units as SU, to seven decimals, for people and other programs.</summary>
    internal static string Amount(long units) => units == long.MaxValue ? "unlimited" : ServiceUnits.FromUnits(units).Amount.ToString("0.00#####", CultureInfo.InvariantCulture);
}
