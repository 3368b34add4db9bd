namespace SlurmBank.Ledger.Sqlite;

internal sealed partial class SqliteLedgerTransaction
{
    public void AddDrawLink(DrawLink link) =>
        Write(Prepare("INSERT INTO draw_link (id, account_id, parent_id, from_at) SELECT 1 + ifnull(max(id), 0), ?1, ?2, ?3 FROM draw_link").Bind(1, link.AccountId).Bind(2, link.ParentId).Bind(3, link.From));

    public void PutUserLimit(long accountId, string user, string currency, long? units)
    {
        if (units is long limit)
        {
            Write(Prepare("INSERT INTO user_limit (account_id, user, currency, amount) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (account_id, currency, user) DO UPDATE SET amount = excluded.amount")
                .Bind(1, accountId).Bind(2, user).Bind(3, currency).Bind(4, limit));
        }
        else
        {
            Write(Prepare("DELETE FROM user_limit WHERE account_id = ?1 AND user = ?2 AND currency = ?3").Bind(1, accountId).Bind(2, user).Bind(3, currency));
        }
    }
}
