using System;
using System.Globalization;

namespace SlurmBank.Engine.Configuration;

/// <summary>What the service does by itself: section <c>[serve]</c>.</summary>
public sealed record ServeSettings
{
    /// <summary>How long it waits between two syncs; after a failure it waits longer, up to a quarter of an hour.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Whether each sync is followed by an enforcement. What is held then depends on the modes.</summary>
    public bool Enforce { get; init; } = true;

    /// <summary>When the night's work begins, as <c>HH:MM</c> in the site's time zone: the re-read, the verification, the backup.</summary>
    public string Nightly { get; init; } = "02:30";

    /// <summary>Whether the ledger is verified each night.</summary>
    public bool Verify { get; init; } = true;

    /// <summary>The folder of the nightly backups, an absolute path; empty makes none.</summary>
    public string BackupFolder { get; init; } = string.Empty;

    /// <summary>How many backups are kept in the folder; older ones with the names that the bank gives are removed.</summary>
    public int BackupKeep { get; init; } = 14;

    internal static SectionSchema Schema { get; } = new("serve", "What the service does by itself; timers need none of it, but for the backups' folder.",
    [
        new Setting<TimeSpan>("serve", "interval", new DurationKind(TimeSpan.FromSeconds(1), TimeSpan.FromDays(1)), c => c.Serve.Interval,
            (c, v) => c with { Serve = c.Serve with { Interval = v } }, "How long the service waits between two syncs."),
        new Setting<bool>("serve", "enforce", new FlagKind(), c => c.Serve.Enforce, (c, v) => c with { Serve = c.Serve with { Enforce = v } },
            "Whether each sync is followed by an enforcement."),
        new Setting<string>("serve", "nightly", new TextKind<string>("a time of day such as \"02:30\"", TimeOfDay, v => v), c => c.Serve.Nightly,
            (c, v) => c with { Serve = c.Serve with { Nightly = v } }, "When the night's work begins, in the site's time zone."),
        new Setting<bool>("serve", "verify", new FlagKind(), c => c.Serve.Verify, (c, v) => c with { Serve = c.Serve with { Verify = v } },
            "Whether the ledger is verified each night."),
        new Setting<string>("serve", "backup", Kinds.PathOrNone, c => c.Serve.BackupFolder, (c, v) => c with { Serve = c.Serve with { BackupFolder = v } },
            "The folder of the nightly backups; empty makes none."),
        new Setting<int>("serve", "backup_keep", new IntegerKind(1, 10_000), c => c.Serve.BackupKeep, (c, v) => c with { Serve = c.Serve with { BackupKeep = v } },
            "How many backups are kept in that folder."),
    ]);

    /// <summary>When the night's work begins, since midnight.</summary>
    public TimeSpan NightlyTime => TimeSpan.ParseExact(Nightly, @"hh\:mm", CultureInfo.InvariantCulture);

    private static bool TimeOfDay(string text, out string value, out string problem)
    {
        value = text;
        problem = "hours and minutes such as 02:30 are expected, from 00:00 to 23:59";
        return TimeSpan.TryParseExact(text, @"hh\:mm", CultureInfo.InvariantCulture, out _);
    }
}
