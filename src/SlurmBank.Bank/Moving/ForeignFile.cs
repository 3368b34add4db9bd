using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text;
using System.Text.Json;

namespace SlurmBank.Bank;

/// <summary>Reads the files of other banks.</summary>
internal static class ForeignFile
{
    private const long MostBytes = 256L << 20;

    /// <summary>A whole text; the errors say what is wrong with it.</summary>
    internal static string Text(string path)
    {
        using FileStream stream = DumpImport.Open(path);
        if (stream.Length > MostBytes)
        {
            throw new DumpUnusableException("DumpNotReadable", $"'{path}' is larger than 256 MiB, which no list of grants is.", "Check the path.");
        }

        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    /// <summary>The records of datafreeze's JSON: an object whose member <c>results</c> is a list of objects; an empty object where the table was empty.</summary>
    internal static List<ForeignRow> Json(string path)
    {
        var rows = new List<ForeignRow>();
        using var tokens = new JsonTokens(DumpImport.Open(path), path);
        tokens.Expect(JsonTokenType.StartObject, "an object with results");
        while (tokens.Read() && tokens.Type == JsonTokenType.PropertyName)
        {
            bool isResults = tokens.Text == "results";
            _ = tokens.Read();
            if (!isResults || tokens.Type != JsonTokenType.StartArray)
            {
                tokens.Skip();
                continue;
            }

            while (tokens.Read() && tokens.Type == JsonTokenType.StartObject)
            {
                rows.Add(Row(tokens));
            }

            if (tokens.Type != JsonTokenType.EndArray)
            {
                throw JsonTokens.Damaged(tokens.Place, "a record, or the end of the records, is expected here");
            }
        }

        return rows;
    }

    private static ForeignRow Row(JsonTokens tokens)
    {
        string place = string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(tokens.Source)}:{tokens.Line}:{tokens.Column}");
        var values = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        while (tokens.Read() && tokens.Type == JsonTokenType.PropertyName)
        {
            string name = tokens.Text!;
            _ = tokens.Read();
            values[name] = tokens.Type switch
            {
                JsonTokenType.Null => null,
                JsonTokenType.True => true,
                JsonTokenType.False => false,
                JsonTokenType.Number when tokens.Number is long number => number,
                _ => tokens.Text,
            };
            tokens.Skip();
        }

        return new ForeignRow(place, string.Empty, values);
    }
}
