using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using SlurmBank.Bank;
using SlurmBank.Cli.Composition;
using SlurmBank.Cli.Views;

namespace SlurmBank.Cli.Verbs;

/// <summary><c>holds list</c>: holds and pardons.</summary>
internal sealed class HoldsListVerb : Verb
{
    private readonly Argument<string[]> names = Input.Many(Input.Account, "Accounts, or patterns with * and ? (default: all).");
    private readonly Option<bool> lifted = Input.Flag("--lifted", "Also those that ended.");
    private readonly Option<bool> detailed = Input.Flag("--detailed", "Ask Slurm whether each is there and honoured, and for limits of others that keep solvent accounts from starting jobs.");

    internal HoldsListVerb()
        : base(
            "list",
            "List holds and pardons: who, why, since when, until when.",
            new("slurmbank holds list", "Those in force."),
            new("slurmbank holds list bio --lifted", "All that bio ever had."),
            new("slurmbank holds list --detailed", "What is locked, why, and whether Slurm honours it."))
    {
        Add(names);
        Add(lifted);
        Add(detailed);
    }

    /// <inheritdoc/>
    internal override ExitCode Run(Session session, ParseResult input)
    {
        string[] accounts = input.GetValue(names) ?? [];
        IEnumerable<HoldReport> holds = input.GetValue(detailed)
            ? session.Bank.HoldsInSlurm(accounts, null, input.GetValue(lifted), session.Cancelled)
            : session.Bank.Holds(accounts, input.GetValue(lifted));
        session.ShowList(holds, HoldViews.Holds(() => session.Zone), "No holds.");
        return ExitCode.Success;
    }
}

/// <summary><c>enforce</c>: makes Slurm look as the balances and people's decisions say.</summary>
internal sealed class EnforceVerb : Verb
{
    private readonly Argument<string[]> names = Input.Many(Input.Account, "Accounts, or patterns with * and ? (default: all).");
    private readonly Option<string?> cluster = Input.Text("--cluster", "NAME", "Only this cluster (default: those of the configuration).");
    private readonly Option<bool> adopt = Input.Flag("--adopt", "Take up limits that look like the bank's own and are not in its ledger, as after a restore; lift those that are not due.");
    private readonly Option<bool> force = Input.Flag("--force", "Hold even where the first enforcement would hold more accounts than the brake allows.");
    private readonly Option<bool> plan = Input.Plan();

    internal EnforceVerb()
        : base(
            "enforce",
            "Hold accounts with nothing left and release those that have something again. A person's hold or pardon stands.\nExits 1 where a hold failed or Slurm would not honour it.",
            new("slurmbank enforce --plan", "Who would be held or released, and why."),
            new("slurmbank enforce", "What a timer runs after each sync."),
            new("slurmbank enforce --adopt --plan", "After a restore: which limits in Slurm the ledger has forgotten."),
            new("slurmbank enforce --plan --json | jq -r '.[].actions[] | select(.action == \"hold\").account'", "Who would be held, for a script."))
    {
        Add(names);
        Add(cluster);
        Add(adopt);
        Add(force);
        Add(plan);
    }

    /// <inheritdoc/>
    internal override ExitCode Run(Session session, ParseResult input)
    {
        IReadOnlyList<HoldReportSet> sets = session.Bank.SyncHolds(
            new EnforceCommand { Accounts = input.GetValue(names) ?? [], Cluster = input.GetValue(cluster), Force = input.GetValue(force), Adopt = input.GetValue(adopt), IsPlan = input.GetValue(plan) },
            session.Cancelled);
        session.ShowEach(sets, (output, set) => HoldViews.Write(output, set, session.Palette), set => set.Warnings);
        return Attention(sets.SelectMany(set => set.Actions).Any(NeedsAttention));
    }

    /// <summary>Whether an action failed or does nothing.</summary>
    internal static bool NeedsAttention(HoldAction action) => action.Error is not null || action.Action == "not-effective";
}

/// <summary><c>lock</c> and <c>unlock</c>: a person's decision about one account.</summary>
internal sealed class PersonVerb : Verb
{
    private readonly bool isLock;
    private readonly Argument<string[]> accounts = Input.Many(Input.Account, "The accounts.", required: true);
    private readonly Option<string?> reason;
    private readonly Option<string?> until;
    private readonly Option<string?> mechanism = Input.Text("--mechanism", "LIMIT", "The Slurm limit: grp-tres-run-mins, grp-tres-mins, grp-submit-jobs, grp-jobs, grp-tres-run-mins-billing, grp-tres-run-mins-gpu, grp-tres-mins-billing (default: the account's).");
    private readonly Option<string?> cluster = Input.Text("--cluster", "NAME", "The cluster; needed where the configuration has several.");
    private readonly Option<bool> plan = Input.Plan();

    private PersonVerb(bool isLock, string name, string description, string untilText, params Example[] examples)
        : base(name, description, examples)
    {
        this.isLock = isLock;
        reason = Input.Text("--reason", "TEXT", "Why.", required: true);
        until = Input.Text("--until", "DATE", untilText);
        Add(accounts);
        Add(reason);
        Add(until);
        if (isLock)
        {
            Add(mechanism);
        }

        Add(cluster);
        Add(plan);
    }

    /// <summary><c>lock</c>.</summary>
    internal static PersonVerb Lock() => new(
        true,
        "lock",
        "Hold an account because a person says so, whatever its balance. It stays until unlocked, or until a date.",
        "Until when (default: until unlocked).",
        new("slurmbank lock bio --reason 'AY26 closed'", "Until a person unlocks it."),
        new("slurmbank lock bio chem phys --reason 'AY26 closed'", "Many at once, in a handful of Slurm commands."),
        new("slurmbank lock bio --reason 'benchmark week' --until 2027-10-07", "Until the end of that day."));

    /// <summary><c>unlock</c>.</summary>
    internal static PersonVerb Unlock() => new(
        false,
        "unlock",
        "Release an account because a person says so. One with nothing left is exempt from automatic holds until a date.",
        "Until when automatic holds stay off (default: seven days).",
        new Example("slurmbank unlock bio --reason 'award on its way' --until 2027-10-15", "Let bio run until then, though nothing is left."));

    /// <inheritdoc/>
    internal override ExitCode Run(Session session, ParseResult input)
    {
        HoldCommand[] commands = [.. (input.GetValue(accounts) ?? []).Distinct().Select(account => new HoldCommand
        {
            Account = account,
            Reason = input.GetValue(reason) ?? string.Empty,
            Until = Input.Moment(input, until),
            Mechanism = isLock ? input.GetValue(mechanism) : null,
            Cluster = input.GetValue(cluster),
            IsPlan = input.GetValue(plan),
        })];
        if (commands.Length == 1)
        {
            HoldAction action = isLock ? session.Bank.Lock(commands[0], session.Cancelled) : session.Bank.Unlock(commands[0], session.Cancelled);
            session.Show(action, output => HoldViews.Write(output, action, commands[0].IsPlan));
            return Attention(EnforceVerb.NeedsAttention(action));
        }

        IReadOnlyList<HoldOutcome> outcomes = isLock ? session.Bank.LockAll(commands, session.Cancelled) : session.Bank.UnlockAll(commands, session.Cancelled);
        session.ShowList(outcomes.Select(outcome => outcome.Action).OfType<HoldAction>(), HoldViews.Actions(input.GetValue(plan)), "Nothing was done.");
        foreach (HoldOutcome outcome in outcomes.Where(outcome => outcome.Error is not null))
        {
            session.Messages.Failure(outcome.Error!.ErrorId, $"{outcome.Account}: {outcome.Error.Message}", outcome.Error.Advice);
        }

        return Attention(outcomes.Any(outcome => outcome.Error is not null || NeedsAttention(outcome.Action)));
    }

    private static bool NeedsAttention(HoldAction? action) => action is not null && EnforceVerb.NeedsAttention(action);
}
