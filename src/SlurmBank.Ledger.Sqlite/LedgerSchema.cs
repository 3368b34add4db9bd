using System.IO;
using System.Reflection;

namespace SlurmBank.Ledger.Sqlite;

/// <summary>Makes the tables and knows which versions of them this program reads.</summary>
internal static class LedgerSchema
{
    private const long ApplicationId = 0x534C424B;
    private const long Version = 1;

    internal static void Create(SqliteSession session)
    {
        session.Execute("PRAGMA journal_mode = WAL");
        session.Execute("PRAGMA synchronous = FULL");
        session.Execute("BEGIN IMMEDIATE");
        session.Execute(Script("0001.sql"));
        session.Execute($"PRAGMA application_id = {ApplicationId}");
        session.Execute($"PRAGMA user_version = {Version}");
        session.Execute("COMMIT");
    }

    internal static void Check(SqliteSession session, string path)
    {
        if (session.Scalar("PRAGMA application_id") != ApplicationId)
        {
            throw new LedgerUnavailableException("LedgerNotALedger", $"'{path}' is a SQLite database, but not a SlurmBank ledger.", "Check the path in [ledger] of the configuration.");
        }

        long version = session.Scalar("PRAGMA user_version");
        if (version > Version)
        {
            throw new LedgerUnavailableException("LedgerTooNew", $"The ledger '{path}' has version {version}; this SlurmBank knows versions up to {Version}.", "Use the newer SlurmBank that wrote it.");
        }
    }

    private static string Script(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name) ?? throw new FileNotFoundException(name);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
