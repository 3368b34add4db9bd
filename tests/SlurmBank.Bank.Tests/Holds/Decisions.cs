using System.Collections.Generic;
using SlurmBank.Engine;
using SlurmBank.Engine.Configuration;
using SlurmBank.Ledger;
using SlurmBank.Slurm;

namespace SlurmBank.Bank.Tests.Holds;

/// <summary>Short ways to make what the rules of holds look at.</summary>
internal static class Decisions
{
    public const long Now = 1_000_000;

    /// <summary>An account of the figures that the rule is made of: grants, credit limit, charged, running.</summary>
    public static AccountBalance Balance(
        long granted, long credit = 0, long charged = 0, long running = 0, long queued = 0, long gated = 0, AccountMode? mode = null, AccountKind kind = AccountKind.Funded,
        bool managed = true, string? mechanism = null, string name = "bio", long id = 7)
    {
        long overdraft = charged > granted ? charged - granted : 0;
        return new AccountBalance(
            new Account(id, name, 0), "SU", new AccountSettings(Units(credit), mode, kind, mechanism), Now, managed, Units(granted), Units(granted - charged + overdraft), Units(overdraft), Units(charged),
            new PendingSums(Units(running), Units(queued), Units(gated)), []);
    }

    public static Hold Hold(HoldOwner owner, long? until = null, string mechanism = "grp-tres-run-mins", long account = 7, string actor = "eve") =>
        new(1, account, "lab", owner, actor, "because", mechanism, 0, until, null, null);

    public static HoldDecision Decide(AccountBalance balance, EnforceSettings? settings = null, params Hold[] holds) =>
        new HoldDecider(settings ?? new EnforceSettings { Mode = AccountModeSetting.Enforce }, holds, Now).Decide(balance);

    /// <summary>A decision for an account by name alone.</summary>
    public static HoldDecision Of(string account, bool held, string mechanism = "grp-tres-run-mins", long id = 7) =>
        new(new Account(id, account, 0), Balance(held ? 0 : 1, name: account, id: id), held, HoldOwner.Automatic, "because", mechanism);

    public static SlurmAssociation Account(string name, string parent = "root", string runMins = "", string qos = "normal") =>
        new() { Cluster = "lab", Account = name, ParentAccount = name == "root" ? string.Empty : parent, Id = 1, GrpTresRunMins = runMins, Qos = qos };

    public static SlurmAssociation User(string account, string user, string runMins = "", string partition = "", string qos = "normal") =>
        new() { Cluster = "lab", Account = account, User = user, Partition = partition, Id = 2, GrpTresRunMins = runMins, Qos = qos };

    public static AssociationTree Tree(params IEnumerable<SlurmAssociation> associations) => new([Account("root"), .. associations]);

    private static ServiceUnits Units(long units) => ServiceUnits.FromUnits(units);
}
