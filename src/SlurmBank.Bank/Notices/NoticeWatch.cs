using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

/// <summary>
/// Looks at every account and allocation for thresholds that were crossed since the last look, and records them. It needs the ledger alone, misses nothing
/// that happened between two looks, and sends nothing.
/// </summary>
internal sealed class NoticeWatch
{
    internal const string SinceProperty = "notices-since";
    private readonly BankContext context;

    internal NoticeWatch(BankContext context) => this.context = context;

    /// <summary>Looks, and records what was crossed.</summary>
    /// <returns>How many notices are new, those included that a higher one made superfluous.</returns>
    internal int Run(CancellationToken cancellation)
    {
        var rules = new NoticeRules(context.Configuration.Notice, context.NowSeconds);
        var changed = new List<(NoticeMark? Before, NoticeMark After, IReadOnlyList<Notice> Found)>();
        List<Notice> ends;
        bool isFirst;
        using (LedgerView view = context.Ledger.Read())
        {
            string? since = view.Reader.Property(SinceProperty);
            isFirst = since is null;
            Dictionary<long, AccountSettings> settings = Look(view, rules, changed);
            ends = Ends(view, rules, settings, isFirst ? context.NowSeconds : long.Parse(since!, CultureInfo.InvariantCulture));
        }

        return changed.Count + ends.Count > 0 || isFirst ? Record(changed, ends, isFirst, cancellation) : 0;
    }

    private Dictionary<long, AccountSettings> Look(LedgerView view, NoticeRules rules, List<(NoticeMark?, NoticeMark, IReadOnlyList<Notice>)> changed)
    {
        var decider = new HoldDecider(context.Configuration.Enforce, [], context.NowSeconds);
        Dictionary<(long, string), NoticeMark> marks = view.Reader.NoticeMarks().ToDictionary(m => (m.AccountId, m.Currency));
        var told = new Dictionary<long, AccountSettings>();
        foreach (AccountBalance balance in view.Balances(context.Currency))
        {
            if (!balance.IsManaged || balance.IsUnlimited || decider.ModeOf(balance.Settings) == AccountMode.Track)
            {
                continue;
            }

            told[balance.Account.Id] = balance.Settings;
            NoticeMark? before = marks.GetValueOrDefault((balance.Account.Id, balance.Currency));
            (IReadOnlyList<Notice> found, NoticeMemory memory) = rules.Use(balance, before is null ? null : NoticeMemory.Read(before));
            NoticeMark after = memory.ToMark(balance.Account.Id, balance.Currency);
            if (after != before)
            {
                changed.Add((before, after, found));
            }
        }

        return told;
    }

    private static List<Notice> Ends(LedgerView view, NoticeRules rules, Dictionary<long, AccountSettings> settings, long since) =>
        [.. view.Allocations()
            .Where(a => settings.ContainsKey(a.Allocation.AccountId))
            .SelectMany(a => rules.End(a, settings[a.Allocation.AccountId], since, days => view.Reader.HasEndNotice(a.Allocation.Id, a.Allocation.End, days)))];

    private int Record(List<(NoticeMark? Before, NoticeMark After, IReadOnlyList<Notice> Found)> changed, List<Notice> ends, bool isFirst, CancellationToken cancellation)
    {
        int count = 0;
        using LedgerSession session = context.Ledger.Write(cancellation);
        if (isFirst)
        {
            session.SetProperty(SinceProperty, context.NowSeconds.ToString(CultureInfo.InvariantCulture));
        }

        // Somebody else may have looked since: what they recorded stays, and the rest is seen by the next look.
        Dictionary<(long, string), NoticeMark> marks = session.Reader.NoticeMarks().ToDictionary(m => (m.AccountId, m.Currency));
        foreach ((NoticeMark? before, NoticeMark after, IReadOnlyList<Notice> found) in changed)
        {
            if (marks.GetValueOrDefault((after.AccountId, after.Currency)) == before)
            {
                session.Notices.Mark(after);
                count += Cross(session, found);
            }
        }

        count += Cross(session, ends.Where(n => !session.Reader.HasEndNotice(n.AllocationId!.Value, n.End!.Value, n.Threshold)));
        session.Commit();
        return count;
    }

    private static int Cross(LedgerSession session, IEnumerable<Notice> found)
    {
        int count = 0;
        foreach (Notice notice in found)
        {
            _ = session.Notices.Cross(notice);
            count++;
        }

        return count;
    }
}
