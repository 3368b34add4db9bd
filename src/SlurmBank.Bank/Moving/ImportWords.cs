namespace SlurmBank.Bank;

/// <summary>The words of imports.</summary>
internal static class ImportWords
{
    internal const string Taken = "taken";
    internal const string Present = "present";
    internal const string Left = "left";
    internal const string Invalid = "invalid";

    /// <summary>What is imported, in one word.</summary>
    internal static string Of(ImportSource source) => source switch
    {
        ImportSource.SlurmBank => "slurmbank",
        ImportSource.SlurmSuBank => "slurm-su-bank",
        ImportSource.PittBank => "pitt-bank",
        ImportSource.CrcBank => "crc-bank",
        ImportSource.Sbank => "sbank",
        _ => "csv",
    };

    /// <summary>The other bank, as its users call it.</summary>
    internal static string Name(ImportSource source) => source switch
    {
        ImportSource.SlurmSuBank => "slurm_su_bank",
        ImportSource.PittBank => "pitt-crc bank",
        ImportSource.CrcBank => "crc-bank",
        ImportSource.Sbank => "sbank",
        _ => "a list of grants",
    };
}
