using System;
using System.Collections.Generic;
using System.Linq;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

/// <summary>
/// What a forecast of an account follows: the windows that may pay for its work, its own and those of the accounts that it draws on, and the work of all
/// that is paid from them. So a child's forecast knows that its brothers draw on the same grant, and a parent's that its children do.
/// </summary>
internal sealed class BurnScene
{
    private readonly AccountBalance balance;
    private readonly BurnGround ground;
    private readonly IReadOnlyList<BurnWork> own;
    private readonly List<AllocationBalance> others;

    /// <summary>Prepares the forecast of an account.</summary>
    /// <param name="view">The ledger.</param>
    /// <param name="balance">The account's figures in the currency.</param>
    /// <param name="ground">What it has in common with the accounts whose draws depend on its own.</param>
    internal BurnScene(LedgerView view, AccountBalance balance, BurnGround ground)
    {
        this.balance = balance;
        this.ground = ground;
        own = ground.Of(balance.Account.Id);
        IEnumerable<AllocationBalance> above = view.Tree.ChainAt(balance.Account.Id, balance.Instant).SelectMany(ground.OpenOf).Where(a => a.Allocation.Priority != Allocation.WriteOffPriority);
        Windows = [.. ground.OpenOf(balance.Account.Id).Concat(above).OrderBy(a => a.Allocation.AccountId)];
        HashSet<long> counted = [.. Windows.Select(w => w.Allocation.Id)];
        others = [.. ground.Used.Where(a => !counted.Contains(a.Allocation.Id))];
    }

    /// <summary>The windows that the account may spend, active or to begin later.</summary>
    internal List<AllocationBalance> Windows { get; }

    /// <summary>What the account's own work of the measured time cost, in units.</summary>
    internal long Charged => own.Sum(w => w.Units);

    /// <summary>What all work of the measured time would take today from the account's own windows and overdraft, in units: the rate at which its own grants are used.</summary>
    internal long DrawnFromOwn
    {
        get
        {
            if (ground.Members.Count == 1)
            {
                return Charged;
            }

            return ground.Streams.Where(w => Payer(w) == balance.Account.Id).Sum(w => w.Units) + own.Where(w => Payer(w) is null).Sum(w => w.Units);
        }
    }

    /// <summary>Follows the work at the rate of the measured time.</summary>
    /// <param name="seconds">How long that was.</param>
    internal BurnOutcome Follow(long seconds)
    {
        // Beside the windows: the credit limit, less overdraft, running work, and what is promised to others' jobs.
        Int128 active = Windows.Where(w => w.Allocation.IsActiveAt(balance.Instant)).Aggregate(Int128.Zero, (sum, w) => sum + w.Remaining.Units);
        long beyond = (long)Int128.Clamp(balance.Spendable.Units - active, -long.MaxValue, long.MaxValue);
        Dictionary<string, long> mine = own.GroupBy(w => w.Stream, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Sum(w => w.Positive), StringComparer.Ordinal);
        IEnumerable<BurnFlow> flows = ground.Streams.SelectMany(s => new[] { Flow(s, mine.GetValueOrDefault(s.Stream), true), Flow(s, s.Positive - mine.GetValueOrDefault(s.Stream), false) });
        return new Burn([.. Windows.Select(w => Window(w, true)), .. others.Select(w => Window(w, false))], [.. flows.Where(f => f.Units > 0)], seconds, beyond).Follow(balance.Instant);
    }

    private BurnFlow Flow(BurnWork work, long units, bool isOwn) => new(units, at => ground.Payers(work, at), isOwn);

    private static BurnWindow Window(AllocationBalance line, bool counts) => new(line.Allocation.Id, line.Allocation.Start, line.Allocation.End, line.Remaining.Units, counts);

    /// <summary>Whose funds pay for work now: the owner of the first allocation with something left; null for nobody, and it is the overdraft of who did it.</summary>
    private long? Payer(BurnWork work)
    {
        foreach (long id in ground.Payers(work, balance.Instant))
        {
            if (ground.Left.TryGetValue(id, out (long AccountId, long Units) window) && window.Units > 0)
            {
                return window.AccountId;
            }
        }

        return null;
    }
}
