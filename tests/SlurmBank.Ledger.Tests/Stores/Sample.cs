using System.Collections.Generic;
using System.Linq;
using SlurmBank.Engine;
using SlurmBank.Ledger.Tests.Support;

namespace SlurmBank.Ledger.Tests.Stores;

/// <summary>Rows for the conformance suite.</summary>
internal static class Sample
{
    public const string Strange = "Zürich 🐬 a'; drop table account-- \n\r\t\\ \0 after NUL";

    public static readonly AllocationScope Scope = new(["lab", "sub"], ["gpu"], [], ["ann", "bo"]);

    public static Entry Entry(long seq, long? account, EntryKind kind = EntryKind.Settings, IReadOnlyList<Posting>? postings = null, string? reference = null, long? recorded = null) => new(
        seq,
        recorded ?? (seq * 10),
        "tester",
        "test",
        "0.0",
        new EntryDraft(kind, 5) { AccountId = account, Reason = "why", Reference = reference, Body = "b" },
        postings ?? [],
        [.. Enumerable.Repeat((byte)seq, EntryHash.Length)]);

    public static Run Run(long account, long job, long end = 20, string currency = "SU", string cluster = "lab") => new(
        0, account, TestLedger.Facts(job, 10, end, cluster: cluster), currency, 1, 10, TestLedger.Units(7), ServiceUnits.Zero, 0, 1);

    public static Lien Lien(long account, long job, LienPhase phase = LienPhase.Queued) => new(
        0, new RunKey("lab", job, 5), account, "SU", "4_[1-3]", "u", "p", LienKind.Tentative, phase, TestLedger.Units(9), TestLedger.Units(6), 3, LienState.Open, 1, 2, null, null, "note") { Qos = "high" };

    public static Hold Hold(long account, string cluster = "lab") => new(0, account, cluster, HoldOwner.Person, "ann", "why", "m", 1, 99, null, null);

    /// <summary>Entries compare by reference in their lists, so their parts are compared.</summary>
    public static void Same(Entry expected, Entry? actual)
    {
        Assert.NotNull(actual);
        Assert.Equal(expected.Draft, actual.Draft);
        Assert.Equal(expected.Postings, actual.Postings);
        Assert.Equal(expected.Hash, actual.Hash);
        Assert.Equal((expected.Seq, expected.Recorded, expected.Actor, expected.Source, expected.EngineVersion), (actual.Seq, actual.Recorded, actual.Actor, actual.Source, actual.EngineVersion));
    }
}
