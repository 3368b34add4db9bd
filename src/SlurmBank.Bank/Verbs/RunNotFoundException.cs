using SlurmBank.Engine;

namespace SlurmBank.Bank;

/// <summary>The ledger has no settled run of a job that was asked for.</summary>
public sealed class RunNotFoundException : SlurmBankException
{
    internal RunNotFoundException(string message, string advice)
        : base("RunNotFound", message, advice)
    {
    }
}
