using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using SlurmBank.Engine;
using SlurmBank.Engine.Configuration;
using SlurmBank.Slurm;

namespace SlurmBank.Bank;

/// <summary>Tests a cluster for what a bank needs of it, and names each fix.</summary>
internal sealed class ConfigurationTester
{
    private readonly BankContext context;
    private readonly List<BankFinding> findings = [];

    internal ConfigurationTester(BankContext context) => this.context = context;

    internal IReadOnlyList<BankFinding> Test(CancellationToken cancellation)
    {
        SlurmConfiguration? slurm = Ask("scontrol", () => context.Slurm.Scontrol.ReadConfiguration(cancellation));
        if (slurm is null)
        {
            return findings;
        }

        TestEnforcement(slurm);
        TestPriority(slurm);
        if (Ask("scontrol", () => context.Slurm.Scontrol.ReadPartitions(cancellation)) is { } partitions)
        {
            TestTariff(slurm, partitions.Rows);
        }

        TestTres(slurm, cancellation);
        TestSight(cancellation);
        TestQos(cancellation);
        TestMovingLimit(slurm, cancellation);
        return findings;
    }

    private T? Ask<T>(string place, Func<T> ask)
        where T : class
    {
        try
        {
            return ask();
        }
        catch (SlurmCommandException error)
        {
            Add(FindingSeverity.Error, error.ErrorId, error.Message, place, error.Advice);
            return null;
        }
    }

    private void TestEnforcement(SlurmConfiguration slurm)
    {
        const string Place = "slurm.conf AccountingStorageEnforce";
        if (!slurm.EnforcesLimits)
        {
            Add(FindingSeverity.Error, "LimitsNotEnforced", $"Slurm does not enforce limits (AccountingStorageEnforce={slurm["AccountingStorageEnforce"]}), so no hold has any effect.", Place, "AccountingStorageEnforce=associations,limits,qos,safe in slurm.conf, then restart slurmctld.");
        }
        else if (!slurm.HasSafe)
        {
            Add(FindingSeverity.Warning, "NoSafe", "AccountingStorageEnforce has no 'safe': limits on used minutes kill running jobs.", Place, "Keep the hold mechanism grp-tres-run-mins, or add 'safe' and restart slurmctld.");
        }

        if (slurm.ChangedSinceStart == true)
        {
            Add(FindingSeverity.Warning, "ConfigurationChanged", "slurm.conf was changed after slurmctld had started; what it shows may not be in force.", "slurm.conf", "Restart slurmctld to be certain.");
        }
    }

    private void TestPriority(SlurmConfiguration slurm)
    {
        if (slurm.HalfLifeSeconds is > 0)
        {
            Add(FindingSeverity.Information, "UsageDecays", $"PriorityDecayHalfLife={slurm["PriorityDecayHalfLife"]}: sshare's RawUsage decays and cannot be compared with the ledger.", "slurm.conf PriorityDecayHalfLife", "Nothing, unless the moving limit is wanted: that needs PriorityDecayHalfLife=0.");
        }
    }

    private void TestTariff(SlurmConfiguration slurm, IReadOnlyList<SlurmPartition> partitions)
    {
        TariffDefinition definition = TariffCapture.Capture(context.Configuration.Tariff, context.Currency, slurm, partitions, 1, 0);
        if (Tariff.TryBuild(definition, out Tariff? tariff, out IReadOnlyList<TariffFinding> found))
        {
            findings.AddRange(tariff.CheckPartitions(partitions.Select(p => p.Name)).Select(Findings.Of));
        }

        findings.AddRange(found.Select(Findings.Of));
    }

    private void TestTres(SlurmConfiguration slurm, CancellationToken cancellation)
    {
        bool gpus = Ask("scontrol", () => context.Slurm.Scontrol.ReadNodes(cancellation)) is { } nodes && nodes.Rows.Any(n => n.Gres.Contains("gpu", StringComparison.OrdinalIgnoreCase));
        if (gpus && !slurm.Tres.Contains("gres/gpu"))
        {
            Add(FindingSeverity.Error, "GpusNotTracked", "Nodes have GPUs, but AccountingStorageTRES does not name gres/gpu: jobs are recorded without them.", "slurm.conf AccountingStorageTRES", "AccountingStorageTRES=gres/gpu in slurm.conf, then restart slurmctld.");
        }
    }

    private void TestSight(CancellationToken cancellation)
    {
        if (Ask("sacctmgr", () => context.Slurm.CanSeeOthers(cancellation)) is { SeesAll: false } sight)
        {
            Add(FindingSeverity.Error, "CannotSeeOthers", $"It is not certain that '{sight.User}' sees other users' jobs: {sight.Explanation}", "slurmdbd PrivateData", $"sacctmgr -i modify user {sight.User} set AdminLevel=Operator");
        }
    }

    private void TestQos(CancellationToken cancellation)
    {
        HoldMechanism mechanism = HoldMechanism.Find(HoldMechanism.NameOf(context.Configuration.Enforce.Hold));
        if (Ask("sacctmgr", () => context.Slurm.Sacctmgr.ReadQos(cancellation)) is not { } table)
        {
            return;
        }

        foreach (SlurmProblem problem in table.Problems)
        {
            Add(FindingSeverity.Warning, "UnreadableAnswer", $"A QOS could not be read, so it is not certain that holds are effective: {problem}", "sacctmgr show qos", "Look at the row: sacctmgr show qos; a bar or a line's end in a name would do that.");
        }

        foreach (SlurmQos qos in table.Rows.Where(mechanism.IsOverriddenBy))
        {
            Add(FindingSeverity.Warning, "QosOverridesHold", $"QOS '{qos.Name}' sets {mechanism.Limit} itself, which switches holds of that kind off for its jobs.", $"QOS {qos.Name}", "Use another hold mechanism, or clear the limit of the QOS.");
        }
    }

    private void TestMovingLimit(SlurmConfiguration slurm, CancellationToken cancellation)
    {
        if (context.Configuration.Enforce.Hold == HoldMechanismSetting.MovingLimit && Ask("slurmctld", () => MovingLimitProof.Obstacles(context, slurm, cancellation)) is { Count: > 0 } obstacles)
        {
            Add(FindingSeverity.Error, "MovingLimitRefused", $"The moving limit is not used: {string.Join("; ", obstacles)}.", "[enforce] hold", $"Mend that, or write hold = \"{HoldMechanism.Usual}\".");
        }
    }

    private void Add(FindingSeverity severity, string code, string message, string place, string fix) => findings.Add(new BankFinding(severity, code, message, place, fix));
}
