using System;
using SlurmBank.Bank;
using SlurmBank.Engine;
using SlurmBank.Engine.Configuration;
using SlurmBank.Ledger;
using SlurmBank.Slurm;

namespace SlurmBank.Cli.Composition;

/// <summary>Gives each kind of error its exit code.</summary>
internal static class ErrorMap
{
    /// <summary>The exit code of an error that SlurmBank raises on purpose. A test holds each of them against this list.</summary>
    internal static ExitCode Of(SlurmBankException error) => error switch
    {
        UsageException or TextFormatException or InvalidRequestException or AmountOverflowException or ConfigurationException or SlurmNameException or SlurmTextException or GrantRefusedException => ExitCode.Usage,
        AccountNotFoundException or AllocationNotFoundException or EntryNotFoundException or RunNotFoundException or NoticeNotFoundException or ClusterNotFoundException or CurrencyNotFoundException or NotAMemberException or SlurmNotFoundException or SlurmNameNotFoundException or SlurmAccountMissingException or SlurmUserMissingException => ExitCode.NotFound,
        BackupUnusableException { ErrorId: "BackupNotFound" } => ExitCode.NotFound,
        BackupUnusableException => ExitCode.Ledger,
        DumpUnusableException { ErrorId: "DumpNotFound" } => ExitCode.NotFound,
        DumpUnusableException => ExitCode.Ledger,
        ImportRefusedException { ErrorId: "LedgerNotEmpty" } => ExitCode.Conflict,
        AssertionBrokenException => ExitCode.Attention,
        ImportRefusedException => ExitCode.Usage,
        EnforcementBrakeException => ExitCode.Attention,
        ServiceRunningException => ExitCode.Conflict,
        ReferenceConflictException or DuplicateTariffVersionException or NotReversibleException or RestoreWouldLoseException or ProposalExistsException or SlurmAccountExistsException or AccountInUseException or LimitIsHoldException => ExitCode.Conflict,
        InsufficientFundsException or RefundExceedsChargeException or AdvanceExceededException => ExitCode.Funds,
        LedgerUnavailableException or LedgerCorruptException or FiguresUnavailableException => ExitCode.Ledger,
        SlurmCommandException or ChangeNotSeenException or AssociationsIncompleteException => ExitCode.Slurm,
        // Errors of later versions that say by their identifier that something is not there.
        { ErrorId: not null } when error.ErrorId.EndsWith("NotFound", StringComparison.Ordinal) => ExitCode.NotFound,
        _ => ExitCode.Software,
    };
}
