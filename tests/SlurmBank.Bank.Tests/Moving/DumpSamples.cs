using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace SlurmBank.Bank.Tests.Moving;

/// <summary>Ledgers and dumps of version 1, made by the statements of that time and by a writer of the dump's form that is not the bank's.</summary>
internal static class DumpSamples
{
    internal const string Version1Head = "c5ea1a7f448e829cd4201e091a4a171fe7dd0b17d250479c93a8983831445031";

    /// <summary>A ledger's file of version 1.</summary>
    internal static string Version1Ledger(string path)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "ledger-version-1.sql")) + "; PRAGMA application_id = 1397506635; PRAGMA user_version = 1;";
        command.ExecuteNonQuery();
        return path;
    }

    /// <summary>A dump of it.</summary>
    internal static string Version1(string path)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Version1Ledger(path + ".db"), Pooling = false }.ToString());
        connection.Open();
        var tables = new SortedDictionary<string, List<SortedDictionary<string, object?>>>(StringComparer.Ordinal);
        foreach (object?[] table in Query(connection, "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'word'"))
        {
            tables.Add((string)table[0]!, Rows(connection, (string)table[0]!));
        }

        var counts = tables.ToDictionary(t => t.Key, t => t.Value.Count);
        foreach (SortedDictionary<string, object?> entry in tables["entry"])
        {
            entry["posting"] = tables["posting"].Where(p => Equals(p["seq"], entry["seq"])).Select(p => p.Where(c => c.Key != "seq").ToDictionary(c => c.Key, c => c.Value)).ToArray();
        }

        tables.Remove("posting");
        string text = "{\"slurmbank_dump\":1,\"schema\":1,\"whole\":true,\"tables\":" + JsonSerializer.Serialize(tables)
            + ",\"rows\":" + JsonSerializer.Serialize(counts) + ",\"head\":{\"seq\":8,\"hash\":\"" + Version1Head + "\"},";
        File.WriteAllText(path, Sealed(text));
        return path;
    }

    /// <summary>A dump's text with its digest and end.</summary>
    internal static string Sealed(string text) => text + "\"digest\":\"sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))) + "\"}";

    private static List<SortedDictionary<string, object?>> Rows(SqliteConnection connection, string table)
    {
        HashSet<string> words = [.. Query(connection, $"SELECT \"from\" FROM pragma_foreign_key_list('{table}') WHERE \"table\" = 'word'").Select(r => (string)r[0]!)];
        string[] columns = [.. Query(connection, $"SELECT name FROM pragma_table_info('{table}')").Select(r => (string)r[0]!)];
        return
        [
            .. Query(connection, $"SELECT {string.Join(", ", columns.Select(c => words.Contains(c) ? $"(SELECT text FROM word WHERE id = \"{c}\")" : $"\"{c}\""))} FROM \"{table}\"")
                .Select(r => new SortedDictionary<string, object?>(columns.Zip(r).ToDictionary(p => p.First, p => p.Second is byte[] bytes ? Convert.ToHexString(bytes) : p.Second), StringComparer.Ordinal)),
        ];
    }

    private static List<object?[]> Query(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        using SqliteDataReader reader = command.ExecuteReader();
        var rows = new List<object?[]>();
        while (reader.Read())
        {
            object?[] row = new object?[reader.FieldCount];
            for (int i = 0; i < row.Length; i++)
            {
                row[i] = reader.IsDBNull(i) ? null : reader.GetValue(i);
            }

            rows.Add(row);
        }

        return rows;
    }
}
