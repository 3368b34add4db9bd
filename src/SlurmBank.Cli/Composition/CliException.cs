using System;
using SlurmBank.Engine;

namespace SlurmBank.Cli.Composition;

/// <summary>The command line asks for what cannot be done: wrong usage.</summary>
internal sealed class UsageException(string errorId, string message, string advice = "", Exception? inner = null)
    : SlurmBankException(errorId, message, advice, inner);

/// <summary>Neither the ledger nor the snapshot can be read.</summary>
internal sealed class FiguresUnavailableException(SlurmBankException ledger, SlurmBankException snapshot)
    : SlurmBankException(ledger.ErrorId, ledger.Message, $"{ledger.Advice}\nNor can the snapshot be read: {snapshot.Message}".TrimStart('\n'), ledger);
