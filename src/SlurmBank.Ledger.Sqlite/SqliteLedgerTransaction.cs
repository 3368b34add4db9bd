using System;
using System.Collections.Generic;

namespace SlurmBank.Ledger.Sqlite;

/// <summary>The write side of the ledger's file: one at a time, behind the writers' lock.</summary>
internal sealed partial class SqliteLedgerTransaction : SqliteWrite, ILedgerTransaction
{
    internal SqliteLedgerTransaction(string path, SqliteSession session, WriterLock writer, Action<SqliteSession> release)
        : base(path, session, writer, release)
    {
    }

    public void PutProperty(string name, string value) =>
        Write(Prepare("INSERT INTO property (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value").Bind(1, name).Bind(2, value));

    public Account AddAccount(string name, long opened)
    {
        Write(Prepare("INSERT INTO account (name, opened) VALUES (?1, ?2)").Bind(1, name).Bind(2, opened));
        return new Account(Session.LastRowId(), name, opened);
    }

    public void PutAssociation(Association association) =>
        Write(Prepare("INSERT INTO association (account_id, cluster, parent_id) VALUES (?1, ?2, ?3) ON CONFLICT (cluster, account_id) DO UPDATE SET parent_id = excluded.parent_id")
            .Bind(1, association.AccountId).Bind(2, association.Cluster).Bind(3, association.ParentId));

    public void PutSettings(long accountId, AccountSettings settings) =>
        Write(Prepare("INSERT INTO account_setting (account_id, credit_limit, mode, kind, hold_mechanism, owned_partitions, notice_percents, notice_days) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (account_id) DO UPDATE SET credit_limit = excluded.credit_limit, mode = excluded.mode, kind = excluded.kind, hold_mechanism = excluded.hold_mechanism, owned_partitions = excluded.owned_partitions, notice_percents = excluded.notice_percents, notice_days = excluded.notice_days")
            .Bind(1, accountId).Bind(2, settings.CreditLimit.Units).Bind(3, settings.Mode is AccountMode mode ? (long)mode : null).Bind(4, (long)settings.Kind).Bind(5, settings.HoldMechanism).Bind(6, settings.OwnedPartitions)
            .Bind(7, settings.NoticePercents).Bind(8, settings.NoticeDays));

    public Allocation AddAllocation(Allocation allocation)
    {
        AllocationScope scope = allocation.Scope;
        Write(Prepare("INSERT INTO allocation (account_id, currency, start_at, end_at, kind, priority, clusters, partitions, qos, users, reference) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)")
            .Bind(1, allocation.AccountId).Bind(2, allocation.Currency).Bind(3, allocation.Start).Bind(4, allocation.End).Bind(5, allocation.Kind).Bind(6, allocation.Priority)
            .Bind(7, Rows.Join(scope.Clusters)).Bind(8, Rows.Join(scope.Partitions)).Bind(9, Rows.Join(scope.Qos)).Bind(10, Rows.Join(scope.Users)).Bind(11, allocation.Reference));
        return allocation with { Id = Session.LastRowId() };
    }

    public void PutTerms(Allocation allocation)
    {
        AllocationScope scope = allocation.Scope;
        Write(Prepare("INSERT INTO allocation_terms (allocation_id, revision, start_at, end_at, priority, clusters, partitions, qos, users) SELECT ?1, 1 + ifnull(max(revision), 0), ?2, ?3, ?4, ?5, ?6, ?7, ?8 FROM allocation_terms WHERE allocation_id = ?1")
            .Bind(1, allocation.Id).Bind(2, allocation.Start).Bind(3, allocation.End).Bind(4, allocation.Priority)
            .Bind(5, Rows.Join(scope.Clusters)).Bind(6, Rows.Join(scope.Partitions)).Bind(7, Rows.Join(scope.Qos)).Bind(8, Rows.Join(scope.Users)));
    }

    public Book AddBook(BookKind kind, long? accountId, long? allocationId, string currency)
    {
        Write(Prepare("INSERT INTO book (kind, account_id, allocation_id, currency, balance) VALUES (?1, ?2, ?3, ?4, 0)")
            .Bind(1, (long)kind).Bind(2, accountId).Bind(3, allocationId).Bind(4, currency));
        return new Book(Session.LastRowId(), kind, accountId, allocationId, currency, 0);
    }

    public void PutBalance(long bookId, long balance) => Write(Prepare("UPDATE book SET balance = ?2 WHERE id = ?1").Bind(1, bookId).Bind(2, balance));

    public void PutDrawClasses(long accountId, string currency, IEnumerable<DrawClass> classes)
    {
        Write(Prepare("DELETE FROM draw_class WHERE account_id = ?1 AND currency = ?2").Bind(1, accountId).Bind(2, currency));
        foreach (DrawClass work in classes)
        {
            Write(Prepare("INSERT INTO draw_class (account_id, currency, from_at, eligible, total) VALUES (?1, ?2, ?3, ?4, ?5)")
                .Bind(1, accountId).Bind(2, currency).Bind(3, work.From).Bind(4, work.Eligible).Bind(5, work.Total));
        }
    }

    public void Append(Entry entry)
    {
        EntryDraft draft = entry.Draft;
        Write(Prepare("INSERT INTO entry (seq, recorded, effective, kind, actor, source, engine, account_id, allocation_id, run_id, segment, revision, linked_seq, tariff, reason, reference, body, hash, other_account_id) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)")
            .Bind(1, entry.Seq).Bind(2, entry.Recorded).Bind(3, draft.Effective).Bind(4, (long)draft.Kind)
            .Bind(5, Session.WordId(entry.Actor)).Bind(6, Session.WordId(entry.Source)).Bind(7, Session.WordId(entry.EngineVersion))
            .Bind(8, draft.AccountId).Bind(9, draft.AllocationId).Bind(10, draft.RunId).Bind(11, draft.Segment).Bind(12, draft.Revision)
            .Bind(13, draft.LinkedSeq).Bind(14, (long?)draft.TariffVersion).Bind(15, draft.Reason).Bind(16, draft.Reference).Bind(17, draft.Body).Bind(18, entry.Hash).Bind(19, draft.OtherAccountId));
        for (int n = 0; n < entry.Postings.Count; n++)
        {
            Posting posting = entry.Postings[n];
            Write(Prepare("INSERT INTO posting (seq, n, book_id, amount, balance_after) VALUES (?1, ?2, ?3, ?4, ?5)")
                .Bind(1, entry.Seq).Bind(2, n).Bind(3, posting.BookId).Bind(4, posting.Amount).Bind(5, posting.BalanceAfter));
        }
    }

    public Run AddRun(Run run)
    {
        Write(Rows.BindRun(Prepare("INSERT INTO run (cluster, job_id_raw, submit, account_id, job_id, account, user, partition, qos, state, start_at, end_at, suspended, alloc_tres, currency, tariff, charged_from, price, refunded, revision, first_seq, refund_granted, refund_whole) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23)"), run, Session));
        return run with { Id = Session.LastRowId() };
    }

    public void PutRun(Run run) =>
        Write(Rows.BindRun(Prepare("UPDATE run SET cluster = ?1, job_id_raw = ?2, submit = ?3, account_id = ?4, job_id = ?5, account = ?6, user = ?7, partition = ?8, qos = ?9, state = ?10, start_at = ?11, end_at = ?12, suspended = ?13, alloc_tres = ?14, currency = ?15, tariff = ?16, charged_from = ?17, price = ?18, refunded = ?19, revision = ?20, first_seq = ?21, refund_granted = ?22, refund_whole = ?23 WHERE id = ?24"), run, Session)
            .Bind(24, run.Id));

    public Lien AddLien(Lien lien)
    {
        Write(Rows.BindLien(Prepare("INSERT INTO lien (cluster, job_id_raw, submit, account_id, currency, job_id, user, partition, kind, phase, amount, remaining, tasks, state, opened, last_seen, ended, run_id, note, qos) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20)"), lien));
        return lien with { Id = Session.LastRowId() };
    }

    public void PutLien(Lien lien) =>
        Write(Rows.BindLien(Prepare("UPDATE lien SET cluster = ?1, job_id_raw = ?2, submit = ?3, account_id = ?4, currency = ?5, job_id = ?6, user = ?7, partition = ?8, kind = ?9, phase = ?10, amount = ?11, remaining = ?12, tasks = ?13, state = ?14, opened = ?15, last_seen = ?16, ended = ?17, run_id = ?18, note = ?19, qos = ?20 WHERE id = ?21"), lien)
            .Bind(21, lien.Id));

    public void PutPending(long accountId, string currency, PendingSums sums) =>
        Write(Prepare("INSERT INTO pending (account_id, currency, running, queued, gated) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (account_id, currency) DO UPDATE SET running = excluded.running, queued = excluded.queued, gated = excluded.gated")
            .Bind(1, accountId).Bind(2, currency).Bind(3, sums.Running.Units).Bind(4, sums.Queued.Units).Bind(5, sums.Gated.Units));

    public void PutParked(ParkedRun run) =>
        Write(Prepare("INSERT OR REPLACE INTO parked (cluster, job_id_raw, submit, account, code, reason, facts, first_seen, last_tried, tries, start_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)")
            .Bind(1, run.Key.Cluster).Bind(2, run.Key.JobIdRaw).Bind(3, run.Key.Submit).Bind(4, run.Account).Bind(5, run.Code).Bind(6, run.Reason)
            .Bind(7, run.Facts).Bind(8, run.FirstSeen).Bind(9, run.LastTried).Bind(10, run.Tries).Bind(11, run.Start));

    public void RemoveParked(RunKey key) =>
        Write(Prepare("DELETE FROM parked WHERE cluster = ?1 AND job_id_raw = ?2 AND submit = ?3").Bind(1, key.Cluster).Bind(2, key.JobIdRaw).Bind(3, key.Submit));

    public Hold AddHold(Hold hold)
    {
        Write(Rows.BindHold(Prepare("INSERT INTO hold (account_id, cluster, owner, actor, reason, mechanism, placed, until_at, lifted, lifted_by, currency, user) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)"), hold));
        return hold with { Id = Session.LastRowId() };
    }

    public void PutHold(Hold hold) =>
        Write(Rows.BindHold(Prepare("UPDATE hold SET account_id = ?1, cluster = ?2, owner = ?3, actor = ?4, reason = ?5, mechanism = ?6, placed = ?7, until_at = ?8, lifted = ?9, lifted_by = ?10, currency = ?11, user = ?12 WHERE id = ?13"), hold).Bind(13, hold.Id));

    public void PutPlacedLimit(PlacedLimit limit) =>
        Write(Prepare("INSERT OR REPLACE INTO placed_limit (account_id, cluster, target, limit_name, replaced, value) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")
            .Bind(1, limit.AccountId).Bind(2, limit.Cluster).Bind(3, limit.Target).Bind(4, limit.Limit).Bind(5, limit.Replaced).Bind(6, limit.Value));

    public void RemovePlacedLimit(PlacedLimit limit) =>
        Write(Prepare("DELETE FROM placed_limit WHERE cluster = ?1 AND target = ?2 AND limit_name = ?3").Bind(1, limit.Cluster).Bind(2, limit.Target).Bind(3, limit.Limit));

    public void PutWatermark(string cluster, string name, long value) =>
        Write(Prepare("INSERT INTO watermark (cluster, name, value) VALUES (?1, ?2, ?3) ON CONFLICT (cluster, name) DO UPDATE SET value = excluded.value").Bind(1, cluster).Bind(2, name).Bind(3, value));

    public void AddTariff(TariffVersion tariff) =>
        Write(Prepare("INSERT INTO tariff (version, effective_from, cluster, text) VALUES (?1, ?2, ?3, ?4)")
            .Bind(1, tariff.Version).Bind(2, tariff.EffectiveFrom).Bind(3, tariff.Cluster).Bind(4, tariff.Text));
}
