using System;
using System.Threading;
using SlurmBank.Bank;

namespace SlurmBank.PowerShell.Internal;

/// <summary>Something that the administrator should know although it stops nothing.</summary>
/// <param name="Text">What it is.</param>
internal sealed record BankWarning(string Text);

/// <summary>The one place where this door is joined to the bank and to the store.</summary>
internal static class BankDoor
{
    /// <summary>Opens the bank.</summary>
    /// <param name="configurationPath">The configuration's file; null for the usual one.</param>
    /// <param name="ledgerPath">The ledger's file; null for the configured one.</param>
    /// <param name="post">Takes commands (texts) and warnings, from any thread.</param>
    /// <param name="stopping">Ends the waiting for other writers of the ledger.</param>
    internal static BankService Open(string? configurationPath, string? ledgerPath, Action<object> post, CancellationToken stopping) =>
        BankService.Open(Options(configurationPath, ledgerPath, post, stopping));

    /// <summary>How this door opens the bank.</summary>
    /// <param name="configurationPath">The configuration's file; null for the usual one.</param>
    /// <param name="ledgerPath">The ledger's file; null for the configured one.</param>
    /// <param name="post">Takes commands (texts) and warnings, from any thread.</param>
    /// <param name="stopping">Ends the waiting for other writers of the ledger.</param>
    internal static BankOptions Options(string? configurationPath, string? ledgerPath, Action<object> post, CancellationToken stopping) => new()
    {
        Source = "powershell",
        OpenStore = LedgerLoader.Open,
        CreateStore = LedgerLoader.Create,
        FillStore = LedgerLoader.Fill,
        OpenDatabase = LedgerLoader.OpenForeign,
        ConfigurationPath = configurationPath,
        LedgerPath = ledgerPath,
        Stopping = stopping,
        OnCommand = post,
        OnWarning = text => post(new BankWarning(text)),
    };
}
