using System.Linq;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

/// <summary>
/// The value that the bank set, as the ledger keeps it. While a limit is changed from one value of the bank's own to another, both are: a run that was ended half way is then not
/// taken for somebody else's change.
/// </summary>
internal static class OwnValue
{
    private const char Before = '<';

    /// <summary>Whether a value that Slurm shows is the bank's own.</summary>
    internal static bool Is(PlacedLimit limit, string now) => limit.Value.Split(Before).Contains(now);

    /// <summary>The value to keep while a limit is changed.</summary>
    internal static string Changing(PlacedLimit? earlier, LimitMove move) =>
        earlier is not null && move.Before.Length > 0 && move.Before != move.After && Is(earlier, move.Before) ? move.After + Before + move.Before : move.After;

    /// <summary>Whether a change was begun and not yet seen done.</summary>
    internal static bool IsChanging(PlacedLimit limit) => limit.Value.Contains(Before, System.StringComparison.Ordinal);

    /// <summary>The value that was set last.</summary>
    internal static string Of(PlacedLimit limit) => limit.Value.Split(Before)[0];
}
