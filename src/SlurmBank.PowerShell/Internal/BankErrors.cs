using System;
using System.IO;
using System.Management.Automation;
using SlurmBank.Engine;
using SlurmBank.Ledger;

namespace SlurmBank.PowerShell.Internal;

/// <summary>Makes every error record of the module: the identifier and the advice are the exception's, the category follows from them.</summary>
internal static class BankErrors
{
    /// <summary>Makes the record.</summary>
    /// <param name="error">What went wrong.</param>
    /// <param name="target">What it went wrong with: an account's name, a path, a job.</param>
    internal static ErrorRecord ToRecord(Exception error, object? target)
    {
        string errorId = error is SlurmBankException typed ? typed.ErrorId : SystemErrorId(error);
        var record = new ErrorRecord(error, errorId, CategoryOf(error, errorId), target);
        string advice = error is SlurmBankException { Advice.Length: > 0 } known ? known.Advice : SystemAdvice(errorId);
        if (advice.Length > 0)
        {
            record.ErrorDetails = new ErrorDetails(error.Message) { RecommendedAction = advice };
        }

        return record;
    }

    /// <summary>Makes a record for a failure that was reported in an answer instead of thrown.</summary>
    internal static ErrorRecord ToRecord(string errorId, ErrorCategory category, string message, string advice, object? target) =>
        new(new PartFailedException(errorId, message, advice), errorId, category, target)
        {
            ErrorDetails = new ErrorDetails(message) { RecommendedAction = advice },
        };

    /// <summary>True where the next object of the pipeline would fail in the same way, so that going on only repeats the error.</summary>
    internal static bool EndsPipeline(Exception error) => error switch
    {
        SlurmBankException { ErrorId: "LedgerBusy" } => false,
        LedgerUnavailableException or LedgerCorruptException => true,
        SlurmBankException { ErrorId: "ConfigurationInvalid" or "SlurmCommandMissing" or "SlurmDidNotAnswer" } => true,
        _ => false,
    };

    private static ErrorCategory CategoryOf(Exception error, string errorId) => errorId switch
    {
        "ReferenceConflict" or "LedgerExists" or "BackupExists" or "DumpExists" or "AccountExists" => ErrorCategory.ResourceExists,
        "InsufficientFunds" or "RefundExceedsCharge" or "EnforcementBrake" => ErrorCategory.LimitsExceeded,
        "InvalidRequest" or "InvalidText" or "InvalidSlurmName" or "InvalidSlurmText" or "BackupIsLedger" or "DumpIsLedger" => ErrorCategory.InvalidArgument,
        "ConfigurationInvalid" or "LedgerNotALedger" or "LedgerCorrupt" or "LedgerDamaged" or "BackupUnsound" or "DumpUnknown" or "DumpDamaged" or "ImportInvalid" => ErrorCategory.InvalidData,
        "LedgerAccessDenied" or "LedgerReadOnly" or "SlurmRefused" or "AccessDenied" => ErrorCategory.PermissionDenied,
        "LedgerBusy" or "AccountHasJobs" or "AccountHasFunds" or "AccountHasChildren" or "AccountIsDefault" or "LimitIsHold" => ErrorCategory.ResourceBusy,
        "ChangeNotSeen" => ErrorCategory.InvalidResult,
        "AssociationsIncomplete" => ErrorCategory.InvalidResult,
        "SlurmDidNotAnswer" => ErrorCategory.OperationTimeout,
        "SlurmCommandMissing" => ErrorCategory.NotInstalled,
        "SlurmOutputUnreadable" => ErrorCategory.ParserError,
        "Stopped" => ErrorCategory.OperationStopped,
        "FileError" => ErrorCategory.ReadError,
        "DumpNotWritten" or "BackupNotWritten" => ErrorCategory.WriteError,
        "Unexpected" => ErrorCategory.NotSpecified,
        _ when errorId.EndsWith("NotFound", StringComparison.Ordinal) => ErrorCategory.ObjectNotFound,
        _ when error is LedgerUnavailableException => ErrorCategory.ResourceUnavailable,
        _ => ErrorCategory.InvalidOperation,
    };

    private static string SystemErrorId(Exception error) => error switch
    {
        OperationCanceledException => "Stopped",
        UnauthorizedAccessException => "AccessDenied",
        FileNotFoundException or DirectoryNotFoundException or ItemNotFoundException => "FileNotFound",
        IOException => "FileError",
        OverflowException => "AmountOverflow",
        NotImplementedException or NotSupportedException => "NotSupported",
        _ => "Unexpected",
    };

    private static string SystemAdvice(string errorId) => errorId switch
    {
        "Unexpected" => "This is a defect of SlurmBank: please report it with 'Get-Error' below it.",
        "InvalidText" => "Correct the text; the parameter's help shows what it takes: Get-Help with -Parameter.",
        "InvalidRequest" => "Correct what was asked for; the examples show what can be: Get-Help with -Examples.",
        "FileNotFound" => "Check the path.",
        "AccessDenied" => "Run as a user who may, or choose another place.",
        "FileError" => "Check the path, the disk and who owns the folder.",
        "NotSupported" => "This cannot be done here; the help says where it can.",
        "AmountOverflow" => "An amount holds at most about 2.5e12 SU.",
        _ => string.Empty,
    };
}
