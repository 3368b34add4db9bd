using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Data.Sqlite;

namespace SlurmBank.Bank.Tests.Moving;

/// <summary>Everything that a ledger's file holds, read with SQL of its own: a line a row, texts instead of their numbers.</summary>
internal static class LedgerContent
{
    internal static List<string> Of(string path, bool withIncarnation = false)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        var lines = new List<string>();
        foreach (string table in Names(connection, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").Where(t => t != "word"))
        {
            HashSet<string> words = [.. Names(connection, $"SELECT \"from\" FROM pragma_foreign_key_list('{table}') WHERE \"table\" = 'word'")];
            string[] columns = [.. Names(connection, $"SELECT name FROM pragma_table_info('{table}')")];
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = $"SELECT {string.Join(", ", columns.Select(c => words.Contains(c) ? $"(SELECT text FROM word WHERE id = \"{c}\")" : $"\"{c}\""))} FROM \"{table}\"";
            using SqliteDataReader reader = command.ExecuteReader();
            var rows = new List<string>();
            while (reader.Read())
            {
                rows.Add(table + ": " + string.Join(" | ", Enumerable.Range(0, columns.Length).Select(i => columns[i] + "=" + Text(reader.GetValue(i)))));
            }

            rows.Sort(StringComparer.Ordinal);
            lines.AddRange(withIncarnation ? rows : rows.Where(r => !r.StartsWith("property: name=incarnation", StringComparison.Ordinal)));
        }

        return lines;
    }

    internal static List<string> Tables(string path)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        return Names(connection, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'");
    }

    private static List<string> Names(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        using SqliteDataReader reader = command.ExecuteReader();
        var names = new List<string>();
        while (reader.Read())
        {
            names.Add(reader.GetString(0));
        }

        return names;
    }

    private static string Text(object value) => value switch
    {
        DBNull => "null",
        byte[] bytes => Convert.ToHexString(bytes),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
