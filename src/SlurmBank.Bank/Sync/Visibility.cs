using System.Threading;
using SlurmBank.Ledger;
using SlurmBank.Slurm;

namespace SlurmBank.Bank;

/// <summary>Nothing is settled unless sacct shows the jobs of all users: PrivateData hides them without an error.</summary>
internal static class Visibility
{
    internal static void Require(BankContext context, CancellationToken cancellation)
    {
        SlurmVisibility sight = context.Slurm.CanSeeOthers(cancellation);
        if (!sight.SeesAll)
        {
            throw new InvalidRequestException(
                $"It is not certain that '{sight.User}' may see other users' jobs: {sight.Explanation}",
                $"Run sync as a user with AdminLevel Operator or Administrator: sacctmgr -i modify user {sight.User} set AdminLevel=Operator.");
        }
    }
}
