using SlurmBank.Engine;

namespace SlurmBank.PowerShell;

/// <summary>A part of a work failed while the rest of it was done. ErrorId says which part: a row that could not be read, a mail that was not sent.</summary>
public sealed class PartFailedException : SlurmBankException
{
    internal PartFailedException(string errorId, string message, string advice)
        : base(errorId, message, advice)
    {
    }
}
