using Microsoft.Data.Sqlite;

namespace SlurmBank.Tests;

/// <summary>Databases of other banks, made by statements of our own with those programs' tables, columns, types and forms of values.</summary>
internal static class OldBankTables
{
    /// <summary>As the library that slurm_su_bank and crc-bank use makes a table from the values it is first given.</summary>
    internal const string SuBank = """
        CREATE TABLE sbank (id INTEGER NOT NULL, account TEXT, su_limit_hrs BIGINT, date DATE, upper_limit_informed BOOLEAN, lower_limit_informed BOOLEAN, max_limit_informed BOOLEAN, PRIMARY KEY (id));
        """;

    internal const string Pitt = """
        CREATE TABLE account (id INTEGER NOT NULL, name VARCHAR NOT NULL, PRIMARY KEY (id), UNIQUE (name));
        CREATE TABLE proposal (id INTEGER NOT NULL, account_id INTEGER, start_date DATE NOT NULL, end_date DATE NOT NULL, percent_notified INTEGER NOT NULL, PRIMARY KEY (id), FOREIGN KEY (account_id) REFERENCES account (id));
        CREATE TABLE allocation (id INTEGER NOT NULL, proposal_id INTEGER, cluster_name VARCHAR NOT NULL, service_units_total INTEGER NOT NULL, service_units_used INTEGER NOT NULL, PRIMARY KEY (id), FOREIGN KEY (proposal_id) REFERENCES proposal (id));
        CREATE TABLE investment (id INTEGER NOT NULL, account_id INTEGER, start_date DATE NOT NULL, end_date DATE NOT NULL, service_units INTEGER NOT NULL, rollover_sus INTEGER NOT NULL, withdrawn_sus INTEGER NOT NULL, current_sus INTEGER NOT NULL, PRIMARY KEY (id), FOREIGN KEY (account_id) REFERENCES account (id));
        CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num));
        """;

    internal const string Crc = """
        CREATE TABLE proposal (id INTEGER NOT NULL, account TEXT, proposal_type BIGINT, percent_notified BIGINT, start_date DATE, end_date DATE, smp BIGINT, mpi BIGINT, gpu BIGINT, htc BIGINT, PRIMARY KEY (id));
        CREATE TABLE investor (id INTEGER NOT NULL, account TEXT, proposal_type BIGINT, start_date DATE, end_date DATE, service_units BIGINT, current_sus BIGINT, withdrawn_sus BIGINT, rollover_sus BIGINT, PRIMARY KEY (id));
        CREATE TABLE proposal_archive (id INTEGER NOT NULL, smp_usage BIGINT, mpi_usage BIGINT, gpu_usage BIGINT, htc_usage BIGINT, account TEXT, start_date DATE, end_date DATE, smp BIGINT, mpi BIGINT, gpu BIGINT, htc BIGINT, PRIMARY KEY (id));
        CREATE TABLE investor_archive (id INTEGER NOT NULL, service_units BIGINT, current_sus BIGINT, start_date DATE, end_date DATE, exhaustion_date DATE, account TEXT, proposal_id BIGINT, investor_id BIGINT, rollover_sus BIGINT, PRIMARY KEY (id));
        """;

    /// <summary>Makes a database.</summary>
    internal static string Make(string path, string schema, string rows)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = schema + rows;
        command.ExecuteNonQuery();
        return path;
    }
}
