using System;
using System.Collections.Generic;
using SlurmBank.Engine;
using SlurmBank.Engine.Configuration;

namespace SlurmBank.Native;

/// <summary>The rules of section [gate], asked with spans.</summary>
internal sealed class GateRules
{
    private readonly GateSettings settings;
    private readonly NameTable<GateOverride> accounts;
    private readonly NameTable<GateOverride> partitions;

    internal GateRules(GateSettings settings)
    {
        this.settings = settings;
        accounts = new([.. settings.Accounts], StringComparison.OrdinalIgnoreCase);
        partitions = new([.. settings.Partitions], StringComparison.Ordinal);
    }

    /// <summary>The rule of a job: <see cref="GateSettings.RuleFor"/>, of several partitions the strictest of each of the three.</summary>
    /// <param name="account">The account, in any case.</param>
    /// <param name="names">The partitions, separated by commas; empty for the default one, which is given too.</param>
    /// <param name="byDefault">The default partition.</param>
    internal GateRule RuleFor(ReadOnlySpan<char> account, ReadOnlySpan<char> names, ReadOnlySpan<char> byDefault)
    {
        accounts.TryGet(account, out GateOverride? ofAccount);
        GateRule rule = default;
        names = names.IsEmpty ? byDefault : names;
        for (bool first = true; ; first = false)
        {
            int comma = names.IndexOf(',');
            partitions.TryGet(comma < 0 ? names : names[..comma], out GateOverride? ofPartition);
            GateRule one = new(
                ofAccount?.Policy ?? ofPartition?.Policy ?? settings.Policy,
                ofAccount?.MissingSnapshot ?? ofPartition?.MissingSnapshot ?? settings.MissingSnapshot,
                ofAccount?.Lien ?? ofPartition?.Lien ?? settings.Lien);
            rule = first ? one : rule.Stricter(one);
            if (comma < 0)
            {
                return rule;
            }

            names = names[(comma + 1)..];
        }
    }
}
