using System;
using System.Collections.Generic;
using Microsoft.Data.Sqlite;

namespace SlurmBank.Ledger.Tests.Support;

/// <summary>The ledger's file as any other program would open it.</summary>
internal static class RawFile
{
    public static int Execute(string path, params string[] statements)
    {
        using SqliteConnection connection = Open(path);
        int rows = 0;
        foreach (string sql in statements)
        {
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = sql;
            rows += command.ExecuteNonQuery();
        }

        return rows;
    }

    public static SqliteConnection Open(string path)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 1 }.ToString());
        connection.Open();
        return connection;
    }

    /// <summary>Takes away everything that keeps a row from being changed.</summary>
    public static void Unprotect(string path)
    {
        var triggers = new List<string>();
        using SqliteConnection connection = Open(path);
        using (SqliteCommand list = connection.CreateCommand())
        {
            list.CommandText = "SELECT name FROM sqlite_master WHERE type = 'trigger'";
            using SqliteDataReader reader = list.ExecuteReader();
            while (reader.Read())
            {
                triggers.Add(reader.GetString(0));
            }
        }

        foreach (string trigger in triggers)
        {
            using SqliteCommand drop = connection.CreateCommand();
            drop.CommandText = $"DROP TRIGGER {trigger}";
            drop.ExecuteNonQuery();
        }
    }
}
