using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using SlurmBank.Ledger;
using SlurmBank.Slurm;

namespace SlurmBank.Bank;

/// <summary>
/// Sets the usage of accounts in Slurm to zero when an allocation of theirs has ended, where the site wishes so: for people who look at sshare. The bank's own figures do not rest on it.
/// Once for each end; what Slurm had counted is posted in the ledger.
/// </summary>
internal sealed class UsageResets
{
    internal const string SinceProperty = "usage-resets-since";
    private readonly BankContext context;
    private readonly string cluster;
    private readonly EnforceCommand command;
    private readonly Func<LedgerView> read;
    private readonly List<string> warnings;

    internal UsageResets(BankContext context, string cluster, EnforceCommand command, Func<LedgerView> read, List<string> warnings)
    {
        this.read = read;
        this.context = context;
        this.cluster = cluster;
        this.command = command;
        this.warnings = warnings;
    }

    internal void Run(IReadOnlyList<HoldDecision> decisions, CancellationToken cancellation)
    {
        if (!context.Configuration.Enforce.ResetUsage || command.Accounts.Count > 0)
        {
            return;
        }

        List<(HoldDecision Decision, long End)> due = Due(decisions, cancellation);
        if (due.Count == 0 || command.IsPlan)
        {
            warnings.AddRange(due.Select(d => $"RawUsage of account '{d.Decision.Account.Name}' would be set to zero: an allocation of it has ended."));
            return;
        }

        string[] names = [.. due.Select(d => d.Decision.Account.Name).Distinct()];
        Dictionary<string, long> before = context.Slurm.Sshare.Read(names, cluster, cancellation).Rows.Where(s => s.User.Length == 0).GroupBy(s => s.Account).ToDictionary(g => g.Key, g => g.First().RawUsage);
        try
        {
            context.Slurm.Sacctmgr.ResetUsage(cluster, names, [], cancellation);
        }
        catch (SlurmCommandException error)
        {
            warnings.Add($"RawUsage was not set to zero; the next run tries again. {error.Message}");
            return;
        }

        using LedgerSession session = context.Ledger.Write(cancellation);
        foreach ((HoldDecision decision, long end) in due)
        {
            _ = session.Holds.NoteUsageReset(decision.Account, cluster, end, before.GetValueOrDefault(decision.Account.Name));
        }

        session.Commit();
    }

    /// <summary>Accounts with an allocation that has ended since resets were asked for, and of whose end there is no reset yet.</summary>
    private List<(HoldDecision Decision, long End)> Due(IReadOnlyList<HoldDecision> decisions, CancellationToken cancellation)
    {
        string? since;
        var due = new List<(HoldDecision, long)>();
        using (LedgerView view = read())
        {
            since = view.Reader.Property(SinceProperty);
            long from = since is null ? context.NowSeconds : long.Parse(since, CultureInfo.InvariantCulture);
            ILookup<long, long> ends = view.Reader.Allocations().Where(a => !a.IsReversed && a.End > from && a.End <= context.NowSeconds).ToList().ToLookup(a => a.AccountId, a => a.End);
            foreach (HoldDecision decision in decisions.Where(d => ends.Contains(d.Account.Id)))
            {
                long end = ends[decision.Account.Id].Max();
                bool isDone = view.Reader.FindByReference(decision.Account.Id, EntryKind.UsageReset, HoldOperations.UsageResetReference(cluster, end)) is not null;
                if (!isDone && decision.Follows)
                {
                    warnings.Add($"RawUsage of account '{decision.Account.Name}' is not reset: its moving limit rests on it.");
                }
                else if (!isDone)
                {
                    due.Add((decision, end));
                }
            }
        }

        if (since is null && !command.IsPlan)
        {
            using LedgerSession session = context.Ledger.Write(cancellation);
            session.SetProperty(SinceProperty, context.NowSeconds.ToString(CultureInfo.InvariantCulture));
            session.Commit();
        }

        return due;
    }
}
