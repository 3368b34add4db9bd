using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

/// <summary>Puts the rows of a JSON dump into a new ledger, each as it comes. What does not fit is an error with its line and column.</summary>
internal sealed class DumpRowReader(JsonTokens tokens, ITableWriter writer)
{
    private readonly Dictionary<string, TableShape> shapes = writer.Tables.ToDictionary(t => t.Name);
    private readonly Dictionary<string, long> counts = [];
    private readonly List<string> columns = [];
    private readonly List<object?> values = [];
    private readonly List<(List<string> Names, List<object?> Values, string Place)> postings = [];

    internal IReadOnlyList<TableCount> Counts => [.. counts.Select(c => new TableCount(c.Key, c.Value))];

    /// <summary>The entry that was read last.</summary>
    internal long HeadSeq { get; private set; }

    /// <summary>Its hash.</summary>
    internal string Head { get; private set; } = Hex.Of(EntryHash.Origin);

    /// <summary>Reads the object with a member a table, whose begin is the present token.</summary>
    internal void Read(Action<long> entryRead)
    {
        foreach (string table in shapes.Keys)
        {
            counts[table] = 0;
        }

        while (tokens.Read() && tokens.Type == JsonTokenType.PropertyName)
        {
            TableShape table = Shape(tokens.Text!);
            tokens.Expect(JsonTokenType.StartArray, "an array of rows");
            while (tokens.Read() && tokens.Type == JsonTokenType.StartObject)
            {
                Row(table);
                if (table.Name == DumpRows.Entries)
                {
                    entryRead(HeadSeq);
                }
            }

            Require(JsonTokenType.EndArray, "a row, or the end of the array of rows,");
        }

        Require(JsonTokenType.EndObject, "a table, or the end of the tables,");
    }

    private void Row(TableShape table)
    {
        string place = tokens.Place;
        columns.Clear();
        values.Clear();
        postings.Clear();
        bool hasPostings = false;
        while (tokens.Read() && tokens.Type == JsonTokenType.PropertyName)
        {
            string name = tokens.Text!;
            if (table.Name == DumpRows.Entries && name == DumpRows.Postings)
            {
                Postings();
                hasPostings = true;
            }
            else
            {
                Column(table, name, columns, values);
            }
        }

        Require(JsonTokenType.EndObject, "a column, or the end of the row,");
        if (table.Name != DumpRows.Entries)
        {
            Add(table.Name, columns, values, place);
            return;
        }

        HeadSeq = columns.IndexOf("seq") is int seq and >= 0 && values[seq] is long number ? number : throw JsonTokens.Damaged(place, "the entry has no number (seq)");
        Head = columns.IndexOf("hash") is int hash and >= 0 && values[hash] is byte[] bytes ? Hex.Of(bytes) : throw JsonTokens.Damaged(place, "the entry has no hash");
        _ = hasPostings ? true : throw JsonTokens.Damaged(place, "the entry has no postings");
        Add(table.Name, columns, values, place);
        foreach ((List<string> names, List<object?> amounts, string where) in postings)
        {
            Add(DumpRows.Postings, [.. names, "seq"], [.. amounts, HeadSeq], where);
        }
    }

    private void Column(TableShape table, string name, List<string> names, List<object?> row)
    {
        if (table.Columns.FirstOrDefault(c => c.Name == name) is TableColumn column)
        {
            names.Add(name);
            row.Add(Value(column));
        }
        else if (name.EndsWith(DumpJsonWriter.AmountSuffix, StringComparison.Ordinal))
        {
            _ = tokens.Read();
            tokens.Skip();
        }
        else
        {
            throw JsonTokens.Damaged(tokens.Place, $"table '{table.Name}' has no column '{name}' in this version of the ledger");
        }
    }

    /// <summary>Reads an entry's postings; they are added after it, wherever in its row they stand.</summary>
    private void Postings()
    {
        TableShape table = Shape(DumpRows.Postings);
        tokens.Expect(JsonTokenType.StartArray, "an array of postings");
        while (tokens.Read() && tokens.Type == JsonTokenType.StartObject)
        {
            string place = tokens.Place;
            (List<string> Names, List<object?> Values) posting = ([], []);
            while (tokens.Read() && tokens.Type == JsonTokenType.PropertyName)
            {
                Column(table, tokens.Text!, posting.Names, posting.Values);
            }

            Require(JsonTokenType.EndObject, "a column, or the end of the posting,");
            postings.Add((posting.Names, posting.Values, place));
        }

        Require(JsonTokenType.EndArray, "a posting, or the end of the postings,");
    }

    private void Add(string table, IReadOnlyList<string> names, IReadOnlyList<object?> row, string place)
    {
        try
        {
            writer.Add(table, names, row);
        }
        catch (LedgerUnavailableException error) when (error.ErrorId is "LedgerRefused" or "LedgerError")
        {
            throw JsonTokens.Damaged(place, $"this row of table '{table}' contradicts the others or lacks something: {error.InnerException?.Message ?? error.Message}");
        }

        counts[table]++;
    }

    private object? Value(TableColumn column)
    {
        if (!tokens.Read())
        {
            throw JsonTokens.Damaged(tokens.Place, "a value is expected here");
        }

        return (tokens.Type, column.Kind) switch
        {
            (JsonTokenType.Null, _) => null,
            (JsonTokenType.Number, TableColumnKind.Number or TableColumnKind.Units) when tokens.Number is long number => number,
            (JsonTokenType.Number, TableColumnKind.Number or TableColumnKind.Units) => throw JsonTokens.Damaged(tokens.Place, $"'{tokens.Text}' in column '{column.Name}' is not a whole number of 64 bits"),
            (JsonTokenType.String, TableColumnKind.Text) => tokens.Text,
            (JsonTokenType.String, TableColumnKind.Bytes) => Bytes(),
            _ => throw JsonTokens.Damaged(tokens.Place, $"column '{column.Name}' takes {(column.Kind is TableColumnKind.Number or TableColumnKind.Units ? "a whole number" : "a text")} here"),
        };
    }

    private byte[] Bytes()
    {
        try
        {
            return Convert.FromHexString(tokens.Text!);
        }
        catch (FormatException)
        {
            throw JsonTokens.Damaged(tokens.Place, "hexadecimal digits are expected here");
        }
    }

    private TableShape Shape(string name) => shapes.TryGetValue(name, out TableShape? shape)
        ? shape
        : throw JsonTokens.Damaged(tokens.Place, $"this version of the ledger has no table '{name}'");

    private void Require(JsonTokenType type, string what)
    {
        if (tokens.Type != type)
        {
            throw JsonTokens.Damaged(tokens.Place, what + " is expected here");
        }
    }
}
