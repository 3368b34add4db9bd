using System;
using System.Collections.Generic;

namespace SlurmBank.Bank;

/// <summary>What the gate in slurmctld knows: the content of the file whose layout is in <c>plugins/include/slurmbank_snapshot.h</c>.</summary>
internal sealed record GateSnapshot
{
    /// <summary>When it was made: UTC seconds since 1970.</summary>
    internal required long Created { get; init; }

    /// <summary>The last entry that its figures count.</summary>
    internal required long LedgerSeq { get; init; }

    /// <summary>The hash of that entry, 32 bytes.</summary>
    internal required IReadOnlyList<byte> ChainHead { get; init; }

    internal required string Currency { get; init; }

    /// <summary>Others that jobs may be charged in: accounts have rows of their own in them, see <see cref="GateAccounts"/>.</summary>
    internal IReadOnlyList<string> Currencies { get; init; } = [];

    internal GateLiens Liens { get; init; } = GateLiens.None;

    internal IReadOnlyList<GateCluster> Clusters { get; init; } = [];
}

/// <summary>A cluster with its accounts and users.</summary>
/// <param name="Name">ClusterName.</param>
/// <param name="Tariff">The canonical text of the tariff in force; empty where there is none.</param>
/// <param name="Facts">The text of the cluster's facts.</param>
/// <param name="Accounts">The accounts, in any order, each once.</param>
/// <param name="Members">The users' associations, in any order.</param>
internal sealed record GateCluster(string Name, string Tariff, string Facts, IReadOnlyList<GateAccount> Accounts, IReadOnlyList<SnapshotMember> Members)
{
    /// <summary>The partition of jobs that name none; empty where there is none.</summary>
    internal string DefaultPartition { get; init; } = string.Empty;
}

/// <summary>The figures of an account, in units.</summary>
internal sealed record GateAccount
{
    internal required string Name { get; init; }

    internal GateFlags Flags { get; init; }

    internal long Granted { get; init; }

    internal long CreditLimit { get; init; }

    internal long Charged { get; init; }

    internal long Running { get; init; }

    internal long Queued { get; init; }

    internal long Gated { get; init; }

    internal long Available { get; init; }

    /// <summary>When the next of its open allocations ends; the largest number for never.</summary>
    internal long NextEnd { get; init; } = long.MaxValue;

    /// <summary>The account that it draws on after its own allocations; null for none.</summary>
    internal string? Parent { get; init; }

    /// <summary>What is left for work of a kind; empty where all its allocations are for all work.</summary>
    internal IReadOnlyList<SnapshotFund> Funds { get; init; } = [];

    /// <summary>What users may be charged inside it.</summary>
    internal IReadOnlyList<SnapshotUserLimit> UserLimits { get; init; } = [];
}

/// <summary>What is special about an account; the numbers are those of <c>SB_ACCOUNT_</c> in slurmbank.h.</summary>
[Flags]
internal enum GateFlags
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>It never had a grant.</summary>
    Unmanaged = 0x1,

    /// <summary>No figure limits it.</summary>
    Unlimited = 0x2,

    /// <summary>The configuration exempts it, or a person released it until a stated time.</summary>
    Exempt = 0x4,

    /// <summary>It is held on this cluster.</summary>
    Held = 0x8,

    /// <summary>Mode track.</summary>
    Track = 0x10,

    /// <summary>Mode notify.</summary>
    Notify = 0x20,

    /// <summary>Mode enforce.</summary>
    Enforce = 0x40,
}

/// <summary>How far the gate's journal has been taken into the ledger.</summary>
/// <param name="JournalId">The journal that was drained; 0 for none.</param>
/// <param name="JournalOffset">How many bytes of it.</param>
/// <param name="Keys">Keys of 16 bytes: liens that the figures count, or that have ended.</param>
internal sealed record GateLiens(ulong JournalId, ulong JournalOffset, IReadOnlyList<byte[]> Keys)
{
    internal static GateLiens None { get; } = new(0, 0, []);
}
