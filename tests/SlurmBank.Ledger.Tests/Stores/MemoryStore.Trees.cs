using System.Collections.Generic;
using System.Linq;
using SlurmBank.Engine;

namespace SlurmBank.Ledger.Tests.Stores;

internal partial class MemoryLedgerReader
{
    public IEnumerable<DrawLink> DrawLinks() => State.DrawLinks;

    public IEnumerable<UserLimit> UserLimits(long? accountId = null) => State.UserLimits.Values.Where(l => accountId is null || l.AccountId == accountId);

    public IEnumerable<(string User, long Units)> UserCharges(long accountId, string currency, long from) => State.Runs.Values
        .Where(r => r.AccountId == accountId && r.Currency == currency && r.ChargedFrom >= from && r.Facts.End >= from)
        .GroupBy(r => r.Facts.User)
        .Select(g => (g.Key, g.Sum(r => r.Net.Units)))
        .ToList();

    public IEnumerable<Run> RunsAcross(long accountId, string currency, long instant) =>
        State.Runs.Values.Where(r => r.AccountId == accountId && r.Currency == currency && r.ChargedFrom < instant && r.Facts.End > instant);
}

internal sealed partial class MemoryLedgerTransaction
{
    public void AddDrawLink(DrawLink link) => Change(s => s with { DrawLinks = s.DrawLinks.Add(link) });

    public void PutUserLimit(long accountId, string user, string currency, long? units) => Change(s => s with
    {
        UserLimits = units is long limit
            ? s.UserLimits.SetItem((accountId, currency, user), new UserLimit(accountId, user, currency, ServiceUnits.FromUnits(limit)))
            : s.UserLimits.Remove((accountId, currency, user)),
    });
}
