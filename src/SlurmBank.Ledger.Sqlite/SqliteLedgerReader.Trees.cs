using System.Collections.Generic;
using SlurmBank.Engine;

namespace SlurmBank.Ledger.Sqlite;

internal partial class SqliteLedgerReader
{
    public IEnumerable<DrawLink> DrawLinks() => SqliteSession.All(
        () => Prepare("SELECT account_id, parent_id, from_at FROM draw_link ORDER BY id"), s => new DrawLink(s.Long(0), s.LongOrNull(1), s.Long(2)));

    public IEnumerable<UserLimit> UserLimits(long? accountId = null) => SqliteSession.All(
        () => accountId is long id
            ? Prepare("SELECT account_id, user, currency, amount FROM user_limit WHERE account_id = ?1 ORDER BY account_id, currency, user").Bind(1, id)
            : Prepare("SELECT account_id, user, currency, amount FROM user_limit ORDER BY account_id, currency, user"),
        s => new UserLimit(s.Long(0), s.Text(1), s.Text(2), ServiceUnits.FromUnits(s.Long(3))));

    public IEnumerable<(string User, long Units)> UserCharges(long accountId, string currency, long from) => SqliteSession.All(
        () => Prepare("SELECT user, sum(price - refunded) FROM run WHERE account_id = ?1 AND end_at >= ?2 AND charged_from >= ?2 AND currency = ?3 GROUP BY user")
            .Bind(1, accountId).Bind(2, from).Bind(3, Session.FindWord(currency) ?? -1),
        s => (Session.Word(s.Long(0)), s.Long(1)));

    public IEnumerable<Run> RunsAcross(long accountId, string currency, long instant) => SqliteSession.All(
        () => Prepare(Rows.Run + " WHERE account_id = ?1 AND end_at > ?2 AND charged_from < ?2 AND currency = ?3 ORDER BY id")
            .Bind(1, accountId).Bind(2, instant).Bind(3, Session.FindWord(currency) ?? -1),
        s => Rows.ReadRun(s, Session));
}
