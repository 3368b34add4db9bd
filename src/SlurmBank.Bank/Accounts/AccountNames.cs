using System.Collections.Generic;
using System.Linq;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

/// <summary>Chooses accounts by names and patterns.</summary>
internal static class AccountNames
{
    /// <summary>The names that match, sorted.</summary>
    /// <exception cref="AccountNotFoundException">A name without wildcards is not in the ledger.</exception>
    internal static IReadOnlyList<string> Choose(ILedgerReader reader, IReadOnlyList<string> names)
    {
        var pattern = new NamePattern(names);
        foreach (string name in pattern.Literals)
        {
            if (reader.FindAccount(name.ToLowerInvariant()) is null)
            {
                throw new AccountNotFoundException(name);
            }
        }

        return [.. reader.Accounts().Select(a => a.Name).Where(pattern.Matches)];
    }
}
