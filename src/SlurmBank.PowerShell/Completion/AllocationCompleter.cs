using System.Collections;
using System.Collections.Generic;
using System.ComponentModel;
using System.Globalization;
using System.Linq;
using SlurmBank.Bank;

namespace SlurmBank.PowerShell.Completion;

/// <summary>Completes the numbers of allocations that have not ended.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class AllocationCompleter : NameCompleter
{
    private protected override IEnumerable<Candidate> Read(BankService bank) =>
        bank.Allocations([]).Where(allocation => allocation.Status is "active" or "future").Select(allocation => new Candidate(
            allocation.AllocationId.ToString(CultureInfo.InvariantCulture),
            string.Create(CultureInfo.InvariantCulture, $"{allocation.Account}: {allocation.Remaining:0.00} {allocation.Currency} left, {allocation.Status}")));
}
