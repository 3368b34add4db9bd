using System.Collections.Generic;
using System.ComponentModel;
using System.Linq;
using SlurmBank.Bank;

namespace SlurmBank.PowerShell.Completion;

/// <summary>Completes the currencies of the bank.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class CurrencyCompleter : NameCompleter
{
    private protected override IEnumerable<Candidate> Read(BankService bank) => bank.Currencies().Select(currency => new Candidate(currency, currency));
}
