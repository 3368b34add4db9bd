using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Linq;
using SlurmBank.Bank;

namespace SlurmBank.PowerShell.Completion;

/// <summary>Completes the accounts of the ledger.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class AccountCompleter : NameCompleter
{
    private protected override IEnumerable<Candidate> Read(BankService bank) =>
        bank.Accounts([]).Select(account => new Candidate(account.Account, $"{account.Account}: {account.Kind}, mode {account.Mode}"));
}
