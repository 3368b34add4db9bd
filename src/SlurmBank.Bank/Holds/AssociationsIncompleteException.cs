using SlurmBank.Engine;

namespace SlurmBank.Bank;

/// <summary>
/// Slurm listed associations without that of root, which every cluster has: this user may not see all, or the answer was cut. What is missing in it is not taken for gone, and
/// nothing was changed.
/// </summary>
public sealed class AssociationsIncompleteException : SlurmBankException
{
    internal AssociationsIncompleteException(string cluster)
        : base(
            "AssociationsIncomplete",
            $"sacctmgr does not show the account root of cluster '{cluster}', which every cluster has: it does not show all associations.",
            "See what it shows to this user: sacctmgr show association; with PrivateData in slurmdbd.conf the user needs the AdminLevel Operator.")
    {
    }
}
