using System;
using System.Collections.Generic;

namespace SlurmBank.Bank;

/// <summary>The bank as a login node sees it: the published snapshot alone, without ledger and without Slurm's administrative commands.</summary>
public sealed class SnapshotService
{
    /// <summary>Reads a published snapshot.</summary>
    /// <param name="path">Its file.</param>
    /// <param name="clock">The clock, to say how old it is.</param>
    public static SnapshotService Read(string path, TimeProvider clock) => throw new NotImplementedException();

    /// <summary>When it was published.</summary>
    public DateTimeOffset Published => throw new NotImplementedException();

    /// <summary>The accounts of a user, as Slurm's associations say; all accounts where the user is null.</summary>
    public IReadOnlyList<string> AccountsOf(string? user) => throw new NotImplementedException();

    /// <summary>The figures of accounts at the time of the snapshot. Names may hold wildcards; empty for all.</summary>
    public IEnumerable<Balance> Balances(IReadOnlyList<string> names) => throw new NotImplementedException();

    /// <summary>Prices a request or a script with the snapshot's tariff and partitions.</summary>
    public QuoteReport Quote(QuoteCommand command) => throw new NotImplementedException();
}
