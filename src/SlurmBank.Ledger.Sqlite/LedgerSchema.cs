using System.IO;
using System.Reflection;

namespace SlurmBank.Ledger.Sqlite;

/// <summary>Makes the tables and knows which versions of them this program reads.</summary>
internal static class LedgerSchema
{
    private const long ApplicationId = 0x534C424B;
    private static readonly string[] Scripts = ["0001.sql", "0002.sql", "0003.sql", "0004.sql", "0005.sql", "0006.sql", "0007.sql"];

    /// <summary>The newest version.</summary>
    internal static int Version => Scripts.Length;

    internal static void Create(SqliteSession session)
    {
        session.Execute("PRAGMA journal_mode = WAL");
        session.Execute("PRAGMA synchronous = FULL");
        session.Execute("BEGIN IMMEDIATE");
        Make(session, Version);
        session.Execute("COMMIT");
    }

    /// <summary>Makes the tables of a version, the newest or an earlier one, in the transaction that the caller began.</summary>
    internal static void Make(SqliteSession session, int version)
    {
        session.Execute($"PRAGMA application_id = {ApplicationId}");
        Apply(session, 0, version);
    }

    /// <summary>Brings a ledger of an earlier version up to this one's, in one transaction; the caller holds the writers' lock.</summary>
    internal static void Upgrade(SqliteSession session)
    {
        session.Execute("PRAGMA synchronous = FULL");
        session.Execute("BEGIN IMMEDIATE");
        Apply(session, session.Scalar("PRAGMA user_version"), Version);
        session.Execute("COMMIT");
    }

    /// <summary>Refuses what is not a ledger, or one of a later version.</summary>
    /// <returns>True where the ledger has an earlier version and is to be brought up.</returns>
    internal static bool IsOlder(SqliteSession session, string path)
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

        return version < Version;
    }

    private static void Apply(SqliteSession session, long from, long to)
    {
        for (long next = from; next < to; next++)
        {
            session.Execute(Script(Scripts[next]));
        }

        session.Execute($"PRAGMA user_version = {to}");
    }

    private static string Script(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name) ?? throw new FileNotFoundException(name);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
