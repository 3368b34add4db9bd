using System;
using System.IO;
using SlurmBank.Engine.Configuration;

namespace SlurmBank.Bank;

/// <summary>Looks, cheaply, whether a plugin has left something: a complete segment in the spool, or lines in the gate's journal.</summary>
internal sealed class ServeInbox
{
    private static readonly TimeSpan Soonest = TimeSpan.FromSeconds(30);
    private readonly BankConfiguration configuration;
    private (long Length, DateTime Time) journal;
    private DateTimeOffset looked;
    private bool stuck;

    internal ServeInbox(BankConfiguration configuration)
    {
        this.configuration = configuration;
        journal = Journal();
    }

    /// <summary>Whether the gate has written since the last round, and that is long enough ago: jobs come in crowds, and one round serves them all.</summary>
    internal bool HasLiens(DateTimeOffset now) => now - looked >= Soonest && Journal() != journal;

    /// <summary>Whether the completion plugin has completed a segment.</summary>
    internal bool HasSegments()
    {
        string folder = configuration.Spool.Directory;
        if (folder.Length == 0 || stuck)
        {
            return false;
        }

        try
        {
            return new SpoolFolder(folder).Complete().Count > 0;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The next round's drain says what is wrong with the folder.
            return false;
        }
    }

    /// <summary>A round looks at both.</summary>
    internal void Looked(DateTimeOffset now)
    {
        looked = now;
        journal = Journal();
        stuck = false;
    }

    /// <summary>A drain that took no segment although there was one would be repeated in vain: the next round tries again.</summary>
    internal void Drained(SpoolReport report) => stuck = report.Segments == 0 && report.SetAside == 0;

    private (long Length, DateTime Time) Journal()
    {
        try
        {
            var file = new FileInfo(Path.Combine(configuration.Gate.JournalPath, "gate.journal"));
            return file.Exists ? (file.Length, file.LastWriteTimeUtc) : default;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return default;
        }
    }
}
