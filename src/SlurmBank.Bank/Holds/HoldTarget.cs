using System.Linq;
using SlurmBank.Slurm;

namespace SlurmBank.Bank;

/// <summary>
/// The association that carries a limit, as the ledger keeps it: <c>account</c>, <c>account/user</c> or <c>account/user/partition</c>.
/// A user may have an association in each of several partitions, each with limits of its own.
/// </summary>
/// <param name="Account">The account.</param>
/// <param name="User">The user; empty for the account's own association.</param>
/// <param name="Partition">The partition of a user's association; empty for the one of all partitions.</param>
internal readonly record struct HoldTarget(string Account, string User, string Partition)
{
    internal static HoldTarget Parse(string text)
    {
        string[] parts = text.Split('/', 3);
        return new HoldTarget(parts[0], parts.ElementAtOrDefault(1) ?? string.Empty, parts.ElementAtOrDefault(2) ?? string.Empty);
    }

    internal static string Of(SlurmAssociation association) => new HoldTarget(association.Account, association.User, association.Partition).ToString();

    /// <summary>Whether it is a user's association.</summary>
    internal bool IsUser => User.Length > 0;

    /// <inheritdoc/>
    public override string ToString() => (User.Length, Partition.Length) switch
    {
        (0, _) => Account,
        (_, 0) => $"{Account}/{User}",
        _ => $"{Account}/{User}/{Partition}",
    };
}
