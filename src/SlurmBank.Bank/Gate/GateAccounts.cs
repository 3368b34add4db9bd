namespace SlurmBank.Bank;

/// <summary>
/// The gate knows an account in the site's currency by its name, and in every other one by name, comma and currency: a row of its own in the snapshot, and liens
/// of its own. No account of Slurm's has a comma in its name.
/// </summary>
internal static class GateAccounts
{
    internal const char CurrencyMark = ',';

    /// <summary>The name of an account's row.</summary>
    internal static string Row(string account, string currency, string siteCurrency) => currency == siteCurrency ? account : $"{account}{CurrencyMark}{currency}";
}
