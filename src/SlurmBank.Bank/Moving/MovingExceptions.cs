using System.Collections.Generic;
using System.Linq;
using SlurmBank.Engine;

namespace SlurmBank.Bank;

/// <summary>A dump cannot be written or read: its place is taken or closed, or it is damaged, partial, or of a later version. Nothing was changed.</summary>
public sealed class DumpUnusableException : SlurmBankException
{
    /// <summary>Makes the error.</summary>
    internal DumpUnusableException(string errorId, string message, string advice)
        : base(errorId, message, advice)
    {
    }
}

/// <summary>What was to be imported has errors, each with its place, or the ledger cannot take it. Nothing was imported.</summary>
public sealed class ImportRefusedException : SlurmBankException
{
    /// <summary>Makes the error.</summary>
    internal ImportRefusedException(string errorId, string message, string advice, IReadOnlyList<string>? problems = null)
        : base(errorId, message, advice) => Problems = problems ?? [];

    /// <summary>What is wrong, each with its place: all that was found, not only what the message has room for.</summary>
    public IReadOnlyList<string> Problems { get; }

    /// <summary>The error for a list of problems.</summary>
    internal static ImportRefusedException Of(string source, IReadOnlyList<string> problems) => new(
        "ImportInvalid",
        $"'{source}' has {problems.Count} {(problems.Count == 1 ? "error" : "errors")}; nothing was imported:\n{string.Join('\n', problems.Take(50))}{(problems.Count > 50 ? $"\nand {problems.Count - 50} more" : string.Empty)}",
        "Mend them, or leave these out: -SkipInvalid (--skip-invalid).",
        problems);
}
