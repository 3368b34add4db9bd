using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using SlurmBank.Engine;
using SlurmBank.Ledger;
using SlurmBank.Slurm;

namespace SlurmBank.Bank;

/// <summary>Sets limits of accounts and users, and resets their usage. What a hold of the bank rests on is not touched unless forced.</summary>
internal sealed class AssociationWriting : SlurmWriting
{
    internal AssociationWriting(BankContext context, string cluster, CancellationToken cancellation)
        : base(context, cluster, cancellation)
    {
    }

    internal IReadOnlyList<ChangeOutcome<SlurmAssociation>> Set(AssociationCommand command)
    {
        string[] accounts = Plain(command.Accounts);
        IReadOnlyList<SlurmAssociation> before = Read(accounts);
        string[] targets = Targets(accounts, command, before);
        if (!command.Force)
        {
            RequireNoHold(targets, command);
        }

        if (!command.IsPlan)
        {
            Change(accounts, targets, command);
        }

        IReadOnlyList<SlurmAssociation> after = command.IsPlan ? before : Read(accounts);
        var outcomes = new List<ChangeOutcome<SlurmAssociation>>();
        foreach (string target in targets)
        {
            SlurmAssociation[] rows = [.. Of(target, command.Partition, after)];
            if (IsGood(target) && !command.IsPlan && rows.SelectMany(row => command.Changes.Where(c => !Shows(row, c)).Select(c => c.Limit)).FirstOrDefault() is string limit)
            {
                Fail(target, new ChangeNotSeenException(target, $"{limit} is another"));
            }

            outcomes.Add(new ChangeOutcome<SlurmAssociation>(target, IsGood(target) ? rows : [], ErrorOf(target)));
        }

        return outcomes;
    }

    internal IReadOnlyList<ChangeOutcome<SlurmShare>> Reset(AssociationCommand command)
    {
        string[] accounts = Plain(command.Accounts);
        IReadOnlyList<SlurmAssociation> before = Read(accounts);
        string[] targets = Targets(accounts, command, before);
        if (!command.Force)
        {
            RequireNoUsageHold(targets);
        }

        if (!command.IsPlan)
        {
            Act(accounts, targets, command, (names, users) => Sacctmgr.ResetUsage(Cluster, names, users, Cancellation));
        }

        SlurmTable<SlurmShare> shares = Context.Slurm.Sshare.Read(accounts, Cluster, Cancellation);
        return [.. targets.Select(target => new ChangeOutcome<SlurmShare>(
            target,
            IsGood(target) ? [.. shares.Rows.Where(s => s.Account == HoldTarget.Parse(target).Account && s.User == HoldTarget.Parse(target).User)] : [],
            ErrorOf(target)))];
    }

    private IReadOnlyList<SlurmAssociation> Read(string[] accounts) => Sacctmgr.ReadAssociations(Cluster, accounts, Cancellation).Rows;

    /// <summary>The associations to change, as <c>account</c> or <c>account/user</c>; one that is not there is marked.</summary>
    private string[] Targets(string[] accounts, AssociationCommand command, IReadOnlyList<SlurmAssociation> before)
    {
        var tree = new AssociationTree(before);
        var targets = new List<string>();
        foreach (string account in accounts)
        {
            if (!tree.Has(account))
            {
                Fail(account, new SlurmAccountMissingException(account, Cluster));
                targets.Add(account);
                continue;
            }

            targets.AddRange(command.Users.Count == 0 ? [account] : command.Users.Distinct(StringComparer.Ordinal).Select(user => $"{account}/{user}"));
        }

        foreach (string target in targets.Where(IsGood).Where(target => !Of(target, command.Partition, before).Any()))
        {
            HoldTarget one = HoldTarget.Parse(target);
            Fail(target, new SlurmUserMissingException(one.User, one.Account, Cluster));
        }

        return [.. targets];
    }

    private static IEnumerable<SlurmAssociation> Of(string target, string? partition, IReadOnlyList<SlurmAssociation> rows)
    {
        HoldTarget one = HoldTarget.Parse(target);
        return rows.Where(row => row.Account == one.Account && row.User == one.User && (partition is null || row.Partition == partition));
    }

    private void Change(string[] accounts, string[] targets, AssociationCommand command) => Act(
        accounts, targets, command, (names, users) => Sacctmgr.SetAssociations(Cluster, names, users, command.Partition, command.Changes, Cancellation));

    /// <summary>One command for all accounts, or one for all users of each.</summary>
    private void Act(string[] accounts, string[] targets, AssociationCommand command, Action<IReadOnlyCollection<string>, IReadOnlyCollection<string>> act)
    {
        if (command.Users.Count == 0)
        {
            Apply(targets, names => act([.. names], []));
            return;
        }

        foreach (string account in accounts)
        {
            Apply(targets.Where(t => HoldTarget.Parse(t).Account == account && HoldTarget.Parse(t).IsUser), names => act([account], [.. names.Select(n => HoldTarget.Parse(n).User)]));
        }
    }

    private void RequireNoHold(string[] targets, AssociationCommand command)
    {
        using LedgerView? view = TryLedger();
        foreach (PlacedLimit placed in view?.Reader.PlacedLimits(Cluster).ToList() ?? [])
        {
            HoldTarget held = HoldTarget.Parse(placed.Target);
            string? target = targets.FirstOrDefault(t => t == (held with { Partition = string.Empty }).ToString());
            if (target is not null && command.Changes.FirstOrDefault(c => c.Limit.Equals(placed.Limit, StringComparison.OrdinalIgnoreCase)) is not null)
            {
                Fail(target, new LimitIsHoldException(placed.Target, placed.Limit, Describe(view!, placed)));
            }
        }
    }

    /// <summary>A hold by a limit on usage that was so far used would open again with the usage at 0.</summary>
    private void RequireNoUsageHold(string[] targets)
    {
        using LedgerView? view = TryLedger();
        foreach (PlacedLimit placed in view?.Reader.PlacedLimits(Cluster).ToList() ?? [])
        {
            HoldTarget held = HoldTarget.Parse(placed.Target);
            string? target = targets.FirstOrDefault(t => HoldTarget.Parse(t).Account == held.Account);
            if (target is not null && placed.Limit.StartsWith("GrpTRESMins=", StringComparison.OrdinalIgnoreCase) && placed.Value != HoldMechanism.HeldValue)
            {
                Fail(target, new LimitIsHoldException(placed.Target, placed.Limit, Describe(view!, placed)));
            }
        }
    }

    private string Describe(LedgerView view, PlacedLimit placed)
    {
        Hold? hold = view.Reader.Holds(Cluster).FirstOrDefault(h => h.AccountId == placed.AccountId && h.Owner != HoldOwner.Pardon)
            ?? view.Reader.PartHolds(Cluster).FirstOrDefault(h => h.AccountId == placed.AccountId && HoldMechanism.Find(h.Mechanism).Limit == placed.Limit && (h.User.Length == 0 || h.User == HoldTarget.Parse(placed.Target).User));
        string account = view.Reader.FindAccount(placed.AccountId)?.Name ?? placed.Target;
        return hold is null
            ? $"account '{account}' is held by it."
            : $"it holds {(hold.User.Length > 0 ? $"user {hold.User} in " : hold.IsPart ? $"work in {hold.Currency} of " : string.Empty)}account '{account}' since {Context.InstantOfMicroseconds(hold.Placed).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)}, "
                + (hold.Owner == HoldOwner.Person ? $"by {hold.Actor}: {hold.Reason}" : $"automatically: {hold.Reason}");
    }

    private static bool Shows(SlurmAssociation row, AssociationChange change) => change.Setting switch
    {
        AssociationSetting.GrpTres => Tres(row.GrpTres, change),
        AssociationSetting.GrpTresMins => Tres(row.GrpTresMins, change),
        AssociationSetting.GrpTresRunMins => Tres(row.GrpTresRunMins, change),
        AssociationSetting.GrpJobs => row.GrpJobs == change.Value,
        AssociationSetting.GrpSubmitJobs => row.GrpSubmitJobs == change.Value,
        AssociationSetting.GrpWall => Minutes(row.GrpWall) == change.Value,

        // Those of each job are shown with what is inherited: a limit that was taken away may still show the parent's.
        AssociationSetting.MaxTresPerJob => change.Value is null || Tres(row.MaxTresPerJob, change),
        AssociationSetting.MaxJobs => change.Value is null || row.MaxJobs == change.Value,
        AssociationSetting.MaxSubmitJobs => change.Value is null || row.MaxSubmitJobs == change.Value,
        AssociationSetting.MaxWall => change.Value is null || Minutes(row.MaxWall) == change.Value,
        _ => row.Shares == (change.Value ?? 1),
    };

    private static bool Tres(string text, AssociationChange change) =>
        TresSet.TryParse(text, out TresSet? set, out _) && (set.TryGetValue(change.Tres!, out long value) ? value == change.Value : change.Value is null);

    private static long? Minutes(string text) => ElapsedTime.TryParse(text, out ElapsedTime time, out _) ? time.Seconds / 60 : null;
}
