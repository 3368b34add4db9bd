using System;
using System.Collections.Generic;
using System.Linq;
using SlurmBank.Engine.Configuration;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

/// <summary>
/// Which thresholds are crossed now and were not before. A threshold of use counts as crossed from the moment when so much or more is charged; it can be crossed
/// again only after what is granted has changed so that less was charged than that, so a refund alone tells nobody twice.
/// </summary>
internal sealed class NoticeRules
{
    private const long Day = 86_400;

    /// <summary>How long after its end an allocation's notices are caught up.</summary>
    private const long CaughtUp = 90 * Day;

    private readonly NoticeSettings settings;
    private readonly long now;

    internal NoticeRules(NoticeSettings settings, long now)
    {
        this.settings = settings;
        this.now = now;
    }

    /// <summary>The new notices about the use of an account, and what is to be remembered.</summary>
    internal (IReadOnlyList<Notice> Found, NoticeMemory Memory) Use(AccountBalance balance, NoticeMemory? before)
    {
        NoticeMemory memory = NoticeMemory.Of(balance);
        long granted = balance.Granted.Units;
        long charged = balance.Charged.Units;
        string basis = memory.Basis;
        long chargedAtChange = before is not null && before.Basis != basis ? before.ChargedAgainst(memory) : long.MaxValue;
        foreach ((int threshold, string crossedAt) in before?.Crossed ?? [])
        {
            bool again = !IsReached(chargedAtChange, granted, threshold) || (crossedAt != basis && !IsReached(charged, granted, threshold));
            if (!again)
            {
                memory.Crossed[threshold] = crossedAt;
            }
        }

        List<int> crossed = [.. Percents(balance.Settings).Where(t => IsReached(charged, granted, t) && !memory.Crossed.ContainsKey(t))];
        foreach (int threshold in crossed)
        {
            memory.Crossed[threshold] = basis;
        }

        return ([.. crossed.Select(t => Found(balance, t, t == crossed[^1]))], memory);
    }

    /// <summary>The new notices about the end of an allocation.</summary>
    /// <param name="line">The allocation.</param>
    /// <param name="account">What was decided for its account.</param>
    /// <param name="since">Ends before this are nobody's news.</param>
    /// <param name="isKnown">Whether there is a notice for so many days already.</param>
    internal IReadOnlyList<Notice> End(AllocationBalance line, AccountSettings account, long since, Func<int, bool> isKnown)
    {
        Allocation allocation = line.Allocation;
        if (allocation.IsReversed || allocation.End == Allocation.Forever || allocation.Start > now || allocation.End <= since || allocation.End < now - CaughtUp)
        {
            return [];
        }

        // Of a window that is shorter than the threshold the grant itself was the notice.
        List<int> crossed = [.. Days(account).Where(d => now >= allocation.End - (d * Day) && allocation.End - allocation.Start > d * Day && !isKnown(d))];
        return [.. crossed.Select(d => new Notice(
            0, allocation.AccountId, allocation.Currency, allocation.Id, NoticeKind.End, d, line.Granted.Units, line.Drawn.Units, allocation.End, 0,
            d == crossed[0] ? NoticeState.Pending : NoticeState.Superseded))];
    }

    /// <summary>Whether so much of what was granted is charged: exactly that much counts. Nothing granted has no percentage.</summary>
    internal static bool IsReached(long charged, long granted, int hundredths) => granted > 0 && (Int128)charged * 10_000 >= (Int128)hundredths * granted;

    internal IReadOnlyList<int> Percents(AccountSettings account) => account.NoticePercents is string own ? NoticeThresholds.ParsePercents(own) : settings.Percents;

    internal IReadOnlyList<int> Days(AccountSettings account) => account.NoticeDays is string own ? NoticeThresholds.ParseDays(own) : settings.Days;

    private static Notice Found(AccountBalance balance, int threshold, bool isHighest) => new(
        0,
        balance.Account.Id,
        balance.Currency,
        null,
        NoticeKind.Use,
        threshold,
        balance.Granted.Units,
        balance.Charged.Units,
        balance.NextEnd,
        0,
        isHighest ? NoticeState.Pending : NoticeState.Superseded);
}
