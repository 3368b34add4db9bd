using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using SlurmBank.Bank;
using SlurmBank.Ledger;
using SlurmBank.PowerShell.Abstractions;
using SlurmBank.PowerShell.Arguments;
using SlurmBank.PowerShell.Completion;
using SlurmBank.PowerShell.Internal;
using SlurmBank.Slurm;

namespace SlurmBank.PowerShell.Commands;

/// <summary>Sets limits of accounts, or of users in them, in Slurm.</summary>
[Cmdlet(VerbsCommon.Set, "SlurmLimit", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(SlurmAssociation))]
public sealed class SetSlurmLimitCommand : AssociationChangeCommand
{
    private readonly List<AssociationChange> changes = [];

    /// <summary>The partition of the users' associations; all without it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(PartitionCompleter))]
    public string? Partition { get; set; }

    /// <summary>TRES at once, with all below.</summary>
    [Parameter]
    [TresLimitTransformation]
    [ArgumentCompleter(typeof(TresLimitCompleter))]
    public string? GrpTres { get; set; }

    /// <summary>TRES-minutes in all.</summary>
    [Parameter]
    [TresLimitTransformation]
    [ArgumentCompleter(typeof(TresLimitCompleter))]
    public string? GrpTresMins { get; set; }

    /// <summary>TRES-minutes promised to running jobs.</summary>
    [Parameter]
    [TresLimitTransformation]
    [ArgumentCompleter(typeof(TresLimitCompleter))]
    public string? GrpTresRunMins { get; set; }

    /// <summary>Jobs that run, with all below.</summary>
    [Parameter]
    [CountLimitTransformation]
    [ArgumentCompleter(typeof(UnlimitedCompleter))]
    public long? GrpJobs { get; set; }

    /// <summary>Jobs that wait and run, with all below.</summary>
    [Parameter]
    [CountLimitTransformation]
    [ArgumentCompleter(typeof(UnlimitedCompleter))]
    public long? GrpSubmitJobs { get; set; }

    /// <summary>Wall time of all jobs together.</summary>
    [Parameter]
    [TimeSpanLimitTransformation]
    [ArgumentCompleter(typeof(UnlimitedCompleter))]
    public long? GrpWall { get; set; }

    /// <summary>Jobs of each user that run.</summary>
    [Parameter]
    [CountLimitTransformation]
    [ArgumentCompleter(typeof(UnlimitedCompleter))]
    public long? MaxJobs { get; set; }

    /// <summary>Jobs of each user that wait and run.</summary>
    [Parameter]
    [CountLimitTransformation]
    [ArgumentCompleter(typeof(UnlimitedCompleter))]
    public long? MaxSubmitJobs { get; set; }

    /// <summary>TRES of each job.</summary>
    [Parameter]
    [TresLimitTransformation]
    [ArgumentCompleter(typeof(TresLimitCompleter))]
    public string? MaxTresPerJob { get; set; }

    /// <summary>The longest time limit of a job.</summary>
    [Parameter]
    [TimeSpanLimitTransformation]
    [ArgumentCompleter(typeof(UnlimitedCompleter))]
    public long? MaxWall { get; set; }

    /// <summary>Shares.</summary>
    [Parameter]
    [Alias("Shares", "Fairshare")]
    [ValidateRange(0, int.MaxValue)]
    public int? Share { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (Try<List<AssociationChange>>(null, Read, out List<AssociationChange>? read))
        {
            changes.AddRange(read);
        }

        if (changes.Count == 0 || (Partition is not null && !IsName("partition", Partition)))
        {
            ThrowTerminatingError(BankErrors.ToRecord(
                new InvalidRequestException("No limit to set was given.", "Give at least one limit, such as -GrpTres cpu=100; unlimited takes one away."), null));
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord() => AgreeEach("Set " + string.Join(" ", AssociationChange.Words(changes)));

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        ChangeAgreed<Key, Slurm.SlurmAssociation>((key, accounts, cancellation) => Bank.SetSlurmLimits(
            new AssociationCommand { Accounts = accounts, Users = key.List, Cluster = Cluster, Partition = Partition, Changes = changes, Force = Force, IsPlan = key.IsPlan },
            cancellation));
        base.EndProcessing();
    }

    private protected override object? Present(object? result) => result is Slurm.SlurmAssociation row ? SlurmAssociation.Of(row) : result;

    private List<AssociationChange> Read()
    {
        var read = new List<AssociationChange>();
        Tres(AssociationSetting.GrpTres, GrpTres);
        Tres(AssociationSetting.GrpTresMins, GrpTresMins);
        Tres(AssociationSetting.GrpTresRunMins, GrpTresRunMins);
        Tres(AssociationSetting.MaxTresPerJob, MaxTresPerJob);
        Count(AssociationSetting.GrpJobs, GrpJobs);
        Count(AssociationSetting.GrpSubmitJobs, GrpSubmitJobs);
        Count(AssociationSetting.GrpWall, GrpWall);
        Count(AssociationSetting.MaxJobs, MaxJobs);
        Count(AssociationSetting.MaxSubmitJobs, MaxSubmitJobs);
        Count(AssociationSetting.MaxWall, MaxWall);
        Count(AssociationSetting.Fairshare, Share);
        return read;

        void Tres(AssociationSetting setting, string? text)
        {
            foreach (string[] pair in (text ?? string.Empty).Split(',', System.StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split('=')))
            {
                read.Add(Change(setting, pair[0], long.Parse(pair[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)));
            }
        }

        void Count(AssociationSetting setting, long? value)
        {
            if (value is long number)
            {
                read.Add(Change(setting, null, number));
            }
        }
    }

    private static AssociationChange Change(AssociationSetting setting, string? tres, long value)
    {
        try
        {
            return new AssociationChange(setting, tres, value < 0 ? null : value);
        }
        catch (System.ArgumentOutOfRangeException error)
        {
            throw new InvalidRequestException($"The limit {setting} cannot be {value}: {error.Message}", "Slurm keeps counts up to 4294967293.");
        }
    }
}
