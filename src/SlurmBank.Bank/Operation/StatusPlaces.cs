using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace SlurmBank.Bank;

/// <summary>Looks at the files beside the ledger: the disk's room, the gate's journal, the spool of the completion plugin.</summary>
internal sealed class StatusPlaces
{
    private const long MiB = 1L << 20;
    private readonly BankContext context;
    private readonly List<BankFinding> findings;

    internal StatusPlaces(BankContext context, List<BankFinding> findings)
    {
        this.context = context;
        this.findings = findings;
    }

    internal DiskStatus? Disk()
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(context.LedgerPath)) ?? "/";
        DiskStatus disk;
        try
        {
            var drive = new DriveInfo(folder);
            disk = new DiskStatus(drive.AvailableFreeSpace, drive.TotalSize);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }

        long scarce = context.Configuration.Status.DiskFree * MiB;
        if (disk.FreeBytes < scarce)
        {
            string text = $"{disk.FreeBytes / MiB} MiB are free where the ledger lies; [status] disk_free wants {scarce / MiB}.";
            findings.Add(new BankFinding(disk.FreeBytes < scarce / 10 ? FindingSeverity.Error : FindingSeverity.Warning, "DiskLow", text, folder, "Make room: a ledger without room takes no entries. docs/runbook.md, 'Disk full'."));
        }

        return disk;
    }

    internal BacklogStatus Backlog()
    {
        (int? segments, DateTimeOffset? oldest, int? aside) = Spool();
        return new BacklogStatus(Journal(), segments, oldest, aside);
    }

    private long? Journal()
    {
        string path = Path.Combine(context.Configuration.Gate.JournalPath, "gate.journal");
        try
        {
            var file = new FileInfo(path);
            return file.Exists ? file.Length : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            findings.Add(new BankFinding(FindingSeverity.Warning, "JournalUnreadable", $"The gate's journal cannot be looked at: {error.Message}", path, "Let the bank's user read the folder: docs/plugins.md."));
            return null;
        }
    }

    private (int? Segments, DateTimeOffset? Oldest, int? Aside) Spool()
    {
        string folder = context.Configuration.Spool.Directory;
        if (folder.Length == 0)
        {
            return (null, null, null);
        }

        try
        {
            List<string> waiting = new SpoolFolder(folder).Complete();
            DateTimeOffset? oldest = waiting.Count == 0 ? null : context.InstantOfMicroseconds(long.Parse(Path.GetFileNameWithoutExtension(waiting[0]), CultureInfo.InvariantCulture));
            string damaged = Path.Combine(folder, "aside");
            int aside = Directory.Exists(damaged) ? Directory.EnumerateFiles(damaged).Count() : 0;
            Spool(folder, oldest, aside);
            return (waiting.Count, oldest, aside);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException)
        {
            findings.Add(new BankFinding(FindingSeverity.Warning, "SpoolUnreadable", $"The spool cannot be looked at: {error.Message}", folder, "Let the bank's user read and write the folder: docs/jobcomp.md."));
            return (null, null, null);
        }
    }

    private void Spool(string folder, DateTimeOffset? oldest, int aside)
    {
        if (oldest is DateTimeOffset time && context.Clock.GetUtcNow() - time > context.Configuration.Status.SyncLate)
        {
            findings.Add(new BankFinding(FindingSeverity.Warning, "SpoolBacklog", $"The spool holds records since {time:u} that were not drained.", folder, "Sync-SlurmUsage drains it."));
        }

        if (aside > 0)
        {
            findings.Add(new BankFinding(FindingSeverity.Warning, "SpoolAside", $"{aside} damaged segments of the spool were put aside; sync settles their runs.", folder, "Look at the folder 'aside' of the spool, then remove what is in it."));
        }
    }
}
