using System.Collections.Generic;
using System.Linq;

namespace SlurmBank.Bank;

/// <summary>An address that a mail was not taken for.</summary>
/// <param name="Address">The address.</param>
/// <param name="Error">What was said, on one line.</param>
internal readonly record struct RefusedRecipient(string Address, string Error);

/// <summary>What became of a mail, address by address.</summary>
/// <param name="Accepted">Those that it was taken for.</param>
/// <param name="Refused">Those that it was not.</param>
internal sealed record MailOutcome(IReadOnlyList<string> Accepted, IReadOnlyList<RefusedRecipient> Refused)
{
    /// <summary>What went wrong, on one line: the same words once, after the addresses that they are about where others were taken. Null where nothing did.</summary>
    internal string? Error => Refused.Count == 0 ? null : string.Join("; ", Refused.GroupBy(r => r.Error).Select(g => Accepted.Count == 0 && g.Count() == Refused.Count
        ? g.Key
        : $"{string.Join(", ", g.Select(r => r.Address))}: {g.Key}"));

    internal static MailOutcome Taken(IReadOnlyList<string> to) => new(to, []);

    internal static MailOutcome Failed(IReadOnlyList<string> to, string error) => new([], [.. to.Select(t => new RefusedRecipient(t, error))]);
}
