using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace SlurmBank.Ledger.Sqlite;

/// <summary>Finds entries with their postings.</summary>
internal static class SqliteEntries
{
    private const string Charges = " AND run_id = ?5 AND run_id IS NOT NULL AND kind IN (4, 5)";
    private const string OfRun = " AND run_id = ?5 AND run_id IS NOT NULL AND kind NOT IN (4, 5)";

    internal static IEnumerable<Entry> Find(SqliteSession session, Func<string, Statement> prepare, EntryFilter filter) =>
        SqliteSession.All(() => Query(session, prepare, filter), s => Read(s, session));

    internal static Entry Read(Statement s, SqliteSession session)
    {
        var draft = new EntryDraft((EntryKind)s.Int(3), s.Long(2))
        {
            AccountId = s.LongOrNull(7),
            OtherAccountId = s.LongOrNull(18),
            AllocationId = s.LongOrNull(8),
            RunId = s.LongOrNull(9),
            Segment = s.Int(10),
            Revision = s.Int(11),
            LinkedSeq = s.LongOrNull(12),
            TariffVersion = (int?)s.LongOrNull(13),
            Reason = s.Text(14),
            Reference = s.TextOrNull(15),
            Body = s.Text(16),
        };
        long seq = s.Long(0);
        return new Entry(seq, s.Long(1), session.Word(s.Long(4)), session.Word(s.Long(5)), session.Word(s.Long(6)), draft, Postings(seq, session), s.Blob(17));
    }

    private static List<Posting> Postings(long seq, SqliteSession session)
    {
        Statement s = session.Prepare("SELECT book_id, amount, balance_after FROM posting WHERE seq = ?1 ORDER BY n").Bind(1, seq);
        var postings = new List<Posting>(4);
        try
        {
            while (s.Step())
            {
                postings.Add(new Posting(s.Long(0), s.Long(1), s.Long(2)));
            }
        }
        finally
        {
            s.Reset();
        }

        return postings;
    }

    private static Statement Query(SqliteSession session, Func<string, Statement> prepare, EntryFilter filter)
    {
        long after = Math.Max(filter.AfterSeq, filter.RecordedFrom is long from ? FirstRecordedAt(session, from) - 1 : 0);
        long before = filter.RecordedBefore is long to ? FirstRecordedAt(session, to) : long.MaxValue;
        var common = new StringBuilder(Rows.Entry + " WHERE seq > ?1 AND seq < ?2");
        _ = filter.Kind is null ? common : common.Append(" AND kind = ?4");
        _ = filter.AllocationId is null ? common : common.Append(" AND allocation_id = ?6");
        _ = filter.Reference is null ? common : common.Append(" AND reference = ?7");
        var sql = new StringBuilder().AppendJoin(" UNION ALL ", Parts(filter).Select(part => common + part));
        sql.Append(filter.Descending ? " ORDER BY seq DESC" : " ORDER BY seq").Append(" LIMIT ").Append(filter.Limit.ToString(CultureInfo.InvariantCulture));
        Statement statement = prepare(sql.ToString()).Bind(1, after).Bind(2, before);
        _ = filter.AccountId is long account ? statement.Bind(3, account) : statement;
        _ = filter.Kind is EntryKind kind ? statement.Bind(4, (long)kind) : statement;
        _ = filter.RunId is long run ? statement.Bind(5, run) : statement;
        _ = filter.AllocationId is long allocation ? statement.Bind(6, allocation) : statement;
        _ = filter.Reference is string reference ? statement.Bind(7, reference) : statement;
        return statement;
    }

    /// <summary>
    /// Conditions of which each entry that is asked for meets exactly one. Each has an index that gives its entries in their order, so the parts
    /// are merged as they are read, and the newest few of an account are found without reading the others.
    /// </summary>
    private static string[] Parts(EntryFilter filter) => filter switch
    {
        { RunId: not null, AccountId: not null } => [Charges + " AND ?3 IN (account_id, other_account_id)", OfRun + " AND ?3 IN (account_id, other_account_id)"],
        { RunId: not null } => [Charges, OfRun],
        { AccountId: not null } => [" AND account_id = ?3", " AND other_account_id = ?3 AND account_id <> ?3"],
        _ => [string.Empty],
    };

    /// <summary>The number of the first entry recorded at or after a moment. Entries are recorded in order, so halving finds it.</summary>
    private static long FirstRecordedAt(SqliteSession session, long moment)
    {
        long low = 1;
        long high = (SqliteSession.FirstLong(session.Prepare("SELECT max(seq) FROM entry")) ?? 0) + 1;
        while (low < high)
        {
            long middle = low + ((high - low) / 2);
            if (SqliteSession.FirstLong(session.Prepare("SELECT recorded FROM entry WHERE seq = ?1").Bind(1, middle)) < moment)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
