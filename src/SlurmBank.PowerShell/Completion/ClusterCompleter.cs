using System.Collections.Generic;
using System.ComponentModel;
using System.Linq;
using SlurmBank.Bank;

namespace SlurmBank.PowerShell.Completion;

/// <summary>Completes the clusters that the ledger knows.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ClusterCompleter : NameCompleter
{
    private protected override IEnumerable<Candidate> Read(BankService bank) =>
        bank.Accounts([]).SelectMany(account => account.Parents.Keys).Distinct().Order().Select(name => new Candidate(name, "cluster " + name));
}
