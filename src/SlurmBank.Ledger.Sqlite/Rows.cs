using System;
using SlurmBank.Engine;

namespace SlurmBank.Ledger.Sqlite;

/// <summary>The columns of each table, in one order for reading and writing.</summary>
internal static class Rows
{
    internal const string Account = "SELECT id, name, opened FROM account";
    internal const string Allocation = "SELECT id, account_id, currency, start_at, end_at, kind, priority, clusters, partitions, qos, users, reference FROM allocation_now";
    internal const string Granted = "SELECT id, account_id, currency, start_at, end_at, kind, priority, clusters, partitions, qos, users, reference FROM allocation";
    internal const string Book = "SELECT id, kind, account_id, allocation_id, currency, balance FROM book";
    internal const string Entry = "SELECT seq, recorded, effective, kind, actor, source, engine, account_id, allocation_id, run_id, segment, revision, linked_seq, tariff, reason, reference, body, hash, other_account_id FROM entry";
    internal const string Run = "SELECT id, cluster, job_id_raw, submit, account_id, job_id, account, user, partition, qos, state, start_at, end_at, suspended, alloc_tres, currency, tariff, charged_from, price, refunded, revision, first_seq, refund_granted, refund_whole FROM run";
    internal const string Lien = "SELECT id, cluster, job_id_raw, submit, account_id, currency, job_id, user, partition, kind, phase, amount, remaining, tasks, state, opened, last_seen, ended, run_id, note, qos FROM lien";
    internal const string Hold = "SELECT id, account_id, cluster, owner, actor, reason, mechanism, placed, until_at, lifted, lifted_by, currency, user FROM hold";
    internal const string Parked = "SELECT cluster, job_id_raw, submit, account, code, reason, facts, first_seen, last_tried, tries, start_at FROM parked";

    internal static Account ReadAccount(Statement s) => new(s.Long(0), s.Text(1), s.Long(2));

    internal static AccountSettings ReadSettings(Statement s, int at) =>
        new(ServiceUnits.FromUnits(s.Long(at)), s.LongOrNull(at + 1) is long mode ? (AccountMode)mode : null, (AccountKind)s.Int(at + 2), s.TextOrNull(at + 3))
        {
            OwnedPartitions = s.Text(at + 4),
            NoticePercents = s.TextOrNull(at + 5),
            NoticeDays = s.TextOrNull(at + 6),
        };

    internal static Allocation ReadAllocation(Statement s) => new(
        s.Long(0), s.Long(1), s.Text(2), s.Long(3), s.Long(4), s.Text(5), s.Int(6), new AllocationScope(List(s.Text(7)), List(s.Text(8)), List(s.Text(9)), List(s.Text(10))), s.TextOrNull(11));

    internal static Book ReadBook(Statement s) => new(s.Long(0), (BookKind)s.Int(1), s.LongOrNull(2), s.LongOrNull(3), s.Text(4), s.Long(5));

    internal static Run ReadRun(Statement s, SqliteSession session) => new(
        s.Long(0),
        s.Long(4),
        new RunFacts(
            new RunKey(session.Word(s.Long(1)), s.Long(2), s.Long(3)),
            s.Text(5),
            session.Word(s.Long(6)),
            session.Word(s.Long(7)),
            session.Word(s.Long(8)),
            session.Word(s.Long(9)),
            session.Word(s.Long(10)),
            s.Long(11),
            s.Long(12),
            s.Long(13),
            s.Text(14)),
        session.Word(s.Long(15)),
        s.Int(16),
        s.Long(17),
        ServiceUnits.FromUnits(s.Long(18)),
        ServiceUnits.FromUnits(s.Long(19)),
        s.Int(20),
        s.Long(21))
    {
        RefundGranted = ServiceUnits.FromUnits(s.Long(22)),
        IsRefundedInWhole = s.Long(23) != 0,
    };

    internal static Lien ReadLien(Statement s) => new(
        s.Long(0),
        new RunKey(s.Text(1), s.Long(2), s.Long(3)),
        s.Long(4),
        s.Text(5),
        s.Text(6),
        s.Text(7),
        s.Text(8),
        (LienKind)s.Int(9),
        (LienPhase)s.Int(10),
        ServiceUnits.FromUnits(s.Long(11)),
        ServiceUnits.FromUnits(s.Long(12)),
        s.Int(13),
        (LienState)s.Int(14),
        s.Long(15),
        s.Long(16),
        s.LongOrNull(17),
        s.LongOrNull(18),
        s.Text(19)) { Qos = s.Text(20) };

    internal static Hold ReadHold(Statement s) => new(
        s.Long(0), s.Long(1), s.Text(2), (HoldOwner)s.Int(3), s.Text(4), s.Text(5), s.Text(6), s.Long(7), s.LongOrNull(8), s.LongOrNull(9), s.TextOrNull(10)) { Currency = s.Text(11), User = s.Text(12) };

    internal static ParkedRun ReadParked(Statement s) => new(
        new RunKey(s.Text(0), s.Long(1), s.Long(2)), s.Text(3), s.Text(4), s.Text(5), s.Text(6), s.Long(7), s.Long(8), s.Int(9), s.Long(10));

    internal static PlacedLimit ReadLimit(Statement s) => new(s.Long(0), s.Text(1), s.Text(2), s.Text(3), s.Text(4), s.Text(5));

    internal static TariffVersion ReadTariff(Statement s) => new(s.Int(0), s.Long(1), s.Text(2), s.Text(3));

    internal static Statement BindLien(Statement s, Lien lien) => s
        .Bind(1, lien.Key.Cluster).Bind(2, lien.Key.JobIdRaw).Bind(3, lien.Key.Submit).Bind(4, lien.AccountId).Bind(5, lien.Currency)
        .Bind(6, lien.JobId).Bind(7, lien.User).Bind(8, lien.Partition).Bind(9, (long)lien.Kind).Bind(10, (long)lien.Phase)
        .Bind(11, lien.Amount.Units).Bind(12, lien.Remaining.Units).Bind(13, lien.Tasks).Bind(14, (long)lien.State)
        .Bind(15, lien.Opened).Bind(16, lien.LastSeen).Bind(17, lien.Ended).Bind(18, lien.RunId).Bind(19, lien.Note).Bind(20, lien.Qos);

    internal static Statement BindRun(Statement s, Run run, SqliteSession session)
    {
        RunFacts facts = run.Facts;
        return s
            .Bind(1, session.WordId(facts.Key.Cluster)).Bind(2, facts.Key.JobIdRaw).Bind(3, facts.Key.Submit).Bind(4, run.AccountId).Bind(5, facts.JobId)
            .Bind(6, session.WordId(facts.Account)).Bind(7, session.WordId(facts.User)).Bind(8, session.WordId(facts.Partition)).Bind(9, session.WordId(facts.Qos))
            .Bind(10, session.WordId(facts.State)).Bind(11, facts.Start).Bind(12, facts.End).Bind(13, facts.SuspendedSeconds).Bind(14, facts.AllocTres)
            .Bind(15, session.WordId(run.Currency)).Bind(16, run.TariffVersion).Bind(17, run.ChargedFrom).Bind(18, run.Price.Units)
            .Bind(19, run.Refunded.Units).Bind(20, run.Revision).Bind(21, run.FirstSeq)
            .Bind(22, run.RefundGranted.Units).Bind(23, run.IsRefundedInWhole ? 1L : 0L);
    }

    internal static Statement BindHold(Statement s, Hold hold) => s
        .Bind(1, hold.AccountId).Bind(2, hold.Cluster).Bind(3, (long)hold.Owner).Bind(4, hold.Actor).Bind(5, hold.Reason).Bind(6, hold.Mechanism)
        .Bind(7, hold.Placed).Bind(8, hold.Until).Bind(9, hold.Lifted).Bind(10, hold.LiftedBy).Bind(11, hold.Currency).Bind(12, hold.User);

    internal static string Join(System.Collections.Generic.IReadOnlyList<string> names) => string.Join(",", names);

    private static string[] List(string text) => text.Length == 0 ? [] : text.Split(',');
}
