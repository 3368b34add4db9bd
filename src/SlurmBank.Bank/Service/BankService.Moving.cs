using System;
using System.Threading;

namespace SlurmBank.Bank;

public sealed partial class BankService
{
    /// <summary>Writes the ledger, or a part of it, out while it is in use.</summary>
    /// <exception cref="DumpUnusableException">The place is taken, or cannot be written.</exception>
    public ExportReport Export(ExportCommand command, Action<BankProgress>? progress = null, CancellationToken cancellation = default) =>
        LedgerDump.Run(context, command, progress, cancellation);

    /// <summary>Takes over a dump of SlurmBank's own, or what another bank holds. The same again changes nothing.</summary>
    /// <exception cref="DumpUnusableException">What is to be read is not there or damaged; nothing was changed.</exception>
    /// <exception cref="ImportRefusedException">Lines of it are wrong, or the ledger cannot take it; nothing was changed.</exception>
    public ImportReport Import(ImportCommand command, Action<BankProgress>? progress = null, CancellationToken cancellation = default)
    {
        ImportReport report = new LedgerImport(context, command, progress).Run(cancellation);
        figuresChanged |= report.IsNew && !report.IsPlan;
        return report;
    }
}
