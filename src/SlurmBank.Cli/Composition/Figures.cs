using System;
using SlurmBank.Bank;
using SlurmBank.Cli.Output;
using SlurmBank.Ledger;

namespace SlurmBank.Cli.Composition;

/// <summary>Answers from the ledger, and from the published snapshot where the ledger is not here or may not be read: what a plain user on a login node has.</summary>
internal static class Figures
{
    /// <summary>Asks the ledger, else the snapshot. The answers must be complete when they are returned: nothing may be read later.</summary>
    internal static T Ask<T>(Session session, Func<BankService, T> ledger, Func<SnapshotService, T> snapshot)
    {
        if (session.SnapshotOption is string path)
        {
            return FromSnapshot(session, path, snapshot);
        }

        try
        {
            // Before anything else, because on a machine without the ledger nobody should wait for Slurm first.
            session.ProbeLedger();
        }
        catch (LedgerUnavailableException error) when (IsElsewhere(error))
        {
            string found = SnapshotPath.Resolve(null, () => session.Open().SnapshotPath);
            try
            {
                return FromSnapshot(session, found, snapshot);
            }
            catch (LedgerUnavailableException second)
            {
                throw new FiguresUnavailableException(error, second);
            }
        }

        return ledger(session.Open());
    }

    /// <summary>Reads the snapshot and says of when it is.</summary>
    private static T FromSnapshot<T>(Session session, string path, Func<SnapshotService, T> ask)
    {
        SnapshotService service = SnapshotService.Read(path, TimeProvider.System);
        session.Messages.Notice($"figures of {TimeText.Moment(service.Published, session.Zone)}, from the published snapshot {path}");
        return ask(service);
    }

    // A ledger that is damaged, full or busy is an error to be seen; one that is not for this user or this machine is not.
    private static bool IsElsewhere(LedgerUnavailableException error) =>
        error.ErrorId is "LedgerNotFound" or "LedgerAccessDenied" or "LedgerCannotOpen" or "LedgerReadOnly" or "LedgerTooOld";
}
