using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using SlurmBank.Engine;
using static SlurmBank.Ledger.Tests.Support.TestLedger;

namespace SlurmBank.Ledger.Tests.Model;

/// <summary>Movements: deposits, withdrawals, transfers, refunds, changes of terms, write-offs, and the reversal of each.</summary>
internal sealed partial class RandomBanking
{
    private readonly List<Done> movements = [];

    private Action<LedgerSession> Credit()
    {
        ModelBank.Grant[] open = Open();
        if (open.Length == 0)
        {
            return Settle();
        }

        (long id, long units) = (Of(open).Id, Units() + 1);
        model.Add(id, units);
        Done done = Remember(() => Stands(id) && model.LeftIn(At(id)) >= units, () => model.Add(id, -units));
        return s => done.Seq = s.Grants.Deposit(id, Support.TestLedger.Units(units), "more").Entry.Seq;
    }

    private Action<LedgerSession> Withdraw()
    {
        // Whether what expired is still in the allocation's book depends on when expiry ran.
        ModelBank.Grant[] open = Open();
        if (open.Length == 0)
        {
            return Settle();
        }

        ModelBank.Grant grant = Of(open);
        long units = Units() + 1;
        BigInteger left = model.Takeable(grant, Now, credit[grant.Account]);
        if (units > left)
        {
            return s => Assert.Equal(left, Assert.Throws<InsufficientFundsException>(() => s.Grants.Withdraw(grant.Id, Support.TestLedger.Units(units), "less")).Available.Units);
        }

        model.Add(grant.Id, -units);
        Done done = Remember(() => Stands(grant.Id), () => model.Add(grant.Id, units));
        return s => done.Seq = s.Grants.Withdraw(grant.Id, Support.TestLedger.Units(units), "less").Entry.Seq;
    }

    private Action<LedgerSession> Transfer()
    {
        ModelBank.Grant[] open = Open();
        if (open.Length < 2)
        {
            return Settle();
        }

        ModelBank.Grant from = Of(open);
        ModelBank.Grant to = Of(open.Where(g => g.Id != from.Id).ToArray());
        long units = Units() + 1;
        BigInteger left = model.Takeable(from, Now, credit[from.Account]);
        if (units > left)
        {
            return s => Assert.Equal(left, Assert.Throws<InsufficientFundsException>(() => s.Transfers.Transfer(from.Id, to.Id, Support.TestLedger.Units(units), "there")).Available.Units);
        }

        model.Add(from.Id, -units);
        model.Add(to.Id, units);
        Done done = Remember(() => Stands(from.Id) && Stands(to.Id) && model.LeftIn(At(to.Id)) >= units, () =>
        {
            model.Add(to.Id, -units);
            model.Add(from.Id, units);
        });
        string reference = $"t{next++}";
        return s =>
        {
            TransferResult moved = s.Transfers.Transfer(from.Id, to.Id, Support.TestLedger.Units(units), "there", reference);
            Assert.False(s.Transfers.Transfer(from.Id, to.Id, Support.TestLedger.Units(units), "there", reference).IsNew);
            done.Seq = moved.Entry.Seq;
        };
    }

    private Action<LedgerSession> Refund()
    {
        if (model.Runs.Count == 0)
        {
            return Settle();
        }

        long job = Of(model.Runs.Keys.ToArray());
        ModelBank.Work run = model.Runs[job];
        ServiceUnits? asked = random.Next(3) == 0 ? null : Support.TestLedger.Units(Units() + 1);
        var key = new RunKey("lab", job, 100);
        if (run.Units == 0 || asked?.Units > run.Units)
        {
            return s => Assert.Throws<RefundExceedsChargeException>(() => s.Refunds.Refund(key, asked, "back"));
        }

        model.Runs[job] = asked is ServiceUnits part ? run with { Refunds = run.Refunds + part.Units } : run with { IsRefundedInWhole = true };
        Done done = Remember(() => true, () => model.Runs[job] = asked is ServiceUnits given
            ? model.Runs[job] with { Refunds = model.Runs[job].Refunds - given.Units }
            : model.Runs[job] with { IsRefundedInWhole = false });
        string reference = $"r{next++}";
        return s =>
        {
            RefundResult back = s.Refunds.Refund(key, asked, "back", reference);
            Assert.Equal(asked?.Units ?? run.Units, back.Amount.Units);
            Assert.False(s.Refunds.Refund(key, asked, "back", reference).IsNew);
            done.Seq = back.Entry.Seq;
        };
    }

    private Action<LedgerSession> Undo()
    {
        Done[] known = [.. movements.Where(m => m.Seq > 0)];
        if (known.Length == 0)
        {
            return Settle();
        }

        Done chosen = Of(known);
        if (chosen.IsOver || !chosen.CanBeUndone())
        {
            return s => Assert.Throws<NotReversibleException>(() => s.Reversals.Undo(chosen.Seq, "a mistake"));
        }

        chosen.IsOver = true;
        chosen.Reverse();
        return s =>
        {
            Assert.True(s.Reversals.Undo(chosen.Seq, "a mistake", $"u{chosen.Seq}").IsNew);
            Assert.False(s.Reversals.Undo(chosen.Seq, "a mistake", $"u{chosen.Seq}").IsNew);
            Assert.Throws<NotReversibleException>(() => s.Reversals.Undo(chosen.Seq, "a mistake"));
        };
    }

    private Action<LedgerSession> Change()
    {
        ModelBank.Grant[] some = [.. model.Grants.Where(g => !g.IsReversed && g.Priority != Allocation.WriteOffPriority)];
        if (some.Length == 0)
        {
            return Grant();
        }

        ModelBank.Grant before = Of(some);
        ModelBank.Grant after = random.Next(4) switch
        {
            0 => before with { Priority = Of([0, 50, 100, 200]) },
            1 => before with { Partitions = random.Next(2) == 0 ? [] : [Of(Partitions)], Users = random.Next(2) == 0 ? [] : [Of(Users)] },
            2 => before with { End = Math.Max(before.Start + 1, Now + random.Next(-500, 1)) },
            _ => before with { End = random.Next(4) == 0 ? Allocation.Forever : before.Start + random.Next(1, 14000) },
        };
        model.Put(after);
        var request = new TermsRequest(before.Id)
        {
            End = after.End == before.End ? null : after.End,
            Priority = after.Priority == before.Priority ? null : after.Priority,
            Scope = new AllocationScope([], after.Partitions, [], after.Users),
        };
        bool differs = before.End != after.End || before.Priority != after.Priority || !before.Partitions.SequenceEqual(after.Partitions) || !before.Users.SequenceEqual(after.Users);
        return s =>
        {
            Assert.Equal(differs, s.Allocations.Change(request).IsNew);
            Assert.False(s.Allocations.Change(request).IsNew);
        };
    }

    private Action<LedgerSession> WriteOff()
    {
        string account = Of(Accounts);
        BigInteger overdraft = model.Of(account).Overdraft;
        if (overdraft == 0)
        {
            return s =>
            {
                _ = s.Accounts.Open(account);
                Assert.Throws<InvalidRequestException>(() => s.Grants.WriteOff(account, "SU", null, "forgiven"));
            };
        }

        long? part = random.Next(2) == 0 ? null : random.NextInt64(1, (long)overdraft + 1);
        ModelBank.Grant[] own = [.. model.Grants.Where(g => g.Account == account && !g.IsReversed)];
        long latest = model.Runs.Values.Where(r => r.Account == account).Max(r => r.To);
        long id = model.Grants.Count + 1;
        var pardon = new ModelBank.Grant(id, account, part ?? overdraft, own.Min(g => g.Start), Math.Max(Now, latest) + 1, Allocation.WriteOffPriority, [], []);
        model.Grants.Add(pardon);
        Assert.Equal(overdraft - pardon.Amount, model.Of(account).Overdraft);
        Done done = Remember(() => Stands(id) && At(id).Amount == pardon.Amount, () => Reverse(id));
        return s =>
        {
            GrantResult made = s.Grants.WriteOff(account, "SU", part is long units ? Support.TestLedger.Units(units) : null, "forgiven", $"w{id}");
            Assert.Equal((id, pardon.Start, pardon.End), (made.Allocation.Id, made.Allocation.Start, made.Allocation.End));
            done.Seq = made.Entry.Seq;
        };
    }

    private ModelBank.Grant[] Open() => [.. model.Grants.Where(g => g.End > Now && !g.IsReversed)];

    private ModelBank.Grant At(long id) => model.Grants[(int)id - 1];

    private bool Stands(long id) => !At(id).IsReversed;

    private void Reverse(long id) => model.Put(At(id) with { Amount = 0, Start = long.MaxValue, End = long.MaxValue });

    private Done Remember(Func<bool> canBeUndone, Action reverse)
    {
        var done = new Done(canBeUndone, reverse);
        movements.Add(done);
        return done;
    }

    /// <summary>A movement that was made; its entry's number is known once it was.</summary>
    private sealed class Done(Func<bool> canBeUndone, Action reverse)
    {
        public Func<bool> CanBeUndone => canBeUndone;

        public Action Reverse => reverse;

        public long Seq { get; set; }

        public bool IsOver { get; set; }
    }
}
