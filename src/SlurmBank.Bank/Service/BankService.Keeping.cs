using System;
using System.Threading;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

public sealed partial class BankService
{
    /// <summary>Verifies the whole ledger.</summary>
    public LedgerCheck Verify(Action<BankProgress>? progress = null, CancellationToken cancellation = default)
    {
        return WorkBook.Do(context, WorkRecord.Verify, false, Check, check => check.IsSound ? string.Empty : check.Findings[0].Message);

        LedgerCheck Check()
        {
            using LedgerView view = context.Ledger.Read();
            return LedgerChecking.Check(view, context.LedgerPath, "Verifying the ledger", progress, cancellation);
        }
    }

    /// <summary>Copies the ledger while it is in use, and verifies the copy.</summary>
    /// <exception cref="BackupUnusableException">The file exists, or cannot be written.</exception>
    public BackupReport Backup(BackupCommand command, Action<BankProgress>? progress = null, CancellationToken cancellation = default) =>
        WorkBook.Do(
            context,
            WorkRecord.Backup,
            command.IsPlan,
            () => LedgerBackup.Run(context, command, progress, cancellation),
            report => report.IsSound ? string.Empty : "The copy contradicts itself.");

    /// <summary>Puts the ledger back to what a backup holds, in one transaction; what it was before is kept beside it.</summary>
    /// <exception cref="BackupUnusableException">The backup is missing, or contradicts itself.</exception>
    /// <exception cref="RestoreWouldLoseException">The ledger has entries that the backup does not have, and force was not asked for.</exception>
    public RestoreReport Restore(RestoreCommand command, Action<BankProgress>? progress = null, CancellationToken cancellation = default)
    {
        RestoreReport report = new LedgerRestore(context, command, progress).Run(cancellation);
        figuresChanged |= report.IsNew && !report.IsPlan;
        return report;
    }
}
