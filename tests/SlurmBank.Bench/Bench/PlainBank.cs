using System;
using Microsoft.Data.Sqlite;

namespace SlurmBank.Bench;

/// <summary>The least that a bank could do: two rows and two balances a transfer, no chain, no allocations, no identity of runs.</summary>
internal static class PlainBank
{
    internal static SqliteConnection Create(string path)
    {
        var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = """
            PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
            CREATE TABLE account (id INTEGER PRIMARY KEY, balance INTEGER NOT NULL);
            CREATE TABLE transfer (id INTEGER PRIMARY KEY, account INTEGER NOT NULL, amount INTEGER NOT NULL);
            WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 100) INSERT INTO account SELECT i, 0 FROM n;
            """;
        _ = command.ExecuteNonQuery();
        return connection;
    }

    internal static void Transfer(SqliteConnection connection, int count, int batch)
    {
        using SqliteCommand insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO transfer (account, amount) VALUES ($a, $v)";
        using SqliteCommand update = connection.CreateCommand();
        update.CommandText = "UPDATE account SET balance = balance + $v WHERE id = $a";
        foreach (SqliteCommand command in (SqliteCommand[])[insert, update])
        {
            _ = command.Parameters.Add("$a", SqliteType.Integer);
            _ = command.Parameters.Add("$v", SqliteType.Integer);
        }

        for (int at = 0; at < count;)
        {
            using SqliteTransaction transaction = connection.BeginTransaction(deferred: false);
            (insert.Transaction, update.Transaction) = (transaction, transaction);
            for (int n = 0; n < batch && at < count; n++, at++)
            {
                foreach ((long account, long amount) in ((long, long)[])[(0, 1), (1 + (at % 100), -1)])
                {
                    foreach (SqliteCommand command in (SqliteCommand[])[insert, update])
                    {
                        command.Parameters[0].Value = account;
                        command.Parameters[1].Value = amount;
                        _ = command.ExecuteNonQuery();
                    }
                }
            }

            transaction.Commit();
        }
    }
}
