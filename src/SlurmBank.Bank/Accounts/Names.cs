using SlurmBank.Engine;

namespace SlurmBank.Bank;

/// <summary>Refuses names that Slurm could not have.</summary>
internal static class Names
{
    internal static void RequireAccount(string name)
    {
        if (!SlurmName.TryValidate(SlurmNameKind.Account, name, out _, out TextError error))
        {
            throw new TextFormatException("name of an account", name, error);
        }
    }
}
