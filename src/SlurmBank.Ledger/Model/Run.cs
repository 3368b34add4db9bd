using SlurmBank.Engine;

namespace SlurmBank.Ledger;

/// <summary>The identity of a run, for ever and from every source. Requeues and resizes make new runs with a new submit time.</summary>
/// <param name="Cluster">The cluster's name.</param>
/// <param name="JobIdRaw">Slurm's JobIDRaw.</param>
/// <param name="Submit">Slurm's Submit, in seconds since 1970 UTC.</param>
public readonly record struct RunKey(string Cluster, long JobIdRaw, long Submit)
{
    /// <summary>The key as people read it: <c>lab/123@1700000000</c>.</summary>
    public override string ToString() => $"{Cluster}/{JobIdRaw}@{Submit}";
}

/// <summary>What Slurm says of a finished run, as far as money depends on it.</summary>
/// <param name="Key">The run's identity.</param>
/// <param name="JobId">The job's number as people see it: <c>4_3</c> for an array's task, <c>12+0</c> for a component.</param>
/// <param name="Account">The account's name in lower case.</param>
/// <param name="User">The user's name as Slurm gives it.</param>
/// <param name="Partition">The partition.</param>
/// <param name="Qos">The QOS.</param>
/// <param name="State">The end state without "by N".</param>
/// <param name="Start">First second of the run's own time, that is max(Start, Submit), in seconds since 1970 UTC; equal to End where it never started.</param>
/// <param name="End">First second after it, in seconds since 1970 UTC.</param>
/// <param name="SuspendedSeconds">Seconds of it that the job was suspended.</param>
/// <param name="AllocTres">AllocTRES as Slurm prints it.</param>
public sealed record RunFacts(
    RunKey Key,
    string JobId,
    string Account,
    string User,
    string Partition,
    string Qos,
    string State,
    long Start,
    long End,
    long SuspendedSeconds,
    string AllocTres)
{
    /// <summary>
    /// The state of a run that goes on and was charged up to the end of a window: its end is that window's, and what follows comes with the
    /// run's own end. Slurm has no such state.
    /// </summary>
    public const string InterimState = "INTERIM";

    /// <summary>Wall-clock seconds of the run's own time, suspended ones included.</summary>
    public long WallSeconds => End > Start ? End - Start : 0;
}

/// <summary>A settled run.</summary>
/// <param name="Id">The run's number in this ledger.</param>
/// <param name="AccountId">The account that bears it.</param>
/// <param name="Facts">What Slurm says of it, at the latest revision.</param>
/// <param name="Currency">The currency it was charged in.</param>
/// <param name="TariffVersion">The tariff version that prices it, now and at every revision.</param>
/// <param name="ChargedFrom">First second that was charged: later than the start where the books were opened during the run.</param>
/// <param name="Price">The amount charged at the latest revision, before refunds.</param>
/// <param name="Refunded">What was given back of it; always what <see cref="RefundDue"/> says.</param>
/// <param name="Revision">How many adjustments were posted.</param>
/// <param name="FirstSeq">The entry of its (first) charge.</param>
public sealed record Run(
    long Id,
    long AccountId,
    RunFacts Facts,
    string Currency,
    int TariffVersion,
    long ChargedFrom,
    ServiceUnits Price,
    ServiceUnits Refunded,
    int Revision,
    long FirstSeq)
{
    /// <summary>The sum of the partial refunds that were decided for the run and stand; it may be more than the price where that fell afterwards.</summary>
    public ServiceUnits RefundGranted { get; init; }

    /// <summary>Whether a refund of the whole run was decided and stands: it then costs nothing, whatever its price becomes.</summary>
    public bool IsRefundedInWhole { get; init; }

    /// <summary>
    /// What is to be refunded at this price: never more than it. It depends on what was decided and on the price alone, so it does not matter
    /// in which order Slurm's corrections came.
    /// </summary>
    public ServiceUnits RefundDue => IsRefundedInWhole || RefundGranted > Price ? Price : RefundGranted;

    /// <summary>Whether the run goes on: only a part of it is charged.</summary>
    public bool IsInterim => Facts.State == RunFacts.InterimState;

    /// <summary>What the run costs its account now: the price less what was refunded.</summary>
    public ServiceUnits Net => Price - Refunded;
}

/// <summary>A run that no tariff version can price, or a row that cannot be read: kept, shown, tried again.</summary>
/// <param name="Key">The run's identity.</param>
/// <param name="Account">The account named in the row.</param>
/// <param name="Code">A stable code of the reason, such as <c>UnlistedPartition</c>.</param>
/// <param name="Reason">The reason for people.</param>
/// <param name="Facts">What is known of the run, for people; one line.</param>
/// <param name="FirstSeen">When it was parked, in microseconds since 1970 UTC.</param>
/// <param name="LastTried">When it was last tried, in microseconds since 1970 UTC.</param>
/// <param name="Tries">How often it was tried.</param>
/// <param name="Start">When the run started, in seconds since 1970 UTC; sync reads again from here.</param>
public sealed record ParkedRun(RunKey Key, string Account, string Code, string Reason, string Facts, long FirstSeen, long LastTried, int Tries, long Start);
