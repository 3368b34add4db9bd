using System;
using System.Buffers;
using System.Collections.Generic;
using System.IO;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using SlurmBank.Engine;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

/// <summary>
/// Writes a ledger as one JSON object, a line a row (docs/moving.md has the format). It streams: memory does not grow with the ledger.
/// The last member is a SHA-256 over every byte before it, so that a file that was cut or changed is known.
/// </summary>
internal sealed class DumpJsonWriter
{
    /// <summary>The version of the format. A reader takes this one and every earlier one.</summary>
    internal const int Format = 1;

    /// <summary>The first member of a dump, by which it is known.</summary>
    internal const string Mark = "slurmbank_dump";

    /// <summary>What is put to a column's name for the amount in SU that stands beside its units.</summary>
    internal const string AmountSuffix = "_su";

    private readonly Stream output;
    private readonly IncrementalHash digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly ArrayBufferWriter<byte> buffer = new(4096);
    private readonly Utf8JsonWriter json;
    private readonly DumpRows rows;

    internal DumpJsonWriter(Stream output, DumpRows rows)
    {
        this.output = output;
        this.rows = rows;
        json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    /// <summary>Writes everything.</summary>
    /// <param name="facts">What the dump says of itself: members with their values, before the tables.</param>
    internal void Write(IReadOnlyList<(string Name, object? Value)> facts)
    {
        Text($"{{\n\"{Mark}\": {Format},\n\"schema\": {rows.Reader.Version},\n");
        foreach ((string name, object? value) in facts)
        {
            Text($"\"{name}\": ");
            Line(() => Value(value), ",\n");
        }

        Text("\"tables\": {");
        string separator = "\n";
        foreach (TableShape table in rows.Reader.Tables)
        {
            if (table.Name != DumpRows.Postings)
            {
                Text($"{separator}\"{table.Name}\": [");
                Rows(table);
                Text("\n]");
                separator = ",\n";
            }
        }

        Text("\n},\n\"rows\": ");
        Line(() => Counts(), ",\n");
        Text("\"head\": ");
        Line(
            () =>
            {
                json.WriteStartObject();
                json.WriteNumber("seq", rows.HeadSeq);
                json.WriteString("hash", rows.Head);
                json.WriteEndObject();
            },
            ",\n");
        string sum = Hex.Of(digest.GetCurrentHash());
        Text($"\"digest\": \"sha256:{sum}\"\n}}\n");
    }

    private void Rows(TableShape table)
    {
        string separator = "\n";
        using IEnumerator<object?[]>? postings = table.Name == DumpRows.Entries ? rows.Of(Postings()).GetEnumerator() : null;
        bool more = postings?.MoveNext() ?? false;
        int seq = table.Name == DumpRows.Entries ? DumpRows.Index(table, "seq") : -1;
        int of = postings is null ? -1 : DumpRows.Index(Postings(), "seq");
        foreach (object?[] row in rows.Of(table))
        {
            Text(separator);
            separator = ",\n";
            Line(
                () =>
                {
                    json.WriteStartObject();
                    Columns(table, row, skip: -1);
                    if (postings is not null)
                    {
                        json.WriteStartArray(DumpRows.Postings);
                        for (; more && (long)postings.Current[of]! == (long)row[seq]!; more = postings.MoveNext())
                        {
                            json.WriteStartObject();
                            Columns(Postings(), postings.Current, skip: of);
                            json.WriteEndObject();
                        }

                        json.WriteEndArray();
                    }

                    json.WriteEndObject();
                },
                string.Empty);
        }
    }

    private TableShape Postings()
    {
        foreach (TableShape table in rows.Reader.Tables)
        {
            if (table.Name == DumpRows.Postings)
            {
                return table;
            }
        }

        throw new LedgerCorruptException("The ledger has no table of postings.");
    }

    private void Columns(TableShape table, object?[] row, int skip)
    {
        for (int i = 0; i < row.Length; i++)
        {
            if (i == skip)
            {
                continue;
            }

            TableColumn column = table.Columns[i];
            json.WritePropertyName(column.Name);
            Value(row[i]);
            if (column.Kind == TableColumnKind.Units && row[i] is long units)
            {
                json.WriteString(column.Name + AmountSuffix, DumpRows.Amount(units));
            }
        }
    }

    private void Counts()
    {
        json.WriteStartObject();
        foreach (TableCount count in rows.Counts)
        {
            json.WriteNumber(count.Table, count.Rows);
        }

        json.WriteEndObject();
    }

    private void Value(object? value)
    {
        switch (value)
        {
            case null: json.WriteNullValue(); break;
            case long number: json.WriteNumberValue(number); break;
            case bool truth: json.WriteBooleanValue(truth); break;
            case byte[] bytes: json.WriteStringValue(Hex.Of(bytes)); break;
            case string text: json.WriteStringValue(text); break;
            default: throw new LedgerCorruptException($"The ledger holds a {value.GetType().Name}, which no column of it can have.");
        }
    }

    private void Line(Action write, string end)
    {
        buffer.ResetWrittenCount();
        json.Reset();
        write();
        json.Flush();
        Bytes(buffer.WrittenSpan);
        Text(end);
    }

    private void Text(string text)
    {
        if (text.Length > 0)
        {
            Bytes(Encoding.UTF8.GetBytes(text));
        }
    }

    private void Bytes(ReadOnlySpan<byte> bytes)
    {
        digest.AppendData(bytes);
        output.Write(bytes);
    }
}
