using SlurmBank.Engine.Configuration;

namespace SlurmBank.Engine.Decisions;

/// <summary>What is found of a job, whatever the site makes of it. The numbers are those of <c>SB_OUTCOME_</c> in slurmbank.h.</summary>
public enum GateOutcome
{
    /// <summary>The account can pay.</summary>
    Paid,

    /// <summary>The job costs nothing.</summary>
    Free,

    /// <summary>The account is unmanaged, unlimited or exempt.</summary>
    NotGated,

    /// <summary>The account cannot pay.</summary>
    Short,

    /// <summary>The figures could not be read.</summary>
    Unreadable,
}

/// <summary>What the gate does with a job. The numbers are those of <c>SB_ALLOW</c>, <c>SB_WARN</c> and <c>SB_REFUSE</c> in slurmbank.h.</summary>
public enum GateAction
{
    /// <summary>It lets the job through.</summary>
    Allow,

    /// <summary>It lets the job through and tells the user.</summary>
    Warn,

    /// <summary>It refuses the job.</summary>
    Refuse,
}

/// <summary>The gate's answer: the same in slurmctld and from the cmdlets.</summary>
public static class GateAnswer
{
    /// <summary>What is found of a job whose price and account are known.</summary>
    /// <param name="isGated">False for an account that is never refused.</param>
    /// <param name="amount">What the job costs at most.</param>
    /// <param name="available">What the account has.</param>
    public static GateOutcome Weigh(bool isGated, ServiceUnits amount, ServiceUnits available) =>
        amount == ServiceUnits.Zero ? GateOutcome.Free
        : !isGated ? GateOutcome.NotGated
        : amount <= available ? GateOutcome.Paid
        : GateOutcome.Short;

    /// <summary>What is done about it.</summary>
    /// <param name="rule">The rule for the account and its partitions.</param>
    /// <param name="outcome">What was found.</param>
    /// <param name="neverRefuses">True where what would be a refusal is a warning: changes by root and operators.</param>
    public static GateAction Act(GateRule rule, GateOutcome outcome, bool neverRefuses = false)
    {
        bool refuses = rule.Policy == GatePolicy.Enforce
            && (outcome == GateOutcome.Short || (outcome == GateOutcome.Unreadable && rule.MissingSnapshot == MissingSnapshotPolicy.Refuse));
        bool warns = outcome == GateOutcome.Short && rule.Policy == GatePolicy.Warn;
        return warns || (refuses && neverRefuses) ? GateAction.Warn : refuses ? GateAction.Refuse : GateAction.Allow;
    }
}
