using System;
using System.IO;
using SlurmBank.Engine;

namespace SlurmBank.Bank;

/// <summary>Another service works on the same ledger.</summary>
public sealed class ServiceRunningException : SlurmBankException
{
    internal ServiceRunningException(string ledger)
        : base("ServiceRunning", $"Another 'slurmbank serve' works on the ledger '{ledger}'.", "Let it work (systemctl status slurmbank), or stop it first: systemctl stop slurmbank.")
    {
        Ledger = ledger;
    }

    /// <summary>The ledger.</summary>
    public string Ledger { get; }
}

/// <summary>Lets one service at a time work on a ledger. The kernel gives the lock back however the process ends.</summary>
internal sealed class ServeLock : IDisposable
{
    private readonly FileStream file;

    private ServeLock(FileStream file) => this.file = file;

    internal static ServeLock Take(string ledger)
    {
        string path = ledger + ".serve";
        try
        {
            // Never removed: a lock on a file that has lost its name would lock nobody out.
            return new ServeLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException error) when (error is not (DirectoryNotFoundException or PathTooLongException) && File.Exists(path))
        {
            throw new ServiceRunningException(ledger);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new Ledger.LedgerUnavailableException("LedgerAccessDenied", $"The folder of the ledger '{ledger}' cannot be written: {error.Message}", "Run the service as the user who owns the ledger; 'slurmbank init' makes a ledger.", error);
        }
    }

    public void Dispose() => file.Dispose();
}
