using SlurmBank.Engine;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

/// <summary>Puts what an account has beside what it had in the other bank.</summary>
internal static class ImportBalances
{
    internal static ImportBalance Of(AccountBalance balance, ServiceUnits? expected) => new()
    {
        Account = balance.Account.Name,
        Currency = balance.Currency,
        Expected = expected?.Amount,
        ExpectedUnits = expected?.Units,
        Available = balance.Available.Amount,
        AvailableUnits = balance.Available.Units,
        IsEqual = expected is null || expected == balance.Available,
    };
}
