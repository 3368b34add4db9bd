using System;
using System.Collections.Generic;
using System.Linq;
using SlurmBank.Engine;
using SlurmBank.Ledger.Tests.Support;
using static SlurmBank.Ledger.Tests.Support.TestLedger;

namespace SlurmBank.Ledger.Tests.Model;

/// <summary>Interim charges of runs that go on: a part of a run whose lien stays, until the run ends with other facts.</summary>
internal sealed partial class RandomBanking
{
    private Action<LedgerSession> Interim()
    {
        long[] open = [.. model.Liens.Keys.Where(k => !facts.ContainsKey(k) || facts[k].State == RunFacts.InterimState)];
        if (open.Length == 0)
        {
            return Observe();
        }

        long job = Of(open);
        bool known = facts.TryGetValue(job, out RunFacts? before);
        RunFacts part = known
            ? before! with { End = before.End + random.Next(-500, 3000) }
            : Facts(job, model.Liens[job].Account) with { State = RunFacts.InterimState };
        long units = Units();
        if (known && part.End <= before!.End)
        {
            // What is charged already is not taken back by an earlier window.
            return s => Assert.Equal(SettleOutcome.Unchanged, s.Runs.Settle(Priced(part, units), s.Runs.Find(part.Key)));
        }

        ModelBank.Work? paid = model.Runs.GetValueOrDefault(job);
        facts[job] = part;
        model.Runs[job] = new ModelBank.Work(part.Account, part.Partition, part.User, part.Start, part.End, units) { Refunds = paid?.Refunds ?? 0, IsRefundedInWhole = paid?.IsRefundedInWhole ?? false };
        ModelBank.Lien lien = model.Liens[job];
        model.Liens[job] = lien with { Remaining = Math.Clamp(lien.Remaining - (units - (paid?.Price ?? 0)), 0, long.MaxValue) };
        return s =>
        {
            Assert.NotEqual(SettleOutcome.Unchanged, s.Runs.Settle(Priced(part, units), s.Runs.Find(part.Key)));
            Assert.Equal(SettleOutcome.Unchanged, s.Runs.Settle(Priced(part, units + 1), s.Runs.Find(part.Key)));
            Assert.NotNull(s.Reader.FindOpenLien(part.Key));
        };
    }
}
