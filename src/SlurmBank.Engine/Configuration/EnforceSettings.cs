using System.Collections.Generic;
using System.Linq;

namespace SlurmBank.Engine.Configuration;

/// <summary>What the bank does about an account that has spent its funds.</summary>
public enum AccountModeSetting
{
    /// <summary>It records, and says nothing.</summary>
    Track,

    /// <summary>It records and warns.</summary>
    Notify,

    /// <summary>It records, warns and holds.</summary>
    Enforce,
}

/// <summary>The limits by which an account is held.</summary>
public enum HoldMechanismSetting
{
    /// <summary><c>GrpTRESRunMins=cpu=0</c>: waiting jobs wait, running ones finish, with and without <c>safe</c>.</summary>
    GrpTresRunMins,

    /// <summary><c>GrpTRESMins=cpu=0</c>: kills running jobs unless slurmctld has <c>safe</c>.</summary>
    GrpTresMins,

    /// <summary><c>GrpTRESMins=billing=N</c>, moved with the balance; wants <c>safe</c> and more.</summary>
    MovingLimit,

    /// <summary><c>GrpSubmitJobs=0</c>: refuses new jobs; waiting ones may still start.</summary>
    GrpSubmitJobs,

    /// <summary><c>GrpJobs=0</c>: waiting jobs wait, running ones finish.</summary>
    GrpJobs,

    /// <summary><c>GrpTRESRunMins=billing=0</c>: as with cpu, but jobs that bill nothing still start.</summary>
    GrpTresRunMinsBilling,

    /// <summary><c>GrpTRESRunMins=gres/gpu=0</c>: jobs with GPUs wait, others start.</summary>
    GrpTresRunMinsGpu,

    /// <summary><c>GrpTRESMins=billing=0</c>: kills running jobs unless slurmctld has <c>safe</c>.</summary>
    GrpTresMinsBilling,
}

/// <summary>How holds are set: section <c>[enforce]</c>.</summary>
public sealed record EnforceSettings
{
    /// <summary>The mode of accounts that have none of their own.</summary>
    public AccountModeSetting Mode { get; init; } = AccountModeSetting.Notify;

    /// <summary>The mechanism of accounts that have none of their own.</summary>
    public HoldMechanismSetting Hold { get; init; }

    /// <summary>The first enforcement that would hold more than this part of the accounts, 0 to 1, stops and asks.</summary>
    public decimal Brake { get; init; } = 0.1m;

    /// <summary>Accounts that are never held automatically.</summary>
    public IReadOnlyList<AccountPattern> Exempt { get; init; } = [];

    /// <summary>Whether an account's usage in Slurm is set to zero when an allocation of it has ended; not together with the moving limit.</summary>
    public bool ResetUsage { get; init; }

    /// <summary>Limits by currency that stop work in that currency alone, for accounts that have something left in another.</summary>
    public IReadOnlyDictionary<string, HoldMechanismSetting> CurrencyHolds { get; init; } = System.Collections.Immutable.ImmutableSortedDictionary<string, HoldMechanismSetting>.Empty;

    internal static ChoiceKind<HoldMechanismSetting> HoldKind { get; } = new(
        ("grp-tres-run-mins", HoldMechanismSetting.GrpTresRunMins), ("grp-tres-mins", HoldMechanismSetting.GrpTresMins),
        ("moving-limit", HoldMechanismSetting.MovingLimit), ("grp-submit-jobs", HoldMechanismSetting.GrpSubmitJobs),
        ("grp-jobs", HoldMechanismSetting.GrpJobs), ("grp-tres-run-mins-billing", HoldMechanismSetting.GrpTresRunMinsBilling),
        ("grp-tres-run-mins-gpu", HoldMechanismSetting.GrpTresRunMinsGpu), ("grp-tres-mins-billing", HoldMechanismSetting.GrpTresMinsBilling));

    internal static SectionSchema Schema { get; } = new("enforce", "What happens to an account that has spent its funds.",
    [
        new Setting<AccountModeSetting>("enforce", "mode",
            new ChoiceKind<AccountModeSetting>(("track", AccountModeSetting.Track), ("notify", AccountModeSetting.Notify), ("enforce", AccountModeSetting.Enforce)),
            c => c.Enforce.Mode, (c, v) => c with { Enforce = c.Enforce with { Mode = v } }, "Record; record and warn; or record, warn and hold. An account may have its own."),
        new Setting<HoldMechanismSetting>("enforce", "hold", HoldKind,
            c => c.Enforce.Hold, (c, v) => c with { Enforce = c.Enforce with { Hold = v } }, "The limit that holds an account. An account may have its own."),
        new Setting<decimal>("enforce", "brake", new FractionKind(), c => c.Enforce.Brake, (c, v) => c with { Enforce = c.Enforce with { Brake = v } },
            "The first enforcement that would hold more than this part of the accounts stops and asks."),
        new Setting<IReadOnlyList<AccountPattern>>("enforce", "exempt",
            new TextListKind<AccountPattern>("a list of accounts such as [\"root\", \"co_*\"]", TextRules.Pattern, v => v.Text),
            c => c.Enforce.Exempt, (c, v) => c with { Enforce = c.Enforce with { Exempt = v } }, "Accounts that are never held automatically; * and ? stand for any characters."),
        new Setting<bool>("enforce", "reset_usage", new FlagKind(), c => c.Enforce.ResetUsage, (c, v) => c with { Enforce = c.Enforce with { ResetUsage = v } },
            "Whether RawUsage in Slurm is set to zero when an account's allocation has ended; not with the moving limit."),
        new Setting<IReadOnlyDictionary<string, HoldMechanismSetting>>("enforce", "currency_hold", new CurrencyHoldsKind(HoldKind), c => c.Enforce.CurrencyHolds,
            (c, v) => c with { Enforce = c.Enforce with { CurrencyHolds = v } }, "The limit that stops work in one currency alone, of an account that has something left in another."),
    ]);

    /// <summary>True where the account is never held automatically.</summary>
    public bool IsExempt(string account) => Exempt.Any(pattern => pattern.IsMatch(account));
}
